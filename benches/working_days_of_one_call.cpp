// SPDX-License-Identifier: BSL-1.0

/// Claim: adding twenty working days to one day, range checks and the way to a failure included,
/// takes at most 1.6 ns where calls may overlap and 7.5 ns where each waits for the one before, and
/// is at least 500 times as fast as QuantLib.
///
/// The days asked about are spread over the whole known range, so that the tables are read from
/// wherever the machine keeps 90 KB. Baselines: a day-by-day loop with Boost.DateTime and a hash
/// set; QuantLib where it is found. Answers are compared before anything is timed.

#include "upheld/calendar/working_day_shift.hpp"
#include "working_days_baselines.hpp"

#include <optional>

namespace {

using namespace working_days_bench;

constexpr std::size_t asked = 1 << 14;
constexpr std::size_t walked = 2000;

std::vector<day> const& days() {
    static std::vector<day> const all = random_days(england_and_wales(), asked);
    return all;
}

void count_items(benchmark::State& state, std::size_t items) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

void add(benchmark::State& state) {
    working_calendar const& calendar = england_and_wales();
    std::int64_t sum = 0;
    for (auto _ : state) {
        for (day const d : days()) {
            result<day> const due = calendar.add(d, twenty);
            sum += due ? due->serial() : 1;
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state, asked);
}

/// Each call starts from the answer of the one before. The distances are chosen beforehand so that
/// the answers are random working days of the whole range; `years` narrows that to the last of
/// them.
void add_one_after_another(benchmark::State& state, int years) {
    working_calendar const& calendar = england_and_wales();
    day const earliest(2051 - years, 1, 1);
    std::vector<working_days> distances;
    day const start = calendar.add(earliest, working_days(1)).value();
    day at = start;
    for (day const d : days()) {
        auto const onto = calendar.on_or_next_working_day(
            earliest + calendar_days((d - calendar.known().first).value % (365 * years - 60)));
        std::int32_t const forward = calendar.count_after_until(at, *onto)->value;
        std::int32_t const back = calendar.count_after_until(*onto, at)->value;
        distances.emplace_back(forward - back);
        at = *onto;
    }
    for (auto _ : state) {
        day moving = start;
        for (working_days const n : distances) {
            result<day> const next = calendar.add(moving, n);
            if (!next) break;
            moving = *next;
        }
        benchmark::DoNotOptimize(moving);
    }
    count_items(state, asked);
}

void add_compiled(benchmark::State& state) {
    auto const shift = working_day_shift::make(england_and_wales(), twenty).value();
    std::int64_t sum = 0;
    for (auto _ : state) {
        for (day const d : days()) {
            std::optional<day> const due = shift.apply(d);
            sum += due ? due->serial() : 1;
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state, asked);
}

void count_between(benchmark::State& state) {
    working_calendar const& calendar = england_and_wales();
    std::int64_t sum = 0;
    for (auto _ : state) {
        for (day const d : days()) {
            auto const counted = calendar.count_after_until(d, d + calendar_days(45));
            sum += counted ? counted->value : 1;
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state, asked);
}

void is_working_day(benchmark::State& state) {
    working_calendar const& calendar = england_and_wales();
    std::int64_t sum = 0;
    for (auto _ : state) {
        for (day const d : days()) {
            auto const works = calendar.is_working_day(d);
            sum += works ? static_cast<int>(*works) : 7;
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state, asked);
}

void boost_loop(benchmark::State& state) {
    boost_calendar const calendar(england_and_wales());
    std::vector<boost::gregorian::date> from;
    for (std::size_t i = 0; i != walked; ++i) from.push_back(boost_calendar::date_of(days()[i]));
    for (auto _ : state) {
        for (auto const& d : from) benchmark::DoNotOptimize(calendar.add(d, twenty.value));
    }
    count_items(state, walked);
}

#ifdef UPHELD_WITH_QUANTLIB
void quantlib(benchmark::State& state, QuantLib::Calendar const& calendar) {
    std::vector<QuantLib::Date> from;
    for (std::size_t i = 0; i != walked; ++i) from.push_back(quantlib_date(days()[i]));
    for (auto _ : state) {
        for (auto const& d : from) {
            benchmark::DoNotOptimize(calendar.advance(d, twenty.value, QuantLib::Days));
        }
    }
    count_items(state, walked);
}
#endif

void prove_equal() {
    working_calendar const& calendar = england_and_wales();
    auto const shift = working_day_shift::make(calendar, twenty).value();
    boost_calendar const plain(calendar);
#ifdef UPHELD_WITH_QUANTLIB
    auto const general = quantlib_calendar(calendar);
#endif
    for (std::size_t i = 0; i != walked; ++i) {
        day const d = days()[i];
        auto const due = calendar.add(d, twenty);
        bool equal =
            due && shift.apply(d) == *due &&
            *due == boost_calendar::day_of(plain.add(boost_calendar::date_of(d), twenty.value)) &&
            calendar.count_after_until(d, d + calendar_days(45))->value ==
                plain.count(boost_calendar::date_of(d),
                            boost_calendar::date_of(d + calendar_days(45)));
#ifdef UPHELD_WITH_QUANTLIB
        equal = equal &&
                *due == day_of(general.advance(quantlib_date(d), twenty.value, QuantLib::Days));
#endif
        if (!equal) give_up("answers differ for " + to_text(d));
    }
    std::puts("answers compared: equal");
}

} // namespace

int main(int argc, char** argv) {
    refuse_debug_builds();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    say_what_quantlib_is();
    prove_equal();
    benchmark::RegisterBenchmark("add", add);
    benchmark::RegisterBenchmark("add_one_after_another", add_one_after_another, 73);
    benchmark::RegisterBenchmark("add_one_after_another_in_10_years", add_one_after_another, 10);
    benchmark::RegisterBenchmark("add_compiled", add_compiled);
    benchmark::RegisterBenchmark("count_between", count_between);
    benchmark::RegisterBenchmark("is_working_day", is_working_day);
    benchmark::RegisterBenchmark("boost_day_by_day", boost_loop);
#ifdef UPHELD_WITH_QUANTLIB
    benchmark::RegisterBenchmark("quantlib_united_kingdom", quantlib, QuantLib::UnitedKingdom());
    benchmark::RegisterBenchmark("quantlib_same_holidays", quantlib,
                                 quantlib_calendar(england_and_wales()));
#endif
    per_item reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);

    std::puts("\nclaim: 20 working days added to one day");
    reporter.print_claim("add", 1.6);
    reporter.print_claim("add_one_after_another", 7.5);
    reporter.print_claim("add_one_after_another_in_10_years", 7.5);
    if (reporter.of("quantlib_united_kingdom") > 0) {
        reporter.print_claim("add", reporter.of("quantlib_united_kingdom") / 500);
    }
    reporter.print_ratio("add", "boost_day_by_day");
    reporter.print_ratio("add", "quantlib_united_kingdom");
    reporter.print_ratio("add", "quantlib_same_holidays");
}
