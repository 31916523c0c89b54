# The arrows of design.md section 2, checked on the include lines themselves.
add_test(NAME layering COMMAND ${CMAKE_CURRENT_LIST_DIR}/check_layers.sh ${PROJECT_SOURCE_DIR})
set_tests_properties(layering PROPERTIES LABELS unit)
