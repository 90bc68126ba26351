// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <iterator>

namespace upheld {
namespace {

using test::run;
using test::run_result;

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

nlohmann::json due_json(std::string const& arguments) {
    run_result const made = run("due --json " + arguments);
    EXPECT_EQ(made.exit_code, 0) << made.output;
    return nlohmann::json::parse(made.output, nullptr, false);
}

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Received on Tuesday 7 April 2026, after Easter; 4 May is the early May bank holiday. Twenty
// working days: 8-10 (3), 13-17 (8), 20-24 (13), 27-30 (17), 1 May (18), 5 (19), 6 (20).
TEST(DueCommand, GivesTheDueDayTheOriginalOneAndTheState) {
    run_result const made = run("due --regime foi2000 --start 2026-04-07 --as-of 2026-05-08");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_TRUE(made.output.starts_with("due day:           2026-05-06  Wednesday 6 May 2026\n"
                                        "original due day:  2026-05-06\n"
                                        "state:             overdue by 2 working days, as of "
                                        "2026-05-08\n"))
        << made.output;
}

TEST(DueCommand, ExplainsTheCountDayByDayWithItsSource) {
    run_result const made = run("due --regime foi2000 --start 2026-04-07 --explain");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_TRUE(has(made.output, "Wednesday 6 May 2026")) << made.output;
    EXPECT_TRUE(has(made.output, "Early May bank holiday")) << made.output;
    EXPECT_TRUE(has(made.output, "Freedom of Information Act 2000")) << made.output;
}

TEST(DueCommand, GivesTheLedgerAsJson) {
    auto const made = due_json("--explain --regime foi2000 --start 2026-04-07 --as-of 2026-04-15");
    ASSERT_TRUE(made.is_object());
    EXPECT_EQ(made["regime"], "foi2000");
    EXPECT_EQ(made["due_date"], "2026-05-06");
    EXPECT_EQ(made["state"], "running");
    EXPECT_EQ(made["calendar"], "uk-any");
    EXPECT_EQ(made["working_days_used"], 6);
    EXPECT_EQ(made["working_days_left"], 14);
    EXPECT_EQ(made["done"], nullptr);
    auto const& days = made["ledger"];
    ASSERT_EQ(days.size(), 30u); // 7 April to 6 May, both in
    EXPECT_EQ(days.front()["day"], "2026-04-07");
    EXPECT_EQ(days.front()["reason"], "start");
    EXPECT_EQ(days[27]["day"], "2026-05-04");
    EXPECT_EQ(days[27]["reason"], "holiday");
    EXPECT_EQ(days.back()["day"], "2026-05-06");
    EXPECT_EQ(days.back()["counted"], 20);
}

TEST(DueCommand, WithoutExplainTheJsonHasNoLedger) {
    EXPECT_FALSE(due_json("--regime foi2000 --start 2026-04-07").contains("ledger"));
}

TEST(DueCommand, TakesOptionsAndEvents) {
    // Twenty instead of ten working days from Monday 2 March 2026: Monday 30 March.
    EXPECT_EQ(due_json("--regime children_s1 --start 2026-03-02")["due_date"], "2026-03-16");
    EXPECT_EQ(
        due_json("--regime children_s1 --start 2026-03-02 --option limit=extended")["due_date"],
        "2026-03-30");
    auto const extended = due_json("--regime children_s1 --start 2026-03-02 "
                                   "--event extended=2026-03-10 --event answered=2026-03-27");
    EXPECT_EQ(extended["due_date"], "2026-03-30");
    EXPECT_EQ(extended["original_due_date"], "2026-03-16");
    EXPECT_EQ(extended["is_extended"], true);
    EXPECT_EQ(extended["state"], "answered_in_time");
    EXPECT_EQ(extended["done"], "2026-03-27");
}

TEST(DueCommand, AnEventCanStartTheClock) {
    // Ten working days from the acknowledgement on Friday 6 March 2026: Friday 20 March.
    EXPECT_EQ(due_json("--regime lgsco_s1 --event acknowledged=2026-03-06")["due_date"],
              "2026-03-20");
    EXPECT_EQ(run("due --regime lgsco_s1 --event answered=2026-03-06").exit_code, 2);
}

TEST(DueCommand, CalendarAndEditionCanBeAskedFor) {
    // Scotland has no holiday on Easter Monday.
    auto const english = due_json("--regime corporate_ack --start 2026-04-02");
    auto const scottish = due_json("--regime corporate_ack --start 2026-04-02 --calendar scotland");
    EXPECT_EQ(english["due_date"], "2026-04-09");
    EXPECT_EQ(scottish["due_date"], "2026-04-08");
    std::string const edition = english["calendar_edition"];
    EXPECT_EQ(run("due --regime corporate_ack --start 2026-04-02 --calendar-edition " + edition)
                  .exit_code,
              0);
    run_result const other =
        run("due --regime corporate_ack --start 2026-04-02 --calendar-edition 1999");
    EXPECT_EQ(other.exit_code, 2);
    EXPECT_TRUE(has(other.output, edition)) << other.output;
}

/// GOV.UK's file in the sample: the early May holiday of 2029 moved from Monday the 7th to Tuesday
/// the 8th.
std::string const sample_feed =
    " --feed " + std::string(UPHELD_TEST_DATA) + "/bank_holidays/gov_uk_sample.json";

// Three working days from Wednesday 2 May 2029: the 3rd, the 4th, and the Tuesday or the Monday.
TEST(DueCommand, AFeedGivesANewEditionOfTheCalendarAndTheOldOneCanStillBeAskedFor) {
    std::string const clock = "--regime corporate_ack --start 2029-05-02";
    auto const before = due_json(clock);
    EXPECT_EQ(before["due_date"], "2029-05-08");
    EXPECT_EQ(before["calendar_edition"], "2026-02");
    EXPECT_EQ(before["uses_projected_holidays"], true);
    for (std::string const edition : {"", " --calendar-edition \"2026-02 + gov_uk_sample.json\""}) {
        auto const after = due_json(clock + sample_feed + edition);
        EXPECT_EQ(after["due_date"], "2029-05-07");
        EXPECT_EQ(after["calendar_edition"], "2026-02 + gov_uk_sample.json");
        EXPECT_EQ(after["uses_projected_holidays"], false);
    }
    EXPECT_EQ(due_json(clock + sample_feed + " --calendar-edition 2026-02"), before);
    EXPECT_EQ(due_json("--regime foi2000 --start 2029-05-02" + sample_feed)["calendar_edition"],
              "2026-02 + gov_uk_sample.json");
}

TEST(DueCommand, AnEditionThatIsNotThereIsRefusedWithThoseThatAre) {
    std::string const clock = "due --regime corporate_ack --start 2029-05-02";
    run_result const without = run(clock + " --calendar-edition \"2026-02 + gov_uk_sample.json\"");
    EXPECT_EQ(without.exit_code, 2);
    EXPECT_TRUE(has(without.output, "use 2026-02")) << without.output;
    run_result const with = run(clock + sample_feed + " --calendar-edition 2027-01");
    EXPECT_EQ(with.exit_code, 2);
    EXPECT_TRUE(has(with.output, "2026-02 + gov_uk_sample.json")) << with.output;
    EXPECT_EQ(run(clock + " --feed none.json").exit_code, 2);
    EXPECT_EQ(run(clock + " --feed " + UPHELD_TEST_DATA + "/25_faults/complaints.csv").exit_code,
              2);
}

TEST(DueCommand, RefusesBadInputAndNamesWhatIsKnown) {
    struct bad_input {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] : {
             bad_input{"", "corporate_20"},
             bad_input{"--regime foi2001 --start 2026-04-07", "foi2000"},
             bad_input{"--regime foi2000", "receipt"},
             bad_input{"--regime foi2000 --start 07/04/2026", "YYYY-MM-DD"},
             bad_input{"--regime foi2000 --start 2026-02-29", "2026-02-29"},
             bad_input{"--regime foi2000 --start 2026-04-07 --as-of soon", "YYYY-MM-DD"},
             bad_input{"--regime foi2000 --start 2026-04-07 --option limit", "NAME=VALUE"},
             bad_input{"--regime foi2000 --start 2026-04-07 --option nothing=1", "limit"},
             bad_input{"--regime children_s1 --start 2026-04-07 --option limit=longest",
                       "extended"},
             bad_input{"--regime foi2000 --start 2026-04-07 --event answered", "KIND="},
             bad_input{"--regime foi2000 --start 2026-04-07 --event anwsered=2026-04-08",
                       "answered"},
             bad_input{"--regime foi2000 --start 2026-04-07 --event answered=today", "YYYY-MM-DD"},
             bad_input{"--regime foi2000 --start 2026-04-07 --calendar mars", "england-and-wales"},
             bad_input{"--regime foi2000 --start 2199-12-31", "known"},
             bad_input{"--regime foi2000 --start 2026-04-07 --rules none.toml", "none.toml"},
             bad_input{"--batch none.csv", "none.csv"},
             bad_input{"--batch none.csv --regime foi2000", "--regime"},
             bad_input{"--nothing", "--nothing"},
         }) {
        run_result const made = run(std::string("due ") + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << ":\n" << made.output;
        EXPECT_TRUE(has(made.output, says)) << arguments << ":\n" << made.output;
    }
}

/// A CSV text sent through `upheld due --batch`.
run_result batch(std::string_view csv, std::string const& more = {}) {
    test::temporary_folder const folder;
    folder.write("cases.csv", csv);
    return run("due --batch " + folder.path() + "/cases.csv " + more);
}

TEST(DueBatch, AddsFourColumnsToEveryRowInOrder) {
    run_result const made = batch("id,regime,start_date,team\n"
                                  "7,foi2000,2026-04-07,north\n"
                                  "5,children_s1,2026-03-02,south\n"
                                  "6,asc2009_relevant_period,2026-01-10,\n",
                                  "--as-of 2026-03-17");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output,
              "id,regime,start_date,team,due_date,original_due_date,state,failure\n"
              "7,foi2000,2026-04-07,north,2026-05-06,2026-05-06,not_started,\n"
              "5,children_s1,2026-03-02,south,2026-03-16,2026-03-16,overdue,\n"
              "6,asc2009_relevant_period,2026-01-10,,2026-07-09,2026-07-09,running,\n");
}

TEST(DueBatch, TakesOptionsAndEventsFromColumns) {
    run_result const made = batch("regime,start_date,option:limit,event:extended,event:answered\n"
                                  "children_s1,2026-03-02,,,\n"
                                  "children_s1,2026-03-02,extended,,2026-03-31\n"
                                  "children_s1,2026-03-02,,2026-03-10,2026-03-27\n"
                                  "children_s1,2026-03-02,,2026-03-10/2026-03-20,2026-03-23\n");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_TRUE(has(made.output, "\nchildren_s1,2026-03-02,,,,2026-03-16,2026-03-16,running,\n"))
        << made.output;
    EXPECT_TRUE(has(made.output, ",extended,,2026-03-31,2026-03-30,")) << made.output;
    EXPECT_TRUE(has(made.output, ",2026-03-27,2026-03-30,2026-03-16,answered_in_time,\n"))
        << made.output;
    EXPECT_TRUE(has(made.output, ",2026-03-23,2026-03-20,2026-03-16,answered_late,\n"))
        << made.output;
}

TEST(DueBatch, AnEmptyStartIsTakenFromTheEvents) {
    run_result const made = batch("regime,start_date,event:acknowledged\n"
                                  "lgsco_s1,,2026-03-06\n");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_TRUE(has(made.output, "lgsco_s1,,2026-03-06,2026-03-20,2026-03-20,running,\n"))
        << made.output;
}

TEST(DueBatch, ARowThatFailsSaysWhyAndTheOthersGoOn) {
    run_result const made = batch("regime,start_date,option:limit,event:answered\n"
                                  "foi2001,2026-04-07,,\n"
                                  "foi2000,07/04/2026,,\n"
                                  "foi2000,,,\n"
                                  "children_s1,2026-04-07,longest,\n"
                                  "foi2000,2026-04-07,,yesterday\n"
                                  "foi2000,2199-01-01,,\n"
                                  "foi2000,2026-04-07\n"
                                  "\n"
                                  "foi2000,2026-04-07,,2026-04-06\n"
                                  "foi2000,2026-04-07,,\n");
    EXPECT_EQ(made.exit_code, 1);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < made.output.size();) {
        std::size_t const end = made.output.find('\n', at);
        lines.push_back(made.output.substr(at, end - at));
        at = end + 1;
    }
    ASSERT_EQ(lines.size(), 11u) << made.output;
    char const* const reasons[] = {
        "regime: ", "start_date: ", "start_date: ", "option:limit: ", "event:answered: ", "known"};
    for (std::size_t i = 0; i != std::size(reasons); ++i) {
        EXPECT_TRUE(has(lines[i + 1], reasons[i])) << lines[i + 1];
        EXPECT_TRUE(has(lines[i + 1], ",,,,")) << lines[i + 1];
    }
    EXPECT_TRUE(has(lines[1], "foi2000")) << "names the closest: " << lines[1];
    EXPECT_TRUE(lines[7].starts_with("foi2000,2026-04-07,,,,,,")) << lines[7];
    EXPECT_TRUE(has(lines[8], "the line is empty")) << lines[8];
    EXPECT_TRUE(has(lines[9], "2026-04-06")) << lines[9];
    EXPECT_EQ(lines[10], "foi2000,2026-04-07,,,2026-05-06,2026-05-06,running,");
}

TEST(DueBatch, ReadsQuotesLineEndsAndABomAsCsvHasThem) {
    run_result const made = batch("\xEF\xBB\xBF\"note\",regime,start_date\r\n"
                                  "\"a \"\"b\"\", c\r\nd\",foi2000,2026-04-07\r\n"
                                  "caf\xC3\xA9,\"foi2000\",2026-04-07");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_EQ(made.output, "note,regime,start_date,due_date,original_due_date,state,failure\n"
                           "\"a \"\"b\"\", c\r\nd\",foi2000,2026-04-07,2026-05-06,2026-05-06,"
                           "running,\n"
                           "caf\xC3\xA9,foi2000,2026-04-07,2026-05-06,2026-05-06,running,\n");
}

TEST(DueBatch, RefusesAHeaderThatItCannotUse) {
    struct bad_header {
        char const* header;
        char const* says;
    };

    for (auto const& [header, says] : {
             bad_header{"", "regime"},
             bad_header{"regime\n", "start_date: the column is missing"},
             bad_header{"start_date\n", "regime: the column is missing"},
             bad_header{"regime,start_date,regime\n", "the column is there twice"},
             bad_header{"regime,start_date,due_date\n", "to be added"},
             bad_header{"regime,start_date,option:limits\n", "limit"},
             bad_header{"regime,start_date,event:anwsered\n", "answered"},
             bad_header{"regime,start_date,\"open\n", "quotes"},
             bad_header{"regime,start_date,\xFF\n", "UTF-8"},
         }) {
        run_result const made = batch(std::string(header) + "foi2000,2026-04-07,\n");
        EXPECT_EQ(made.exit_code, 2) << header << made.output;
        EXPECT_TRUE(has(made.output, says)) << header << made.output;
        EXPECT_FALSE(has(made.output, "original_due_date,state")) << "nothing is written";
    }
    EXPECT_EQ(batch("regime,start_date\nfoi2000,2026-04-07\n", "--calendar mars").exit_code, 2);
}

TEST(DueBatch, AFeedAndAnEditionHoldForEveryRow) {
    std::string_view const rows = "regime,start_date\ncorporate_ack,2029-05-02\n";
    EXPECT_TRUE(has(batch(rows).output, "2029-05-02,2029-05-08,"));
    EXPECT_TRUE(has(batch(rows, sample_feed).output, "2029-05-02,2029-05-07,"));
    EXPECT_TRUE(has(batch(rows, sample_feed + " --calendar-edition 2026-02").output,
                    "2029-05-02,2029-05-08,"));
    for (std::string const refused : {" --calendar-edition 1999", " --feed none.json",
                                      " --feed " UPHELD_TEST_DATA "/25_faults/complaints.csv"}) {
        run_result const made = batch(rows, refused);
        EXPECT_EQ(made.exit_code, 2) << refused;
        EXPECT_FALSE(has(made.output, "due_date")) << "nothing is written: " << made.output;
    }
}

TEST(DueBatch, ReadsTheStandardInput) {
    test::temporary_folder const folder;
    folder.write("cases.csv", "regime,start_date\nfoi2000,2026-04-07\n");
    run_result const made = run("due --batch - < " + folder.path() + "/cases.csv");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_TRUE(has(made.output, "foi2000,2026-04-07,2026-05-06,")) << made.output;
}

TEST(DueBatch, AFolderIsNoFile) {
    test::temporary_folder const folder;
    EXPECT_EQ(run("due --batch " + folder.path()).exit_code, 2);
}

TEST(DueBatch, EndsWithTwoWhereTheOutputCannotBeWritten) {
    test::temporary_folder const folder;
    folder.write("cases.csv", "regime,start_date\nfoi2000,2026-04-07\n");
    std::string const messages = folder.path() + "/messages.txt";
    run_result const made =
        run("due --batch " + folder.path() + "/cases.csv > /dev/full 2> " + messages + "; exit $?");
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_TRUE(has(text_of(messages), "cannot be written")) << text_of(messages);
}

TEST(DueBatch, RulesOfACouncilHoldForItsRows) {
    test::temporary_folder const folder;
    folder.write("rules.toml", "[[rule]]\nid = \"local_15\"\ntitle = \"response, local\"\n"
                               "limit = 15\nsource = \"the council's own policy\"\n");
    folder.write("cases.csv", "regime,start_date\nlocal_15,2026-04-07\n");
    run_result const made =
        run("due --batch " + folder.path() + "/cases.csv --rules " + folder.path() + "/rules.toml");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_TRUE(has(made.output, "local_15,2026-04-07,2026-04-28,")) << made.output;
}

/// Most memory that a child of this process has had so far, in kilobytes.
long most_memory_of_children() {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    return used.ru_maxrss;
}

TEST(DueBatch, AMillionRowsNeedNoMoreMemoryThanAFewMegabytesOfThem) {
    test::temporary_folder const folder;
    std::string const rows_of_one_block = [] {
        char const* const regimes[] = {"foi2000", "children_s2", "sar_ukgdpr", "spso_s2"};
        std::string text;
        for (int i = 0; i != 100'000; ++i) {
            text += std::to_string(1'000'000 + i) + ',' + regimes[i % 4] + ",20" +
                    std::to_string(10 + i % 15) + "-0" + std::to_string(1 + i % 9) + "-1" +
                    std::to_string(i % 10) + '\n';
        }
        return text;
    }();
    auto const measured = [&](int blocks) {
        // Never whole in this process, whose own size would count for its children before they
        // become another program.
        std::ofstream file(folder.path() + "/cases.csv", std::ios::binary);
        file << "id,regime,start_date\n";
        for (int i = 0; i != blocks; ++i) file << rows_of_one_block;
        file.close();
        run_result const made =
            run("due --batch " + folder.path() + "/cases.csv > " + folder.path() + "/due.csv");
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return most_memory_of_children();
    };
    long const of_100_000 = measured(1);
    long const of_a_million = measured(10);
    // The text of a million rows has 30 megabytes, the answers 60.
    EXPECT_LT(of_a_million - of_100_000, 8 * 1024) << of_100_000;

    std::string const written = text_of(folder.path() + "/due.csv");
    EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 1'000'001);
    EXPECT_TRUE(written.ends_with('\n'));
}

} // namespace
} // namespace upheld
