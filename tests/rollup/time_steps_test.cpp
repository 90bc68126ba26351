// SPDX-License-Identifier: BSL-1.0
#include "rollup/time_steps.hpp"
#include "upheld/rollup/period.hpp"

#include <gtest/gtest.h>

#include <array>

namespace upheld {
namespace {

using detail::days_of_slot;
using detail::key_of_slot;
using detail::time_slot;

std::string key_of(day d, time_step every) { return key_of_slot(time_slot(d, every), every); }

constexpr std::array every_step = {time_step::financial_year,
                                   time_step::financial_half,
                                   time_step::financial_quarter,
                                   time_step::calendar_year,
                                   time_step::calendar_half,
                                   time_step::calendar_quarter,
                                   time_step::month,
                                   time_step::week};
static_assert(every_step.size() == time_step_count);

TEST(TimeSteps, AreWrittenAsPeriodsAre) {
    EXPECT_EQ(key_of(day(2019, 4, 1), time_step::financial_year), "2019-20");
    EXPECT_EQ(key_of(day(2020, 3, 31), time_step::financial_year), "2019-20");
    EXPECT_EQ(key_of(day(1999, 12, 31), time_step::financial_year), "1999-00");
    EXPECT_EQ(key_of(day(2019, 6, 30), time_step::financial_quarter), "2019-20-Q1");
    EXPECT_EQ(key_of(day(2020, 1, 1), time_step::financial_quarter), "2019-20-Q4");
    EXPECT_EQ(key_of(day(2019, 9, 30), time_step::financial_half), "2019-20-H1");
    EXPECT_EQ(key_of(day(2020, 3, 31), time_step::financial_half), "2019-20-H2");
    EXPECT_EQ(key_of(day(2019, 12, 31), time_step::calendar_year), "2019");
    EXPECT_EQ(key_of(day(2019, 6, 30), time_step::calendar_half), "2019-H1");
    EXPECT_EQ(key_of(day(2019, 7, 1), time_step::calendar_half), "2019-H2");
    EXPECT_EQ(key_of(day(2019, 3, 31), time_step::calendar_quarter), "2019-Q1");
    EXPECT_EQ(key_of(day(2019, 10, 1), time_step::calendar_quarter), "2019-Q4");
    EXPECT_EQ(key_of(day(2019, 7, 15), time_step::month), "2019-M07");
    EXPECT_EQ(key_of(day(2019, 12, 1), time_step::month), "2019-M12");
}

/// ISO 8601: week 1 is the one with the year's first Thursday.
TEST(TimeSteps, WeeksAtTheTurnOfTheYear) {
    EXPECT_EQ(key_of(day(2018, 12, 30), time_step::week), "2018-W52");
    EXPECT_EQ(key_of(day(2018, 12, 31), time_step::week), "2019-W01");
    EXPECT_EQ(key_of(day(2020, 12, 31), time_step::week), "2020-W53");
    EXPECT_EQ(key_of(day(2021, 1, 3), time_step::week), "2020-W53");
    EXPECT_EQ(key_of(day(2021, 1, 4), time_step::week), "2021-W01");
    EXPECT_EQ(key_of(day(2016, 1, 3), time_step::week), "2015-W53");
    EXPECT_EQ(key_of(day(2024, 12, 30), time_step::week), "2025-W01");
    EXPECT_EQ(key_of(day(1969, 12, 31), time_step::week), "1970-W01");
    EXPECT_EQ(days_of_slot(time_slot(day(2021, 1, 1), time_step::week), time_step::week),
              (day_span{day(2020, 12, 28), day(2021, 1, 3)}));
}

TEST(TimeSteps, KeysNameTheSamePeriods) {
    for (day d = day(1951, 4, 1); d < day(2150, 1, 1); d = d + calendar_days(17)) {
        for (time_step const every : every_step) {
            std::int32_t const slot = time_slot(d, every);
            auto const read = period_from_text(key_of_slot(slot, every));
            ASSERT_TRUE(read) << key_of_slot(slot, every);
            ASSERT_EQ(read->days, days_of_slot(slot, every)) << read->label;
        }
    }
}

/// Every day of every slot says so, the next day is in the next slot, keys grow with time.
TEST(TimeSteps, FollowEachOtherWithoutGaps) {
    for (time_step const every : every_step) {
        day d = day(1900, 1, 1);
        std::int32_t slot = time_slot(d, every);
        std::string before;
        while (true) {
            day_span const days = days_of_slot(slot, every);
            ASSERT_EQ(days.first, d);
            ASSERT_LE(days.first, days.last);
            ASSERT_EQ(time_slot(days.first, every), slot);
            ASSERT_EQ(time_slot(days.last, every), slot);
            std::string const key = key_of_slot(slot, every);
            ASSERT_LT(before, key);
            before = key;
            if (days.last == day(2199, 12, 31)) break;
            d = days.last + calendar_days(1);
            ++slot;
        }
    }
}

TEST(TimeSteps, AtTheEdgesOfKnownDays) {
    EXPECT_EQ(key_of(day(1900, 1, 1), time_step::financial_year), "1899-00");
    EXPECT_EQ(key_of(day(1900, 1, 1), time_step::week), "1900-W01");
    EXPECT_EQ(key_of(day(2199, 12, 31), time_step::financial_quarter), "2199-00-Q3");
    EXPECT_EQ(key_of(day(2199, 12, 31), time_step::week), "2200-W01");
}

} // namespace
} // namespace upheld
