headlight_test(recurrent_golden_tests LABEL golden LINK headlight_figures headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/golden_expectations.cpp
  ${CMAKE_CURRENT_LIST_DIR}/faults/faulty_recurrent.cpp
  ${CMAKE_CURRENT_LIST_DIR}/recurrent_golden_test.cpp)

# What we save loads in torch.nn by name and computes the same.
add_executable(write_recurrent_folders ${CMAKE_CURRENT_LIST_DIR}/write_recurrent_folders.cpp)
target_link_libraries(write_recurrent_folders PRIVATE headlight_formats headlight_flags)
add_test(NAME torch_runs_our_recurrent_models
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/recurrent_in_torch.py --write $<TARGET_FILE:write_recurrent_folders>
          ${CMAKE_CURRENT_BINARY_DIR}/recurrent_in_torch)
set_tests_properties(torch_runs_our_recurrent_models PROPERTIES LABELS golden SKIP_RETURN_CODE 77 TIMEOUT 120)

# Gates and states of the trained models, as the command line saves them, are torch.nn's.
set(trained ${PROJECT_SOURCE_DIR}/sample_models)
add_test(NAME torch_sees_our_cells
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/recurrent_cells_in_torch.py $<TARGET_FILE:cli_program>
          ${trained}/classroom-rnn ${trained}/classroom-lstm ${trained}/classroom-gru)
set_tests_properties(torch_sees_our_cells PROPERTIES LABELS golden SKIP_RETURN_CODE 77 TIMEOUT 120)
