// SPDX-License-Identifier: BSL-1.0
#include "rollup/random_changes.hpp"
#include "store/small_store.hpp"
#include "upheld/rollup/live_columns.hpp"
#include "upheld/rollup/live_cubes.hpp"

#include <random>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day last_of_all(2199, 12, 31);

std::int64_t aspects_upheld(columns const& rows) {
    return rollup(rows, by{}, measures{"upheld"}).value().at(0, 0).number;
}

TEST(LiveColumns, HaveWhatTheStoreHasAfterEachChange) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    live_columns live = live_columns::of_store(s.cases).value();
    EXPECT_EQ(live.rows().size().rows, 1u);
    aspect_id const a = s.add_aspect(c);
    EXPECT_EQ(aspects_upheld(live.rows()), 0);
    event decided = s.made_event(c, event_kind::outcome_decided, mon_2020_01_20, "upheld");
    decided.aspect = a;
    ASSERT_TRUE(s.cases.record(decided));
    EXPECT_EQ(aspects_upheld(live.rows()), 1);
    ASSERT_TRUE(s.cases.erase(decided.id));
    EXPECT_EQ(aspects_upheld(live.rows()), 0);
    ASSERT_TRUE(s.cases.erase(c));
    EXPECT_EQ(live.rows().size().rows, 0u);
    EXPECT_EQ(live.rows().size().stages, 0u);
}

TEST(LiveColumns, EqualColumnsMadeAfreshAfterARandomHistory) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    small_store s;
    live_columns live = live_columns::of_store(s.cases, {1, 1}).value();
    live_cubes screen(live.rows());
    period const year = period_from_text("2019-20").value();
    measures const shown{"received", "aspects", "upheld_share", "in_time_by_complaints",
                         "stage_reached"};
    std::size_t const kept = screen.watch(by{dimension::unit}, shown, {}, year).value();

    test::random_changes changes(s, seed);
    for (int i = 0; i != 400; ++i) changes.make_one(400);
    columns const fresh = columns_of(s.words(), s.cases.facts_as_of(last_of_all)).value();
    EXPECT_EQ(live.rows().size().rows, fresh.size().rows);
    EXPECT_EQ(live.rows().size().stages, fresh.size().stages);
    for (by const& groups : {by{dimension::unit, dimension::answer}, by{dimension::place}, by{}}) {
        EXPECT_EQ(rollup(live.rows(), groups, shown, {}, year).value(),
                  rollup(fresh, groups, shown, {}, year).value());
    }
    EXPECT_EQ(screen.at(kept), rollup(fresh, by{dimension::unit}, shown, {}, year).value());
}

TEST(LiveCubes, RefuseWhatRowsComingAndGoingDoNotTell) {
    small_store s;
    columns rows(s.words());
    live_cubes screen(rows);
    auto const code_of_refusal = [&](by const& groups, measures const& what) {
        auto const refused = screen.watch(groups, what);
        return refused ? failure_code::not_found : refused.error().code;
    };
    EXPECT_EQ(code_of_refusal(by{}, measures{"median_working_days"}), failure_code::contradiction);
    EXPECT_EQ(code_of_refusal(by{dimension::subject}, measures{"received"}),
              failure_code::contradiction);
    EXPECT_EQ(code_of_refusal(by{dimension::time}, measures{"received"}),
              failure_code::contradiction);
    EXPECT_EQ(screen.size(), 0u);
}

} // namespace
} // namespace upheld
