# Compiler flags shared by every target of ours. Why these: docs/decisions/build_flags.md.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)  # a static library need not wait for those it uses
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(headlight_flags INTERFACE)
target_compile_options(headlight_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 takes its own AVX-512 intrinsics for uses of undefined values (GCC bug 105593), and short string
  # concatenations for overlapping copies or copies out of bounds (105651, 105329).
  target_compile_options(headlight_flags INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Within a unit a source is an included file, so GCC takes its unnamed namespace for that of a header.
  target_compile_options(headlight_flags INTERFACE -Wno-subobject-linkage)
endif()
if(HEADLIGHT_WERROR)
  target_compile_options(headlight_flags INTERFACE -Werror)
endif()

# The vector width decides Eigen's alignment, so these flags are global: every target must agree.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  if(HEADLIGHT_PORTABLE)
    add_compile_options(-march=x86-64-v3)
  else()
    add_compile_options(-march=native -mtune=generic)
  endif()
endif()
add_compile_definitions(EIGEN_DONT_PARALLELIZE EIGEN_MAX_ALIGN_BYTES=64)

if(HEADLIGHT_SANITIZE)
  add_compile_options(-fsanitize=${HEADLIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HEADLIGHT_SANITIZE})
endif()

# AUTO becomes ON or OFF at the first configuration and stays it: another launcher would rebuild everything.
if(NOT HEADLIGHT_CCACHE MATCHES "^(ON|OFF)$")
  find_program(HEADLIGHT_CCACHE_PROGRAM ccache)
  if(HEADLIGHT_CCACHE_PROGRAM)
    set(HEADLIGHT_CCACHE ON)
  else()
    set(HEADLIGHT_CCACHE OFF)
  endif()
  set(HEADLIGHT_CCACHE ${HEADLIGHT_CCACHE} CACHE STRING "Compile through ccache: ON, OFF, or AUTO (where it is installed)" FORCE)
endif()
if(HEADLIGHT_CCACHE)
  find_program(HEADLIGHT_CCACHE_PROGRAM ccache REQUIRED)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${HEADLIGHT_CCACHE_PROGRAM})
endif()
