// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day_span.hpp"
#include "upheld/rollup/dimension.hpp"

#include <cstdint>
#include <string>

/// The entries of the time dimension: consecutive integers along time, called slots here. Private
/// to src.

namespace upheld::detail {

/// The slot that a day falls into: later days never have smaller slots, and neighbouring stretches
/// have neighbouring slots. Slots of different steps have nothing to do with each other.
[[nodiscard]] constexpr std::int32_t time_slot(day of, time_step every) noexcept {
    if (every == time_step::week) {
        // 1 January 1970 was a Thursday: slot 0 starts on Monday 29 December 1969.
        std::int32_t const from_monday = of.serial() + 3;
        return from_monday >= 0 ? from_monday / 7 : -((6 - from_monday) / 7);
    }
    auto const [year, month, day_of_month] = of.fields();
    static_cast<void>(day_of_month);
    int const financial_year = month >= 4 ? year : year - 1;
    switch (every) {
    case time_step::financial_year: return financial_year;
    case time_step::financial_half: return financial_year * 2 + (month + 8) % 12 / 6;
    case time_step::financial_quarter: return financial_year * 4 + (month + 8) % 12 / 3;
    case time_step::calendar_year: return year;
    case time_step::calendar_half: return year * 2 + (month - 1) / 6;
    case time_step::calendar_quarter: return year * 4 + (month - 1) / 3;
    case time_step::month: return year * 12 + month - 1;
    case time_step::week: break;
    }
    return 0;
}

/// The days of a slot; where it reaches out of 1900 to 2199, those of its days that lie within.
/// @expects the slot is that of some day
[[nodiscard]] day_span days_of_slot(std::int32_t slot, time_step every);

/// What the slot is called, as key and label alike: `2019-20`, `2019-20-H1`, `2019-20-Q1`, `2019`,
/// `2019-H1`, `2019-Q1`, `2019-M07`, or a week of ISO 8601, `2019-W01`, whose year is that of its
/// Thursday.
/// @expects the slot is that of some day
[[nodiscard]] std::string key_of_slot(std::int32_t slot, time_step every);

} // namespace upheld::detail
