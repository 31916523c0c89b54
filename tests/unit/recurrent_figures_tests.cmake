headlight_test(recurrent_figures_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/recurrent_figures_test.cpp)
