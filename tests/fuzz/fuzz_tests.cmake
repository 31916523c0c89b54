# libFuzzer targets, one a format. Each CTest entry fuzzes a copy of its seeds for a few seconds.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "HEADLIGHT_FUZZ needs clang: use the preset fuzz")
endif()
set(HEADLIGHT_FUZZ_SECONDS 5 CACHE STRING "Seconds that each fuzz target runs in CTest")
# what is fuzzed tells the fuzzer which branches were taken
foreach(layer text formats)
  target_compile_options(headlight_${layer} PRIVATE -fsanitize=fuzzer-no-link)
endforeach()

set(fuzz_folder ${CMAKE_CURRENT_LIST_DIR})
function(headlight_fuzz_target subject)
  add_executable(fuzz_${subject} ${fuzz_folder}/fuzz_${subject}.cpp)
  target_link_libraries(fuzz_${subject} PRIVATE headlight_formats headlight_flags)
  target_compile_options(fuzz_${subject} PRIVATE -fsanitize=fuzzer-no-link)
  target_link_options(fuzz_${subject} PRIVATE -fsanitize=fuzzer)
  add_test(NAME fuzz_${subject} COMMAND ${CMAKE_COMMAND}
    -DPROGRAM=$<TARGET_FILE:fuzz_${subject}> -DSEEDS=${fuzz_folder}/seeds/${subject}
    -DCORPUS=${CMAKE_CURRENT_BINARY_DIR}/corpus/${subject} -DSECONDS=${HEADLIGHT_FUZZ_SECONDS}
    -P ${fuzz_folder}/run_fuzz_target.cmake)
  set_tests_properties(fuzz_${subject} PROPERTIES LABELS fuzz TIMEOUT 1200)
endfunction()

add_custom_target(fuzz_targets)  # what scripts/test builds of this preset
foreach(subject safetensors config tokenizer_json word_level bpe unigram word_piece sentencepiece npy npz gguf checkpoint session)
  headlight_fuzz_target(${subject})
  add_dependencies(fuzz_targets fuzz_${subject})
endforeach()
