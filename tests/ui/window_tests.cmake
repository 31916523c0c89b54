foreach(subject window_test window_output_test window_views_test window_kinds_test window_sessions_test
                panel_layout_test)
  headlight_qt_test(${subject}s LABEL ui LINK tiny_model headlight_window
                    SOURCES ${CMAKE_CURRENT_LIST_DIR}/${subject}.cpp)
endforeach()
headlight_qt_test(wrap_layout_tests LABEL ui LINK headlight_widgets SOURCES ${CMAKE_CURRENT_LIST_DIR}/wrap_layout_test.cpp)
headlight_qt_test(translation_tests LABEL ui LINK headlight_window
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/translation_test.cpp)

# For looking at: session_pictures FOLDER
add_executable(session_pictures ${CMAKE_CURRENT_LIST_DIR}/session_pictures.cpp)
target_link_libraries(session_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
# The embedding view: embedding_pictures FOLDER
add_executable(embedding_pictures ${CMAKE_CURRENT_LIST_DIR}/embedding_pictures.cpp)
target_link_libraries(embedding_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)

# The views of attention: attention_pictures FOLDER
add_executable(attention_pictures ${CMAKE_CURRENT_LIST_DIR}/attention_pictures.cpp)
target_link_libraries(attention_pictures PRIVATE headlight_window headlight_test_support Qt6::Test headlight_flags)
