headlight_test(classroom_tests LABEL golden LINK headlight_experiments SOURCES
               ${CMAKE_CURRENT_LIST_DIR}/classroom_probe.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_en_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_recurrent_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_bert_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_neighbours_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_subject_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_distance_test.cpp
               ${CMAKE_CURRENT_LIST_DIR}/classroom_speed_test.cpp)
