// SPDX-License-Identifier: BSL-1.0

/// Claim: over 100,000 complaints, a cell of the annual report costs a fraction of one plain pass
/// over the same rows, because alike rows are folded once and every figure is read from the folded
/// ones.
///
/// Two folders: the example (656 complaints, where the fixed cost of 2,700 cells shows) and one of
/// 100,000 made-up complaints. Before anything is timed, a figure of the report is compared with
/// the same figure counted by a plain loop. The plain pass counts the aspects of one unit in one
/// year; ratios to it are printed at the end.

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/report/render.hpp"
#include "upheld/report/report.hpp"
#include "upheld/rollup/tally.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace upheld;

std::string const example = std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20";

[[noreturn]] void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// A folder in memory with everything that reporting on it needs.
struct loaded {
    store cases;
    report_template plan;
    period year = period_from_text("2019-20").value();
    day as_of;
    facts rows;
};

loaded load(std::string const& folder) {
    auto read = read_folder(folder);
    if (!read.cases) give_up(folder + ": " + to_string(read.failures.front()));
    auto plan = load_report_template(example + "/report.toml", read.cases->words());
    if (!plan.is_whole()) give_up(to_string(plan.failures.front()));
    day const as_of = read.cases->last_recorded().value();
    facts rows = read.cases->facts_as_of(as_of);
    return {std::move(*read.cases), std::move(plan.value), period_from_text("2019-20").value(),
            as_of, std::move(rows)};
}

/// A folder of 100,000 complaints, written once and removed at exit.
class big_folder {
  public:
    big_folder() : path_(std::filesystem::temp_directory_path() / "upheld_bench_100000") {
        std::filesystem::create_directories(path_);
        std::filesystem::copy_file(example + "/taxonomy.toml", path_ / "taxonomy.toml",
                                   std::filesystem::copy_options::overwrite_existing);
        write();
    }

    big_folder(big_folder const&) = delete;
    big_folder& operator=(big_folder const&) = delete;

    ~big_folder() { std::filesystem::remove_all(path_); }

    void write() const {
        auto const words = load_taxonomy((path_ / "taxonomy.toml").string());
        auto const written = write_synthetic_folder(
            words.value, england_and_wales(),
            {.complaints = 100'000, .seed = 2020, .received = {day(2019, 4, 1), day(2020, 3, 31)}},
            path_.string());
        if (!written) give_up(to_string(written.error()));
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

big_folder const& big() {
    static big_folder const folder;
    return folder;
}

loaded const& of_example() {
    static loaded const one = load(example);
    return one;
}

loaded const& of_100000() {
    static loaded const one = load(big().path());
    return one;
}

/// The baseline: one pass that adds up what one table of one unit needs.
std::int64_t plain_pass(facts const& rows, unit_code unit, period const& year) {
    return count_of(std::span<aspect_fact const>(rows.aspects), [&](aspect_fact const& row) {
        return row.of.is_counted && row.of.unit == unit && year.days.covers(row.of.received);
    });
}

void prove_equal(loaded const& from) {
    unit_code const adult = from.cases.words().units.find("adult").value();
    report const made = make_report(from.cases, from.plan, from.year, from.as_of);
    std::int64_t const reported = made.find("adult/services")->rows.back().cells[1].value.number;
    std::int64_t const plain = plain_pass(from.rows, adult, from.year);
    if (reported != plain) {
        give_up("answers differ: " + std::to_string(reported) + " and " + std::to_string(plain));
    }
}

void plain(benchmark::State& state, loaded const& from) {
    unit_code const adult = from.cases.words().units.find("adult").value();
    for (auto _ : state) benchmark::DoNotOptimize(plain_pass(from.rows, adult, from.year));
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(from.rows.aspects.size()));
}

/// Tables from rows that are in memory already.
void tables(benchmark::State& state, loaded const& from) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            make_report(from.cases.words(), from.rows, from.cases.series(), from.plan, from.year));
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(from.rows.aspects.size()));
}

/// Tables from the store: the events of every case are folded as of the day.
void as_of_and_tables(benchmark::State& state, loaded const& from) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(make_report(from.cases, from.plan, from.year, from.as_of));
    }
}

void reading(benchmark::State& state, std::string const& folder) {
    std::size_t rows = 0;
    for (auto _ : state) {
        auto read = read_folder(folder);
        rows = read.rows;
        benchmark::DoNotOptimize(read);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

void example_plain_pass(benchmark::State& state) { plain(state, of_example()); }

void example_tables(benchmark::State& state) { tables(state, of_example()); }

void example_as_of_and_tables(benchmark::State& state) { as_of_and_tables(state, of_example()); }

void example_reading(benchmark::State& state) { reading(state, example); }

void cases_100000_plain_pass(benchmark::State& state) { plain(state, of_100000()); }

void cases_100000_tables(benchmark::State& state) { tables(state, of_100000()); }

void cases_100000_as_of_and_tables(benchmark::State& state) {
    as_of_and_tables(state, of_100000());
}

void cases_100000_reading(benchmark::State& state) { reading(state, big().path()); }

void cases_100000_generating(benchmark::State& state) {
    for (auto _ : state) big().write();
    state.SetItemsProcessed(state.iterations() * 100'000);
}

BENCHMARK(example_plain_pass)->Unit(benchmark::kMicrosecond);
BENCHMARK(example_tables)->Unit(benchmark::kMicrosecond);
BENCHMARK(example_as_of_and_tables)->Unit(benchmark::kMicrosecond);
BENCHMARK(example_reading)->Unit(benchmark::kMicrosecond);
BENCHMARK(cases_100000_plain_pass)->Unit(benchmark::kMicrosecond);
BENCHMARK(cases_100000_tables)->Unit(benchmark::kMicrosecond);
BENCHMARK(cases_100000_as_of_and_tables)->Unit(benchmark::kMicrosecond);
BENCHMARK(cases_100000_reading)->Unit(benchmark::kMillisecond);
BENCHMARK(cases_100000_generating)->Unit(benchmark::kMillisecond);

/// Times by name, for the ratios.
class ratios : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            seconds_.emplace_back(run.benchmark_name(),
                                  run.real_accumulated_time / static_cast<double>(run.iterations));
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void print() const {
        for (std::string const size : {"example", "cases_100000"}) {
            double const base = of(size + "_plain_pass");
            if (base <= 0) continue;
            for (std::string const job : {"tables", "as_of_and_tables", "reading"}) {
                std::printf("%s: %s = %.0f plain passes\n", size.c_str(), job.c_str(),
                            of(size + "_" + job) / base);
            }
        }
    }

  private:
    [[nodiscard]] double of(std::string const& name) const {
        for (auto const& [known, seconds] : seconds_) {
            if (known == name) return seconds;
        }
        return 0;
    }

    std::vector<std::pair<std::string, double>> seconds_;
};

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    prove_equal(of_example());
    std::puts("answers compared: equal");
    ratios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print();
}
