// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/proportion.hpp"

#include <array>
#include <random>

// Expected values: the formulas in mpmath with 50 digits. To four places the examples are those of
// Newcombe, Statistics in Medicine 1998;17:857-872 (81/263, 15/148, 0/20, 1/29) and 873-890.

namespace upheld {
namespace {

using test::is_near;

void expect_limits(result<estimate> const& found, double lower, double upper) {
    ASSERT_TRUE(found) << to_string(found.error());
    EXPECT_TRUE(is_near(*found->lower, lower));
    EXPECT_TRUE(is_near(*found->upper, upper));
}

TEST(Wilson, AgreesWithNewcombesExamples) {
    expect_limits(wilson_interval({81, 263}), 0.25528851987827422577, 0.36620957698280007015);
    expect_limits(wilson_interval({15, 148}), 0.062386399530736279792, 0.16048724172330803892);
    expect_limits(wilson_interval({0, 20}), 0, 0.16112515805281938715);
    expect_limits(wilson_interval({1, 29}), 0.0061132142927626605164, 0.17175521879320288131);
}

TEST(Wilson, At998) {
    expect_limits(wilson_interval({81, 263}, strict_confidence()), 0.22803574024200475675,
                  0.40138942190936961045);
}

TEST(Wilson, KeepsItsDigitsForMillionsOfThousandMillions) {
    expect_limits(wilson_interval({5'000'001, 9'000'000'000}), 0.00055506905806632174876,
                  0.00055604270162151498725);
    expect_limits(wilson_interval({3, 1'000'000'000'000'000}), 1.0202707283643208219e-15,
                  8.8211880923297673309e-15);
}

TEST(Wilson, SaysWhatItIs) {
    auto const found = wilson_interval({58, 164});
    EXPECT_EQ(name_of(found->method), "wilson");
    EXPECT_EQ(found->at.fraction(), 0.95);
    EXPECT_DOUBLE_EQ(*found->value, 58.0 / 164);
}

TEST(WilsonWithContinuityCorrection, AgreesWithNewcombesExamples) {
    expect_limits(wilson_interval_continuity_corrected({81, 263}), 0.25350868229518517075,
                  0.3681762010430035558);
    expect_limits(wilson_interval_continuity_corrected({15, 148}), 0.059778208428498121515,
                  0.16444977936483698506);
    expect_limits(wilson_interval_continuity_corrected({1, 29}), 0.0018026402132796716573,
                  0.19628175100975957764);
    EXPECT_EQ(*wilson_interval_continuity_corrected({0, 20})->lower, 0);
    EXPECT_EQ(*wilson_interval_continuity_corrected({20, 20})->upper, 1);
}

TEST(ClopperPearson, AgreesWithNewcombesExamples) {
    expect_limits(clopper_pearson_interval({81, 263}), 0.25273674558527116302,
                  0.36762192260135136465);
    expect_limits(clopper_pearson_interval({0, 20}), 0, 0.16843347098308533706);
    EXPECT_EQ(*clopper_pearson_interval({20, 20})->upper, 1);
}

/// With no events the upper limit has a closed form.
TEST(ClopperPearson, OfNothingIsARootOfTheTail) {
    for (std::int64_t const n : {1, 2, 7, 50, 1000}) {
        double const closed = 1 - std::pow(0.025, 1.0 / static_cast<double>(n));
        EXPECT_TRUE(is_near(*clopper_pearson_interval({0, n})->upper, closed));
    }
}

TEST(DifferenceOfShares, AgreesWithNewcombesExamples) {
    expect_limits(difference_of_shares({56, 70}, {48, 80}), 0.052431472402364878,
                  0.33387265403690598);
    expect_limits(difference_of_shares({9, 10}, {3, 10}), 0.17052272393450288, 0.80901797353548798);
    expect_limits(difference_of_shares({5, 56}, {0, 29}), -0.038137147903536903,
                  0.19256001385511162);
    expect_limits(difference_of_shares({0, 10}, {0, 20}), -0.16112515805281939,
                  0.27753279986288925);
    expect_limits(difference_of_shares({10, 10}, {0, 10}), 0.60750935043052416, 1);
}

TEST(DifferenceOfShares, SaysWhetherThereIsAClearChange) {
    EXPECT_FALSE(difference_of_shares({56, 70}, {48, 80})->contains(0));
    EXPECT_TRUE(difference_of_shares({5, 56}, {0, 29})->contains(0));
}

// R 4.2: prop.test(c(15, 25), c(50, 50), correct = FALSE) and with correction.
TEST(TwoSharesTest, AgreesWithR) {
    auto const plain = two_shares_test({15, 50}, {25, 50});
    EXPECT_TRUE(is_near(*plain->statistic, 25.0 / 6));
    EXPECT_TRUE(is_near(*plain->p_value, 0.041226833337163572));
    EXPECT_EQ(plain->degrees_of_freedom, 1);
    EXPECT_FALSE(plain->has_small_expected);
    auto const corrected = two_shares_test({15, 50}, {25, 50}, continuity::corrected);
    EXPECT_TRUE(is_near(*corrected->statistic, 3.375));
    EXPECT_TRUE(is_near(*corrected->p_value, 0.06619257972219339));
    EXPECT_EQ(corrected->method, "chi_squared_continuity_corrected");
}

// R 4.2: the smokers of ?prop.test.
TEST(EqualSharesTest, AgreesWithR) {
    std::array<ratio, 4> const smokers{{{83, 86}, {90, 93}, {129, 136}, {70, 82}}};
    auto const found = equal_shares_test(smokers);
    EXPECT_TRUE(is_near(*found->statistic, 12.600411297127639188));
    EXPECT_TRUE(is_near(*found->p_value, 0.0055854766616270247));
    EXPECT_EQ(found->degrees_of_freedom, 3);
    EXPECT_FALSE(found->has_small_expected); // at least 82 x 25 / 397 are expected not to smoke
}

TEST(EqualSharesTest, WarnsWhereFewerThanFiveAreExpected) {
    EXPECT_TRUE(two_shares_test({1, 9}, {3, 9})->has_small_expected);
    EXPECT_FALSE(two_shares_test({4, 10}, {6, 10})->has_small_expected);
}

TEST(EqualSharesTest, IsTheTwoSharesTestForTwo) {
    std::array<ratio, 2> const both{{{15, 50}, {25, 50}}};
    EXPECT_EQ(*equal_shares_test(both)->statistic, *two_shares_test(both[0], both[1])->statistic);
}

TEST(EqualSharesTest, NothingCanDifferWhereAllCasesAreOfOneKind) {
    auto const found = two_shares_test({0, 7}, {0, 9});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->statistic, absent(absence::not_applicable));
    EXPECT_EQ(found->p_value, absent(absence::not_applicable));
}

TEST(Shares, WhatIsNoShareIsRefusedByName) {
    using share_interval = result<estimate> (*)(ratio, confidence);
    for (share_interval const interval_of :
         {share_interval(wilson_interval), share_interval(wilson_interval_continuity_corrected),
          share_interval(clopper_pearson_interval)}) {
        EXPECT_EQ(interval_of({0, 0}, {}).error().code, failure_code::no_base);
        EXPECT_EQ(interval_of({3, 2}, {}).error().code, failure_code::part_exceeds_whole);
        EXPECT_EQ(interval_of({-1, 2}, {}).error().code, failure_code::value_out_of_range);
        EXPECT_EQ(interval_of({1, -2}, {}).error().where.column, "n");
    }
    EXPECT_EQ(difference_of_shares({1, 2}, {0, 0}).error().where.column, "n2");
    EXPECT_EQ(two_shares_test({3, 2}, {1, 2}).error().where.column, "events1");
    std::array<ratio, 2> const wrong{{{1, 2}, {0, 0}}};
    EXPECT_EQ(equal_shares_test(wrong).error().where.column, "n[2]");
    EXPECT_EQ(equal_shares_test(std::span(wrong).first(1)).error().code,
              failure_code::value_out_of_range);
    EXPECT_EQ(equal_shares_test({}).error().code, failure_code::value_out_of_range);
}

class ShareProperties : public ::testing::Test {
  protected:
    static constexpr unsigned seed = 20261125;
    std::mt19937_64 random{seed};

    ratio any_share() {
        std::int64_t const n = std::uniform_int_distribution<std::int64_t>(1, 5000)(random);
        return {std::uniform_int_distribution<std::int64_t>(0, n)(random), n};
    }
};

TEST_F(ShareProperties, IntervalsLieInsideAndContainTheShareAndMirror) {
    SCOPED_TRACE(seed);
    for (int i = 0; i != 500; ++i) {
        ratio const share = any_share();
        ratio const mirrored{share.whole - share.part, share.whole};
        SCOPED_TRACE(std::to_string(share.part) + " of " + std::to_string(share.whole));
        for (auto const interval_of :
             {wilson_interval, wilson_interval_continuity_corrected, clopper_pearson_interval}) {
            auto const found = interval_of(share, {});
            auto const other = interval_of(mirrored, {});
            EXPECT_GE(*found->lower, 0);
            EXPECT_LE(*found->upper, 1);
            EXPECT_TRUE(found->contains(*found->value));
            EXPECT_NEAR(*found->lower, 1 - *other->upper, 1e-14);
            EXPECT_NEAR(*found->upper, 1 - *other->lower, 1e-14);
            EXPECT_EQ(*found->lower == 0, share.part == 0);
            EXPECT_EQ(*found->upper == 1, share.part == share.whole);
        }
    }
}

TEST_F(ShareProperties, WilsonNarrowsAsCasesMultiplyAndWidensWithConfidence) {
    SCOPED_TRACE(seed);
    auto const width = [](result<estimate> const& of) { return *of->upper - *of->lower; };
    for (int i = 0; i != 300; ++i) {
        ratio const share = any_share();
        ratio const fourfold{4 * share.part, 4 * share.whole};
        EXPECT_LT(width(wilson_interval(fourfold)), width(wilson_interval(share)));
        EXPECT_LT(width(wilson_interval(share)),
                  width(wilson_interval(share, strict_confidence())));
        EXPECT_LT(width(wilson_interval(share)),
                  width(wilson_interval_continuity_corrected(share)) + 1e-15);
    }
}

/// The limits are the shares at which the score test is on the edge.
TEST_F(ShareProperties, WilsonLimitsInvertTheScoreTest) {
    SCOPED_TRACE(seed);
    double const z = usual_confidence().z();
    for (int i = 0; i != 300; ++i) {
        ratio const share = any_share();
        auto const found = wilson_interval(share);
        auto const n = static_cast<double>(share.whole);
        for (double const limit : {*found->lower, *found->upper}) {
            if (limit == 0 || limit == 1) continue;
            double const score =
                std::abs(*found->value - limit) / std::sqrt(limit * (1 - limit) / n);
            EXPECT_NEAR(score, z, 1e-9);
        }
    }
}

TEST_F(ShareProperties, ADifferenceTurnedRoundChangesItsSign) {
    SCOPED_TRACE(seed);
    for (int i = 0; i != 300; ++i) {
        ratio const a = any_share();
        ratio const b = any_share();
        auto const there = difference_of_shares(a, b);
        auto const back = difference_of_shares(b, a);
        EXPECT_DOUBLE_EQ(*there->lower, -*back->upper);
        EXPECT_TRUE(there->contains(*there->value));
        EXPECT_GE(*there->lower, -1 - 1e-15);
        EXPECT_LE(*there->upper, 1 + 1e-15);
    }
}

} // namespace
} // namespace upheld
