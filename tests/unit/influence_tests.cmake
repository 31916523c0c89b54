headlight_test(influence_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/influence_test.cpp ${CMAKE_CURRENT_LIST_DIR}/influence_cli_test.cpp)
