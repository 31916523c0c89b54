headlight_test(golden_points_tests LABEL golden LINK headlight_models SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/golden_file.cpp ${CMAKE_CURRENT_LIST_DIR}/golden_points_test.cpp)
