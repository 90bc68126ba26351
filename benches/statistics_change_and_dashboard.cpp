// SPDX-License-Identifier: BSL-1.0

/// Claim: changing the outcome of one aspect and reading the dashboard's tables again takes at most
/// 1 us whatever the number of rows: the change adds and takes 1 where it must, and the tables are
/// there already.
///
/// Each contender changes one aspect after another to its next outcome and reads one cell of each
/// table. After the comparison of answers everybody starts from the same rows.

#include "statistics_changes.hpp"
#include "upheld/rollup/live_cubes.hpp"

using namespace statistics_bench;

namespace {

period const year = period_from_text("2019-20").value();

constexpr std::size_t by_service = services * outcomes * answers;
constexpr std::size_t by_subject = units * subjects * outcomes;
constexpr std::size_t by_year = years * units;

/// The dashboard by a plain loop: three tables in one answer.
answer dashboard_of(std::span<aspect_row const> rows) {
    answer all(by_service + by_subject + by_year, 0);
    for (aspect_row const& row : rows) {
        if (row.year == changed_year) {
            ++all[(row.service * outcomes + row.outcome) * answers + row.answer];
        }
        ++all[by_service + (row.unit * subjects + row.subject) * outcomes + row.outcome];
        if (row.outcome == 1 || row.outcome == 2)
            ++all[by_service + by_subject + row.year * units + row.unit];
    }
    return all;
}

answer appended(std::initializer_list<answer> tables) {
    answer all;
    for (answer const& one : tables) all.insert(all.end(), one.begin(), one.end());
    return all;
}

std::string key_of(std::size_t row) { return " WHERE rowid = " + std::to_string(row); }

template <class Database> answer dashboard_by_sql(Database const& from) {
    return appended(
        {from.query("SELECT service" + Database::whole + ", outcome" + Database::whole +
                    ", answer" + Database::whole +
                    ", count(*) FROM aspects WHERE year = 9 GROUP BY service, outcome, answer")
             .by({services, outcomes, answers}),
         from.query("SELECT unit" + Database::whole + ", subject" + Database::whole + ", outcome" +
                    Database::whole + ", count(*) FROM aspects GROUP BY unit, subject, outcome")
             .by({units, subjects, outcomes}),
         from.query("SELECT year" + Database::whole + ", unit" + Database::whole +
                    ", count(*) FROM aspects WHERE outcome IN (1, 2) GROUP BY year, unit")
             .by({years, units})});
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    std::vector<aspect_row> rows = made_rows(bench.rows());
    changes of_upheld(rows);
    changes of_loop = of_upheld;
    changes of_sqlite = of_upheld;
    changes of_duckdb = of_upheld;
    columns ours = made_columns(words, bench.rows(), [&](made_complaint const& one, row_place at) {
        of_upheld.note(one.of, at);
    });
    sqlite_peer sqlite(bench.rows_for_sqlite(rows));
    duckdb_peer duckdb(rows);
    std::printf("%s\n%s\n", sqlite_peer::what().c_str(), duckdb_peer::what().c_str());

    live_cubes screen(ours);
    by year_unit;
    year_unit.axes = {{dimension::time, {}, time_step::financial_year}, {dimension::unit, {}, {}}};
    period const decade{"ten years", {first_day, last_day}};
    std::array const shown = {
        screen.watch({dimension::service, dimension::outcome, dimension::answer}, {"aspects"}, {},
                     year),
        screen.watch({dimension::unit, dimension::subject, dimension::outcome}, {"aspects"}),
        screen.watch(year_unit, {"upheld"}, {}, decade)};
    for (auto const& one : shown) {
        if (!one) give_up(to_string(one.error()));
    }

    auto const change_ours = [&] {
        change const& one = of_upheld.next();
        apply(ours, one);
        std::array<std::size_t, 3> const entries = {one.of.service, one.outcome, one.of.answer};
        cube const& services_table = screen.at(*shown[0]);
        return services_table.measures()[0].part[*services_table.find(entries)] +
               screen.at(*shown[1]).measures()[0].part[one.outcome] +
               screen.at(*shown[2]).measures()[0].part[one.of.unit];
    };
    auto const whole_dashboard = [&] {
        return appended({counts_of(screen.at(*shown[0]), {services, outcomes, answers}),
                         counts_of(screen.at(*shown[1]), {units, subjects, outcomes}),
                         counts_of(screen.at(*shown[2]), {years, units})});
    };

    // Each change is checked by the whole of the tables afterwards.
    bench.ask("change one outcome and read the dashboard", 1);
    bench.enter("plain_structs_and_loop", [&] {
        change const& one = of_loop.next();
        rows[one.row].outcome = one.outcome;
        return dashboard_of(rows);
    });
    bench.enter("upheld_live_cubes", change_ours, [&](std::int64_t) { return whole_dashboard(); });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb", [&] {
            change const& one = of_duckdb.next();
            duckdb.run(
                ("UPDATE aspects SET outcome = " + std::to_string(one.outcome) + key_of(one.row))
                    .c_str());
            return dashboard_by_sql(duckdb);
        });
    }
    if (bench.asks_sqlite()) {
        bench.enter("sqlite", [&] {
            change const& one = of_sqlite.next();
            sqlite.run(("UPDATE aspects SET outcome = " + std::to_string(one.outcome) +
                        key_of(one.row + 1))
                           .c_str());
            return dashboard_by_sql(sqlite);
        });
    }
    bench.expect_microseconds("upheld_live_cubes", 1);

    // Without live cubes: the change, and the tables from what is kept.
    bench.ask("the change alone, and tables counted again", 1);
    bench.enter_unchecked("upheld_change_and_live_cubes", change_ours);
    bench.enter_unchecked("upheld_change_and_rollup", [&] {
        benchmark::DoNotOptimize(change_ours());
        return rollup(ours, {dimension::service, dimension::outcome, dimension::answer},
                      {"aspects"}, {}, year);
    });
    bench.run();

    // After all the changes of the timing the tables are still those of the rows.
    for (change const& one : of_upheld.all()) rows[one.row].outcome = one.outcome;
    if (whole_dashboard() != dashboard_of(rows)) give_up("the tables differ after the changes");
    std::puts("tables compared again after the changes: equal");
}
