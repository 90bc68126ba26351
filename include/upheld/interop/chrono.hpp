// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"

#include <chrono>
#include <cstdint>
#include <string>

/// Days to and from `std::chrono`. Opt-in: no other header includes this one.

namespace upheld {

[[nodiscard]] constexpr std::chrono::sys_days to_sys_days(day d) noexcept {
    return std::chrono::sys_days(std::chrono::days(d.serial()));
}

[[nodiscard]] constexpr std::chrono::year_month_day to_year_month_day(day d) noexcept {
    return std::chrono::year_month_day(to_sys_days(d));
}

[[nodiscard]] constexpr std::chrono::weekday to_chrono(weekday of) noexcept {
    return std::chrono::weekday(static_cast<unsigned>(of) + 1); // Monday is 1, Sunday 7 or 0
}

[[nodiscard]] constexpr std::chrono::days to_chrono(calendar_days distance) noexcept {
    return std::chrono::days(distance.value);
}

/// @fails date_invalid if the day is outside 1900 to 2199
[[nodiscard]] inline result<day> day_from(std::chrono::sys_days d) {
    constexpr std::int64_t first = day(1900, 1, 1).serial();
    constexpr std::int64_t last = day(2199, 12, 31).serial();
    std::int64_t const serial = d.time_since_epoch().count();
    if (serial < first || last < serial) {
        return refuse({.code = failure_code::date_invalid,
                       .where = {},
                       .message = "the day " + std::to_string(serial) +
                                  " days after 1970-01-01 is outside 1900 to 2199",
                       .mend = "give a day of these years"});
    }
    return day::from_serial(static_cast<std::int32_t>(serial));
}

/// @fails date_invalid if the fields name no day, such as 30 February, or one outside 1900 to 2199
[[nodiscard]] inline result<day> day_from(std::chrono::year_month_day fields) {
    int const year = static_cast<int>(fields.year());
    int const month = static_cast<int>(static_cast<unsigned>(fields.month()));
    int const day_of_month = static_cast<int>(static_cast<unsigned>(fields.day()));
    if (is_real_date(year, month, day_of_month)) return day(year, month, day_of_month);
    return refuse({.code = failure_code::date_invalid,
                   .where = {},
                   .message = "year " + std::to_string(year) + ", month " + std::to_string(month) +
                              ", day " + std::to_string(day_of_month) +
                              " is not a day in 1900 to 2199",
                   .mend = "give a real day of these years"});
}

/// @fails value_out_of_range if the distance is longer than any two days can be apart
[[nodiscard]] inline result<calendar_days> calendar_days_from(std::chrono::days distance) {
    constexpr std::int64_t longest = (day(2199, 12, 31) - day(1900, 1, 1)).value;
    std::int64_t const value = distance.count();
    if (value < -longest || longest < value) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = std::to_string(value) + " days is longer than 1900 to 2199",
                       .mend = "give a shorter distance"});
    }
    return calendar_days(static_cast<std::int32_t>(value));
}

} // namespace upheld
