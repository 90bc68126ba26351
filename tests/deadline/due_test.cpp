// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/due.hpp"

#include <gtest/gtest.h>

namespace {

using upheld::calendar_days;
using upheld::clock_rule;
using upheld::clock_unit;
using upheld::counting;
using upheld::day;
using upheld::due_day;
using upheld::england_and_wales;
using upheld::failure_code;
using upheld::find_clock_rule;
using upheld::is_in_time;
using upheld::working_days;

constexpr day fri_2020_04_24(2020, 4, 24);
constexpr day sat_2020_04_25(2020, 4, 25);
constexpr day mon_2020_04_27(2020, 4, 27);
constexpr day thu_2020_05_07(2020, 5, 7);
constexpr day mon_2020_05_11(2020, 5, 11);
constexpr day tue_2020_05_12(2020, 5, 12);

clock_rule const ten_days_after = *find_clock_rule("children_s1");
clock_rule const ten_days_with_receipt{
    .id = "ten_with_receipt",
    .title = "ten working days, the day of receipt being the first",
    .nation = "local",
    .calendar = "england-and-wales",
    .limit = {10, clock_unit::working_days},
    .count = counting::beginning_with_start,
    .source = "made up for this test",
};

TEST(DueDay, SkipsWeekendsAndTheMovedMayBankHolidayOf2020) {
    // Mon 27 April is day one, Thu 7 May day nine, Fri 8 May the holiday, Mon 11 May day ten.
    EXPECT_EQ(due_day(ten_days_after, fri_2020_04_24, england_and_wales()), mon_2020_05_11);
}

TEST(DueDay, WeekendReceiptStartsOnTheNextWorkingDayForBothCountings) {
    EXPECT_EQ(due_day(ten_days_after, sat_2020_04_25, england_and_wales()), mon_2020_05_11);
    EXPECT_EQ(due_day(ten_days_with_receipt, sat_2020_04_25, england_and_wales()), mon_2020_05_11);
}

TEST(DueDay, CountingTheDayOfReceiptIsOneWorkingDayEarlier) {
    EXPECT_EQ(due_day(ten_days_with_receipt, mon_2020_04_27, england_and_wales()), mon_2020_05_11);
    EXPECT_EQ(due_day(ten_days_after, mon_2020_04_27, england_and_wales()), tue_2020_05_12);
    EXPECT_EQ(due_day(ten_days_with_receipt, fri_2020_04_24, england_and_wales()), thu_2020_05_07);
}

TEST(DueDay, ExtendedLimitCountsFromTheSameStart) {
    EXPECT_EQ(due_day(ten_days_after, fri_2020_04_24, england_and_wales(), upheld::limit::extended),
              england_and_wales().add(fri_2020_04_24, working_days(20)));
}

TEST(DueDay, ExtensionOfARuleWithoutOneIsAContradiction) {
    auto const due = due_day(*find_clock_rule("corporate_20"), fri_2020_04_24, england_and_wales(),
                             upheld::limit::extended);
    ASSERT_FALSE(due);
    EXPECT_EQ(due.error().code, failure_code::contradiction);
    EXPECT_NE(due.error().message.find("corporate_20"), std::string::npos);
}

TEST(DueDay, BeyondTheKnownRangeIsAFailureAndNotAGuess) {
    day const last = england_and_wales().known().last;
    for (clock_rule const& rule :
         {ten_days_after, ten_days_with_receipt, *find_clock_rule("lga1974_s31"),
          *find_clock_rule("dp_complaint_ack")}) {
        for (day const start : {last, last - calendar_days(4),
                                england_and_wales().known().first - calendar_days(1)}) {
            auto const due = due_day(rule, start, england_and_wales());
            ASSERT_FALSE(due) << rule.id;
            EXPECT_EQ(due.error().code, failure_code::calendar_ends);
        }
    }
}

TEST(InTime, TheDueDayItselfIsInTimeAndTheNextIsLate) {
    auto const& calendar = england_and_wales();
    EXPECT_EQ(is_in_time(ten_days_after, fri_2020_04_24, mon_2020_05_11, calendar), true);
    EXPECT_EQ(is_in_time(ten_days_after, fri_2020_04_24, tue_2020_05_12, calendar), false);
}

TEST(InTime, DoneBeforeTheStartIsBrokenOrder) {
    auto const answer =
        is_in_time(ten_days_after, mon_2020_05_11, fri_2020_04_24, england_and_wales());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, failure_code::order_broken);
}

} // namespace
