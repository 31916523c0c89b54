headlight_qt_test(export_pictures_tests LABEL ui LINK headlight_charts headlight_cli figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/export_pictures_test.cpp)
headlight_qt_test(export_dialog_tests LABEL ui LINK headlight_window figures_samples
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/export_dialog_test.cpp)
