// SPDX-License-Identifier: BSL-1.0

/// Claim: two threads scan at least 1.8 times as fast as one, and count the same.
///
/// Timed by the clock on the wall: it takes two idle cores to show.

#include "statistics_bench.hpp"

#include <thread>

using namespace statistics_bench;

namespace {

void ask(session& bench, columns const& ours, std::string const& name, by const& axes,
         measures const& what) {
    bench.ask(name);
    for (unsigned const threads : {1u, 2u}) {
        bench.enter(
            threads == 1 ? "one_thread" : "upheld_two_threads",
            [&ours, axes, what, threads] {
                return rollup(ours, axes, what, {}, {},
                              {.threads = threads, .use_summaries = false});
            },
            everything_of);
    }
    bench.expect_times_as_fast("upheld_two_threads", "one_thread", 1.8);
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv, timed_by::wall);
    taxonomy const words = made_up_words();
    columns const ours = made_columns(words, bench.rows());
    std::printf("%u cores\n", std::thread::hardware_concurrency());

    ask(bench, ours, "unit x subject x outcome",
        {dimension::unit, dimension::subject, dimension::outcome}, {"aspects"});
    by base{dimension::service, dimension::subject, dimension::outcome, dimension::answer};
    base.axes.push_back({dimension::time, {}, time_step::financial_year});
    ask(bench, ours, "base cube", base, {"aspects"});
    ask(bench, ours, "complaints by channel x unit", {dimension::channel, dimension::unit},
        {"received"});
    ask(bench, ours, "working days by unit", {dimension::unit}, {"median_working_days"});
    bench.run();
}
