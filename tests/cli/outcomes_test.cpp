// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

class OutcomesCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    static std::string outcomes(std::string const& arguments) {
        auto const made =
            run("outcomes " + folder_->path() + " --period 2019-20 --format csv " + arguments);
        EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
        return made.output.substr(made.output.find('\n') + 1);
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* OutcomesCommand::folder_ = nullptr;

// Homes: upheld and not; partly and ongoing; upheld. Streets: keeps none. Parks: withdrawn.
TEST_F(OutcomesCommand, EachRuleGivesItsOwnNumbers) {
    EXPECT_EQ(outcomes("--by unit"), "homes,1,2,2,1,1,0,1,0,0,0,0\n"
                                     "streets,n/a,0,0,0,0,0,0,0,0,1,0\n"
                                     "parks,n/a,0,0,0,0,0,0,1,0,0,1\n");
    EXPECT_EQ(outcomes("--rule any"), "1,2,2,2,0,0,1,1,0,1,1\n");
    EXPECT_EQ(outcomes("--rule lead_issue"), "1,3,3,2,1,0,0,1,0,1,1\n");
    EXPECT_EQ(outcomes("--set-aside counts_not_upheld"),
              "0.6666666666666666,2,3,1,1,1,1,0,0,1,1\n");
    EXPECT_EQ(outcomes("--rule findings"), "0.75,3,4,2,1,1,1,1\n");
}

TEST_F(OutcomesCommand, ACaseIsOfThePeriodInWhichItWasReceivedDecidedOrClosed) {
    auto const made = [&](std::string const& arguments) {
        auto const all = run("outcomes " + folder_->path() + " --format json " + arguments);
        EXPECT_EQ(all.exit_code, 0) << all.output;
        return nlohmann::json::parse(all.output)["total"];
    };
    // Complaint 2 was received in May and answered in June; complaint 3 received and decided then.
    EXPECT_EQ(made("--period 2019-M06")["upheld"], 1);
    EXPECT_EQ(made("--period 2019-M06")["undecided"], 0);
    EXPECT_EQ(made("--period 2019-M06 --basis decided")["upheld"], 1);
    EXPECT_EQ(made("--period 2019-M06 --basis closed")["upheld"], 0);
    EXPECT_EQ(made("--period 2019-M06 --basis closed")["undecided"], 1);
}

TEST_F(OutcomesCommand, ATextSaysTheRuleAndWhatIsSetAside) {
    auto const made = run("outcomes " + folder_->path() + " --period 2019-20 --by unit");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    for (char const* line :
         {"Outcomes of complaints received in the period, 2019-20 (2019-04-01 to 2020-03-31), as "
          "known on 2020-05-05\nFrom aspects to cases by all_some_none\n",
          "Homes    100.0% of 2",
          "Aspects set aside (withdrawn, out of scope, resolved) are ignored; a case with no "
          "others is set aside.\n"}) {
        EXPECT_NE(made.output.find(line), std::string::npos) << line << made.output;
    }
}

TEST_F(OutcomesCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--rule mostly", "mostly"}, wrong{"--set-aside maybe", "maybe"},
          wrong{"--basis open", "open"},
          wrong{"--by stage", "--by: \"stage\" is nothing to group by here (use unit, "
                              "procedure)"}}) {
        auto const made = run("outcomes " + folder_->path() + " --period 2019-20 " + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

} // namespace
} // namespace upheld
