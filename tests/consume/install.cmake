# SPDX-License-Identifier: BSL-1.0
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
file(REMOVE_RECURSE ${prefix})
must_run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})

# What is installed names no folder of this machine and nothing that the library uses inside. (A
# header of our own has toml in its name.)
file(GLOB_RECURSE texts ${prefix}/*.cmake ${prefix}/*.pc)
foreach(file IN LISTS texts)
    file(READ ${file} text)
    string(REPLACE "${prefix}" "" text "${text}")
    foreach(word IN ITEMS ${SOURCE_DIR} ${BUILD_DIR} Boost:: fmt:: nlohmann CLI11 tomlplusplus
            toml[+][+])
        if(text MATCHES "${word}")
            message(FATAL_ERROR "${file} names ${word}")
        endif()
    endforeach()
endforeach()
