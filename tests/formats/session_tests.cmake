headlight_test(session_file_tests LABEL formats LINK headlight_formats
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_file_test.cpp ${CMAKE_CURRENT_LIST_DIR}/old_files_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/config_archive_test.cpp)

# Kills a program while it saves a session and a checkpoint, again and again: old or new, whole.
add_executable(save_for_ever ${CMAKE_CURRENT_LIST_DIR}/save_for_ever.cpp)
target_link_libraries(save_for_ever PRIVATE headlight_formats headlight_flags)
add_test(NAME killed_while_saving
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/kill_while_saving.py $<TARGET_FILE:save_for_ever>)
set_tests_properties(killed_while_saving PROPERTIES LABELS formats TIMEOUT 300)
add_executable(write_session_golden EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/write_session_golden.cpp)
target_link_libraries(write_session_golden PRIVATE headlight_formats headlight_flags)
