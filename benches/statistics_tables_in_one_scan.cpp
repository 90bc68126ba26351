// SPDX-License-Identifier: BSL-1.0

/// Claim: a cross-tabulation costs one pass over a few packed bytes a row: unit x subject x outcome
/// and the base cube (service x subject x outcome x answer x financial year) at 2.4e9 rows/s or
/// more on one core. Year x unit, which the library answers from summaries if it may, at 7e9 or
/// more.
///
/// In what is called a scan summaries are off, so rows are counted.

#include "statistics_bench.hpp"
#include "statistics_histogram.hpp"

using namespace statistics_bench;

namespace {

grouping const financial_year{dimension::time, {}, time_step::financial_year};

void ask_unit_subject_outcome(session& bench, columns const& ours,
                              std::vector<aspect_row> const& rows, sqlite_peer const& sqlite,
                              duckdb_peer const& duckdb) {
    constexpr std::size_t cells = units * subjects * outcomes;
    auto const cell = [](aspect_row const& row) {
        return (row.unit * subjects + row.subject) * outcomes + row.outcome;
    };
    bench.ask("unit x subject x outcome");
    bench.enter("plain_loop_over_structs", [&] { return count_by_loop(rows, cells, cell); });
    bench.enter(
        "upheld_scan",
        [&] {
            return rollup(ours, {dimension::unit, dimension::subject, dimension::outcome},
                          {"aspects"}, {}, {}, {.use_summaries = false});
        },
        [](result<cube> const& made) { return counts_of(made, {units, subjects, outcomes}); });
    bench.enter("unordered_map_over_structs", [&] { return count_by_map(rows, cells, cell); });
    bench.enter("boost_histogram", [&] {
        return count_by_histogram<>(
            rows, {units, subjects, outcomes}, [](aspect_row const& r) { return r.unit; },
            [](aspect_row const& r) { return r.subject; },
            [](aspect_row const& r) { return r.outcome; });
    });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb", [&] {
            return duckdb
                .query("SELECT unit::BIGINT, subject::BIGINT, outcome::BIGINT, count(*) "
                       "FROM aspects GROUP BY unit, subject, outcome")
                .by({units, subjects, outcomes});
        });
    }
    if (bench.asks_sqlite()) {
        bench.enter("sqlite", [&] {
            return sqlite
                .query("SELECT unit, subject, outcome, count(*) FROM aspects "
                       "GROUP BY unit, subject, outcome")
                .by({units, subjects, outcomes});
        });
    }
    bench.enter_read(2 * bench.rows());
    bench.expect_rows_per_second("upheld_scan", 2.4e9);
}

void ask_base_cube(session& bench, columns const& ours, std::vector<aspect_row> const& rows,
                   sqlite_peer const& sqlite, duckdb_peer const& duckdb) {
    constexpr std::size_t cells = services * subjects * outcomes * answers * years;
    auto const cell = [](aspect_row const& row) {
        return (((row.service * subjects + row.subject) * outcomes + row.outcome) * answers +
                row.answer) *
                   years +
               row.year;
    };
    bench.ask("base cube: service x subject x outcome x answer x financial year");
    bench.enter("plain_loop_over_structs", [&] { return count_by_loop(rows, cells, cell); });
    bench.enter(
        "upheld_scan",
        [&] {
            by axes{dimension::service, dimension::subject, dimension::outcome, dimension::answer};
            axes.axes.push_back(financial_year);
            return rollup(ours, axes, {"aspects"}, {}, {}, {.use_summaries = false});
        },
        [](result<cube> const& made) {
            return counts_of(made, {services, subjects, outcomes, answers, years});
        });
    bench.enter("unordered_map_over_structs", [&] { return count_by_map(rows, cells, cell); });
    bench.enter("boost_histogram", [&] {
        return count_by_histogram<>(
            rows, {services, subjects, outcomes, answers, years},
            [](aspect_row const& r) { return r.service; },
            [](aspect_row const& r) { return r.subject; },
            [](aspect_row const& r) { return r.outcome; },
            [](aspect_row const& r) { return r.answer; },
            [](aspect_row const& r) { return r.year; });
    });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb", [&] {
            return duckdb
                .query("SELECT service::BIGINT, subject::BIGINT, outcome::BIGINT, answer::BIGINT, "
                       "year::BIGINT, count(*) FROM aspects "
                       "GROUP BY service, subject, outcome, answer, year")
                .by({services, subjects, outcomes, answers, years});
        });
        // Tuned by hand: one key in place of five.
        bench.enter("duckdb_one_key", [&] {
            return duckdb
                .query(
                    "SELECT ((((service::INTEGER * 9 + subject) * 4 + outcome) * 4 + answer) * 10 "
                    "+ year)::BIGINT AS cell, count(*) FROM aspects GROUP BY cell")
                .by({cells});
        });
    }
    if (bench.asks_sqlite()) {
        bench.enter("sqlite", [&] {
            return sqlite
                .query("SELECT service, subject, outcome, answer, year, count(*) FROM aspects "
                       "GROUP BY service, subject, outcome, answer, year")
                .by({services, subjects, outcomes, answers, years});
        });
    }
    bench.enter_read(2 * bench.rows());
    bench.expect_rows_per_second("upheld_scan", 2.4e9);
}

void ask_year_unit(session& bench, columns const& ours, std::vector<aspect_row> const& rows,
                   sqlite_peer const& sqlite, duckdb_peer const& duckdb) {
    constexpr std::size_t cells = years * units;
    auto const cell = [](aspect_row const& row) { return row.year * units + row.unit; };
    bench.ask("financial year x unit");
    bench.enter("plain_loop_over_structs", [&] { return count_by_loop(rows, cells, cell); });
    bench.enter(
        "upheld_scan",
        [&] {
            by axes;
            axes.axes = {financial_year, {dimension::unit, {}, {}}};
            return rollup(ours, axes, {"aspects"}, {}, {}, {.use_summaries = false});
        },
        [](result<cube> const& made) { return counts_of(made, {years, units}); });
    bench.enter(
        "upheld_summaries",
        [&] {
            by axes;
            axes.axes = {financial_year, {dimension::unit, {}, {}}};
            return rollup(ours, axes, {"aspects"});
        },
        [](result<cube> const& made) { return counts_of(made, {years, units}); });
    bench.enter("unordered_map_over_structs", [&] { return count_by_map(rows, cells, cell); });
    bench.enter("boost_histogram", [&] {
        return count_by_histogram<>(
            rows, {years, units}, [](aspect_row const& r) { return r.year; },
            [](aspect_row const& r) { return r.unit; });
    });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb", [&] {
            return duckdb
                .query("SELECT year::BIGINT, unit::BIGINT, count(*) FROM aspects "
                       "GROUP BY year, unit")
                .by({years, units});
        });
    }
    if (bench.asks_sqlite()) {
        bench.enter("sqlite", [&] {
            return sqlite.query("SELECT year, unit, count(*) FROM aspects GROUP BY year, unit")
                .by({years, units});
        });
    }
    bench.enter_read(2 * bench.rows());
    bench.expect_rows_per_second("upheld_summaries", 7e9);
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    columns const ours = made_columns(words, bench.rows());
    std::vector<aspect_row> const rows = made_rows(bench.rows());
    sqlite_peer const sqlite(bench.rows_for_sqlite(rows));
    duckdb_peer const duckdb(rows);
    std::printf("%s\n%s\n", sqlite_peer::what().c_str(), duckdb_peer::what().c_str());

    ask_unit_subject_outcome(bench, ours, rows, sqlite, duckdb);
    ask_base_cube(bench, ours, rows, sqlite, duckdb);
    ask_year_unit(bench, ours, rows, sqlite, duckdb);
    bench.run();
}
