// SPDX-License-Identifier: BSL-1.0
#include "support/random_store.hpp"
#include "upheld/rollup/timeliness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

/// Timeliness beside the facts that the published measure counts.

namespace upheld {
namespace {

constexpr day_span months{day(2020, 1, 15), day(2020, 3, 31)};

TEST(TimelinessTwin, TheUsualRuleIsThePublishedMeasure) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 15; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(40);
        day const then = random.some_day();
        facts const known = cases.facts_as_of(then);
        auto const spells = cases.spells_as_of(viewpoint::at_the_time(then));
        std::int64_t in_time = 0;
        std::int64_t has_clock = 0;
        for (complaint_fact const& f : known.complaints) {
            if (!f.is_counted || !months.covers(f.received)) continue;
            in_time += f.answer == answer_state::answered_in_time;
            has_clock += f.answer != answer_state::no_clock;
        }
        auto const by_case = timeliness_of(spells, months, then, cases.calendar()).value();
        ASSERT_EQ(by_case.total.counts.share(open_not_due::not_in_time),
                  (ratio{in_time, has_clock}));

        in_time = has_clock = 0;
        for (aspect_fact const& a : known.aspects) {
            if (!a.of.is_counted || !months.covers(a.of.received)) continue;
            in_time += a.of.answer == answer_state::answered_in_time;
            has_clock += a.of.answer != answer_state::no_clock;
        }
        auto const by_aspect =
            timeliness_of(spells, months, then, cases.calendar(), {.of = counted_as::aspects})
                .value();
        ASSERT_EQ(by_aspect.total.counts.share(open_not_due::not_in_time),
                  (ratio{in_time, has_clock}));
    }
}

TEST(TimelinessTwin, EveryStageOfThePeriodIsInOneCountAndTheGroupsAddUp) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 15; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(40);
        day const as_of = random.some_day();
        auto const spells = cases.spells_as_of({as_of, day(2020, 12, 31)});
        for (bool const is_journey : {false, true}) {
            std::int64_t stages = 0;
            std::int64_t answers = 0;
            std::vector<day> open_since;
            for (open_spell const& s : spells) {
                if (!s.is_counted_as_of || !(is_journey ? s.is_last : s.is_last_of_stage)) continue;
                if (!months.covers(is_journey ? s.received : s.stage_began)) continue;
                ++stages;
                answers += !s.is_withdrawn && s.ended && s.ended_by == spell_end::answered;
                if (!s.is_withdrawn && !s.ended) {
                    open_since.push_back(is_journey ? s.received : s.stage_began);
                }
            }
            timeliness_rule rule;
            rule.stage = is_journey ? stage_choice::journey() : stage_choice::every();
            auto const found = timeliness_of(spells, months, as_of, cases.calendar(), rule,
                                             {.unit = true, .stage = true})
                                   .value();
            auto const all = [](timeliness_counts const& c) {
                return c.in_time + c.answered_late + c.never_answered + c.open_overdue +
                       c.open_not_yet_due + c.no_clock + c.withdrawn;
            };
            ASSERT_EQ(all(found.total.counts), stages);
            ASSERT_EQ(static_cast<std::int64_t>(found.total.days.size()), answers);
            std::sort(open_since.begin(), open_since.end());
            ASSERT_EQ(found.total.open_since, open_since);
            std::int64_t of_rows = 0;
            for (timeliness_row const& row : found.rows) of_rows += all(row.counts);
            ASSERT_EQ(of_rows, stages);
        }
    }
}

} // namespace
} // namespace upheld
