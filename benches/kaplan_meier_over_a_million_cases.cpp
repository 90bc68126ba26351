// SPDX-License-Identifier: BSL-1.0

/// Claim: the Kaplan-Meier curve of a million cases in whole working days is made faster than by
/// sorting the cases, as is usual.
///
/// Days are counted and not sorted. Before anything is timed, the curves are compared, step by
/// step.

#include "upheld/statistics/survival.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace upheld;

constexpr std::size_t cases = 1'000'000;

/// Most answered within four weeks, some never; those of the last weeks still open.
std::vector<observed_duration> const& all() {
    static std::vector<observed_duration> const made = [] {
        std::mt19937_64 random(1);
        std::weibull_distribution<double> took(1.4, 18);
        std::uniform_real_distribution<double> seen(0, 250);
        std::vector<observed_duration> durations;
        for (std::size_t i = 0; i != cases; ++i) {
            double const ended = std::floor(took(random));
            double const watched = std::floor(seen(random));
            durations.push_back({std::min(ended, watched), ended <= watched});
        }
        return durations;
    }();
    return made;
}

/// As in a textbook: sort, then one pass.
std::vector<survival_step> by_sorting(std::vector<observed_duration> durations) {
    std::sort(durations.begin(), durations.end(),
              [](auto const& a, auto const& b) { return a.time < b.time; });
    std::vector<survival_step> steps;
    double survival = 1;
    for (std::size_t i = 0; i != durations.size();) {
        auto const at_risk = static_cast<std::int64_t>(durations.size() - i);
        double const time = durations[i].time;
        std::int64_t ended = 0;
        for (; i != durations.size() && durations[i].time == time; ++i) {
            ended += durations[i].is_ended ? 1 : 0;
        }
        if (ended == 0) continue;
        survival *= 1 - static_cast<double>(ended) / static_cast<double>(at_risk);
        steps.push_back({.time = time, .at_risk = at_risk, .ended = ended, .survival = survival});
    }
    return steps;
}

void compare() {
    auto const curve = survival_curve::of(all()).value();
    auto const plain = by_sorting(all());
    bool const equal = std::equal(curve.steps().begin(), curve.steps().end(), plain.begin(),
                                  plain.end(), [](survival_step const& a, survival_step const& b) {
                                      return a.time == b.time && a.at_risk == b.at_risk &&
                                             a.ended == b.ended &&
                                             std::abs(a.survival - b.survival) < 1e-12;
                                  });
    if (!equal) {
        std::fputs("the curves differ\n", stderr);
        std::exit(1);
    }
    std::puts("curves compared: equal");
}

void counted(benchmark::State& state) {
    for (auto _ : state) {
        auto curve = survival_curve::of(all());
        benchmark::DoNotOptimize(curve);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases));
}

void sorted(benchmark::State& state) {
    for (auto _ : state) {
        auto steps = by_sorting(all());
        benchmark::DoNotOptimize(steps);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases));
}

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not run: this is a debug build");
    return 77;
#endif
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    compare();
    benchmark::RegisterBenchmark("upheld", counted)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("by_sorting", sorted)->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
}
