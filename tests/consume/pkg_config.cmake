# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
find_program(pkg_config pkg-config REQUIRED)
set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
must_run(${pkg_config} --cflags --libs upheld)
separate_arguments(flags UNIX_COMMAND "${words}")
must_run(${pkg_config} --modversion upheld)
string(STRIP "${words}" words)
if(NOT words STREQUAL VERSION)
    message(FATAL_ERROR "pkg-config says version ${words}, and it is ${VERSION}")
endif()
must_run(${COMPILER} -std=c++23 -I${CMAKE_CURRENT_LIST_DIR}/hidden
         ${CMAKE_CURRENT_LIST_DIR}/host/main.cpp -o ${WORK_DIR}/pkg_config_host ${flags}
         -Wl,-rpath,${prefix}/${LIBDIR})
must_print_a_table(${WORK_DIR}/pkg_config_host)

# The one component with a solver of its own behind it; a shared library has it inside.
set(static)
if(NOT SHARED)
    set(static --static)
endif()
must_run(${pkg_config} ${static} --cflags --libs upheld-disclosure)
separate_arguments(flags UNIX_COMMAND "${words}")
must_run(${COMPILER} -std=c++23 -I${CMAKE_CURRENT_LIST_DIR}/hidden
         ${CMAKE_CURRENT_LIST_DIR}/components/uses_disclosure.cpp
         -o ${WORK_DIR}/pkg_config_disclosure ${flags} -Wl,-rpath,${prefix}/${LIBDIR})
must_run(${WORK_DIR}/pkg_config_disclosure)
