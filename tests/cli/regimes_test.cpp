// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/deadline/rule_book.hpp"
#include "upheld/deadline/rule_options.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <set>

namespace upheld {
namespace {

using test::run;
using test::run_result;

/// Every clock that the program must know, written down apart from the rules.
constexpr std::string_view wanted[] = {
    "children_s1",
    "children_s2_request",
    "children_s2",
    "children_s3_request",
    "children_s3_panel",
    "children_s3_report",
    "children_s3_response",
    "asc2009_ack",
    "asc2009_relevant_period",
    "asc2009_time_limit",
    "ph2012_ack",
    "ph2012_relevant_period",
    "ph2012_time_limit",
    "lgsco_s1_ack",
    "lgsco_s1",
    "lgsco_s2_ack",
    "lgsco_s2",
    "housing2024_s1_ack",
    "housing2024_s1",
    "housing2024_s2_ack",
    "housing2024_s2",
    "housing2022_s1",
    "housing2022_s2",
    "corporate_ack",
    "corporate_20",
    "corporate_s1_10",
    "corporate_s1_15",
    "corporate_s2_20",
    "lga1974_s31",
    "lgha1989_s5",
    "foi2000",
    "foi2000_internal_review",
    "eir2004",
    "eir2004_extended",
    "eir2004_review",
    "foisa2002",
    "foisa2002_review",
    "sar_ukgdpr",
    "dp_complaint_ack",
    "spso_s1",
    "spso_s2_ack",
    "spso_s2",
    "psow_ack",
    "psow_s1",
    "psow_s2",
    "wales_social_ack",
    "wales_social_discussion",
    "wales_social_terms",
    "wales_social_s2",
    "ni_s1",
    "ni_s2_ack",
    "ni_s2",
};

nlohmann::json listed(std::string const& arguments = {}) {
    run_result const made = run("regimes --json " + arguments);
    EXPECT_EQ(made.exit_code, 0) << made.output;
    auto all = nlohmann::json::parse(made.output, nullptr, false);
    EXPECT_TRUE(all.is_array()) << made.output;
    return all;
}

TEST(RegimesCommand, ListsEveryClockOnce) {
    std::multiset<std::string> ids;
    for (auto const& rule : listed()) ids.insert(rule["id"]);
    for (std::string_view const id : wanted) EXPECT_EQ(ids.count(std::string(id)), 1u) << id;
    EXPECT_EQ(ids.size(), std::size(wanted));
}

TEST(RegimesCommand, TellsLimitsCalendarCountingOptionsEventsSourceAndEvidence) {
    for (auto const& rule : listed()) {
        std::string const id = rule["id"];
        EXPECT_FALSE(rule["title"].get<std::string>().empty()) << id;
        EXPECT_FALSE(rule["calendar"].get<std::string>().empty()) << id;
        EXPECT_FALSE(rule["nation"].get<std::string>().empty()) << id;
        EXPECT_FALSE(rule["counting"].get<std::string>().empty()) << id;
        EXPECT_GE(rule["limit"]["value"].get<int>(), 1) << id;
        EXPECT_FALSE(rule["event_kinds"].empty()) << id;
        EXPECT_FALSE(rule["source"].get<std::string>().empty()) << id;
        std::string const evidence = rule["evidence"];
        EXPECT_TRUE(evidence == "primary" || evidence == "secondary" || evidence == "recalled")
            << id;
        EXPECT_FALSE(rule["options"].empty()) << id;
        for (auto const& option : rule["options"]) {
            ASSERT_FALSE(option["values"].empty()) << id;
            EXPECT_EQ(option["default"], option["values"][0]) << id;
        }
    }
}

TEST(RegimesCommand, EveryClockOptionValueAndEventKindThatIsListedIsTaken) {
    for (auto const& rule : listed()) {
        std::string const id = rule["id"];
        clock_rule const* const known = find_clock_rule(id);
        ASSERT_NE(known, nullptr) << id;
        for (auto const& option : rule["options"]) {
            for (auto const& value : option["values"]) {
                rule_options options;
                EXPECT_TRUE(options.set(*known, option["name"].get<std::string>(),
                                        value.get<std::string>()))
                    << id << ' ' << option["name"] << ' ' << value;
            }
        }
        for (auto const& kind : rule["event_kinds"]) {
            EXPECT_TRUE(clock_event_kind_named(kind.get<std::string>())) << id << ' ' << kind;
        }
    }
    EXPECT_EQ(run("due --regime spso_s2 --start 2026-01-05 --option count=after").exit_code, 0);
}

TEST(RegimesCommand, TheTextNamesEveryClockAndItsSource) {
    run_result const made = run("regimes");
    EXPECT_EQ(made.exit_code, 0);
    std::string const text = '\n' + made.output;
    for (clock_rule const& rule : built_in_clock_rules()) {
        EXPECT_NE(text.find('\n' + rule.id + ": " + rule.title + '\n'), std::string::npos)
            << rule.id;
        EXPECT_NE(text.find(rule.source), std::string::npos) << rule.id;
    }
}

TEST(RegimesCommand, ACouncilsOwnRulesAreAdded) {
    test::temporary_folder const folder;
    folder.write("rules.toml", "[[rule]]\nid = \"local_25\"\ntitle = \"response, local\"\n"
                               "limit = 25\nsource = \"the council's own policy\"\n");
    auto const all = listed("--rules " + folder.path() + "/rules.toml");
    EXPECT_EQ(all.size(), std::size(wanted) + 1);
    EXPECT_EQ(all.back()["id"], "local_25");
    EXPECT_EQ(all.back()["limit"]["value"], 25);

    folder.write("broken.toml", "[[rule]]\nid = \"x\"\n");
    run_result const refused = run("regimes --rules " + folder.path() + "/broken.toml");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.output.find("broken.toml:"), std::string::npos) << refused.output;
    EXPECT_EQ(run("regimes --rules " + folder.path() + "/none.toml").exit_code, 2);
    EXPECT_EQ(run("regimes --unknown").exit_code, 2);
}

/// The row that `regimes.md` has for a rule.
std::string row_of(clock_rule const& rule) {
    std::string limits = to_string(rule.limit);
    if (rule.extended_limit) limits += "; extended " + to_string(*rule.extended_limit);
    if (rule.cap) limits += "; at most " + to_string(*rule.cap);
    if (rule.extension_by_agreement) limits += "; longer by agreement";
    if (rule.or_as_soon_as_practicable) limits += "; or as soon as practicable";
    std::string row = "| `" + rule.id + "` | " + rule.title + " | " + limits + " | ";
    row.append(name_of(rule.starts_with)).append(" | ").append(name_of(rule.count));
    row.append(" | ").append(rule.calendar).append(" | ").append(rule.source);
    return row.append(" | ").append(name_of(rule.sure)).append(" |");
}

TEST(RegimesInTheDocumentation, AreTheRulesAsTheyAre) {
    std::ifstream file(std::string(UPHELD_SOURCE_DIR) + "/include/upheld/deadline/regimes.md");
    std::vector<std::string> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("| `")) rows.push_back(line);
    }
    std::vector<std::string> expected;
    for (clock_rule const& rule : built_in_clock_rules()) expected.push_back(row_of(rule));
    EXPECT_EQ(rows, expected);
}

} // namespace
} // namespace upheld
