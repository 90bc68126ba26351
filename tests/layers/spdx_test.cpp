// SPDX-License-Identifier: BSL-1.0
#include "source_tree.hpp"

#include <gtest/gtest.h>

namespace {

using namespace layers;

bool names_its_licence(fs::path const& file) {
    std::vector<std::string> const lines = lines_of(file);
    for (std::size_t i = 0; i < lines.size() && i < 2; ++i) {
        if (lines[i].find("SPDX-License-Identifier: BSL-1.0") != std::string::npos) return true;
    }
    return false;
}

TEST(Licence, IsNamedInTheFirstTwoLinesOfEverySource) {
    std::vector<fs::path> files{"CMakeLists.txt", ".clang-format", ".clang-tidy", ".editorconfig"};
    for (char const* const folder : {"include", "src", "tests", "examples", "benches"}) {
        for (fs::path const& file : files_below(folder, {".hpp", ".cpp", ".cmake", ".in"})) {
            files.push_back(file);
        }
        for (fs::path const& file : files_below(folder, {".txt"})) {
            if (file.filename() == "CMakeLists.txt") files.push_back(file);
        }
    }
    for (auto const& entry : fs::directory_iterator(source_dir() / ".ci")) {
        files.push_back(entry.path().lexically_relative(source_dir()));
    }
    for (fs::path const& file : files) EXPECT_TRUE(names_its_licence(file)) << file;
}

} // namespace
