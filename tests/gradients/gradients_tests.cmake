headlight_test(gradients_tests LABEL gradients LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/central_difference.cpp ${CMAKE_CURRENT_LIST_DIR}/whole_model.cpp
  ${CMAKE_CURRENT_LIST_DIR}/operations_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/decoder_gradients_test.cpp ${CMAKE_CURRENT_LIST_DIR}/encoder_gradients_test.cpp)
