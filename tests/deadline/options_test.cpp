// SPDX-License-Identifier: BSL-1.0
#include "deadline/stated_clock.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using namespace upheld_test;
using upheld::failure_code;
using upheld::find_clock_rule;
using upheld::rule_options;

static_assert(std::is_trivially_copyable_v<rule_options>);

// Freedom of information: EA/2006/0049-50 has the actual day; some authorities deem a later one.
TEST(ReceiptOnANonWorkingDay, IsTheActualDayUnlessPolicyDeemsTheNextWorkingDay) {
    EXPECT_EQ(due({.id = "foi2000", .start = "2026-05-16"}), "2026-06-16");
    EXPECT_EQ(due({.id = "foi2000",
                   .start = "2026-05-16",
                   .options = {"receipt_on_non_working_day=next_working_day"}}),
              "2026-06-17");
    EXPECT_EQ(due({.id = "foi2000",
                   .start = "2026-05-18",
                   .options = {"receipt_on_non_working_day=next_working_day"}}),
              "2026-06-17");
}

TEST(ReceiptAfterHours, IsOfThatDayUnlessPolicyTakesTheNextWorkingDay) {
    EXPECT_EQ(due({.id = "corporate_20", .start = "2026-01-09"}), "2026-02-06");
    EXPECT_EQ(due({.id = "corporate_20",
                   .start = "2026-01-09",
                   .options = {"receipt_after_hours=next_working_day"}}),
              "2026-02-09");
}

TEST(Count, TheDayOfReceiptIsDayOneForTheScottishModelAlone) {
    EXPECT_EQ(due({.id = "spso_s1", .start = "2026-11-27"}), "2026-12-04");
    EXPECT_EQ(due({.id = "spso_s1", .start = "2026-11-27", .options = {"count=after"}}),
              "2026-12-07");
    EXPECT_EQ(due({.id = "ni_s1", .start = "2026-03-13", .options = {"count=day_one"}}),
              "2026-03-20");
}

TEST(RunsFrom, ChildrensStageTwoFromTheRequestOrTheAgreedStatement) {
    std::vector<std::string> const both{"requested=2026-01-05", "statement_agreed=2026-01-15"};
    EXPECT_EQ(due({.id = "children_s2", .start = "2026-01-05", .events = both}), "2026-02-09");
    EXPECT_EQ(due({.id = "children_s2",
                   .start = "2026-01-05",
                   .options = {"runs_from=statement_agreed"},
                   .events = both}),
              "2026-02-19");
}

TEST(RunsFrom, CodesFromTheAcknowledgementOrReceiptWithItsFiveDaysOrLogging) {
    EXPECT_EQ(due({.id = "lgsco_s1", .start = "2026-02-02"}), "2026-02-16");
    EXPECT_EQ(due({.id = "lgsco_s1", .start = "2026-01-28", .options = {"runs_from=received"}}),
              "2026-02-18"); // 15 working days
    EXPECT_EQ(due({.id = "lgsco_s1",
                   .start = "2026-01-28",
                   .options = {"runs_from=logged"},
                   .events = {"logged=2026-02-02"}}),
              "2026-02-16");
    EXPECT_EQ(due({.id = "lgsco_s2", .start = "2026-05-21", .options = {"runs_from=escalated"}}),
              "2026-06-26"); // 25 working days
}

TEST(RunsFrom, AnEarlyAcknowledgementBringsTheDueDayForward) {
    deadline const early = deadline_for(
        {.id = "lgsco_s1", .start = "2026-01-28", .events = {"acknowledged=2026-01-29"}});
    EXPECT_EQ(to_text(early.due), "2026-02-12");
    EXPECT_TRUE(has_remark(early, "not from the start given"));
}

// SI 2006/1738 reg 2 does not say whose bank holidays: 17 March is one in Northern Ireland.
TEST(BankHolidays, OfEnglandOrToTheLetterOfAnyPart) {
    EXPECT_EQ(due({.id = "children_s1", .start = "2026-03-09"}), "2026-03-23");
    EXPECT_EQ(
        due({.id = "children_s1", .start = "2026-03-09", .options = {"bank_holidays=uk_any"}}),
        "2026-03-24");
}

TEST(Months, BeginningWithADayEndOnTheDayBeforeItsCorrespondingDate) {
    EXPECT_EQ(due({.id = "asc2009_relevant_period", .start = "2026-01-10"}), "2026-07-09");
    EXPECT_EQ(due({.id = "asc2009_relevant_period",
                   .start = "2026-01-10",
                   .options = {"count=corresponding"}}),
              "2026-07-10");
    EXPECT_EQ(due({.id = "lga1974_s31", .start = "2026-01-01"}), "2026-03-31");
}

TEST(ShortMonths, EndAnInclusivePeriodWithTheMonthOrADayBefore) {
    EXPECT_EQ(due({.id = "asc2009_relevant_period", .start = "2025-08-31"}), "2026-02-28");
    EXPECT_EQ(due({.id = "asc2009_relevant_period",
                   .start = "2025-08-31",
                   .options = {"short_month=clamp_then_step_back"}}),
              "2026-02-27");
    EXPECT_EQ(due({.id = "asc2009_relevant_period", .start = "2023-08-31"}), "2024-02-29");
    EXPECT_EQ(due({.id = "lga1974_s31", .start = "2025-11-30"}), "2026-02-28");
}

TEST(SubjectAccess, AMonthInFourReadings) {
    auto const read = [](std::string how) {
        return due({.id = "sar_ukgdpr", .start = "2026-03-10", .options = {"count=" + how}});
    };
    EXPECT_EQ(read("ico"), "2026-04-10");
    EXPECT_EQ(read("corresponding"), "2026-04-10");
    EXPECT_EQ(read("inclusive"), "2026-04-09");
    EXPECT_EQ(read("day_after"), "2026-04-13"); // 11 April is a Saturday
}

// Art 12A: asked on the 10th and supplied on the 17th, eight days do not count.
TEST(SubjectAccess, AClarificationPausesWithBothEndsInOrByDifference) {
    stated_clock request{
        .id = "sar_ukgdpr",
        .start = "2026-03-02",
        .events = {"clarification_asked=2026-03-10", "clarification_supplied=2026-03-17"}};
    EXPECT_EQ(due(request), "2026-04-10");
    request.options = {"pause=difference"};
    EXPECT_EQ(due(request), "2026-04-09");
    request.options = {"clarification=none"};
    EXPECT_EQ(due(request), "2026-04-02");
}

TEST(Roll, AnswersToSubjectAccessMoveOnToAWorkingDay) {
    EXPECT_EQ(due({.id = "sar_ukgdpr", .start = "2026-03-03"}), "2026-04-07"); // Good Friday
    EXPECT_EQ(due({.id = "sar_ukgdpr", .start = "2026-03-03", .options = {"roll=none"}}),
              "2026-04-03");
}

TEST(Roll, OtherLimitsInMonthsAndDaysDoNot) {
    EXPECT_EQ(due({.id = "lga1974_s31", .start = "2026-01-05"}), "2026-04-04"); // Saturday
    EXPECT_EQ(
        due({.id = "lga1974_s31", .start = "2026-01-05", .options = {"roll=next_working_day"}}),
        "2026-04-07"); // Easter Monday is the 6th
}

TEST(ThirtyDays, OfADataProtectionComplaintBeginWithReceipt) {
    EXPECT_EQ(due({.id = "dp_complaint_ack", .start = "2026-07-01"}), "2026-07-30");
    EXPECT_EQ(due({.id = "dp_complaint_ack", .start = "2026-07-01", .options = {"count=after"}}),
              "2026-07-31");
}

TEST(ExtensionFrom, TheOriginalStartOrTheOriginalDueDay) {
    EXPECT_EQ(due({.id = "sar_ukgdpr", .start = "2026-01-30", .options = {"limit=extended"}}),
              "2026-04-30");
    // The original due day is rolled from 28 February to Monday 2 March; 2 May is a Saturday and
    // 4 May a holiday.
    EXPECT_EQ(due({.id = "sar_ukgdpr",
                   .start = "2026-01-30",
                   .options = {"limit=extended", "extension_from=original_due"}}),
              "2026-05-05");
}

TEST(ExtensionNotified, AfterTheDueDayDoesNotCountUnlessPolicySaysSo) {
    stated_clock late{.id = "children_s1",
                      .start = "2026-01-05",
                      .events = {"extended=2026-01-20"}}; // due on the 19th
    EXPECT_EQ(due(late), "2026-01-19");
    EXPECT_TRUE(has_remark(deadline_for(late), "after the due day"));
    late.options = {"extension_notified=any_time"};
    EXPECT_EQ(due(late), "2026-02-02");
    late.options.clear();
    late.events = {"extended=2026-01-19"};
    EXPECT_EQ(due(late), "2026-02-02");
}

// The holiday of 19 September 2022 was proclaimed on 10 September.
TEST(HolidaysKnown, FinallyOrWhenTheClockStarted) {
    EXPECT_EQ(due({.id = "corporate_20", .start = "2022-09-05"}), "2022-10-04");
    EXPECT_EQ(
        due({.id = "corporate_20", .start = "2022-09-05", .options = {"holidays_known=at_start"}}),
        "2022-10-03");
    EXPECT_EQ(
        due({.id = "corporate_20", .start = "2022-09-12", .options = {"holidays_known=at_start"}}),
        "2022-10-11");
}

// https://dracos.co.uk/wrote/bad-bank-holidays: no proclamation for 4 January 2010.
TEST(January4, OfScotlandIn2010CountsUnlessTakenAsAdvertised) {
    EXPECT_EQ(due({.id = "foisa2002", .start = "2009-12-15"}), "2010-01-15");
    EXPECT_EQ(
        due({.id = "foisa2002", .start = "2009-12-15", .options = {"january_4=as_advertised"}}),
        "2010-01-18");
}

TEST(Closures, AreLeftOutOfLocalClocksOrCounted) {
    upheld::clock_rule policy = *find_clock_rule("corporate_20");
    policy.closures = {{{on("2026-12-24"), on("2026-12-31")}, "Christmas closure"}};
    rule_options options;
    auto const& calendar = upheld::england_and_wales();
    auto const found = upheld::deadline_of(policy, on("2026-12-14"), {}, options, calendar);
    EXPECT_EQ(to_text(found->due), "2027-01-20");
    ASSERT_TRUE(options.set(policy, "closures", "counted"));
    EXPECT_EQ(to_text(upheld::deadline_of(policy, on("2026-12-14"), {}, options, calendar)->due),
              "2027-01-14");
}

// Information Commissioner, line LTT47: an office closure is a working day of the Act.
TEST(Closures, AreNoQuestionForFreedomOfInformation) {
    rule_options options;
    auto const set = options.set(*find_clock_rule("foi2000"), "closures", "excluded");
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, failure_code::key_unknown);
    std::vector<upheld::holiday> holidays(upheld::uk_any().holidays().begin(),
                                          upheld::uk_any().holidays().end());
    holidays.push_back({.on = on("2026-02-10"),
                        .name = "training",
                        .status = upheld::holiday_status::local,
                        .source = "the council"});
    auto const closed =
        upheld::working_calendar::make("with training", "test", upheld::uk_any().known(), holidays)
            .value();
    auto const due_in = [&](std::string_view id) {
        return to_text(
            upheld::deadline_of(*find_clock_rule(id), on("2026-02-02"), {}, {}, closed)->due);
    };
    EXPECT_EQ(due_in("foi2000"), "2026-03-02");
    EXPECT_EQ(due_in("corporate_20"), "2026-03-03");
}

TEST(AnniversaryOf29February, Is28FebruaryOr1March) {
    EXPECT_EQ(due({.id = "asc2009_time_limit", .start = "2024-02-29"}), "2025-02-28");
    EXPECT_EQ(due({.id = "asc2009_time_limit",
                   .start = "2024-02-29",
                   .options = {"anniversary_of_29_february=1_march"}}),
              "2025-03-01");
}

TEST(AsSoonAsPracticable, IsScoredStrictlyOrReportedAsSoft) {
    stated_clock report{.id = "children_s3_report",
                        .start = "2026-12-23",
                        .events = {"report_received=2027-01-06"}};
    EXPECT_FALSE(deadline_for(report).is_soft);
    EXPECT_EQ(deadline_for(report).state, upheld::clock_state::answered_late);
    report.options = {"as_soon_as_practicable=soft"};
    EXPECT_TRUE(deadline_for(report).is_soft);
    EXPECT_TRUE(has_remark(deadline_for(report), "soft"));
}

TEST(Clarification, ResetsARequestPausesSubjectAccessAndDoesNothingToAComplaint) {
    auto const with = [](std::string id, std::vector<std::string> options) {
        return due(
            {.id = std::move(id),
             .start = "2026-01-05",
             .options = std::move(options),
             .events = {"clarification_asked=2026-01-12", "clarification_supplied=2026-01-19"}});
    };
    EXPECT_EQ(with("foi2000", {}), "2026-02-16");
    EXPECT_EQ(with("foi2000", {"clarification=none"}), "2026-02-02");
    EXPECT_EQ(with("sar_ukgdpr", {}), "2026-02-13");
    EXPECT_EQ(with("children_s1", {}), "2026-01-19");
    EXPECT_EQ(with("children_s1", {"clarification=reset"}), "2026-02-02");
    EXPECT_EQ(with("children_s1", {"clarification=pause"}), "2026-01-27");
}

TEST(Projected, HolidaysAreFlaggedOrRefused) {
    EXPECT_FALSE(deadline_for({.id = "corporate_20", .start = "2028-06-01"}).uses_projected);
    deadline const far = deadline_for({.id = "corporate_20", .start = "2031-06-02"});
    EXPECT_TRUE(far.uses_projected);
    EXPECT_TRUE(has_remark(far, "projected"));
    auto const refused = try_deadline(
        {.id = "corporate_20", .start = "2031-06-02", .options = {"projected=refuse"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::calendar_ends);
}

TEST(Options, StateTheirDefaultFirst) {
    for (upheld::clock_rule const& rule : upheld::built_in_clock_rules()) {
        for (upheld::offered_option const& option : upheld::options_of(rule)) {
            ASSERT_GE(option.values.size(), 2U) << rule.id << ' ' << option.name;
            // A clarification, a pause and a receipt on a Saturday: choosing the default changes
            // nothing.
            stated_clock const plain{.id = rule.id,
                                     .start = "2026-01-10",
                                     .options = {},
                                     .events = {"clarification_asked=2026-01-13",
                                                "clarification_supplied=2026-01-14",
                                                "paused=2026-01-15", "resumed=2026-01-16"}};
            stated_clock chosen = plain;
            chosen.options = {std::string(option.name) + "=" + std::string(option.values.front())};
            EXPECT_EQ(due(plain), due(chosen)) << rule.id << ' ' << chosen.options.front();
        }
    }
}

TEST(Options, UnknownNamesAndValuesAreFailuresThatListTheKnownOnes) {
    auto const& rule = *find_clock_rule("foi2000");
    rule_options options;
    auto const name = options.set(rule, "limits", "extended");
    ASSERT_FALSE(name);
    EXPECT_EQ(name.error().code, failure_code::key_unknown);
    EXPECT_NE(name.error().mend.find("limit"), std::string::npos);
    auto const value = options.set(rule, "limit", "longer");
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, failure_code::value_out_of_range);
    EXPECT_NE(value.error().mend.find("ordinary extended"), std::string::npos);
    EXPECT_EQ(options, rule_options{});
    auto const shape = upheld::set_option(options, rule, "limit");
    ASSERT_FALSE(shape);
    EXPECT_EQ(shape.error().code, failure_code::field_malformed);
}

TEST(Options, OfExtensionBelongToRulesThatHaveOne) {
    rule_options options;
    EXPECT_FALSE(options.set(*find_clock_rule("children_s3_panel"), "limit", "extended"));
    ASSERT_TRUE(options.set(*find_clock_rule("children_s2"), "limit", "extended"));
    auto const other = upheld::deadline_of(*find_clock_rule("children_s3_panel"), on("2026-01-05"),
                                           {}, options, upheld::england_and_wales());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, failure_code::contradiction);
}

} // namespace
