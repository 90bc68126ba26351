// SPDX-License-Identifier: BSL-1.0

/// Claim: a new edition of a dashboard's three tables costs less than copies of them, and taking
/// the current one nothing that grows with them: numbers are copied only of tables that changed,
/// and into memory that is there. Without editions the writer copies all tables for each reader.

#include "statistics_changes.hpp"
#include "upheld/rollup/published_figures.hpp"

using namespace statistics_bench;

namespace {

period const year = period_from_text("2019-20").value();

answer numbers_of(std::span<cube const> tables) {
    answer all;
    for (cube const& one : tables) {
        answer const own = everything_of(one);
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

answer numbers_of(figures_edition const& edition) {
    answer all;
    for (std::size_t which = 0; which != edition.size(); ++which) {
        answer const own = everything_of(edition.at(which));
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    std::vector<aspect_row> const rows = made_rows(bench.rows());
    changes of_editions(rows);
    columns ours = made_columns(words, bench.rows(), [&](made_complaint const& one, row_place at) {
        of_editions.note(one.of, at);
    });
    live_cubes screen(ours);
    auto const watch = [&](by const& groups, measures const& what) {
        auto const number = screen.watch(groups, what, {}, year);
        if (!number) give_up(to_string(number.error()));
    };
    watch({dimension::service, dimension::outcome, dimension::answer}, {"aspects"});
    watch({dimension::unit, dimension::subject, dimension::outcome}, {"aspects", "upheld_share"});
    watch({dimension::unit, dimension::channel}, {"received", "in_time_by_complaints"});
    published_figures shown(screen);
    shown.publish();

    auto const copies = [&] {
        std::vector<cube> all;
        for (std::size_t which = 0; which != screen.size(); ++which) {
            all.push_back(screen.at(which));
        }
        return all;
    };
    // Each changes the same columns, so answers are compared where nothing changes in between.
    bench.ask("three tables for a reader", 1);
    bench.enter("copies_of_cubes", copies,
                [](std::vector<cube> const& all) { return numbers_of(all); });
    bench.enter(
        "upheld_current_edition", [&] { return shown.current(); },
        [](figures_edition const& now) { return numbers_of(now); });
    bench.expect_times_as_fast("upheld_current_edition", "copies_of_cubes", 10);

    bench.ask("one change, and three tables for readers", 1);
    bench.enter_unchecked("change_and_copies_of_cubes", [&] {
        apply(ours, of_editions.next());
        return copies();
    });
    bench.enter_unchecked("upheld_change_and_edition", [&] {
        apply(ours, of_editions.next());
        return shown.publish();
    });
    bench.expect_times_as_fast("upheld_change_and_edition", "change_and_copies_of_cubes", 1);
    bench.run();

    shown.publish();
    if (numbers_of(shown.current()) != numbers_of(copies())) give_up("the edition differs");
    std::puts("the last edition compared with the cubes: equal");
}
