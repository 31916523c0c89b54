headlight_test(generation_tests LABEL unit LINK headlight_generate
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/generation_test.cpp ${CMAKE_CURRENT_LIST_DIR}/generation_bits_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/sequence_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/generation_kinds_test.cpp ${CMAKE_CURRENT_LIST_DIR}/beam_search_test.cpp)
