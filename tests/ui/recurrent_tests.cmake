headlight_qt_test(charts_recurrent_tests LABEL ui LINK headlight_charts figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_recurrent_test.cpp)
headlight_qt_test(recurrent_view_tests LABEL ui LINK tiny_model headlight_window
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/recurrent_view_test.cpp)

# For looking at: recurrent_pictures FOLDER
add_executable(recurrent_pictures ${CMAKE_CURRENT_LIST_DIR}/recurrent_pictures.cpp)
target_link_libraries(recurrent_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
