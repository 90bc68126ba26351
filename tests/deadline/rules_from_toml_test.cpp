// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/deadline.hpp"
#include "upheld/deadline/due.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <gtest/gtest.h>

namespace {

using upheld::clock_unit;
using upheld::day;
using upheld::failure_code;
using upheld::rule_book;
using upheld::rules_from_toml;
using upheld::rules_reading;

constexpr std::string_view policy = R"([[rule]]
id = "policy_s1"
title = "stage one under our policy"
limit = 15
extended_limit = 25
cap = 25
starts_with = "logged"
closures = ["2026-12-24/2026-12-31 Christmas closure", "2027-01-04"]
in_force_from = "2026-04-01"
source = "Complaints Policy 2026, section 5"
)";

TEST(RulesOfACouncil, AreAddedToTheBuiltInOnes) {
    rules_reading const read = rules_from_toml(policy, "rules.toml");
    ASSERT_TRUE(read.is_whole()) << to_string(read.failures.front());
    upheld::clock_rule const* const rule = read.value.find("policy_s1");
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->limit, (upheld::clock_limit{15, clock_unit::working_days}));
    EXPECT_EQ(rule->starts_with, upheld::clock_event_kind::logged);
    EXPECT_EQ(rule->closures.size(), 2U);
    EXPECT_EQ(rule->closures.front().name, "Christmas closure");
    EXPECT_NE(read.value.find("foi2000"), nullptr);
    // Fifteen working days from 14 December 2026 over the closure: 15 to 18, 21 to 23 are seven,
    // 5 to 8 January four, 11 to 14 four.
    EXPECT_EQ(
        upheld::deadline_of(*rule, day(2026, 12, 14), {}, {}, upheld::england_and_wales())->due,
        day(2027, 1, 14));
}

TEST(RulesOfACouncil, TakeThePlaceOfBuiltInOnesAndInherit) {
    rules_reading const read = rules_from_toml(R"([[rule]]
id = "children_s2"
based_on = "children_s2"
starts_with = "statement_agreed"
source = "Local procedure, under SI 2006/1738 reg 17"
)",
                                               "rules.toml");
    ASSERT_TRUE(read.is_whole()) << to_string(read.failures.front());
    auto const& rule = *read.value.find("children_s2");
    EXPECT_EQ(rule.starts_with, upheld::clock_event_kind::statement_agreed);
    EXPECT_EQ(rule.limit.value, 25);
    EXPECT_EQ(rule.extended_limit->value, 65);
    EXPECT_EQ(read.value.rules().size(), rule_book::built_in().rules().size());
}

TEST(RulesOfACouncil, MayStartWithTheLatestOfSeveralEvents) {
    auto const read =
        upheld::rules_from_toml("[[rule]]\nid = \"x\"\ntitle = \"x\"\nlimit = 5\nsource = \"x\"\n"
                                "starts_no_earlier_than = [\"logged\", \"statement_agreed\"]\n",
                                "rules.toml");
    ASSERT_TRUE(read.is_whole());
    std::vector<upheld::clock_event> const events{
        {upheld::clock_event_kind::logged, day(2026, 2, 4)}};
    auto const due = upheld::deadline_of(*read.value.find("x"), day(2026, 2, 2), events, {},
                                         upheld::england_and_wales());
    ASSERT_TRUE(due);
    EXPECT_EQ(due->due, day(2026, 2, 11));
}

TEST(RulesOfACouncil, MayCountInAnyUnit) {
    rules_reading const read = rules_from_toml(R"(
[[rule]]
id = "weeks"
title = "two weeks"
limit = 2
unit = "weeks"
count = "inclusive"
roll = "next_working_day"
source = "made up"
[[rule]]
id = "months"
title = "a month"
limit = 1
unit = "months"
source = "made up"
)",
                                               "rules.toml");
    ASSERT_TRUE(read.is_whole()) << to_string(read.failures.front());
    auto const due = [&](std::string_view id, day start) {
        return upheld::due_day(*read.value.find(id), start, upheld::england_and_wales()).value();
    };
    EXPECT_EQ(due("weeks", day(2026, 3, 23)), day(2026, 4, 7)); // 5 April is Easter Sunday
    EXPECT_EQ(due("months", day(2026, 1, 31)), day(2026, 2, 28));
}

TEST(RulesOfACouncil, EveryFaultIsReportedWithLineAndKey) {
    rules_reading const read = rules_from_toml(R"([[rule]]
id = "Policy 1"
title = "stage one"
limit = 0
unit = "fortnights"
count = "sometimes"
starts_with = "recieved"
closures = ["2026-12-32", "2026-12-31/2026-12-24 Christmas"]
in_force_from = "1 April 2026"
options = ["closures", "everything"]
colour = "red"
)",
                                               "rules.toml");
    std::vector<std::string> found;
    for (upheld::failure const& f : read.failures) {
        EXPECT_EQ(f.where.source, "rules.toml");
        found.push_back(std::to_string(f.where.row) + ' ' + f.where.column + ' ' +
                        std::string(name_of(f.code)));
    }
    std::vector<std::string> const expected{
        "2 id field_malformed",   "5 unit key_unknown",        "4 limit value_out_of_range",
        "6 count key_unknown",    "7 starts_with key_unknown", "9 in_force_from date_invalid",
        "10 options key_unknown", "8 closures date_invalid",   "8 closures order_broken",
        "1 source field_missing", "11 colour key_unknown"};
    EXPECT_EQ(found, expected);
    EXPECT_EQ(read.value.rules().size(), rule_book::built_in().rules().size());
}

TEST(RulesOfACouncil, AFaultyRuleIsLeftOutAndTheOthersStay) {
    std::string const text = "[[rule]]\nid = \"bad\"\n" + std::string(policy);
    rules_reading const read = rules_from_toml(text, "rules.toml");
    EXPECT_FALSE(read.is_whole());
    EXPECT_EQ(read.value.find("bad"), nullptr);
    EXPECT_NE(read.value.find("policy_s1"), nullptr);
}

TEST(RulesOfACouncil, ContradictionsAreFaults) {
    auto const first = [](std::string_view more) {
        std::string const text =
            "[[rule]]\nid = \"x\"\ntitle = \"x\"\nsource = \"x\"\n" + std::string(more);
        rules_reading const read = rules_from_toml(text, "rules.toml");
        return read.is_whole() ? std::string("fine")
                               : read.failures.front().where.column + ' ' +
                                     std::string(name_of(read.failures.front().code));
    };
    EXPECT_EQ(first("limit = 10"), "fine");
    EXPECT_EQ(first(""), "limit field_missing");
    EXPECT_EQ(first("limit = 10\nextended_limit = 5"), "extended_limit contradiction");
    EXPECT_EQ(first("limit = 10\ncap = 5"), "cap contradiction");
    EXPECT_EQ(first("limit = 10\nin_force_from = \"2026-01-02\"\nin_force_until = \"2026-01-01\""),
              "in_force_until order_broken");
    EXPECT_EQ(first("limit = 10\nbased_on = \"childrens_s1\""), "based_on reference_dangling");
    EXPECT_EQ(first("limit = 10\nbased_on = \"sar_ukgdpr\"\nunit = \"weeks\""),
              "extended_limit contradiction");
    EXPECT_EQ(first("limit = 99999"), "limit value_out_of_range");
    EXPECT_EQ(first("limit = \"10\""), "limit field_malformed");
}

TEST(RulesOfACouncil, GivenTwiceIsAFault) {
    rules_reading const read = rules_from_toml(std::string(policy) + std::string(policy), "r.toml");
    ASSERT_EQ(read.failures.size(), 1U);
    EXPECT_EQ(read.failures.front().code, failure_code::id_repeated);
    EXPECT_EQ(read.failures.front().where.row, 12U);
}

TEST(RulesOfACouncil, TextThatIsNotTomlIsOneFault) {
    rules_reading const read = rules_from_toml("[[rule]\nid = ", "r.toml");
    ASSERT_EQ(read.failures.size(), 1U);
    EXPECT_EQ(read.failures.front().code, failure_code::file_unreadable);
    EXPECT_TRUE(rules_from_toml("", "empty.toml").is_whole());
}

TEST(RulesOfACouncil, AFileThatIsNotThereIsAFault) {
    rules_reading const read = upheld::load_rules("no/such/rules.toml");
    ASSERT_EQ(read.failures.size(), 1U);
    EXPECT_EQ(read.failures.front().code, failure_code::file_missing);
}

TEST(RuleBook, NamesTheClosestIds) {
    auto const found = rule_book::built_in().get("children_s9");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, failure_code::not_found);
    EXPECT_NE(found.error().mend.find("children_s1"), std::string::npos);
}

TEST(ClockRules, PrintAsOneLine) {
    EXPECT_EQ(to_string(*upheld::find_clock_rule("children_s2")),
              "children_s2: 25 working days, extended 65, after_start, england-and-wales");
}

} // namespace
