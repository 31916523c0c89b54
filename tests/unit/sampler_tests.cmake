headlight_test(sampler_tests LABEL unit LINK headlight_generate SOURCES ${CMAKE_CURRENT_LIST_DIR}/sampler_test.cpp)
