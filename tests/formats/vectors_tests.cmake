headlight_test(vector_table_tests LABEL formats LINK headlight_formats
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/vector_table_test.cpp ${CMAKE_CURRENT_LIST_DIR}/npz_reading_test.cpp)
