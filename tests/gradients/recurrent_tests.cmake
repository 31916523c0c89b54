headlight_test(recurrent_gradients_tests LABEL gradients LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/central_difference.cpp ${CMAKE_CURRENT_LIST_DIR}/whole_model.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_cells_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_gradients_test.cpp)
