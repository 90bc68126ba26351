// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/rounding.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using enum rounding_rule;

TEST(Rounding, HalfUpGoesAwayFromZero) {
    EXPECT_EQ(rounded_quotient(5, 2, half_up), 3);
    EXPECT_EQ(rounded_quotient(-5, 2, half_up), -3);
    EXPECT_EQ(rounded_quotient(5, -2, half_up), -3);
    EXPECT_EQ(rounded_quotient(7, 3, half_up), 2);
    EXPECT_EQ(rounded_quotient(8, 3, half_up), 3);
    EXPECT_EQ(rounded_quotient(6, 3, half_up), 2);
    EXPECT_EQ(rounded_quotient(0, 7, half_up), 0);
}

TEST(Rounding, HalfEvenGoesToTheEvenNeighbour) {
    EXPECT_EQ(rounded_quotient(5, 2, half_even), 2);
    EXPECT_EQ(rounded_quotient(7, 2, half_even), 4);
    EXPECT_EQ(rounded_quotient(-5, 2, half_even), -2);
    EXPECT_EQ(rounded_quotient(8, 3, half_even), 3);
}

TEST(Rounding, TruncationGoesTowardsZero) {
    EXPECT_EQ(rounded_quotient(8, 3, truncate), 2);
    EXPECT_EQ(rounded_quotient(-8, 3, truncate), -2);
}

/// Cells of the printed report, each with the counts it came from: adult and children's services
/// tables.
TEST(Rounding, PercentagesAsPrinted) {
    EXPECT_EQ(percent_of({58, 164}, 0, half_up), 35);
    EXPECT_EQ(percent_of({3, 8}, 0, half_up), 38); // a tie: 37.5%
    EXPECT_EQ(percent_of({289, 445}, 1, half_up), 649);
    EXPECT_EQ(percent_of({-25, 142}, 1, half_up), -176);
    EXPECT_EQ(percent_of({-173, 384}, 1, half_up), -451); // printed -45.0%
}

TEST(Rounding, IsExactWhereDoublesAreNot) {
    // 1.005 has no double: 201 of 20,000 is 1.005% exactly, a tie at two decimals.
    EXPECT_EQ(percent_of({201, 20'000}, 2, half_up), 101);
    EXPECT_EQ(percent_of({201, 20'000}, 2, half_even), 100);
}

/// Twin: every small ratio against the definition, 2q - 1 <= 2 x 100 p / w < 2q + 1.
TEST(Rounding, AgreesWithItsDefinitionForEverySmallRatio) {
    for (std::int64_t whole = 1; whole <= 60; ++whole) {
        for (std::int64_t part = 0; part <= 2 * whole; ++part) {
            std::int64_t const q = percent_of({part, whole}, 0, half_up);
            EXPECT_LE((2 * q - 1) * whole, 200 * part);
            EXPECT_GT((2 * q + 1) * whole, 200 * part);
        }
    }
}

TEST(RoundingDeathTest, AShareOfNothingCannotBeRounded) {
    EXPECT_DEATH((void)percent_of({0, 0}, 0, half_up), "contract broken");
}

} // namespace
} // namespace upheld
