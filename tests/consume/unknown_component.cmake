# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/unknown_component
                        -B ${WORK_DIR}/unknown_component -G ${GENERATOR}
                        -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${prefix}
                RESULT_VARIABLE code OUTPUT_VARIABLE words ERROR_VARIABLE words)
string(REGEX REPLACE "[ \n]+" " " words "${words}")
if(code EQUAL 0 OR NOT words MATCHES "upheld has no component \"weather\"")
    message(FATAL_ERROR "an unknown component was not refused in words:\n${words}")
endif()
