# The command line alone, as a program: what a second process prints and which code it ends with. (The program
# `headlight` of a build with the window would need Qt's libraries for the same answers.)
add_executable(cli_program ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
target_link_libraries(cli_program PRIVATE headlight_cli headlight_flags)

headlight_test(cli_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/cli_run_test.cpp ${CMAKE_CURRENT_LIST_DIR}/cli_commands_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cli_export_test.cpp ${CMAKE_CURRENT_LIST_DIR}/cli_bad_input_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cli_process_test.cpp ${CMAKE_CURRENT_LIST_DIR}/cli_kinds_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cli_recurrent_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cli_embedding_test.cpp)
target_compile_definitions(cli_tests PRIVATE CLI_PROGRAM="$<TARGET_FILE:cli_program>")
add_dependencies(cli_tests cli_program)
