headlight_test(encoder_golden_tests LABEL golden LINK headlight_reference headlight_formats SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/golden_expectations.cpp
  ${CMAKE_CURRENT_LIST_DIR}/faults/faulty_post_norm.cpp
  ${CMAKE_CURRENT_LIST_DIR}/encoder_golden_test.cpp ${CMAKE_CURRENT_LIST_DIR}/encoder_decoder_golden_test.cpp)
