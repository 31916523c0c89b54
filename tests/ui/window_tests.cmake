foreach(subject window_test window_output_test window_views_test window_kinds_test window_sessions_test)
  headlight_qt_test(${subject}s LABEL ui LINK headlight_window
                    SOURCES ${CMAKE_CURRENT_LIST_DIR}/${subject}.cpp ${CMAKE_CURRENT_LIST_DIR}/tiny_model.cpp)
endforeach()
headlight_qt_test(translation_tests LABEL ui LINK headlight_window
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/translation_test.cpp)
