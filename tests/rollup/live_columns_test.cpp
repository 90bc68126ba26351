// SPDX-License-Identifier: BSL-1.0
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

bool is_of(small_store const& s, complaint const& of, char const* unit) {
    return of.unit == code_of(s.words().units, unit);
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
    std::mt19937 random(seed);
    auto const below = [&](std::uint64_t n) { return random() % n; };
    small_store s;
    live_columns live = live_columns::of_store(s.cases, {1, 1}).value();
    live_cubes screen(live.rows());
    period const year = period_from_text("2019-20").value();
    measures const shown{"received", "aspects", "upheld_share", "in_time_by_complaints",
                         "stage_reached"};
    std::size_t const kept = screen.watch(by{dimension::unit}, shown, {}, year).value();

    std::vector<complaint_id> known;
    char const* const places[] = {"", "North", "South"};
    for (std::uint64_t i = 1; i != 400; ++i) {
        day const on = day(2019, 3, 1) + calendar_days(static_cast<std::int32_t>(below(450)));
        if (known.empty() || below(3) == 0) {
            complaint made = s.made(i, on, below(4) == 0 ? "streets" : "homes");
            made.place = places[below(3)];
            if (is_of(s, made, "streets")) made.category = code_of(s.words().categories, "noise");
            auto const added = s.cases.insert(made);
            ASSERT_TRUE(added) << to_string(added.error());
            known.push_back(made.id);
            continue;
        }
        complaint_id const c = known[below(known.size())];
        complaint const now = s.cases.find(c).value();
        bool const has_aspect = s.cases.find(aspect_id(c.value)).has_value();
        switch (below(6)) {
        case 0:
            if (!has_aspect && is_of(s, now, "homes")) s.add_aspect(c);
            break;
        case 1:
            if (has_aspect) {
                event decided =
                    s.made_event(c, event_kind::outcome_decided, now.received + calendar_days(9),
                                 below(2) == 0 ? "upheld" : "not_upheld");
                decided.aspect = aspect_id(c.value);
                static_cast<void>(s.cases.record(decided));
            }
            break;
        case 2:
            static_cast<void>(s.record(c, event_kind::responded,
                                       now.received + calendar_days(static_cast<int>(below(60)))));
            break;
        case 3: {
            complaint changed = now;
            changed.place = places[below(3)];
            ASSERT_TRUE(s.cases.modify(changed));
            break;
        }
        case 4:
            static_cast<void>(s.record(c, event_kind::withdrawn, now.received + calendar_days(3)));
            break;
        default: ASSERT_TRUE(s.cases.erase(c)); std::erase(known, c);
        }
    }
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
