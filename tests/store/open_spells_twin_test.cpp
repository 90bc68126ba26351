// SPDX-License-Identifier: BSL-1.0
#include "support/random_store.hpp"
#include "upheld/store/known_on.hpp"
#include "upheld/store/store_view.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

/// Spells beside what a store says without them, on random histories.

namespace upheld {
namespace {

constexpr day first_day(2020, 1, 1);
constexpr day last_day(2020, 12, 31);
constexpr std::uint32_t runs = 12;
constexpr std::size_t complaints = 25;

/// The spells of each complaint.
std::map<complaint_id, std::vector<open_spell>> by_complaint(std::vector<open_spell> const& all) {
    std::map<complaint_id, std::vector<open_spell>> made;
    for (open_spell const& s : all) made[s.id].push_back(s);
    return made;
}

TEST(OpenSpellsTwin, TheLastOneStandsAsTheComplaintDoesOnAnyDay) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != runs; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(complaints);
        day const as_of = random.some_day();
        for (day const known_on : {as_of, random.some_day(), last_day}) {
            auto const spells = by_complaint(cases.spells_as_of({as_of, known_on}));
            store_view const stood = cases.as_of(as_of, known_on);
            for (complaint_id const which : cases.complaint_ids()) {
                auto const state = stood.state_of(which);
                auto const found = spells.find(which);
                ASSERT_EQ(found != spells.end(), state.has_value());
                if (!state) continue;
                for (open_spell const& s : found->second) {
                    ASSERT_EQ(s.received, state->record.received);
                    ASSERT_EQ(s.channel, state->record.channel);
                    ASSERT_EQ(s.category, state->record.category);
                    ASSERT_EQ(s.acknowledged, state->acknowledged);
                    ASSERT_EQ(s.acknowledge_due, state->acknowledge_due);
                    ASSERT_EQ(s.is_withdrawn, state->is_withdrawn);
                    ASSERT_NE(s.is_counted_as_of, state->record.is_service_request);
                    if (s.position != 0) continue;
                    ASSERT_EQ(s.original_due, state->original_due);
                    // What ended before an extension keeps the due day it had.
                    ASSERT_TRUE(s.due == state->due || !s.is_last_of_stage);
                }
                open_spell const& last = found->second.back();
                ASSERT_EQ(last.is_open(), state->is_open);
                if (!state->is_open) continue;
                ASSERT_EQ(last.stage, state->stage);
                ASSERT_EQ(last.is_paused, state->is_paused);
                ASSERT_NE(last.is_counted, state->record.is_service_request);
            }
        }
    }
}

TEST(OpenSpellsTwin, ThoseOfALaterDaySayWhatWasOpenOnEveryDayBefore) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != runs; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(complaints);
        day const known_on = random.some_day() + calendar_days(30);
        auto const all = cases.spells_as_of({last_day, known_on});
        for (day d = first_day; d < day(2020, 6, 1); d = d + calendar_days(3)) {
            auto const stood = cases.spells_as_of({d, known_on});
            auto const open_on = [&](std::vector<open_spell> const& some) {
                std::vector<std::tuple<complaint_id, stage_code, bool, day>> open;
                for (open_spell const& s : some) {
                    if (!s.is_open_at_end_of(d)) continue;
                    open.emplace_back(s.id, s.stage, s.is_counted, s.began);
                }
                return open;
            };
            ASSERT_EQ(open_on(all), open_on(stood));
        }
    }
}

TEST(OpenSpellsTwin, ThoseKnownOnADayAreThoseOfTheStoreThatWasKnownThen) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != runs; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(complaints);
        day const then = random.some_day();
        day const as_of = random.some_day();
        ASSERT_EQ(cases.spells_as_of({as_of, then}),
                  known_on(cases, then).value().spells_as_of({as_of, last_day}));
    }
}

TEST(OpenSpellsTwin, AgreeWithTheFactsOfTheDay) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != runs; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(complaints);
        day const then = random.some_day();
        auto const spells = by_complaint(cases.spells_as_of(viewpoint::at_the_time(then)));
        facts const known = cases.facts_as_of(then);
        ASSERT_EQ(spells.size(), known.complaints.size());
        for (complaint_fact const& f : known.complaints) {
            auto const& its = spells.at(f.id);
            ASSERT_EQ(its.back().is_counted_as_of && !its.back().is_withdrawn, f.is_counted);
            if (its.back().is_withdrawn) continue; // what is answered after that opened nothing
            auto const first = std::find_if(its.begin(), its.end(), [](open_spell const& s) {
                return s.position == 0 && s.is_last_of_stage;
            });
            bool const is_answered = first->ended && first->ended_by == spell_end::answered;
            ASSERT_EQ(f.answer, !first->due                    ? answer_state::no_clock
                                : !is_answered                 ? answer_state::not_answered
                                : *first->ended <= *first->due ? answer_state::answered_in_time
                                                               : answer_state::answered_late);
        }
    }
}

TEST(OpenSpellsTwin, TheOverdueOnesAreThoseTheStoreLists) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != runs; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(complaints);
        auto const spells = cases.spells_as_of({last_day, last_day});
        for (day d = first_day; d < day(2020, 8, 1); d = d + calendar_days(7)) {
            std::vector<complaint_id> overdue;
            for (open_spell const& s : spells) {
                if (s.is_open() && s.due && *s.due < d) overdue.push_back(s.id);
            }
            auto listed = cases.overdue(d);
            std::sort(listed.begin(), listed.end());
            ASSERT_EQ(listed, overdue);
        }
    }
}

} // namespace
} // namespace upheld
