// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/decimal_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace upheld {
namespace {

using enum rounding_rule;

std::string decimal(std::string_view text, int decimals, rounding_rule rule = half_up) {
    return rounded_text(text, decimals, rule).value();
}

TEST(DecimalText, TiesGoAwayFromZeroOrToTheEvenNeighbour) {
    EXPECT_EQ(decimal("1.005", 2), "1.01"); // 1.00 as a double
    EXPECT_EQ(decimal("1.005", 2, half_even), "1.00");
    EXPECT_EQ(decimal("1.015", 2, half_even), "1.02");
    EXPECT_EQ(decimal("2.5", 0), "3");
    EXPECT_EQ(decimal("2.5", 0, half_even), "2");
    EXPECT_EQ(decimal("-2.5", 0), "-3");
    EXPECT_EQ(decimal("-2.5", 0, truncate), "-2");
    EXPECT_EQ(decimal("2.5000000000000000000000001", 0, half_even), "3");
    EXPECT_EQ(decimal("2.4999999999999999999999999", 0), "2");
}

TEST(DecimalText, CarriesAndPadsAndDropsLeadingZeros) {
    EXPECT_EQ(decimal("9.996", 2), "10.00");
    EXPECT_EQ(decimal("999.5", 0), "1000");
    EXPECT_EQ(decimal("7", 3), "7.000");
    EXPECT_EQ(decimal("007.10", 1), "7.1");
    EXPECT_EQ(decimal("+0.05", 1), "0.1");
    EXPECT_EQ(decimal("123456789012345678901234567890.15", 1), "123456789012345678901234567890.2");
}

TEST(DecimalText, NothingHasNoSign) {
    EXPECT_EQ(decimal("-0.04", 1), "0.0");
    EXPECT_EQ(rounded_text(ratio{-1, 1000}, 1), "0.0");
    EXPECT_EQ(decimal("-0", 0), "0");
}

TEST(DecimalText, WhatIsNoDecimalNumberIsRefused) {
    for (char const* const wrong :
         {"", "-", ".", "1.", ".5", "1e5", "1,5", " 1", "1.2.3", "NaN", "--1", "0x1"}) {
        auto const found = rounded_text(std::string_view(wrong), 1);
        ASSERT_FALSE(found) << wrong;
        EXPECT_EQ(found.error().code, failure_code::field_malformed);
    }
    EXPECT_EQ(rounded_text("1", -1).error().code, failure_code::value_out_of_range);
    EXPECT_EQ(rounded_text("1", 19).error().where.column, "decimals");
}

TEST(PercentText, IsRoundedOnceFromTheCounts) {
    EXPECT_EQ(percent_text({58, 164}, 1), "35.4");
    EXPECT_EQ(percent_text({1, 3}, 0), "33");
    EXPECT_EQ(percent_text({1, 8}, 1), "12.5");
    EXPECT_EQ(percent_text({1, 16}, 1), "6.3"); // 6.25
    EXPECT_EQ(percent_text({1, 16}, 1, half_even), "6.2");
    EXPECT_EQ(percent_text({-25, 142}, 1), "-17.6");
    EXPECT_EQ(percent_text({201, 20'000}, 2), "1.01"); // 1.005
    EXPECT_EQ(percent_text({0, 7}, 1), "0.0");
    EXPECT_EQ(percent_text({7, 7}, 1), "100.0");
    EXPECT_EQ(percent_text({1, 3}, 18), "33.333333333333333333");
}

TEST(PercentText, OfTheLargestNumbersIsExact) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(percent_text({most, most}, 2), "100.00");
    EXPECT_EQ(percent_text({most, 1}, 0), "922337203685477580700");
    EXPECT_EQ(percent_text({std::numeric_limits<std::int64_t>::min(), most}, 0), "-100");
}

TEST(PercentText, OfNothingDoesNotExist) {
    EXPECT_EQ(percent_text({0, 0}, 1).error().code, failure_code::no_base);
    EXPECT_EQ(rounded_text(ratio{1, 0}, 1).error().code, failure_code::no_base);
}

TEST(HiddenByRounding, NearlyAllAndNearlyNothingAreTold) {
    EXPECT_EQ(hidden_in({9999, 10'000}, 1), hidden_by_rounding::a_few_missing);
    EXPECT_EQ(hidden_in({10'000, 10'000}, 1), hidden_by_rounding::nothing);
    EXPECT_EQ(hidden_in({1, 10'000}, 1), hidden_by_rounding::a_few_there);
    EXPECT_EQ(hidden_in({0, 10'000}, 1), hidden_by_rounding::nothing);
    EXPECT_EQ(hidden_in({9, 10}, 1), hidden_by_rounding::nothing);
    EXPECT_EQ(hidden_in({0, 0}, 1).error().code, failure_code::no_base);
}

/// Twin: the quotient in whole numbers.
TEST(DecimalText, AgreesWithRoundedQuotients) {
    constexpr unsigned seed = 5;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i != 2000; ++i) {
        std::int64_t const part = std::uniform_int_distribution<int>(-3000, 3000)(random);
        std::int64_t const whole = std::uniform_int_distribution<int>(1, 400)(random);
        for (rounding_rule const rule : {half_up, half_even, truncate}) {
            std::string text = percent_text({part, whole}, 1, rule).value();
            text.erase(text.find('.'), 1);
            EXPECT_EQ(std::stoll(text), percent_of({part, whole}, 1, rule))
                << part << " of " << whole << ' ' << name_of(rule);
        }
    }
}

} // namespace
} // namespace upheld
