// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day wed_2020_01_01(2020, 1, 1);
constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day thu_2020_01_09(2020, 1, 9);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day mon_2020_02_03(2020, 2, 3); // twenty working days after 6 January
constexpr day mon_2020_02_10(2020, 2, 10);
constexpr day mon_2020_02_24(2020, 2, 24);
constexpr day mon_2020_03_02(2020, 3, 2);
constexpr day wed_2020_04_01(2020, 4, 1);

std::vector<open_spell> spells(small_store const& s, day as_of = wed_2020_04_01) {
    return s.cases.spells_as_of({as_of, wed_2020_04_01});
}

TEST(OpenSpells, OfAnEmptyStoreAreNone) { EXPECT_TRUE(spells(small_store()).empty()); }

TEST(OpenSpells, AnOpenComplaintHasOneThatBeganWhenItWasReceived) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].id, c);
    EXPECT_EQ(found[0].unit, code_of(s.words().units, "homes"));
    EXPECT_EQ(found[0].stage, code_of(s.words().stages, "corporate/stage_1"));
    EXPECT_EQ(found[0].position, 0);
    EXPECT_EQ(found[0].begun_by, spell_start::received);
    EXPECT_EQ(found[0].began, mon_2020_01_06);
    EXPECT_EQ(found[0].stage_began, mon_2020_01_06);
    EXPECT_EQ(found[0].original_due, mon_2020_02_03);
    EXPECT_EQ(found[0].due, mon_2020_02_03);
    EXPECT_EQ(found[0].acknowledge_due, thu_2020_01_09);
    EXPECT_TRUE(found[0].is_open());
    EXPECT_TRUE(found[0].is_last);
    EXPECT_TRUE(spells(s, wed_2020_01_01).empty());
}

TEST(OpenSpells, AnAnswerEndsOneAndAReopeningBeginsTheNextUnderTheSameClock) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::reopened, mon_2020_02_10));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].ended, mon_2020_01_20);
    EXPECT_EQ(found[0].ended_by, spell_end::answered);
    EXPECT_FALSE(found[0].is_last_of_stage);
    EXPECT_EQ(found[1].begun_by, spell_start::reopened);
    EXPECT_EQ(found[1].began, mon_2020_02_10);
    EXPECT_EQ(found[1].stage_began, mon_2020_01_06);
    EXPECT_EQ(found[1].due, mon_2020_02_03);
    EXPECT_TRUE(found[1].is_last_of_stage && found[1].is_last);
}

TEST(OpenSpells, AnEscalationBeforeAnAnswerEndsOneStageAndBeginsTheNextOnOneDay) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_01_20, "stage_2"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].ended_by, spell_end::escalated);
    EXPECT_EQ(found[0].ended, mon_2020_01_20);
    EXPECT_TRUE(found[0].is_last_of_stage);
    EXPECT_FALSE(found[0].is_last);
    EXPECT_EQ(found[1].begun_by, spell_start::escalated);
    EXPECT_EQ(found[1].began, mon_2020_01_20);
    EXPECT_EQ(found[1].stage_began, mon_2020_01_20);
    EXPECT_EQ(found[1].position, 1);
    EXPECT_FALSE(found[1].due); // the second stage has no clock
}

TEST(OpenSpells, AnEscalationAfterAnAnswerBeginsTheNextStageAndLeavesAGap) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_02_10, "stage_2"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].ended_by, spell_end::answered);
    EXPECT_EQ(found[1].began, mon_2020_02_10);
    EXPECT_FALSE(found[0].is_open_at_end_of(mon_2020_02_03));
    EXPECT_FALSE(found[1].is_open_at_end_of(mon_2020_02_03));
}

TEST(OpenSpells, AWithdrawalEndsOneForGood) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::withdrawn, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_02_10, "stage_2"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].ended_by, spell_end::withdrawn);
    EXPECT_TRUE(found[0].is_withdrawn);
    EXPECT_FALSE(spells(s, thu_2020_01_09)[0].is_withdrawn);
}

TEST(OpenSpells, WhatIsWithdrawnAfterAnAnswerWasAnsweredAllTheSame) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::withdrawn, mon_2020_02_10));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].ended_by, spell_end::answered);
    EXPECT_TRUE(found[0].is_withdrawn);
}

TEST(OpenSpells, AReclassificationCutsAnOpenOneInTwo) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::reclassified, mon_2020_01_20, "service_request"));
    ASSERT_TRUE(s.record(c, event_kind::reclassified, mon_2020_02_10, "service_request"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(found[0].is_counted);
    EXPECT_EQ(found[0].ended_by, spell_end::reclassified);
    EXPECT_EQ(found[1].begun_by, spell_start::reclassified);
    EXPECT_FALSE(found[1].is_counted);
    EXPECT_FALSE(found[0].is_counted_as_of || found[1].is_counted_as_of);
}

TEST(OpenSpells, AnAnsweredOneThatIsReclassifiedWasAComplaintWhileItWasOpen) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::reclassified, mon_2020_02_10, "service_request"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(found[0].is_counted);
    EXPECT_FALSE(found[0].is_counted_as_of);
}

TEST(OpenSpells, AnExtensionMovesTheDueDayAndNotTheOriginalOne) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::extended, mon_2020_01_20, "2020-02-24"));
    EXPECT_EQ(spells(s)[0].original_due, mon_2020_02_03);
    EXPECT_EQ(spells(s)[0].due, mon_2020_02_24);
    EXPECT_EQ(spells(s, thu_2020_01_09)[0].due, mon_2020_02_03);
}

TEST(OpenSpells, APauseIsToldWhileTheCaseIsOpen) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::paused, mon_2020_01_20));
    EXPECT_TRUE(spells(s)[0].is_paused);
    EXPECT_FALSE(spells(s, thu_2020_01_09)[0].is_paused);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_02_03));
    EXPECT_FALSE(spells(s)[0].is_paused);
}

TEST(OpenSpells, ACaseIsDecidedWithTheLastOfItsAspects) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    aspect_id const a = s.add_aspect(c);
    EXPECT_EQ(spells(s)[0].aspects, 1);
    EXPECT_FALSE(spells(s)[0].decided);
    auto const decide = [&](day on, char const* outcome) {
        event e = s.made_event(c, event_kind::outcome_decided, on, outcome);
        e.aspect = a;
        ASSERT_TRUE(s.cases.record(e));
    };
    decide(mon_2020_01_20, "upheld");
    EXPECT_EQ(spells(s)[0].decided, mon_2020_01_20);
    decide(mon_2020_02_03, "ongoing"); // which decides nothing
    EXPECT_FALSE(spells(s)[0].decided);
    decide(mon_2020_02_10, "not_upheld");
    EXPECT_EQ(spells(s)[0].decided, mon_2020_02_10);
    EXPECT_EQ(spells(s, mon_2020_01_20)[0].decided, mon_2020_01_20);
}

TEST(OpenSpells, OneDaySaysWhatHadHappenedAndTheOtherWhatWasKnown) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event answer = s.made_event(c, event_kind::responded, mon_2020_01_20);
    answer.recorded = mon_2020_02_10;
    ASSERT_TRUE(s.cases.record(answer));
    auto const is_open = [&](day as_of, day known_on) {
        return s.cases.spells_as_of({as_of, known_on}).at(0).is_open();
    };
    EXPECT_TRUE(is_open(thu_2020_01_09, mon_2020_02_10));  // not answered yet
    EXPECT_TRUE(is_open(mon_2020_02_03, mon_2020_02_03));  // nobody knew of the answer
    EXPECT_FALSE(is_open(mon_2020_02_03, mon_2020_02_10)); // it came to be known
    EXPECT_FALSE(is_open(mon_2020_01_20, mon_2020_02_10));
}

TEST(OpenSpells, ACorrectionSaysWhatWasTrueBeforeItWasMade) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_02_03);
    auto const correct = [&](char const* field, char const* value) {
        event e = s.made_event(c, event_kind::corrected, mon_2020_03_02, value);
        e.field = field;
        ASSERT_TRUE(s.cases.record(e));
    };
    correct("received", "2020-01-06");
    correct("channel", "letter");
    EXPECT_TRUE(s.cases.spells_as_of({mon_2020_01_20, mon_2020_02_24}).empty());
    auto const found = s.cases.spells_as_of({mon_2020_01_20, mon_2020_03_02});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].began, mon_2020_01_06);
    EXPECT_EQ(found[0].due, mon_2020_02_03);
    EXPECT_EQ(found[0].channel, code_of(s.words().channels, "letter"));
}

TEST(OpenSpells, AComplaintEnteredLateIsNotOpenBeforeAndIsInHindsight) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event entered = s.made_event(c, event_kind::received, mon_2020_01_06);
    entered.recorded = mon_2020_02_10;
    ASSERT_TRUE(s.cases.record(entered));
    EXPECT_TRUE(s.cases.spells_as_of(viewpoint::at_the_time(mon_2020_01_20)).empty());
    EXPECT_EQ(s.cases.spells_as_of({mon_2020_01_20, mon_2020_02_10}).size(), 1u);
}

TEST(OpenSpells, AreInOrderOfIdAndThenOfHappening) {
    small_store s;
    complaint_id const nine = s.add(9, mon_2020_01_06);
    s.add(3, mon_2020_01_20);
    ASSERT_TRUE(s.record(nine, event_kind::escalated, mon_2020_02_03, "stage_2"));
    auto const found = spells(s);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].id, complaint_id(3));
    EXPECT_EQ(found[1].position, 0);
    EXPECT_EQ(found[2].position, 1);
}

} // namespace
} // namespace upheld
