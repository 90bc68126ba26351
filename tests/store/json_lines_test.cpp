// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "store/small_store.hpp"
#include "support/random_store.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/json_lines.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <random>

namespace upheld {
namespace {

using nlohmann::json;
using test::code_of;
using test::small_store;
using test::temporary_folder;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day tue_2020_01_07(2020, 1, 7);
constexpr day mon_2020_01_13(2020, 1, 13);

/// The lines written, each parsed by another program's parser.
std::vector<json> lines_of(store const& cases, writing_options const& how = {}) {
    temporary_folder const to;
    std::string const path = to.path() + "/cases.jsonl";
    auto const written = write_json_lines(cases, path, how);
    EXPECT_TRUE(written) << to_string(written.error());
    std::string const text = detail::read_file(path).value();
    EXPECT_EQ(written.value_or(written_rows()).bytes, text.size());
    std::vector<json> lines;
    std::size_t from = 0;
    while (from != text.size()) {
        std::size_t const end = text.find('\n', from);
        EXPECT_NE(end, std::string::npos);
        lines.push_back(json::parse(text.substr(from, end - from)));
        from = end + 1;
    }
    return lines;
}

std::vector<json> of_type(std::vector<json> const& lines, std::string const& type) {
    std::vector<json> some;
    for (json const& line : lines) {
        if (line.at("type") == type) some.push_back(line);
    }
    return some;
}

/// The line of the only complaint.
json only_complaint(store const& cases, writing_options const& how = {}) {
    auto const found = of_type(lines_of(cases, how), "complaint");
    EXPECT_EQ(found.size(), 1u);
    return found.empty() ? json() : found.front();
}

TEST(JsonLines, TheFirstLineSaysWhoseCasesTheyAre) {
    small_store const s;
    auto const lines = lines_of(s.cases);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0], json({{"type", "council"},
                              {"format", 1},
                              {"id", "small"},
                              {"title", "Small Council's complaints"},
                              {"council", "Small Council"},
                              {"calendar", "england-and-wales"},
                              {"as_known_on", nullptr}}));
    EXPECT_EQ(lines_of(s.cases, {.as_known_on = mon_2020_01_06})[0]["as_known_on"], "2020-01-06");
}

TEST(JsonLines, AComplaintComesWithAllThatBelongsToIt) {
    small_store s;
    complaint c = s.made(7, mon_2020_01_06);
    c.place = "Penge";
    c.channel = code_of(s.words().channels, "email");
    ASSERT_TRUE(s.cases.insert(c));
    aspect_id const a = s.add_aspect(c.id);
    ASSERT_TRUE(s.record(c.id, event_kind::acknowledged, tue_2020_01_07));
    ASSERT_TRUE(s.record(c.id, event_kind::responded, mon_2020_01_13));
    event decided =
        s.made_event(c.id, event_kind::outcome_decided, mon_2020_01_13, "Partly upheld");
    decided.aspect = a;
    ASSERT_TRUE(s.cases.record(decided));
    ASSERT_TRUE(s.record(c.id, event_kind::escalated, mon_2020_01_13, "stage_2"));
    EXPECT_EQ(only_complaint(s.cases), json::parse(R"({
        "type": "complaint", "id": 7, "unit": "homes", "received": "2020-01-06",
        "procedure": "corporate", "procedure_reason": null, "channel": "email", "place": "Penge",
        "complainant": null, "kind": "complaint", "advocacy_offered": false,
        "ombudsman_signposted": false,
        "mentions": [{"id": 7, "service": "lettings", "aspects": [
            {"id": 7, "subject": "delay", "outcome": "partly", "contractors_employee": false,
             "remedy": null}]}],
        "events": [
            {"id": 1, "kind": "acknowledged", "happened": "2020-01-07", "recorded": "2020-01-07"},
            {"id": 2, "kind": "responded", "happened": "2020-01-13", "recorded": "2020-01-13"},
            {"id": 3, "kind": "outcome_decided", "happened": "2020-01-13",
             "recorded": "2020-01-13", "aspect": 7, "value": "partly"},
            {"id": 4, "kind": "escalated", "happened": "2020-01-13", "recorded": "2020-01-13",
             "value": "corporate/stage_2"}],
        "state": {"received": "2020-01-06", "channel": "email", "kind": "complaint",
            "stage": "corporate/stage_2", "acknowledged": "2020-01-07",
            "acknowledge_due": "2020-01-09", "responded": "2020-01-13",
            "original_due": "2020-02-03", "due": "2020-02-03", "open": true, "paused": false,
            "withdrawn": false, "referred": false}})"));
}

TEST(JsonLines, WhatAUnitDoesNotKeepIsNotThereAndWhatIsNotKnownIsNull) {
    small_store s;
    complaint of_streets = s.made(1, mon_2020_01_06, "streets");
    of_streets.category = code_of(s.words().categories, "noise");
    ASSERT_TRUE(s.cases.insert(of_streets));
    ASSERT_TRUE(s.cases.insert(mention{.id = mention_id(1),
                                       .complaint = of_streets.id,
                                       .service = code_of(s.words().services, "bins")}));
    s.add(2, mon_2020_01_06);
    auto const lines = of_type(lines_of(s.cases), "complaint");
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_FALSE(lines[0].contains("channel"));
    EXPECT_EQ(lines[0]["category"], "noise");
    EXPECT_EQ(lines[0]["state"]["category"], "noise");
    EXPECT_FALSE(lines[0]["mentions"][0].contains("aspects"));
    EXPECT_TRUE(lines[1]["channel"].is_null());
    EXPECT_FALSE(lines[1].contains("category"));
    EXPECT_EQ(lines[1]["mentions"], json::array());
    EXPECT_TRUE(lines[1]["state"]["responded"].is_null());
}

TEST(JsonLines, CorrectionsShowInTheStateAndNotInTheRecord) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    aspect_id const a = s.add_aspect(c);
    auto const correct = [&](std::string field, std::string value, std::optional<aspect_id> of) {
        event e = s.made_event(c, event_kind::corrected, mon_2020_01_13, std::move(value));
        e.field = std::move(field);
        e.aspect = of;
        ASSERT_TRUE(s.cases.record(e));
    };
    correct("received", "2020-01-07", {});
    correct("channel", "Letter", {});
    correct("subject", "Conduct", a);
    ASSERT_TRUE(s.record(c, event_kind::reclassified, mon_2020_01_13, "service_request"));
    json const line = only_complaint(s.cases);
    EXPECT_EQ(line["received"], "2020-01-06");
    EXPECT_TRUE(line["channel"].is_null());
    EXPECT_EQ(line["kind"], "complaint");
    EXPECT_EQ(line["state"]["received"], "2020-01-07");
    EXPECT_EQ(line["state"]["channel"], "letter");
    EXPECT_EQ(line["state"]["kind"], "service_request");
    json const& part = line["mentions"][0]["aspects"][0];
    EXPECT_EQ(part["subject"], "conduct");
    EXPECT_EQ(part["recorded_subject"], "delay");
    EXPECT_TRUE(part["outcome"].is_null());
    EXPECT_EQ(line["events"][1]["field"], "channel");
    EXPECT_EQ(line["events"][1]["value"], "letter");
}

TEST(JsonLines, EverythingElseHasLinesOfItsOwn) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ombudsman_case of;
    of.id = ombudsman_case_id(5);
    of.unit = code_of(s.words().units, "homes");
    of.referred = mon_2020_01_06;
    of.complaint = c;
    ASSERT_TRUE(s.cases.insert(of));
    ASSERT_TRUE(s.cases.insert(ombudsman_deadline{.ombudsman_case = of.id,
                                                  .first_set = mon_2020_01_13,
                                                  .extended_to = {},
                                                  .answered = tue_2020_01_07}));
    ASSERT_TRUE(s.cases.insert(ombudsman_recommendation{
        .ombudsman_case = of.id, .text = "apologise", .due = {}, .implemented = {}}));
    event decided;
    decided.id = event_id(99);
    decided.ombudsman_case = of.id;
    decided.kind = event_kind::decided;
    decided.happened = mon_2020_01_13;
    decided.recorded = mon_2020_01_13;
    decided.value = "upheld/fault";
    ASSERT_TRUE(s.cases.record(decided));
    remedy r;
    r.id = remedy_id(3);
    r.unit = of.unit;
    r.agreed = tue_2020_01_07;
    r.stage = code_of(s.words().remedy_stages, "own");
    r.kind = code_of(s.words().remedy_kinds, "paid");
    r.amount = pence(-1234);
    r.ombudsman_case = of.id;
    ASSERT_TRUE(s.cases.insert(r));
    compliment thanks;
    thanks.id = compliment_id(4);
    thanks.unit = of.unit;
    thanks.received = mon_2020_01_06;
    thanks.text = "very kind";
    ASSERT_TRUE(s.cases.insert(thanks));
    series_figure f;
    f.measure = "received";
    f.period = "2018-19";
    f.source = "Report";
    f.form = series_form::percent;
    f.number = 6490;
    ASSERT_TRUE(s.cases.insert(f));
    f.period = "2017-18";
    f.state = series_state::not_known;
    ASSERT_TRUE(s.cases.insert(f));

    auto const lines = lines_of(s.cases);
    ASSERT_EQ(lines.size(), 7u);
    EXPECT_EQ(lines[2], json::parse(R"({"type": "ombudsman_case", "id": 5, "unit": "homes",
        "service": null, "referred": "2020-01-06", "complaint": 1,
        "deadlines": [{"first_set": "2020-01-13", "extended_to": null, "answered": "2020-01-07"}],
        "recommendations": [{"text": "apologise", "due": null, "implemented": null}],
        "events": [{"id": 99, "kind": "decided", "happened": "2020-01-13",
                    "recorded": "2020-01-13", "value": "upheld/fault"}],
        "state": {"decision": "upheld/fault", "decision_withdrawn": false,
                  "discontinued": false}})"));
    EXPECT_EQ(lines[3], json::parse(R"({"type": "remedy", "id": 3, "unit": "homes",
        "agreed": "2020-01-07", "stage": "own", "kind": "paid", "pence": -1234, "complaint": null,
        "ombudsman_case": 5})"));
    EXPECT_EQ(lines[4], json::parse(R"({"type": "compliment", "id": 4, "unit": "homes",
        "service": null, "received": "2020-01-06", "text": "very kind"})"));
    EXPECT_EQ(lines[5], json::parse(R"({"type": "series_figure", "measure": "received",
        "variant": null, "period": "2018-19", "unit": null, "service": null, "stage": null,
        "remedy_stage": null, "remedy_kind": null, "source": "Report", "structure": null,
        "coverage": null, "state": "value", "form": "percent", "number": 6490})"));
    EXPECT_EQ(lines[6]["state"], "not_known");
    EXPECT_FALSE(lines[6].contains("number"));
}

TEST(JsonLines, TextsOfAnyLettersComeThrough) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    test::random_taxonomy texts(seed);
    small_store s;
    std::vector<std::string> expected;
    for (std::uint64_t id = 1; id != 100; ++id) {
        complaint c = s.made(id, mon_2020_01_06);
        c.procedure_reason = texts.text();
        if (id % 9 == 0) c.procedure_reason += std::string("\0\b\f", 3);
        expected.push_back(c.procedure_reason);
        ASSERT_TRUE(s.cases.insert(c));
    }
    auto const lines = of_type(lines_of(s.cases, {.batch = 8}), "complaint");
    ASSERT_EQ(lines.size(), expected.size());
    for (std::size_t i = 0; i != lines.size(); ++i) {
        EXPECT_EQ(lines[i]["procedure_reason"], expected[i]);
    }
}

TEST(JsonLines, ATextThatIsNotUtf8IsRefusedWithItsLineAndNothingIsWritten) {
    small_store s;
    s.add(1, mon_2020_01_06);
    complaint c = s.made(2, mon_2020_01_06);
    c.complainant = "caf\xE9";
    ASSERT_TRUE(s.cases.insert(c));
    temporary_folder const to;
    auto const refused = write_json_lines(s.cases, to.path() + "/cases.jsonl");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::field_malformed);
    EXPECT_EQ(refused.error().where.row, 3u);
    EXPECT_EQ(refused.error().where.column, "complainant");
    EXPECT_TRUE(std::filesystem::is_empty(to.path()));
    auto const nowhere = write_json_lines(small_store().cases, to.path() + "/no/such/cases.jsonl");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, failure_code::write_failed);
}

TEST(JsonLines, HaveEveryRecordAndStateOfTheExample) {
    folder_reading const read = read_folder(UPHELD_SOURCE_DIR "/examples/bromley_2019_20");
    ASSERT_TRUE(read.cases);
    store const& cases = *read.cases;
    auto const lines = lines_of(cases);
    std::size_t events = 0;
    std::size_t aspects = 0;
    for (json const& line : of_type(lines, "complaint")) {
        complaint_state const now =
            cases.state_of(complaint_id(line["id"].get<std::uint64_t>())).value();
        EXPECT_EQ(line["state"]["open"], now.is_open);
        EXPECT_EQ(line["state"]["due"], now.due ? json(to_text(*now.due)) : json());
        events += line["events"].size();
        for (json const& m : line["mentions"]) {
            if (m.contains("aspects")) aspects += m["aspects"].size();
        }
    }
    for (json const& line : of_type(lines, "ombudsman_case")) events += line["events"].size();
    EXPECT_EQ(events, cases.event_count());
    EXPECT_EQ(aspects, cases.aspect_count());
    EXPECT_EQ(of_type(lines, "complaint").size(), cases.complaint_count());
    EXPECT_EQ(of_type(lines, "series_figure").size(), cases.series().size());
}

TEST(JsonLinesAsKnownOn, AreThoseOfTheFolderThatWasKnownThen) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 20; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(15);
        day const then = random.some_day();
        temporary_folder const folder;
        ASSERT_TRUE(write_folder(cases, folder.path(), {.as_known_on = then}));
        folder_reading const known = read_folder(folder.path());
        ASSERT_TRUE(known.cases);
        auto of_then = lines_of(cases, {.as_known_on = then, .batch = 4});
        auto of_known = lines_of(*known.cases);
        of_then[0].erase("as_known_on");
        of_known[0].erase("as_known_on");
        ASSERT_EQ(of_then, of_known);
    }
}

} // namespace
} // namespace upheld
