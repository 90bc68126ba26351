// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"
#include "support/random_store.hpp"
#include "upheld/audit/report_changes.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr std::string_view template_text = R"(
[report]
title = "Small report"

[[table]]
id = "units"
title = "Units"
rows_of = { dimension = "unit", entries = ["homes", "streets", "parks"], total = "Total" }
[[table.column]]
key = "received"
measure = "received"
[[table.column]]
key = "in time"
measure = "in_time_by_complaints"
[[table.column]]
key = "median"
measure = "median_working_days"
[[table.column]]
key = "referrals"
measure = "referrals"
[[table.column]]
key = "remedies"
measure = "remedies"
[[table.column]]
key = "met"
measure = "deadlines_met"

[[table]]
id = "homes"
where = { unit = "homes" }
percent_rows = true
rows_of = { dimension = "service", total = "All", only_if_any = true }
[[table.column]]
key = "aspects"
measure = "aspects"
percent_of = "table"
[[table.column]]
key = "share"
measure = "upheld_share"
[[table.column]]
key = "upheld of all"
measure = "aspects"
where = { outcome = "upheld" }
of = "table"
[[table.column]]
key = "before"
measure = "aspects"
years_back = 1
[[table.column]]
key = "change"
measure = "aspects"
change = "by_form"
)";

report_template plan(taxonomy const& words) {
    auto const loaded = report_template_from_toml(template_text, "report.toml", words);
    for (failure const& f : loaded.failures) ADD_FAILURE() << to_string(f);
    return loaded.value;
}

period const year = period_from_text("2019-20").value();
constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_02_03(2020, 2, 3);
constexpr day wed_2020_04_01(2020, 4, 1);
constexpr day fri_2020_05_01(2020, 5, 1);
constexpr viewpoint in_april = viewpoint::at_the_time(wed_2020_04_01);
constexpr viewpoint in_may = viewpoint::at_the_time(fri_2020_05_01);

moved_cell const* cell_at(report_changes const& all, char const* row, char const* column) {
    for (moved_cell const& c : all.cells) {
        if (c.where.row == row && c.where.column == column && !c.where.is_percent) return &c;
    }
    return nullptr;
}

TEST(ReportChanges, BetweenADayAndItselfThereAreNone) {
    small_store s;
    s.add(1, mon_2020_01_06);
    auto const all = changes_of_report(s.cases, plan(s.words()), year, in_april, in_april);
    EXPECT_TRUE(all.cells.empty());
    EXPECT_TRUE(all.cases.empty());
    EXPECT_GT(all.cells_compared, 20u);
}

TEST(ReportChanges, ACellThatMovedKeepsBothValuesAndNamesTheCaseAndItsEvents) {
    small_store s;
    complaint_id const c = s.add(7, mon_2020_01_06);
    event answer = s.made_event(c, event_kind::responded, mon_2020_02_03);
    answer.recorded = fri_2020_05_01;
    ASSERT_TRUE(s.cases.record(answer));
    s.add(8, mon_2020_01_06);
    auto const all = changes_of_report(s.cases, plan(s.words()), year, in_april, in_may);
    EXPECT_EQ(cell_at(all, "Homes", "received"), nullptr);
    moved_cell const* const in_time = cell_at(all, "Homes", "in time");
    ASSERT_NE(in_time, nullptr);
    EXPECT_EQ(in_time->before.value.share, (ratio{0, 2}));
    EXPECT_EQ(in_time->after.value.share, (ratio{1, 2}));
    EXPECT_EQ(in_time->before.text, "0%");
    EXPECT_EQ(in_time->after.text, "50%");
    ASSERT_EQ(in_time->counts.size(), 1u);
    EXPECT_EQ(in_time->counts[0].what.key, "in_time_by_complaints");
    EXPECT_EQ(in_time->counts[0].effects, (std::vector<case_effect>{{0, 1, 0}}));
    ASSERT_EQ(all.cases.size(), 1u);
    EXPECT_EQ(all.cases[0].kind, case_kind::complaint);
    EXPECT_EQ(all.cases[0].id, 7u);
    EXPECT_EQ(all.cases[0].events, std::vector{answer});
    EXPECT_FALSE(all.cases[0].is_new);

    std::string const text = to_text(all, s.words());
    EXPECT_NE(text.find("  Homes | in time: 0% -> 50%\n"
                        "      in_time_by_complaints, 2019-20: 0 of 2 -> 1 of 2\n"
                        "          +1 (base unchanged)  complaint 7: responded\n"),
              std::string::npos)
        << text;
    std::string const csv = to_csv(all);
    EXPECT_NE(csv.find("units,Homes,1,in time,no,0%,50%,in_time_by_complaints,2019-20,0,2,1,2,"
                       "complaint,7,1,0,1\n"),
              std::string::npos)
        << csv;
    auto const json = nlohmann::json::parse(to_json(all, s.words()));
    EXPECT_EQ(json["from"]["known_on"], "2020-04-01");
    EXPECT_EQ(json["cases"][0]["events"][0]["recorded"], "2020-05-01");
    EXPECT_EQ(json["cells"].size(), all.cells.size());
}

TEST(ReportChanges, WhatHappenedLaterIsApartFromWhatWasLearnedLater) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    ASSERT_TRUE(s.record(c, event_kind::responded, day(2020, 4, 15)));
    s.add(2, mon_2020_01_06);
    event entered = s.made_event(complaint_id(2), event_kind::received, mon_2020_01_06);
    entered.recorded = day(2020, 4, 20);
    ASSERT_TRUE(s.cases.record(entered));
    auto const both = changes_of_report(s.cases, plan(s.words()), year, in_april, in_may);
    EXPECT_EQ(both.cases.size(), 2u);
    auto const learned = changes_of_report(s.cases, plan(s.words()), year, in_april,
                                           {.as_of = wed_2020_04_01, .known_on = fri_2020_05_01});
    ASSERT_EQ(learned.cases.size(), 1u);
    EXPECT_EQ(learned.cases[0].id, 2u);
    EXPECT_TRUE(learned.cases[0].is_new);
    ASSERT_NE(cell_at(learned, "Homes", "received"), nullptr);
    EXPECT_EQ(cell_at(learned, "Homes", "received")->after.text, "2");
    EXPECT_EQ(cell_at(learned, "Homes", "median"), nullptr);
}

TEST(ReportChanges, ARecommendationDoneOrADecisionWithdrawnIsTheOmbudsmansCase) {
    small_store s;
    ombudsman_case const its_case{.id = ombudsman_case_id(3),
                                  .unit = code_of(s.words().units, "homes"),
                                  .service = {},
                                  .referred = mon_2020_01_06,
                                  .complaint = {}};
    ASSERT_TRUE(s.cases.insert(its_case));
    ASSERT_TRUE(s.cases.insert(
        ombudsman_deadline{its_case.id, day(2020, 4, 10), std::nullopt, day(2020, 4, 9)}));
    auto const all = changes_of_report(s.cases, plan(s.words()), year, in_april, in_may);
    ASSERT_EQ(all.cases.size(), 1u);
    EXPECT_EQ(all.cases[0].kind, case_kind::ombudsman_case);
    moved_cell const* const met = cell_at(all, "Homes", "met");
    ASSERT_NE(met, nullptr);
    EXPECT_EQ(met->counts[0].effects, (std::vector<case_effect>{{0, 1, 1}}));
}

bool adds_up(figure_form form) {
    return form == figure_form::count || form == figure_form::pence || form == figure_form::share;
}

/// Cells of two plain reports that do not show or count the same, a row left out counting as one
/// that says nothing new.
std::size_t cells_that_differ(report const& before, report const& after) {
    std::size_t n = 0;
    for (std::size_t t = 0; t != after.tables.size(); ++t) {
        for (table_row const& now : after.tables[t].rows) {
            auto const& rows = before.tables[t].rows;
            auto const then = std::find_if(rows.begin(), rows.end(),
                                           [&](table_row const& r) { return r.name == now.name; });
            if (then == rows.end()) continue;
            for (std::size_t c = 0; c != now.cells.size(); ++c) {
                n += now.cells[c].text != then->cells[c].text ||
                     now.cells[c].value.share != then->cells[c].value.share;
            }
        }
    }
    return n;
}

TEST(ReportChanges, EffectsOfTheCasesAddUpToWhatEachCountMovedBy) {
    std::uint32_t const seed = std::random_device{}();
    std::size_t moved = 0;
    for (std::uint32_t i = 0; i != 12; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(30);
        report_template const tables = plan(cases.words());
        viewpoint const from{random.some_day(), random.some_day()};
        viewpoint const to{random.some_day(), random.some_day()};
        auto const all = changes_of_report(cases, tables, year, from, to);
        std::size_t shown = 0;
        for (moved_cell const& cell : all.cells) {
            shown += !cell.where.is_percent && (cell.before.text != cell.after.text ||
                                                cell.before.value.share != cell.after.value.share);
            EXPECT_FALSE(cell.counts.empty()) << cell.where.row << " | " << cell.where.column;
            for (moved_count const& count : cell.counts) {
                ++moved;
                EXPECT_FALSE(count.effects.empty()) << count.what.key;
                if (!adds_up(count.what.form)) continue;
                case_effect sum;
                for (case_effect const& effect : count.effects) {
                    sum.part += effect.part;
                    sum.whole += effect.whole;
                }
                bool const is_share = count.what.form == figure_form::share;
                figure const& a = count.before;
                figure const& b = count.after;
                EXPECT_EQ(sum.part, is_share ? b.share.part - a.share.part : b.number - a.number)
                    << count.what.key;
                EXPECT_EQ(sum.whole, is_share ? b.share.whole - a.share.whole : 0);
            }
        }
        EXPECT_GE(shown, cells_that_differ(make_report(cases, tables, year, from),
                                           make_report(cases, tables, year, to)));
    }
    EXPECT_GT(moved, 50u);
}

} // namespace
} // namespace upheld
