// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

class TimelinessCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    static std::string timeliness(std::string const& arguments) {
        auto const made = run("timeliness " + folder_->path() + ' ' + arguments);
        EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
        return made.output;
    }

    /// Part and whole of the share of the year's first quarter, told when complaint 3 is open and
    /// not due yet.
    static std::pair<int, int> share(std::string const& arguments) {
        auto const json = nlohmann::json::parse(
            timeliness("--period 2019-20-Q1 --as-of 2019-07-02 --format json " + arguments));
        auto const& found = json["total"]["share"];
        return {found["part"].get<int>(), found["whole"].get<int>()};
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* TimelinessCommand::folder_ = nullptr;

TEST_F(TimelinessCommand, CountsByUnitWithAllThatAnotherRuleNeeds) {
    EXPECT_EQ(timeliness("--period 2019-20 --by unit --format csv"),
              "unit,share,share.part,share.whole,in_time,answered_late,never_answered,"
              "open_overdue,open_not_yet_due,no_clock,withdrawn,answers,mean_days,median_days,"
              "ninetieth_percent_days\n"
              "homes,0.3333333333333333,1,3,1,1,0,1,0,0,0,2,13,13,19.4\n"
              "streets,1,1,1,1,0,0,0,0,0,0,1,2,2,2\n"
              "parks,1,1,1,1,0,0,0,0,0,0,1,8,8,8\n");
}

TEST_F(TimelinessCommand, WhatIsOpenAndNotYetDueIsAsTheRuleSays) {
    EXPECT_EQ(share(""), std::pair(1, 3));
    EXPECT_EQ(share("--open in_time"), std::pair(2, 3));
    EXPECT_EQ(share("--open left_out"), std::pair(1, 2));
}

TEST_F(TimelinessCommand, CountsAspectsAndByOtherDays) {
    EXPECT_EQ(share("--of aspects"), std::pair(2, 5));
    EXPECT_EQ(share("--basis answered"), std::pair(1, 2));
    EXPECT_EQ(share("--basis due"), std::pair(1, 2)); // complaint 3 is due in July
    EXPECT_EQ(share("--stage corporate/stage_1"), std::pair(1, 3));
    EXPECT_EQ(share("--stage corporate/stage_2"), std::pair(0, 0));
    EXPECT_EQ(share("--stage journey"), std::pair(1, 3));
}

TEST_F(TimelinessCommand, ATextSaysTheRule) {
    std::string const text =
        timeliness("--period 2019-20 --by unit --open left_out --due original");
    for (char const* line :
         {"Answers in time, 2019-20 (2019-04-01 to 2020-03-31), as known on 2020-05-05\n"
          "Complaints received in the period; first stages; against the original due day\n",
          "Homes       33.3% of 3", "what is open and not yet due is left out of the share.\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

/// Two homes cases were answered after 5 and 21 working days. The third has been open for 16, so it
/// is not known to have taken less than 21, and the median with it is not 13.
TEST_F(TimelinessCommand, CountsWhoStillWaits) {
    std::string const quarter = "--period 2019-20-Q1 --as-of 2019-07-02 --waiting ";
    std::string const csv = timeliness(quarter + "--by unit --format csv");
    EXPECT_NE(csv.find(",ninetieth_percent_days,waiting,median_with_waiting,"
                       "median_with_waiting_lower,median_with_waiting_upper\n"
                       "homes,"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find(",2,13,13,19.4,1,21,5,not known\n"), std::string::npos) << csv;
    auto const json = nlohmann::json::parse(timeliness(quarter + "--confidence 0.5 --format json"));
    EXPECT_EQ(json["with_waiting"],
              (nlohmann::json{{"method", "kaplan_meier"}, {"limits", "log"}, {"confidence", 0.5}}));
    EXPECT_EQ(json["total"]["median_with_waiting"]["value"], 21);
    EXPECT_TRUE(json["total"]["median_with_waiting_upper"]["value"].is_null());
    EXPECT_EQ(json["total"]["median_with_waiting_upper"]["state"], "not_known");
    std::string const nothing = timeliness("--period 2018-19 --waiting --format csv");
    EXPECT_NE(nothing.find(",n/a,n/a,n/a,0,n/a,n/a,n/a\n"), std::string::npos) << nothing;
}

TEST_F(TimelinessCommand, OfNothingHasNoBase) {
    std::string const csv = timeliness("--period 2018-19 --format csv");
    EXPECT_NE(csv.find("\nn/a,0,0,0,0,0,0,0,0,0,0,n/a,n/a,n/a\n"), std::string::npos) << csv;
    auto const json = nlohmann::json::parse(timeliness("--period 2018-19 --format json"));
    EXPECT_TRUE(json["total"]["share"]["value"].is_null());
}

TEST_F(TimelinessCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--open perhaps", "perhaps"}, wrong{"--due moved", "moved"},
          wrong{"--of people", "people"}, wrong{"--basis birth", "birth"},
          wrong{"--waiting --basis answered", "--waiting needs cases that may be open still"},
          wrong{"--confidence 0.9", "--waiting"},
          wrong{"--waiting --confidence 1", "between 0 and 1"},
          wrong{"--stage third",
                "--stage: no stage \"third\" (use one of \"first\", \"every\", \"journey\", "
                "\"corporate/stage_1\", \"corporate/stage_2\")"}}) {
        auto const made = run("timeliness " + folder_->path() + " --period 2019-20 " + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

TEST_F(TimelinessCommand, ExampleAgreesWithThePublishedMeasure) {
    std::string const of = UPHELD_SOURCE_DIR "/examples/bromley_2019_20 --period 2019-20 ";
    auto const rollup = run("rollup " + of + "--measure in_time_by_complaints --format csv");
    auto const own = run("timeliness " + of + "--format csv");
    ASSERT_EQ(rollup.exit_code + own.exit_code, 0) << rollup.output << own.output;
    std::string const share = rollup.output.substr(rollup.output.find('\n') + 1);
    EXPECT_EQ(own.output.substr(own.output.find('\n') + 1).find(share.substr(0, share.rfind(','))),
              0u)
        << rollup.output << own.output;
}

} // namespace
} // namespace upheld
