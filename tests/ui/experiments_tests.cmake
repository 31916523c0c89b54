headlight_qt_test(experiments_view_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/experiments_view_test.cpp)
# For looking at: experiments_pictures FOLDER
add_executable(experiments_pictures ${CMAKE_CURRENT_LIST_DIR}/experiments_pictures.cpp)
target_link_libraries(experiments_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
headlight_qt_test(charts_experiments_tests LABEL ui LINK headlight_charts
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_experiments_test.cpp)
headlight_qt_test(window_experiments_tests LABEL ui LINK tiny_model headlight_window
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/window_experiments_test.cpp)
