// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

/// The small council, of whose cases complaint 3 is open and complaint 2 was answered late.
class DueInAFolder : public ::testing::Test {
  protected:
    DueInAFolder() { test::write_small_council(folder_); }

    [[nodiscard]] std::string due(std::string const& arguments) const {
        auto const made = run("due " + folder_.path() + " " + arguments);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return made.output;
    }

    test::temporary_folder folder_;
};

TEST_F(DueInAFolder, ListsTheOpenCasesWithTheirClocks) {
    // Complaint 2 of Monday 13 May 2019 was due on Tuesday 11 June, the 27th being a holiday;
    // complaint 3 of Monday 10 June was due on Monday 8 July.
    std::string const csv = due("--as-of 2019-06-11 --format csv");
    EXPECT_NE(csv.find("\n2,homes,corporate/stage_1,2019-05-13,2019-06-11,running,0,no\n"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\n3,homes,corporate/stage_1,2019-06-10,2019-07-08,running,19,no\n"),
              std::string::npos)
        << csv;
    std::string const text = due("--as-of 2019-07-09");
    EXPECT_NE(text.find("overdue by 1 working day\n"), std::string::npos) << text;
    EXPECT_NE(text.find("as known on 2019-07-09"), std::string::npos) << text;
}

TEST_F(DueInAFolder, WithinSoManyWorkingDaysListsWhatIsSoonDueOrOverdue) {
    EXPECT_EQ(due("--as-of 2019-06-11 --within 18 --format csv").find("\n3,"), std::string::npos);
    EXPECT_NE(due("--as-of 2019-06-11 --within 19 --format csv").find("\n3,"), std::string::npos);
    EXPECT_NE(due("--as-of 2019-09-30 --within 0 --format csv").find("\n3,"), std::string::npos);
}

TEST_F(DueInAFolder, SaysWhatWasOpenThenInTheLightOfWhatIsKnownNow) {
    folder_.write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n"
                                "1,responded,3,,2019-06-20,2019-08-01,\n");
    auto const is_open = [&](std::string const& days) {
        return due(days + " --format csv").find("\n3,") != std::string::npos;
    };
    EXPECT_TRUE(is_open("--as-of 2019-06-21"));
    EXPECT_FALSE(is_open("--as-of 2019-06-21 --known-on 2019-08-01"));
    EXPECT_TRUE(is_open("--as-of 2019-06-19 --known-on 2019-08-01"));
    auto const json =
        nlohmann::json::parse(due("--as-of 2019-06-19 --known-on 2019-08-01 --format json"));
    EXPECT_EQ(json["as_of"], "2019-06-19");
    EXPECT_EQ(json["known_on"], "2019-08-01");
}

TEST_F(DueInAFolder, TwoRunsGiveTheSameBytes) {
    EXPECT_EQ(due("--as-of 2019-06-21"), due("--as-of 2019-06-21"));
}

TEST_F(DueInAFolder, RefusesWhatIsForOneCaseAlone) {
    for (char const* const arguments :
         {"--regime corporate_20", "--start 2020-01-06", "--batch -", "--as-of 2019-13-01"}) {
        auto const made = run("due " + folder_.path() + " " + arguments);
        EXPECT_EQ(made.exit_code, 2) << made.output;
    }
    auto const made = run("due --regime corporate_20 --start 2020-01-06 --known-on 2020-02-01");
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_NE(made.output.find("cases of a folder"), std::string::npos) << made.output;
}

} // namespace
} // namespace upheld
