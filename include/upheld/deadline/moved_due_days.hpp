// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/deadline.hpp"

#include <cstddef>
#include <span>
#include <vector>

/// Which cases are due on another day because the calendar changed: a bank holiday proclaimed late.

namespace upheld {

/// A clock that has started. Rule and events are not owned.
struct running_clock {
    clock_rule const* rule = nullptr;
    day start;
    std::span<clock_event const> events = {};
    rule_options options = {};
};

/// A clock whose due day is another one in the newer edition.
struct moved_due_day {
    std::size_t position; ///< in the clocks given
    day before;
    day after;
    friend bool operator==(moved_due_day const&, moved_due_day const&) = default;
};

/// A clock that could not be computed under one of the two editions.
struct failed_clock {
    std::size_t position; ///< in the clocks given
    failure why;
};

/// Moved, failed and unmoved together are all clocks.
struct moved_clocks {
    std::vector<moved_due_day> moved; ///< in order of position
    std::vector<failed_clock> failed; ///< in order of position
    std::size_t unmoved = 0;
};

/// Compares the due days under two editions of a calendar.
/// @expects every clock has a rule
[[nodiscard]] moved_clocks moved_due_days(std::span<running_clock const> clocks,
                                          working_calendar const& before,
                                          working_calendar const& after,
                                          std::optional<day> as_of = std::nullopt);

} // namespace upheld
