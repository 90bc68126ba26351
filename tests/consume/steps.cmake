# SPDX-License-Identifier: BSL-1.0
set(prefix ${WORK_DIR}/prefix)
set(example ${SOURCE_DIR}/examples/bromley_2019_20)

function(must_run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE words ERROR_VARIABLE words)
    if(NOT code EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\nended with ${code}:\n${words}")
    endif()
    set(words "${words}" PARENT_SCOPE)
endfunction()

# The host prints one table of the example folder: complaints received, whose first row is known.
function(must_print_a_table host)
    must_run(${host} ${example})
    if(NOT words MATCHES "Adult Social Care +183 +142 +117 +-17.6%")
        message(FATAL_ERROR "${host} did not print the table:\n${words}")
    endif()
endfunction()

# configure_build(<source> <name> <cache entry>...): a host's own build, in WORK_DIR/<name>.
function(configure_build source name)
    file(REMOVE_RECURSE ${WORK_DIR}/${name})
    must_run(${CMAKE_COMMAND} -S ${source} -B ${WORK_DIR}/${name} -G ${GENERATOR}
             -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
             -DCMAKE_BUILD_TYPE=Debug ${ARGN})
    must_run(${CMAKE_COMMAND} --build ${WORK_DIR}/${name} --parallel 2)
endfunction()
