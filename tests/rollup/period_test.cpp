// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/period.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

day_span days_of(std::string_view text) { return period_from_text(text).value().days; }

TEST(Period, FinancialYearRunsFromAprilToMarch) {
    EXPECT_EQ(days_of("2019-20"), (day_span{day(2019, 4, 1), day(2020, 3, 31)}));
    EXPECT_EQ(days_of("1999-00"), (day_span{day(1999, 4, 1), day(2000, 3, 31)}));
}

TEST(Period, FourthQuarterOfAFinancialYearLiesInTheNextCalendarYear) {
    EXPECT_EQ(days_of("2019-20-Q1"), (day_span{day(2019, 4, 1), day(2019, 6, 30)}));
    EXPECT_EQ(days_of("2019-20-Q3"), (day_span{day(2019, 10, 1), day(2019, 12, 31)}));
    EXPECT_EQ(days_of("2019-20-Q4"), (day_span{day(2020, 1, 1), day(2020, 3, 31)}));
}

TEST(Period, CalendarYearsMonthsAndAnyDays) {
    EXPECT_EQ(days_of("2020"), (day_span{day(2020, 1, 1), day(2020, 12, 31)}));
    EXPECT_EQ(days_of("2020-M02"), (day_span{day(2020, 2, 1), day(2020, 2, 29)}));
    EXPECT_EQ(days_of("2019-M12"), (day_span{day(2019, 12, 1), day(2019, 12, 31)}));
    EXPECT_EQ(days_of("2019-04-15..2019-05-14"), (day_span{day(2019, 4, 15), day(2019, 5, 14)}));
}

TEST(Period, DecemberWrittenLikeAFinancialYearIsTheFinancialYear) {
    EXPECT_EQ(days_of("2011-12"), (day_span{day(2011, 4, 1), day(2012, 3, 31)}));
}

TEST(Period, TextThatIsNoPeriodIsRefused) {
    for (char const* const text :
         {"", "2019-21", "2019-2020", "19-20", "2019-20-Q0", "2019-20-Q5", "2019-20-q1", "2019-M13",
          "2019-M00", "2019-M1", "0000", "9999", "2199", "this year", "2019-04-15..", "2019/20",
          "2019-04-15..2019-02-30", "2019-20 "}) {
        EXPECT_FALSE(period_from_text(text)) << text;
    }
    auto const reversed = period_from_text("2019-05-14..2019-04-15");
    ASSERT_FALSE(reversed);
    EXPECT_EQ(reversed.error().code, failure_code::value_out_of_range);
}

TEST(Period, LeavesRoomForFiftyYearsBefore) {
    for (char const* const text : {"1950", "1950-51", "1901", "1950-M12", "1950-12-31..1951-01-31",
                                   "2198-01-01..2199-12-31"}) {
        EXPECT_FALSE(period_from_text(text)) << text;
    }
    EXPECT_EQ(years_before(period_from_text("1951").value(), 50).days.first, day(1901, 1, 1));
}

TEST(Period, TheSamePeriodAYearEarlierKeepsItsKind) {
    auto const earlier = [](std::string_view text, int years) {
        return years_before(period_from_text(text).value(), years);
    };
    EXPECT_EQ(earlier("2019-20", 1), period_from_text("2018-19").value());
    EXPECT_EQ(earlier("2000-01", 1), period_from_text("1999-00").value());
    EXPECT_EQ(earlier("2019-20-Q4", 2), period_from_text("2017-18-Q4").value());
    EXPECT_EQ(earlier("2020", 3), period_from_text("2017").value());
    EXPECT_EQ(earlier("2021-M02", 1), period_from_text("2020-M02").value());
    EXPECT_EQ(earlier("2020-M02", 1), period_from_text("2019-M02").value());
    EXPECT_EQ(earlier("2020-02-29..2020-03-31", 1),
              period_from_text("2019-02-28..2019-03-31").value());
    EXPECT_EQ(earlier("2019-20", 0), period_from_text("2019-20").value());
}

} // namespace
} // namespace upheld
