set(here ${CMAKE_CURRENT_LIST_DIR})
headlight_test(tokenizer_tests LABEL formats LINK headlight_formats
  SOURCES ${here}/tokenizer_gpt2_test.cpp ${here}/tokenizer_models_test.cpp ${here}/unigram_golden_test.cpp)
