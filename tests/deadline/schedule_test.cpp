// SPDX-License-Identifier: BSL-1.0
#include "deadline/stated_clock.hpp"
#include "upheld/deadline/moved_due_days.hpp"
#include "upheld/deadline/procedure_schedule.hpp"

#include <gtest/gtest.h>

namespace {

using namespace upheld_test;
using enum upheld::clock_event_kind;
using upheld::clock_event;
using upheld::failure_code;

std::string schedule(std::string_view procedure, std::vector<clock_event> const& events,
                     std::optional<day> as_of = std::nullopt) {
    auto const found = upheld::schedule_of(procedure, events, upheld::rule_book::built_in(),
                                           upheld::england_and_wales(), as_of);
    return found ? to_string(*found) : to_string(found.error());
}

TEST(Schedule, ShowsStepsThatWaitByWhatTheyWaitFor) {
    EXPECT_EQ(schedule("lgsco", {{received, on("2026-01-26")}}, on("2026-01-27")),
              "lgsco_s1_ack: due 2026-02-02, running (5 working days after receipt)\n"
              "lgsco_s1: 10 working days after the acknowledgement; by the receipt 2026-02-16\n"
              "lgsco_s2_ack: 5 working days after the escalation\n"
              "lgsco_s2: 20 working days after the acknowledgement\n");
}

TEST(Schedule, CodeResponsesAreDueFromTheAcknowledgement) {
    EXPECT_EQ(schedule("housing2024",
                       {{received, on("2026-01-26")},
                        {acknowledged, on("2026-01-28")},
                        {answered, on("2026-02-12")},
                        {escalated, on("2026-02-16")},
                        {acknowledged, on("2026-02-18")}},
                       on("2026-02-20")),
              "housing2024_s1_ack: due 2026-02-02, answered_in_time (5 working days after "
              "receipt)\n"
              "housing2024_s1: due 2026-02-11, answered_late (10 working days after the "
              "acknowledgement); by the receipt 2026-02-16\n"
              "housing2024_s2_ack: due 2026-02-23, answered_in_time (5 working days after the "
              "escalation)\n"
              "housing2024_s2: due 2026-03-18, running (20 working days after the "
              "acknowledgement); by the receipt 2026-03-23\n");
}

TEST(Schedule, ChildrenPassThreeStages) {
    EXPECT_EQ(schedule("children",
                       {{received, on("2026-01-05")},
                        {answered, on("2026-01-16")},
                        {requested, on("2026-01-26")},
                        {answered, on("2026-03-02")},
                        {requested, on("2026-03-09")},
                        {panel_met, on("2026-04-08")},
                        {report_received, on("2026-04-14")}},
                       on("2026-04-15")),
              "children_s1: due 2026-01-19, answered_in_time (10 working days after receipt)\n"
              "children_s2_request: due 2026-02-13, answered_in_time (20 working days after the "
              "notification)\n"
              "children_s2: due 2026-03-02, answered_in_time (25 working days after the request)\n"
              "children_s3_request: due 2026-03-30, answered_in_time (20 working days after the "
              "notification)\n"
              "children_s3_panel: due 2026-04-22, answered_in_time (30 working days after the "
              "request)\n"
              "children_s3_report: due 2026-04-15, answered_in_time (5 working days after the "
              "panel's meeting)\n"
              "children_s3_response: due 2026-05-06, running (15 working days after receipt of the "
              "report)\n");
}

TEST(Schedule, UsesACouncilsOwnLimits) {
    upheld::rule_book rules = upheld::rule_book::built_in();
    upheld::clock_rule own = *rules.find("corporate_s1_10");
    own.limit.value = 12;
    rules.put(own);
    std::vector<clock_event> const events{{received, on("2026-02-02")}};
    auto const found = upheld::schedule_of("corporate", events, rules, upheld::england_and_wales());
    EXPECT_EQ(to_text(found->steps.at(1).due->due), "2026-02-18");
}

/// Options for one step of the built-in rules.
upheld::step_options options_of_step(std::string_view rule_id, std::string_view option) {
    upheld::step_options made{.rule_id = rule_id, .options = {}};
    auto const set = upheld::set_option(made.options, *upheld::find_clock_rule(rule_id), option);
    EXPECT_TRUE(set) << option;
    return made;
}

std::string schedule_with(std::string_view procedure, std::vector<clock_event> const& events,
                          std::vector<upheld::step_options> const& options, day as_of) {
    auto const found = upheld::schedule_of(procedure, events, upheld::rule_book::built_in(),
                                           upheld::england_and_wales(), as_of, options);
    return found ? to_string(*found) : to_string(found.error());
}

TEST(Schedule, TakesOptionsForEachStep) {
    EXPECT_EQ(schedule_with("lgsco",
                            {{received, on("2026-01-26")}, {acknowledged, on("2026-01-28")}},
                            {options_of_step("lgsco_s1", "runs_from=received"),
                             options_of_step("lgsco_s2", "limit=extended")},
                            on("2026-01-29")),
              "lgsco_s1_ack: due 2026-02-02, answered_in_time (5 working days after receipt)\n"
              "lgsco_s1: due 2026-02-16, running (15 working days after receipt); by the receipt "
              "2026-02-16\n"
              "lgsco_s2_ack: 5 working days after the escalation\n"
              "lgsco_s2: 40 working days after the acknowledgement\n");
}

TEST(Schedule, AnExtendedStepIsExtendedByTheReceiptToo) {
    auto const found = upheld::schedule_of(
        "lgsco", std::vector<clock_event>{{received, on("2026-01-26")}},
        upheld::rule_book::built_in(), upheld::england_and_wales(), on("2026-01-27"),
        std::vector{options_of_step("lgsco_s1", "limit=extended")});
    ASSERT_TRUE(found);
    // 25 working days from 26 January: five and twenty.
    EXPECT_EQ(found->steps.at(1).receipt_based, on("2026-03-02"));
}

TEST(Schedule, AStepMayRunFromTheEventThatPolicyChooses) {
    std::string const text = schedule_with(
        "children",
        {{received, on("2025-12-01")},
         {requested, on("2026-01-05")},
         {statement_agreed, on("2026-01-15")}},
        {options_of_step("children_s2", "runs_from=statement_agreed")}, on("2026-01-16"));
    EXPECT_NE(text.find("children_s2: due 2026-02-19, running (25 working days after the agreement "
                        "of the statement)\n"),
              std::string::npos)
        << text;
}

TEST(Schedule, OptionsOfAnotherProceduresStepOrGivenTwiceAreFailures) {
    auto const scheduled = [](std::vector<upheld::step_options> const& options) {
        return upheld::schedule_of("lgsco", {}, upheld::rule_book::built_in(),
                                   upheld::england_and_wales(), std::nullopt, options);
    };
    auto const other = scheduled({options_of_step("foi2000", "limit=extended")});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, failure_code::not_found);
    EXPECT_NE(other.error().mend.find("lgsco_s1"), std::string::npos);
    auto const twice = scheduled({options_of_step("lgsco_s1", "limit=extended"),
                                  options_of_step("lgsco_s1", "runs_from=logged")});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, failure_code::id_repeated);
}

TEST(Schedule, EveryProcedureHasStepsAndStartsWithoutEvents) {
    for (std::string_view const id : upheld::procedure_ids()) {
        auto const found =
            upheld::schedule_of(id, {}, upheld::rule_book::built_in(), upheld::england_and_wales());
        ASSERT_TRUE(found) << id;
        EXPECT_FALSE(found->steps.empty());
        for (upheld::schedule_step const& one : found->steps) {
            EXPECT_FALSE(one.due) << one.rule_id;
            EXPECT_NE(one.when.find(" after "), std::string::npos);
        }
    }
}

TEST(Schedule, AnUnknownProcedureIsAFailureThatNamesTheKnownOnes) {
    auto const found = upheld::schedule_of("childrens", {}, upheld::rule_book::built_in(),
                                           upheld::england_and_wales());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, failure_code::not_found);
    EXPECT_NE(found.error().mend.find("children"), std::string::npos);
}

// Gazette 4158896: proclaimed while clocks were running.
TEST(MovedDueDays, ListTheCasesThatALateHolidayMoves) {
    auto const& after = upheld::england_and_wales();
    std::vector<upheld::holiday> holidays;
    for (upheld::holiday const& h : after.holidays()) {
        if (h.on != on("2022-09-19")) holidays.push_back(h);
    }
    auto const before = upheld::working_calendar::make(after.id(), "before the proclamation",
                                                       after.known(), holidays)
                            .value();
    upheld::clock_rule const* const rule = upheld::find_clock_rule("corporate_20");
    std::vector<upheld::running_clock> const clocks{
        {.rule = rule, .start = on("2022-08-01")}, // due on 30 August in both
        {.rule = rule, .start = on("2022-09-05")},
        {.rule = upheld::find_clock_rule("lga1974_s31"), .start = on("2022-09-05")},
        {.rule = rule, .start = on("2022-08-19")}, // due on that very day
        {.rule = rule, .start = on("1950-01-02")},
    };
    upheld::moved_clocks const found = upheld::moved_due_days(clocks, before, after);
    std::vector<upheld::moved_due_day> const expected{{1, on("2022-10-03"), on("2022-10-04")},
                                                      {3, on("2022-09-19"), on("2022-09-20")}};
    EXPECT_EQ(found.moved, expected);
    EXPECT_EQ(found.unmoved, 2U);
    ASSERT_EQ(found.failed.size(), 1U);
    EXPECT_EQ(found.failed.front().position, 4U);
    EXPECT_EQ(found.failed.front().why.code, failure_code::calendar_ends);
}

} // namespace
