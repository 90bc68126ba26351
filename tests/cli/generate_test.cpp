// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::run;

std::string const words =
    std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20/taxonomy.toml";

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string generate(test::temporary_folder const& into, int complaints, int seed) {
    auto const made =
        run("generate --taxonomy " + words + " --complaints " + std::to_string(complaints) +
            " --seed " + std::to_string(seed) + " --out " + into.path());
    EXPECT_EQ(made.exit_code, 0) << made.output;
    return made.output;
}

TEST(GenerateCommand, WritesAFolderThatCheckFindsNoFaultIn) {
    test::temporary_folder const folder;
    EXPECT_NE(generate(folder, 2000, 5).find("2000 complaints"), std::string::npos);
    auto const checked = run("check " + folder.path());
    EXPECT_EQ(checked.exit_code, 0) << checked.output.substr(0, 1000);
}

TEST(GenerateCommand, TheSameSeedGivesTheSameBytes) {
    test::temporary_folder const one;
    test::temporary_folder const two;
    test::temporary_folder const other;
    generate(one, 500, 5);
    generate(two, 500, 5);
    generate(other, 500, 6);
    for (char const* const file :
         {"/complaints.csv", "/mentions.csv", "/aspects.csv", "/events.csv"}) {
        EXPECT_EQ(text_of(one.path() + file), text_of(two.path() + file)) << file;
        EXPECT_NE(text_of(one.path() + file), text_of(other.path() + file)) << file;
    }
}

TEST(GenerateCommand, ItsFolderCanBeReportedOn) {
    test::temporary_folder const folder;
    generate(folder, 1000, 5);
    auto const made = run("report " + folder.path() + " --period 2019-20 --table adult/services");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("OVERALL"), std::string::npos);
}

TEST(GenerateCommand, RefusesWhatItCannotDo) {
    test::temporary_folder const folder;
    for (std::string const& arguments :
         {std::string("generate"), "generate --taxonomy /nowhere --out " + folder.path(),
          "generate --taxonomy " + words + " --period 2190 --out " + folder.path(),
          "generate --taxonomy " + words + " --complaints -1 --out " + folder.path(),
          "generate --taxonomy " + words + " --out /proc/nowhere"}) {
        auto const made = run(arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
    }
}

} // namespace
} // namespace upheld
