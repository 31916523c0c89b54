headlight_test(planted_heads_tests LABEL golden LINK headlight_figures
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/planted_heads_test.cpp)
add_executable(plant_heads EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/plant_heads.cpp)
target_link_libraries(plant_heads PRIVATE headlight_figures headlight_flags)
