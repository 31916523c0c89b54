set(here ${CMAKE_CURRENT_LIST_DIR})
headlight_test(gguf_tests LABEL unit LINK headlight_formats SOURCES ${here}/gguf_test.cpp)

# The command line converts, and Python with NumPy alone reads what it wrote; then it is killed while it writes.
set(with_numpy /usr/bin/python3 -B ${here}/convert_round_trip.py $<TARGET_FILE:cli_program>)
add_test(NAME convert_round_trip COMMAND ${with_numpy} trip ${CMAKE_CURRENT_BINARY_DIR}/convert_trip)
add_test(NAME convert_survives_kill COMMAND ${with_numpy} kill ${CMAKE_CURRENT_BINARY_DIR}/convert_kill)
add_test(NAME convert_compact_weights COMMAND ${with_numpy} compact ${CMAKE_CURRENT_BINARY_DIR}/convert_compact)
set_tests_properties(convert_round_trip convert_survives_kill convert_compact_weights PROPERTIES LABELS unit SKIP_RETURN_CODE 77 TIMEOUT 300)
