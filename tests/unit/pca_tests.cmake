headlight_test(pca_tests LABEL unit LINK headlight_analysis
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/pca_test.cpp ${CMAKE_CURRENT_LIST_DIR}/neighbours_test.cpp)
