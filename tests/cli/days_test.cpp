// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace upheld {
namespace {

using test::run;
using test::run_result;

nlohmann::json json_of(std::string const& arguments) {
    run_result const asked = run(arguments);
    EXPECT_EQ(asked.exit_code, 0) << asked.output;
    return nlohmann::json::parse(asked.output, nullptr, false);
}

TEST(DaysAdd, CountsFromTheDayAfter) {
    run_result const added = run("days add 2020-05-07 1");
    EXPECT_EQ(added.exit_code, 0);
    EXPECT_EQ(added.output, "2020-05-11\n"); // Friday the 8th was the early May holiday of 2020
    EXPECT_EQ(run("days add 2020-05-11 -1").output, "2020-05-07\n");
    EXPECT_EQ(run("days add 2020-05-09 0").output, "2020-05-11\n");
}

TEST(DaysAdd, FollowsTheCalendarAskedFor) {
    EXPECT_EQ(run("days add 2026-06-12 1").output, "2026-06-15\n");
    EXPECT_EQ(run("days add 2026-06-12 1 --calendar scotland").output, "2026-06-16\n");
    EXPECT_EQ(run("days add --calendar foi2000 2026-06-12 1").output, "2026-06-16\n");
}

TEST(DaysAdd, GivesTheSameAsJson) {
    auto const answer = json_of("days add 2026-06-12 1 --calendar scotland --json");
    EXPECT_EQ(answer["calendar"], "scotland");
    EXPECT_EQ(answer["edition"], "2026-02");
    EXPECT_EQ(answer["day"], "2026-06-12");
    EXPECT_EQ(answer["working_days"], 1);
    EXPECT_EQ(answer["result"], "2026-06-16");
    EXPECT_EQ(answer["projected"], false);
}

TEST(DaysAdd, SaysWhenItRestsOnProjectedHolidays) {
    run_result const added = run("days add 2028-12-29 1");
    EXPECT_EQ(added.exit_code, 0);
    EXPECT_NE(added.output.find("2029-01-02\n"), std::string::npos);
    EXPECT_NE(added.output.find("projected"), std::string::npos) << added.output;
    EXPECT_EQ(json_of("days add 2028-12-29 1 --json")["projected"], true);
}

TEST(DaysNextAndPrevious, AreNeverTheDayItself) {
    EXPECT_EQ(run("days next 2020-05-07").output, "2020-05-11\n");
    EXPECT_EQ(run("days next 2020-05-11").output, "2020-05-12\n");
    EXPECT_EQ(run("days previous 2020-05-11").output, "2020-05-07\n");
    EXPECT_EQ(json_of("days previous 2020-05-11 --json")["result"], "2020-05-07");
}

TEST(DaysCount, LeavesTheFirstDayOutAndTakesTheLastIn) {
    EXPECT_EQ(run("days count 2020-05-07 2020-05-11").output, "1\n");
    EXPECT_EQ(run("days count 2020-05-11 2020-05-11").output, "0\n");
    EXPECT_EQ(json_of("days count 2020-05-01 2020-05-29 --json")["working_days"], 18);
    std::string const help = run("days count --help").output;
    EXPECT_NE(help.find("after FIRST, up to and including LAST"), std::string::npos) << help;
}

TEST(DaysList, PrintsOneHolidayALine) {
    EXPECT_EQ(run("days list --from 2026-06-01 --to 2026-08-31 --calendar scotland").output,
              "date,calendar,name,status\n"
              "2026-06-15,scotland,World Cup bank holiday,proclaimed\n"
              "2026-08-03,scotland,Summer bank holiday,proclaimed\n");
    EXPECT_EQ(run("days list --from 2029-01-01 --to 2029-01-31").output,
              "date,calendar,name,status\n"
              "2029-01-01,england-and-wales,New Year's Day,projected\n");
}

// GOV.UK, "UK bank holidays", as published in February 2026, has as many.
TEST(DaysList, HasAsManyLinesFrom2012To2028AsGovUkHasDays) {
    for (auto const& [calendar, holidays] :
         {std::pair("england-and-wales", 140), {"scotland", 158}, {"northern-ireland", 174}}) {
        std::string const text = run(std::string("days list --from 2012-01-01 --to 2028-12-31 "
                                                 "--calendar ") +
                                     calendar)
                                     .output;
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), holidays + 1) << calendar;
    }
}

TEST(DaysList, GivesTheSourceInJson) {
    auto const all = json_of("days list --from 2022-09-01 --to 2022-09-30 --json");
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0]["date"], "2022-09-19");
    EXPECT_EQ(all[0]["name"], "State funeral of Queen Elizabeth II");
    EXPECT_EQ(all[0]["status"], "proclaimed");
    EXPECT_NE(std::string(all[0]["source"]).find("4158896"), std::string::npos);
}

TEST(DaysFeed, AGovUkFileGivesANewEdition) {
    std::string const feed =
        " --feed " + std::string(UPHELD_TEST_DATA) + "/bank_holidays/gov_uk_sample.json";
    auto const added = json_of("days add 2029-05-04 1 --json" + feed);
    EXPECT_EQ(added["result"], "2029-05-07"); // moved to Tuesday the 8th in that file
    EXPECT_EQ(added["projected"], false);
    EXPECT_EQ(added["edition"], "2026-02 + gov_uk_sample.json");
    EXPECT_EQ(json_of("days add 2029-05-04 1 --json")["result"], "2029-05-08");
}

TEST(Days, EndWithTwoOnBadInput) {
    for (char const* arguments :
         {"days", "days add", "days add 2020-05-07", "days add 2020-02-30 1", "days add x 1",
          "days add 2020-05-07 one", "days add 2020-05-07 1 --calendar atlantis",
          "days add 2050-12-30 5", "days next 1977-12-31", "days previous 1978-01-01",
          "days count 2020-05-11 2020-05-07", "days list --from 2020-05-11 --to 2020-05-07",
          "days list --from 1977-01-01", "days list --to 2051-01-01", "days list --calendar x",
          "days next 2020-05-07 --feed no_such_file.json", "days add 2020-05-07 99999999999",
          "days next 2020-05-07 --feed " UPHELD_TEST_DATA "/25_faults/complaints.csv"}) {
        run_result const refused = run(arguments);
        EXPECT_EQ(refused.exit_code, 2) << arguments;
        EXPECT_FALSE(refused.output.empty()) << arguments;
    }
    EXPECT_NE(run("days add 2050-12-30 5").output.find("2050-12-31"), std::string::npos);
    EXPECT_NE(run("days add 2020-02-30 1").output.find("DAY"), std::string::npos);
}

TEST(Calendars, AreListedWithTheirRange) {
    std::string const text = run("calendars").output;
    for (char const* id : {"england-and-wales: ", "scotland: ", "northern-ireland: ", "uk-any: ",
                           "foisa2002: ", "children-2006-literal: "}) {
        EXPECT_NE(text.find(id), std::string::npos) << id;
    }
    auto const all = json_of("calendars --json");
    ASSERT_EQ(all.size(), 16u);
    EXPECT_EQ(all[0]["id"], "england-and-wales");
    for (auto const& one : all) {
        EXPECT_EQ(one["edition"], "2026-02");
        EXPECT_EQ(one["known_first"], "1978-01-01");
        EXPECT_EQ(one["known_last"], "2050-12-31");
        EXPECT_EQ(one["proclaimed_until"], "2028-12-31");
        EXPECT_FALSE(std::string(one["description"]).empty());
        EXPECT_FALSE(std::string(one["source"]).empty());
    }
    EXPECT_EQ(run("calendars --unknown").exit_code, 2);
}

TEST(CalendarsInTheDocumentation, AreTheBuiltInOnesAsTheyAre) {
    std::ifstream file(std::string(UPHELD_SOURCE_DIR) + "/include/upheld/calendar/calendars.md");
    std::vector<std::string> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("| `")) rows.push_back(line);
    }
    std::vector<std::string> expected;
    for (auto const& one : json_of("calendars --json")) {
        expected.push_back(
            "| `" + std::string(one["id"]) + "` | " + std::string(one["edition"]) + " | " +
            std::string(one["known_first"]) + " to " + std::string(one["known_last"]) + " | " +
            std::string(one["description"]) + " | " + std::string(one["source"]) + " |");
    }
    EXPECT_EQ(rows, expected);
}

} // namespace
} // namespace upheld
