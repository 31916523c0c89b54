include_directories(${PROJECT_SOURCE_DIR}/ui)

add_library(figures_samples STATIC ${CMAKE_CURRENT_LIST_DIR}/figures_samples.cpp)
target_link_libraries(figures_samples PUBLIC headlight_analysis PRIVATE headlight_flags)

headlight_qt_test(charts_figure_tests LABEL ui LINK headlight_charts figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_figure_test.cpp)
headlight_qt_test(charts_export_tests LABEL ui LINK headlight_charts figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_export_test.cpp)
headlight_qt_test(charts_attention_tests LABEL ui LINK headlight_charts figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_attention_test.cpp)
headlight_qt_test(charts_color_tests LABEL ui LINK headlight_charts
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_color_test.cpp)

headlight_qt_test(charts_views_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/charts_views_test.cpp)

headlight_qt_test(split_view_tests LABEL ui LINK tiny_model headlight_views headlight_cli
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/split_view_test.cpp)

# For looking at: figures_dump FOLDER
add_executable(figures_dump ${CMAKE_CURRENT_LIST_DIR}/figures_dump.cpp)
target_link_libraries(figures_dump PRIVATE headlight_charts figures_samples headlight_flags)
