// SPDX-License-Identifier: BSL-1.0

/// Claim: of a million cases, the statistics layer as of any day is there within 2 s, and within 50
/// ms as of the next day or the day before, where making it anew takes as long as the first time.

#include "made_folder.hpp"
#include "upheld/rollup/moving_columns.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/store/folder.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <ctime>
#include <optional>

using namespace statistics_bench;

namespace {

std::optional<store> cases;
std::optional<moving_columns> moving;
day const middle(2019, 6, 30);

viewpoint days_after(int n) { return viewpoint::at_the_time(middle + calendar_days(n)); }

cube table_of(columns const& rows) {
    return rollup(rows, {dimension::unit, dimension::answer}, {"received", "in_time_by_complaints"})
        .value();
}

columns made_anew(viewpoint from) {
    return columns_of(cases->words(), cases->facts_as_of(from)).value();
}

void first_day_asked_for(benchmark::State& state) {
    for (auto _ : state) {
        auto made = moving_columns::of_store(*cases, days_after(0));
        benchmark::DoNotOptimize(made);
    }
}

void next_day(benchmark::State& state) {
    int n = 0;
    moving->move_to(days_after(0));
    for (auto _ : state) moving->move_to(days_after(++n % 300));
}

void day_before(benchmark::State& state) {
    int n = 0;
    moving->move_to(days_after(0));
    for (auto _ : state) moving->move_to(days_after(-(++n % 300)));
}

void next_day_made_anew(benchmark::State& state) {
    int n = 0;
    for (auto _ : state) {
        auto made = made_anew(days_after(++n));
        benchmark::DoNotOptimize(made);
    }
}

BENCHMARK(first_day_asked_for)->Unit(benchmark::kMillisecond);
BENCHMARK(next_day)->Unit(benchmark::kMillisecond);
BENCHMARK(day_before)->Unit(benchmark::kMillisecond);
BENCHMARK(next_day_made_anew)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not timed: this build checks for debugging");
    return 77; // for CTest: not run
#endif
    std::uint64_t const complaints = complaints_asked(argc, argv, 1'000'000);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    {
        scratch_folder const files;
        make_folder(files.path("cases"), complaints);
        folder_reading read = read_folder(files.path("cases"));
        if (!read.cases) give_up(to_string(read.failures.front()));
        cases = std::move(read.cases);
    }
    moving = moving_columns::of_store(*cases, days_after(0)).value();
    for (int const n : {1, 2, -1, 40, 0}) {
        std::size_t const looked_at = moving->move_to(days_after(n));
        if (!(table_of(moving->rows()) == table_of(made_anew(days_after(n))))) {
            give_up("moved columns count something else");
        }
        std::printf("moved: %zu complaints looked at again\n", looked_at);
    }
    columns_size const size = moving->rows().size();
    std::printf("answers compared: equal; %.1f bytes a complaint in columns and kept tables, %.1f "
                "beside them\n",
                static_cast<double>(size.column_bytes + size.summary_bytes) /
                    static_cast<double>(complaints),
                static_cast<double>(moving->bytes_beside()) / static_cast<double>(complaints));
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    moving.reset();
    return 0;
}
