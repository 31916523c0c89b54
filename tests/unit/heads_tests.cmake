headlight_test(heads_tests LABEL unit LINK headlight_formats headlight_generate
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/head_measures_test.cpp ${CMAKE_CURRENT_LIST_DIR}/attention_variants_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cell_arithmetic_test.cpp ${CMAKE_CURRENT_LIST_DIR}/attention_steps_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/prompt_points_test.cpp ${CMAKE_CURRENT_LIST_DIR}/point_space_test.cpp)
