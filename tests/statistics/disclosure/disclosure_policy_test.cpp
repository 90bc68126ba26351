// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/disclosure_policy.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace upheld {
namespace {

static_assert(std::is_trivially_copyable_v<disclosure_policy>);
static_assert(sizeof(disclosure_policy) == 16);
static_assert(disclosure_policy::threshold(5) == disclosure_policy::threshold(5));
static_assert(disclosure_policy::threshold(5) != disclosure_policy::threshold(10));

TEST(DisclosurePolicy, ThresholdHidesOneToJustUnderItAndShowsZero) {
    auto const five = disclosure_policy::threshold(5);
    EXPECT_EQ(five.display(0), "0");
    EXPECT_EQ(five.display(1), "[c]");
    EXPECT_EQ(five.display(4), "[c]");
    EXPECT_EQ(five.display(5), "5");
    EXPECT_EQ(five.display(1234), "1234");
    EXPECT_TRUE(five.needs_complements());
}

TEST(DisclosurePolicy, NhsStarsOneToSevenAndRoundsTheRestToFive) {
    auto const nhs = disclosure_policy::nhs_subnational();
    for (auto const& [count, shown] : {std::pair{0, "0"},
                                       {1, "*"},
                                       {7, "*"},
                                       {8, "10"},
                                       {12, "10"},
                                       {13, "15"},
                                       {1233, "1235"}}) {
        EXPECT_EQ(nhs.display(count), shown) << count;
    }
    EXPECT_FALSE(nhs.needs_complements());
}

TEST(DisclosurePolicy, OfqualSaysFewerThanFiveInWords) {
    auto const ofqual = disclosure_policy::ofqual();
    for (auto const& [count, shown] : {std::pair{0, "0"},
                                       {1, "fewer than 5"},
                                       {4, "fewer than 5"},
                                       {5, "5"},
                                       {7, "5"},
                                       {8, "10"}}) {
        EXPECT_EQ(ofqual.display(count), shown) << count;
    }
}

TEST(DisclosurePolicy, RoundingToABaseTakesATieUpwards) {
    auto const five = disclosure_policy::round_base(5);
    auto const ten = disclosure_policy::round_base(10);
    for (auto const& [count, by_five, by_ten] : {std::tuple{0, "0", "0"},
                                                 {2, "0", "0"},
                                                 {3, "5", "0"},
                                                 {5, "5", "10"},
                                                 {14, "15", "10"},
                                                 {15, "15", "20"}}) {
        EXPECT_EQ(five.display(count), by_five) << count;
        EXPECT_EQ(ten.display(count), by_ten) << count;
    }
}

TEST(DisclosurePolicy, WhatIsSeenIsEveryCountWithTheSameDisplay) {
    for (auto const policy :
         {disclosure_policy::nhs_subnational(), disclosure_policy::ofqual(),
          disclosure_policy::round_base(2), disclosure_policy::round_base(3),
          disclosure_policy::round_base(5), disclosure_policy::round_base(10)}) {
        for (std::int64_t count = 0; count != 60; ++count) {
            known_range const seen = policy.seen(count);
            for (std::int64_t other = 0; other != 80; ++other) {
                EXPECT_EQ(seen.holds(other), policy.display(other) == policy.display(count))
                    << policy.name() << ' ' << count << ' ' << other;
            }
        }
    }
}

TEST(DisclosurePolicy, AHiddenCountOfAThresholdHasNoUpperLimitSinceComplementsLookAlike) {
    EXPECT_EQ(disclosure_policy::threshold(5).seen(3), (known_range{.low = 1, .high = {}}));
    EXPECT_EQ(disclosure_policy::threshold(5).seen(0), exactly(0));
    EXPECT_EQ(disclosure_policy::threshold(5).seen(9), exactly(9));
}

TEST(DisclosurePolicy, IsReadFromItsNameAndBack) {
    for (auto const policy :
         {disclosure_policy::threshold(10), disclosure_policy::nhs_subnational(),
          disclosure_policy::ofqual(), disclosure_policy::round_base(3)}) {
        EXPECT_EQ(policy_from_text(policy.name()), policy);
    }
    EXPECT_EQ(policy_from_text("threshold:5"), disclosure_policy::threshold(5));
    EXPECT_EQ(policy_from_text("round_base:10"), disclosure_policy::round_base(10));
    EXPECT_EQ(policy_from_text("nhs_hes_subnational"), disclosure_policy::nhs_subnational());
}

TEST(DisclosurePolicy, OtherNamesAndNumbersAreRefused) {
    for (char const* const text :
         {"", "five", "threshold", "Threshold:5", "threshold(5", "ofqual:5", "nhs", "round:5"}) {
        auto const read = policy_from_text(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, failure_code::not_found) << text;
    }
    for (char const* const text : {"threshold:", "threshold:1", "threshold:0", "threshold:-5",
                                   "threshold:5.5", "threshold:5 ", "threshold(1000001)",
                                   "round_base:1", "round_base:99999999999999999999"}) {
        auto const read = policy_from_text(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, failure_code::value_out_of_range) << text;
    }
}

} // namespace
} // namespace upheld
