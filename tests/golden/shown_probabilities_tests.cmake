headlight_test(shown_probabilities_tests LABEL golden LINK headlight_cli SOURCES ${CMAKE_CURRENT_LIST_DIR}/shown_probabilities_test.cpp)
