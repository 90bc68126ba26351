// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace upheld::test {

struct run_result {
    int exit_code;
    std::string output; ///< of both streams
};

/// Runs the program `upheld` as a shell would.
inline run_result run(std::string const& arguments) {
    std::string const command = std::string(UPHELD_PROGRAM) + ' ' + arguments + " 2>&1";
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return {-1, "cannot start the program"};
    std::string output;
    char buffer[4096];
    while (std::size_t const got = std::fread(buffer, 1, sizeof buffer, pipe)) {
        output.append(buffer, got);
    }
    int const status = ::pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

} // namespace upheld::test
