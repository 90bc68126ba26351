// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/rank.hpp"

#include <gtest/gtest.h>

#include <array>

namespace upheld {
namespace {

TEST(Rank, TiesShareTheBestPlaceAndTheNextPlaceIsLeftOut) {
    std::array const rates = {0.65, 0.50, 0.65, 0.70};
    auto const places = ranked(rates, best::lowest);
    EXPECT_EQ(places[0], (place_in_rank{2, true}));
    EXPECT_EQ(places[1], (place_in_rank{1, false}));
    EXPECT_EQ(places[2], (place_in_rank{2, true}));
    EXPECT_EQ(places[3], (place_in_rank{4, false}));
}

TEST(Rank, HighestFirstTurnsTheOrderRound) {
    std::array const rates = {1.0, 3.0, 2.0};
    auto const places = ranked(rates, best::highest);
    EXPECT_EQ(places[0].position, 3);
    EXPECT_EQ(places[1].position, 1);
    EXPECT_EQ(places[2].position, 2);
}

TEST(Rank, NobodyHasNoPlaces) { EXPECT_TRUE(ranked({}, best::lowest).empty()); }

TEST(Rank, OrdinalsAreEnglish) {
    EXPECT_EQ(ordinal_text({7, true}), "Joint 7th");
    EXPECT_EQ(ordinal_text({1, false}), "1st");
    EXPECT_EQ(ordinal_text({2, false}), "2nd");
    EXPECT_EQ(ordinal_text({3, false}), "3rd");
    EXPECT_EQ(ordinal_text({11, false}), "11th");
    EXPECT_EQ(ordinal_text({12, false}), "12th");
    EXPECT_EQ(ordinal_text({13, false}), "13th");
    EXPECT_EQ(ordinal_text({21, false}), "21st");
    EXPECT_EQ(ordinal_text({111, false}), "111th");
    EXPECT_EQ(ordinal_text({122, false}), "122nd");
}

} // namespace
} // namespace upheld
