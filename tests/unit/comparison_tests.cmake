headlight_test(comparison_tests LABEL unit LINK headlight_generate SOURCES ${CMAKE_CURRENT_LIST_DIR}/comparison_test.cpp)
headlight_test(cli_compare_tests LABEL unit LINK headlight_cli SOURCES ${CMAKE_CURRENT_LIST_DIR}/cli_compare_test.cpp)
