headlight_test(recurrent_golden_tests LABEL golden LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/faulty_recurrent.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_golden_test.cpp)
