headlight_test(sample_hooks_tests LABEL golden LINK headlight_formats headlight_reference SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/sample_hooks_test.cpp)
