// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace upheld {
namespace {

using test::run;

class RollupCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::temporary_folder;
        test::write_small_council(*folder_);
    }

    static void TearDownTestSuite() { delete folder_; }

    static std::string path() { return folder_->path(); }

    /// The CSV of a rollup of the small council's 2019-20.
    static std::string csv(std::string const& arguments) {
        auto const made = run("rollup " + path() + " --period 2019-20 --format csv " + arguments);
        EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
        return made.output;
    }

    static test::temporary_folder* folder_;
};

test::temporary_folder* RollupCommand::folder_ = nullptr;

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(RollupCommand, WithoutGroupingsThereIsOneTotal) {
    EXPECT_EQ(csv("--measure received,aspects,upheld,in_time"),
              "received,aspects,upheld,in_time_aspects,partial\n"
              "5,6,3,3,aspects upheld in_time_aspects\n");
}

TEST_F(RollupCommand, CountsByUnitWithSharesAndWhatIsNotCollected) {
    EXPECT_EQ(csv("--by unit --measure complaints,in_time_by_complaints,aspects,upheld_share"),
              "unit,received,in_time_by_complaints,in_time_by_complaints.part,"
              "in_time_by_complaints.whole,aspects,upheld_share,upheld_share.part,"
              "upheld_share.whole,partial\n"
              "homes,3,0.3333333333333333,1,3,5,0.6,3,5,\n"
              "streets,1,1,1,1,not collected,not collected,not collected,not collected,\n"
              "parks,1,1,1,1,1,n/a,0,0,\n");
}

TEST_F(RollupCommand, HalvesOfBothKindsOfYear) {
    EXPECT_EQ(csv("--by financial_half --measure received").substr(0, 24),
              "financial_half,received,");
    EXPECT_NE(csv("--by calendar_half --measure received --zero-groups").find("\n2020-H1,"),
              std::string::npos);
}

TEST_F(RollupCommand, APartOfAYearIsAnnualisedOnlyWhenAskedAndNamesTheFactor) {
    std::string const part = "rollup " + path() + " --period 2019-20..2019-12-31 ";
    EXPECT_EQ(run(part).output.find("a year"), std::string::npos);
    auto const made = run(part + "--measure received --annualise");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("times 366/275, the days of the year over the days counted"),
              std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find("financial year 2019-20 up to 31 December 2019"), std::string::npos);

    auto const without = run("rollup " + path() + " --annualise");
    EXPECT_EQ(without.exit_code, 2);
    EXPECT_NE(without.output.find("--annualise needs --period"), std::string::npos);
    auto const month = run("rollup " + path() + " --annualise --period 2019-M07");
    EXPECT_EQ(month.exit_code, 2);
    EXPECT_NE(month.output.find("does not say which year it is part of"), std::string::npos)
        << month.output;
}

TEST_F(RollupCommand, SharesMayHaveIntervals) {
    std::string const made = csv("--measure received,upheld_share --interval");
    EXPECT_TRUE(made.starts_with("received,upheld_share,upheld_share.part,upheld_share.whole,"
                                 "upheld_share.lower,upheld_share.upper,partial\n"))
        << made;
    EXPECT_NE(csv("--measure upheld_share --interval --confidence 0.998"),
              csv("--measure upheld_share --interval"));
    auto const wrong = run("rollup " + path() + " --interval --confidence 95");
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_NE(wrong.output.find("95% is 0.95"), std::string::npos) << wrong.output;
    EXPECT_EQ(run("rollup " + path() + " --confidence 0.9").exit_code, 2);
}

TEST_F(RollupCommand, ATableTellsCouncilPeriodDayUnitsAndBases) {
    auto const made = run("rollup " + path() +
                          " --by unit --measure received,upheld_share,median_working_days "
                          "--period 2019-20 --as-of 2020-06-30");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find("Small Council\n"
                               "2019-20 (2019-04-01 to 2020-03-31), as known on 2020-06-30\n"),
              std::string::npos)
        << made.output;
    EXPECT_NE(
        made.output.find(
            "  unit       received   upheld_share       of  median_working_days          of\n"
            "           complaints              %  aspects         working days  complaints\n"
            "  Homes             3          60.0%        5                 13.0           2\n"
            "  Streets           1  not collected                           2.0           1\n"
            "  Parks             1            n/a        0                  8.0           1\n"),
        std::string::npos)
        << made.output;
}

TEST_F(RollupCommand, AComplaintCountsOnceInEveryGroupItIsIn) {
    // Complaint 1 has aspects of both subjects; complaint 4 has none.
    std::string const made = csv("--by subject --measure received,aspects --totals all");
    EXPECT_NE(made.find("delay,3,4,"), std::string::npos) << made;
    EXPECT_NE(made.find("conduct,2,2,"), std::string::npos) << made;
    EXPECT_NE(made.find("(none),1,"), std::string::npos) << made;
    // The total is counted again from the rows: 3 + 2 + 1 would be one too many.
    EXPECT_NE(made.find("(all),5,6,"), std::string::npos) << made;
}

TEST_F(RollupCommand, GroupsByLevelPlaceAnswerAndTime) {
    EXPECT_EQ(csv("--by unit:division,place --measure received"),
              "unit:division,place,received,partial\n"
              "homes,North,2,\n"
              "homes,South,1,\n"
              "streets,(none),1,\n"
              "parks,(none),1,\n");
    EXPECT_EQ(csv("--by financial_quarter --measure received"),
              "financial_quarter,received,partial\n"
              "2019-20-Q1,3,\n"
              "2019-20-Q2,2,\n");
    std::string const answers = csv("--by answer --measure received");
    EXPECT_NE(answers.find(",3,\n"), std::string::npos) << answers; // in time
    auto const years =
        run("rollup " + path() + " --by financial_year --measure received --format csv");
    EXPECT_EQ(years.output, "financial_year,received,partial\n2019-20,5,\n2020-21,1,\n");
}

TEST_F(RollupCommand, WhereChoosesRowsByKeyOrName) {
    auto const received = [](std::string const& where) {
        std::string const made = csv("--measure received " + where);
        return made.substr(made.find('\n') + 1,
                           made.find(',', made.find('\n')) - made.find('\n') - 1);
    };
    EXPECT_EQ(received("--where service=repairs"), "2");
    EXPECT_EQ(received("--where service=Repairs"), "2");
    EXPECT_EQ(received("--where 'service=repairs|bins'"), "3");
    EXPECT_EQ(received("--where service=repairs --where service=bins"), "3");
    EXPECT_EQ(received("--where service=repairs,place=North"), "1");
    EXPECT_EQ(received("--where unit=council"), "5");
    EXPECT_EQ(received("--where channel=email"), "2");
    EXPECT_EQ(received("--where category=missed"), "1");
    EXPECT_EQ(received("--where answer=late"), "1");
    EXPECT_EQ(received("--where 'answer=late|not_answered'"), "2");
    EXPECT_EQ(received("--where procedure=corporate"), "5");
    std::string const aspects = csv("--measure aspects --where contractor=yes");
    EXPECT_NE(aspects.find("\n1,"), std::string::npos) << aspects;
    std::string const upheld =
        csv("--measure aspects --where 'outcome=upheld|partly,subject=delay'");
    EXPECT_NE(upheld.find("\n2,"), std::string::npos) << upheld;
}

TEST_F(RollupCommand, TotalsFromTheLeftAndOfEverySet) {
    EXPECT_EQ(csv("--by unit,answer --measure received --totals left").find("(all),(all),5,"),
              csv("--by unit,answer --measure received --totals left").rfind("(all),(all),"));
    std::string const all = csv("--by unit --by place --measure received --totals all");
    EXPECT_NE(all.find("homes,(all),3,\n"), std::string::npos) << all;
    EXPECT_NE(all.find("(all),North,2,\n"), std::string::npos) << all;
    EXPECT_NE(all.find("(all),(all),5,\n"), std::string::npos) << all;
    std::string const left = csv("--by unit,place --measure received --totals left");
    EXPECT_EQ(left.find("(all),North"), std::string::npos) << left;
    EXPECT_NE(left.find("homes,(all),3,\n"), std::string::npos) << left;
}

TEST_F(RollupCommand, GroupsWithoutRowsAreShownIfAsked) {
    EXPECT_EQ(csv("--by channel --measure received").find("fax"), std::string::npos);
    std::string const few = csv("--by unit,channel --measure received");
    std::string const all = csv("--by unit,channel --measure received --zero-groups");
    EXPECT_EQ(few.find("parks,letter"), std::string::npos) << few;
    EXPECT_NE(all.find("parks,letter,0,\n"), std::string::npos) << all;
}

TEST_F(RollupCommand, DefaultsFollowTheRowsThatHaveTheDimension) {
    EXPECT_EQ(csv("--by unit").substr(0, 36), "unit,received,in_time_by_complaints,");
    EXPECT_EQ(csv("--by stage").substr(0, 20), "stage,stage_reached,");
    EXPECT_EQ(csv("--by decision").substr(0, 19), "decision,referrals,");
    EXPECT_EQ(csv("--by remedy_kind").substr(0, 28), "remedy_kind,awards,remedies,");
    EXPECT_EQ(csv("--where decision=decided").substr(0, 10), "referrals,");
}

TEST_F(RollupCommand, ToldAsOfAnEarlierDayKnowsLess) {
    EXPECT_NE(csv("--measure received,upheld --as-of 2019-05-31").find("\n2,1,"),
              std::string::npos);
}

TEST(RollupOfAPast, ToldAsOfADayInTheLightOfALaterOneKnowsWhatWasEnteredLate) {
    test::temporary_folder folder;
    test::write_small_council(folder);
    folder.write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n"
                               "1,received,1,,2019-04-08,2019-07-01,\n"
                               "2,responded,2,,2019-05-20,2019-07-02,\n");
    auto const told = [&](std::string const& days, std::string const& format = "csv") {
        return run("rollup " + folder.path() + " --measure received,in_time_by_complaints " + days +
                   " --format " + format);
    };
    auto const has = [](test::run_result const& made, char const* text) {
        return made.exit_code == 0 && made.output.find(text) != std::string::npos;
    };
    EXPECT_TRUE(has(told("--as-of 2019-05-31"), "\n1,0,0,1,"));
    EXPECT_TRUE(has(told("--as-of 2019-05-31 --known-on 2019-07-01"), "\n2,0,0,2,"));
    EXPECT_TRUE(has(told("--as-of 2019-05-31 --known-on 2019-07-02"), "\n2,0.5,1,2,"));
    EXPECT_TRUE(has(told("--as-of 2019-05-31 --known-on 2019-07-02", "table"),
                    "as of 2019-05-31, as known on 2019-07-02\n"));
    EXPECT_EQ(told("--known-on 2019-05-31").output, told("--as-of 2019-05-31").output);
    EXPECT_EQ(told("--known-on never").exit_code, 2);
}

TEST_F(RollupCommand, ThreadsGiveTheSameText) {
    std::string const arguments = "--by unit,subject,outcome --totals all";
    EXPECT_EQ(csv(arguments), csv(arguments + " --threads 3"));
}

TEST_F(RollupCommand, JsonHasTheSameFigures) {
    auto const run_json = run("rollup " + path() +
                              " --by unit --measure received,upheld_share --period 2019-20 "
                              "--format json");
    ASSERT_EQ(run_json.exit_code, 0) << run_json.output;
    auto const made = nlohmann::json::parse(run_json.output);
    EXPECT_EQ(made["title"], "Small Council");
    EXPECT_EQ(made["as_of"], "2020-05-05"); // the last day recorded
    EXPECT_EQ(made["rows"][0]["group"][0], "homes");
    EXPECT_EQ(made["rows"][0]["figures"][1]["part"], 3);
    EXPECT_EQ(made["rows"][1]["figures"][1]["state"], "not_collected");
}

TEST_F(RollupCommand, JsonLinesHaveOneObjectAGroup) {
    auto const lines = run("rollup " + path() +
                           " --by unit,answer --measure received,upheld_share --totals left "
                           "--format jsonl");
    ASSERT_EQ(lines.exit_code, 0) << lines.output;
    std::vector<nlohmann::json> all;
    std::size_t from = 0;
    while (from != lines.output.size()) {
        std::size_t const end = lines.output.find('\n', from);
        all.push_back(nlohmann::json::parse(lines.output.substr(from, end - from)));
        from = end + 1;
    }
    auto const same = nlohmann::json::parse(
        run("rollup " + path() +
            " --by unit,answer --measure received,upheld_share --totals left --format json")
            .output);
    ASSERT_EQ(all.size(), same["rows"].size());
    for (std::size_t i = 0; i != all.size(); ++i) {
        EXPECT_EQ(all[i]["type"], "group");
        EXPECT_EQ(all[i]["as_of"], same["as_of"]);
        EXPECT_EQ(all[i]["period"], same["period"]);
        EXPECT_EQ(all[i]["group"]["unit"], same["rows"][i]["group"][0]);
        EXPECT_EQ(all[i]["group"]["answer"], same["rows"][i]["group"][1]);
        EXPECT_EQ(all[i]["figures"]["received"], same["rows"][i]["figures"][0]);
        EXPECT_EQ(all[i]["figures"]["upheld_share"], same["rows"][i]["figures"][1]);
    }
}

TEST_F(RollupCommand, WritesToAFileIfAsked) {
    test::temporary_folder const to;
    EXPECT_EQ(csv("--by unit --out " + to.path() + "/table.csv"), "");
    EXPECT_EQ(text_of(to.path() + "/table.csv"), csv("--by unit"));
}

TEST_F(RollupCommand, WithoutAPeriodAllDaysCount) {
    auto const made = run("rollup " + path() + " --measure received");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find("all days, as known on 2020-05-05"), std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find(" 6\n"), std::string::npos) << made.output;
}

TEST_F(RollupCommand, ListsItsMeasuresAsReportDoes) {
    EXPECT_EQ(run("rollup --list-measures").output, run("report --list-measures").output);
}

TEST_F(RollupCommand, BadUsageEndsWithTwoAndSaysWhy) {
    struct wrong {
        std::string arguments;
        char const* says;
    };

    std::string const here = "rollup " + path();
    for (auto const& [arguments, says] :
         {wrong{"rollup", "a folder or snapshot is needed"},
          wrong{"rollup /nowhere", "no such folder"},
          wrong{here + " --by moon", "--by: \"moon\" is nothing that can be grouped by"},
          wrong{here + " --by unit:team", "no unit is of a level \"team\""},
          wrong{here + " --by unit,unit", "name each grouping once"},
          wrong{here + " --by ''", "nothing that can be grouped by"},
          wrong{here + " --measure moons", "--measure: no measure \"moons\""},
          wrong{here + " --measure upheld_shar", "\"upheld_share\""},
          wrong{here + " --measure referrals --by subject", "subject"},
          wrong{here + " --period lately", "--period: \"lately\" is not a period"},
          wrong{here + " --as-of 1/4/2020", "is not a day"},
          wrong{here + " --where service", "\"service\" is not a condition"},
          wrong{here + " --where =x", "is not a condition"},
          wrong{here + " --where moon=full", "rows cannot be chosen by \"moon\""},
          wrong{here + " --where month=2019-M07", "--period"},
          wrong{here + " --where service=repair", "no service \"repair\" (use one of"},
          wrong{here + " --where place=East",
                "no place \"East\" (use one of \"North\", \"South\")"},
          wrong{here + " --where answer=soon", "no answer \"soon\""},
          wrong{here + " --where contractor=maybe", "contractor=yes"},
          wrong{here + " --where decision=nobody/knows", "no decision \"nobody/knows\""},
          wrong{here + " --where 'decision=decided|ongoing'", "together let every case through"},
          wrong{here + " --format pdf", "pdf"},
          wrong{here + " --totals some", "some"},
          wrong{here + " --threads 0", "--threads"},
          wrong{here + " --partial /nowhere/p.bin", "cannot be written"},
          wrong{here + " --out /nowhere/t.csv", "cannot be written"}}) {
        auto const made = run(arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

TEST(RollupCommandFolder, AFolderWithFaultsIsRefused) {
    test::temporary_folder const folder;
    test::write_small_council(folder);
    folder.write("mentions.csv", "id,complaint,service\n101,1,moon\n");
    auto const made = run("rollup " + folder.path());
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_NE(made.output.find("cannot be used as it is"), std::string::npos) << made.output;
}

TEST(RollupCommandFolder, ACommaMayBelongToAName) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {4});
    folder.write("complaints.csv", "id,unit,received,procedure,category,place\n"
                                   "4,streets,2019-07-01,corporate,missed,\"Penge, Cator\"\n");
    auto const made = run("rollup " + folder.path() +
                          " --by place --measure received --format csv "
                          "--where 'place=Penge, Cator,unit=streets'");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output, "place,received,partial\n\"Penge, Cator\",1,\n");
}

TEST(RollupCommandFolder, NoCasesGiveZeros) {
    test::temporary_folder const folder;
    test::write_small_council(folder, {});
    auto const made = run("rollup " + folder.path() + " --measure received --format csv");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_EQ(made.output, "received,partial\n0,\n");
}

TEST(RollupCommandFolder, ExampleCountsAsItsReportDoes) {
    auto const made =
        run("rollup " UPHELD_SOURCE_DIR "/examples/bromley_2019_20 --by unit --measure "
            "aspects --where subject=quality_of_service --period 2019-20 --format csv");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    // As in the report's table of causes.
    EXPECT_NE(made.output.find("adult,56,"), std::string::npos) << made.output;
    EXPECT_NE(made.output.find("housing,11,"), std::string::npos) << made.output;
}

/// What a rollup counts goes to disclosure control as it is, whichever units keep what.
TEST_F(RollupCommand, ACrossTableIsWhatProtectTakes) {
    test::temporary_folder const folder;
    std::string const table = folder.path() + "/table.csv";
    std::string const of = UPHELD_SOURCE_DIR "/examples/bromley_2019_20 --period 2019-20 ";
    auto const made =
        run("rollup " + of + "--by unit,outcome --measure aspects --format cross --out " + table);
    EXPECT_EQ(made.exit_code, 0) << made.output;
    std::ifstream file(table);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto const json = nlohmann::json::parse(
        run("rollup " + of + "--by unit --measure aspects --format json").output);
    for (auto const& row : json["rows"]) {
        std::string const end = ',' + std::to_string(row["figures"][0]["value"].get<int>()) + '\n';
        std::size_t const at = text.find('\n' + row["group"][0].get<std::string>() + ',');
        if (at == std::string::npos) continue; // keeps no outcomes
        std::size_t const line_end = text.find('\n', at + 1) + 1;
        EXPECT_EQ(text.substr(line_end - end.size(), end.size()), end) << text;
    }
    auto const hidden = run("protect " + table + " --policy threshold:5");
    EXPECT_EQ(hidden.exit_code, 0) << hidden.output;
    EXPECT_NE(hidden.output.find("[c]"), std::string::npos) << hidden.output;
}

TEST_F(RollupCommand, ACrossTableHasNoEntryCalledAsItsTotals) {
    test::temporary_folder const folder;
    test::write_small_council(folder);
    std::string const path = folder.path() + "/complaints.csv";
    std::ifstream before(path);
    std::string text{std::istreambuf_iterator<char>(before), {}};
    for (std::size_t at = 0; (at = text.find("North", at)) != std::string::npos;) {
        text.replace(at, 5, "total");
    }
    std::ofstream(path) << text;
    auto const made =
        run("rollup " + folder.path() + " --by place,unit --measure received --format cross");
    EXPECT_EQ(made.exit_code, 2) << made.output;
    EXPECT_NE(made.output.find("\"total\" beside its totals"), std::string::npos) << made.output;
}

TEST_F(RollupCommand, ACrossTableIsOfOneCountThatAddsUp) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--by unit --measure aspects", "needs two groupings"},
          wrong{"--by unit,outcome", "needs one --measure"},
          wrong{"--by unit,outcome --measure upheld_share", "upheld_share is no count"},
          wrong{"--by unit,subject --measure received", "does not add up to a total"},
          wrong{"--by unit,outcome --measure aspects --totals all", "has every total"},
          wrong{"--by unit,outcome --measure aspects --period 2018-19", "nothing to count"}}) {
        auto const made =
            run("rollup " UPHELD_SOURCE_DIR "/examples/bromley_2019_20 --format cross " +
                std::string(arguments));
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

} // namespace
} // namespace upheld
