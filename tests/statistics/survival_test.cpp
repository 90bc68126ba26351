// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/survival.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

// Numbers of R and its package survival for many more sets: tests/data/statistics/reference.csv.

namespace upheld {
namespace {

using test::is_near;
using cases = std::vector<observed_duration>;

survival_curve curve_of(cases const& of) { return survival_curve::of(of).value(); }

/// Remission in leukaemia, maintained group: Miller 1981, in R `aml`.
cases const maintained{{9, true},  {13, true}, {13, false}, {18, true}, {23, true},  {28, false},
                       {31, true}, {34, true}, {45, false}, {48, true}, {161, false}};
cases const not_maintained{{5, true},  {5, true},  {8, true},  {8, true},  {12, true}, {16, false},
                           {23, true}, {27, true}, {30, true}, {33, true}, {43, true}, {45, true}};

TEST(Survival, AgreesWithMillersExample) {
    survival_curve const curve = curve_of(maintained);
    EXPECT_EQ(curve.cases(), 11);
    EXPECT_EQ(curve.ended(), 7);
    EXPECT_EQ(curve.last_time(), 161);
    ASSERT_EQ(curve.steps().size(), 7u);
    EXPECT_TRUE(is_near(curve.steps()[0].survival, 10.0 / 11));
    EXPECT_TRUE(is_near(curve.steps()[6].survival, 0.18409090909090911));
    EXPECT_EQ(*curve.quantile(0.5).value, 31);
    EXPECT_EQ(*curve.quantile(0.5).lower, 18);
    EXPECT_EQ(curve.quantile(0.5).upper, absent(absence::not_reached));
}

/// Somebody last seen open on the day on which another case ends was still waiting then.
TEST(Survival, AnOpenCaseIsAtRiskOnItsLastDay) {
    survival_curve const curve = curve_of({{3, true}, {3, false}, {5, true}});
    EXPECT_EQ(curve.steps()[0].at_risk, 3);
    EXPECT_TRUE(is_near(curve.steps()[0].survival, 2.0 / 3));
    EXPECT_EQ(curve.steps()[1].at_risk, 1);
}

TEST(Survival, OpenCasesMakeItLongerThanClosedOnesAlone) {
    cases const all{{4, true}, {6, true}, {8, true}, {9, false}, {9, false}, {9, false}};
    cases const closed(all.begin(), all.begin() + 3);
    EXPECT_EQ(*curve_of(closed).at(8).survival.value, 0);
    EXPECT_EQ(*curve_of(all).at(8).survival.value, 0.5);
}

TEST(Survival, TheMedianIsTheMiddleOfALevelStretchAtOneHalf) {
    EXPECT_EQ(*curve_of({{1, true}, {2, true}, {3, true}, {4, true}}).quantile(0.5).value, 2.5);
    // The stretch goes on to the end of what was watched.
    EXPECT_EQ(*curve_of({{1, true}, {9, false}}).quantile(0.5).value, 5);
    EXPECT_EQ(*curve_of({{1, true}, {2, true}, {3, true}}).quantile(0.5).value, 2);
}

TEST(Survival, WhatTheCurveDoesNotReachIsAbsentAndNeverExtrapolated) {
    survival_curve const open = curve_of({{5, false}, {6, false}});
    EXPECT_EQ(open.quantile(0.5).value, absent(absence::not_reached));
    EXPECT_TRUE(open.steps().empty());
    EXPECT_EQ(*open.at(6).survival.value, 1);
    EXPECT_EQ(open.at(6.5).survival.value, absent(absence::not_available));
    EXPECT_EQ(open.at(6.5).standard_error, absent(absence::not_available));
    EXPECT_EQ(open.restricted_mean(7).error(), absence::not_available);
    EXPECT_EQ(open.restricted_mean(6)->mean, 6);
    // Where everybody has ended there is nothing left to know.
    survival_curve const over = curve_of({{5, true}, {6, true}});
    EXPECT_EQ(*over.at(100).survival.value, 0);
    EXPECT_EQ(over.restricted_mean(100)->mean, 5.5);
}

TEST(Survival, LimitsOnThreeScales) {
    survival_curve const curve = curve_of(maintained);
    auto const found = [&](survival_limits how) { return curve.at(13, {.limits = how}).survival; };
    // R 4.2: summary(survfit(Surv(time, status) ~ 1, aml[aml$x == "Maintained", ]), times = 13)
    EXPECT_TRUE(is_near(*found(survival_limits::log).value, 0.81818181818181823));
    EXPECT_TRUE(is_near(*found(survival_limits::log).lower, 0.61924898739936352));
    EXPECT_EQ(*found(survival_limits::log).upper, 1);
    EXPECT_TRUE(is_near(*found(survival_limits::log_log).lower, 0.44742861468218142));
    EXPECT_TRUE(is_near(*found(survival_limits::log_log).upper, 0.95116222858249166));
    EXPECT_TRUE(is_near(*found(survival_limits::plain).lower, 0.59025505879901674));
    EXPECT_EQ(*found(survival_limits::plain).upper, 1);
    EXPECT_TRUE(is_near(*curve.at(13).standard_error, 0.11629129983033294));
}

TEST(Survival, BeforeTheFirstEndAndAfterTheLastThereIsNothingToBeUnsureOf) {
    survival_curve const curve = curve_of({{2, true}, {4, true}});
    EXPECT_EQ(*curve.at(1).survival.lower, 1);
    EXPECT_EQ(*curve.at(1).survival.upper, 1);
    EXPECT_EQ(*curve.at(1).standard_error, 0);
    EXPECT_EQ(*curve.at(4).survival.value, 0);
    EXPECT_EQ(curve.at(4).survival.lower, absent(absence::no_limit));
}

TEST(Survival, OfNothingDoesNotExist) {
    EXPECT_EQ(survival_curve::of({}).error().code, failure_code::no_base);
    EXPECT_EQ(survival_curve::of_counts({}, {}).error().code, failure_code::no_base);
    cases const early{{1, true}, {-1, true}};
    EXPECT_EQ(survival_curve::of(early).error().code, failure_code::value_out_of_range);
    EXPECT_NE(to_string(survival_curve::of(early).error()).find("case 2"), std::string::npos);
    cases const endless{{HUGE_VAL, false}};
    EXPECT_EQ(survival_curve::of(endless).error().code, failure_code::value_out_of_range);
    std::array<std::int64_t, 2> const negative{1, -1};
    EXPECT_EQ(survival_curve::of_counts(negative, {}).error().where.column, "ended");
}

class SurvivalProperties : public ::testing::Test {
  protected:
    static constexpr unsigned seed = 77;
    std::mt19937 random{seed};

    cases some_cases(double chance_open) {
        cases made(std::uniform_int_distribution<std::size_t>(1, 80)(random));
        for (observed_duration& one : made) {
            one.time = std::uniform_int_distribution<int>(0, 30)(random);
            one.is_ended = !std::bernoulli_distribution(chance_open)(random);
        }
        return made;
    }
};

/// Twin: the definition, step by step.
TEST_F(SurvivalProperties, AgreesWithTheDefinition) {
    SCOPED_TRACE(seed);
    for (int round = 0; round != 100; ++round) {
        cases const all = some_cases(0.4);
        survival_curve const curve = curve_of(all);
        double product = 1;
        double greenwood = 0;
        for (int t = 0; t <= 30; ++t) {
            double r = 0;
            double d = 0;
            for (observed_duration const& one : all) {
                if (one.time >= t) r += 1;
                if (one.time == t && one.is_ended) d += 1;
            }
            if (d > 0) {
                product *= 1 - d / r;
                greenwood += d / (r * (r - d));
            }
            if (t > curve.last_time()) break;
            survival_estimate const found = curve.at(t);
            EXPECT_NEAR(*found.survival.value, product, 1e-12);
            if (product > 1e-9) {
                EXPECT_NEAR(*found.standard_error, product * std::sqrt(greenwood), 1e-12);
            }
        }
    }
}

TEST_F(SurvivalProperties, WithoutOpenCasesItIsTheShareStillWaiting) {
    SCOPED_TRACE(seed);
    for (int round = 0; round != 100; ++round) {
        cases const all = some_cases(0);
        survival_curve const curve = curve_of(all);
        double sum = 0;
        for (observed_duration const& one : all) sum += one.time;
        for (int k = 0; k <= 30; ++k) {
            auto const waiting = std::count_if(all.begin(), all.end(),
                                               [&](auto const& one) { return one.time > k; });
            EXPECT_NEAR(*curve.at(k).survival.value,
                        static_cast<double>(waiting) / static_cast<double>(all.size()), 1e-12);
        }
        EXPECT_NEAR(curve.restricted_mean(30)->mean, sum / static_cast<double>(all.size()), 1e-10);
    }
}

TEST_F(SurvivalProperties, CountingWholeDaysAndSortingAgree) {
    SCOPED_TRACE(seed);
    for (int round = 0; round != 100; ++round) {
        cases const days = some_cases(0.3);
        cases halves = days;
        for (observed_duration& one : halves) one.time += 0.5;
        survival_curve const counted = curve_of(days);
        survival_curve const sorted = curve_of(halves);
        ASSERT_EQ(counted.steps().size(), sorted.steps().size());
        for (std::size_t i = 0; i != counted.steps().size(); ++i) {
            EXPECT_EQ(counted.steps()[i].time + 0.5, sorted.steps()[i].time);
            EXPECT_EQ(counted.steps()[i].at_risk, sorted.steps()[i].at_risk);
            EXPECT_EQ(counted.steps()[i].ended, sorted.steps()[i].ended);
            EXPECT_EQ(counted.steps()[i].survival, sorted.steps()[i].survival);
        }
        EXPECT_EQ(counted.last_time() + 0.5, sorted.last_time());
    }
}

// R 4.2: survdiff(Surv(time, status) ~ x, data = aml).
TEST(LogRank, AgreesWithR) {
    std::array<std::span<observed_duration const>, 2> const groups{maintained, not_maintained};
    auto const found = log_rank_test(groups);
    ASSERT_TRUE(found);
    EXPECT_TRUE(is_near(*found->statistic, 3.3963886989776011));
    EXPECT_TRUE(is_near(*found->p_value, 0.065339322040505132));
    EXPECT_EQ(found->degrees_of_freedom, 1);
}

TEST(LogRank, TheOrderOfGroupsAndAnEmptyOneDoNotMatter) {
    std::span<observed_duration const> const a = maintained;
    std::span<observed_duration const> const b = not_maintained;
    std::array const there{a, b};
    std::array const back{b, std::span<observed_duration const>(), a};
    EXPECT_NEAR(*log_rank_test(there)->statistic, *log_rank_test(back)->statistic, 1e-12);
    EXPECT_EQ(log_rank_test(back)->degrees_of_freedom, 1);
}

TEST(LogRank, OneGroupHasNobodyToBeComparedWith) {
    std::array<std::span<observed_duration const>, 1> const alone{maintained};
    EXPECT_EQ(log_rank_test(alone)->statistic, absent(absence::not_applicable));
    EXPECT_EQ(log_rank_test({})->p_value, absent(absence::not_applicable));
    cases const open{{3, false}};
    std::array<std::span<observed_duration const>, 2> const no_ends{open, open};
    EXPECT_EQ(log_rank_test(no_ends)->statistic, absent(absence::not_applicable));
}

} // namespace
} // namespace upheld
