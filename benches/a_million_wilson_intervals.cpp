// SPDX-License-Identifier: BSL-1.0

/// Claim: a Wilson interval, checks of the numbers included, costs less than a Clopper-Pearson one,
/// whose limits are found by iteration; shown for a million and for two thousand of them.
///
/// Limits alone are shown beside the checked ones. Before anything is timed, all limits are
/// compared with the formula as it is printed, in long doubles.

#include "upheld/statistics/proportion.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace upheld;

constexpr std::size_t asked = 1'000'000;
constexpr std::size_t asked_of_slow = 2000;

std::vector<ratio> const& shares() {
    static std::vector<ratio> const all = [] {
        std::mt19937_64 random(1);
        std::vector<ratio> made;
        for (std::size_t i = 0; i != asked; ++i) {
            std::int64_t const n = std::uniform_int_distribution<std::int64_t>(1, 3000)(random);
            made.push_back({std::uniform_int_distribution<std::int64_t>(0, n)(random), n});
        }
        return made;
    }();
    return all;
}

void compare_with_the_formula() {
    long double const z = usual_confidence().z();
    for (ratio const share : shares()) {
        auto const x = static_cast<long double>(share.part);
        auto const n = static_cast<long double>(share.whole);
        long double const root = z * std::sqrt(z * z + 4 * x * (1 - x / n));
        interval const found = wilson_limits(share);
        auto const checked = wilson_interval(share).value();
        if (std::abs(found.lower - (2 * x + z * z - root) / (2 * (n + z * z))) > 1e-14L ||
            std::abs(found.upper - (2 * x + z * z + root) / (2 * (n + z * z))) > 1e-14L ||
            *checked.lower != found.lower || *checked.upper != found.upper) {
            std::fprintf(stderr, "limits differ for %ld of %ld\n", static_cast<long>(share.part),
                         static_cast<long>(share.whole));
            std::exit(1);
        }
    }
    std::puts("limits compared: equal");
}

void limits_alone(benchmark::State& state) {
    for (auto _ : state) {
        double sum = 0;
        for (ratio const share : shares()) {
            interval const found = wilson_limits(share);
            sum += found.upper - found.lower;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(asked));
}

template <result<estimate> (*Interval)(ratio, confidence)>
void checked_intervals(benchmark::State& state, std::size_t count) {
    for (auto _ : state) {
        double sum = 0;
        for (std::size_t i = 0; i != count; ++i) {
            auto const found = Interval(shares()[i], usual_confidence());
            sum += *found->upper - *found->lower;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not run: this is a debug build");
    return 77;
#endif
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    compare_with_the_formula();
    for (auto* const registered :
         {benchmark::RegisterBenchmark("a_million_limits", limits_alone),
          benchmark::RegisterBenchmark("a_million_checked", checked_intervals<wilson_interval>,
                                       asked),
          benchmark::RegisterBenchmark("two_thousand_clopper_pearson",
                                       checked_intervals<clopper_pearson_interval>,
                                       asked_of_slow)}) {
        registered->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
}
