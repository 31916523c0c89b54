headlight_qt_test(attention_view_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/attention_view_test.cpp)
