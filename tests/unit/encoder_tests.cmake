headlight_test(encoder_tests LABEL unit LINK headlight_models SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/encoder_test.cpp ${CMAKE_CURRENT_LIST_DIR}/encoder_decoder_test.cpp)
