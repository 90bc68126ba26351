// SPDX-License-Identifier: BSL-1.0
#pragma once

/// What the benches of working days have in common: the dates, the ways others would compute the
/// same, and a reporter that keeps nanoseconds a date and prints ratios.

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <benchmark/benchmark.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#ifdef UPHELD_WITH_QUANTLIB
#include <ql/time/calendars/bespokecalendar.hpp>
#include <ql/time/calendars/unitedkingdom.hpp>
#include <ql/time/date.hpp>
#endif

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace working_days_bench {

using namespace upheld;

/// 20 working days, the limit of the Freedom of Information Act and of most complaint procedures.
inline constexpr working_days twenty(20);

[[noreturn]] inline void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// CTest takes 77 for "not run": figures of a build with checks for debugging would mislead.
inline void refuse_debug_builds() {
#ifndef NDEBUG
    std::puts("not run: this is a debug build");
    std::exit(77);
#endif
}

/// Uniform over the calendar's whole known range but its last 400 days, in no order: nothing about
/// them helps a cache or a branch predictor.
inline std::vector<day> random_days(working_calendar const& calendar, std::size_t count) {
    std::mt19937 random(20);
    std::uniform_int_distribution<int> any(calendar.known().first.serial(),
                                           calendar.known().last.serial() - 400);
    std::vector<day> days(count);
    for (day& d : days) d = day::from_serial(any(random));
    return days;
}

/// Baseline: day by day with Boost.DateTime, holidays in a hash set.
class boost_calendar {
  public:
    explicit boost_calendar(working_calendar const& like) {
        for (holiday const& h : like.holidays()) holidays_.insert(date_of(h.on).day_number());
    }

    [[nodiscard]] static boost::gregorian::date date_of(day d) {
        return boost::gregorian::date(1970, 1, 1) + boost::gregorian::days(d.serial());
    }

    [[nodiscard]] static day day_of(boost::gregorian::date d) {
        return day::from_serial(
            static_cast<std::int32_t>((d - boost::gregorian::date(1970, 1, 1)).days()));
    }

    [[nodiscard]] bool works(boost::gregorian::date d) const {
        auto const weekday = d.day_of_week();
        return weekday != boost::date_time::Saturday && weekday != boost::date_time::Sunday &&
               !holidays_.contains(d.day_number());
    }

    [[nodiscard]] boost::gregorian::date add(boost::gregorian::date from, int n) const {
        while (n != 0) {
            from += boost::gregorian::days(1);
            if (works(from)) --n;
        }
        return from;
    }

    [[nodiscard]] int count(boost::gregorian::date after, boost::gregorian::date until) const {
        int counted = 0;
        while (after < until) {
            after += boost::gregorian::days(1);
            if (works(after)) ++counted;
        }
        return counted;
    }

  private:
    std::unordered_set<std::uint32_t> holidays_;
};

#ifdef UPHELD_WITH_QUANTLIB
/// QuantLib's general calendar with the same holidays. Its own `UnitedKingdom` is a rule in code,
/// several times as fast, and the one that ratios are taken to; it differs on some days.
inline QuantLib::BespokeCalendar quantlib_calendar(working_calendar const& like) {
    QuantLib::BespokeCalendar made(std::string(like.id()));
    made.addWeekend(QuantLib::Saturday);
    made.addWeekend(QuantLib::Sunday);
    // QuantLib's serials count from 30 December 1899.
    for (holiday const& h : like.holidays()) {
        made.addHoliday(QuantLib::Date(QuantLib::Date::serial_type(h.on.serial() + 25569)));
    }
    return made;
}

inline QuantLib::Date quantlib_date(day d) {
    return QuantLib::Date(QuantLib::Date::serial_type(d.serial() + 25569));
}

inline day day_of(QuantLib::Date const& d) {
    return day::from_serial(static_cast<std::int32_t>(d.serialNumber()) - 25569);
}
#endif

inline void say_what_quantlib_is() {
#if !defined(UPHELD_WITH_QUANTLIB)
    std::puts("QuantLib: not found when this was built");
#elif defined(QL_HIGH_RESOLUTION_DATE)
    std::puts("QuantLib: built with high-resolution dates, as Debian's package is, which slows "
              "its dates");
#else
    std::puts("QuantLib: built with plain dates");
#endif
}

/// Keeps the shortest time an item of each benchmark, over repetitions.
class per_item : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            auto const items = run.counters.find("items_per_second");
            if (run.run_type != Run::RT_Iteration || items == run.counters.end()) continue;
            note(run.run_name.function_name, 1e9 / items->second.value);
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void note(std::string const& name, double nanoseconds) {
        for (auto& [known, shortest] : shortest_) {
            if (known != name) continue;
            if (nanoseconds < shortest) shortest = nanoseconds;
            return;
        }
        shortest_.emplace_back(name, nanoseconds);
    }

    /// 0 if it did not run.
    [[nodiscard]] double of(std::string const& name) const {
        for (auto const& [known, shortest] : shortest_) {
            if (known == name) return shortest;
        }
        return 0;
    }

    /// One line: what it took and what was claimed.
    void print_claim(std::string const& name, double at_most) const {
        if (of(name) <= 0) return;
        std::printf("%-34s %9.3f ns   claim: at most %.2f%s\n", name.c_str(), of(name), at_most,
                    of(name) <= at_most ? "" : "   MISSED HERE");
    }

    /// How many times faster `name` is than the baseline.
    void print_ratio(std::string const& name, std::string const& baseline) const {
        if (of(name) <= 0 || of(baseline) <= 0) return;
        std::printf("%-34s %9.3f ns   %s %.3f ns: %.2f times as fast\n", name.c_str(), of(name),
                    baseline.c_str(), of(baseline), of(baseline) / of(name));
    }

  private:
    std::vector<std::pair<std::string, double>> shortest_;
};

} // namespace working_days_bench
