// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/control_chart.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace upheld {
namespace {

using test::is_near;
using enum side;

using sides = std::vector<side>;

/// `+` above, `-` below, anything else on the mean.
sides drawn(std::string_view strip) {
    sides made;
    for (char const c : strip) made.push_back(c == '+' ? above : c == '-' ? below : on);
    return made;
}

std::string strip(std::span<side const> flags) {
    std::string made;
    for (side const s : flags) made += s == above ? '+' : s == below ? '-' : '.';
    return made;
}

// NIST/SEMATECH e-Handbook 6.3.2.2: flow rates of ten batches; it prints 50.81, 45.79 and 55.82
// with 3/1.128.
constexpr std::array flow_rates{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};

TEST(XmrLimits, AgreeWithNistsExample) {
    auto const found = xmr_limits_of(flow_rates, {.constant = xmr_constant::quotient});
    ASSERT_TRUE(found);
    EXPECT_TRUE(is_near(found->mean, 50.81));
    EXPECT_TRUE(is_near(*found->mean_moving_range, 16.9 / 9));
    EXPECT_TRUE(is_near(*found->lower, 50.81 - 3 / 1.128 * 16.9 / 9));
    EXPECT_TRUE(is_near(*found->upper, 50.81 + 3 / 1.128 * 16.9 / 9));
    EXPECT_TRUE(found->is_trial);
}

TEST(XmrLimits, TheUsualConstantIsRounded) {
    auto const found = xmr_limits_of(flow_rates);
    EXPECT_TRUE(is_near(*found->upper, 50.81 + 2.66 * 16.9 / 9));
    EXPECT_TRUE(is_near(*found->near_upper, 50.81 + 2.66 * 16.9 / 9 * 2 / 3));
}

TEST(XmrLimits, MayBeBelowNothing) {
    std::array const counts{0.0, 9.0, 1.0, 8.0, 0.0};
    EXPECT_LT(*xmr_limits_of(counts)->lower, 0);
}

TEST(XmrLimits, LargeMovingRangesAreLeftOutOnlyOnRequest) {
    // Ranges: seven of 1 and two of 39.
    std::array const values{10.0, 11.0, 10.0, 11.0, 50.0, 11.0, 10.0, 11.0, 10.0, 11.0};
    EXPECT_TRUE(is_near(*xmr_limits_of(values)->mean_moving_range, (7.0 + 39 + 39) / 9));
    auto const screened = xmr_limits_of(values, {.screening = range_screening::leave_out_large});
    EXPECT_TRUE(is_near(*screened->mean_moving_range, 1));
}

TEST(XmrLimits, OfASeriesThatNeverMovesHaveNoWidth) {
    std::array const same{5.0, 5.0, 5.0};
    auto const found = xmr_limits_of(same, {.screening = range_screening::leave_out_large});
    EXPECT_EQ(*found->lower, 5);
    EXPECT_EQ(*found->upper, 5);
}

TEST(XmrLimits, ComeFromABaselineIfThereIsOne) {
    std::array const values{1.0, 3.0, 100.0};
    auto const found = xmr_limits_of(values, {.baseline_points = 2});
    EXPECT_EQ(found->mean, 2);
    EXPECT_EQ(*found->mean_moving_range, 2);
    EXPECT_FALSE(xmr_limits_of(values, {.baseline_points = 4}));
    EXPECT_FALSE(xmr_limits_of(values, {.baseline_points = 1}));
}

TEST(XmrLimits, OnePointHasNoRangeAndNoPointsHaveNoMean) {
    std::array const one{4.0};
    auto const found = xmr_limits_of(one);
    EXPECT_EQ(found->mean, 4);
    EXPECT_EQ(found->upper, absent(absence::too_few));
    EXPECT_EQ(xmr_limits_of({}).error().code, failure_code::no_base);
    std::array const none{1.0, std::nan("")};
    EXPECT_EQ(xmr_limits_of(none).error().code, failure_code::value_out_of_range);
}

TEST(SevenOnOneSide, AreFlaggedAllSeven) {
    auto const found = runs_on_one_side(drawn("++++++-+++++++"));
    EXPECT_EQ(strip(found.part_of), ".......+++++++");
    EXPECT_EQ(strip(found.ends), ".............+");
    EXPECT_EQ(strip(runs_on_one_side(drawn("--------+")).ends), "......--.");
    EXPECT_EQ(strip(runs_on_one_side(drawn("--------+")).part_of), "--------.");
}

TEST(SevenOnOneSide, APointOnTheMeanBreaksTheRun) {
    EXPECT_EQ(strip(runs_on_one_side(drawn("+++0++++")).part_of), "........");
    EXPECT_EQ(strip(runs_on_one_side(drawn("0000000")).part_of), ".......");
    EXPECT_TRUE(runs_on_one_side({}).part_of.empty());
}

TEST(SevenInATrend, AreSixStepsOfOneSign) {
    std::array const rising{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
    EXPECT_EQ(strip(trends_in(rising).part_of), "+++++++");
    EXPECT_EQ(strip(trends_in(rising).ends), "......+");
    EXPECT_EQ(strip(trends_in(std::span(rising).first(6)).part_of), "......");
    EXPECT_EQ(strip(trends_in(std::span(rising).first(6), 6).part_of), "++++++");
}

TEST(SevenInATrend, EqualNeighboursBreakIt) {
    std::array const stopped{1.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 7.0, 8.0};
    EXPECT_EQ(strip(trends_in(stopped).part_of), ".........");
}

TEST(SevenInATrend, APointAtAJoinGoesTheWayOfWhatFollows) {
    std::array const peak{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0};
    EXPECT_EQ(strip(trends_in(peak).part_of), "++++++-------");
}

TEST(TwoOfThree, FlagsTheClosePointsAlone) {
    EXPECT_EQ(strip(two_of_three(drawn("+0+"), drawn("+++")).part_of), "+.+");
    EXPECT_EQ(strip(two_of_three(drawn("+++"), drawn("+++")).part_of), "+++");
    EXPECT_EQ(strip(two_of_three(drawn("-.-."), drawn("----")).part_of), "-.-.");
}

TEST(TwoOfThree, AllThreeAreOnOneSide) {
    EXPECT_EQ(strip(two_of_three(drawn("+0+"), drawn("+-+")).part_of), "...");
    EXPECT_EQ(strip(two_of_three(drawn("+0+"), drawn("+0+")).part_of), "...");
    EXPECT_EQ(strip(two_of_three(drawn("++"), drawn("++")).part_of), "..");
}

TEST(XmrChart, TheFirstCauseThatHoldsIsTold) {
    // A steady rise that ends outside the limits of its first points.
    std::vector<double> values{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11};
    for (int i = 1; i <= 7; ++i) values.push_back(11 + i);
    auto const chart = make_xmr_chart(values, {.baseline_points = 12});
    ASSERT_TRUE(chart);
    chart_point const& last = chart->points.back();
    EXPECT_EQ(last.outside, above);
    EXPECT_EQ(last.in_trend, above);
    EXPECT_EQ(last.in_run, above);
    EXPECT_EQ(last.cause, special_cause::outside_limits);
    EXPECT_EQ(chart->points[12].cause, special_cause::trend); // 12, within the limits
    EXPECT_EQ(chart->points[0].cause, special_cause::none);
}

TEST(XmrChart, APointOnALimitIsNotOutside) {
    std::array const values{1.0, 2.0};
    auto const limits = xmr_limits_of(values);
    std::array const more{1.0, 2.0, *limits->upper};
    auto const chart = make_xmr_chart(more, {.baseline_points = 2});
    EXPECT_EQ(chart->points[2].outside, on);
    EXPECT_EQ(chart->points[2].near_limit, above);
}

TEST(XmrChart, RebasingBeginsANewSegmentAndNothingLooksAcross) {
    std::vector<double> values(10, 5.0);
    values.insert(values.end(), 10, 9.0);
    for (std::size_t i = 0; i != values.size(); i += 2) values[i] += 1;
    std::array<rebase, 1> const there{{{.first = 10, .reason = "new team"}}};
    auto const chart = make_xmr_chart(values, {}, there);
    ASSERT_TRUE(chart);
    ASSERT_EQ(chart->segments.size(), 2u);
    EXPECT_EQ(chart->segments[0].limits.mean, 5.5);
    EXPECT_EQ(chart->segments[1].limits.mean, 9.5);
    EXPECT_EQ(chart->segments[1].reason, "new team");
    for (chart_point const& point : chart->points) EXPECT_EQ(point.cause, special_cause::none);
    // Without it each half is a run.
    auto const plain = make_xmr_chart(values);
    EXPECT_EQ(plain->points[0].cause, special_cause::run);
    EXPECT_EQ(plain->points[0].direction, below);
}

TEST(XmrChart, RebasesOutsideTheSeriesAreRefused) {
    std::array const values{1.0, 2.0, 3.0};
    for (std::size_t const at : {std::size_t{0}, std::size_t{3}, std::size_t{9}}) {
        std::array<rebase, 1> const wrong{{{.first = at, .reason = ""}}};
        EXPECT_EQ(make_xmr_chart(values, {}, wrong).error().code, failure_code::order_broken);
    }
    EXPECT_EQ(make_xmr_chart({}).error().code, failure_code::no_base);
}

TEST(Meaning, TurnsHighAndLowIntoBetterAndWorse) {
    chart_point high{.cause = special_cause::run, .direction = above};
    chart_point low{.cause = special_cause::run, .direction = below};
    EXPECT_EQ(meaning_of(high, improvement::increase), meaning::improvement);
    EXPECT_EQ(meaning_of(high, improvement::decrease), meaning::concern);
    EXPECT_EQ(meaning_of(low, improvement::decrease), meaning::improvement);
    EXPECT_EQ(meaning_of(low, improvement::neutral), meaning::neutral_low);
    EXPECT_EQ(meaning_of({}, improvement::increase), meaning::common_cause);
}

TEST(Assurance, ComparesTheLimitsWithATarget) {
    using enum assurance;
    EXPECT_EQ(*assurance_of(70, 90, 60, improvement::increase), consistent_pass);
    EXPECT_EQ(*assurance_of(70, 90, 95, improvement::increase), consistent_fail);
    EXPECT_EQ(*assurance_of(70, 90, 80, improvement::increase), inconsistent);
    EXPECT_EQ(*assurance_of(70, 90, 70, improvement::increase), inconsistent);
    EXPECT_EQ(*assurance_of(70, 90, 95, improvement::decrease), consistent_pass);
    EXPECT_EQ(*assurance_of(70, 90, 60, improvement::decrease), consistent_fail);
    EXPECT_EQ(assurance_of(70, 90, 60, improvement::neutral).error(), absence::not_applicable);
}

/// Twin: every window looked at.
TEST(Rules, AgreeWithLookingAtEveryWindow) {
    constexpr unsigned seed = 3;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round != 300; ++round) {
        std::size_t const n = std::uniform_int_distribution<std::size_t>(0, 24)(random);
        std::vector<double> values(n);
        for (double& v : values) v = std::uniform_int_distribution<int>(-2, 6)(random);
        std::sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n / 2));
        sides of_mean;
        for (double const v : values) of_mean.push_back(v > 0 ? above : v < 0 ? below : on);
        auto const runs = runs_on_one_side(of_mean, 4);
        auto const trends = trends_in(values, 3);
        for (std::size_t i = 0; i != n; ++i) {
            bool in_run = false;
            bool in_trend = false;
            for (std::size_t from = 0; from + 4 <= n; ++from) {
                bool const fits =
                    std::all_of(of_mean.begin() + static_cast<std::ptrdiff_t>(from),
                                of_mean.begin() + static_cast<std::ptrdiff_t>(from) + 4,
                                [&](side s) { return s != on && s == of_mean[from]; });
                in_run = in_run || (fits && from <= i && i < from + 4);
            }
            for (std::size_t from = 0; from + 3 <= n; ++from) {
                double const first = values[from + 1] - values[from];
                double const second = values[from + 2] - values[from + 1];
                in_trend = in_trend || (first * second > 0 && from <= i && i < from + 3);
            }
            EXPECT_EQ(runs.part_of[i] != on, in_run);
            EXPECT_EQ(trends.part_of[i] != on, in_trend);
        }
    }
}

} // namespace
} // namespace upheld
