# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
configure_build(${CMAKE_CURRENT_LIST_DIR}/components components -DCMAKE_PREFIX_PATH=${prefix})
foreach(component IN ITEMS core calendars taxonomy statistics store report audit disclosure)
    must_run(${WORK_DIR}/components/uses_${component})
endforeach()
