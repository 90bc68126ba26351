// SPDX-License-Identifier: BSL-1.0

/// Claim: all 64 grouping sets of six dimensions (unit, subject, outcome, answer, channel and
/// financial year; the widest has 69,120 groups) take 10 ms at 1e7 rows: one scan, and the rest is
/// folded from the widest.

#include "statistics_bench.hpp"
#include "statistics_histogram.hpp"

using namespace statistics_bench;

namespace {

constexpr std::array<std::size_t, 6> sizes = {units, subjects, outcomes, answers, channels, years};
constexpr std::size_t sets = 64;

constexpr std::size_t size_of_set(std::size_t set) {
    std::size_t cells = 1;
    for (std::size_t axis = 0; axis != sizes.size(); ++axis) {
        if ((set >> axis & 1) != 0) cells *= sizes[axis];
    }
    return cells;
}

/// Where each set begins in an answer that has them one after the other.
std::array<std::size_t, sets> starts_of_sets() {
    std::array<std::size_t, sets> starts{};
    for (std::size_t set = 1; set != sets; ++set)
        starts[set] = starts[set - 1] + size_of_set(set - 1);
    return starts;
}

std::size_t cell_of(aspect_row const& row) {
    return ((((row.unit * subjects + row.subject) * outcomes + row.outcome) * answers +
             row.answer) *
                channels +
            row.channel) *
               years +
           row.year;
}

/// Folds the widest set into all of them.
answer folded_by_hand(answer const& widest) {
    std::array<std::size_t, sets> const starts = starts_of_sets();
    answer all(starts[sets - 1] + widest.size(), 0);
    std::array<std::size_t, sizes.size()> entries{};
    for (std::int64_t const n : widest) {
        for (std::size_t set = 0; set != sets; ++set) {
            std::size_t cell = 0;
            for (std::size_t axis = 0; axis != sizes.size(); ++axis) {
                if ((set >> axis & 1) != 0) cell = cell * sizes[axis] + entries[axis];
            }
            all[starts[set] + cell] += n;
        }
        for (std::size_t axis = sizes.size(); axis-- != 0;) {
            if (++entries[axis] != sizes[axis]) break;
            entries[axis] = 0;
        }
    }
    return all;
}

answer all_counts(result<std::vector<cube>> const& made) {
    if (!made) give_up(to_string(made.error()));
    answer all;
    for (std::size_t set = 0; set != made->size(); ++set) {
        std::vector<std::size_t> own;
        for (std::size_t axis = 0; axis != sizes.size(); ++axis) {
            if ((set >> axis & 1) != 0) own.push_back(sizes[axis]);
        }
        answer const counts = counts_of((*made)[set], own);
        all.insert(all.end(), counts.begin(), counts.end());
    }
    return all;
}

/// Rows of `GROUP BY CUBE`: an entry of -1 is an axis that the set does not have.
answer by_set(sql_rows const& given) {
    std::array<std::size_t, sets> const starts = starts_of_sets();
    answer all(starts[sets - 1] + size_of_set(sets - 1), 0);
    for (std::size_t at = 0; at != given.numbers.size(); at += given.columns) {
        std::size_t set = 0;
        std::size_t cell = 0;
        for (std::size_t axis = 0; axis != sizes.size(); ++axis) {
            std::int64_t const entry = given.numbers[at + axis];
            if (entry < 0) continue;
            set |= std::size_t{1} << axis;
            cell = cell * sizes[axis] + static_cast<std::size_t>(entry);
        }
        all.at(starts[set] + cell) = given.numbers[at + sizes.size()];
    }
    return all;
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    columns const ours = made_columns(words, bench.rows());
    std::vector<aspect_row> const rows = made_rows(bench.rows());
    duckdb_peer const duckdb(rows);
    std::printf("%s\n", duckdb_peer::what().c_str());

    constexpr std::size_t cells = size_of_set(sets - 1);
    bench.ask("all 64 grouping sets");
    bench.enter("plain_loop_folded",
                [&] { return folded_by_hand(count_by_loop(rows, cells, cell_of)); });
    bench.enter(
        "upheld_scan_folded",
        [&]() -> result<std::vector<cube>> {
            by axes{dimension::unit, dimension::subject, dimension::outcome, dimension::answer,
                    dimension::channel};
            axes.axes.push_back({dimension::time, {}, time_step::financial_year});
            auto const widest = rollup(ours, axes, {"aspects"}, {}, {}, {.use_summaries = false});
            if (!widest) give_up(to_string(widest.error()));
            return all_grouping_sets(*widest);
        },
        all_counts);
    bench.enter("boost_histogram_folded", [&] {
        return folded_by_hand(count_by_histogram<>(
            rows, sizes, [](aspect_row const& r) { return r.unit; },
            [](aspect_row const& r) { return r.subject; },
            [](aspect_row const& r) { return r.outcome; },
            [](aspect_row const& r) { return r.answer; },
            [](aspect_row const& r) { return r.channel; },
            [](aspect_row const& r) { return r.year; }));
    });
    bench.enter("unordered_map_folded",
                [&] { return folded_by_hand(count_by_map(rows, cells, cell_of)); });
    if (duckdb_peer::is_here) {
        bench.enter("duckdb_cube", [&] {
            return by_set(
                duckdb.query("SELECT coalesce(unit, -1)::BIGINT, coalesce(subject, -1)::BIGINT, "
                             "coalesce(outcome, -1)::BIGINT, coalesce(answer, -1)::BIGINT, "
                             "coalesce(channel, -1)::BIGINT, coalesce(year, -1)::BIGINT, count(*) "
                             "FROM (SELECT unit::TINYINT AS unit, subject::TINYINT AS subject, "
                             "outcome::TINYINT AS outcome, answer::TINYINT AS answer, "
                             "channel::TINYINT AS channel, year::TINYINT AS year FROM aspects) "
                             "GROUP BY CUBE (unit, subject, outcome, answer, channel, year)"));
        });
    }
    bench.enter_read(4 * bench.rows());
    bench.expect_microseconds("upheld_scan_folded", 10'000);
    bench.run();
}
