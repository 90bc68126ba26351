// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/largest_remainder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <numeric>
#include <random>

namespace upheld {
namespace {

using units = std::vector<std::int64_t>;

TEST(LargestRemainder, AddsUpToTheWhole) {
    std::array<std::int64_t, 3> const thirds{1, 1, 1};
    EXPECT_EQ(largest_remainder(thirds, 100), (units{34, 33, 33}));
    EXPECT_EQ(largest_remainder(thirds, 1000), (units{334, 333, 333}));
    EXPECT_EQ(largest_remainder(thirds, 2), (units{1, 1, 0}));
}

/// Seats of 100,000 votes, the textbook case of Hamilton's method.
TEST(LargestRemainder, GivesWhatIsLeftToTheLargestRemainders) {
    std::array<std::int64_t, 6> const votes{47'000, 16'000, 15'800, 12'000, 6'100, 3'100};
    EXPECT_EQ(largest_remainder(votes, 10), (units{5, 2, 1, 1, 1, 0}));
}

TEST(LargestRemainder, NothingGetsNothing) {
    std::array<std::int64_t, 3> const weights{0, 5, 0};
    EXPECT_EQ(largest_remainder(weights, 7), (units{0, 7, 0}));
    std::array<std::int64_t, 2> const zeros{0, 0};
    EXPECT_EQ(largest_remainder(zeros, 0), (units{0, 0}));
    EXPECT_EQ(largest_remainder(zeros, 1).error().code, failure_code::no_base);
    EXPECT_EQ(largest_remainder({}, 1).error().code, failure_code::no_base);
    EXPECT_EQ(largest_remainder({}, 0), units());
}

TEST(LargestRemainder, WrongNumbersAreRefused) {
    std::array<std::int64_t, 2> const negative{3, -1};
    EXPECT_EQ(largest_remainder(negative, 5).error().where.column, "counts");
    EXPECT_EQ(largest_remainder(negative, -5).error().where.column, "total");
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::array<std::int64_t, 2> const large{most, most};
    EXPECT_EQ(largest_remainder(large, 5).error().code, failure_code::value_out_of_range);
    EXPECT_EQ(largest_remainder(std::span(large).first(1), most), (units{most}));
}

TEST(LargestRemainder, StaysWithinOneUnitOfTheExactShare) {
    constexpr unsigned seed = 9;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round != 300; ++round) {
        units weights(std::uniform_int_distribution<std::size_t>(1, 30)(random));
        for (std::int64_t& w : weights) w = std::uniform_int_distribution<int>(0, 50)(random);
        weights[0] += 1;
        std::int64_t const total = std::uniform_int_distribution<int>(0, 1000)(random);
        std::int64_t const sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
        auto const given = largest_remainder(weights, total).value();
        EXPECT_EQ(std::accumulate(given.begin(), given.end(), std::int64_t{0}), total);
        for (std::size_t i = 0; i != weights.size(); ++i) {
            EXPECT_LT(std::abs(given[i] * sum - weights[i] * total), sum);
        }
    }
}

} // namespace
} // namespace upheld
