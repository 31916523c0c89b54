headlight_qt_test(session_comparison_tests LABEL ui LINK tiny_model headlight_session
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_comparison_test.cpp)
headlight_qt_test(compare_view_tests LABEL ui LINK tiny_model headlight_window
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/compare_view_test.cpp)

# For looking at: compare_pictures FOLDER
add_executable(compare_pictures ${CMAKE_CURRENT_LIST_DIR}/compare_pictures.cpp)
target_link_libraries(compare_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
