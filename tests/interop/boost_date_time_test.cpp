// SPDX-License-Identifier: BSL-1.0
#include "upheld/interop/boost_date_time.hpp"

#include <gtest/gtest.h>

namespace {

using upheld::calendar_days;
using upheld::day;
using upheld::day_from;
using upheld::day_span;
using upheld::failure_code;
namespace greg = boost::gregorian;

TEST(BoostDateTime, EveryDayOf1900To2199GoesThereAndComesBack) {
    for (int serial = day(1900, 1, 1).serial(); serial <= day(2199, 12, 31).serial(); ++serial) {
        day const d = day::from_serial(serial);
        ASSERT_EQ(day_from(upheld::to_boost(d)).value(), d);
    }
    EXPECT_EQ(upheld::to_boost(day(2020, 2, 29)), greg::date(2020, 2, 29));
}

TEST(BoostDateTime, SpecialDatesAreFailures) {
    for (auto const special : {boost::date_time::not_a_date_time, boost::date_time::pos_infin,
                               boost::date_time::neg_infin}) {
        ASSERT_FALSE(day_from(greg::date(special)));
        EXPECT_EQ(day_from(greg::date(special)).error().code, failure_code::date_invalid);
        EXPECT_EQ(upheld::calendar_days_from(greg::date_duration(special)).error().code,
                  failure_code::date_invalid);
    }
    EXPECT_FALSE(day_from(greg::date())); // Boost's default is no date
}

TEST(BoostDateTime, DatesOutsideTheseCenturiesAreFailures) {
    EXPECT_EQ(day_from(greg::date(1899, 12, 31)).error().code, failure_code::date_invalid);
    EXPECT_EQ(day_from(greg::date(2200, 1, 1)).error().code, failure_code::date_invalid);
}

TEST(BoostDateTime, DistancesKeepTheirSign) {
    EXPECT_EQ(upheld::to_boost(calendar_days(-3)), greg::date_duration(-3));
    EXPECT_EQ(upheld::calendar_days_from(greg::date_duration(-3)).value(), calendar_days(-3));
    EXPECT_EQ(upheld::calendar_days_from(greg::date_duration(200000)).error().code,
              failure_code::value_out_of_range);
}

TEST(BoostDateTime, ASpanHasItsLastDayInAndAPeriodItsEndOut) {
    day_span const april{day(2020, 4, 1), day(2020, 4, 30)};
    greg::date_period const period = upheld::to_boost(april);
    EXPECT_EQ(period.end(), greg::date(2020, 5, 1));
    EXPECT_EQ(upheld::day_span_from(period).value(), april);
    EXPECT_EQ(
        upheld::day_span_from(greg::date_period(greg::date(2020, 4, 1), greg::date(2020, 4, 1)))
            .error()
            .code,
        failure_code::order_broken);
    EXPECT_EQ(upheld::day_span_from(greg::date_period(greg::date(2020, 4, 1),
                                                      greg::date(boost::date_time::pos_infin)))
                  .error()
                  .code,
              failure_code::date_invalid);
}

} // namespace
