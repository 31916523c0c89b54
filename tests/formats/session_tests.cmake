headlight_test(session_file_tests LABEL formats LINK headlight_formats
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_file_test.cpp ${CMAKE_CURRENT_LIST_DIR}/old_files_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/config_archive_test.cpp)

# Kills a program while it saves a session and a checkpoint, again and again: old or new, whole.
add_executable(save_for_ever ${CMAKE_CURRENT_LIST_DIR}/killed/save_for_ever.cpp)
target_link_libraries(save_for_ever PRIVATE headlight_formats headlight_flags)
add_test(NAME killed_while_saving
  COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/killed/kill_while_saving.py $<TARGET_FILE:save_for_ever>)
set_tests_properties(killed_while_saving PROPERTIES LABELS formats TIMEOUT 300)
add_executable(write_session_golden EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/write_session_golden.cpp)
target_link_libraries(write_session_golden PRIVATE headlight_formats headlight_flags)

# Kills every kind of saving before each of its renames. Not with sanitizers: their library must be the first to be loaded.
if(NOT HEADLIGHT_SANITIZE)
  add_library(die_at_rename MODULE ${CMAKE_CURRENT_LIST_DIR}/killed/die_at_rename.cpp)
  target_link_libraries(die_at_rename PRIVATE ${CMAKE_DL_LIBS} headlight_flags)
  add_executable(save_once ${CMAKE_CURRENT_LIST_DIR}/killed/save_once.cpp)
  target_link_libraries(save_once PRIVATE headlight_formats headlight_flags)
  set(programs $<TARGET_FILE:die_at_rename> $<TARGET_FILE:cli_program> $<TARGET_FILE:save_once> ${PROJECT_SOURCE_DIR})
  if(HEADLIGHT_UI)
    add_executable(save_settings ${CMAKE_CURRENT_LIST_DIR}/killed/save_settings.cpp)
    target_include_directories(save_settings PRIVATE ${PROJECT_SOURCE_DIR}/ui)
    target_link_libraries(save_settings PRIVATE headlight_session headlight_flags)
    list(APPEND programs --settings $<TARGET_FILE:save_settings>)
  endif()
  add_test(NAME killed_at_every_rename COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/killed/kill_at_renames.py ${programs})
  set_tests_properties(killed_at_every_rename PROPERTIES LABELS formats TIMEOUT 300)

  # A small part of what the scripts of tests/fuzz try by default. The limit on memory is too small for sanitizers.
  set(fuzz ${PROJECT_SOURCE_DIR}/tests/fuzz)
  add_test(NAME mutated_files_end_well COMMAND /usr/bin/python3 -B ${fuzz}/mutated_files.py $<TARGET_FILE:cli_program>
    $<TARGET_FILE:save_once> ${PROJECT_SOURCE_DIR} --count 120)
  add_test(NAME hostile_tables_end_well COMMAND /usr/bin/python3 -B ${fuzz}/hostile_tables.py $<TARGET_FILE:cli_program> --count 12)
  set_tests_properties(mutated_files_end_well hostile_tables_end_well PROPERTIES LABELS formats TIMEOUT 300)
endif()
