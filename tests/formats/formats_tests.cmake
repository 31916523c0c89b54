set(here ${CMAKE_CURRENT_LIST_DIR})
headlight_test(formats_tests LABEL formats LINK headlight_formats
  SOURCES ${here}/guarded_json_test.cpp ${here}/atomic_file_test.cpp ${here}/safetensors_test.cpp ${here}/npy_csv_test.cpp
          ${here}/archive_test.cpp ${here}/hf_config_test.cpp ${here}/config_kinds_test.cpp ${here}/weight_families_test.cpp
          ${here}/trained_checkpoints_test.cpp ${here}/text_encoding_test.cpp
          ${here}/tokenizers/tokenizer_json_test.cpp ${here}/model_folder_test.cpp)

# An independent reader: Python with NumPy alone reads a folder that we wrote.
add_executable(write_sample_folder ${here}/write_sample_folder.cpp)
target_link_libraries(write_sample_folder PRIVATE headlight_formats headlight_flags)
add_test(NAME numpy_reads_back_what_we_write
  COMMAND /usr/bin/python3 ${here}/read_back.py $<TARGET_FILE:write_sample_folder> ${CMAKE_CURRENT_BINARY_DIR}/read_back)
set_tests_properties(numpy_reads_back_what_we_write PROPERTIES LABELS formats SKIP_RETURN_CODE 77 TIMEOUT 60)
