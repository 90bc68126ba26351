// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "deadline/own_days.hpp"

/// From a start and a limit to the due day. Private to src.

namespace upheld::detail {

/// What decides how a limit is counted.
struct counting_choices {
    counting count = counting::after_start;
    rolling roll = rolling::none;
    bool clamps_then_steps_back = false; ///< inclusive months that end in a short month
    bool anniversary_in_march = false;   ///< 29 February's anniversary is 1 March
};

struct period_end {
    day last; ///< last day of the limit
    day due;  ///< the same, or the working day to which it was rolled
};

/// @fails calendar_ends
[[nodiscard]] result<day> working_days_on(own_days const& days, day start, std::int32_t n,
                                          counting count);

/// The end of a limit, with pauses, closures and rolling.
/// @expects the limit is one or more
/// @fails   calendar_ends if `start` or the end is outside the calendar's known range
[[nodiscard]] result<period_end> end_of(own_days const& days, day start, clock_limit limit,
                                        counting_choices const& how);

/// Working days d with after < d <= until.
/// @fails calendar_ends
[[nodiscard]] result<working_days> count_after_until(own_days const& days, day after, day until);

[[nodiscard]] failure leaves(working_calendar const& calendar, day start, clock_limit limit);

/// From `counting::as_ico` to what it means for that start.
[[nodiscard]] counting counting_on(counting count, day start) noexcept;

} // namespace upheld::detail
