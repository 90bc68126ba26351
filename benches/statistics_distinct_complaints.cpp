// SPDX-License-Identifier: BSL-1.0

/// Claim: complaints are counted exactly, each once, at 3e9 rows/s or more, although every one has
/// several rows: a row says whether it begins a complaint, so no set of complaints is needed.

#include "statistics_bench.hpp"

using namespace statistics_bench;

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    columns const ours = made_columns(words, bench.rows());
    std::vector<aspect_row> const rows = made_rows(bench.rows());
    sqlite_peer const sqlite(bench.rows_for_sqlite(rows));
    duckdb_peer const duckdb(rows);
    std::printf("%s\n%s\n", sqlite_peer::what().c_str(), duckdb_peer::what().c_str());

    constexpr std::size_t cells = channels * units;
    auto const cell = [](aspect_row const& row) {
        return row.is_first ? row.channel * units + row.unit : cells;
    };
    bench.ask("complaints by channel x unit");
    bench.enter("plain_loop_with_flag", [&] { return count_by_loop(rows, cells, cell); });
    bench.enter(
        "upheld_scan",
        [&] {
            return rollup(ours, {dimension::channel, dimension::unit}, {"received"}, {}, {},
                          {.use_summaries = false});
        },
        [](result<cube> const& made) { return counts_of(made, {channels, units}); });
    bench.enter("unordered_set_of_complaints", [&] {
        std::vector<std::unordered_set<std::uint32_t>> seen(cells);
        for (aspect_row const& row : rows)
            seen[row.channel * units + row.unit].insert(row.complaint);
        answer made;
        for (auto const& complaints : seen) {
            made.push_back(static_cast<std::int64_t>(complaints.size()));
        }
        return made;
    });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb_count_distinct", [&] {
            return duckdb
                .query("SELECT channel::BIGINT, unit::BIGINT, count(DISTINCT complaint) "
                       "FROM aspects GROUP BY channel, unit")
                .by({channels, units});
        });
        bench.enter("duckdb_with_flag", [&] {
            return duckdb
                .query("SELECT channel::BIGINT, unit::BIGINT, count(*) FROM aspects "
                       "WHERE is_first = 1 GROUP BY channel, unit")
                .by({channels, units});
        });
    }
    if (bench.asks_sqlite()) {
        bench.enter("sqlite_count_distinct", [&] {
            return sqlite
                .query("SELECT channel, unit, count(DISTINCT complaint) FROM aspects "
                       "GROUP BY channel, unit")
                .by({channels, units});
        });
    }
    bench.enter_read(2 * bench.rows());
    bench.expect_rows_per_second("upheld_scan", 3e9);
    bench.run();
}
