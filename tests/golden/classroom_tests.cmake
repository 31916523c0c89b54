headlight_test(classroom_en_tests LABEL golden LINK headlight_formats SOURCES ${CMAKE_CURRENT_LIST_DIR} /
               classroom_probe.cpp ${CMAKE_CURRENT_LIST_DIR} / classroom_en_test.cpp)
