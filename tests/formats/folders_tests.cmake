headlight_test(folders_tests LABEL formats LINK headlight_formats SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/folders_test.cpp ${CMAKE_CURRENT_LIST_DIR}/tokenizers/tokenizer_settings_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/hostile_memory_test.cpp ${CMAKE_CURRENT_LIST_DIR}/interrupted_set_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/csv_text_test.cpp)

# The reference folders of ../shared/data through the command line, against their expected.npz; skipped without them.
add_test(NAME reference_folders_give_their_numbers
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/compare_reference.py $<TARGET_FILE:cli_program>
          ${PROJECT_SOURCE_DIR}/../shared/data/reference ${CMAKE_CURRENT_BINARY_DIR}/reference_folders)
set_tests_properties(reference_folders_give_their_numbers PROPERTIES LABELS formats SKIP_RETURN_CODE 77 TIMEOUT 120)

# Models, tables and texts that people really have (../shared/data/cases); skipped without them.
add_test(NAME files_of_people_give_their_numbers
  COMMAND /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/cases/check_file_cases.py $<TARGET_FILE:cli_program>
          ${PROJECT_SOURCE_DIR}/../shared/data/cases)
set_tests_properties(files_of_people_give_their_numbers PROPERTIES LABELS formats SKIP_RETURN_CODE 77 TIMEOUT 300)
