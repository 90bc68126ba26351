// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day_span.hpp"
#include "upheld/deadline/clock_event.hpp"
#include "upheld/deadline/clock_rule.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a clock's events mean, put in order. Private to src.

namespace upheld::detail {

/// An extension as it was notified, or its withdrawal.
struct extension_notice {
    day on;
    std::optional<day> until;
    bool is_withdrawal = false;
    std::string_view reason = {}; ///< in the events read
};

/// An event before which the clock does not start.
struct later_start {
    clock_event_kind kind{};
    day on;
};

struct clock_history {
    std::optional<day> start;         ///< first event of the start kind
    std::optional<later_start> later; ///< latest of those before which the clock does not start
    std::optional<day> reset;         ///< last clarification supplied, if it resets
    std::optional<day> done;
    std::optional<day> withdrawn;
    std::optional<day> open_pause;            ///< first day of a pause that has not ended
    std::vector<day_span> pauses;             ///< in order, apart from each other
    std::vector<extension_notice> extensions; ///< in order
    std::vector<std::string> remarks;
};

/// How events are read.
struct history_choices {
    clock_event_kind starts_with{};
    std::span<clock_event_kind const> starts_no_earlier_than;
    clock_event_kind done_by{};
    clarification_effect clarification{};
    pause_counting pause{};
    bool fee_notice_pauses = false;
    bool may_extend = false;
    day as_of; ///< events after it are not looked at; open pauses last until it
};

[[nodiscard]] clock_history history_of(std::span<clock_event const> events,
                                       history_choices const& how);

} // namespace upheld::detail
