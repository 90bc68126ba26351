// SPDX-License-Identifier: BSL-1.0
#include "rollup/small_cubes.hpp"
#include "upheld/rollup/cube.hpp"

#include <gmock/gmock.h>

#include <array>
#include <limits>
#include <type_traits>

namespace upheld {
namespace {

using testing::HasSubstr;

static_assert(std::is_nothrow_move_constructible_v<cube>);
static_assert(sizeof(coverage) == 1);

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

/// A cube without axes of one measure.
cube total_of(std::string key, std::vector<std::int64_t> part, std::vector<std::int64_t> whole = {},
              coverage covered = coverage::kept) {
    cube_measure m;
    m.key = std::move(key);
    m.width = static_cast<std::uint32_t>(part.size());
    m.part = std::move(part);
    m.whole = std::move(whole);
    m.covered = {covered};
    return {{}, test::small_period, {std::move(m)}};
}

/// How often 0, 1, 2, ... working days: a total's figure of them.
ratio days_of(std::string const& key, std::vector<std::int64_t> histogram) {
    figure const f = total_of(key, std::move(histogram)).at(0, 0);
    EXPECT_TRUE(f.has_value());
    EXPECT_EQ(f.form, figure_form::days);
    return f.share;
}

/// The cube with only the axes whose bit is set, counted from the rows' groups one by one.
cube plainly_folded(cube const& from, std::size_t set) {
    std::vector<axis> axes;
    std::vector<std::size_t> kept;
    for (std::size_t a = 0; a != from.axes().size(); ++a) {
        if ((set >> a & 1) == 0) continue;
        kept.push_back(a);
        axes.push_back(from.axes()[a]);
    }
    std::size_t size = 1;
    for (axis const& a : axes) size *= a.size();
    auto const goes_to = [&](std::size_t at) {
        std::size_t number = 0;
        for (std::size_t const k : kept)
            number = number * from.axes()[k].size() + from.entry(at, k);
        return number;
    };
    std::vector<bool> has_group(size, from.is_dense() || kept.empty());
    for (std::size_t at = 0; at != from.size(); ++at) has_group[goes_to(at)] = true;
    std::vector<std::uint64_t> groups;
    std::vector<std::size_t> position(size, 0);
    for (std::size_t g = 0; g != size; ++g) {
        if (!has_group[g]) continue;
        position[g] = groups.size();
        groups.push_back(g);
    }
    std::vector<cube_measure> measures;
    for (cube_measure const& m : from.measures()) {
        cube_measure made;
        made.key = m.key;
        made.width = m.width;
        made.part.assign(groups.size() * m.width, 0);
        made.whole.assign(m.whole.empty() && m.key != "upheld_share" ? 0 : groups.size(), 0);
        for (std::size_t const k : kept) made.adds_up_over.push_back(m.adds_up_over[k]);
        for (std::size_t at = 0; at != from.size(); ++at) {
            std::size_t const to = position[goes_to(at)];
            for (std::size_t i = 0; i != m.width; ++i) {
                made.part[to * m.width + i] += m.part[at * m.width + i];
            }
            if (!m.whole.empty()) made.whole[to] += m.whole[at];
        }
        // Units and subjects decide, and are the first two axes of small cubes.
        std::size_t const subjects = from.axes()[1].size();
        bool const by_unit = (set & 1) != 0;
        bool const by_subject = (set & 2) != 0;
        made.covered.assign((by_unit ? from.axes()[0].size() : 1) * (by_subject ? subjects : 1),
                            coverage::nobody_asked);
        for (std::size_t c = 0; c != m.covered.size(); ++c) {
            std::size_t const unit = by_unit ? c / subjects : 0;
            std::size_t const to =
                unit * (by_subject ? subjects : 1) + (by_subject ? c % subjects : 0);
            made.covered[to] = made.covered[to] | m.covered[c];
        }
        measures.push_back(std::move(made));
    }
    if (from.is_dense() || kept.empty()) return {std::move(axes), from.of(), std::move(measures)};
    return {std::move(axes), from.of(), std::move(measures), std::move(groups)};
}

TEST(Axis, KeepsKeysAndNamesInOrder) {
    axis a({dimension::unit, {}, {}});
    EXPECT_EQ(a.size(), 0U);
    a.add("homes", "Homes");
    a.add("", "Nothing");
    a.add("parks", "");
    ASSERT_EQ(a.size(), 3U);
    EXPECT_EQ(a.key(0), "homes");
    EXPECT_EQ(a.name(0), "Homes");
    EXPECT_EQ(a.key(1), "");
    EXPECT_EQ(a.name(1), "Nothing");
    EXPECT_EQ(a.name(2), "");
    EXPECT_EQ(a.find("parks"), 2U);
    EXPECT_EQ(a.find("Homes"), std::nullopt);
}

TEST(Cube, GroupsAreNumberedWithTheLastAxisFastest) {
    cube const c = test::counted({}, {}, true);
    EXPECT_EQ(c.size(), 12U);
    EXPECT_EQ(c.domain(), 12U);
    std::size_t at = 0;
    for (std::size_t u = 0; u != 3; ++u) {
        for (std::size_t s = 0; s != 2; ++s) {
            for (std::size_t w = 0; w != 2; ++w, ++at) {
                EXPECT_EQ(c.find(std::array{u, s, w}), at);
                EXPECT_EQ(c.entry(at, 0), u);
                EXPECT_EQ(c.entry(at, 1), s);
                EXPECT_EQ(c.entry(at, 2), w);
            }
        }
    }
    EXPECT_EQ(c.measure_at("remedies"), 2U);
    EXPECT_EQ(c.measure_at("complaints"), std::nullopt);
}

TEST(Cube, ASparseOneHasTheGroupsThatAnyRowIsIn) {
    cube const c =
        test::counted({{"parks", "delay", "2019-W15"}, {"homes", "delay", "2019-W14"}}, {}, false);
    ASSERT_EQ(c.size(), 2U);
    EXPECT_EQ(c.domain(), 12U);
    EXPECT_FALSE(c.is_dense());
    EXPECT_EQ(c.group(0), 2U);
    EXPECT_EQ(c.group(1), 7U);
    EXPECT_EQ(c.entry(1, 0), 1U);
    EXPECT_EQ(c.find(std::array<std::size_t, 3>{1, 1, 1}), 1U);
    EXPECT_EQ(c.find(std::array<std::size_t, 3>{1, 1, 0}), std::nullopt);
}

TEST(Cube, ATotalHasOneGroup) {
    cube const c;
    EXPECT_EQ(c.size(), 1U);
    EXPECT_EQ(c.domain(), 1U);
    EXPECT_EQ(c.find({}), 0U);
}

TEST(CubeFigures, CountsPenceAndShares) {
    EXPECT_EQ(total_of("aspects", {7}).at(0, 0), figure::of(figure_form::count, 7));
    EXPECT_EQ(total_of("remedies", {-250}).at(0, 0), figure::of(figure_form::pence, -250));
    EXPECT_EQ(total_of("upheld_share", {3}, {7}).at(0, 0), figure::of(ratio{3, 7}));
    EXPECT_EQ(total_of("upheld_share", {0}, {0}).at(0, 0).state, figure_state::no_base);
}

/// Where units differ in what they keep, the figure says what it leaves out.
TEST(CubeFigures, CoverageDecidesWhetherThereIsANumber) {
    using enum coverage;
    auto const figure_with = [](coverage c) { return total_of("aspects", {0}, {}, c).at(0, 0); };
    EXPECT_EQ(figure_with(kept), figure::of(figure_form::count, 0));
    EXPECT_EQ(figure_with(nobody_asked), figure::of(figure_form::count, 0));
    EXPECT_EQ(figure_with(kept | not_applicable), figure::of(figure_form::count, 0));
    for (coverage const left_out : {not_collected, not_known}) {
        figure const f = figure_with(kept | left_out);
        EXPECT_TRUE(f.has_value());
        EXPECT_TRUE(f.is_partial);
    }
    EXPECT_EQ(figure_with(not_collected | not_known | not_applicable).state,
              figure_state::not_collected);
    EXPECT_EQ(figure_with(not_known | not_applicable).state, figure_state::not_known);
    EXPECT_EQ(figure_with(not_applicable).state, figure_state::not_applicable);
    EXPECT_FALSE(figure_with(not_known).is_partial);
    EXPECT_EQ(figure_with(not_known).number, 0);
}

TEST(CubeFigures, CoverageIsThatOfTheUnitAndSubject) {
    cube const c =
        test::counted({{"homes", "delay", "2019-W14"}, {"parks", "delay", "2019-W14"}}, {}, true);
    EXPECT_EQ(c.at(*c.find(std::array<std::size_t, 3>{1, 1, 1}), 0).state, figure_state::not_known);
    EXPECT_EQ(c.at(*c.find(std::array<std::size_t, 3>{0, 1, 0}), 0).number, 1);
    EXPECT_FALSE(c.at(*c.find(std::array<std::size_t, 3>{0, 1, 0}), 0).is_partial);
    cube const total = folded(c, {}).value();
    EXPECT_EQ(total.at(0, 0).number, 2);
    EXPECT_TRUE(total.at(0, 0).is_partial);
}

/// numpy.percentile's default, worked out by hand.
TEST(CubeFigures, WorkingDaysAreExact) {
    std::string const mean = "mean_working_days";
    std::string const median = "median_working_days";
    std::string const p90 = "p90_working_days";
    // 0, 1, 1, 3
    EXPECT_EQ(days_of(mean, {1, 2, 0, 1}), (ratio{5, 4}));
    EXPECT_EQ(days_of(median, {1, 2, 0, 1}), (ratio{1, 1}));
    EXPECT_EQ(days_of(p90, {1, 2, 0, 1}), (ratio{12, 5})) << "h = 2.7: 1 + 0.7 * 2 = 2.4";
    // 2, 5: the middle of two
    EXPECT_EQ(days_of(median, {0, 0, 1, 0, 0, 1}), (ratio{7, 2}));
    EXPECT_EQ(days_of(p90, {0, 0, 1, 0, 0, 1}), (ratio{47, 10})) << "h = 0.9: 2 + 0.9 * 3";
    // one complaint
    for (std::string const& key : {median, p90}) {
        EXPECT_EQ(days_of(key, {0, 0, 0, 0, 1}), (ratio{4, 1}));
        EXPECT_EQ(days_of(key, {1}), (ratio{0, 1}));
    }
    // 0 to 10: ranks that are whole numbers
    EXPECT_EQ(days_of(median, std::vector<std::int64_t>(11, 1)), (ratio{5, 1}));
    EXPECT_EQ(days_of(p90, std::vector<std::int64_t>(11, 1)), (ratio{9, 1}));
    // 1 to 10, h = 8.1: 9 + 0.1
    EXPECT_EQ(days_of(p90, {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}), (ratio{91, 10}));
    // many: ranks do not run over
    EXPECT_EQ(days_of(p90, {largest / 4, largest / 4}), (ratio{1, 1}));
    EXPECT_EQ(days_of(median, {largest / 4, largest / 4}), (ratio{1, 2}));
    EXPECT_EQ(total_of(median, {0, 0, 0}).at(0, 0).state, figure_state::no_base);
    EXPECT_EQ(total_of(mean, {0}).at(0, 0).state, figure_state::no_base);
}

/// The same quantiles from the sorted list of days.
TEST(CubeFigures, QuantilesEqualThoseOfSortedDays) {
    std::uint32_t const seed = 20190401;
    SCOPED_TRACE(test::seed_text(seed));
    std::mt19937 random(seed);
    for (int round = 0; round != 200; ++round) {
        std::vector<std::int64_t> histogram(1 + random() % 30, 0);
        std::vector<std::int64_t> days;
        auto const count = static_cast<std::int64_t>(1 + random() % 50);
        for (std::int64_t i = 0; i != count; ++i) {
            std::size_t const d = random() % histogram.size();
            ++histogram[d];
            days.push_back(static_cast<std::int64_t>(d));
        }
        std::sort(days.begin(), days.end());
        auto const tenths = [&](std::int64_t p) { // tenths of a day at (n - 1) p / 10
            std::int64_t const h = (count - 1) * p;
            auto const low = static_cast<std::size_t>(h / 10);
            std::size_t const high = std::min(low + 1, days.size() - 1);
            return days[low] * 10 + h % 10 * (days[high] - days[low]);
        };
        ratio const median = days_of("median_working_days", histogram);
        ratio const p90 = days_of("p90_working_days", histogram);
        ASSERT_EQ(median.part * 10, tenths(5) * median.whole);
        ASSERT_EQ(p90.part * 10, tenths(9) * p90.whole);
    }
}

TEST(CubeFolding, EverySetOfAxesEqualsAddingGroupByGroup) {
    std::uint32_t const seed = 4;
    SCOPED_TRACE(test::seed_text(seed));
    std::mt19937 random(seed);
    for (int round = 0; round != 20; ++round) {
        test::small_entries entries;
        if (round % 3 == 1) entries.weeks.resize(1);
        if (round % 3 == 2) entries.subjects.emplace_back("noise");
        auto const rows = test::some_rows(random, entries, round % 7 * 4);
        for (bool const is_dense : {true, false}) {
            cube const all = test::counted(rows, entries, is_dense);
            auto const sets = all_grouping_sets(all).value();
            ASSERT_EQ(sets.size(), 8U);
            for (std::size_t set = 0; set != 8; ++set) {
                ASSERT_EQ(sets[set], plainly_folded(all, set)) << set << " dense " << is_dense;
                std::vector<std::size_t> kept;
                for (std::size_t a = 0; a != 3; ++a) {
                    if ((set >> a & 1) != 0) kept.push_back(a);
                }
                ASSERT_EQ(folded(all, kept).value(), sets[set]) << set;
            }
            auto const subtotals = rolled_up(all).value();
            ASSERT_EQ(subtotals.size(), 4U);
            EXPECT_EQ(subtotals[0], sets[0]);
            EXPECT_EQ(subtotals[1], sets[1]);
            EXPECT_EQ(subtotals[2], sets[3]);
            EXPECT_EQ(subtotals[3], all);
        }
        cube const dense = test::counted(rows, entries, true);
        EXPECT_EQ(without_empty_groups(dense), test::counted(rows, entries, false));
    }
}

TEST(CubeFolding, RefusesAxesThatDoNotAddUp) {
    cube const c = test::counted({{"homes", "delay", "2019-W14"}}, {}, true);
    std::vector<cube_measure> measures(c.measures().begin(), c.measures().end());
    measures[0].key = "received";
    measures[0].adds_up_over[1] = false;
    cube const complaints({c.axes().begin(), c.axes().end()}, c.of(), measures);

    EXPECT_TRUE(folded(complaints, std::array<std::size_t, 2>{0, 1}));
    auto const refused = folded(complaints, std::array<std::size_t, 2>{0, 2});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_THAT(to_string(refused.error()),
                HasSubstr("\"received\" does not add up over \"subject\""));
    EXPECT_FALSE(all_grouping_sets(complaints));
    EXPECT_FALSE(rolled_up(complaints));
}

TEST(CubeFolding, SumsBeyond64BitsAreRefused) {
    for (bool const is_dense : {true, false}) {
        cube const c = test::counted(
            {{"homes", "delay", "2019-W14"}, {"parks", "delay", "2019-W14"}}, {}, is_dense);
        std::vector<cube_measure> measures(c.measures().begin(), c.measures().end());
        auto const remade = [&] {
            std::vector<axis> axes(c.axes().begin(), c.axes().end());
            if (is_dense) return cube(axes, c.of(), measures);
            return cube(axes, c.of(), measures, {2, 6});
        };
        std::size_t const second = is_dense ? 6 : 1;
        measures[0].part[second] = largest - 1;
        EXPECT_EQ(folded(remade(), {}).value().at(0, 0).number, largest);
        measures[0].part[second] = largest;
        ASSERT_FALSE(folded(remade(), {}));
        EXPECT_EQ(folded(remade(), {}).error().code, failure_code::value_out_of_range);
        EXPECT_FALSE(all_grouping_sets(remade()));
    }
}

/// A service's coverage is that of its own unit, also when units are folded away.
TEST(CubeFolding, KeepsWhatEachServicesUnitKeeps) {
    axis const units = test::axis_of({dimension::unit, {}, {}}, {"homes", "parks"});
    axis const services = test::axis_of({dimension::service, {}, {}}, {"bins", "repairs"});
    using enum coverage;
    cube_measure m;
    m.key = "aspects";
    m.part = {0, 3, 0, 0};
    m.adds_up_over = {true, true};
    m.covered = {nobody_asked, kept, not_collected, nobody_asked};
    cube const c({units, services}, test::small_period, {m});

    cube const by_service = folded(c, std::array<std::size_t, 1>{1}).value();
    EXPECT_EQ(by_service.at(0, 0).state, figure_state::not_collected);
    EXPECT_EQ(by_service.at(1, 0), figure::of(figure_form::count, 3));
    cube const by_unit = folded(c, std::array<std::size_t, 1>{0}).value();
    EXPECT_EQ(by_unit.at(0, 0), figure::of(figure_form::count, 3));
    EXPECT_EQ(by_unit.at(1, 0).state, figure_state::not_collected);
    EXPECT_TRUE(folded(c, {}).value().at(0, 0).is_partial);
}

TEST(CubeFolding, AnAxisWithoutEntriesFoldsToNothing) {
    test::small_entries entries;
    entries.weeks.clear();
    for (bool const is_dense : {true, false}) {
        cube const c = test::counted({}, entries, is_dense);
        EXPECT_EQ(c.domain(), 0U);
        EXPECT_EQ(c.size(), 0U);
        cube const total = folded(c, {}).value();
        EXPECT_EQ(total.size(), 1U);
        EXPECT_EQ(total.at(0, 0).number, 0);
        EXPECT_EQ(folded(c, std::array<std::size_t, 2>{0, 1}).value().size(), is_dense ? 6U : 0U);
    }
}

} // namespace
} // namespace upheld
