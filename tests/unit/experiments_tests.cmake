headlight_test(experiments_tests LABEL unit LINK headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/distance_experiment_test.cpp ${CMAKE_CURRENT_LIST_DIR}/speed_experiment_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cli_experiments_test.cpp)
