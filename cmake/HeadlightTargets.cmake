# headlight_headers(NAME [LINK target...] HEADERS <header>...): an object library headlight_NAME_headers whose headers are
# parsed once for all targets that reuse them. Two thirds of a compiler's time went into parsing the same headers again.
# A file must compile without them too (cmake -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON).
set(HEADLIGHT_COMMON_HEADERS <algorithm> <array> <charconv> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional>
    <ostream> <set> <span> <string> <string_view> <unordered_map> <utility> <vector> <Eigen/Core>)
set(HEADLIGHT_QT_HEADERS <QAction> <QApplication> <QBoxLayout> <QCheckBox> <QComboBox> <QDialog> <QDir> <QDockWidget> <QFileInfo>
    <QFormLayout> <QKeyEvent> <QLabel> <QLineEdit> <QLocale> <QMainWindow> <QMenu> <QPainter> <QPushButton> <QRegularExpression>
    <QScrollArea> <QSettings> <QSignalBlocker> <QSpinBox> <QTimer> <QToolButton>)
function(headlight_headers name)
  cmake_parse_arguments(ARG "" "" "LINK;HEADERS" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}_headers.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Has its headers parsed.\n")
  add_library(headlight_${name}_headers OBJECT ${source})
  set_target_properties(headlight_${name}_headers PROPERTIES AUTOMOC OFF UNITY_BUILD OFF)
  target_link_libraries(headlight_${name}_headers PRIVATE Eigen3::Eigen ${ARG_LINK} headlight_flags)
  target_precompile_headers(headlight_${name}_headers PRIVATE ${HEADLIGHT_COMMON_HEADERS} ${ARG_HEADERS})
endfunction()

# headlight_units(TARGET BASE [MOST n] source...): each folder below BASE becomes one unit of compilation (CMake's unity
# build), so a header is parsed once a folder; with MOST a unit has at most n sources. Names of unnamed namespaces must not
# clash within a folder. Off: -DCMAKE_UNITY_BUILD=OFF.
function(headlight_units target base)
  cmake_parse_arguments(ARG "" "MOST" "" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  foreach(source IN LISTS ARG_UNPARSED_ARGUMENTS)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${base} OUTPUT_VARIABLE relative)
    cmake_path(GET relative PARENT_PATH folder)
    string(REPLACE "/" "_" unit "${target}_${folder}")
    if(ARG_MOST)
      list(APPEND seen_${unit} ${source})
      list(LENGTH seen_${unit} count)
      math(EXPR part "(${count} - 1) / ${ARG_MOST}")
      string(APPEND unit "_${part}")
    endif()
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${unit})
  endforeach()
endfunction()

# headlight_layer(NAME [HEADERS name] [EXCLUDE file...] [PUBLIC target...]): one static library headlight_NAME of every .cpp
# in and below this folder, with the precompiled headers of headlight_HEADERS_headers (else the folder's own, if it has any).
# The layers it may use are exactly those named here, so an arrow that goes the wrong way does not link.
function(headlight_layer name)
  cmake_parse_arguments(ARG "" "HEADERS" "EXCLUDE;PUBLIC" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(TRANSFORM ARG_EXCLUDE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  list(REMOVE_ITEM sources ${ARG_EXCLUDE})
  add_library(headlight_${name} STATIC ${sources})
  target_link_libraries(headlight_${name} PUBLIC ${ARG_PUBLIC} PRIVATE headlight_flags)
  if(ARG_HEADERS)
    target_precompile_headers(headlight_${name} REUSE_FROM headlight_${ARG_HEADERS}_headers)
  endif()
  headlight_units(headlight_${name} ${CMAKE_CURRENT_SOURCE_DIR} ${sources})
endfunction()

# headlight_test(NAME LABEL label [LINK target...] SOURCES file...): one GoogleTest program, discovered by CTest.
function(headlight_test name)
  cmake_parse_arguments(ARG "" "LABEL" "LINK;SOURCES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} headlight_test_support headlight_test_headers GTest::gtest GTest::gmock headlight_flags)
  target_precompile_headers(${name} REUSE_FROM headlight_test_headers)
  headlight_units(${name} ${CMAKE_CURRENT_SOURCE_DIR} MOST 5 ${ARG_SOURCES})  # so that two cores share a large folder
  gtest_discover_tests(${name} PROPERTIES LABELS ${ARG_LABEL} DISCOVERY_TIMEOUT 120)
endfunction()

# headlight_room_tests(ROOM [LINK target...]): the program unit_ROOM_tests of every *_test.cpp in and below the folder ROOM of
# tests/unit; a new file of tests needs no line anywhere.
function(headlight_room_tests room)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/*_test.cpp)
  list(FILTER sources EXCLUDE REGEX "_process_test.cpp|_allocation_test.cpp")  # programs of their own
  headlight_test(unit_${room}_tests LABEL unit LINK ${ARG_LINK} SOURCES ${sources})
endfunction()

# headlight_qt_test(NAME LABEL label [PLATFORM offscreen|xvfb] [LINK target...] SOURCES file...): one Qt Test program.
function(headlight_qt_test name)
  cmake_parse_arguments(ARG "" "LABEL;PLATFORM" "LINK;SOURCES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)  # one file each, and its .moc
  target_link_libraries(${name} PRIVATE ${ARG_LINK} headlight_test_support Qt6::Widgets Qt6::Test headlight_flags)
  target_precompile_headers(${name} REUSE_FROM headlight_qt_test_headers)
  if(ARG_PLATFORM STREQUAL "xvfb")
    find_program(XVFB_RUN xvfb-run REQUIRED)
    add_test(NAME ${name} COMMAND ${XVFB_RUN} -a -s "-screen 0 1920x1080x24" $<TARGET_FILE:${name}>)
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=xcb;HEADLIGHT_SETTINGS_DIR=${CMAKE_BINARY_DIR}/test-settings/${name}")
  else()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;HEADLIGHT_SETTINGS_DIR=${CMAKE_BINARY_DIR}/test-settings/${name}")
  endif()
endfunction()
