// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/count_rate.hpp"

#include <random>

namespace upheld {
namespace {

using test::is_near;

TEST(PoissonExact, NoEventsHaveAClosedForm) {
    auto const found = poisson_exact_count_interval(0);
    EXPECT_EQ(*found->lower, 0);
    EXPECT_TRUE(is_near(*found->upper, -std::log(0.025)));
    EXPECT_TRUE(
        is_near(*poisson_exact_count_interval(0, strict_confidence())->upper, -std::log(0.001)));
}

// mpmath, 50 digits; the usual tables have 4.80 to 18.39.
TEST(PoissonExact, TenEvents) {
    auto const found = poisson_exact_count_interval(10);
    EXPECT_TRUE(is_near(*found->lower, 4.7953886961324336357));
    EXPECT_TRUE(is_near(*found->upper, 18.39035604201777872));
    EXPECT_EQ(name_of(found->method), "exact");
}

// mpmath, 50 digits.
TEST(Byar, AgreesWithItsFormula) {
    auto const ten = byar_count_interval(10);
    EXPECT_TRUE(is_near(*ten->lower, 4.78744991396756181));
    EXPECT_TRUE(is_near(*ten->upper, 18.3914586057564756));
    auto const many = byar_count_interval(65);
    EXPECT_TRUE(is_near(*many->lower, 50.1631877104594417));
    EXPECT_TRUE(is_near(*many->upper, 82.8491385459398593));
    EXPECT_TRUE(is_near(*byar_count_interval(1)->lower, 0.0130721329015043237));
}

TEST(Byar, HasNoLowerLimitWhereTheFormulaWouldBeNegative) {
    EXPECT_EQ(byar_count_interval(1, strict_confidence())->lower, absent(absence::no_limit));
    EXPECT_EQ(byar_count_interval(0)->lower, absent(absence::no_limit));
    EXPECT_TRUE(byar_count_interval(0)->upper);
}

TEST(Byar, IsWithinAFifthOfAPerCentOfExactFromTenEventsOn) {
    for (std::int64_t count = byar_from; count != 3000; ++count) {
        auto const exact = poisson_exact_count_interval(count);
        auto const byar = byar_count_interval(count);
        EXPECT_NEAR(*byar->lower / *exact->lower, 1, 0.002) << count;
        EXPECT_NEAR(*byar->upper / *exact->upper, 1, 0.002) << count;
        EXPECT_TRUE(byar->contains(static_cast<double>(count)));
        EXPECT_TRUE(exact->contains(static_cast<double>(count)));
    }
}

TEST(CountInterval, ChangesItsMethodAtTen) {
    EXPECT_EQ(count_interval(9)->method, interval_method::exact);
    EXPECT_EQ(count_interval(10)->method, interval_method::byar);
}

TEST(RateInterval, IsTheCountsIntervalPerSoManyPeople) {
    auto const found = rate_interval(65, {.population = 130'000, .multiplier = 10'000});
    EXPECT_TRUE(is_near(*found->rate.value, 5));
    EXPECT_TRUE(is_near(*found->rate.lower, 50.1631877104594417 / 13));
    EXPECT_TRUE(is_near(*found->rate.upper, 82.8491385459398593 / 13));
    EXPECT_EQ(name_of(found->rate.method), "byar");
    EXPECT_FALSE(found->is_annualised);
    EXPECT_EQ(rate_interval(9, {.population = 100})->rate.method, interval_method::exact);
    EXPECT_EQ(poisson_exact_rate_interval(65, {.population = 100})->rate.method,
              interval_method::exact);
}

TEST(RateInterval, OfPartOfAYearIsAnnualisedAndSaysSo) {
    auto const found = rate_interval(20, {.population = 1000, .years = 0.25});
    EXPECT_TRUE(is_near(*found->rate.value, 80));
    EXPECT_TRUE(found->is_annualised);
}

TEST(RateInterval, MoreEventsThanResidentsAreARate) {
    EXPECT_TRUE(is_near(*rate_interval(300, {.population = 100})->rate.value, 3000));
}

TEST(RateInterval, OfNobodyDoesNotExist) {
    auto const nobody = rate_interval(0, {.population = 0});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, failure_code::no_base);
    EXPECT_EQ(nobody.error().where.column, "population");
    EXPECT_EQ(rate_interval(-1, {.population = 5}).error().code, failure_code::value_out_of_range);
    EXPECT_EQ(rate_interval(1, {.population = -5}).error().code, failure_code::value_out_of_range);
    EXPECT_EQ(rate_interval(1, {.population = 5, .years = 0}).error().where.column, "years");
    EXPECT_EQ(rate_interval(1, {.population = 5, .multiplier = std::nan("")}).error().where.column,
              "multiplier");
    EXPECT_EQ(poisson_exact_count_interval(-1).error().where.column, "count");
    EXPECT_FALSE(byar_count_interval(-1));
    EXPECT_FALSE(count_interval(-1));
}

// R 4.2: poisson.test.
TEST(CompareRates, AgreesWithR) {
    auto const found = compare_rates(11, 800, 14, 1083);
    EXPECT_TRUE(is_near(*found->ratio.value, 1.0636607142857144));
    EXPECT_TRUE(is_near(*found->ratio.lower, 0.43698065860402902));
    EXPECT_TRUE(is_near(*found->ratio.upper, 2.52206214772254711));
    EXPECT_TRUE(is_near(found->p_value, 1));
    auto const apart = compare_rates(30, 1000, 12, 900);
    EXPECT_TRUE(is_near(apart->p_value, 0.019384985179502552));
    EXPECT_TRUE(is_near(*apart->ratio.lower, 1.1186668215559363));
    EXPECT_TRUE(is_near(*apart->ratio.upper, 4.8255016351569893));
    EXPECT_TRUE(is_near(compare_rates(300, 1000, 12'000, 30'000.5)->p_value, 3.2334200897375994e-07,
                        1e-10));
}

TEST(CompareRates, TwoThenFourHaveNotClearlyDoubled) {
    auto const found = compare_rates(4, 1, 2, 1);
    EXPECT_EQ(*found->ratio.value, 2);
    EXPECT_TRUE(found->ratio.contains(1));
    EXPECT_TRUE(is_near(found->p_value, 0.6875));
}

TEST(CompareRates, NothingAgainstSomethingHasOneLimitOnly) {
    auto const none_first = compare_rates(0, 2, 5, 3);
    EXPECT_EQ(*none_first->ratio.value, 0);
    EXPECT_EQ(*none_first->ratio.lower, 0);
    EXPECT_TRUE(is_near(*none_first->ratio.upper, 1.6369186577738188));
    EXPECT_TRUE(is_near(none_first->p_value, 0.1648));
    auto const none_second = compare_rates(5, 3, 0, 2);
    EXPECT_EQ(none_second->ratio.value, absent(absence::not_applicable));
    EXPECT_EQ(none_second->ratio.upper, absent(absence::no_limit));
    EXPECT_TRUE(is_near(*none_second->ratio.lower, 1 / 1.6369186577738188));
}

TEST(CompareRates, NothingAgainstNothingSaysNothing) {
    auto const found = compare_rates(0, 1, 0, 2);
    EXPECT_EQ(found->ratio.value, absent(absence::not_applicable));
    EXPECT_EQ(found->ratio.lower, absent(absence::not_applicable));
    EXPECT_EQ(found->p_value, 1);
}

TEST(CompareRates, WrongNumbersAreRefusedByName) {
    EXPECT_EQ(compare_rates(-1, 1, 0, 1).error().where.column, "events1");
    EXPECT_EQ(compare_rates(1, 1, -1, 1).error().where.column, "events2");
    EXPECT_EQ(compare_rates(1, 0, 1, 1).error().code, failure_code::no_base);
    EXPECT_EQ(compare_rates(1, 1, 1, -1).error().where.column, "exposure2");
}

/// Twin: every outcome looked at.
TEST(CompareRates, ThePValueAddsUpWhatIsNoLikelierThanWhatWasSeen) {
    constexpr unsigned seed = 4;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i != 200; ++i) {
        int const n = std::uniform_int_distribution<int>(1, 60)(random);
        int const x = std::uniform_int_distribution<int>(0, n)(random);
        int const a = std::uniform_int_distribution<int>(1, 9)(random);
        int const b = std::uniform_int_distribution<int>(1, 9)(random);
        double const chance = static_cast<double>(a) / (a + b);
        auto const chance_of = [&](int k) {
            return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                            k * std::log(chance) + (n - k) * std::log1p(-chance));
        };
        double sum = 0;
        for (int k = 0; k <= n; ++k) {
            if (chance_of(k) <= chance_of(x) * (1 + 1e-7)) sum += chance_of(k);
        }
        EXPECT_NEAR(compare_rates(x, a, n - x, b)->p_value, sum, 1e-10)
            << x << " of " << n << ", " << a << " to " << b;
    }
}

} // namespace
} // namespace upheld
