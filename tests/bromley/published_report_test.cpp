// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/comparison.hpp"
#include "upheld/report/report.hpp"
#include "upheld/store/folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

/// The example folder against the report as it was printed.

namespace upheld {
namespace {

std::string const folder = std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20";

class PublishedReport : public ::testing::Test {
  protected:
    PublishedReport() {
        folder_reading read = read_folder(folder);
        for (failure const& f : read.failures) ADD_FAILURE() << to_string(f);
        cases = std::move(read.cases);
        auto loaded_plan = load_report_template(folder + "/report.toml", cases->words());
        for (failure const& f : loaded_plan.failures) ADD_FAILURE() << to_string(f);
        plan = std::move(loaded_plan.value);
        printed = load_printed_report(folder + "/printed.json").value();
        auto loaded_known = load_explanations(folder + "/differences.toml");
        for (failure const& f : loaded_known.failures) ADD_FAILURE() << to_string(f);
        known = std::move(loaded_known.value);
    }

    [[nodiscard]] report made() const {
        return make_report(*cases, plan, period_from_text("2019-20").value(),
                           cases->last_recorded().value());
    }

    std::optional<store> cases;
    report_template plan;
    printed_report printed;
    explanations known;
};

TEST_F(PublishedReport, EveryPrintedTableIsComputedAndEveryDifferenceExplained) {
    comparison const compared = compare(made(), printed, known);
    std::printf("%s\n", to_text(compared, known).substr(0, 400).c_str());
    for (failure const& f : compared.findings) ADD_FAILURE() << to_string(f);
    for (difference const& d : compared.differences) {
        EXPECT_TRUE(d.cause) << d.where.table << " | " << d.where.row << " | " << d.where.column
                             << ": printed " << d.printed << ", computed " << d.computed;
    }
    EXPECT_TRUE(compared.is_settled());
}

TEST_F(PublishedReport, AtLeastNineteenInTwentyOfTheYearsOwnNumbersAgree) {
    comparison const compared = compare(made(), printed, known);
    group_count const own = compared.groups[static_cast<std::size_t>(cell_group::this_period)];
    EXPECT_GT(own.compared, 500);
    EXPECT_GE(own.equal * 100, own.compared * 95)
        << own.equal << " of " << own.compared << " cells";
}

/// No figure of the year itself may come from the published series, but for the Ombudsman's own.
TEST_F(PublishedReport, TheYearsOwnFiguresComeFromCases) {
    for (table const& t : made().tables) {
        if (t.id == "council/ombudsman-annual-letter") continue;
        for (table_row const& row : t.rows) {
            for (std::vector<cell> const* const cells : {&row.cells, &row.percents}) {
                for (cell const& c : *cells) {
                    EXPECT_FALSE(c.origin == cell_origin::series && c.years_back == 0)
                        << t.id << " | " << row.name;
                }
            }
        }
    }
}

TEST_F(PublishedReport, TheSeriesHoldsNoFigureOfTheYearButTheOmbudsmans) {
    for (series_figure const& figure : cases->series()) {
        if (figure.period == "2019-20") {
            EXPECT_EQ(figure.measure.substr(0, 7), "letter_");
        }
    }
}

/// A cell's place as one text.
std::string place(std::string const& table, std::string const& row, std::string const& column,
                  bool is_percent = false) {
    return table + " | " + row + (is_percent ? " %" : "") + " | " + column;
}

/// Every cell that differs between two reports of the same shape.
std::set<std::string> changed_cells(report const& before, report const& after) {
    std::set<std::string> changed;
    for (std::size_t t = 0; t != before.tables.size(); ++t) {
        table const& one = before.tables[t];
        for (std::size_t r = 0; r != one.rows.size(); ++r) {
            for (bool const is_percent : {false, true}) {
                auto const& was = is_percent ? one.rows[r].percents : one.rows[r].cells;
                auto const& is =
                    is_percent ? after.tables[t].rows[r].percents : after.tables[t].rows[r].cells;
                for (std::size_t c = 0; c != was.size(); ++c) {
                    if (was[c] == is[c]) continue;
                    changed.insert(place(one.id, one.rows[r].name, one.columns[c].key, is_percent));
                }
            }
        }
    }
    return changed;
}

TEST_F(PublishedReport, OneOutcomeChangedMovesExactlyTheCellsThatDependOnIt) {
    taxonomy const& words = cases->words();
    unit_code const adult = words.units.find("adult").value();
    report const before = made();

    // The first aspect of Adult Social Care that is not upheld and does not concern a contractor.
    std::optional<event> old_outcome;
    std::string service;
    std::string subject;
    for (complaint_id const id : cases->received(adult, {day(2019, 4, 1), day(2020, 3, 31)})) {
        for (event const& e : cases->events_of(id)) {
            if (e.kind != event_kind::outcome_decided || e.value != "not_upheld") continue;
            aspect const part = cases->find(*e.aspect).value();
            if (part.concerns_contractor || old_outcome) continue;
            old_outcome = e;
            subject = words.subjects[part.subject].key;
            service = words.services[cases->find(part.mention)->service].name;
        }
    }
    ASSERT_TRUE(old_outcome);
    event changed = *old_outcome;
    changed.value = "fully_upheld";
    ASSERT_TRUE(cases->erase(old_outcome->id));
    ASSERT_TRUE(cases->record(changed));

    auto const subject_named = [&](std::string const& table) {
        for (table_template const& t : plan.tables) {
            if (t.id != table) continue;
            for (row_template const& r : t.rows) {
                auto const& codes = r.cells.where.subjects;
                if (!codes.empty() && words.subjects[codes.front()].key == subject) return r.name;
            }
        }
        return std::string();
    };
    std::set<std::string> expected;
    for (auto const& [table, row] : {std::pair<std::string, std::string>{"adult/services", service},
                                     {"adult/services", "OVERALL"},
                                     {"adult/nature", subject_named("adult/nature")},
                                     {"adult/nature", "OVERALL"}}) {
        for (char const* const column : {"fully_upheld", "not_upheld"}) {
            expected.insert(place(table, row, column));
            expected.insert(place(table, row, column, true));
        }
    }
    for (char const* const row : {"Adult Social Care", "TOTAL"}) {
        expected.insert(place("council/proportion-upheld", row, "Upheld / Partially Upheld"));
        expected.insert(place("council/proportion-upheld", row, "% 2019/20"));
    }
    for (std::string const& row : {subject_named("council/causes"), std::string("Total")}) {
        expected.insert(place("council/causes", row, "% upheld"));
    }
    // 46 of 164 is 28%, 47 is 29%: the change in points moves too.
    expected.insert(place("adult/at-a-glance", "Percentage fully upheld", "2019/20"));
    expected.insert(place("adult/at-a-glance", "Percentage fully upheld", "change"));

    EXPECT_EQ(changed_cells(before, made()), expected);
}

TEST_F(PublishedReport, AQuarterAndTheOtherQuartersMakeTheYear) {
    auto const total = [&](std::string_view period) {
        report const part = make_report(*cases, plan, period_from_text(period).value(),
                                        cases->last_recorded().value());
        return part.find("adult/services")->rows.back().cells[1].value.number;
    };
    EXPECT_EQ(total("2019-20-Q1") + total("2019-20-Q2") + total("2019-20-Q3") + total("2019-20-Q4"),
              total("2019-20"));
}

TEST_F(PublishedReport, ToldAsOfTheYearsEndMoreIsOngoing) {
    report const then =
        make_report(*cases, plan, period_from_text("2019-20").value(), day(2020, 3, 31));
    report const later = made();
    auto const ongoing = [](report const& of) {
        return of.find("adult/services")->rows.back().cells[5].value.number;
    };
    EXPECT_GT(ongoing(then), ongoing(later));
}

} // namespace
} // namespace upheld
