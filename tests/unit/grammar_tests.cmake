headlight_test(grammar_tests LABEL unit LINK headlight_formats SOURCES ${CMAKE_CURRENT_LIST_DIR}/grammar_file_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/grammar_generator_test.cpp ${CMAKE_CURRENT_LIST_DIR}/grammar_exclusion_test.cpp)
