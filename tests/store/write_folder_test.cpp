// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "store/csv.hpp"
#include "store/small_store.hpp"
#include "support/random_store.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/write_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

namespace upheld {
namespace {

using test::all_records;
using test::code_of;
using test::small_store;
using test::temporary_folder;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day tue_2020_01_07(2020, 1, 7);
constexpr day wed_2020_01_08(2020, 1, 8);

std::string const example = UPHELD_SOURCE_DIR "/examples/bromley_2019_20";

constexpr char const* table_files[] = {"complaints.csv",
                                       "mentions.csv",
                                       "aspects.csv",
                                       "events.csv",
                                       "ombudsman_cases.csv",
                                       "ombudsman_deadlines.csv",
                                       "ombudsman_recommendations.csv",
                                       "remedies.csv",
                                       "compliments.csv",
                                       "series.csv"};

written_rows write(store const& cases, temporary_folder const& to,
                   writing_options const& how = {}) {
    auto const written = write_folder(cases, to.path(), how);
    EXPECT_TRUE(written) << to_string(written.error());
    return written.value_or(written_rows());
}

store read(std::string const& folder) {
    folder_reading reading = read_folder(folder);
    for (failure const& f : reading.failures) ADD_FAILURE() << to_string(f);
    return std::move(reading.cases.value());
}

std::string text_of(temporary_folder const& folder, std::string const& file) {
    return detail::read_file(folder.path() + '/' + file).value_or("(not there)");
}

bool has(temporary_folder const& folder, std::string const& file) {
    return std::filesystem::exists(folder.path() + '/' + file);
}

/// The rows of a CSV file as sets of `column=value`; empty fields, and `no` and `complaint`, which
/// empty fields stand for, left out.
std::vector<std::map<std::string, std::string>> rows_of(std::string const& path) {
    std::vector<std::map<std::string, std::string>> rows;
    auto const text = detail::read_file(path);
    if (!text) return rows;
    std::vector<failure> faults;
    detail::csv_reader reader(*text, path, faults);
    detail::csv_record record;
    while (reader.next(record)) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i != record.fields.size(); ++i) {
            std::string const value(record.fields[i]);
            if (value.empty() || value == "no" || value == "complaint") continue;
            row[reader.header()[i]] = value;
        }
    }
    EXPECT_TRUE(faults.empty()) << to_string(faults.front());
    std::sort(rows.begin(), rows.end());
    return rows;
}

TEST(WriteFolder, TheExampleIsWrittenRowByRowAsItIs) {
    temporary_folder const to;
    store const cases = read(example);
    written_rows const written = write(cases, to);
    std::size_t rows = 0;
    for (char const* file : table_files) {
        SCOPED_TRACE(file);
        auto const original = rows_of(example + '/' + file);
        EXPECT_EQ(rows_of(to.path() + '/' + file), original);
        rows += original.size();
    }
    EXPECT_EQ(written.total(), rows);
    EXPECT_EQ(written.complaints, cases.complaint_count());
    EXPECT_EQ(written.events, cases.event_count());
    EXPECT_EQ(all_records(read(to.path())), all_records(cases));
    EXPECT_EQ(read(to.path()).words(), cases.words());
}

TEST(WriteFolder, AnyStoreIsReadAsItWasWritten) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 60; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(i);
        temporary_folder const to;
        write(cases, to, {.batch = 1 + i % 7});
        store const again = read(to.path());
        ASSERT_EQ(all_records(again), all_records(cases));
        ASSERT_EQ(again.words(), cases.words());

        temporary_folder const twice;
        write(again, twice);
        for (char const* file : table_files) {
            ASSERT_EQ(text_of(twice, file), text_of(to, file)) << file;
        }
    }
}

TEST(WriteFolder, TheNumberInABatchChangesNothing) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    store const cases = test::random_store(seed).make(40);
    temporary_folder const one;
    written_rows const expected = write(cases, one, {.batch = 1});
    for (std::size_t const batch : {2U, 7U, 39U, 1000U}) {
        temporary_folder const other;
        EXPECT_EQ(write(cases, other, {.batch = batch}), expected);
        for (char const* file : table_files) EXPECT_EQ(text_of(other, file), text_of(one, file));
    }
}

TEST(WriteFolder, AnEmptyStoreIsATaxonomyAndAHeader) {
    temporary_folder const to;
    written_rows const written = write(small_store().cases, to);
    EXPECT_EQ(written.total(), 0u);
    EXPECT_EQ(text_of(to, "complaints.csv"), "id,unit,received,procedure\n");
    EXPECT_TRUE(has(to, "taxonomy.toml"));
    EXPECT_FALSE(has(to, "events.csv"));
    EXPECT_EQ(read(to.path()).complaint_count(), 0u);
}

TEST(WriteFolder, ColumnsThatNoRowUsesAreLeftOut) {
    small_store s;
    complaint_id const c = s.add(7, mon_2020_01_06);
    s.add_aspect(c);
    ASSERT_TRUE(s.record(c, event_kind::acknowledged, tue_2020_01_07));
    temporary_folder const to;
    write(s.cases, to);
    EXPECT_EQ(text_of(to, "complaints.csv"), "id,unit,received,procedure\n"
                                             "7,homes,2020-01-06,corporate\n");
    EXPECT_EQ(text_of(to, "mentions.csv"), "id,complaint,service\n7,7,lettings\n");
    EXPECT_EQ(text_of(to, "aspects.csv"), "id,mention,subject\n7,7,delay\n");
    EXPECT_EQ(text_of(to, "events.csv"), "id,kind,happened,recorded,complaint\n"
                                         "1,acknowledged,2020-01-07,2020-01-07,7\n");
}

TEST(WriteFolder, AColumnThatOnlyTheLastBatchUsesIsInEveryRow) {
    small_store s;
    for (std::uint64_t id = 1; id != 4; ++id) s.add(id, mon_2020_01_06);
    complaint last = s.made(4, tue_2020_01_07);
    last.place = "Penge";
    last.ombudsman_signposted = true;
    ASSERT_TRUE(s.cases.insert(last));
    temporary_folder const to;
    write(s.cases, to, {.batch = 1});
    EXPECT_EQ(text_of(to, "complaints.csv"),
              "id,unit,received,procedure,place,ombudsman_signposted\n"
              "1,homes,2020-01-06,corporate,,no\n"
              "2,homes,2020-01-06,corporate,,no\n"
              "3,homes,2020-01-06,corporate,,no\n"
              "4,homes,2020-01-07,corporate,Penge,yes\n");
}

TEST(WriteFolder, RowsAreInOrderOfCaseWhateverTheOrderOfArrival) {
    small_store s;
    complaint_id const late = s.add(9, mon_2020_01_06);
    complaint_id const early = s.add(2, mon_2020_01_06);
    s.add_aspect(late);
    s.add_aspect(early);
    ASSERT_TRUE(s.record(late, event_kind::responded, wed_2020_01_08));
    ASSERT_TRUE(s.record(late, event_kind::acknowledged, tue_2020_01_07));
    ASSERT_TRUE(s.record(early, event_kind::acknowledged, wed_2020_01_08));
    temporary_folder const to;
    write(s.cases, to);
    EXPECT_EQ(text_of(to, "mentions.csv"), "id,complaint,service\n2,2,lettings\n9,9,lettings\n");
    EXPECT_EQ(text_of(to, "aspects.csv"), "id,mention,subject\n2,2,delay\n9,9,delay\n");
    EXPECT_EQ(text_of(to, "events.csv"), "id,kind,happened,recorded,complaint\n"
                                         "3,acknowledged,2020-01-08,2020-01-08,2\n"
                                         "2,acknowledged,2020-01-07,2020-01-07,9\n"
                                         "1,responded,2020-01-08,2020-01-08,9\n");
}

TEST(WriteFolder, TextsAreQuotedWhereTheyNeedIt) {
    small_store s;
    complaint c = s.made(1, mon_2020_01_06);
    c.place = "Penge, Cator";
    c.procedure_reason = "she said \"no\"";
    c.complainant = "P\r\n1";
    ASSERT_TRUE(s.cases.insert(c));
    temporary_folder const to;
    write(s.cases, to);
    EXPECT_EQ(text_of(to, "complaints.csv"),
              "id,unit,received,procedure,place,procedure_reason,complainant\n"
              "1,homes,2020-01-06,corporate,\"Penge, Cator\",\"she said \"\"no\"\"\",\"P\r\n1\"\n");
    EXPECT_EQ(read(to.path()).find(complaint_id(1)), c);
}

TEST(WriteFolder, AFolderThatIsThereKeepsNoRowOfItsOwn) {
    small_store full;
    full.add_aspect(full.add(1, mon_2020_01_06));
    ASSERT_TRUE(full.record(complaint_id(1), event_kind::acknowledged, mon_2020_01_06));
    temporary_folder const to;
    write(full.cases, to);
    to.write("report.toml", "# somebody's own\n");

    small_store few;
    few.add(2, tue_2020_01_07);
    write(few.cases, to);
    EXPECT_EQ(text_of(to, "mentions.csv"), "id,complaint,service\n");
    EXPECT_EQ(text_of(to, "events.csv"), "id,kind,happened,recorded\n");
    EXPECT_FALSE(has(to, "remedies.csv"));
    EXPECT_EQ(text_of(to, "report.toml"), "# somebody's own\n");
    EXPECT_EQ(all_records(read(to.path())), all_records(few.cases));
}

TEST(WriteFolder, WhatTheFormatCannotHoldIsRefusedAndTheFolderIsAsItWas) {
    struct bad_store {
        store cases;
        char const* file;
        char const* column;
        failure_code code;
        char const* says;
    };

    std::vector<bad_store> all;
    auto const add = [&](char const* file, char const* column, failure_code code, char const* says,
                         auto const& change) {
        small_store s;
        s.add(1, mon_2020_01_06);
        ombudsman_case of;
        of.id = ombudsman_case_id(5);
        of.unit = code_of(s.words().units, "homes");
        of.referred = mon_2020_01_06;
        EXPECT_TRUE(s.cases.insert(of));
        change(s);
        all.push_back({std::move(s.cases), file, column, code, says});
    };
    add("complaints.csv", "place", failure_code::field_malformed, "id 2: the field is not UTF-8",
        [](small_store& s) {
            complaint c = s.made(2, mon_2020_01_06);
            c.place = "caf\xE9";
            EXPECT_TRUE(s.cases.insert(c));
        });
    add("complaints.csv", "complainant", failure_code::field_malformed, "a NUL byte",
        [](small_store& s) {
            complaint c = s.made(2, mon_2020_01_06);
            c.complainant = std::string("P\0", 2);
            EXPECT_TRUE(s.cases.insert(c));
        });
    add("complaints.csv", "id", failure_code::value_out_of_range, "ids end at 9223372036854775807",
        [](small_store& s) { s.add(UINT64_MAX, mon_2020_01_06); });
    add("ombudsman_recommendations.csv", "text", failure_code::field_missing,
        "ombudsman_case 5: the field is empty", [](small_store& s) {
            EXPECT_TRUE(s.cases.insert(ombudsman_recommendation{
                .ombudsman_case = ombudsman_case_id(5), .text = {}, .due = {}, .implemented = {}}));
        });
    add("remedies.csv", "amount", failure_code::value_out_of_range, "-1 pence", [](small_store& s) {
        remedy r;
        r.unit = code_of(s.words().units, "homes");
        r.agreed = mon_2020_01_06;
        r.stage = code_of(s.words().remedy_stages, "own");
        r.kind = code_of(s.words().remedy_kinds, "paid");
        r.amount = pence(-1);
        EXPECT_TRUE(s.cases.insert(r));
    });
    add("series.csv", "value", failure_code::value_out_of_range,
        "row 1: the field is a figure of 0", [](small_store& s) {
            series_figure f;
            f.measure = f.period = f.source = "x";
            f.form = series_form::rank;
            EXPECT_TRUE(s.cases.insert(f));
        });
    for (bad_store const& b : all) {
        SCOPED_TRACE(std::string(b.file) + ' ' + b.column);
        temporary_folder const to;
        to.write("complaints.csv", "as it was\n");
        auto const refused = write_folder(b.cases, to.path());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, b.code);
        EXPECT_EQ(refused.error().where.source, b.file);
        EXPECT_EQ(refused.error().where.column, b.column);
        EXPECT_NE(to_string(refused.error()).find(b.says), std::string::npos)
            << to_string(refused.error());
        EXPECT_EQ(text_of(to, "complaints.csv"), "as it was\n");
        auto const files = std::filesystem::directory_iterator(to.path());
        EXPECT_EQ(std::distance(begin(files), end(files)), 1);
    }
}

TEST(WriteFolder, AFolderThatCannotBeMadeOrWrittenIsNamed) {
    temporary_folder const to;
    to.write("file", "");
    small_store const s;
    for (std::string const& path : {to.path() + "/file", to.path() + "/file/below"}) {
        auto const refused = write_folder(s.cases, path);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, failure_code::write_failed);
        EXPECT_EQ(refused.error().where.source, path);
    }
    std::filesystem::create_directories(to.path() + "/out/complaints.csv.part");
    auto const refused = write_folder(s.cases, to.path() + "/out");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::write_failed);
    EXPECT_EQ(refused.error().where.source, to.path() + "/out/complaints.csv");
}

TEST(WriteFolder, ShowsItsProgress) {
    small_store s;
    for (std::uint64_t id = 1; id != 6; ++id) s.add(id, mon_2020_01_06);
    std::vector<std::size_t> shown;
    temporary_folder const to;
    write(s.cases, to,
          {.batch = 2,
           .progress = {.show =
                            [](std::size_t n, void* into) {
                                static_cast<std::vector<std::size_t>*>(into)->push_back(n);
                            },
                        .context = &shown}});
    EXPECT_EQ(shown, (std::vector<std::size_t>{2, 4, 5}));
}

// --- as known on a day ---------------------------------------------------------------------------

/// Facts without the codes of places, which depend on what else there is.
struct comparable_facts {
    explicit comparable_facts(facts from) : rows(std::move(from)) {
        auto const name = [&](complaint_fact& f) {
            places.push_back(f.place.is_none() ? std::string() : rows.places[f.place.value]);
            f.place = {};
        };
        for (complaint_fact& f : rows.complaints) name(f);
        for (mention_fact& f : rows.mentions) name(f.of);
        for (aspect_fact& f : rows.aspects) name(f.of);
        for (stage_fact& f : rows.stages) name(f.of);
    }

    facts rows;
    std::vector<std::string> places;
};

auto parts_of(complaint_fact const& f) {
    return std::tuple(f.id, f.received, f.unit, f.channel, f.category, f.procedure, f.answer,
                      f.is_counted, f.working_days);
}

auto parts_of(mention_fact const& f) { return std::tuple(parts_of(f.of), f.service); }

auto parts_of(aspect_fact const& f) {
    return std::tuple(parts_of(f.of), f.service, f.subject, f.outcome, f.concerns_contractor);
}

auto parts_of(stage_fact const& f) { return std::tuple(parts_of(f.of), f.stage, f.started); }

auto parts_of(referral_fact const& f) {
    return std::tuple(f.referred, f.unit, f.service, f.decision);
}

auto parts_of(deadline_fact const& f) {
    return std::tuple(f.referred, f.first_set, f.unit, f.is_met);
}

auto parts_of(recommendation_fact const& f) {
    return std::tuple(f.referred, f.unit, f.is_assessed, f.is_implemented, f.decision_stands);
}

auto parts_of(remedy_fact const& f) {
    return std::tuple(f.agreed, f.unit, f.stage, f.kind, f.amount);
}

auto parts_of(compliment_fact const& f) { return std::tuple(f.received, f.unit, f.service); }

template <class Rows> void expect_same(Rows const& a, Rows const& b, char const* what) {
    ASSERT_EQ(a.size(), b.size()) << what;
    for (std::size_t i = 0; i != a.size(); ++i) {
        ASSERT_EQ(parts_of(a[i]), parts_of(b[i])) << what << ' ' << i;
    }
}

TEST(WriteFolderAsKnownOn, TheFactsOfThatDayAreTheSame) {
    std::uint32_t const seed = std::random_device{}();
    std::size_t compared = 0;
    for (std::uint32_t i = 0; i != 80; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(20);
        day const then = random.some_day();
        temporary_folder const to;
        written_rows const written = write(cases, to, {.as_known_on = then, .batch = 1 + i % 9});
        store const known = read(to.path());
        ASSERT_TRUE(!known.last_recorded() || *known.last_recorded() <= then);
        comparable_facts const expected(cases.facts_as_of(then));
        comparable_facts const made(known.facts_as_of(then));
        expect_same(made.rows.complaints, expected.rows.complaints, "complaints");
        expect_same(made.rows.referrals, expected.rows.referrals, "referrals");
        expect_same(made.rows.deadlines, expected.rows.deadlines, "deadlines");
        expect_same(made.rows.recommendations, expected.rows.recommendations, "recommendations");
        expect_same(made.rows.remedies, expected.rows.remedies, "remedies");
        expect_same(made.rows.compliments, expected.rows.compliments, "compliments");
        // An outcome or a stage may have been decided by an event that is set aside.
        if (written.events_set_aside != 0) continue;
        ++compared;
        expect_same(made.rows.mentions, expected.rows.mentions, "mentions");
        expect_same(made.rows.aspects, expected.rows.aspects, "aspects");
        expect_same(made.rows.stages, expected.rows.stages, "stages");
        ASSERT_EQ(made.places, expected.places);
    }
    EXPECT_GT(compared, 0u);
}

TEST(WriteFolderAsKnownOn, TheLastDayIsEverything) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    store const cases = test::random_store(seed).make(40);
    temporary_folder const to;
    written_rows const written = write(cases, to, {.as_known_on = day(2199, 12, 31), .batch = 7});
    EXPECT_EQ(written.events_set_aside, 0u);
    EXPECT_EQ(all_records(read(to.path())), all_records(cases));
}

TEST(WriteFolderAsKnownOn, AnEndWithoutItsBeginningIsSetAside) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    event paused = s.made_event(c, event_kind::paused, mon_2020_01_06);
    paused.recorded = wed_2020_01_08;
    ASSERT_TRUE(s.cases.record(paused));
    ASSERT_TRUE(s.record(c, event_kind::resumed, tue_2020_01_07));
    temporary_folder const to;
    written_rows const then = write(s.cases, to, {.as_known_on = tue_2020_01_07});
    EXPECT_EQ(then.events, 0u);
    EXPECT_EQ(then.events_set_aside, 1u);
    written_rows const later = write(s.cases, to, {.as_known_on = wed_2020_01_08});
    EXPECT_EQ(later.events, 2u);
    EXPECT_EQ(later.events_set_aside, 0u);
}

TEST(WriteFolderAsKnownOn, NothingIsSaidOfWhatCameLater) {
    small_store s;
    s.add(1, mon_2020_01_06);
    s.add(2, wed_2020_01_08);
    ombudsman_case of;
    of.id = ombudsman_case_id(5);
    of.unit = code_of(s.words().units, "homes");
    of.referred = wed_2020_01_08;
    of.complaint = complaint_id(2);
    ASSERT_TRUE(s.cases.insert(of));
    remedy r;
    r.id = remedy_id(1);
    r.unit = of.unit;
    r.agreed = tue_2020_01_07;
    r.stage = code_of(s.words().remedy_stages, "own");
    r.kind = code_of(s.words().remedy_kinds, "paid");
    r.complaint = complaint_id(2);
    r.ombudsman_case = of.id;
    ASSERT_TRUE(s.cases.insert(r));
    temporary_folder const to;
    write(s.cases, to, {.as_known_on = tue_2020_01_07});
    EXPECT_EQ(text_of(to, "complaints.csv"), "id,unit,received,procedure\n"
                                             "1,homes,2020-01-06,corporate\n");
    EXPECT_EQ(text_of(to, "remedies.csv"), "id,unit,agreed,stage,kind,amount\n"
                                           "1,homes,2020-01-07,own,paid,0.00\n");
    EXPECT_FALSE(has(to, "ombudsman_cases.csv"));
}

} // namespace
} // namespace upheld
