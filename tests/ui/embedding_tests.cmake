headlight_qt_test(embedding_view_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/embedding_view_test.cpp)
headlight_qt_test(embedding_spaces_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/embedding_spaces_test.cpp)
headlight_qt_test(embedding_chosen_tests LABEL ui LINK tiny_model headlight_views
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/embedding_chosen_test.cpp)
