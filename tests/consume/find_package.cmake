# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
configure_build(${CMAKE_CURRENT_LIST_DIR}/host find_package -DCMAKE_PREFIX_PATH=${prefix})
must_print_a_table(${WORK_DIR}/find_package/host)
