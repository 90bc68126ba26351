// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/small_number_lint.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace upheld {
namespace {

std::optional<small_number> kind(std::optional<small_number_finding> const& found) {
    return found ? std::optional(found->kind) : std::nullopt;
}

TEST(SmallNumberLint, OneChildIsFoundAndOneAdultIsNot) {
    EXPECT_EQ(kind(lint_count(1, counted_people::children)), small_number::one_child);
    EXPECT_FALSE(lint_count(0, counted_people::children));
    EXPECT_FALSE(lint_count(2, counted_people::children));
    EXPECT_FALSE(lint_count(1, counted_people::anybody));
}

TEST(SmallNumberLint, TwoAndThenFourIsNotDoubled) {
    auto const found = lint_relative_change(2, 4);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, small_number::change_of_few);
    EXPECT_EQ(found->message, "a change from 2 to 4 is shown in per cent of 2, and a base needs at "
                              "least 20");
    EXPECT_TRUE(lint_relative_change(19, 400));
    EXPECT_FALSE(lint_relative_change(20, 4));
    EXPECT_TRUE(lint_relative_change(20, 4, 50));
    EXPECT_FALSE(lint_relative_change(0, 4)); // there is no such change
}

TEST(SmallNumberLint, AllOrNothingOfOneCaseIsFound) {
    EXPECT_EQ(lint_share({1, 1})->message, "100% is of one case");
    EXPECT_EQ(lint_share({0, 1})->message, "0% is of one case");
    EXPECT_FALSE(lint_share({2, 2}));
    EXPECT_FALSE(lint_share({0, 0}));
}

TEST(SmallNumberLint, AnIntervalAsWideAsItsScaleSaysNothing) {
    EXPECT_EQ(kind(lint_interval(0, 90, 0, 40)), small_number::interval_says_less);
    EXPECT_TRUE(lint_interval(0, 1, 0, 1));
    EXPECT_FALSE(lint_interval(0.01, 1, 0, 1));
    EXPECT_FALSE(lint_interval(3, 3, 0, 1));
}

TEST(SmallNumberLint, AMedianOfThreeIsADisclosure) {
    EXPECT_EQ(kind(lint_average(3)), small_number::average_of_few);
    EXPECT_NE(lint_average(1)->message.find("1 value "), std::string::npos);
    EXPECT_TRUE(lint_average(7));
    EXPECT_FALSE(lint_average(8));
    EXPECT_FALSE(lint_average(0));
}

TEST(SmallNumberLint, ExactTotalsBesideRoundedCellsAreFound) {
    std::vector<std::int64_t> const rounded{5, 10, 0};
    EXPECT_EQ(kind(lint_rounding(rounded, std::vector<std::int64_t>{15, 17}, 5)),
              small_number::mixed_rounding);
    EXPECT_FALSE(lint_rounding(rounded, std::vector<std::int64_t>{15, 20}, 5));
    EXPECT_FALSE(lint_rounding(std::vector<std::int64_t>{5, 11}, std::vector<std::int64_t>{16}, 5));
    EXPECT_FALSE(lint_rounding({}, std::vector<std::int64_t>{17}, 5));
}

} // namespace
} // namespace upheld
