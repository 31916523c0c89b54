headlight_test(figures_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/run_figures_test.cpp ${CMAKE_CURRENT_LIST_DIR}/figure_export_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/token_label_test.cpp ${CMAKE_CURRENT_LIST_DIR}/token_alignment_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/attention_difference_test.cpp)
