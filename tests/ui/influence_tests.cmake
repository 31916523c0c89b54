headlight_qt_test(charts_influence_tests LABEL ui LINK headlight_charts
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_influence_test.cpp)
headlight_qt_test(influence_view_tests LABEL ui LINK tiny_model headlight_views
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/influence_view_test.cpp)

# For looking at: influence_pictures FOLDER
add_executable(influence_pictures ${CMAKE_CURRENT_LIST_DIR}/influence_pictures.cpp)
target_link_libraries(influence_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
