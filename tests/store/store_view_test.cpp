// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"
#include "support/random_store.hpp"
#include "upheld/store/known_on.hpp"
#include "upheld/store/store_view.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day fri_2020_01_10(2020, 1, 10);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day mon_2020_02_03(2020, 2, 3);
constexpr day tue_2020_02_04(2020, 2, 4);
constexpr day wed_2020_04_01(2020, 4, 1);

/// A correction that was recorded, and so happened, on a day.
event correction(small_store& s, complaint_id of, day on, char const* field, char const* value) {
    event e = s.made_event(of, event_kind::corrected, on, value);
    e.field = field;
    return e;
}

TEST(StoreView, AnAnswerRecordedLateHadHappenedButWasNotKnown) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event e = s.made_event(c, event_kind::responded, mon_2020_01_20);
    e.recorded = tue_2020_02_04;
    ASSERT_TRUE(s.cases.record(e));
    auto const answered = [&](day happened, day recorded) {
        return s.cases.as_of(happened, recorded).state_of(c)->responded;
    };
    EXPECT_EQ(answered(mon_2020_01_20, mon_2020_01_20), std::nullopt);
    EXPECT_EQ(answered(mon_2020_01_20, mon_2020_02_03), std::nullopt);
    EXPECT_EQ(answered(mon_2020_01_20, tue_2020_02_04), mon_2020_01_20);
    EXPECT_EQ(answered(fri_2020_01_10, tue_2020_02_04), std::nullopt);
    EXPECT_EQ(answered(wed_2020_04_01, tue_2020_02_04), mon_2020_01_20);
}

TEST(StoreView, AComplaintEnteredLateIsUnknownUntilThenAndIsThereInHindsight) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event e = s.made_event(c, event_kind::received, mon_2020_01_06);
    e.recorded = mon_2020_02_03;
    ASSERT_TRUE(s.cases.record(e));
    EXPECT_TRUE(s.cases.as_of(mon_2020_01_20, mon_2020_01_20).complaint_ids().empty());
    EXPECT_FALSE(s.cases.as_of(mon_2020_01_20, mon_2020_01_20).state_of(c));
    EXPECT_TRUE(s.cases.as_of(mon_2020_01_20, mon_2020_01_20).events_of(c).empty());
    EXPECT_EQ(s.cases.as_of(mon_2020_01_20, mon_2020_02_03).complaint_ids(), std::vector{c});
    EXPECT_FALSE(s.cases.as_of(day(2020, 1, 5), mon_2020_02_03).state_of(c));
    EXPECT_EQ(s.cases.facts_as_of(mon_2020_01_20).complaints.size(), 0u);
    EXPECT_EQ(s.cases.facts_as_of(viewpoint{mon_2020_01_20, mon_2020_02_03}).complaints.size(), 1u);
}

TEST(StoreView, ACorrectionSaysWhatWasTrueAllAlongOnceItIsKnown) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_20);
    ASSERT_TRUE(s.cases.record(correction(s, c, tue_2020_02_04, "received", "2020-01-06")));
    ASSERT_TRUE(s.cases.record(correction(s, c, tue_2020_02_04, "channel", "letter")));
    auto const channel = code_of(s.words().channels, "letter");
    auto const then = s.cases.as_of(mon_2020_02_03, mon_2020_02_03).state_of(c);
    ASSERT_TRUE(then);
    EXPECT_EQ(then->record.received, mon_2020_01_20);
    EXPECT_NE(then->record.channel, channel);
    EXPECT_FALSE(s.cases.as_of(fri_2020_01_10, mon_2020_02_03).state_of(c));
    auto const in_hindsight = s.cases.as_of(fri_2020_01_10, tue_2020_02_04).state_of(c);
    ASSERT_TRUE(in_hindsight);
    EXPECT_EQ(in_hindsight->record.received, mon_2020_01_06);
    EXPECT_EQ(in_hindsight->record.channel, channel);
}

TEST(StoreView, AReopenedCaseWasClosedBefore) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, fri_2020_01_10));
    ASSERT_TRUE(s.record(c, event_kind::reopened, mon_2020_01_20));
    EXPECT_FALSE(s.cases.as_of(fri_2020_01_10, wed_2020_04_01).state_of(c)->is_open);
    EXPECT_TRUE(s.cases.as_of(mon_2020_01_20, wed_2020_04_01).state_of(c)->is_open);
}

TEST(StoreView, AnExtensionMovesTheDueDayFromTheDayItWasAgreed) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::extended, mon_2020_01_20, "2020-02-10"));
    EXPECT_EQ(s.cases.as_of(fri_2020_01_10, wed_2020_04_01).state_of(c)->due, mon_2020_02_03);
    EXPECT_EQ(s.cases.as_of(mon_2020_01_20, wed_2020_04_01).state_of(c)->due, day(2020, 2, 10));
    EXPECT_EQ(s.cases.as_of(fri_2020_01_10, fri_2020_01_10).overdue(tue_2020_02_04),
              std::vector{c});
    EXPECT_TRUE(s.cases.as_of(mon_2020_01_20, mon_2020_01_20).overdue(tue_2020_02_04).empty());
    auto const due =
        s.cases.as_of(fri_2020_01_10, fri_2020_01_10).due_within(working_days(16), fri_2020_01_10);
    ASSERT_TRUE(due);
    EXPECT_EQ(*due, std::vector{c});
}

TEST(StoreView, AWithdrawnDecisionOfTheOmbudsmanStoodUntilThen) {
    small_store s;
    ombudsman_case const its_case{.id = ombudsman_case_id(1),
                                  .unit = code_of(s.words().units, "homes"),
                                  .service = {},
                                  .referred = mon_2020_01_06,
                                  .complaint = {}};
    ASSERT_TRUE(s.cases.insert(its_case));
    auto const happens = [&](std::uint64_t id, event_kind kind, day happened, day recorded,
                             std::string value) {
        ASSERT_TRUE(s.cases.record({.id = event_id(id),
                                    .complaint = {},
                                    .ombudsman_case = its_case.id,
                                    .kind = kind,
                                    .happened = happened,
                                    .recorded = recorded,
                                    .aspect = {},
                                    .field = {},
                                    .value = std::move(value)}));
    };
    decision_code const any_decision(0);
    happens(1, event_kind::decided, fri_2020_01_10, fri_2020_01_10,
            s.words().decisions[any_decision].key);
    happens(2, event_kind::decision_withdrawn, mon_2020_01_20, mon_2020_02_03, {});
    auto const decision = [&](viewpoint from) {
        return s.cases.facts_as_of(from).referrals.front().decision;
    };
    EXPECT_TRUE(decision({mon_2020_01_06, wed_2020_04_01}).is_none());
    EXPECT_EQ(decision({fri_2020_01_10, wed_2020_04_01}), any_decision);
    EXPECT_EQ(decision({mon_2020_01_20, mon_2020_01_20}), any_decision);
    EXPECT_TRUE(decision({mon_2020_01_20, mon_2020_02_03}).is_none());
}

/// What the words of `viewpoint` say, spelled out record by record.
record_set in_sight(store const& cases, viewpoint from) {
    std::vector<complaint_id> const ids = cases.complaint_ids();
    record_set const all = cases.records_of(ids);
    record_set seen;
    auto const counts = [&](event const& e) {
        if (e.recorded > from.known_on) return false;
        return e.kind == event_kind::corrected || e.happened <= from.as_of;
    };
    for (complaint const& c : all.complaints) {
        day received = c.received;
        std::optional<day> entered;
        for (event const& e : cases.events_of(c.id)) {
            if (e.kind == event_kind::received && (!entered || e.recorded < *entered)) {
                entered = e.recorded;
            }
            if (e.field == "received" && counts(e)) received = day_from_text(e.value).value();
        }
        if (received > from.as_of || entered.value_or(received) > from.known_on) continue;
        seen.complaints.push_back(c);
        for (event const& e : cases.events_of(c.id)) {
            if (counts(e)) seen.events.push_back(e);
        }
        for (mention const& m : cases.mentions_of(c.id)) {
            seen.mentions.push_back(m);
            for (aspect const& a : cases.aspects_of(m.id)) seen.aspects.push_back(a);
        }
    }
    return seen;
}

TEST(StoreView, IsWhatAStoreRebuiltFromTheEventsUpToThatPointSays) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 25; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(20);
        viewpoint const from{random.some_day(), random.some_day()};
        store rebuilt(cases.words(), cases.calendar());
        for (fill_fault const& refused : rebuilt.fill(in_sight(cases, from))) {
            // Only an event that stood on one that is not known.
            ASSERT_EQ(refused.kind, record_kind::event) << to_string(refused.what);
        }
        store_view const view = cases.as_of(from.as_of, from.known_on);
        ASSERT_EQ(view.complaint_ids(), rebuilt.complaint_ids());
        for (complaint_id const which : view.complaint_ids()) {
            auto const seen = view.state_of(which);
            auto const built = rebuilt.state_of(which);
            EXPECT_EQ(seen->record, built->record);
            EXPECT_EQ(
                std::tie(seen->acknowledged, seen->responded, seen->original_due, seen->due),
                std::tie(built->acknowledged, built->responded, built->original_due, built->due));
            EXPECT_EQ(
                std::tuple(seen->stage, seen->is_open, seen->is_paused, seen->is_withdrawn),
                std::tuple(built->stage, built->is_open, built->is_paused, built->is_withdrawn));
        }
        EXPECT_EQ(view.overdue(from.as_of), rebuilt.overdue(from.as_of));
        EXPECT_EQ(view.due_within(working_days(10), from.as_of),
                  rebuilt.due_within(working_days(10), from.as_of));

        // And the whole of it, other records and all, is what `known_on` makes a store of.
        auto const known = known_on(cases, from);
        ASSERT_TRUE(known) << to_string(known.error());
        facts const seen = view.all_facts();
        facts const built = known->facts_as_of(day(2199, 12, 31));
        ASSERT_EQ(seen.complaints.size(), built.complaints.size());
        for (std::size_t c = 0; c != seen.complaints.size(); ++c) {
            EXPECT_EQ(seen.complaints[c].answer, built.complaints[c].answer);
            EXPECT_EQ(seen.complaints[c].working_days, built.complaints[c].working_days);
            EXPECT_EQ(seen.complaints[c].is_counted, built.complaints[c].is_counted);
        }
        EXPECT_EQ(seen.referrals.size(), built.referrals.size());
        EXPECT_EQ(seen.remedies.size(), built.remedies.size());
    }
}

TEST(StoreView, AtTheTimeIsTheDayAsItWasKnown) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    test::random_store random(seed);
    store const cases = random.make(30);
    day const then = random.some_day();
    EXPECT_EQ(test::all_records(*known_on(cases, then)),
              test::all_records(*known_on(cases, viewpoint::at_the_time(then))));
    EXPECT_EQ(to_text(viewpoint::at_the_time(wed_2020_04_01)), "as known on 2020-04-01");
    EXPECT_EQ(to_text(viewpoint{mon_2020_01_06, wed_2020_04_01}),
              "as of 2020-01-06, as known on 2020-04-01");
}

} // namespace
} // namespace upheld
