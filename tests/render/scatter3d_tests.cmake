set(scatter_sources ${CMAKE_CURRENT_LIST_DIR}/picture_baseline.cpp ${CMAKE_CURRENT_LIST_DIR}/sample_scene.cpp)
headlight_qt_test(scatter_geometry_tests LABEL render LINK headlight_scatter3d
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/scatter_geometry_test.cpp ${CMAKE_CURRENT_LIST_DIR}/sample_scene.cpp)
headlight_qt_test(scatter_painter_tests LABEL render LINK headlight_scatter3d
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/scatter_painter_test.cpp ${scatter_sources})
headlight_qt_test(scatter_gl_tests LABEL render PLATFORM xvfb LINK headlight_scatter3d
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/scatter_gl_test.cpp ${scatter_sources})
foreach(test scatter_geometry_tests scatter_painter_tests scatter_gl_tests)
  target_include_directories(${test} PRIVATE ${PROJECT_SOURCE_DIR}/ui)
endforeach()
