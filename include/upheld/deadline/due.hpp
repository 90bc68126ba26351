// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/clock_rule.hpp"

#include <cstdint>

/// The due day alone, for a rule as it stands: no events, no options, no closures, no allocation.

namespace upheld {

/// Which limit of a clock rule applies.
enum class limit : std::uint8_t { ordinary, extended };

/// Last day on which the step is in time, by the rule's defaults. `deadline_of` takes events,
/// options and closures into account and keeps the ledger.
/// @param start    the day that starts the clock; any day of the week
/// @param calendar decides which days are working days, also when the rule names another one; its
///                 holidays of status `local` are days off, whatever the rule
/// @returns        the due day, inclusive; a working day if the limit is in working days
/// @expects        the limit that applies is one or more
/// @fails          calendar_ends if `start` or the due day is outside the calendar's known range;
///                 contradiction if the extended limit is asked of a rule that has none
/// @edge           start on a non-working day: working days begin with the next working day, for
///                 both countings
[[nodiscard]] result<day> due_day(clock_rule const& rule, day start,
                                  working_calendar const& calendar, limit which = limit::ordinary);

/// True if the step was done on or before its due day.
/// @fails as `due_day`; order_broken if `done` is before `start`
[[nodiscard]] result<bool> is_in_time(clock_rule const& rule, day start, day done,
                                      working_calendar const& calendar,
                                      limit which = limit::ordinary);

} // namespace upheld
