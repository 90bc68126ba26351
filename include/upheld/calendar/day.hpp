// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"

#include <compare>
#include <cstdint>

/// A day of the Gregorian calendar, and distances in calendar days.

namespace upheld {

enum class weekday : std::uint8_t {
    monday,
    tuesday,
    wednesday,
    thursday,
    friday,
    saturday,
    sunday
};

/// A distance in calendar days; may be negative. Not a number of working days.
struct calendar_days {
    std::int32_t value = 0;
    constexpr calendar_days() = default;

    constexpr explicit calendar_days(std::int32_t v) noexcept : value(v) {}

    friend constexpr auto operator<=>(calendar_days const&, calendar_days const&) = default;
};

/// True if the three numbers name a day from 1 January 1900 to 31 December 2199.
[[nodiscard]] constexpr bool is_real_date(int year, int month, int day_of_month) noexcept {
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day_of_month < 1) return false;
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int const last = month == 2                                              ? (leap ? 29 : 28)
                     : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                             : 31;
    return day_of_month <= last;
}

/// Year, month and day of the month of one day.
struct year_month_day {
    int year;
    int month;        ///< 1 to 12
    int day_of_month; ///< 1 to 31
};

/// One day, always a real date, in four bytes. There is no "not a date" and no default that means
/// "unknown": where a day may be absent the type says so (`std::optional<day>`).
/// To make one from text see `calendar/day_text.hpp`.
class day {
  public:
    /// 1 January 1970, only so that arrays of days can be made.
    constexpr day() = default;

    /// @expects the three numbers are a real date (`is_real_date`)
    constexpr day(int year, int month, int day_of_month) noexcept
        : serial_((UPHELD_EXPECTS(is_real_date(year, month, day_of_month)),
                   serial_of(year, month, day_of_month))) {}

    /// Days since 1 January 1970; negative before.
    [[nodiscard]] constexpr std::int32_t serial() const noexcept { return serial_; }

    /// The inverse of `serial`. @expects the day is in 1900 to 2199
    [[nodiscard]] static constexpr day from_serial(std::int32_t serial) noexcept {
        UPHELD_EXPECTS(serial >= serial_of(1900, 1, 1) && serial <= serial_of(2199, 12, 31));
        day made;
        made.serial_ = serial;
        return made;
    }

    /// Civil date of a serial: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
    [[nodiscard]] constexpr year_month_day fields() const noexcept {
        int const z = serial_ + 719468;
        int const era = (z >= 0 ? z : z - 146096) / 146097;
        int const doe = z - era * 146097;
        int const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        int const doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        int const mp = (5 * doy + 2) / 153;
        int const month = mp < 10 ? mp + 3 : mp - 9;
        return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
    }

    [[nodiscard]] constexpr upheld::weekday weekday() const noexcept {
        int const from_monday = (serial_ + 3) % 7; // 1 January 1970 was a Thursday
        return static_cast<upheld::weekday>(from_monday < 0 ? from_monday + 7 : from_monday);
    }

    friend constexpr auto operator<=>(day const&, day const&) = default;

    friend constexpr day operator+(day from, calendar_days distance) noexcept {
        return from_wide(std::int64_t{from.serial_} + distance.value);
    }

    friend constexpr day operator-(day from, calendar_days distance) noexcept {
        return from_wide(std::int64_t{from.serial_} - distance.value);
    }

    friend constexpr calendar_days operator-(day to, day from) noexcept {
        return calendar_days(to.serial_ - from.serial_);
    }

  private:
    /// Of sums, which may not fit a serial: then they are no day either.
    static constexpr day from_wide(std::int64_t serial) noexcept {
        UPHELD_EXPECTS(serial >= serial_of(1900, 1, 1) && serial <= serial_of(2199, 12, 31));
        day made;
        made.serial_ = static_cast<std::int32_t>(serial);
        return made;
    }

    static constexpr std::int32_t serial_of(int year, int month, int day_of_month) noexcept {
        int const y = month <= 2 ? year - 1 : year;
        int const era = y / 400;
        int const yoe = y - era * 400;
        int const doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
        int const doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        return era * 146097 + doe - 719468;
    }

    std::int32_t serial_ = 0;
};

} // namespace upheld
