// SPDX-License-Identifier: BSL-1.0
#pragma once

/// How the benches of the statistics layer run: everybody answers the same question, the answers
/// are compared, then everybody is timed, and ratios are printed.

#include "statistics_peers.hpp"

#include <benchmark/benchmark.h>

#include <ctime>
#include <functional>
#include <string_view>
#include <utility>

namespace statistics_bench {

/// What is timed. Work on one core is timed by that core's own clock, which stands still while
/// somebody else's program runs; work on several by the clock on the wall.
enum class timed_by : std::uint8_t { core, wall };

/// Seconds that one call takes.
template <class Work> double seconds_of(timed_by clock, Work&& work) {
    auto const now = [clock] {
        std::timespec t{};
        clock_gettime(clock == timed_by::core ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t);
        return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    };
    double const before = now();
    work();
    return now() - before;
}

/// The numbers of the first measure of a dense cube, in order.
/// @param sizes  how many entries of each axis the others count by: the library has one more where
///               there may be rows without any, of which the made-up rows have none
inline answer counts_of(result<cube> const& made, std::span<std::size_t const> sizes) {
    if (!made) give_up(to_string(made.error()));
    if (!made->is_dense() || made->axes().size() != sizes.size()) give_up("an unexpected cube");
    answer counts;
    for (std::size_t group = 0; group != made->size(); ++group) {
        std::int64_t const n = made->measures()[0].part[group];
        bool is_listed = true;
        for (std::size_t along = 0; along != sizes.size(); ++along) {
            is_listed = is_listed && made->entry(group, along) < sizes[along];
        }
        if (is_listed) {
            counts.push_back(n);
        } else if (n != 0) {
            give_up("rows without an entry");
        }
    }
    return counts;
}

inline answer counts_of(result<cube> const& made, std::initializer_list<std::size_t> sizes) {
    return counts_of(made, std::span(sizes.begin(), sizes.size()));
}

/// Every number of every measure of a cube, in order.
inline answer everything_of(result<cube> const& made) {
    if (!made) give_up(to_string(made.error()));
    answer all;
    for (cube_measure const& one : made->measures()) {
        all.insert(all.end(), one.part.begin(), one.part.end());
        all.insert(all.end(), one.whole.begin(), one.whole.end());
    }
    return all;
}

/// What is claimed of one contender.
struct claim {
    enum class form : std::uint8_t { rows_per_second, microseconds, times_as_fast } of{};
    std::string contender;
    double bound = 0;
    std::string against; ///< for `times_as_fast`
};

/// One program: its flags, its questions, its report.
class session : public benchmark::ConsoleReporter {
  public:
    /// Takes `--rows=N` (1e7 if it is not given), `--without-sqlite` (which needs minutes for 1e7
    /// rows) and Google Benchmark's flags. Refuses builds with
    /// checks for debugging: CTest takes 77 for "not run".
    session(int argc, char** argv, timed_by clock = timed_by::core) : clock_(clock) {
#ifndef NDEBUG
        std::puts("not run: this is a debug build");
        std::exit(77);
#endif
        std::vector<char*> left;
        constexpr std::string_view flag = "--rows=";
        for (int n = 0; n != argc; ++n) {
            std::string_view const text = argv[n];
            if (n != 0 && text.starts_with(flag)) {
                rows_ = static_cast<std::uint64_t>(std::strtod(argv[n] + flag.size(), nullptr));
            } else if (n != 0 && text == "--without-sqlite") {
                asks_sqlite_ = false;
            } else {
                left.push_back(argv[n]);
            }
        }
        int count = static_cast<int>(left.size());
        left.push_back(nullptr);
        benchmark::Initialize(&count, left.data());
        if (benchmark::ReportUnrecognizedArguments(count, left.data())) std::exit(1);
        if (rows_ < 1000 || rows_ > 200'000'000) give_up("--rows is 1e3 to 2e8");
        std::printf("%llu rows\n", static_cast<unsigned long long>(rows_));
    }

    [[nodiscard]] std::uint64_t rows() const { return rows_; }

    [[nodiscard]] bool asks_sqlite() const { return asks_sqlite_; }

    /// All of them, or none.
    [[nodiscard]] std::span<aspect_row const>
    rows_for_sqlite(std::span<aspect_row const> all) const {
        return all.first(asks_sqlite_ ? all.size() : 0);
    }

    /// Claims are made of sizes from 1e7 on; brief runs only compare answers.
    [[nodiscard]] bool is_full_size() const { return rows_ >= 10'000'000; }

    /// Starts a question. @param rows  that one pass over the data sees
    void ask(std::string text, std::uint64_t rows) {
        question asked;
        asked.text = std::move(text);
        asked.rows = rows;
        questions_.push_back(std::move(asked));
    }

    void ask(std::string text) { ask(std::move(text), rows_); }

    /// Somebody who answers: `work()` is timed, `read(work())` is the answer, compared with that of
    /// the first contender.
    template <class Work, class Read> void enter(std::string const& name, Work work, Read read) {
        question& asked = questions_.back();
        answer given;
        double const took = seconds_of(clock_, [&] { given = read(work()); });
        if (!asked.has_answer) {
            asked.right = std::move(given);
            asked.has_answer = true;
        } else if (given != asked.right) {
            report_difference(asked, name, given);
        }
        enter_timed(name, std::move(work), took);
    }

    template <class Work> void enter(std::string const& name, Work work) {
        enter(name, std::move(work), [](answer given) { return given; });
    }

    /// Somebody whose answer is not compared.
    template <class Work> void enter_unchecked(std::string const& name, Work work) {
        double const took = seconds_of(clock_, [&] { benchmark::DoNotOptimize(work()); });
        enter_timed(name, std::move(work), took);
    }

    /// The limit of the hardware: a read of so many bytes.
    void enter_read(std::uint64_t bytes) {
        auto const data = std::make_shared<std::vector<std::uint64_t>>(bytes / 8 + 1, 1);
        enter_unchecked("read_of_the_bytes", [data] {
            std::uint64_t sum = 0;
            for (std::uint64_t const n : *data) sum += n;
            return sum;
        });
        questions_.back().read_bytes = bytes;
    }

    void expect_rows_per_second(std::string const& contender, double at_least) {
        questions_.back().claims.push_back({claim::form::rows_per_second, contender, at_least, {}});
    }

    void expect_microseconds(std::string const& contender, double at_most) {
        questions_.back().claims.push_back({claim::form::microseconds, contender, at_most, {}});
    }

    void expect_times_as_fast(std::string const& contender, std::string const& as,
                              double at_least) {
        questions_.back().claims.push_back({claim::form::times_as_fast, contender, at_least, as});
    }

    /// Times everybody and prints the ratios.
    void run() {
        std::puts("answers compared: equal");
        benchmark::RunSpecifiedBenchmarks(this);
        for (question const& asked : questions_) print(asked);
    }

    /// The shortest time of a contender of the `at`-th question; 0 if it did not run.
    [[nodiscard]] double seconds(std::size_t at, std::string const& contender) const {
        return of(questions_.at(at), contender);
    }

    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
            bool const is_by_hand = run.run_name.time_type == "manual_time";
            double const seconds = is_by_hand || clock_ == timed_by::wall
                                       ? run.real_accumulated_time
                                       : run.cpu_accumulated_time;
            note(run.run_name.function_name, seconds / static_cast<double>(run.iterations));
        }
        ConsoleReporter::ReportRuns(runs);
    }

  private:
    struct question {
        std::string text;
        std::uint64_t rows = 0;
        answer right;
        std::vector<std::string> contenders;
        std::vector<claim> claims;
        bool has_answer = false;
        std::uint64_t read_bytes = 0;
    };

    template <class Work> void enter_timed(std::string const& name, Work work, double took) {
        question& asked = questions_.back();
        asked.contenders.push_back(name);
        auto const rows = static_cast<std::int64_t>(asked.rows);
        // What takes long is not done again: the run that was compared is the one that counts.
        bool const is_slow = took > 0.5;
        auto* const registered = benchmark::RegisterBenchmark(
            (asked.text + "/" + name).c_str(), [=](benchmark::State& state) {
                for (auto _ : state) {
                    if (is_slow) {
                        state.SetIterationTime(took);
                        continue;
                    }
                    auto given = work();
                    benchmark::DoNotOptimize(given);
                }
                state.SetItemsProcessed(state.iterations() * rows);
            });
        registered->Unit(took < 0.001 ? benchmark::kMicrosecond : benchmark::kMillisecond);
        if (is_slow) {
            registered->UseManualTime()->Iterations(1)->Repetitions(1);
            note(asked.text + "/" + name, took);
        } else {
            if (clock_ == timed_by::wall) registered->UseRealTime();
            if (is_full_size()) registered->Repetitions(3);
        }
    }

    [[noreturn]] static void report_difference(question const& asked, std::string const& name,
                                               answer const& given) {
        std::string why = asked.text + ": " + name + " differs from " + asked.contenders.front();
        if (given.size() != asked.right.size()) {
            why += ": " + std::to_string(given.size()) + " numbers, not " +
                   std::to_string(asked.right.size());
        } else {
            std::size_t at = 0;
            while (given[at] == asked.right[at]) ++at;
            why += " at cell " + std::to_string(at) + ": " + std::to_string(given[at]) + ", not " +
                   std::to_string(asked.right[at]);
        }
        give_up(why);
    }

    void note(std::string const& name, double seconds) {
        for (auto& [known, shortest] : shortest_) {
            if (known != name) continue;
            shortest = std::min(shortest, seconds);
            return;
        }
        shortest_.emplace_back(name, seconds);
    }

    /// The shortest over repetitions; 0 if it did not run.
    [[nodiscard]] double of(question const& asked, std::string const& contender) const {
        for (auto const& [known, seconds] : shortest_) {
            if (known == asked.text + "/" + contender) return seconds;
        }
        return 0;
    }

    /// With how many times as fast as each of the others the library's first one is.
    void print(question const& asked) const {
        std::string ours;
        for (std::string const& name : asked.contenders) {
            if (ours.empty() && name.starts_with("upheld")) ours = name;
        }
        std::printf("\n%s\n", asked.text.c_str());
        for (std::string const& name : asked.contenders) {
            double const seconds = of(asked, name);
            if (seconds <= 0) continue;
            std::printf("  %-28s %12.1f us %10.3g rows/s", name.c_str(), seconds * 1e6,
                        static_cast<double>(asked.rows) / seconds);
            if (name == "read_of_the_bytes") {
                std::printf(" %5.1f GB/s", static_cast<double>(asked.read_bytes) / seconds / 1e9);
            }
            if (name != ours && of(asked, ours) > 0) {
                std::printf("   %s is %.3g times as fast", ours.c_str(), seconds / of(asked, ours));
            }
            std::puts("");
        }
        if (!is_full_size()) return;
        for (claim const& made : asked.claims) print(asked, made);
    }

    void print(question const& asked, claim const& made) const {
        double const seconds = of(asked, made.contender);
        if (seconds <= 0) return;
        bool holds = false;
        std::printf("  claim: %s ", made.contender.c_str());
        switch (made.of) {
        case claim::form::rows_per_second:
            std::printf("at least %.3g rows/s", made.bound);
            holds = static_cast<double>(asked.rows) / seconds >= made.bound;
            break;
        case claim::form::microseconds:
            std::printf("at most %g us", made.bound);
            holds = seconds * 1e6 <= made.bound;
            break;
        case claim::form::times_as_fast:
            if (of(asked, made.against) <= 0) {
                std::printf("against %s: not run\n", made.against.c_str());
                return;
            }
            std::printf("at least %g times as fast as %s", made.bound, made.against.c_str());
            holds = of(asked, made.against) / seconds >= made.bound;
            break;
        }
        std::puts(holds ? ": holds here" : ": MISSED HERE");
    }

    timed_by clock_;
    bool asks_sqlite_ = sqlite_peer::is_here;
    std::uint64_t rows_ = 10'000'000;
    std::vector<question> questions_;
    std::vector<std::pair<std::string, double>> shortest_;
};

} // namespace statistics_bench
