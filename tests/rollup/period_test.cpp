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

TEST(Period, QuartersAndHalvesSayOfWhichKindOfYearTheyAre) {
    EXPECT_EQ(days_of("2019-Q1"), (day_span{day(2019, 1, 1), day(2019, 3, 31)}));
    EXPECT_EQ(days_of("2019-Q4"), (day_span{day(2019, 10, 1), day(2019, 12, 31)}));
    EXPECT_EQ(days_of("2019-H1"), (day_span{day(2019, 1, 1), day(2019, 6, 30)}));
    EXPECT_EQ(days_of("2019-H2"), (day_span{day(2019, 7, 1), day(2019, 12, 31)}));
    EXPECT_EQ(days_of("2019-20-H1"), (day_span{day(2019, 4, 1), day(2019, 9, 30)}));
    EXPECT_EQ(days_of("2019-20-H2"), (day_span{day(2019, 10, 1), day(2020, 3, 31)}));
    EXPECT_EQ(kind_of(period_from_text("2019-Q1").value()), period_kind::calendar_quarter);
    EXPECT_EQ(kind_of(period_from_text("2019-20-Q1").value()), period_kind::financial_quarter);
}

/// ISO 8601: week 1 is the one with the year's first Thursday.
TEST(Period, WeeksRunFromMondayToSunday) {
    EXPECT_EQ(days_of("2019-W01"), (day_span{day(2018, 12, 31), day(2019, 1, 6)}));
    EXPECT_EQ(days_of("2020-W53"), (day_span{day(2020, 12, 28), day(2021, 1, 3)}));
    EXPECT_EQ(days_of("2021-W01"), (day_span{day(2021, 1, 4), day(2021, 1, 10)}));
    EXPECT_FALSE(period_from_text("2019-W53")) << "2019 has 52 weeks";
}

TEST(Period, MonthsToTheEndOfAMonth) {
    EXPECT_EQ(days_of("12-months-to-2020-M03"), days_of("2019-20"));
    EXPECT_EQ(days_of("3-months-to-2020-M02"), (day_span{day(2019, 12, 1), day(2020, 2, 29)}));
    EXPECT_EQ(days_of("1-months-to-2020-M02"), days_of("2020-M02"));
    EXPECT_EQ(days_of("120-months-to-2020-M12"), (day_span{day(2011, 1, 1), day(2020, 12, 31)}));
}

TEST(Period, APartOfAYearStartsWithIt) {
    EXPECT_EQ(days_of("2019-20..2019-12-31"), (day_span{day(2019, 4, 1), day(2019, 12, 31)}));
    EXPECT_EQ(days_of("2019..2019-09-30"), (day_span{day(2019, 1, 1), day(2019, 9, 30)}));
    for (char const* const outside :
         {"2019-20..2019-03-31", "2019-20..2020-04-01", "2019..2018-12-31", "2019..2020-01-01"}) {
        auto const refused = period_from_text(outside);
        ASSERT_FALSE(refused) << outside;
        EXPECT_EQ(refused.error().code, failure_code::value_out_of_range);
    }
}

TEST(Period, DecemberWrittenLikeAFinancialYearIsTheFinancialYear) {
    EXPECT_EQ(days_of("2011-12"), (day_span{day(2011, 4, 1), day(2012, 3, 31)}));
}

TEST(Period, TextThatIsNoPeriodIsRefused) {
    for (char const* const text : {"",
                                   "2019-21",
                                   "2019-2020",
                                   "19-20",
                                   "2019-20-Q0",
                                   "2019-20-Q5",
                                   "2019-20-q1",
                                   "2019-M13",
                                   "2019-M00",
                                   "2019-M1",
                                   "0000",
                                   "9999",
                                   "2199",
                                   "this year",
                                   "2019-04-15..",
                                   "2019/20",
                                   "2019-04-15..2019-02-30",
                                   "2019-20 ",
                                   "2019-Q5",
                                   "2019-Q0",
                                   "2019-H3",
                                   "2019-20-H0",
                                   "2019-20-H3",
                                   "2019-W00",
                                   "2019-W1",
                                   "2019-W",
                                   "2019-20-M01",
                                   "2019-X01",
                                   "-Q1",
                                   "Q1",
                                   "0-months-to-2020-M03",
                                   "121-months-to-2020-M03",
                                   "012-months-to-2020-M03",
                                   "-months-to-2020-M03",
                                   "12-months-to-2020",
                                   "12-months-to-2020-03",
                                   "12-months-to-2020-M13",
                                   "2019-Q1..2019-02-28",
                                   "2019-20..",
                                   "2019-20..2019-02-30",
                                   "2019-20..2019-20"}) {
        EXPECT_FALSE(period_from_text(text)) << text;
    }
    auto const reversed = period_from_text("2019-05-14..2019-04-15");
    ASSERT_FALSE(reversed);
    EXPECT_EQ(reversed.error().code, failure_code::value_out_of_range);
}

TEST(Period, LeavesRoomForFiftyYearsBefore) {
    for (char const* const text :
         {"1950", "1950-51", "1901", "1950-M12", "1950-12-31..1951-01-31", "2198-01-01..2199-12-31",
          "1950-W52", "2199-Q1", "2199-W01", "120-months-to-1951-M01", "1950-51..1951-01-31"}) {
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
    EXPECT_EQ(earlier("2019-Q1", 1), period_from_text("2018-Q1").value());
    EXPECT_EQ(earlier("2019-H2", 3), period_from_text("2016-H2").value());
    EXPECT_EQ(earlier("2019-20-H2", 1), period_from_text("2018-19-H2").value());
    EXPECT_EQ(earlier("2019-W01", 1), period_from_text("2018-W01").value());
    EXPECT_EQ(earlier("2020-W53", 1), period_from_text("2019-W52").value());
    EXPECT_EQ(earlier("2020-W53", 5), period_from_text("2015-W53").value());
    EXPECT_EQ(earlier("12-months-to-2020-M03", 2),
              period_from_text("12-months-to-2018-M03").value());
    EXPECT_EQ(earlier("2019-20..2019-12-31", 1), period_from_text("2018-19..2018-12-31").value());
    EXPECT_EQ(earlier("2019-20..2020-02-29", 1), period_from_text("2018-19..2019-02-28").value());
    EXPECT_EQ(earlier("2020..2020-02-29", 4), period_from_text("2016..2016-02-29").value());
}

TEST(Period, InWordsForPeople) {
    auto const words = [](std::string_view text) {
        return in_words(period_from_text(text).value());
    };
    EXPECT_EQ(words("2019-20"), "financial year 2019-20");
    EXPECT_EQ(words("2019"), "calendar year 2019");
    EXPECT_EQ(words("2019-20-Q1"),
              "first quarter of the financial year 2019-20, April to June 2019");
    EXPECT_EQ(words("2019-20-Q4"),
              "fourth quarter of the financial year 2019-20, January to March 2020");
    EXPECT_EQ(words("2019-Q1"), "first quarter of the calendar year 2019, January to March 2019");
    EXPECT_EQ(words("2019-20-H2"),
              "second half of the financial year 2019-20, October 2019 to March 2020");
    EXPECT_EQ(words("2019-H1"), "first half of the calendar year 2019, January to June 2019");
    EXPECT_EQ(words("2019-M07"), "July 2019");
    EXPECT_EQ(words("2019-W01"), "week 1 of 2019, 31 December 2018 to 6 January 2019");
    EXPECT_EQ(words("12-months-to-2020-M03"), "12 months to March 2020");
    EXPECT_EQ(words("1-months-to-2020-M03"), "1 month to March 2020");
    EXPECT_EQ(words("2019-20..2019-12-31"), "financial year 2019-20 up to 31 December 2019");
    EXPECT_EQ(words("2019..2019-06-30"), "calendar year 2019 up to 30 June 2019");
    EXPECT_EQ(words("2019-04-15..2019-05-14"), "15 April 2019 to 14 May 2019");
}

TEST(Period, AYearIsKnownWhereTheLabelNamesIt) {
    auto const year = [](std::string_view text) { return year_of(period_from_text(text).value()); };
    for (char const* const text : {"2019-20", "2019-20-H2", "2019-20-Q4", "2019-20..2019-12-31"}) {
        EXPECT_EQ(year(text), period_from_text("2019-20").value()) << text;
    }
    for (char const* const text : {"2019", "2019-H2", "2019-Q4", "2019..2019-12-31"}) {
        EXPECT_EQ(year(text), period_from_text("2019").value()) << text;
    }
    for (char const* const text :
         {"2019-M07", "2019-W01", "12-months-to-2020-M03", "2019-04-15..2019-05-14"}) {
        ASSERT_FALSE(year(text)) << text;
        EXPECT_EQ(year(text).error().code, failure_code::contradiction);
    }
}

TEST(Period, AnnualisingIsAnExactRatioOfDays) {
    auto const factor = [](std::string_view text) {
        return annualising_factor(period_from_text(text).value());
    };
    EXPECT_EQ(factor("2019-20..2019-12-31"), (ratio{366, 275})) << "2020 is a leap year";
    EXPECT_EQ(factor("2018-19..2018-12-31"), (ratio{365, 275}));
    EXPECT_EQ(factor("2019-20-Q1"), (ratio{366, 91}));
    EXPECT_EQ(factor("2019-Q1"), (ratio{365, 90}));
    EXPECT_EQ(factor("2019-20"), (ratio{366, 366}));
    EXPECT_FALSE(factor("2019-M07"));
}

} // namespace
} // namespace upheld
