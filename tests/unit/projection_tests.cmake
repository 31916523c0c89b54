headlight_test(projection_tests LABEL unit LINK headlight_analysis SOURCES ${CMAKE_CURRENT_LIST_DIR}/projection_test.cpp)
