// SPDX-License-Identifier: BSL-1.0
#include "deadline/clock_arithmetic.hpp"

#include "deadline/months.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// On that day the Information Commissioner's Office changed how it counts a month.
constexpr day ico_changed(2019, 8, 15);

/// The last day that any calendar may know.
constexpr day last_of_all(2199, 12, 31);

/// Moves the end of a limit in calendar time by the paused days among those that count.
day after_pauses(own_days const& days, day first_counted, day end) {
    for (day_span const& pause : days.pauses) {
        day const from = std::max(pause.first, first_counted);
        if (end < from) break;
        if (from <= pause.last) {
            std::int32_t const more = pause.last.serial() - from.serial() + 1;
            std::int32_t const room = last_of_all.serial() - end.serial();
            end = end + calendar_days(std::min(more, room));
        }
    }
    return end;
}

day end_of_months(day start, std::int32_t months, counting_choices const& how) {
    counting const count = counting_on(how.count, start);
    day const base = count == counting::from_day_after ? start + calendar_days(1) : start;
    corresponding_day const found = corresponding(base, months);
    auto const [year, month, day_of_month] = base.fields();
    bool const to_march = how.anniversary_in_march && months % 12 == 0 && month == 2 &&
                          day_of_month == 29 && found.is_last_instead;
    if (count == counting::beginning_with_start) {
        if (to_march) return found.on; // the day before 1 March
        if (found.is_last_instead && !how.clamps_then_steps_back) return found.on;
        return found.on - calendar_days(1);
    }
    return to_march ? found.on + calendar_days(1) : found.on;
}

} // namespace

counting counting_on(counting count, day start) noexcept {
    if (count != counting::as_ico) return count;
    return start < ico_changed ? counting::from_day_after : counting::after_start;
}

failure leaves(working_calendar const& calendar, day start, clock_limit limit) {
    auto const [first, last] = calendar.known();
    return {.code = failure_code::calendar_ends,
            .where = {},
            .message = to_string(limit) + " from " + to_text(start) + " leave calendar \"" +
                       std::string(calendar.id()) + "\", edition " +
                       std::string(calendar.edition()) + ", which is known from " + to_text(first) +
                       " to " + to_text(last),
            .mend = "use a calendar that covers the day"};
}

result<day> working_days_on(own_days const& days, day start, std::int32_t n, counting count) {
    working_calendar const& calendar = days.calendar;
    bool const start_counts = count == counting::beginning_with_start;
    if (days.are_plain()) {
        if (!start_counts) return calendar.add(start, working_days(n));
        result<day> const day_one = calendar.on_or_next_working_day(start);
        // add of zero would be day one itself, so a limit of one ends on day one.
        return day_one ? calendar.add(*day_one, working_days(n - 1)) : day_one;
    }
    day const last = calendar.known().last;
    if (!calendar.covers(start)) {
        return refuse(leaves(calendar, start, {n, clock_unit::working_days}));
    }
    day_walk walk(days, start);
    if (!start_counts) {
        if (start == last) return refuse(leaves(calendar, start, {n, clock_unit::working_days}));
        walk.step();
    }
    for (std::int32_t counted = 0;; walk.step()) {
        if (walk.look().kind == day_kind::works && ++counted == n) return walk.on();
        if (walk.on() == last) {
            return refuse(leaves(calendar, start, {n, clock_unit::working_days}));
        }
    }
}

result<period_end> end_of(own_days const& days, day start, clock_limit limit,
                          counting_choices const& how) {
    UPHELD_EXPECTS(limit.value >= 1);
    if (limit.unit == clock_unit::working_days) {
        result<day> const due = working_days_on(days, start, limit.value, how.count);
        if (!due) return refuse(due.error());
        return period_end{*due, *due};
    }
    working_calendar const& calendar = days.calendar;
    std::int64_t const longest = limit.unit == clock_unit::months  ? 31
                                 : limit.unit == clock_unit::weeks ? 7
                                                                   : 1;
    if (!calendar.covers(start) ||
        start.serial() + longest * limit.value + 2 > last_of_all.serial()) {
        return refuse(leaves(calendar, start, limit));
    }
    bool const start_counts = how.count == counting::beginning_with_start;
    day last;
    if (limit.unit == clock_unit::months) {
        last = end_of_months(start, limit.value, how);
    } else {
        std::int32_t const length = limit.unit == clock_unit::weeks ? 7 * limit.value : limit.value;
        last = start + calendar_days(start_counts ? length - 1 : length);
    }
    last = after_pauses(days, start_counts ? start : start + calendar_days(1), last);
    if (!calendar.covers(last)) return refuse(leaves(calendar, start, limit));
    if (how.roll == rolling::none) return period_end{last, last};
    result<day> const due = working_days_on(days, last, 1, counting::beginning_with_start);
    if (!due) return refuse(due.error());
    return period_end{last, *due};
}

result<working_days> count_after_until(own_days const& days, day after, day until) {
    if (days.are_plain()) return days.calendar.count_after_until(after, until);
    for (day const end : {after, until}) {
        if (!days.calendar.covers(end)) {
            return refuse(leaves(days.calendar, end, {1, clock_unit::calendar_days}));
        }
    }
    std::int32_t counted = 0;
    if (after < until) {
        day_walk walk(days, after);
        for (walk.step();; walk.step()) {
            if (walk.look().kind == day_kind::works) ++counted;
            if (walk.on() == until) break;
        }
    }
    return working_days(counted);
}

} // namespace upheld::detail
