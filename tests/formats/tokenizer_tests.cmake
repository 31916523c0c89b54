set(here ${CMAKE_CURRENT_LIST_DIR}/tokenizers)
headlight_test(tokenizer_tests LABEL formats LINK headlight_formats
  SOURCES ${here}/tokenizer_gpt2_test.cpp ${here}/tokenizer_models_test.cpp ${here}/unigram_golden_test.cpp
          ${here}/tokenizer_stages_test.cpp ${here}/sentencepiece_file_test.cpp ${here}/chinese_words_test.cpp)
