headlight_test(word_space_tests LABEL unit LINK headlight_analysis
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/word_arithmetic_test.cpp ${CMAKE_CURRENT_LIST_DIR}/k_means_test.cpp)
