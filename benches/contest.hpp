// SPDX-License-Identifier: BSL-1.0
#pragma once

/// How benches of whole jobs run, which take from milliseconds to seconds: everybody does the job
/// once and the answers are compared, then everybody is timed, and the shortest times count.

#include "statistics_rows.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <optional>
#include <string_view>

namespace statistics_bench {

/// What a job took. What else the machine does makes the second longer, and the first hardly.
struct seconds_taken {
    double of_processors = 0; ///< of all threads together
    double on_the_wall = 0;
};

/// Seconds that one call takes, in all threads of this process.
template <class Work> seconds_taken seconds_taken_by(Work&& work) {
    auto const now = [](clockid_t clock) {
        std::timespec t{};
        clock_gettime(clock, &t);
        return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    };
    double const processors = now(CLOCK_PROCESS_CPUTIME_ID);
    double const wall = now(CLOCK_MONOTONIC);
    work();
    return {.of_processors = now(CLOCK_PROCESS_CPUTIME_ID) - processors,
            .on_the_wall = now(CLOCK_MONOTONIC) - wall};
}

/// One program: those who do its job, by name. `Answer` can be compared.
template <class Answer> class contest {
  public:
    /// Does the job. @param took  to be set
    using job = std::function<Answer(seconds_taken& took)>;

    /// Takes Google Benchmark's flags.
    contest(int argc, char** argv) {
        // The machine's speed changes while a bench runs: in turns, everybody meets all of it.
        std::string in_turns = "--benchmark_enable_random_interleaving=true";
        std::vector<char*> flags = {argv[0], in_turns.data()};
        flags.insert(flags.end(), argv + 1, argv + argc);
        int count = static_cast<int>(flags.size());
        flags.push_back(nullptr);
        benchmark::Initialize(&count, flags.data());
        if (benchmark::ReportUnrecognizedArguments(count, flags.data())) std::exit(1);
    }

    /// Somebody who does the job: now once, to compare the answer with that of the first.
    void enter(std::string const& name, job work) {
        seconds_taken first;
        Answer const given = work(first);
        if (!right_) {
            right_ = given;
        } else if (given != *right_) {
            give_up(name + " has another answer than " + contenders_.front().name);
        }
        contenders_.push_back({.name = name, .work = std::move(work), .shortest = first});
    }

    [[nodiscard]] Answer const& answer() const { return right_.value(); }

    /// Times everybody equally often; but what took long when answers were compared is not done
    /// again: that time counts.
    void run() {
        std::puts("answers compared: equal");
        for (contender& one : contenders_) {
            bool const is_long = one.shortest.on_the_wall > long_job;
            auto* const registered = benchmark::RegisterBenchmark(
                one.name.c_str(), [&one, is_long](benchmark::State& state) {
                    for (auto _ : state) {
                        seconds_taken taken = one.shortest;
                        if (!is_long) {
                            auto given = one.work(taken);
                            benchmark::DoNotOptimize(given);
                        }
                        state.SetIterationTime(taken.on_the_wall);
                        one.shortest.of_processors =
                            std::min(one.shortest.of_processors, taken.of_processors);
                        one.shortest.on_the_wall =
                            std::min(one.shortest.on_the_wall, taken.on_the_wall);
                    }
                });
            registered->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
            registered->Repetitions(is_long ? 1 : usual_repetitions)->DisplayAggregatesOnly();
        }
        benchmark::RunSpecifiedBenchmarks();
    }

    /// The shortest of all times; nothing if there is nobody of that name.
    [[nodiscard]] std::optional<seconds_taken> shortest(std::string_view name) const {
        for (contender const& one : contenders_) {
            if (one.name == name) return one.shortest;
        }
        return std::nullopt;
    }

    /// In order of entry.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (contender const& one : contenders_) all.push_back(one.name);
        return all;
    }

  private:
    static constexpr double long_job = 8; ///< seconds
    static constexpr int usual_repetitions = 3;

    struct contender {
        std::string name;
        job work;
        seconds_taken shortest;
    };

    std::optional<Answer> right_;
    std::vector<contender> contenders_;
};

} // namespace statistics_bench
