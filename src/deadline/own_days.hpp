// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/clock_rule.hpp"

#include <array>
#include <limits>
#include <optional>

/// The days of one clock: a calendar, less closures and pauses, with what options change in it.
/// Private to src.

namespace upheld::detail {

/// A holiday that became known late enough to matter for clocks that already ran.
struct late_holiday {
    day on;
    day announced; ///< from this day on it was known
};

/// Gazette 4158896 for the state funeral; announcements of 6 November 2022 and 4 February 2026 for
/// the coronation and for Scotland's day of the men's football World Cup.
inline constexpr std::array<late_holiday, 3> late_holidays{{
    {day(2022, 9, 19), day(2022, 9, 10)},
    {day(2023, 5, 8), day(2022, 11, 6)},
    {day(2026, 6, 15), day(2026, 2, 4)},
}};

/// Advertised in Scotland as bank holidays, but never proclaimed.
inline constexpr std::array<day, 2> advertised_holidays{{day(2010, 1, 4), day(2011, 1, 4)}};

enum class day_kind : std::uint8_t { works, weekend, holiday, closure, paused };

struct looked_up {
    day_kind kind = day_kind::works;
    std::string_view note;
};

struct own_days {
    working_calendar const& calendar;
    std::span<closure const> closures = {};
    std::span<day_span const> pauses = {};      ///< in order, apart from each other
    std::optional<day> known_on = std::nullopt; ///< holidays announced later do not count
    bool advertised_too = false;
    bool counts_local = false; ///< holidays of status `local` are days like others

    /// True if nothing changes the calendar, so that its own arithmetic holds.
    [[nodiscard]] bool are_plain() const noexcept {
        return closures.empty() && pauses.empty() && !known_on && !advertised_too && !counts_local;
    }

    [[nodiscard]] bool is_paused(day d) const noexcept {
        for (day_span const& span : pauses) {
            if (span.covers(d)) return true;
        }
        return false;
    }
};

/// Position of the first holiday on or after the day.
[[nodiscard]] inline std::size_t first_holiday_from(std::span<holiday const> holidays,
                                                    day from) noexcept {
    std::size_t low = 0;
    std::size_t high = holidays.size();
    while (low < high) {
        std::size_t const middle = low + (high - low) / 2;
        if (holidays[middle].on < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/// Looks at one day after the other.
class day_walk {
  public:
    /// @expects the calendar covers `from`
    day_walk(own_days const& days, day from)
        : day_walk(days, from, first_holiday_from(days.calendar.holidays(), from)) {}

    /// @param next  what `first_holiday_from` says
    day_walk(own_days const& days, day from, std::size_t next)
        : days_(days), holidays_(days.calendar.holidays()), next_(next), serial_(from.serial()),
          next_serial_(serial_of_next()), weekday_(static_cast<unsigned>(from.weekday())),
          weekend_(days.calendar.weekend().bits), are_plain_(days.are_plain()) {}

    [[nodiscard]] day on() const noexcept { return day::from_serial(serial_); }

    [[nodiscard]] looked_up look() const noexcept {
        if (!are_plain_) return look_closely();
        if (((weekend_ >> weekday_) & 1U) != 0) return {day_kind::weekend, {}};
        if (serial_ == next_serial_) return {day_kind::holiday, holidays_[next_].name};
        return {};
    }

    void step() noexcept {
        if (serial_ == next_serial_) {
            ++next_;
            next_serial_ = serial_of_next();
        }
        ++serial_;
        weekday_ = weekday_ == 6 ? 0 : weekday_ + 1;
    }

  private:
    [[nodiscard]] looked_up look_closely() const noexcept {
        day const today = on();
        if (days_.is_paused(today)) return {day_kind::paused, {}};
        if (((weekend_ >> weekday_) & 1U) != 0) return {day_kind::weekend, {}};
        if (serial_ == next_serial_ && was_known(today) &&
            !(days_.counts_local && holidays_[next_].status == holiday_status::local)) {
            return {day_kind::holiday, holidays_[next_].name};
        }
        if (days_.advertised_too) {
            for (day const d : advertised_holidays) {
                if (d == today) return {day_kind::holiday, "advertised, but never proclaimed"};
            }
        }
        for (closure const& c : days_.closures) {
            if (c.days.covers(today)) return {day_kind::closure, c.name};
        }
        return {};
    }

    [[nodiscard]] std::int32_t serial_of_next() const noexcept {
        return next_ == holidays_.size() ? std::numeric_limits<std::int32_t>::max()
                                         : holidays_[next_].on.serial();
    }

    [[nodiscard]] bool was_known(day holiday) const noexcept {
        if (!days_.known_on) return true;
        for (late_holiday const& late : late_holidays) {
            if (late.on == holiday) return late.announced <= *days_.known_on;
        }
        return true;
    }

    own_days const& days_;
    std::span<holiday const> holidays_;
    std::size_t next_;
    std::int32_t serial_;
    std::int32_t next_serial_;
    unsigned weekday_;
    unsigned weekend_;
    bool are_plain_;
};

} // namespace upheld::detail
