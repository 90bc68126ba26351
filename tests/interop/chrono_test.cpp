// SPDX-License-Identifier: BSL-1.0
#include "upheld/interop/chrono.hpp"

#include <gtest/gtest.h>

namespace {

using upheld::calendar_days;
using upheld::day;
using upheld::day_from;
using upheld::failure_code;
namespace chrono = std::chrono;

static_assert(upheld::to_sys_days(day(1970, 1, 1)) == chrono::sys_days{});
static_assert(upheld::to_year_month_day(day(2020, 2, 29)) ==
              chrono::year_month_day(chrono::year(2020), chrono::February, chrono::day(29)));

TEST(Chrono, EveryDayOf1900To2199GoesThereAndComesBack) {
    for (int serial = day(1900, 1, 1).serial(); serial <= day(2199, 12, 31).serial(); ++serial) {
        day const d = day::from_serial(serial);
        ASSERT_EQ(day_from(upheld::to_sys_days(d)).value(), d);
        ASSERT_EQ(day_from(upheld::to_year_month_day(d)).value(), d);
        ASSERT_EQ(upheld::to_chrono(d.weekday()), chrono::weekday(upheld::to_sys_days(d)));
    }
}

TEST(Chrono, DistancesKeepTheirSign) {
    EXPECT_EQ(upheld::to_chrono(calendar_days(-3)), chrono::days(-3));
    EXPECT_EQ(upheld::calendar_days_from(chrono::days(-3)).value(), calendar_days(-3));
    EXPECT_EQ(upheld::calendar_days_from(chrono::days(200000)).error().code,
              failure_code::value_out_of_range);
}

TEST(Chrono, WhatIsNoDayOfTheseCenturiesIsRefused) {
    using chrono::year_month_day;
    for (year_month_day const fields :
         {year_month_day(chrono::year(2019), chrono::February, chrono::day(29)),
          year_month_day(chrono::year(2020), chrono::month(13), chrono::day(1)),
          year_month_day(chrono::year(2020), chrono::January, chrono::day(0)),
          year_month_day(chrono::year(1899), chrono::December, chrono::day(31)),
          year_month_day(chrono::year(-5), chrono::December, chrono::day(31))}) {
        ASSERT_FALSE(day_from(fields));
        EXPECT_EQ(day_from(fields).error().code, failure_code::date_invalid);
    }
    EXPECT_FALSE(day_from(upheld::to_sys_days(day(1900, 1, 1)) - chrono::days(1)));
    EXPECT_FALSE(day_from(upheld::to_sys_days(day(2199, 12, 31)) + chrono::days(1)));
    EXPECT_FALSE(day_from(chrono::sys_days(chrono::days(2147483647))));
}

} // namespace
