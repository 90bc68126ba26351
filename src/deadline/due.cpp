// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/due.hpp"

#include "deadline/clock_arithmetic.hpp"

namespace upheld {

result<day> due_day(clock_rule const& rule, day start, working_calendar const& calendar,
                    limit which) {
    if (which == limit::extended && !rule.extended_limit) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "the clock \"" + rule.id + "\" has no extension",
                       .mend = "use its ordinary limit"});
    }
    auto const end = detail::end_of(detail::own_days{.calendar = calendar}, start,
                                    which == limit::extended ? *rule.extended_limit : rule.limit,
                                    {.count = rule.count, .roll = rule.roll});
    if (!end) return refuse(end.error());
    return end->due;
}

result<bool> is_in_time(clock_rule const& rule, day start, day done,
                        working_calendar const& calendar, limit which) {
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
