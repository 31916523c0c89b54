headlight_test(text_tests LABEL unit LINK headlight_text
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/text_word_level_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_bpe_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_unigram_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_word_piece_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_trace_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_joining_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/text_utf8_test.cpp)
