// SPDX-License-Identifier: BSL-1.0
#include "random_cases.hpp"
#include "snapshots.hpp"
#include "support/small_council_folder.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/local_closure.hpp"
#include "upheld/report/render.hpp"
#include "upheld/report/report.hpp"
#include "upheld/rollup/live_columns.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <filesystem>
#include <fstream>

namespace upheld {
namespace {

using test::code_of;

std::string const bromley = std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20";

store cases_of(std::string const& folder) {
    folder_reading read = read_folder(folder);
    for (failure const& what : read.failures) ADD_FAILURE() << to_string(what);
    return std::move(read.cases).value();
}

/// Everything that the store holds.
record_set everything_in(store const& cases) {
    record_set all = cases.records_of(cases.complaint_ids());
    record_set others = cases.other_records();
    all.events.insert(all.events.end(), others.events.begin(), others.events.end());
    others.complaints = std::move(all.complaints);
    others.mentions = std::move(all.mentions);
    others.aspects = std::move(all.aspects);
    others.events = std::move(all.events);
    return others;
}

class Snapshot : public ::testing::Test {
  protected:
    test::temporary_folder folder;
    std::string path = folder.path() + "/cases.upheld";

    /// Written and opened again.
    snapshot of(store const& cases, day as_of, columns_options options = {}) {
        auto const wrote = write_snapshot(path, cases, as_of, options);
        EXPECT_TRUE(wrote) << to_string(wrote.error());
        return opened();
    }

    [[nodiscard]] snapshot opened() const {
        auto made = snapshot::open(path);
        EXPECT_TRUE(made) << to_string(made.error());
        return std::move(made).value();
    }

    /// A store made of the snapshot has what the first has, and knew what it knew on each day.
    static void expect_same_cases(store const& one, snapshot const& from) {
        auto const made = from.cases();
        ASSERT_TRUE(made) << to_string(made.error());
        EXPECT_EQ(everything_in(*made), everything_in(one));
        EXPECT_EQ(made->calendar(), one.calendar());
        day const last = one.last_recorded().value();
        for (std::int32_t const before : {0, 30, 90, 200, 400}) {
            day const as_of = last - calendar_days(before);
            auto const a = columns_of(one.words(), one.facts_as_of(as_of));
            auto const b = columns_of(made->words(), made->facts_as_of(as_of));
            measures const what{"received", "aspects", "upheld_share", "in_time_by_complaints"};
            for (dimension const d : {dimension::unit, dimension::answer, dimension::outcome}) {
                auto const by_one = rollup(*a, by{d}, what);
                ASSERT_EQ(by_one.has_value(), rollup(*b, by{d}, what).has_value());
                if (by_one) {
                    EXPECT_EQ(*by_one, rollup(*b, by{d}, what).value());
                }
            }
        }
    }
};

TEST_F(Snapshot, HasWhatTheCasesOfAYearHave) {
    store const cases = cases_of(bromley);
    day const as_of = cases.last_recorded().value();
    snapshot const kept = of(cases, as_of);
    EXPECT_EQ(kept.words(), cases.words());
    EXPECT_EQ(kept.calendar(), cases.calendar());
    EXPECT_EQ(kept.as_of(), as_of);
    EXPECT_EQ(kept.counts().complaints, cases.complaint_count());
    EXPECT_EQ(kept.counts().mentions, cases.mention_count());
    EXPECT_EQ(kept.counts().aspects, cases.aspect_count());
    EXPECT_EQ(kept.counts().events, cases.event_count());
    EXPECT_EQ(kept.counts().ombudsman_cases, cases.other_records().ombudsman_cases.size());
    EXPECT_EQ(kept.counts().remedies, cases.other_records().remedies.size());
    EXPECT_EQ(kept.counts().compliments, cases.other_records().compliments.size());
    EXPECT_TRUE(std::equal(kept.series().begin(), kept.series().end(), cases.series().begin(),
                           cases.series().end()));
    test::expect_same_rollups(kept.rows(),
                              columns_of(cases.words(), cases.facts_as_of(as_of)).value());
    expect_same_cases(cases, kept);
}

TEST_F(Snapshot, GivesTheSameReportWithoutReadingARecord) {
    store const cases = cases_of(bromley);
    day const as_of = cases.last_recorded().value();
    auto const plan = load_report_template(bromley + "/report.toml", cases.words());
    period const year = period_from_text("2019-20").value();
    report const wanted = make_report(cases, plan.value, year, as_of);
    snapshot const kept = of(cases, as_of);
    report const found = make_report(kept.rows(), viewpoint::at_the_time(kept.as_of()),
                                     kept.series(), plan.value, year);
    ASSERT_EQ(found.tables.size(), wanted.tables.size());
    for (std::size_t t = 0; t != wanted.tables.size(); ++t) {
        EXPECT_EQ(to_text(found.tables[t]), to_text(wanted.tables[t]));
    }
}

TEST_F(Snapshot, KnowsWhatWasKnownOnItsDayAndKeepsAllRecords) {
    test::temporary_folder council;
    test::write_small_council(council);
    store const cases = cases_of(council.path());
    day const fri_2019_05_31(2019, 5, 31);
    snapshot const kept = of(cases, fri_2019_05_31, {.summary_from_rows = 1});
    test::expect_same_rollups(kept.rows(),
                              columns_of(cases.words(), cases.facts_as_of(fri_2019_05_31)).value());
    EXPECT_EQ(rollup(kept.rows(), by{}, measures{"received"}).value().at(0, 0).number, 2);
    expect_same_cases(cases, kept);
}

TEST_F(Snapshot, OfManyBatchesOfRecordsHasThemAll) {
    test::temporary_folder council;
    std::ofstream(council.path() + "/taxonomy.toml")
        << std::ifstream(bromley + "/taxonomy.toml").rdbuf();
    taxonomy const words = load_taxonomy(bromley + "/taxonomy.toml").value;
    synthetic_plan const plan{
        .complaints = 10'000, .seed = 7, .received = {day(2018, 4, 1), day(2020, 3, 31)}};
    ASSERT_TRUE(write_synthetic_folder(words, england_and_wales(), plan, council.path()));
    store const cases = cases_of(council.path());
    snapshot const kept = of(cases, cases.last_recorded().value(), {100, 1000});
    EXPECT_EQ(kept.counts().complaints, 10'000u);
    expect_same_cases(cases, kept);
    test::expect_same_rollups(
        kept.rows(), columns_of(words, cases.facts_as_of(kept.as_of()), {100, 1000}).value());
}

/// The promise of the format's description.
TEST_F(Snapshot, TakesAtMostTwentyBytesAnEventForAllRecords) {
    test::temporary_folder council;
    std::ofstream(council.path() + "/taxonomy.toml")
        << std::ifstream(bromley + "/taxonomy.toml").rdbuf();
    taxonomy const words = load_taxonomy(bromley + "/taxonomy.toml").value;
    synthetic_plan const plan{
        .complaints = 5'000, .seed = 8, .received = {day(2018, 4, 1), day(2020, 3, 31)}};
    ASSERT_TRUE(write_synthetic_folder(words, england_and_wales(), plan, council.path()));
    store const cases = cases_of(council.path());
    columns const none(cases.words());
    ASSERT_TRUE(write_snapshot(path, cases, none, day(2020, 3, 31)));
    auto const with_cases = std::filesystem::file_size(path);
    store const nothing(cases.words(), cases.calendar());
    ASSERT_TRUE(write_snapshot(path, nothing, none, day(2020, 3, 31)));
    double const each = static_cast<double>(with_cases - std::filesystem::file_size(path)) /
                        static_cast<double>(cases.event_count());
    RecordProperty("bytes_an_event", std::to_string(each));
    EXPECT_LE(each, 20.0);
}

TEST_F(Snapshot, KeepsACalendarOfTheCouncilsOwn) {
    local_closure const closed{{day(2019, 12, 23), day(2019, 12, 31)}, "Christmas", "the council"};
    working_calendar const own =
        with_closures(england_and_wales(), "small", "2", std::span(&closed, 1)).value();
    store cases(test::small_council(), own);
    complaint c;
    c.id = complaint_id(1);
    c.unit = code_of(cases.words().units, "homes");
    c.procedure = code_of(cases.words().procedures, "corporate");
    c.received = day(2019, 12, 2);
    ASSERT_TRUE(cases.insert(c));
    snapshot const kept = of(cases, c.received);
    EXPECT_EQ(kept.calendar(), own);
    EXPECT_EQ(kept.cases().value().state_of(c.id)->due, cases.state_of(c.id)->due);
}

TEST_F(Snapshot, KeepsTextsOfAnyBytes) {
    store cases(test::small_council(), england_and_wales());
    complaint c;
    c.id = complaint_id(~std::uint64_t{0});
    c.unit = code_of(cases.words().units, "homes");
    c.procedure = code_of(cases.words().procedures, "corporate");
    c.received = day(2019, 12, 2);
    c.place = std::string("N\0rth", 5);
    c.complainant = "\xFF\xFE, \"quoted\"\r\n";
    c.procedure_reason = std::string(100'000, 'x');
    ASSERT_TRUE(cases.insert(c));
    snapshot const kept = of(cases, c.received);
    EXPECT_EQ(kept.cases().value().find(c.id), c);
    EXPECT_EQ(kept.rows().places().front(), c.place);
}

TEST_F(Snapshot, CountsServicesOfUnitsWithinTheOneComplainedOf) {
    // Their unit is not told by their service, and whoever counts has to know.
    taxonomy const words = test::small_council();
    columns rows(words);
    complaint_fact of;
    of.id = complaint_id(1);
    of.received = day(2019, 5, 1);
    of.unit = test::code_of(words.units, "council");
    of.procedure = test::code_of(words.procedures, "corporate");
    case_part const part{.service = test::code_of(words.services, "lettings"),
                         .subject = {},
                         .outcome = {},
                         .is_aspect = false};
    ASSERT_TRUE(rows.add(of, std::span(&part, 1)));
    rows.summarise();
    store const nobody(words, england_and_wales());
    auto const wrote = write_snapshot(path, nobody, rows, of.received);
    ASSERT_TRUE(wrote) << to_string(wrote.error());
    test::expect_same_rollups(opened().rows(), rows);
    auto const mentions = rollup(opened().rows(), by{dimension::unit}, {"mentions"});
    ASSERT_TRUE(mentions);
    std::size_t const council = *mentions->axes()[0].find("council");
    EXPECT_EQ(mentions->at(*mentions->find(std::array{council}), 0).number, 1);
}

TEST_F(Snapshot, OfNothingHasNothing) {
    store const empty(test::small_council(), england_and_wales());
    snapshot const kept = of(empty, day(2020, 1, 6));
    EXPECT_EQ(kept.counts(), snapshot_counts());
    EXPECT_EQ(kept.rows().size().rows, 0u);
    EXPECT_EQ(kept.rows().first_received(), std::nullopt);
    EXPECT_EQ(kept.cases().value().complaint_count(), 0u);
    EXPECT_EQ(everything_in(kept.cases().value()), record_set());
}

TEST_F(Snapshot, MayHaveStatisticsAlone) {
    taxonomy const words = test::small_council();
    columns rows(words);
    for (auto const& one :
         test::make_random_cases(words, 1, 500, {day(2019, 1, 1), day(2019, 12, 31)}, 0)) {
        ASSERT_TRUE(rows.add(one.of, one.parts));
    }
    ASSERT_TRUE(write_snapshot(path, store(words, england_and_wales()), rows, day(2020, 1, 6)));
    snapshot const kept = opened();
    test::expect_same_rollups(kept.rows(), rows);
    EXPECT_EQ(kept.cases().value().complaint_count(), 0u);
}

TEST_F(Snapshot, OfAStoreThatPeopleWorkInGoesOnWhereItWas) {
    test::temporary_folder council;
    test::write_small_council(council);
    store cases = cases_of(council.path());
    live_columns const live = live_columns::of_store(cases, {1, 1}).value();
    ASSERT_TRUE(write_snapshot(path, cases, live.rows(), day(2020, 6, 30)));
    snapshot const kept = opened();
    test::expect_same_rollups(kept.rows(), live.rows());
    store again = kept.cases().value();
    live_columns const live_again = live_columns::of_store(again, {1, 1}).value();
    test::expect_same_rollups(live_again.rows(), live.rows());
}

TEST_F(Snapshot, MayBeMovedAndItsRowsToo) {
    store const cases = cases_of(bromley);
    snapshot kept = of(cases, day(2020, 6, 15));
    snapshot moved = std::move(kept);
    kept = of(cases, day(2020, 6, 15));
    columns const rows = std::move(moved.rows());
    test::expect_same_rollups(rows, kept.rows());
}

TEST_F(Snapshot, OfItsBytesIsTheSame) {
    snapshot const kept = of(cases_of(bromley), day(2020, 6, 15));
    auto const copied = snapshot::from_bytes(test::bytes_of(path), "somewhere");
    ASSERT_TRUE(copied) << to_string(copied.error());
    test::expect_same_rollups(kept.rows(), copied->rows());
    EXPECT_EQ(everything_in(copied->cases().value()), everything_in(kept.cases().value()));
}

TEST_F(Snapshot, RefusesStatisticsOfAnotherTaxonomy) {
    store const cases(test::small_council(), england_and_wales());
    taxonomy other = test::small_council();
    other.title = "Another";
    auto const refused = write_snapshot(path, cases, columns(other), day(2020, 1, 6));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(Snapshot, RefusesATaxonomyThatCouldNotBeReadAgain) {
    taxonomy words = test::small_council();
    static_cast<void>(words.channels.add({{.key = "email", .name = "Email again", .aliases = {}}}));
    auto const refused =
        write_snapshot(path, store(words, england_and_wales()), columns(words), day(2020, 1, 6));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_FALSE(std::filesystem::exists(path));
}

/// What is done to columns that lie in a file gives what it gives among columns of their own, and
/// the file never learns of it.
class MappedColumns : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(MappedColumns, ChangeAsOthersDo) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    std::mt19937 random(GetParam());
    auto const below = [&](std::size_t n) { return random() % n; };
    taxonomy const words = test::small_council();
    day_span const days{day(2018, 11, 1), day(2020, 8, 20)};
    columns_options const options = GetParam() % 3 == 0 ? columns_options() : columns_options{1, 1};
    columns fresh(words, options);
    std::size_t places = 3;
    for (char const* name : {"North", "South", "East"}) ASSERT_TRUE(fresh.place(name));
    std::vector<row_place> where;
    std::uint64_t id = 0;
    for (auto const& one : test::make_random_cases(words, GetParam(), 300, days, places)) {
        where.push_back(fresh.add(one.of, one.parts).value());
        ASSERT_TRUE(fresh.add(stage_fact{one.of, stage_code(0), one.of.received}));
        ASSERT_TRUE(fresh.add(remedy_fact{one.of.received, one.of.unit, remedy_stage_code(),
                                          remedy_kind_code(0), pence(static_cast<int>(++id))}));
    }
    if (GetParam() % 2 == 0) fresh.summarise();

    test::temporary_folder folder;
    std::string const path = folder.path() + "/rows.upheld";
    ASSERT_TRUE(write_snapshot(path, store(words, england_and_wales()), fresh, day(2020, 8, 20)));
    auto const before = test::bytes_of(path);
    snapshot kept = snapshot::open(path).value();
    columns& mapped = kept.rows();
    for (int change = 0; change != 400; ++change) {
        if (below(100) == 0 && places < 600) {
            // Enough places to widen their column at some time.
            for (std::size_t more = below(200); more != 0; --more) {
                std::string const name = "Ward " + std::to_string(++places);
                ASSERT_EQ(fresh.place(name).value(), mapped.place(name).value());
            }
            places = fresh.places().size();
        }
        auto const one = test::make_random_case(words, random, days, ++id, places);
        std::size_t const which = below(where.size());
        switch (below(where[which].rows == 0 ? 1 : 3)) {
        case 0:
            where.push_back(fresh.add(one.of, one.parts).value());
            ASSERT_EQ(mapped.add(one.of, one.parts).value(), where.back());
            break;
        case 1: {
            row_place const old = where[which];
            where[which] = fresh.replace(old, one.of, one.parts).value();
            ASSERT_EQ(mapped.replace(old, one.of, one.parts).value(), where[which]);
            break;
        }
        default:
            fresh.erase_complaint(where[which]);
            mapped.erase_complaint(where[which]);
            where[which] = {};
        }
    }
    test::expect_same_rollups(mapped, fresh);
    fresh.summarise();
    mapped.summarise();
    test::expect_same_rollups(mapped, fresh);

    // Written again, changed as they are, they are the same once more.
    std::string const second = folder.path() + "/again.upheld";
    ASSERT_TRUE(
        write_snapshot(second, store(words, england_and_wales()), mapped, day(2020, 8, 20)));
    test::expect_same_rollups(snapshot::open(second).value().rows(), fresh);
    EXPECT_EQ(test::bytes_of(path), before);
}

INSTANTIATE_TEST_SUITE_P(Seeds, MappedColumns,
                         ::testing::Values(1u, 2u, 3u, 4u, 5u, 6u, std::random_device{}()));

} // namespace
} // namespace upheld
