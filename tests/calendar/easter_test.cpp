// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/easter.hpp"

#include <gtest/gtest.h>

namespace {

using upheld::day;
using upheld::easter_sunday;

static_assert(easter_sunday(2020) == day(2020, 4, 12));

// Good Friday and Easter Monday of these years are on GOV.UK, "UK bank holidays", February 2026.
TEST(Easter, IsTheSundayThatThePublishedHolidaysSurround) {
    for (day const sunday :
         {day(2012, 4, 8), day(2013, 3, 31), day(2014, 4, 20), day(2015, 4, 5), day(2016, 3, 27),
          day(2017, 4, 16), day(2018, 4, 1), day(2019, 4, 21), day(2020, 4, 12), day(2021, 4, 4),
          day(2022, 4, 17), day(2023, 4, 9), day(2024, 3, 31), day(2025, 4, 20), day(2026, 4, 5),
          day(2027, 3, 28), day(2028, 4, 16)}) {
        EXPECT_EQ(easter_sunday(sunday.fields().year), sunday);
    }
}

TEST(Easter, ReachesBothEndsOfItsRange) {
    EXPECT_EQ(easter_sunday(1943), day(1943, 4, 25)); // the latest that can be
    EXPECT_EQ(easter_sunday(2038), day(2038, 4, 25));
    EXPECT_EQ(easter_sunday(2008), day(2008, 3, 23)); // one day after the earliest
}

/// The ecclesiastical full moon of a year by its golden number and epact, as the tables of the Book
/// of Common Prayer have it; Easter is the Sunday after it.
day sunday_after_paschal_moon(int year) {
    int const golden = year % 19 + 1;
    int const century = year / 100 + 1;
    int const solar = 3 * century / 4 - 12;
    int const lunar = (8 * century + 5) / 25 - 5;
    int epact = (11 * golden + 20 + lunar - solar) % 30;
    if (epact < 0) epact += 30;
    if ((epact == 25 && golden > 11) || epact == 24) ++epact;
    int moon = 44 - epact;
    if (moon < 21) moon += 30;
    day const full = day(year, 3, 1) + upheld::calendar_days(moon - 1);
    return full + upheld::calendar_days(7 - (static_cast<int>(full.weekday()) + 1) % 7);
}

TEST(Easter, IsTheSundayAfterThePaschalMoonInEveryYear) {
    for (int year = 1900; year <= 2199; ++year) {
        day const sunday = easter_sunday(year);
        EXPECT_EQ(sunday.weekday(), upheld::weekday::sunday);
        EXPECT_TRUE(day(year, 3, 22) <= sunday && sunday <= day(year, 4, 25)) << year;
        EXPECT_EQ(sunday, sunday_after_paschal_moon(year)) << year;
    }
}

} // namespace
