// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/rank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace upheld {
namespace {

using enum ranking;

TEST(Rank, TiesShareTheBestPlaceAndTheNextPlaceIsLeftOut) {
    std::array const rates = {0.65, 0.50, 0.65, 0.70};
    auto const places = ranked(rates, best::lowest);
    EXPECT_EQ(places[0], (place_in_rank{2, true}));
    EXPECT_EQ(places[1], (place_in_rank{1, false}));
    EXPECT_EQ(places[2], (place_in_rank{2, true}));
    EXPECT_EQ(places[3], (place_in_rank{4, false}));
}

TEST(Rank, TheHighestMayBeFirst) {
    std::array const rates = {0.65, 0.50, 0.70};
    auto const places = ranked(rates, best::highest);
    EXPECT_EQ(places[0].position, 2);
    EXPECT_EQ(places[1].position, 3);
    EXPECT_EQ(places[2].position, 1);
}

TEST(Rank, NobodyHasNoPlaces) {
    EXPECT_TRUE(ranked({}, best::lowest).empty());
    EXPECT_TRUE(ranks({}, best::lowest).empty());
}

TEST(Rank, FiveWaysToTreatTies) {
    std::array const values{20.0, 10.0, 20.0, 30.0};
    using all = std::vector<double>;
    EXPECT_EQ(ranks(values, best::lowest, competition), (all{2, 1, 2, 4}));
    EXPECT_EQ(ranks(values, best::lowest, modified_competition), (all{3, 1, 3, 4}));
    EXPECT_EQ(ranks(values, best::lowest, dense), (all{2, 1, 2, 3}));
    EXPECT_EQ(ranks(values, best::lowest, fractional), (all{2.5, 1, 2.5, 4}));
    EXPECT_EQ(ranks(values, best::lowest, ordinal), (all{2, 1, 3, 4}));
    EXPECT_EQ(ranks(values, best::highest, competition), (all{2, 4, 2, 1}));
    EXPECT_EQ(ranks(values, best::highest, ordinal), (all{2, 4, 3, 1}));
}

TEST(Rank, EnglishOrdinals) {
    EXPECT_EQ(ordinal_text({7, true}), "Joint 7th");
    for (auto const& [position, text] :
         {std::pair(1, "1st"), std::pair(2, "2nd"), std::pair(3, "3rd"), std::pair(4, "4th"),
          std::pair(11, "11th"), std::pair(12, "12th"), std::pair(13, "13th"),
          std::pair(21, "21st"), std::pair(101, "101st"), std::pair(111, "111th"),
          std::pair(112, "112th"), std::pair(122, "122nd"), std::pair(1013, "1013th")}) {
        EXPECT_EQ(ordinal_text(position), text);
    }
    EXPECT_EQ(rank_label({2, true}), "joint 2nd");
    EXPECT_EQ(rank_label({7, true}, 32), "joint 7th of 32");
}

/// Twin: counting who is better.
TEST(Rank, AgreesWithCounting) {
    constexpr unsigned seed = 11;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round != 100; ++round) {
        std::vector<double> values(std::uniform_int_distribution<std::size_t>(1, 30)(random));
        for (double& v : values) v = std::uniform_int_distribution<int>(0, 9)(random);
        auto const places = ranked(values, best::highest);
        auto const plain = ranks(values, best::highest);
        auto const shared = ranks(values, best::highest, fractional);
        double sum = 0;
        for (std::size_t i = 0; i != values.size(); ++i) {
            auto const better = std::count_if(values.begin(), values.end(),
                                              [&](double v) { return v > values[i]; });
            EXPECT_EQ(plain[i], static_cast<double>(better + 1));
            EXPECT_EQ(places[i].position, better + 1);
            EXPECT_EQ(places[i].is_joint, std::count(values.begin(), values.end(), values[i]) > 1);
            sum += shared[i];
        }
        auto const n = static_cast<double>(values.size());
        EXPECT_EQ(sum, n * (n + 1) / 2); // fractional ranks keep their sum
    }
}

} // namespace
} // namespace upheld
