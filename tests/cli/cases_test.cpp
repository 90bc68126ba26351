// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::run;

class CasesCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    static test::run_result cases(std::string const& arguments) {
        return run("cases " + folder_->path() + ' ' + arguments);
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* CasesCommand::folder_ = nullptr;

TEST_F(CasesCommand, CountsOneSetAColumn) {
    // June: complaint 3 came and was decided, complaint 2 was answered, complaint 3 is left.
    auto const made = cases("--period 2019-M06 --by unit --format csv");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output, "unit,received,acknowledged,decided,answered,closed,escalated,open\n"
                           "homes,1,0,1,1,1,0,1\n");
}

TEST_F(CasesCommand, ARateOfTwoSetsIsRefusedUntilTheMixtureIsNamed) {
    auto const refused = cases("--period 2019-20 --rate answered/received");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.output,
              "upheld: --rate: a rate of cases answered from 2019-04-01 to 2020-03-31 over cases "
              "received from 2019-04-01 to 2020-03-31 (count both by the same day, or name the "
              "mixture)\n");
    auto const named =
        cases("--period 2019-20 --rate answered/received --mixture answered/received --format csv");
    EXPECT_EQ(named.exit_code, 0) << named.output;
    EXPECT_EQ(named.output, "received,acknowledged,decided,answered,closed,escalated,open,rate,"
                            "rate.part,rate.whole\n5,0,3,4,4,0,1,0.8,4,5\n");
    EXPECT_EQ(
        cases("--period 2019-20 --rate answered/received --mixture closed/received").exit_code, 2);
}

TEST_F(CasesCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--rate answered", "--rate: \"answered\" has no /"},
          wrong{"--rate answered/recieved",
                "--rate: cases are not counted by \"recieved\" (the closest are \"received\""},
          wrong{"--mixture answered/received", "--mixture names a --rate, and there is none"}}) {
        auto const made = cases(std::string("--period 2019-20 ") + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

TEST(EscalationsCommand, TellsTheTwoRatesApart) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {1, 2});
    folder.write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n"
                               "1,responded,1,,2019-04-15,2019-04-15,\n"
                               "2,escalated,1,,2019-05-20,2019-05-20,stage_2\n"
                               "3,responded,2,,2019-06-10,2019-06-10,\n");
    auto const of = [&](char const* period) {
        auto const made =
            run("escalations " + folder.path() + " --by unit --format csv --period " + period);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return made.output.substr(made.output.find('\n') + 1);
    };
    EXPECT_EQ(of("2019-M04"), "homes,0,1,0,0,1,1,1,1\n");
    EXPECT_EQ(of("2019-M05"), "homes,1,0,n/a,1,0,n/a,0,0\n");
    EXPECT_EQ(of("2019-04-01..2019-06-10"), "homes,1,2,0.5,1,2,0.5,1,2\n");
    auto const text = run("escalations " + folder.path() + " --period 2019-04-01..2019-06-10");
    EXPECT_NE(text.output.find("escalated over answered"), std::string::npos) << text.output;
    EXPECT_EQ(run("escalations " + folder.path() + " --period 2019-M04 --by stage").exit_code, 2);
}

} // namespace
} // namespace upheld
