// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/clock_rule.hpp"

#include <cstdint>

namespace upheld {

/// Which limit of a clock rule applies.
enum class limit : std::uint8_t { ordinary, extended };

/// Last day on which the step is in time.
/// @param start    the day that starts the clock; any day of the week
/// @param calendar decides which days are working days, also when the rule names another one
/// @returns        the due day, inclusive; always a working day
/// @expects        the limit that applies is one working day or more
/// @fails          calendar_ends if `start` or the due day is outside the calendar's known range;
///                 contradiction if the extended limit is asked of a rule that has none
/// @edge           start on a non-working day: day one is the next working day, for both countings
[[nodiscard]] inline result<day> due_day(clock_rule const& rule, day start,
                                         working_calendar const& calendar,
                                         limit which = limit::ordinary) {
    if (which == limit::extended && !rule.extended_limit) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "the clock \"" + std::string(rule.id) + "\" has no extension",
                       .mend = "use its ordinary limit"});
    }
    working_days const allowed = which == limit::extended ? *rule.extended_limit : rule.limit;
    UPHELD_EXPECTS(allowed >= working_days(1));
    if (rule.count == counting::from_next_working_day) return calendar.add(start, allowed);
    result<day> const day_one = calendar.on_or_next_working_day(start);
    // add of zero would be day one itself, so a limit of one ends on day one.
    return day_one ? calendar.add(*day_one, allowed - working_days(1)) : day_one;
}

/// True if the step was done on or before its due day.
/// @fails as `due_day`; order_broken if `done` is before `start`
[[nodiscard]] inline result<bool> is_in_time(clock_rule const& rule, day start, day done,
                                             working_calendar const& calendar,
                                             limit which = limit::ordinary) {
    if (done < start) {
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "done on " + to_text(done) + ", before the clock started on " +
                                  to_text(start),
                       .mend = {}});
    }
    result<day> const due = due_day(rule, start, calendar, which);
    if (!due) return refuse(due.error());
    return done <= *due;
}

} // namespace upheld
