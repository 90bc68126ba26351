// SPDX-License-Identifier: BSL-1.0
#include "source_tree.hpp"

#include <gtest/gtest.h>

namespace {

using namespace layers;

std::string text_of(fs::path const& file) {
    std::string text;
    for (std::string const& line : lines_of(file)) text += line + '\n';
    return text;
}

/// The blocks of the README between a line of three back quotes with this name and the next.
std::vector<std::string> blocks(std::string const& name) {
    std::vector<std::string> all;
    bool inside = false;
    for (std::string const& line : lines_of("README.md")) {
        if (line == "```" + name) {
            inside = true;
            all.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            all.back() += line + '\n';
        }
    }
    return all;
}

TEST(Readme, ItsProgramIsTheOneThatIsCompiledAndRun) {
    std::string host = text_of("tests/consume/host/main.cpp");
    host.erase(0, host.find('\n') + 1); // the licence line
    ASSERT_EQ(blocks("cpp").size(), 1u);
    EXPECT_EQ(blocks("cpp").front(), host);
}

TEST(Readme, TheFilesThatItNamesAreThere) {
    std::string const readme = text_of("README.md");
    for (std::size_t at = readme.find("]("); at != std::string::npos;
         at = readme.find("](", at + 1)) {
        std::size_t const end = readme.find(')', at);
        std::string const target = readme.substr(at + 2, end - at - 2);
        EXPECT_TRUE(fs::exists(source_dir() / target)) << target;
    }
    for (char const* const command : {".ci/report", ".ci/run"}) {
        EXPECT_NE(readme.find(std::string("\n") + command), std::string::npos) << command;
        EXPECT_TRUE(fs::exists(source_dir() / command));
    }
}

} // namespace
