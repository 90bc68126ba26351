// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/day.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/calendar/working_days.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using upheld::calendar_days;
using upheld::day;
using upheld::day_from_text;
using upheld::failure_code;
using upheld::is_real_date;
using upheld::weekday;
using upheld::working_days;

static_assert(sizeof(day) == 4 && std::is_trivially_copyable_v<day>);
static_assert(sizeof(working_days) == 4 && std::is_trivially_copyable_v<working_days>);
static_assert(sizeof(calendar_days) == 4 && std::is_trivially_copyable_v<calendar_days>);
static_assert(!std::is_convertible_v<int, day> && !std::is_constructible_v<day, int>);
static_assert(!std::is_convertible_v<int, working_days>);
static_assert(!std::is_constructible_v<working_days, calendar_days>);
static_assert(!std::is_constructible_v<calendar_days, working_days>);

template <class Distance>
concept distance_of_days = requires(day d, Distance n) { d + n; };
static_assert(distance_of_days<calendar_days>);
static_assert(!distance_of_days<working_days>);
static_assert(!distance_of_days<int>);

TEST(Day, FieldsComeBackForEveryDayFrom1900To2199) {
    int serial = day(1900, 1, 1).serial();
    for (int year = 1900; year <= 2199; ++year) {
        for (int month = 1; month <= 12; ++month) {
            for (int of_month = 1; of_month <= 31; ++of_month) {
                if (!is_real_date(year, month, of_month)) continue;
                day const d(year, month, of_month);
                ASSERT_EQ(d.serial(), serial) << year << '-' << month << '-' << of_month;
                auto const back = d.fields();
                ASSERT_EQ(back.year, year);
                ASSERT_EQ(back.month, month);
                ASSERT_EQ(back.day_of_month, of_month);
                ASSERT_EQ(day_from_text(upheld::to_text(d)).value(), d);
                ++serial;
            }
        }
    }
    EXPECT_EQ(serial, day(2199, 12, 31).serial() + 1);
}

TEST(Day, LeapYearsFollowTheGregorianRule) {
    EXPECT_TRUE(is_real_date(2000, 2, 29));
    EXPECT_TRUE(is_real_date(2020, 2, 29));
    EXPECT_FALSE(is_real_date(1900, 2, 29));
    EXPECT_FALSE(is_real_date(2019, 2, 29));
    EXPECT_FALSE(is_real_date(2100, 2, 29));
    EXPECT_EQ(day(2020, 3, 1) - day(2020, 2, 28), calendar_days(2));
    EXPECT_EQ(day(2019, 3, 1) - day(2019, 2, 28), calendar_days(1));
}

TEST(Day, KnowsItsWeekdayBeforeAndAfter1970) {
    EXPECT_EQ(day(1900, 1, 1).weekday(), weekday::monday);
    EXPECT_EQ(day(1969, 12, 31).weekday(), weekday::wednesday);
    EXPECT_EQ(day(1970, 1, 1).weekday(), weekday::thursday);
    EXPECT_EQ(day(2020, 5, 8).weekday(), weekday::friday);
    EXPECT_EQ(day(2022, 9, 19).weekday(), weekday::monday);
}

TEST(Day, OutsideTheCenturiesIsNotARealDate) {
    EXPECT_FALSE(is_real_date(1899, 12, 31));
    EXPECT_FALSE(is_real_date(2200, 1, 1));
    EXPECT_FALSE(is_real_date(2020, 0, 1));
    EXPECT_FALSE(is_real_date(2020, 13, 1));
    EXPECT_FALSE(is_real_date(2020, 4, 31));
    EXPECT_FALSE(is_real_date(2020, 4, 0));
}

TEST(DaySpan, HasBothEndsIn) {
    upheld::day_span const april{day(2020, 4, 1), day(2020, 4, 30)};
    EXPECT_TRUE(april.covers(day(2020, 4, 1)));
    EXPECT_TRUE(april.covers(day(2020, 4, 30)));
    EXPECT_FALSE(april.covers(day(2020, 3, 31)));
    EXPECT_FALSE(april.covers(day(2020, 5, 1)));
}

TEST(DayText, ReadsIsoDays) {
    EXPECT_EQ(day_from_text("2020-02-29").value(), day(2020, 2, 29));
    EXPECT_EQ(day_from_text("1900-01-01").value(), day(1900, 1, 1));
    EXPECT_EQ(upheld::to_text(day(2020, 3, 4)), "2020-03-04");
}

TEST(DayText, RefusesEveryOtherForm) {
    for (char const* text : {"", "2020", "03/04/2020", "2020-3-4", "2020-02-30", "2019-02-29",
                             "2020-13-01", "2020/03/04", " 2020-03-04", "2020-03-04 ", "20200304",
                             "2020-03-0x", "-020-03-04", "2200-01-01", "1899-12-31"}) {
        auto const read = day_from_text(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, failure_code::date_invalid) << text;
        EXPECT_NE(read.error().message.find(text), std::string::npos) << text;
    }
}

} // namespace
