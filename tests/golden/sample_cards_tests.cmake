headlight_test(sample_cards_tests LABEL golden LINK headlight_cli SOURCES ${CMAKE_CURRENT_LIST_DIR}/sample_cards_test.cpp)
