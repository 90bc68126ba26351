// SPDX-License-Identifier: BSL-1.0

/// Claim: a due day of 20 working days with its day-by-day ledger, its state and the days used and
/// left takes at most 300 ns; without the ledger a fraction of it.
///
/// Before anything is timed, the due days of every start of a year are compared with a plain walk
/// from day to day, and the ledger with its own due day.

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/deadline.hpp"
#include "upheld/deadline/due.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace upheld;

working_calendar const& calendar() {
    static working_calendar const days = built_in_calendar("uk-any").value();
    return days;
}

clock_rule const& rule() { return *find_clock_rule("foi2000"); }

std::vector<day> const& starts() {
    static std::vector<day> const all = [] {
        std::vector<day> made;
        for (day d(2026, 1, 1); d <= day(2026, 12, 31); d = d + calendar_days(1)) {
            made.push_back(d);
        }
        return made;
    }();
    return all;
}

void compare_with_a_walk() {
    for (day const start : starts()) {
        day due = start;
        for (int left = 20; left != 0;) {
            due = due + calendar_days(1);
            if (calendar().is_working_day(due).value()) --left;
        }
        deadline const found = deadline_of(rule(), start, {}, {}, calendar()).value();
        if (found.due != due || found.days.lines().back().on != due ||
            found.days.lines().back().counted != 20) {
            std::fprintf(stderr, "due days differ for %s\n", to_text(start).c_str());
            std::exit(1);
        }
    }
}

void with_ledger(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
        auto found = deadline_of(rule(), starts()[i], {}, {}, calendar());
        benchmark::DoNotOptimize(found);
        i = i + 1 == starts().size() ? 0 : i + 1;
    }
}

void without_ledger(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
        auto found =
            deadline_of(rule(), starts()[i], {}, {}, calendar(), std::nullopt, keep_ledger::no);
        benchmark::DoNotOptimize(found);
        i = i + 1 == starts().size() ? 0 : i + 1;
    }
}

void with_a_pause_and_an_extension(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
        day const start = starts()[i];
        clock_event const events[]{{clock_event_kind::fee_notice, start + calendar_days(3)},
                                   {clock_event_kind::fee_paid, start + calendar_days(9)},
                                   {clock_event_kind::extended, start + calendar_days(12)}};
        auto found = deadline_of(rule(), start, events, {}, calendar());
        benchmark::DoNotOptimize(found);
        i = i + 1 == starts().size() ? 0 : i + 1;
    }
}

void due_day_alone(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
        auto found = due_day(rule(), starts()[i], calendar());
        benchmark::DoNotOptimize(found);
        i = i + 1 == starts().size() ? 0 : i + 1;
    }
}

BENCHMARK(with_ledger);
BENCHMARK(without_ledger);
BENCHMARK(with_a_pause_and_an_extension);
BENCHMARK(due_day_alone);

} // namespace

int main(int argc, char** argv) {
    compare_with_a_walk();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
