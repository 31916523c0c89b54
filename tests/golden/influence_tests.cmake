headlight_test(influence_golden_tests LABEL golden LINK headlight_models SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/influence_golden_test.cpp)

# What the program says of the sample models, all the way back through a long sentence.
set(samples ${PROJECT_SOURCE_DIR}/sample_models)
add_test(NAME torch_agrees_on_what_the_next_word_depends_on
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/influence_in_torch.py $<TARGET_FILE:cli_program>
          ${samples}/classroom-en ${samples}/classroom-rnn ${samples}/classroom-lstm ${samples}/classroom-gru)
set_tests_properties(torch_agrees_on_what_the_next_word_depends_on PROPERTIES LABELS golden SKIP_RETURN_CODE 77 TIMEOUT 300)
