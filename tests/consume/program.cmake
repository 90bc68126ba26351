# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
if(SHARED)
    set(ENV{LD_LIBRARY_PATH} ${prefix}/${LIBDIR})
endif()
must_run(${prefix}/bin/upheld --version)
if(NOT words MATCHES "upheld ${VERSION}")
    message(FATAL_ERROR "the installed program says: ${words}")
endif()
