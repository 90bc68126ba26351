// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

std::string const example = std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20";
std::string const june = "changes " + example + " --from 2020-05-31 --to 2020-06-15 ";

TEST(ChangesCommand, NamesEachCellThatMovedWithTheCaseBehindIt) {
    auto const made = run(june + "--period 2019-20 --table council/causes");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("2019-20: as known on 2020-05-31, then as known on 2020-06-15\n"),
              std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find(
                  "  Staff conduct | % upheld: 46.4% -> 47.4%\n"
                  "      upheld_share, 2019-20: 45 of 97 -> 46 of 97\n"
                  "          +1 (base unchanged)  complaint 2105: responded; outcome_decided "
                  "partially_upheld\n"),
              std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find("event 747: outcome_decided on 2020-06-03, recorded 2020-06-05, "
                               "aspect 200149: partially_upheld\n"),
              std::string::npos)
        << made.output;
}

TEST(ChangesCommand, GivesTheSameBytesTwiceAndTheSameCellsInEveryFormat) {
    auto const made = run(june + "--period 2019-20 --format json");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    EXPECT_EQ(run(june + "--period 2019-20 --format json").output, made.output);
    auto const json = nlohmann::json::parse(made.output);
    std::size_t effects = 0;
    for (auto const& cell : json["cells"]) {
        for (auto const& count : cell["counts"]) effects += count["effects"].size();
    }
    auto const csv = run(june + "--period 2019-20 --format csv").output;
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), static_cast<std::ptrdiff_t>(effects + 1));
}

TEST(ChangesCommand, AQuarterIsToldAsAYearIs) {
    auto const made = run(june + "--period 2019-20-Q4 --table council/causes");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("upheld_share, 2019-20-Q4: "), std::string::npos) << made.output;
}

TEST(ChangesCommand, RefusesWhatItCannotDo) {
    auto const refused = [](std::string const& arguments) {
        auto const made = run("changes " + example + " " + arguments);
        EXPECT_EQ(made.exit_code, 2) << made.output;
        return made.output;
    };
    EXPECT_NE(refused("--from 2020-06-15 --to 2020-05-31 --period 2019-20").find("before --from"),
              std::string::npos);
    EXPECT_NE(refused("--from x --to 2020-05-31 --period 2019-20").find("--from"),
              std::string::npos);
    EXPECT_NE(refused("--from 2020-05-31 --to 2020-06-15 --period 20").find("--period"),
              std::string::npos);
    EXPECT_NE(refused("--from 2020-05-31 --to 2020-06-15 --period 2019-20 --table no/such")
                  .find("has no table \"no/such\""),
              std::string::npos);
}

} // namespace
} // namespace upheld
