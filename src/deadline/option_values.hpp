// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/rule_options.hpp"

/// Values of options as numbers. Private to src.

namespace upheld::detail {

enum class option_value : std::uint8_t {
    not_chosen,
    ordinary,
    extended,
    actual_day,
    next_working_day,
    same_day,
    after,
    day_one,
    inclusive,
    corresponding,
    ico,
    day_after,
    england,
    uk_any,
    ends_with_month,
    clamp_then_step_back,
    both_ends_in,
    difference,
    none,
    original_start,
    original_due,
    before_due,
    any_time,
    final_calendar,
    at_start,
    legal,
    as_advertised,
    excluded,
    counted,
    to_28_february,
    to_1_march,
    strict,
    soft,
    reset,
    pause,
    allow,
    refuse,
    first_event_kind, ///< from here on: an event kind, by its number
};

[[nodiscard]] std::string_view name_of(option_value value) noexcept;

[[nodiscard]] constexpr option_value as_value(clock_event_kind kind) noexcept {
    return static_cast<option_value>(static_cast<std::uint8_t>(option_value::first_event_kind) +
                                     static_cast<std::uint8_t>(kind));
}

[[nodiscard]] constexpr clock_event_kind as_kind(option_value value) noexcept {
    return static_cast<clock_event_kind>(static_cast<std::uint8_t>(value) -
                                         static_cast<std::uint8_t>(option_value::first_event_kind));
}

/// Values that the rule offers for the option, the default first; empty if it does not offer it.
[[nodiscard]] std::vector<option_value> values_offered(clock_rule const& rule, clock_option which);

struct option_access {
    [[nodiscard]] static option_value value(rule_options const& options,
                                            clock_option which) noexcept {
        return static_cast<option_value>(options.values_[static_cast<std::size_t>(which)]);
    }
};

} // namespace upheld::detail
