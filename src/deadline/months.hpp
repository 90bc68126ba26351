// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

/// Arithmetic in months. Private to src.

namespace upheld::detail {

/// The day of the same number `months` later, or the last day of that month if it has none.
struct corresponding_day {
    day on;
    bool is_last_instead = false; ///< the month has no day of that number
};

/// @expects the answer is not later than 2199
[[nodiscard]] inline corresponding_day corresponding(day from, int months) noexcept {
    auto const [year, month, day_of_month] = from.fields();
    int const count = year * 12 + (month - 1) + months;
    int const to_year = count / 12;
    int const to_month = count % 12 + 1;
    int last = day_of_month;
    while (!is_real_date(to_year, to_month, last) && last > 28) --last;
    return {day(to_year, to_month, last), last != day_of_month};
}

} // namespace upheld::detail
