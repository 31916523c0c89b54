headlight_test(train_tests LABEL unit LINK headlight_train SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_batches_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_optimizer_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_evaluation_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_evaluation_kinds_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_masked_batches_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_pair_batches_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_lora_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_precision_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_trainer_test.cpp)
headlight_test(train_files_tests LABEL unit LINK headlight_formats SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_recipe_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/train_checkpoint_test.cpp)
headlight_test(train_allocation_tests LABEL unit LINK headlight_train SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_allocation_test.cpp)
headlight_test(train_decoder_tests LABEL unit LINK headlight_train SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_decoder_test.cpp)
headlight_test(train_command_tests LABEL unit LINK headlight_cli SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_command_test.cpp)
headlight_test(train_process_tests LABEL unit LINK headlight_cli SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/train_process_test.cpp)
target_compile_definitions(train_process_tests PRIVATE CLI_PROGRAM="$<TARGET_FILE:cli_program>")
add_dependencies(train_process_tests cli_program)
