headlight_test(translate_tests LABEL golden LINK headlight_cli SOURCES ${CMAKE_CURRENT_LIST_DIR}/translate_en_zh_test.cpp)
