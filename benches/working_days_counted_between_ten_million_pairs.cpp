// SPDX-License-Identifier: BSL-1.0

/// Claim: the working days between ten million pairs of days, each checked to be in the calendar's
/// range, are counted in at most 1.0 ns a pair.
///
/// Baselines: memcpy of one of the two columns as the limit; the calendar's own query in a loop; a
/// day-by-day loop with Boost.DateTime and a hash set. Answers are compared before anything is
/// timed.

#include "calendar/bulk_kernels.hpp"
#include "upheld/calendar/working_day_columns.hpp"
#include "working_days_baselines.hpp"

#include <algorithm>
#include <cstring>

namespace {

using namespace working_days_bench;

constexpr std::size_t rows = 10'000'000;
constexpr std::size_t walked_rows = 20'000;

struct columns {
    working_calendar const& calendar = england_and_wales();
    std::vector<day> after = random_days(calendar, rows);
    std::vector<day> until;
    std::vector<working_days> counts = std::vector<working_days>(rows);
    std::vector<std::uint64_t> words = std::vector<std::uint64_t>(row_set::words_for(rows));
    row_set failed{words, rows};

    columns() {
        std::mt19937 random(65);
        std::uniform_int_distribution<int> any(-10, 130); // a few in the wrong order
        until.reserve(rows);
        for (day const d : after) until.push_back(d + calendar_days(any(random)));
        for (day& d : until) {
            if (!calendar.covers(d)) d = calendar.known().first;
        }
    }
};

columns& data() {
    static columns all;
    return all;
}

void count_items(benchmark::State& state, std::size_t items) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

void counted(benchmark::State& state, bulk::kernels const& use) {
    columns& all = data();
    bulk::choose_kernels(use);
    for (auto _ : state) {
        rows_answered done =
            count_each_after_until(all.calendar, all.after, all.until, all.counts, all.failed);
        benchmark::DoNotOptimize(done);
        benchmark::ClobberMemory();
    }
    count_items(state, rows);
}

void copy(benchmark::State& state) {
    columns& all = data();
    for (auto _ : state) {
        std::memcpy(static_cast<void*>(all.counts.data()), all.after.data(), rows * sizeof(day));
        benchmark::ClobberMemory();
    }
    count_items(state, rows);
}

void one_by_one(benchmark::State& state) {
    columns& all = data();
    for (auto _ : state) {
        for (std::size_t row = 0; row != rows; ++row) {
            auto const one = all.calendar.count_after_until(all.after[row], all.until[row]);
            if (one) all.counts[row] = *one;
        }
        benchmark::ClobberMemory();
    }
    count_items(state, rows);
}

void boost_loop(benchmark::State& state) {
    columns const& all = data();
    boost_calendar const calendar(all.calendar);
    std::vector<std::pair<boost::gregorian::date, boost::gregorian::date>> pairs;
    for (std::size_t row = 0; row != walked_rows; ++row) {
        pairs.emplace_back(boost_calendar::date_of(all.after[row]),
                           boost_calendar::date_of(all.until[row]));
    }
    for (auto _ : state) {
        for (auto const& [after, until] : pairs) {
            benchmark::DoNotOptimize(calendar.count(after, until));
        }
    }
    count_items(state, walked_rows);
}

void prove_equal(bulk::kernels const& use) {
    columns& all = data();
    bulk::choose_kernels(use);
    std::fill(all.counts.begin(), all.counts.end(), working_days(-1));
    if (!count_each_after_until(all.calendar, all.after, all.until, all.counts, all.failed).all()) {
        give_up("pairs without an answer");
    }
    for (std::size_t row = 0; row != rows; ++row) {
        if (all.calendar.count_after_until(all.after[row], all.until[row]) != all.counts[row]) {
            give_up("column and single query differ at " + to_text(all.after[row]));
        }
    }
    boost_calendar const walked(all.calendar);
    for (std::size_t row = 0; row != walked_rows; ++row) {
        if (walked.count(boost_calendar::date_of(all.after[row]),
                         boost_calendar::date_of(all.until[row])) != all.counts[row].value) {
            give_up("the walk differs at " + to_text(all.after[row]));
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    refuse_debug_builds();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    bulk::kernels const& portable = bulk::portable_kernels();
    bulk::kernels const* const avx2 = bulk::avx2_kernels();
    prove_equal(portable);
    if (avx2 != nullptr) prove_equal(*avx2);
    std::puts("answers compared: equal");
    benchmark::RegisterBenchmark("memcpy", copy);
    if (avx2 != nullptr) benchmark::RegisterBenchmark("counted_avx2", counted, *avx2);
    benchmark::RegisterBenchmark("counted_portable", counted, portable);
    benchmark::RegisterBenchmark("one_by_one", one_by_one);
    benchmark::RegisterBenchmark("boost_day_by_day", boost_loop);
    per_item reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);

    std::puts("\nclaim: working days counted between 10 million pairs of days");
    reporter.print_claim(avx2 != nullptr ? "counted_avx2" : "counted_portable", 1.0);
    for (char const* ours : {"counted_avx2", "counted_portable"}) {
        for (char const* baseline : {"memcpy", "one_by_one", "boost_day_by_day"}) {
            reporter.print_ratio(ours, baseline);
        }
    }
}
