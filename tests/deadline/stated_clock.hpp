// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/deadline.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A clock as a test states it: the rule's id, the start, then options and events as text.

namespace upheld_test {

using upheld::day;
using upheld::deadline;

inline day on(std::string_view text) { return upheld::day_from_text(text).value(); }

struct stated_clock {
    std::string id;
    std::string start;
    std::vector<std::string> options = {}; ///< `name=value`
    std::vector<std::string> events = {};  ///< `kind=day`
    std::string as_of = {};
};

/// The built-in calendar of that id, copied once: a copy for each of hundreds of clocks takes
/// seconds under sanitizers.
inline upheld::working_calendar const& calendar_named(std::string_view id) {
    static std::map<std::string, upheld::working_calendar, std::less<>> all;
    auto found = all.find(id);
    if (found == all.end()) {
        found = all.emplace(std::string(id), upheld::built_in_calendar(id).value()).first;
    }
    return found->second;
}

inline upheld::result<deadline> try_deadline(stated_clock const& what) {
    upheld::clock_rule const& rule = *upheld::find_clock_rule(what.id);
    upheld::rule_options options;
    for (std::string const& one : what.options) {
        auto const set = upheld::set_option(options, rule, one);
        if (!set) return upheld::refuse(set.error());
    }
    std::vector<upheld::clock_event> events;
    for (std::string const& one : what.events) {
        std::size_t const equals = one.find('=');
        auto const event =
            upheld::clock_event_from_text(one.substr(0, equals), one.substr(equals + 1));
        if (!event) return upheld::refuse(event.error());
        events.push_back(*event);
    }
    auto const& calendar = calendar_named(upheld::calendar_id_for(rule, options));
    std::optional<day> as_of;
    if (!what.as_of.empty()) as_of = on(what.as_of);
    return upheld::deadline_of(rule, on(what.start), events, options, calendar, as_of);
}

inline deadline deadline_for(stated_clock const& what) {
    auto const found = try_deadline(what);
    if (!found) ADD_FAILURE() << what.id << ": " << to_string(found.error());
    return found.value_or(deadline{});
}

/// The due day as `YYYY-MM-DD`.
inline std::string due(stated_clock const& what) { return to_text(deadline_for(what).due); }

inline bool has_remark(deadline const& what, std::string_view part) {
    for (std::string const& remark : what.remarks) {
        if (remark.find(part) != std::string::npos) return true;
    }
    return false;
}

} // namespace upheld_test
