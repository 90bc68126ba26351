// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Calendars made of calendars: closed if any of them is closed, or if all are.

namespace upheld {

namespace detail {

/// The range that all calendars know; empty if there is none.
[[nodiscard]] inline day_span known_to_all(std::span<working_calendar const* const> of) {
    day_span known = of.front()->known();
    for (working_calendar const* const one : of) {
        if (known.first < one->known().first) known.first = one->known().first;
        if (one->known().last < known.last) known.last = one->known().last;
    }
    return known;
}

/// The holidays on one day: one for each calendar of `by` that has one.
[[nodiscard]] inline holiday joined(std::span<holiday const* const> same_day,
                                    std::span<working_calendar const* const> by,
                                    bool is_everyones) {
    holiday made = *same_day.front();
    for (std::size_t i = 1; i != same_day.size(); ++i) {
        bool is_new = true;
        for (std::size_t j = 0; j != i; ++j)
            is_new = is_new && same_day[j]->name != same_day[i]->name;
        if (is_new) made.name += " / " + same_day[i]->name;
        if (same_day[i]->status < made.status) made.status = same_day[i]->status;
    }
    if (is_everyones) return made;
    for (std::size_t i = 0; i != by.size(); ++i) {
        made.name += i == 0 ? " (" : " and ";
        made.name += by[i]->id();
    }
    made.name += ')';
    return made;
}

/// Walks all holidays of all calendars in order of their days, and keeps those of days on which any
/// calendar is closed, or every one.
[[nodiscard]] inline std::vector<holiday>
merged_holidays(std::span<working_calendar const* const> of, day_span known, bool wants_all) {
    std::vector<holiday> merged;
    std::vector<std::span<holiday const>> left;
    for (working_calendar const* const one : of) left.push_back(one->holidays());
    std::vector<holiday const*> same_day;
    std::vector<working_calendar const*> by;
    for (;;) {
        holiday const* earliest = nullptr;
        for (std::span<holiday const> const one : left) {
            if (one.empty()) continue;
            if (earliest == nullptr || one.front().on < earliest->on) earliest = &one.front();
        }
        if (earliest == nullptr) return merged;
        same_day.clear();
        by.clear();
        bool all_closed = true;
        for (std::size_t i = 0; i != of.size(); ++i) {
            if (left[i].empty() || left[i].front().on != earliest->on) {
                all_closed = all_closed && of[i]->weekend().has(earliest->on.weekday());
                continue;
            }
            same_day.push_back(&left[i].front());
            by.push_back(of[i]);
            left[i] = left[i].subspan(1);
        }
        if (!known.covers(earliest->on) || (wants_all && !all_closed)) continue;
        merged.push_back(joined(same_day, by, by.size() == of.size()));
    }
}

[[nodiscard]] inline result<working_calendar>
combined_calendar(std::string_view id, std::span<working_calendar const* const> of,
                  bool wants_all) {
    UPHELD_EXPECTS(!of.empty());
    day_span const known = known_to_all(of);
    std::string edition;
    weekday_set weekend = of.front()->weekend();
    for (std::size_t i = 0; i != of.size(); ++i) {
        bool is_new = true;
        for (std::size_t j = 0; j != i; ++j)
            is_new = is_new && of[j]->edition() != of[i]->edition();
        if (is_new) {
            if (i != 0) edition += " + ";
            edition += of[i]->edition();
        }
        weekend.bits = static_cast<std::uint8_t>(wants_all ? weekend.bits & of[i]->weekend().bits
                                                           : weekend.bits | of[i]->weekend().bits);
    }
    return working_calendar::adopt(id, edition, known, merged_holidays(of, known, wants_all),
                                   weekend);
}

} // namespace detail

/// A day is closed if any of the calendars is closed on it, as "a bank holiday in any part of the
/// United Kingdom" has it. A holiday that not all have is named with the ids of those that do.
/// @param of  one or more calendars; the answer keeps nothing of them and owns what it needs
/// @returns   known where all of them are known; its edition names theirs
/// @fails     order_broken if no day is known to all
[[nodiscard]] inline result<working_calendar>
closed_if_any(std::string_view id, std::span<working_calendar const* const> of) {
    return detail::combined_calendar(id, of, false);
}

[[nodiscard]] inline result<working_calendar>
closed_if_any(std::string_view id, std::initializer_list<working_calendar const*> of) {
    return closed_if_any(id, std::span(of.begin(), of.size()));
}

/// A day is closed only if every one of the calendars is closed on it.
/// @param of, @returns, @fails as `closed_if_any`
[[nodiscard]] inline result<working_calendar>
closed_if_all(std::string_view id, std::span<working_calendar const* const> of) {
    return detail::combined_calendar(id, of, true);
}

[[nodiscard]] inline result<working_calendar>
closed_if_all(std::string_view id, std::initializer_list<working_calendar const*> of) {
    return closed_if_all(id, std::span(of.begin(), of.size()));
}

} // namespace upheld
