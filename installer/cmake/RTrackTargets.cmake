# What every target of ours shares: warnings, sanitizers, ccache, and the functions that declare targets.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # Torch's precompiled header is large: ccache must look through it, not hash it by its time stamp.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(rtrack_flags INTERFACE)
target_include_directories(rtrack_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(rtrack_flags INTERFACE -Wall -Wextra -Wno-unused-parameter)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports overlaps that cannot be in every "text" + string (GCC bug 105651).
    target_compile_options(rtrack_flags INTERFACE -Wno-restrict)
endif()
if(CCACHE_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(rtrack_flags INTERFACE -fpch-preprocess)
endif()
if(RTRACK_WARNINGS_AS_ERRORS)
    target_compile_options(rtrack_flags INTERFACE -Werror)
endif()
if(RTRACK_SANITIZER)
    target_compile_options(rtrack_flags INTERFACE -fsanitize=${RTRACK_SANITIZER} -fno-omit-frame-pointer)
    target_link_options(rtrack_flags INTERFACE -fsanitize=${RTRACK_SANITIZER})
endif()

# rtrack_library(NAME SOURCES file... LINK target...): one layer of the program.
function(rtrack_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC rtrack_flags ${ARG_LINK})
endfunction()

# rtrack_test(NAME SOURCES file... LINK target...): a GoogleTest program, its cases known to CTest one by one.
function(rtrack_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE rtrack_flags ${ARG_LINK} GTest::gtest_main)
    # As the libraries: g++ uses a precompiled header only with the settings it was made with.
    target_compile_options(${name} PRIVATE -fPIC)
    # Tests run in the source folder: golden files are tests/golden/NAME.
    # Threads that wait in OpenMP must not spin: several tests share the cores.
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES ENVIRONMENT OMP_WAIT_POLICY=PASSIVE)
endfunction()
