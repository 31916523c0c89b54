set(here ${CMAKE_CURRENT_LIST_DIR}/tokenizers)
headlight_test(tokenizer_tests LABEL formats LINK headlight_formats
  SOURCES ${here}/tokenizer_gpt2_test.cpp ${here}/tokenizer_models_test.cpp ${here}/unigram_golden_test.cpp
          ${here}/tokenizer_stages_test.cpp ${here}/sentencepiece_file_test.cpp ${here}/chinese_words_test.cpp
          ${here}/tokenizer_kinds_test.cpp ${here}/tokenizer_defects_test.cpp)

# The inputs of ../shared/data/cases through the command line; skipped without them.
add_test(NAME cases_that_people_have COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/../cases/check_cases.py $<TARGET_FILE:cli_program>)
set_tests_properties(cases_that_people_have PROPERTIES LABELS formats SKIP_RETURN_CODE 77 TIMEOUT 600)
