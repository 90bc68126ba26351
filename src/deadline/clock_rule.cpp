// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/clock_rule.hpp"

#include "deadline/option_values.hpp"

#include <algorithm>
#include <initializer_list>

namespace upheld {

std::string_view name_of(clock_unit unit) noexcept {
    switch (unit) {
    case clock_unit::working_days: return "working_days";
    case clock_unit::calendar_days: return "calendar_days";
    case clock_unit::weeks: return "weeks";
    case clock_unit::months: return "months";
    }
    return "unknown";
}

std::string_view name_of(counting how) noexcept {
    switch (how) {
    case counting::after_start: return "after_start";
    case counting::beginning_with_start: return "beginning_with_start";
    case counting::from_day_after: return "from_day_after";
    case counting::as_ico: return "as_ico";
    }
    return "unknown";
}

std::string_view name_of(rolling how) noexcept {
    switch (how) {
    case rolling::none: return "none";
    case rolling::to_next_working_day: return "to_next_working_day";
    }
    return "unknown";
}

std::string_view name_of(clarification_effect what) noexcept {
    switch (what) {
    case clarification_effect::none: return "none";
    case clarification_effect::resets: return "resets";
    case clarification_effect::pauses: return "pauses";
    }
    return "unknown";
}

std::string_view name_of(pause_counting how) noexcept {
    switch (how) {
    case pause_counting::both_ends_in: return "both_ends_in";
    case pause_counting::difference: return "difference";
    }
    return "unknown";
}

std::string_view name_of(evidence sure) noexcept {
    switch (sure) {
    case evidence::primary: return "primary";
    case evidence::secondary: return "secondary";
    case evidence::recalled: return "recalled";
    }
    return "unknown";
}

std::string_view name_of(clock_option which) noexcept {
    switch (which) {
    case clock_option::limit: return "limit";
    case clock_option::receipt_on_non_working_day: return "receipt_on_non_working_day";
    case clock_option::receipt_after_hours: return "receipt_after_hours";
    case clock_option::count: return "count";
    case clock_option::runs_from: return "runs_from";
    case clock_option::bank_holidays: return "bank_holidays";
    case clock_option::short_month: return "short_month";
    case clock_option::pause: return "pause";
    case clock_option::roll: return "roll";
    case clock_option::extension_from: return "extension_from";
    case clock_option::extension_notified: return "extension_notified";
    case clock_option::holidays_known: return "holidays_known";
    case clock_option::january_4: return "january_4";
    case clock_option::closures: return "closures";
    case clock_option::anniversary_of_29_february: return "anniversary_of_29_february";
    case clock_option::as_soon_as_practicable: return "as_soon_as_practicable";
    case clock_option::clarification: return "clarification";
    case clock_option::projected: return "projected";
    }
    return "unknown";
}

std::string to_string(clock_limit limit) {
    std::string text = std::to_string(limit.value);
    switch (limit.unit) {
    case clock_unit::working_days: text += " working day"; break;
    case clock_unit::calendar_days: text += " calendar day"; break;
    case clock_unit::weeks: text += " week"; break;
    case clock_unit::months: text += " month"; break;
    }
    if (limit.value != 1) text += 's';
    return text;
}

std::string to_string(clock_rule const& rule) {
    std::string text = rule.id + ": " + to_string(rule.limit);
    if (rule.extended_limit) text += ", extended " + std::to_string(rule.extended_limit->value);
    text += ", ";
    text += name_of(rule.count);
    text += ", " + rule.calendar;
    return text;
}

namespace detail {

std::string_view name_of(option_value value) noexcept {
    switch (value) {
    case option_value::not_chosen: return {};
    case option_value::ordinary: return "ordinary";
    case option_value::extended: return "extended";
    case option_value::actual_day: return "actual_day";
    case option_value::next_working_day: return "next_working_day";
    case option_value::same_day: return "same_day";
    case option_value::after: return "after";
    case option_value::day_one: return "day_one";
    case option_value::inclusive: return "inclusive";
    case option_value::corresponding: return "corresponding";
    case option_value::ico: return "ico";
    case option_value::day_after: return "day_after";
    case option_value::england: return "england";
    case option_value::uk_any: return "uk_any";
    case option_value::ends_with_month: return "ends_with_month";
    case option_value::clamp_then_step_back: return "clamp_then_step_back";
    case option_value::both_ends_in: return "both_ends_in";
    case option_value::difference: return "difference";
    case option_value::none: return "none";
    case option_value::original_start: return "original_start";
    case option_value::original_due: return "original_due";
    case option_value::before_due: return "before_due";
    case option_value::any_time: return "any_time";
    case option_value::final_calendar: return "final";
    case option_value::at_start: return "at_start";
    case option_value::legal: return "legal";
    case option_value::as_advertised: return "as_advertised";
    case option_value::excluded: return "excluded";
    case option_value::counted: return "counted";
    case option_value::to_28_february: return "28_february";
    case option_value::to_1_march: return "1_march";
    case option_value::strict: return "strict";
    case option_value::soft: return "soft";
    case option_value::reset: return "reset";
    case option_value::pause: return "pause";
    case option_value::allow: return "allow";
    case option_value::refuse: return "refuse";
    case option_value::first_event_kind: break;
    }
    return upheld::name_of(as_kind(value));
}

namespace {

option_value count_value(clock_unit unit, counting how) {
    bool const is_after = how == counting::after_start;
    switch (unit) {
    case clock_unit::working_days: return is_after ? option_value::after : option_value::day_one;
    case clock_unit::calendar_days:
    case clock_unit::weeks: return is_after ? option_value::after : option_value::inclusive;
    case clock_unit::months: break;
    }
    switch (how) {
    case counting::after_start: return option_value::corresponding;
    case counting::beginning_with_start: return option_value::inclusive;
    case counting::from_day_after: return option_value::day_after;
    case counting::as_ico: return option_value::ico;
    }
    return option_value::corresponding;
}

/// The default moves to the front.
std::vector<option_value> with_first(option_value first, std::vector<option_value> all) {
    auto const at = std::find(all.begin(), all.end(), first);
    if (at != all.end()) std::rotate(all.begin(), at, at + 1);
    return all;
}

} // namespace

std::vector<option_value> values_offered(clock_rule const& rule, clock_option which) {
    using enum option_value;
    bool const in_months = rule.limit.unit == clock_unit::months;
    auto const if_true = [](bool offered, std::initializer_list<option_value> values) {
        return offered ? std::vector<option_value>(values) : std::vector<option_value>{};
    };
    auto const if_open = [&](std::initializer_list<option_value> values) {
        auto const& open = rule.open_questions;
        return if_true(std::find(open.begin(), open.end(), which) != open.end(), values);
    };
    switch (which) {
    case clock_option::limit: return if_true(rule.extended_limit.has_value(), {ordinary, extended});
    case clock_option::receipt_on_non_working_day: return if_open({actual_day, next_working_day});
    case clock_option::receipt_after_hours: return if_open({same_day, next_working_day});
    case clock_option::count: {
        std::vector<option_value> values;
        if (rule.limit.unit == clock_unit::working_days) {
            values = {after, day_one};
        } else if (!in_months) {
            values = {after, inclusive};
        } else if (rule.count == counting::as_ico || rule.count == counting::from_day_after) {
            values = {ico, corresponding, inclusive, day_after};
        } else {
            values = {corresponding, inclusive};
        }
        return with_first(count_value(rule.limit.unit, rule.count), values);
    }
    case clock_option::runs_from: {
        if (rule.may_run_from.empty()) return {};
        std::vector<option_value> values{as_value(rule.starts_with)};
        for (clock_event_kind const kind : rule.may_run_from) values.push_back(as_value(kind));
        return values;
    }
    case clock_option::bank_holidays: return if_open({england, uk_any});
    case clock_option::short_month:
        return if_true(in_months, {ends_with_month, clamp_then_step_back});
    case clock_option::pause:
        return with_first(rule.pause == pause_counting::both_ends_in ? both_ends_in : difference,
                          {both_ends_in, difference});
    case clock_option::roll:
        if (rule.limit.unit == clock_unit::working_days) return {};
        return with_first(rule.roll == rolling::none ? none : next_working_day,
                          {none, next_working_day});
    case clock_option::extension_from:
        return if_true(rule.extended_limit.has_value(), {original_start, original_due});
    case clock_option::extension_notified:
        return if_true(rule.extended_limit || rule.extension_by_agreement, {before_due, any_time});
    case clock_option::holidays_known: return {final_calendar, at_start};
    case clock_option::january_4: return if_open({legal, as_advertised});
    case clock_option::closures: return if_open({excluded, counted});
    case clock_option::anniversary_of_29_february:
        return if_true(in_months, {to_28_february, to_1_march});
    case clock_option::as_soon_as_practicable:
        return if_true(rule.or_as_soon_as_practicable, {strict, soft});
    case clock_option::clarification: {
        option_value const first = rule.clarification == clarification_effect::resets   ? reset
                                   : rule.clarification == clarification_effect::pauses ? pause
                                                                                        : none;
        return with_first(first, {none, reset, pause});
    }
    case clock_option::projected: return {allow, option_value::refuse};
    }
    return {};
}

} // namespace detail

std::vector<offered_option> options_of(clock_rule const& rule) {
    std::vector<offered_option> all;
    for (std::size_t i = 0; i != clock_option_count; ++i) {
        auto const which = static_cast<clock_option>(i);
        std::vector<detail::option_value> const values = detail::values_offered(rule, which);
        if (values.empty()) continue;
        offered_option one{.which = which, .name = name_of(which), .values = {}};
        for (detail::option_value const v : values) one.values.push_back(detail::name_of(v));
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<clock_event_kind> event_kinds_of(clock_rule const& rule) {
    using enum clock_event_kind;
    std::vector<clock_event_kind> all;
    for (clock_event_kind const kind : clock_event_kinds()) {
        bool heard = kind == rule.starts_with || kind == rule.done_by;
        for (clock_event_kind const other : rule.may_run_from) heard = heard || kind == other;
        for (clock_event_kind const other : rule.starts_no_earlier_than) {
            heard = heard || kind == other;
        }
        switch (kind) {
        case clarification_asked:
        case clarification_supplied:
        case paused:
        case resumed:
        case withdrawn: heard = true; break;
        case fee_notice:
        case fee_paid: heard = heard || rule.fee_notice_pauses; break;
        case extended:
        case extension_withdrawn:
            heard = heard || rule.extended_limit || rule.extension_by_agreement;
            break;
        default: break;
        }
        if (heard) all.push_back(kind);
    }
    return all;
}

} // namespace upheld
