headlight_test(recurrent_tests LABEL unit LINK headlight_train SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_training_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_math_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stream_batches_test.cpp)
