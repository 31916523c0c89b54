headlight_test(figures_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/run_figures_test.cpp ${CMAKE_CURRENT_LIST_DIR}/figure_export_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/token_label_test.cpp)
