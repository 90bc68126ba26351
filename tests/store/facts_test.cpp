// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day mon_2020_02_03(2020, 2, 3);
constexpr day tue_2020_02_04(2020, 2, 4);
constexpr day wed_2020_04_01(2020, 4, 1);

TEST(Facts, OfAnEmptyStoreAreEmpty) {
    small_store s;
    EXPECT_TRUE(s.cases.facts_as_of(mon_2020_01_06).complaints.empty());
    EXPECT_FALSE(s.cases.last_recorded());
}

TEST(Facts, AnAnswerOnTheDueDayIsInTimeAndADayLaterIsLate) {
    small_store s;
    ASSERT_TRUE(s.record(s.add(1, mon_2020_01_06), event_kind::responded, mon_2020_02_03));
    ASSERT_TRUE(s.record(s.add(2, mon_2020_01_06), event_kind::responded, tue_2020_02_04));
    s.add(3, mon_2020_01_06);
    auto const rows = s.cases.facts_as_of(wed_2020_04_01).complaints;
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].answer, answer_state::answered_in_time);
    EXPECT_EQ(rows[1].answer, answer_state::answered_late);
    EXPECT_EQ(rows[2].answer, answer_state::not_answered);
    EXPECT_EQ(s.cases.last_recorded(), tue_2020_02_04);
}

TEST(Facts, KnowNothingThatWasRecordedOrReceivedLater) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event e = s.made_event(c, event_kind::responded, mon_2020_01_20);
    e.recorded = tue_2020_02_04;
    ASSERT_TRUE(s.cases.record(e));
    s.add(2, mon_2020_02_03);
    auto const early = s.cases.facts_as_of(mon_2020_01_20).complaints;
    ASSERT_EQ(early.size(), 1u);
    EXPECT_EQ(early[0].answer, answer_state::not_answered);
    auto const late = s.cases.facts_as_of(tue_2020_02_04).complaints;
    ASSERT_EQ(late.size(), 2u);
    EXPECT_EQ(late[0].answer, answer_state::answered_in_time);
}

TEST(Facts, AreInOrderOfDayReceivedThenId) {
    small_store s;
    s.add(7, mon_2020_01_20);
    s.add(9, mon_2020_01_06);
    s.add(3, mon_2020_01_20);
    auto const rows = s.cases.facts_as_of(wed_2020_04_01).complaints;
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].id, complaint_id(9));
    EXPECT_EQ(rows[1].id, complaint_id(3));
    EXPECT_EQ(rows[2].id, complaint_id(7));
}

TEST(Facts, WorkingDaysToTheAnswerLeaveOutTheDayOfReceiptAndCountTheDayOfTheAnswer) {
    small_store s;
    constexpr day sat_2020_01_11(2020, 1, 11);
    constexpr day mon_2020_01_13(2020, 1, 13);
    ASSERT_TRUE(s.record(s.add(1, mon_2020_01_06), event_kind::responded, mon_2020_02_03));
    ASSERT_TRUE(s.record(s.add(2, mon_2020_01_06), event_kind::responded, mon_2020_01_06));
    ASSERT_TRUE(s.record(s.add(3, sat_2020_01_11), event_kind::responded, mon_2020_01_13));
    ASSERT_TRUE(s.record(s.add(4, mon_2020_01_06), event_kind::responded, sat_2020_01_11));
    s.add(5, mon_2020_01_20);
    auto const rows = s.cases.facts_as_of(wed_2020_04_01).complaints;
    ASSERT_EQ(rows.size(), 5u);
    EXPECT_EQ(rows[0].working_days, 20);
    EXPECT_EQ(rows[1].working_days, 0);
    EXPECT_EQ(rows[2].working_days, 4);
    EXPECT_EQ(rows[3].working_days, 1); // received on a Saturday
    EXPECT_EQ(rows[4].working_days, not_answered_days);
}

TEST(Facts, AReopenedCaseHasNoWorkingDaysAndALaterAnswerCountsFromTheDayOfReceipt) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::reopened, mon_2020_02_03));
    ASSERT_TRUE(s.record(c, event_kind::responded, tue_2020_02_04));
    auto const days_on = [&](day d) {
        return s.cases.facts_as_of(d).complaints.front().working_days;
    };
    EXPECT_EQ(days_on(mon_2020_01_20), 10);
    EXPECT_EQ(days_on(mon_2020_02_03), not_answered_days);
    EXPECT_EQ(days_on(tue_2020_02_04), 21);
}

TEST(Facts, PlacesAreInOrderOfFirstArrivalAndKeepTheirCodes) {
    small_store s;
    complaint one = s.made(1, mon_2020_01_20);
    one.place = "Orpington";
    ASSERT_TRUE(s.cases.insert(one));
    s.add(2, mon_2020_01_06);
    complaint three = s.made(3, mon_2020_01_20);
    three.place = "Biggin Hill";
    ASSERT_TRUE(s.cases.insert(three));
    facts const all = s.cases.facts_as_of(wed_2020_04_01);
    EXPECT_EQ(all.places, (std::vector<std::string>{"Orpington", "Biggin Hill"}));
    ASSERT_EQ(all.complaints.size(), 3u);
    EXPECT_TRUE(all.complaints[0].place.is_none());
    EXPECT_EQ(all.complaints[1].place, place_code(0));
    EXPECT_EQ(all.complaints[2].place, place_code(1));

    one.place = "Biggin Hill";
    ASSERT_TRUE(s.cases.modify(one));
    EXPECT_EQ(s.cases.places().size(), 2u);
    EXPECT_EQ(s.cases.facts_of(one.id, wed_2020_04_01).complaints[0].place, place_code(1));
    EXPECT_EQ(s.cases.find(one.id), one);
}

TEST(Facts, ARefusedComplaintLeavesNoPlaceBehind) {
    small_store s;
    complaint one = s.made(1, mon_2020_01_06);
    one.place = "Orpington";
    one.unit = unit_code(77);
    EXPECT_FALSE(s.cases.insert(one));
    EXPECT_TRUE(s.cases.places().empty());
}

TEST(Facts, OfOneComplaintAreItsRowsAmongAll) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    aspect_id const a = s.add_aspect(c);
    s.add_aspect(s.add(2, mon_2020_01_06));
    ASSERT_TRUE(s.record(c, event_kind::responded, mon_2020_01_20));
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_02_03, "stage_2"));
    event e = s.made_event(c, event_kind::outcome_decided, mon_2020_02_03, "upheld");
    e.aspect = a;
    ASSERT_TRUE(s.cases.record(e));
    for (day const as_of : {mon_2020_01_06, mon_2020_01_20, mon_2020_02_03, wed_2020_04_01}) {
        facts const all = s.cases.facts_as_of(as_of);
        facts const own = s.cases.facts_of(c, as_of);
        EXPECT_EQ(own.from, viewpoint::at_the_time(as_of));
        ASSERT_EQ(own.complaints.size(), 1u);
        EXPECT_EQ(own.complaints[0].answer, all.complaints[0].answer);
        EXPECT_EQ(own.complaints[0].working_days, all.complaints[0].working_days);
        ASSERT_EQ(own.mentions.size(), 1u);
        EXPECT_EQ(own.mentions[0].of.id, c);
        ASSERT_EQ(own.aspects.size(), 1u);
        EXPECT_EQ(own.aspects[0].outcome, all.aspects[0].outcome);
        EXPECT_EQ(own.stages.size() + 1, all.stages.size());
    }
    EXPECT_TRUE(s.cases.facts_of(c, day(2020, 1, 5)).complaints.empty());
    EXPECT_TRUE(s.cases.facts_of(complaint_id(3), wed_2020_04_01).stages.empty());
}

TEST(Facts, AnAspectIsOngoingUntilItsOutcomeIsDecidedAndTheLatestCounts) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    aspect_id const a = s.add_aspect(c);
    auto const outcome_on = [&](day d) {
        auto const rows = s.cases.facts_as_of(d).aspects;
        return rows.size() == 1 ? s.words().outcomes[rows[0].outcome].key : "";
    };
    EXPECT_EQ(outcome_on(mon_2020_01_20), "ongoing");
    event e = s.made_event(c, event_kind::outcome_decided, mon_2020_01_20, "upheld");
    e.aspect = a;
    ASSERT_TRUE(s.cases.record(e));
    e = s.made_event(c, event_kind::outcome_decided, tue_2020_02_04, "not_upheld");
    e.aspect = a;
    ASSERT_TRUE(s.cases.record(e));
    e = s.made_event(c, event_kind::corrected, tue_2020_02_04, "conduct");
    e.aspect = a;
    e.field = "subject";
    ASSERT_TRUE(s.cases.record(e));
    EXPECT_EQ(outcome_on(mon_2020_02_03), "upheld");
    EXPECT_EQ(outcome_on(tue_2020_02_04), "not_upheld");
    EXPECT_EQ(s.words().subjects[s.cases.facts_as_of(tue_2020_02_04).aspects[0].subject].key,
              "conduct");
}

TEST(Facts, AnAspectOfAUnitWithoutOutcomesHasNone) {
    std::string toml(test::small_council_toml);
    toml += "[[unit]]\nkey = \"baths\"\nname = \"Baths\"\nwithin = \"council\"\n"
            "subjects = [\"delay\"]\n[unit.keeps]\noutcomes = \"not_collected\"\n"
            "[[service]]\nkey = \"pool\"\nname = \"Pool\"\nunit = \"baths\"\n";
    store cases(taxonomy_from_toml(toml, "t.toml").value, england_and_wales());
    taxonomy const& t = cases.words();
    complaint c;
    c.id = complaint_id(1);
    c.unit = code_of(t.units, "baths");
    c.received = mon_2020_01_06;
    c.procedure = procedure_code(0);
    ASSERT_TRUE(cases.insert(c));
    ASSERT_TRUE(cases.insert(mention{mention_id(1), c.id, code_of(t.services, "pool")}));
    aspect a;
    a.id = aspect_id(1);
    a.mention = mention_id(1);
    a.subject = code_of(t.subjects, "delay");
    ASSERT_TRUE(cases.insert(a));
    auto const rows = cases.facts_as_of(wed_2020_04_01).aspects;
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_TRUE(rows[0].outcome.is_none());
}

TEST(Facts, WithdrawnComplaintsAndServiceRequestsAreMarked) {
    small_store s;
    ASSERT_TRUE(s.record(s.add(1, mon_2020_01_06), event_kind::withdrawn, mon_2020_01_20));
    ASSERT_TRUE(s.record(s.add(2, mon_2020_01_06), event_kind::reclassified, mon_2020_01_20,
                         "service_request"));
    s.add(3, mon_2020_01_06);
    auto const rows = s.cases.facts_as_of(wed_2020_04_01).complaints;
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_FALSE(rows[0].is_counted);
    EXPECT_FALSE(rows[1].is_counted);
    EXPECT_TRUE(rows[2].is_counted);
}

TEST(Facts, EveryStageThatWasReachedHasARow) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::escalated, mon_2020_02_03, "stage_2"));
    auto const rows = s.cases.facts_as_of(wed_2020_04_01).stages;
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].started, mon_2020_01_06);
    EXPECT_EQ(rows[1].started, mon_2020_02_03);
    EXPECT_EQ(s.words().stages[rows[1].stage].key, "corporate/stage_2");
}

TEST(Facts, AnOmbudsmansDeadlineIsMetByTheDayFirstSetAndARunningOneIsNoRow) {
    small_store s;
    ombudsman_case grown;
    grown.id = ombudsman_case_id(1);
    grown.unit = code_of(s.words().units, "homes");
    grown.referred = mon_2020_01_06;
    ASSERT_TRUE(s.cases.insert(grown));
    ASSERT_TRUE(s.cases.insert(
        ombudsman_deadline{grown.id, mon_2020_01_20, mon_2020_02_03, mon_2020_02_03}));
    ASSERT_TRUE(
        s.cases.insert(ombudsman_deadline{grown.id, mon_2020_01_20, std::nullopt, mon_2020_01_20}));
    ASSERT_TRUE(
        s.cases.insert(ombudsman_deadline{grown.id, wed_2020_04_01, std::nullopt, std::nullopt}));
    auto const rows = s.cases.facts_as_of(tue_2020_02_04).deadlines;
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_FALSE(rows[0].is_met);
    EXPECT_TRUE(rows[1].is_met);
}

} // namespace
} // namespace upheld
