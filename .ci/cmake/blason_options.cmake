# What every target of ours has in common: warnings as errors, hardening, sanitizers, the shared precompiled header.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # A precompiled header stays cacheable only with these two sloppiness flags; the base directory lets checkouts
  # in different places share results.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(blason_options INTERFACE)
target_compile_options(blason_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fstack-protector-strong)
# g++ 12 reports these five inside std::string and std::optional where nothing is wrong (GCC bugs 105329, 105651, 105562);
# the sanitizer build watches the same faults at run time. Later compilers keep them on.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(blason_options INTERFACE
    -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized
    $<$<CONFIG:Release>:-Wno-free-nonheap-object>)  # a sixth one at -O3
endif()
target_include_directories(blason_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(blason_options INTERFACE _GLIBCXX_ASSERTIONS)
if(BLASON_SANITIZE)
  target_compile_options(blason_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(blason_options INTERFACE -fsanitize=address,undefined)
endif()

# One precompiled header for the whole project, built once by the engine and reused by every other target.
# GCC only reuses it when the flags are the same, so all targets take their flags from blason_options.
function(blason_reuse_pch target)
  target_precompile_headers(${target} REUSE_FROM blason_engine)
endfunction()

# A layer: every .cpp below its folder, without a list to keep.
function(blason_layer target)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${target} STATIC ${sources})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()
