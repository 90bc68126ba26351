// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/change.hpp"

#include <limits>

namespace upheld {
namespace {

TEST(RelativeChange, IsAnExactRatioOfTheBase) {
    EXPECT_EQ(relative_change(142, 117), (ratio{-25, 142}));
    EXPECT_EQ(relative_change(10, 15), (ratio{5, 10}));
    EXPECT_EQ(relative_change(7, 0), (ratio{-7, 7}));
}

TEST(RelativeChange, FromNothingIsNoChangeInPerCent) {
    EXPECT_EQ(relative_change(0, 5).error(), absence::not_applicable);
    EXPECT_EQ(relative_change(0, 0).error(), absence::not_applicable);
    EXPECT_EQ(relative_change(-3, 5).error(), absence::not_applicable);
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(relative_change(1, least).error(), absence::not_available);
}

TEST(RelativeChange, FromAFewIsNotPrinted) {
    EXPECT_EQ(printable_relative_change(2, 4).error(), absence::too_few);
    EXPECT_EQ(printable_relative_change(19, 40).error(), absence::too_few);
    EXPECT_EQ(printable_relative_change(20, 40), (ratio{20, 20}));
    EXPECT_EQ(printable_relative_change(2, 4, 2), (ratio{2, 2}));
    EXPECT_EQ(printable_relative_change(0, 4).error(), absence::not_applicable);
}

TEST(PercentagePointChange, IsADifferenceAndNoQuotient) {
    EXPECT_TRUE(test::is_near(*percentage_point_change({10, 100}, {15, 100}), 5));
    EXPECT_TRUE(test::is_near(*percentage_point_change({1, 2}, {1, 4}), -25));
    EXPECT_EQ(percentage_point_change({0, 0}, {1, 4}).error(), absence::not_applicable);
    EXPECT_EQ(percentage_point_change({1, 4}, {0, 0}).error(), absence::not_applicable);
}

} // namespace
} // namespace upheld
