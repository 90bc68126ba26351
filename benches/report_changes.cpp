// SPDX-License-Identifier: BSL-1.0

/// Claim: of 100,000 complaints, the cells of the annual report that moved within a fortnight are
/// listed, with the cases and events behind each, for less than three times what it takes to make
/// the two reports alone, which is all that comparing print with print has to go by.

#include "upheld/audit/report_changes.hpp"

#include "made_folder.hpp"
#include "upheld/store/folder.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <optional>

using namespace statistics_bench;

namespace {

std::optional<store> cases;
std::optional<report_template> plan;
period const year = period_from_text("2018-19").value();
viewpoint const before = viewpoint::at_the_time(day(2019, 4, 30));
viewpoint const after = viewpoint::at_the_time(day(2019, 5, 14));

/// Cells that do not show the same, by text alone.
std::size_t cells_apart(report const& a, report const& b) {
    std::size_t apart = 0;
    for (std::size_t t = 0; t != a.tables.size(); ++t) {
        // Rows that are left out while empty have no partner to be compared with.
        if (a.tables[t].rows.size() != b.tables[t].rows.size()) continue;
        for (std::size_t r = 0; r != a.tables[t].rows.size(); ++r) {
            auto const& one = a.tables[t].rows[r].cells;
            auto const& other = b.tables[t].rows[r].cells;
            for (std::size_t c = 0; c != one.size(); ++c) apart += one[c].text != other[c].text;
        }
    }
    return apart;
}

std::size_t shown_apart(report_changes const& all) {
    std::size_t apart = 0;
    for (moved_cell const& cell : all.cells) {
        apart += !cell.where.is_percent && cell.before.text != cell.after.text;
    }
    return apart;
}

void two_reports_compared(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(cells_apart(make_report(*cases, *plan, year, before),
                                             make_report(*cases, *plan, year, after)));
    }
}

void changes_explained(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(changes_of_report(*cases, *plan, year, before, after));
    }
}

BENCHMARK(two_reports_compared)->Unit(benchmark::kMillisecond);
BENCHMARK(changes_explained)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not timed: this build checks for debugging");
    return 77; // for CTest: not run
#endif
    std::uint64_t const complaints = complaints_asked(argc, argv, 100'000);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    {
        scratch_folder const files;
        make_folder(files.path("cases"), complaints);
        folder_reading read = read_folder(files.path("cases"));
        if (!read.cases) give_up(to_string(read.failures.front()));
        cases = std::move(read.cases);
    }
    loaded_report_template loaded = load_report_template(
        UPHELD_SOURCE_DIR "/examples/bromley_2019_20/report.toml", cases->words());
    if (!loaded.is_whole()) give_up(to_string(loaded.failures.front()));
    plan = std::move(loaded.value);
    report_changes const all = changes_of_report(*cases, *plan, year, before, after);
    std::size_t const apart = cells_apart(make_report(*cases, *plan, year, before),
                                          make_report(*cases, *plan, year, after));
    if (shown_apart(all) < apart) give_up("cells that moved are missing");
    std::printf("answers compared: %zu of %llu cells moved, %zu cases changed\n", all.cells.size(),
                static_cast<unsigned long long>(all.cells_compared), all.cases.size());
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
