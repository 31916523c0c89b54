headlight_qt_test(session_tests LABEL ui LINK tiny_model headlight_session
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_test.cpp)
headlight_qt_test(session_files_tests LABEL ui LINK tiny_model headlight_session
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_files_test.cpp)
