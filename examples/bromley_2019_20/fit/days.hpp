// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit/random.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <vector>

namespace fit {

inline constexpr upheld::day_span year{upheld::day(2019, 4, 1), upheld::day(2020, 3, 31)};
/// The day on which the report's figures were taken. Nothing is known of later days.
inline constexpr upheld::day sample_day(2020, 6, 15);

/// `n` days of the year in order, four of five drawn holidays and weekends drawn again.
[[nodiscard]] std::vector<upheld::day> receipt_days(std::size_t n, random_source& random);

/// The n-th working day after `from`, or the sample day if that comes first.
[[nodiscard]] upheld::day after(upheld::day from, int working_days);

/// The day on which the council's system learns of something: mostly at once, sometimes up to two
/// days later, never after the sample day.
[[nodiscard]] upheld::day recorded_after(upheld::day happened, random_source& random);

} // namespace fit
