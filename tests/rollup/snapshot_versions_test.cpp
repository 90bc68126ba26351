// SPDX-License-Identifier: BSL-1.0
#include "snapshots.hpp"
#include "store/small_store.hpp"

/// Files of every version there has been, `tests/data/snapshot`, are read for ever.

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day thu_2020_02_06(2020, 2, 6);
constexpr day sat_2020_02_29(2020, 2, 29);

working_calendar sample_calendar() {
    std::vector<holiday> const holidays = {
        {mon_2020_01_20, "Fair day", holiday_status::local, "the council"},
        {day(2020, 4, 10), "Good Friday", holiday_status::proclaimed, "common law"},
    };
    return working_calendar::make("sample", "1", {day(2019, 12, 1), day(2020, 12, 31)}, holidays)
        .value();
}

/// A record of every kind, in two months. What the files have does not change, and so neither may
/// this.
store sample() {
    small_store s;
    s.cases = store(test::small_council(), sample_calendar());
    taxonomy const& words = s.words();
    complaint one = s.made(1001, mon_2020_01_06);
    one.place = "North";
    one.channel = code_of(words.channels, "email");
    one.complainant = "P-1";
    one.procedure_reason = "chosen by the duty officer";
    EXPECT_TRUE(s.cases.insert(one));
    aspect_id const a = s.add_aspect(one.id);
    EXPECT_TRUE(s.record(one.id, event_kind::acknowledged, day(2020, 1, 7)));
    event decided = s.made_event(one.id, event_kind::outcome_decided, mon_2020_01_20, "upheld");
    decided.aspect = a;
    decided.recorded = day(2020, 1, 23);
    EXPECT_TRUE(s.cases.record(decided));
    EXPECT_TRUE(s.record(one.id, event_kind::responded, mon_2020_01_20));
    complaint other = s.made(1002, thu_2020_02_06, "streets");
    other.category = code_of(words.categories, "noise");
    other.place = "South";
    other.advocacy_offered = true;
    EXPECT_TRUE(s.cases.insert(other));
    EXPECT_TRUE(s.record(other.id, event_kind::withdrawn, day(2020, 2, 10)));
    s.add(1003, thu_2020_02_06);

    ombudsman_case approach;
    approach.id = ombudsman_case_id(7);
    approach.unit = code_of(words.units, "homes");
    approach.referred = day(2020, 2, 3);
    approach.complaint = one.id;
    EXPECT_TRUE(s.cases.insert(approach));
    event closed;
    closed.id = event_id(90);
    closed.ombudsman_case = approach.id;
    closed.kind = event_kind::decided;
    closed.happened = day(2020, 2, 20);
    closed.recorded = day(2020, 2, 21);
    closed.value = "upheld/fault";
    EXPECT_TRUE(s.cases.record(closed));
    EXPECT_TRUE(s.cases.insert(ombudsman_deadline{.ombudsman_case = approach.id,
                                                  .first_set = day(2020, 2, 14),
                                                  .extended_to = {},
                                                  .answered = day(2020, 2, 12)}));
    EXPECT_TRUE(s.cases.insert(ombudsman_recommendation{.ombudsman_case = approach.id,
                                                        .text = "apologise",
                                                        .due = day(2020, 2, 28),
                                                        .implemented = {}}));
    EXPECT_TRUE(s.cases.insert(remedy{.id = remedy_id(5),
                                      .unit = approach.unit,
                                      .agreed = day(2020, 2, 25),
                                      .stage = code_of(words.remedy_stages, "ombudsman"),
                                      .kind = code_of(words.remedy_kinds, "paid"),
                                      .amount = pence(25'000),
                                      .complaint = one.id,
                                      .ombudsman_case = approach.id}));
    EXPECT_TRUE(s.cases.insert(compliment{.id = compliment_id(3),
                                          .unit = approach.unit,
                                          .service = code_of(words.services, "repairs"),
                                          .received = day(2020, 1, 9),
                                          .text = "thank you"}));
    series_figure published;
    published.measure = "received";
    published.period = "2018-19";
    published.unit = approach.unit;
    published.number = 17;
    published.source = "Annual report 2018-19";
    EXPECT_TRUE(s.cases.insert(published));
    return std::move(s.cases);
}

TEST(SnapshotVersions, TheFirstIsReadForEver) {
    store const cases = sample();
    auto const kept = snapshot::open(UPHELD_TEST_DATA "/snapshot/version_1.upheld");
    ASSERT_TRUE(kept) << to_string(kept.error());
    EXPECT_EQ(kept->words(), cases.words());
    EXPECT_EQ(kept->calendar(), cases.calendar());
    EXPECT_EQ(kept->as_of(), sat_2020_02_29);
    EXPECT_EQ(kept->counts(), (snapshot_counts{3, 1, 1, 5, 1, 1, 1}));
    ASSERT_EQ(kept->series().size(), 1u);
    EXPECT_EQ(kept->series().front(), cases.series().front());
    columns const fresh =
        columns_of(cases.words(), cases.facts_as_of(sat_2020_02_29), {1, 1}).value();
    test::expect_same_rollups(kept->rows(), fresh);
    EXPECT_EQ(kept->rows().size().summary_bytes, fresh.size().summary_bytes);
    auto const made = kept->cases();
    ASSERT_TRUE(made) << to_string(made.error());
    EXPECT_EQ(made->records_of(made->complaint_ids()), cases.records_of(cases.complaint_ids()));
    EXPECT_EQ(made->other_records(), cases.other_records());
}

} // namespace
} // namespace upheld
