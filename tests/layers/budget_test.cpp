// SPDX-License-Identifier: BSL-1.0
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>

namespace {

using namespace layers;

/// `<lines> <header>` a line; # begins a comment.
std::map<std::string, long> read_budget() {
    std::map<std::string, long> budget;
    for (std::string const& line : lines_of("tests/layers/budget.txt")) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words(line);
        long lines = 0;
        std::string header;
        words >> lines >> header;
        EXPECT_FALSE(words.fail()) << line;
        budget[header] = lines;
    }
    return budget;
}

/// Lines left of a header and everything it includes once preprocessed; -1 if that fails.
long preprocessed_lines(std::string const& header) {
    std::string const command = std::string(UPHELD_CXX_COMPILER) + " -std=c++23 -E -P -x c++ -I '" +
                                (source_dir() / "include").string() + "' '" +
                                (source_dir() / "include" / header).string() + "' 2>/dev/null";
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return -1;
    long lines = 0;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) lines += c == '\n';
    return pclose(pipe) == 0 ? lines : -1;
}

TEST(Budgets, ListEveryHeaderAndNoOther) {
    auto const budget = read_budget();
    std::size_t headers = 0;
    for (fs::path const& file : files_below("include", {".hpp"})) {
        ++headers;
        std::string const name = file.lexically_relative("include").string();
        EXPECT_TRUE(budget.contains(name)) << name << " has no budget";
    }
    EXPECT_EQ(budget.size(), headers) << "budget.txt names a header that is not there";
}

TEST(Budgets, HoldInPreprocessedLines) {
    for (auto const& [header, allowed] : read_budget()) {
        long const lines = preprocessed_lines(header);
        std::printf("%6ld of %6ld  %s\n", lines, allowed, header.c_str());
        EXPECT_GT(lines, 0) << header;
        EXPECT_LE(lines, allowed) << header;
    }
}

} // namespace
