// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day thu_2020_01_09(2020, 1, 9);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day mon_2020_02_03(2020, 2, 3); // twenty working days after 6 January
constexpr day tue_2020_02_04(2020, 2, 4);
constexpr day mon_2020_02_10(2020, 2, 10);

failure_code code(result<void> const& r) { return r ? failure_code{} : r.error().code; }

TEST(State, OfANewComplaintIsOpenWithItsDueDays) {
    small_store s;
    complaint_state const state = s.state(s.add(1, mon_2020_01_06));
    EXPECT_TRUE(state.is_open);
    EXPECT_EQ(state.acknowledge_due, thu_2020_01_09);
    EXPECT_EQ(state.original_due, mon_2020_02_03);
    EXPECT_EQ(state.due, mon_2020_02_03);
    EXPECT_EQ(s.words().stages[state.stage].key, "corporate/stage_1");
    EXPECT_FALSE(s.cases.state_of(complaint_id(2)));
}

TEST(State, TheFirstAcknowledgementCounts) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::acknowledged, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::acknowledged, thu_2020_01_09));
    EXPECT_EQ(s.state(c).acknowledged, thu_2020_01_09);
}

TEST(State, AnAnswerClosesAndReopeningTakesItAway) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    EXPECT_FALSE(s.state(c).is_open);
    EXPECT_EQ(code(s.record(c, event_kind::responded, mon_2020_02_03)), failure_code::order_broken);
    ASSERT_TRUE(s.record(c, event_kind::reopened, mon_2020_02_03));
    EXPECT_TRUE(s.state(c).is_open);
    EXPECT_FALSE(s.state(c).responded);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_02_10));
    EXPECT_EQ(s.state(c).responded, mon_2020_02_10);
}

TEST(State, AnExtensionMovesTheDueDayIfItCameInTime) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::extended, mon_2020_02_03, "2020-02-10"));
    EXPECT_EQ(s.state(c).original_due, mon_2020_02_03);
    EXPECT_EQ(s.state(c).due, mon_2020_02_10);

    complaint_id const late = s.add(2, mon_2020_01_06);
    ASSERT_TRUE(s.record(late, event_kind::extended, tue_2020_02_04, "2020-02-10"));
    EXPECT_EQ(s.state(late).due, mon_2020_02_03);
}

TEST(State, AnExtensionThatShortensOrHasNoLimitIsAContradiction) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    EXPECT_EQ(code(s.record(c, event_kind::extended, mon_2020_01_20, "2020-01-31")),
              failure_code::contradiction);
    EXPECT_EQ(code(s.record(c, event_kind::extended, mon_2020_01_20)),
              failure_code::contradiction); // the corporate clock has no extended limit
    EXPECT_EQ(s.cases.event_count(), 0u);
}

TEST(State, APauseIsShownAndMovesNoDueDay) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    EXPECT_EQ(code(s.record(c, event_kind::resumed, mon_2020_01_20)), failure_code::order_broken);
    ASSERT_TRUE(s.record(c, event_kind::paused, thu_2020_01_09));
    EXPECT_TRUE(s.state(c).is_paused);
    EXPECT_EQ(s.state(c).due, mon_2020_02_03);
    ASSERT_TRUE(s.record(c, event_kind::resumed, mon_2020_01_20));
    EXPECT_FALSE(s.state(c).is_paused);
}

TEST(State, EscalationBeginsALaterStageAndKeepsTheFirstAnswer) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_02_10, "corporate/stage_2"));
    EXPECT_TRUE(s.state(c).is_open);
    EXPECT_EQ(s.state(c).responded, mon_2020_01_20);
    EXPECT_EQ(s.words().stages[s.state(c).stage].key, "corporate/stage_2");
    EXPECT_EQ(code(s.record(c, event_kind::escalated, mon_2020_02_10, "stage_1")),
              failure_code::order_broken);
    // The second stage has no clock, so the case is due on no day.
    EXPECT_TRUE(s.cases.overdue(day(2021, 1, 1)).empty());
}

TEST(State, CorrectionsApplyToTheStateAndNotToTheRecord) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event e = s.made_event(c, event_kind::corrected, mon_2020_01_20, "2020-01-09");
    e.field = "received";
    ASSERT_TRUE(s.cases.record(e));
    e = s.made_event(c, event_kind::corrected, mon_2020_01_20, "letter");
    e.field = "channel";
    ASSERT_TRUE(s.cases.record(e));
    EXPECT_EQ(s.state(c).record.received, thu_2020_01_09);
    EXPECT_EQ(s.state(c).record.channel, code_of(s.words().channels, "letter"));
    EXPECT_EQ(s.cases.find(c)->received, mon_2020_01_06);
    unit_code const homes = code_of(s.words().units, "homes");
    EXPECT_TRUE(s.cases.received(homes, {mon_2020_01_06, mon_2020_01_06}).empty());
    EXPECT_EQ(s.cases.received(homes, {thu_2020_01_09, thu_2020_01_09}).size(), 1u);
    e = s.made_event(c, event_kind::corrected, mon_2020_01_20, "homes");
    e.field = "unit";
    EXPECT_EQ(code(s.cases.record(e)), failure_code::key_unknown);
}

TEST(State, WithdrawalAndReclassificationAreKept) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::reclassified, thu_2020_01_09, "service_request"));
    EXPECT_TRUE(s.state(c).record.is_service_request);
    ASSERT_TRUE(s.record(c, event_kind::withdrawn, mon_2020_01_20));
    EXPECT_TRUE(s.state(c).is_withdrawn);
    EXPECT_FALSE(s.state(c).is_open);
    EXPECT_EQ(code(s.record(c, event_kind::reclassified, mon_2020_01_20, "compliment")),
              failure_code::key_unknown);
}

TEST(State, AnEventTakenAwayIsUndone) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event const paused = s.made_event(c, event_kind::paused, thu_2020_01_09);
    ASSERT_TRUE(s.cases.record(paused));
    ASSERT_TRUE(s.record(c, event_kind::resumed, mon_2020_01_20));
    // Without the pause the case could not have been resumed.
    EXPECT_EQ(code(s.cases.erase(paused.id)), failure_code::order_broken);
    EXPECT_EQ(s.cases.events_of(c).size(), 2u);
    ASSERT_TRUE(s.cases.erase(event_id(2)));
    EXPECT_TRUE(s.state(c).is_paused);
    EXPECT_EQ(code(s.cases.erase(event_id(2))), failure_code::not_found);
}

TEST(StoreRefusals, EachNamesItsKindAndLeavesTheStoreAsItWas) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    aspect_id const a = s.add_aspect(c);
    EXPECT_EQ(code(s.cases.insert(s.made(1, mon_2020_01_06))), failure_code::id_repeated);
    complaint odd = s.made(2, mon_2020_01_06);
    odd.unit = unit_code(99);
    EXPECT_EQ(code(s.cases.insert(odd)), failure_code::key_unknown);
    EXPECT_EQ(code(s.cases.insert(s.made(2, day(2199, 1, 1)))), failure_code::calendar_ends);
    EXPECT_EQ(code(s.cases.insert(s.made(2, mon_2020_01_06, "streets"))),
              failure_code::field_missing); // no category
    odd = s.made(2, mon_2020_01_06, "streets");
    odd.category = code_of(s.words().categories, "noise");
    odd.channel = code_of(s.words().channels, "email");
    EXPECT_EQ(code(s.cases.insert(odd)), failure_code::contradiction);
    service_code const lettings = code_of(s.words().services, "lettings");
    EXPECT_EQ(code(s.cases.insert(mention{mention_id(9), c, lettings})),
              failure_code::contradiction); // mentioned already
    EXPECT_EQ(code(s.cases.insert(mention{mention_id(9), c, code_of(s.words().services, "bins")})),
              failure_code::contradiction); // of another unit
    EXPECT_EQ(code(s.cases.insert(mention{mention_id(9), complaint_id(5), lettings})),
              failure_code::reference_dangling);
    event e = s.made_event(c, event_kind::outcome_decided, mon_2020_01_20, "upheld");
    EXPECT_EQ(code(s.cases.record(e)), failure_code::field_missing); // of which aspect?
    e.aspect = a;
    e.value = "upholden";
    EXPECT_EQ(code(s.cases.record(e)), failure_code::key_unknown);
    EXPECT_EQ(code(s.record(c, event_kind::acknowledged, day(2020, 1, 3))),
              failure_code::order_broken);
    EXPECT_EQ(code(s.record(c, event_kind::decided, mon_2020_01_20, "upheld/fault")),
              failure_code::contradiction);
    EXPECT_EQ(s.cases.complaint_count(), 1u);
    EXPECT_EQ(s.cases.mention_count(), 1u);
    EXPECT_EQ(s.cases.aspect_count(), 1u);
    EXPECT_EQ(s.cases.event_count(), 0u);
}

TEST(StoreRefusals, AComplaintGoesWithAllItHasUnlessSomethingRefersToIt) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    s.add_aspect(c);
    ASSERT_TRUE(s.record(c, event_kind::acknowledged, thu_2020_01_09));
    complaint_id const other = s.add(2, mon_2020_01_06);
    ombudsman_case grown;
    grown.id = ombudsman_case_id(1);
    grown.unit = code_of(s.words().units, "homes");
    grown.referred = mon_2020_02_10;
    grown.complaint = other;
    ASSERT_TRUE(s.cases.insert(grown));
    EXPECT_EQ(code(s.cases.erase(other)), failure_code::contradiction);
    ASSERT_TRUE(s.cases.erase(c));
    EXPECT_EQ(s.cases.complaint_count(), 1u);
    EXPECT_EQ(s.cases.mention_count() + s.cases.aspect_count() + s.cases.event_count(), 0u);
    EXPECT_EQ(code(s.cases.erase(c)), failure_code::not_found);
}

TEST(StoreRefusals, NoComplaintIsReceivedAfterACaseThatGrewFromIt) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_02_03);
    auto const correct_received = [&](char const* to) {
        event e = s.made_event(c, event_kind::corrected, mon_2020_02_10, to);
        e.field = "received";
        return s.cases.record(e);
    };
    ombudsman_case grown;
    grown.unit = code_of(s.words().units, "homes");
    grown.complaint = c;
    for (auto const& [id, referred] : {std::pair(1, mon_2020_02_10), std::pair(2, mon_2020_02_03),
                                       std::pair(3, mon_2020_02_10)}) {
        grown.id = ombudsman_case_id(static_cast<std::uint64_t>(id));
        grown.referred = referred;
        ASSERT_TRUE(s.cases.insert(grown));
    }
    auto const refused = correct_received("2020-02-10");
    EXPECT_EQ(code(refused), failure_code::order_broken);
    EXPECT_EQ(refused.error().where.column, "value");
    complaint later = *s.cases.find(c);
    later.received = mon_2020_02_10;
    EXPECT_EQ(code(s.cases.modify(later)), failure_code::order_broken);
    EXPECT_EQ(s.state(c).record.received, mon_2020_02_03);
    EXPECT_TRUE(correct_received("2020-01-06"));
    EXPECT_EQ(s.state(c).record.received, mon_2020_01_06);
}

TEST(StoreRefusals, AComplaintDoesNotMoveToAUnitThatCouldNotHaveItsCorrections) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_02_03);
    event e = s.made_event(c, event_kind::corrected, mon_2020_02_10, "email");
    e.field = "channel";
    ASSERT_TRUE(s.cases.record(e));
    complaint moved = s.made(1, mon_2020_02_03, "streets"); // which keeps no channels
    moved.category = code_of(s.words().categories, "noise");
    EXPECT_EQ(code(s.cases.modify(moved)), failure_code::contradiction);
    EXPECT_TRUE(s.cases.modify(s.made(1, mon_2020_02_03, "parks"))); // which does
}

TEST(StoreRefusals, AnOmbudsmanDecidesOnceUntilTheDecisionIsWithdrawn) {
    small_store s;
    ombudsman_case grown;
    grown.id = ombudsman_case_id(1);
    grown.unit = code_of(s.words().units, "homes");
    grown.referred = mon_2020_01_06;
    ASSERT_TRUE(s.cases.insert(grown));
    std::uint64_t number = 0;
    auto const record = [&](event_kind kind, day happened, char const* value = "") {
        event e;
        e.id = event_id(++number);
        e.ombudsman_case = grown.id;
        e.kind = kind;
        e.happened = happened;
        e.recorded = happened;
        e.value = value;
        return code(s.cases.record(e));
    };
    EXPECT_EQ(record(event_kind::decision_withdrawn, mon_2020_01_20), failure_code::order_broken);
    EXPECT_EQ(record(event_kind::decided, mon_2020_01_20, "Upheld"), failure_code::key_unknown);
    EXPECT_EQ(record(event_kind::decided, mon_2020_01_20, "upheld/fault"), failure_code{});
    EXPECT_EQ(record(event_kind::decided, mon_2020_02_03, "closed/premature"),
              failure_code::order_broken);
    EXPECT_EQ(record(event_kind::decision_withdrawn, mon_2020_02_03), failure_code{});
    EXPECT_EQ(record(event_kind::decided, mon_2020_02_10, "closed/premature"), failure_code{});
    EXPECT_EQ(s.cases.events_of(grown.id).size(), 3u);
}

} // namespace
} // namespace upheld
