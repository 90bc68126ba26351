// SPDX-License-Identifier: BSL-1.0

/// Claim: a table of 40 services by 20 subjects with all margins and the totals of eight
/// directorates is protected and verified within 2 s. The year with its four quarters as one, five
/// times as many cells, takes longer, and is timed beside it.

#include "upheld/statistics/suppression.hpp"
#include "upheld/statistics/table_with_margins.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace upheld;

constexpr std::size_t services = 40;
constexpr std::size_t subjects = 20;
constexpr std::size_t services_in_directorate = 5;
constexpr auto five = disclosure_policy::threshold(5);

[[noreturn]] void give_up(char const* why) {
    std::fprintf(stderr, "%s\n", why);
    std::exit(1);
}

template <class T> T made(result<T> of) {
    if (!of) give_up(to_string(of.error()).c_str());
    return std::move(*of);
}

/// Counts as councils have them: many zeros, many small, a few large, by service and by subject.
std::vector<std::int64_t> counts_of(std::mt19937& random, double scale) {
    std::vector<double> by_service;
    std::vector<double> by_subject;
    std::exponential_distribution<double> size(1.0);
    for (std::size_t at = 0; at != services; ++at) by_service.push_back(size(random));
    for (std::size_t at = 0; at != subjects; ++at) by_subject.push_back(size(random));
    std::vector<std::int64_t> counts;
    for (double const service : by_service) {
        for (double const subject : by_subject) {
            std::poisson_distribution<std::int64_t> some(scale * service * subject + 0.01);
            counts.push_back(some(random));
        }
    }
    return counts;
}

table_with_margins table_of(std::string name, std::vector<std::int64_t> counts) {
    table_with_margins table{std::move(name), {}, {}, std::move(counts), {}};
    for (std::size_t at = 0; at != services; ++at) {
        table.rows.push_back("service " + std::to_string(at + 1));
    }
    for (std::size_t at = 0; at != subjects; ++at) {
        table.columns.push_back("subject " + std::to_string(at + 1));
    }
    return table;
}

placed_table add_with_directorates(linked_tables& to, table_with_margins const& table) {
    placed_table placed = made(add_table(to, table));
    for (std::size_t first = 0; first != services; first += services_in_directorate) {
        std::vector<cell_line> lines;
        for (std::size_t at = 0; at != services_in_directorate; ++at) {
            lines.push_back(placed.row(first + at));
        }
        (void)made(add_group(to, "directorate", lines));
    }
    return placed;
}

linked_tables one_year() {
    std::mt19937 random(1);
    linked_tables tables;
    (void)add_with_directorates(tables, table_of("year", counts_of(random, 12)));
    return tables;
}

linked_tables year_and_quarters() {
    std::mt19937 random(2);
    linked_tables tables;
    std::vector<cell_line> quarters;
    std::vector<std::int64_t> year(services * subjects);
    for (char const* const name : {"Q1", "Q2", "Q3", "Q4"}) {
        std::vector<std::int64_t> const counts = counts_of(random, 12);
        for (std::size_t at = 0; at != counts.size(); ++at) year[at] += counts[at];
        quarters.push_back(made(add_table(tables, table_of(name, counts))).all());
    }
    cell_line const whole = made(add_table(tables, table_of("year", std::move(year)))).all();
    if (!link_sum(tables, whole, quarters)) give_up("the quarters do not add up to the year");
    return tables;
}

/// What is timed is the whole of it: small cells, complements, and the verifier over the result.
suppression protect(linked_tables const& tables, protection const& asked) {
    suppression_options options;
    options.asked = asked;
    suppression chosen = made(suppress(tables, five, options));
    auto const known = made(known_to_readers(tables, chosen.hidden, five));
    if (!made(find_disclosures(tables, known, chosen.small, asked)).empty()) {
        give_up("a protected table discloses a small count");
    }
    return chosen;
}

void run(benchmark::State& state, linked_tables const& tables, protection const& asked) {
    suppression chosen;
    for (auto _ : state) chosen = protect(tables, asked);
    state.counters["cells"] = static_cast<double>(tables.cells().size());
    state.counters["small"] = static_cast<double>(chosen.small.size());
    state.counters["complements"] = static_cast<double>(chosen.complements.size());
}

void year_with_directorates(benchmark::State& state) { run(state, one_year(), {}); }

void year_against_single_persons(benchmark::State& state) {
    run(state, one_year(), {.against_insiders = true});
}

void year_and_its_quarters(benchmark::State& state) { run(state, year_and_quarters(), {}); }

void every_hidden_cell_bounded(benchmark::State& state) {
    linked_tables const tables = one_year();
    suppression const chosen = protect(tables, {});
    auto const known = made(known_to_readers(tables, chosen.hidden, five));
    for (auto _ : state) {
        benchmark::DoNotOptimize(made(derivable_ranges(tables, known, chosen.hidden.list())));
    }
}

} // namespace

BENCHMARK(year_with_directorates)->Unit(benchmark::kMillisecond);
BENCHMARK(every_hidden_cell_bounded)->Unit(benchmark::kMillisecond);
BENCHMARK(year_against_single_persons)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(year_and_its_quarters)->Unit(benchmark::kMillisecond)->Iterations(1);

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not timed: this build checks for debugging");
    return 77; // for CTest: not run
#endif
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
