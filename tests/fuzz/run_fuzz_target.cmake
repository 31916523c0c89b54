# Runs PROGRAM on a fresh copy of SEEDS in CORPUS for SECONDS; the seeds in the source tree stay as they are.
file(REMOVE_RECURSE ${CORPUS})
file(MAKE_DIRECTORY ${CORPUS})
file(GLOB seeds ${SEEDS}/*)
if(NOT seeds)
  message(FATAL_ERROR "no seeds in ${SEEDS}")
endif()
file(COPY ${seeds} DESTINATION ${CORPUS})
execute_process(
  COMMAND ${PROGRAM} -max_total_time=${SECONDS} -runs=10000000 -max_len=16384 -rss_limit_mb=2048 -timeout=10
          -malloc_limit_mb=512 -print_final_stats=1 -artifact_prefix=${CORPUS}/../ ${CORPUS}
  RESULT_VARIABLE result ERROR_VARIABLE log OUTPUT_VARIABLE log)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${log}")
endif()
string(REGEX MATCH "stat::number_of_executed_units: *[0-9]+" runs "${log}")
message(STATUS "${runs}")
