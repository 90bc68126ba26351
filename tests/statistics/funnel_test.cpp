// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/count_rate.hpp"
#include "upheld/statistics/funnel.hpp"
#include "upheld/statistics/proportion.hpp"

#include <array>

// Numbers of R for over-dispersion: tests/data/statistics/reference.csv.

namespace upheld {
namespace {

using test::is_near;

TEST(FunnelOfShares, IsTheTargetGiveOrTakeStandardErrors) {
    auto const found = funnel_limits_of_share(0.3, 84);
    ASSERT_TRUE(found);
    double const error = 0.05; // sqrt(0.3 x 0.7 / 84)
    EXPECT_TRUE(is_near(found->within_95.lower, 0.3 - 1.9599639845400542 * error));
    EXPECT_TRUE(is_near(found->within_998.upper, 0.3 + 3.0902323061678135 * error));
}

TEST(FunnelOfShares, StaysWithinNothingAndAll) {
    EXPECT_EQ(funnel_limits_of_share(0.02, 5)->within_95.lower, 0);
    EXPECT_EQ(funnel_limits_of_share(0.98, 5)->within_998.upper, 1);
    EXPECT_EQ(funnel_limits_of_share(0, 5)->within_95.upper, 0);
    EXPECT_EQ(funnel_limits_of_share(1, 5)->within_95.lower, 1);
    EXPECT_EQ(funnel_limits_of_share(30, 5).error().where.column, "target");
    EXPECT_EQ(funnel_limits_of_share(0.3, 0).error().code, failure_code::no_base);
}

/// The Wilson interval inverts the same test: a share lies outside if its interval leaves the
/// target out.
TEST(FunnelOfShares, AgreesWithTheWilsonInterval) {
    constexpr double target = 0.37;
    for (std::int64_t n = 1; n != 60; ++n) {
        for (std::int64_t x = 0; x <= n; ++x) {
            SCOPED_TRACE(std::to_string(x) + " of " + std::to_string(n));
            funnel_class const where = funnel_class_of_share({x, n}, target).value();
            bool const is_outside_998 =
                where == funnel_class::low_998 || where == funnel_class::high_998;
            EXPECT_EQ(where == funnel_class::inside, wilson_interval({x, n})->contains(target));
            EXPECT_EQ(is_outside_998,
                      !wilson_interval({x, n}, strict_confidence())->contains(target));
        }
    }
}

TEST(FunnelOfRatios, TheOuterBandIsWider) {
    auto const found = funnel_limits_of_ratio(12.5, 2);
    EXPECT_LT(found->within_998.lower, found->within_95.lower);
    EXPECT_LT(found->within_95.upper, found->within_998.upper);
    EXPECT_FALSE(funnel_limits_of_ratio(0));
    EXPECT_EQ(funnel_limits_of_ratio(1, -1).error().where.column, "target");
}

/// At the expectation for which a number lies on its limit, the exact interval of the number ends.
TEST(FunnelOfRatios, ExpectationsOnTheLimitsAreTheExactInterval) {
    auto const found = funnel_expected_on_limits(17);
    auto const exact = poisson_exact_count_interval(17);
    EXPECT_EQ(found->for_lower_95, *exact->upper);
    EXPECT_EQ(found->for_upper_95, *exact->lower);
    EXPECT_EQ(funnel_expected_on_limits(0)->for_upper_95, 0);
    EXPECT_FALSE(funnel_expected_on_limits(-1));
}

TEST(FunnelOfRatios, ClassesComeFromExactLimitsBelowTenAndByarsFromTen) {
    EXPECT_EQ(*funnel_class_of_ratio(30, 30), funnel_class::inside);
    EXPECT_EQ(*funnel_class_of_ratio(45, 30), funnel_class::high_95);
    EXPECT_EQ(*funnel_class_of_ratio(60, 30), funnel_class::high_998);
    EXPECT_EQ(*funnel_class_of_ratio(18, 30), funnel_class::low_95);
    EXPECT_EQ(*funnel_class_of_ratio(10, 30), funnel_class::low_998);
    EXPECT_EQ(*funnel_class_of_ratio(0, 3), funnel_class::inside); // upper limit of 0: 3.69
    EXPECT_EQ(*funnel_class_of_ratio(0, 4), funnel_class::low_95);
    EXPECT_EQ(*funnel_class_of_ratio(0, 8), funnel_class::low_998); // beyond 6.91
    EXPECT_EQ(*funnel_class_of_ratio(60, 30, 2), funnel_class::inside);
    EXPECT_EQ(name_of(funnel_class::high_998), "High (0.001)");
    EXPECT_EQ(words_of(funnel_class::low_95), "lower than expected (outside the 95% limits)");
}

TEST(FunnelOfRatios, WrongNumbersAreRefused) {
    EXPECT_EQ(funnel_class_of_ratio(-1, 3).error().where.column, "observed");
    EXPECT_EQ(funnel_class_of_ratio(1, 0).error().code, failure_code::no_base);
    EXPECT_EQ(funnel_class_of_share({3, 2}, 0.5).error().code, failure_code::part_exceeds_whole);
    EXPECT_EQ(funnel_class_of_share({0, 0}, 0.5).error().code, failure_code::no_base);
}

TEST(Overdispersion, ThereIsNoneWhereUnitsAreAlike) {
    std::array<std::int64_t, 12> const observed{20, 21, 19, 20, 20, 22, 18, 20, 21, 19, 20, 20};
    std::array<double, 12> expected{};
    expected.fill(20);
    auto const found = overdispersion_of_ratios(observed, expected);
    ASSERT_TRUE(found);
    EXPECT_LT(found->phi, 1);
    EXPECT_EQ(found->tau_squared, 0);
    EXPECT_FALSE(found->is_adjusted);
    EXPECT_TRUE(found->is_meaningful);
}

TEST(Overdispersion, WidensLimits) {
    std::array<ratio, 10> const shares{{{10, 100},
                                        {60, 100},
                                        {20, 100},
                                        {70, 100},
                                        {30, 100},
                                        {55, 100},
                                        {15, 100},
                                        {65, 100},
                                        {45, 100},
                                        {40, 100}}};
    auto const found = overdispersion_of_shares(shares);
    ASSERT_TRUE(found);
    EXPECT_TRUE(is_near(found->target, 0.41));
    EXPECT_TRUE(found->is_adjusted);
    auto const narrow = overdispersed_limits_of_share(found->target, 0, 100);
    auto const wide = overdispersed_limits_of_share(found->target, found->tau_squared, 100);
    EXPECT_LT(wide->within_95.lower, narrow->within_95.lower);
    EXPECT_GT(wide->within_95.upper, narrow->within_95.upper);
    // Without variance between units they are nearly those of the plain funnel.
    EXPECT_NEAR(narrow->within_95.upper, funnel_limits_of_share(0.41, 100)->within_95.upper, 0.003);
}

TEST(Overdispersion, ReachesNeverBelowNothingNorAboveAll) {
    EXPECT_EQ(overdispersed_limits_of_share(0.01, 1, 10)->within_998.lower, 0);
    EXPECT_EQ(overdispersed_limits_of_share(0.99, 1, 10)->within_998.upper, 1);
    EXPECT_EQ(overdispersed_limits_of_ratio(4, 1)->within_998.lower, 0);
    EXPECT_GT(overdispersed_limits_of_ratio(4, 1, funnel_scale::log)->within_998.lower, 0);
}

TEST(Overdispersion, TrimmedUnitsAreLeftOutAndSayIt) {
    std::array<std::int64_t, 11> const observed{2, 20, 21, 19, 22, 23, 18, 17, 24, 16, 90};
    std::array<double, 11> expected{};
    expected.fill(20);
    auto const found =
        overdispersion_of_ratios(observed, expected, funnel_scale::log, funnel_tails::trimmed);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->z_used.front());
    EXPECT_FALSE(found->z_used.back());
    EXPECT_TRUE(found->z_used[1]);
    auto const pulled = overdispersion_of_ratios(observed, expected);
    EXPECT_LT(*pulled->z_used.back(), pulled->z.back());
}

TEST(Overdispersion, WrongNumbersAreRefused) {
    std::array<std::int64_t, 2> const observed{0, 3};
    std::array const expected{1.0, 2.0};
    EXPECT_FALSE(overdispersion_of_ratios(observed, expected, funnel_scale::log));
    EXPECT_TRUE(overdispersion_of_ratios(observed, expected));
    EXPECT_EQ(overdispersion_of_ratios(observed, std::span(expected).first(1)).error().code,
              failure_code::contradiction);
    EXPECT_EQ(overdispersion_of_ratios({}, {}).error().code, failure_code::no_base);
    EXPECT_EQ(overdispersion_of_shares({}).error().code, failure_code::no_base);
    EXPECT_EQ(overdispersed_limits_of_share(0.5, -1, 3).error().where.column, "tau2");
    EXPECT_EQ(overdispersed_limits_of_ratio(0, 0).error().code, failure_code::no_base);
}

TEST(Overdispersion, OneUnitHasNobodyToDifferFrom) {
    std::array<std::int64_t, 1> const observed{90};
    std::array const expected{20.0};
    auto const found = overdispersion_of_ratios(observed, expected);
    EXPECT_EQ(found->tau_squared, 0);
    EXPECT_FALSE(found->is_meaningful);
}

} // namespace
} // namespace upheld
