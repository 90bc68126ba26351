// SPDX-License-Identifier: BSL-1.0
#include "rollup/small_cubes.hpp"
#include "upheld/rollup/cube_charts.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::axis_of;

grouping const months{dimension::time, {}, time_step::month};
std::vector<std::string> const spring{"2019-M04", "2019-M05", "2019-M06"};

cube_measure one_measure(std::string key, std::vector<std::int64_t> part,
                         std::vector<std::int64_t> whole = {}) {
    cube_measure m;
    m.key = std::move(key);
    m.part = std::move(part);
    m.whole = std::move(whole);
    m.adds_up_over = {true};
    m.covered = {coverage::kept};
    return m;
}

cube over_time(cube_measure m, std::vector<std::string> const& keys = spring,
               period in = test::small_period) {
    return {{axis_of(months, keys)}, std::move(in), {std::move(m)}};
}

/// Shares of places, which no unit's coverage hangs on.
cube by_place(std::vector<std::int64_t> part, std::vector<std::int64_t> whole) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i != part.size(); ++i) keys.push_back("p" + std::to_string(i));
    return {{axis_of({dimension::place, {}, {}}, keys)},
            test::small_period,
            {one_measure("upheld_share", std::move(part), std::move(whole))}};
}

failure_code refusal(auto const& made) {
    EXPECT_FALSE(made);
    return made ? failure_code::file_missing : made.error().code;
}

TEST(CubeSeries, ItsPointsAreTheEntriesThatHaveAFigure) {
    cube const shares = over_time(one_measure("upheld_share", {1, 0, 3}, {4, 0, 4}));
    cube_series const series = series_of(shares, 0).value();
    EXPECT_EQ(series.of.key, "upheld_share");
    EXPECT_EQ(series.entries, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(series.without_figure, std::vector<std::size_t>{1});
    EXPECT_TRUE(series.unfinished.empty());
    EXPECT_EQ(point_of(series.figures[1]), 0.75);
}

TEST(CubeSeries, AMonthWithoutRowsCountsNone) {
    cube const sparse({axis_of(months, spring)}, test::small_period,
                      {one_measure("received", {5, 7})}, {0, 2});
    cube_series const series = series_of(sparse, 0).value();
    ASSERT_EQ(series.figures.size(), 3u);
    EXPECT_EQ(point_of(series.figures[1]), 0);
    EXPECT_EQ(point_of(series.figures[2]), 7);
}

TEST(CubeSeries, AMonthThatIsNotOverIsNoPoint) {
    cube const counts = over_time(one_measure("received", {5, 6, 1}));
    EXPECT_EQ(series_of(counts, 0, day(2019, 6, 30)).value().unfinished.size(), 0u);
    EXPECT_EQ(series_of(counts, 0, day(2019, 6, 29)).value().unfinished,
              std::vector<std::size_t>{2});
}

TEST(CubeSeries, AMonthOfWhichThePeriodHasAPartIsNoPoint) {
    period const part{"2019-04-02..2019-06-30", {day(2019, 4, 2), day(2019, 6, 30)}};
    cube const counts = over_time(one_measure("received", {5, 6, 7}), spring, part);
    EXPECT_EQ(series_of(counts, 0).value().unfinished, std::vector<std::size_t>{0});
}

TEST(CubeSeries, IsOfOneStepOfTimeAlone) {
    EXPECT_EQ(refusal(series_of(by_place({1, 2}, {3, 4}), 0)), failure_code::contradiction);
    cube_measure total = one_measure("received", {5});
    total.adds_up_over.clear();
    EXPECT_EQ(refusal(series_of(cube({}, test::small_period, {total}), 0)),
              failure_code::contradiction);
}

TEST(PointOf, IsInTheFiguresOwnUnit) {
    EXPECT_EQ(point_of(figure::of(figure_form::count, 12)), 12);
    EXPECT_EQ(point_of(figure::of(figure_form::pence, 12'345)), 123.45);
    EXPECT_EQ(point_of(figure::of(ratio{1, 8})), 0.125);
    EXPECT_EQ(point_of(figure::of_days({39, 2})), 19.5);
}

/// Mean 12, moving ranges 4 and 8, so the limits are 2.66 x 6 away (Making Data Count).
TEST(XmrChartOfACube, HasItsLimitsFromTheFigures) {
    cube const counts = over_time(one_measure("received", {10, 14, 6, 18}),
                                  {"2019-M04", "2019-M05", "2019-M06", "2019-M07"});
    xmr_chart const chart = xmr_chart_of(series_of(counts, 0).value()).value();
    ASSERT_EQ(chart.segments.size(), 1u);
    EXPECT_DOUBLE_EQ(chart.segments[0].limits.mean, 12);
    EXPECT_DOUBLE_EQ(*chart.segments[0].limits.upper, 12 + 2.66 * 8);
    EXPECT_TRUE(chart.segments[0].limits.is_trial);
}

TEST(XmrChartOfACube, OfNothingHasNoBase) {
    cube const shares = over_time(one_measure("upheld_share", {0, 0, 0}, {0, 0, 0}));
    EXPECT_EQ(refusal(xmr_chart_of(series_of(shares, 0).value())), failure_code::no_base);
}

TEST(CountChartOfACube, IsOfSharesOrCounts) {
    cube const shares = over_time(one_measure("upheld_share", {12, 8, 10}, {50, 40, 60}));
    count_chart const p = count_chart_of(series_of(shares, 0).value()).value();
    EXPECT_DOUBLE_EQ(p.centre, 30.0 / 150);
    EXPECT_EQ(p.upper.size(), 3u);
    cube const counts = over_time(one_measure("received", {12, 8, 10}));
    EXPECT_DOUBLE_EQ(count_chart_of(series_of(counts, 0).value()).value().centre, 10);
    EXPECT_EQ(refusal(count_chart_of(series_of(counts, 0).value(), overdispersion::laney)),
              failure_code::contradiction);
    cube const money = over_time(one_measure("remedies", {12, 8, 10}));
    EXPECT_EQ(refusal(count_chart_of(series_of(money, 0).value())), failure_code::contradiction);
}

TEST(FunnelOfACube, ComparesWithTheShareOfAllTogether) {
    cube const shares = by_place({10, 50, 0, 0, 90}, {100, 100, 100, 0, 100});
    cube_funnel const funnel = funnel_of(shares, 0).value();
    EXPECT_TRUE(funnel.is_target_pooled);
    EXPECT_DOUBLE_EQ(funnel.target, 150.0 / 400);
    EXPECT_EQ(funnel.without_figure, std::vector<std::size_t>{3});
    ASSERT_EQ(funnel.points.size(), 4u);
    EXPECT_EQ(funnel.points[0].where, funnel_class::low_998);
    EXPECT_EQ(funnel.points[1].where, funnel_class::high_95);
    EXPECT_EQ(funnel.points[3].entry, 4u);
    EXPECT_EQ(funnel.points[3].where, funnel_class::high_998);
    for (cube_funnel_point const& point : funnel.points) {
        funnel_limits const plain = funnel_limits_of_share(funnel.target, 100).value();
        EXPECT_EQ(point.limits.within_95, plain.within_95);
        EXPECT_EQ(point.limits.within_998, plain.within_998);
        EXPECT_EQ(point.where, funnel_class_of_share(point.share, funnel.target).value());
    }
}

TEST(FunnelOfACube, ComparesWithAStatedTarget) {
    cube_funnel const funnel = funnel_of(by_place({45, 60}, {100, 100}), 0, 0.45).value();
    EXPECT_FALSE(funnel.is_target_pooled);
    EXPECT_EQ(funnel.points[0].where, funnel_class::inside);
    EXPECT_EQ(funnel.points[1].where, funnel_class::high_95);
    EXPECT_EQ(refusal(funnel_of(by_place({45, 60}, {100, 100}), 0, 1.5)),
              failure_code::value_out_of_range);
}

TEST(FunnelOfACube, WidensItsLimitsOnlyByWhatChanceLeavesOver) {
    std::vector<std::int64_t> const part{10, 20, 30, 40, 50, 60, 70, 80, 90, 50};
    std::vector<std::int64_t> const whole(10, 100);
    cube_funnel const narrow = funnel_of(by_place(part, whole), 0).value();
    cube_funnel const wide =
        funnel_of(by_place(part, whole), 0, {}, funnel_spread::widened).value();
    EXPECT_FALSE(narrow.is_widened);
    EXPECT_TRUE(wide.is_widened);
    EXPECT_TRUE(wide.spread.is_meaningful);
    for (std::size_t i = 0; i != part.size(); ++i) {
        EXPECT_LT(wide.points[i].limits.within_95.lower, narrow.points[i].limits.within_95.lower);
        EXPECT_GT(wide.points[i].limits.within_95.upper, narrow.points[i].limits.within_95.upper);
    }
    EXPECT_EQ(narrow.points[0].where, funnel_class::low_998);
    EXPECT_EQ(wide.points[0].where, funnel_class::inside);

    std::vector<std::int64_t> const alike(10, 50);
    EXPECT_FALSE(
        funnel_of(by_place(alike, whole), 0, {}, funnel_spread::widened).value().is_widened);
}

TEST(FunnelOfACube, IsOfSharesOfSeparateCases) {
    EXPECT_EQ(refusal(funnel_of(over_time(one_measure("upheld_share", {1, 1, 1}, {2, 2, 2})), 0)),
              failure_code::contradiction);
    cube const counts({axis_of({dimension::place, {}, {}}, {"a", "b"})}, test::small_period,
                      {one_measure("received", {1, 2})});
    EXPECT_EQ(refusal(funnel_of(counts, 0)), failure_code::contradiction);
    cube_measure shared = one_measure("in_time_by_complaints", {1, 2}, {3, 4});
    shared.adds_up_over = {false};
    shared.covered.assign(2, coverage::kept);
    EXPECT_EQ(refusal(funnel_of(cube({axis_of({dimension::service, {}, {}}, {"a", "b"})},
                                     test::small_period, {shared}),
                                0)),
              failure_code::contradiction);
    EXPECT_EQ(refusal(funnel_of(by_place({0, 0}, {0, 0}), 0)), failure_code::no_base);
}

} // namespace
} // namespace upheld
