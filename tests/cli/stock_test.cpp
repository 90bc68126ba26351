// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

class StockCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    /// What the program prints of the small council's stock.
    static std::string stock(std::string const& arguments) {
        auto const made = run("stock " + folder_->path() + ' ' + arguments);
        EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
        return made.output;
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* StockCommand::folder_ = nullptr;

TEST_F(StockCommand, CountsByUnit) {
    // Homes: 1 of 2 is left after a year of 254 working days in which 2 were answered.
    EXPECT_EQ(stock("--period 2019-20 --by unit --format csv"),
              "unit,opening,received,escalated_in,reopened,reclassified_in,answered,withdrawn,"
              "escalated_out,reclassified_out,closing,days_to_clear\n"
              "homes,0,3,0,0,0,2,0,0,0,1,127\n"
              "streets,0,1,0,0,0,1,0,0,0,0,0\n"
              "parks,0,1,0,0,0,1,0,0,0,0,0\n");
}

TEST_F(StockCommand, ATextLeavesOutWhatIsZeroAndSaysSo) {
    std::string const text = stock("--period 2019-20 --by unit,stage");
    for (char const* line :
         {"Small Council\n"
          "Complaints in hand, 2019-20 (2019-04-01 to 2020-03-31), as known on 2020-05-05\n"
          "A reopening is an arrival of its own\n",
          "unit     stage    opening  received  answered  closing  days to clear\n"
          "Homes    Stage 1        0         3         2        1          127.0\n",
          "total                   0         5         4        1           63.5\n",
          "Not shown, since all are 0: escalated in, reopened, reclassified in, withdrawn, "
          "escalated out, reclassified out.\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

TEST_F(StockCommand, WithoutClosuresThereAreNoDaysToClear) {
    std::string const csv = stock("--period 2019-M08 --by unit --format csv");
    EXPECT_NE(csv.find("homes,1,0,0,0,0,0,0,0,0,1,n/a\n"), std::string::npos) << csv;
}

TEST_F(StockCommand, JsonTellsTheRuleTheDaysAndTheTotal) {
    auto const json = nlohmann::json::parse(
        stock("--period 2019-20 --by unit --as-of 2020-04-30 --known-on 2020-05-31 "
              "--reopened never_closed --format json"));
    EXPECT_EQ(json["period"], "2019-20");
    EXPECT_EQ(json["first"], "2019-04-01");
    EXPECT_EQ(json["last"], "2020-03-31");
    EXPECT_EQ(json["as_of"], "2020-04-30");
    EXPECT_EQ(json["known_on"], "2020-05-31");
    EXPECT_EQ(json["reopened"], "never_closed");
    EXPECT_EQ(json["units_left_out"], nlohmann::json::array());
    ASSERT_EQ(json["rows"].size(), 3u);
    EXPECT_EQ(json["rows"][0]["unit"], "homes");
    EXPECT_EQ(json["rows"][0]["closing"], 1);
    EXPECT_EQ(json["total"]["received"], 5);
    EXPECT_EQ(json["total"]["days_to_clear"]["part"], 254);
    EXPECT_EQ(json["total"]["days_to_clear"]["whole"], 4);
    EXPECT_EQ(json["total"]["days_to_clear"]["value"], 63.5);
}

TEST_F(StockCommand, ASeriesHasARowAPeriodAlsoWhereNothingHappened) {
    std::string const csv = stock("--period 2019-20-Q1 --every month --format csv");
    EXPECT_NE(csv.find("period,opening,"), std::string::npos) << csv;
    EXPECT_NE(csv.find("2019-M04,0,1,0,0,0,1,0,0,0,0,"), std::string::npos) << csv;
    EXPECT_NE(csv.find("2019-M05,0,1,0,0,0,0,0,0,0,1,n/a\n"), std::string::npos) << csv;
    EXPECT_NE(csv.find("2019-M06,1,1,0,0,0,1,0,0,0,1,"), std::string::npos) << csv;
    std::string const early = stock("--period 2018-19-Q1 --every month --format csv");
    EXPECT_NE(early.find("2018-M05,0,0,0,0,0,0,0,0,0,0,n/a\n"), std::string::npos) << early;
}

TEST_F(StockCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    std::string const here = "stock " + folder_->path() + ' ';
    for (auto const& [arguments, says] :
         {wrong{"", "--period is required"},
          wrong{"--period lately", "--period: \"lately\" is not a period"},
          wrong{"--period 2020-21",
                "--period: 2020-21 ends on 2021-03-31, and the cases are told as of 2020-05-05 "
                "(end it on 2020-05-05, or say --as-of 2021-03-31 if nothing is missing)"},
          wrong{"--period 2019-20 --as-of 2020-03-30", "told as of 2020-03-30"},
          wrong{"--period 2019-20 --as-of 1/4/2020", "--as-of: "},
          wrong{"--period 2019-20 --known-on soon", "--known-on: "},
          wrong{"--period 2019-20 --by moon",
                "--by: \"moon\" is nothing to group by here (use unit, procedure, stage)"},
          wrong{"--period 2019-20 --reopened maybe", "maybe"},
          wrong{"--period 2019-20 --every day", "day"},
          wrong{"--period 2019-20 --format pdf", "pdf"},
          wrong{"--period 2019-20 --out /nowhere/s.csv", "cannot be written"}}) {
        auto const made = run(here + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
    EXPECT_EQ(run("stock /nowhere --period 2019-20").exit_code, 2);
}

TEST(StockCommandFolder, AReopenedCaseIsCountedByTheRule) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {1});
    folder.write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n"
                               "1,responded,1,,2019-04-15,2019-04-15,\n"
                               "2,reopened,1,,2019-05-13,2019-05-13,\n"
                               "3,responded,1,,2019-05-20,2019-05-20,\n");
    auto const total = [&](char const* rule) {
        auto const made = run("stock " + folder.path() + " --period 2019-04-16..2019-05-20 " +
                              "--format csv --reopened " + rule);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return made.output.substr(made.output.find('\n') + 1);
    };
    EXPECT_EQ(total("new_arrival"), "0,0,0,1,0,1,0,0,0,0,0\n");
    EXPECT_EQ(total("never_closed"), "1,0,0,0,0,1,0,0,0,0,0\n");
}

TEST(StockCommandFolder, OfNoCasesIsZero) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {});
    auto const made = run("stock " + folder.path() + " --period 2019-20 --format csv");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("\n0,0,0,0,0,0,0,0,0,0,n/a\n"), std::string::npos) << made.output;
}

TEST(StockCommandFolder, AUnitThatDoesNotKeepTheDaysOfItsAnswersIsLeftOutAndNamed) {
    test::temporary_folder const folder;
    test::write_small_council(folder);
    std::string words(test::small_council_toml);
    std::string const parks = "own_remedies = \"not_known\"";
    words.replace(words.find(parks), parks.size(), parks + "\nin_time = \"not_collected\"");
    folder.write("taxonomy.toml", words);
    auto const made = run("stock " + folder.path() + " --period 2019-20 --by unit");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("Left out, since the days of their answers are not kept: Parks."),
              std::string::npos)
        << made.output;
    EXPECT_EQ(made.output.find("Parks  "), std::string::npos) << made.output;
}

TEST(StockCommandFolder, AFolderWithFaultsIsRefused) {
    test::temporary_folder const folder;
    test::write_small_council(folder);
    folder.write("mentions.csv", "id,complaint,service\n101,1,moon\n");
    auto const made = run("stock " + folder.path() + " --period 2019-20");
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_NE(made.output.find("mentions.csv:2: service: "), std::string::npos) << made.output;
    EXPECT_NE(made.output.find("cannot be used as it is"), std::string::npos) << made.output;
}

} // namespace
} // namespace upheld
