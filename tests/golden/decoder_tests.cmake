headlight_test(decoder_golden_tests LABEL golden LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/golden_expectations.cpp
  ${CMAKE_CURRENT_LIST_DIR}/faults/faulty_decoder.cpp ${CMAKE_CURRENT_LIST_DIR}/decoder_golden_test.cpp)
