headlight_qt_test(session_tests LABEL ui LINK headlight_session
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_test.cpp ${CMAKE_CURRENT_LIST_DIR}/tiny_model.cpp)
headlight_qt_test(session_files_tests LABEL ui LINK headlight_session
                  SOURCES ${CMAKE_CURRENT_LIST_DIR}/session_files_test.cpp ${CMAKE_CURRENT_LIST_DIR}/tiny_model.cpp)
