headlight_test(engine_tests LABEL unit LINK headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/compact_weights_test.cpp ${CMAKE_CURRENT_LIST_DIR}/hooks_test.cpp ${CMAKE_CURRENT_LIST_DIR}/models_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/nn_test.cpp ${CMAKE_CURRENT_LIST_DIR}/tensor_test.cpp)
