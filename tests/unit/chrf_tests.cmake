headlight_test(chrf_tests LABEL unit LINK headlight_analysis SOURCES ${CMAKE_CURRENT_LIST_DIR}/chrf_test.cpp)
