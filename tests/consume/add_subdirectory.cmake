# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
configure_build(${CMAKE_CURRENT_LIST_DIR}/host add_subdirectory -DUPHELD_SOURCE=${SOURCE_DIR})
must_print_a_table(${WORK_DIR}/add_subdirectory/host)
# As a guest it brings no tests, no program and no install rules of its own.
file(GLOB_RECURSE strays ${WORK_DIR}/add_subdirectory/upheld/*_tests
     ${WORK_DIR}/add_subdirectory/upheld/upheldConfig.cmake)
if(strays)
    message(FATAL_ERROR "as a subproject it built ${strays}")
endif()
