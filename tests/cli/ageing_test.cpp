// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

class AgeingCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    static std::string ageing(std::string const& arguments) {
        auto const made = run("ageing " + folder_->path() + ' ' + arguments);
        EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
        return made.output;
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* AgeingCommand::folder_ = nullptr;

// Open on Tuesday 2 July 2019: complaint 3 (homes, received on Monday 10 June, due on 8 July) for
// 16 working days, and complaint 4 (streets, received the day before).
TEST_F(AgeingCommand, CountsOpenCasesInBandsAndByTheirClocks) {
    EXPECT_EQ(ageing("--as-of 2019-07-02 --by unit --format csv"),
              "unit,open,age 0-5,age 6-10,age 11-20,age 21-40,age 41-65,age 66+,overdue,at_risk,"
              "due_later,paused_overdue,paused_due_within,paused_due_later,no_clock\n"
              "homes,1,0,0,1,0,0,0,0,1,0,0,0,0,0\n"
              "streets,1,1,0,0,0,0,0,0,0,1,0,0,0,0\n");
}

TEST_F(AgeingCommand, BandsAndTheDaysAheadAreTheCallers) {
    EXPECT_EQ(ageing("--as-of 2019-07-02 --by unit --bands 0,15 --within 3 --format csv"),
              "unit,open,age 0,age 1-15,age 16+,overdue,at_risk,due_later,paused_overdue,"
              "paused_due_within,paused_due_later,no_clock\n"
              "homes,1,0,0,1,0,0,1,0,0,0,0\n"
              "streets,1,0,1,0,0,0,1,0,0,0,0\n");
}

TEST_F(AgeingCommand, ATextSaysWhatAtRiskIs) {
    std::string const text = ageing("--as-of 2019-07-02 --by unit");
    for (char const* line :
         {"Open complaints, as known on 2019-07-02\n"
          "By age in working days since receipt, and by when they are due\n",
          "total       2    1     0      1      0      0    0        0        1          1\n",
          "At risk: not overdue, not paused, and due by 2019-07-09, 5 working days on.\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

TEST_F(AgeingCommand, WithoutADayItIsTheLastOneRecorded) {
    auto const json = nlohmann::json::parse(ageing("--format json"));
    EXPECT_EQ(json["as_of"], "2020-05-05");
    EXPECT_EQ(json["total"]["open"], 1);
    EXPECT_EQ(json["total"]["overdue"], 1);
    EXPECT_EQ(json["total"]["age 66+"], 1);
}

TEST_F(AgeingCommand, OfADayBeforeAllCasesIsZero) {
    EXPECT_NE(ageing("--as-of 2019-01-02 --format csv").find("\n0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"),
              std::string::npos);
}

TEST_F(AgeingCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--as-of someday", "--as-of: "},
          wrong{"--bands 5,x", "--bands: \"x\" is no number of working days"},
          wrong{"--bands 10,5", "--bands: the last days of bands do not rise"},
          wrong{"--within -1", "--within"}, wrong{"--since birth", "birth"},
          wrong{"--as-of 2199-12-31", "2199-12-31 is outside calendar"}}) {
        auto const made = run("ageing " + folder_->path() + ' ' + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

TEST(AgeingCommandFolder, WithoutARecordADayIsNeeded) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {});
    auto const made = run("ageing " + folder.path());
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_NE(made.output.find("nothing is recorded; say --as-of"), std::string::npos);
}

TEST(AgeingCommandFolder, WhatWasRecordedLateIsKnownInHindsight) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {1});
    folder.write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n"
                               "1,responded,1,,2019-04-15,2019-05-01,\n");
    auto const open = [&](char const* days) {
        auto const made = run("ageing " + folder.path() + " --format json " + days);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return nlohmann::json::parse(made.output)["total"]["open"].get<int>();
    };
    EXPECT_EQ(open("--as-of 2019-04-20"), 1);
    EXPECT_EQ(open("--as-of 2019-04-20 --known-on 2019-05-01"), 0);
    EXPECT_EQ(open("--as-of 2019-04-10 --known-on 2019-05-01"), 1);
}

} // namespace
} // namespace upheld
