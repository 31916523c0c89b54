headlight_test(influence_gradients_tests LABEL gradients LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/central_difference.cpp ${CMAKE_CURRENT_LIST_DIR}/whole_model.cpp
  ${CMAKE_CURRENT_LIST_DIR}/influence_gradients_test.cpp)
