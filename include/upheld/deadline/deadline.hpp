// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/clock_event.hpp"
#include "upheld/deadline/clock_rule.hpp"
#include "upheld/deadline/ledger.hpp"
#include "upheld/deadline/rule_options.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// By which day a case must be answered, how that day was reached, and how the case stands.

namespace upheld {

enum class clock_state : std::uint8_t {
    not_started,
    running,
    paused,
    due_today,
    answered_in_time,
    answered_late, ///< by `late_by` working days
    overdue,       ///< by `late_by` working days
    withdrawn,
};

/// The state's name, such as `answered_late`.
[[nodiscard]] std::string_view name_of(clock_state state) noexcept;

struct deadline {
    day start;                     ///< the day from which the clock ran, after any reset
    day due;                       ///< last day in time
    day original_due;              ///< last day in time had there been no extension
    clock_event_kind started_by{}; ///< the event that the clock runs from
    clock_limit limit;             ///< the ordinary limit that applied, under the options
    counting count{};              ///< how it was counted; never `as_ico`, but what that came to
    bool is_extended = false;
    std::string extension_reason; ///< of the extension that holds; empty if none was given
    bool is_soft = false;         ///< "or as soon as practicable", and the options ask for that
    clock_state state{};
    day as_of;               ///< the day for which the state holds; later events were not looked at
    std::optional<day> done; ///< day of the answer, or of the withdrawal
    working_days late_by;    ///< after the due day until the answer or `as_of`; 0 if in time
    working_days used;       ///< working days of the clock's own until the answer or `as_of`
    working_days left;       ///< from then until the due day; 0 if late
    bool uses_projected = false; ///< holidays matter here that are not yet proclaimed
    std::string calendar_id;
    std::string calendar_edition;
    std::vector<std::string> remarks; ///< sentences without a full stop, for people
    ledger days;                      ///< empty if none was asked for
};

/// Whether `deadline_of` writes the ledger.
enum class keep_ledger : std::uint8_t { yes, no };

/// The deadline of one clock.
/// @param start    day of the rule's start event. An event of that kind among `events` goes before
///                 it, so that one start day can be given for clocks that run from a later event
/// @param events   in any order; may be empty. Pauses may overlap or repeat: their union counts. An
///                 open pause lasts until `as_of`. Two events of one kind where only one has a
///                 meaning: the first counts, and a remark says so
/// @param options  set against the same rule
/// @param calendar as `calendar_id_for` says; another one is used as it is, but its holidays of
///                 status `local` are days off only for rules that offer the option `closures`
/// @param as_of    events after it are not looked at. None: the last event, or the start
/// @fails          calendar_ends if the clock leaves the calendar's known range, or meets projected
///                 holidays and the options refuse them; order_broken if an answer is before the
///                 start
/// @cost           below 300 ns for 20 working days with ledger, a tenth without
[[nodiscard]] result<deadline>
deadline_of(clock_rule const& rule, day start, std::span<clock_event const> events,
            rule_options const& options, working_calendar const& calendar,
            std::optional<day> as_of = std::nullopt, keep_ledger keep = keep_ledger::yes);

/// The same, the start being the first event of the rule's start kind.
/// @fails also not_found if there is no such event
[[nodiscard]] result<deadline>
deadline_of(clock_rule const& rule, std::span<clock_event const> events,
            rule_options const& options, working_calendar const& calendar,
            std::optional<day> as_of = std::nullopt, keep_ledger keep = keep_ledger::yes);

/// The kind of event that starts the clock under these options.
[[nodiscard]] clock_event_kind start_kind_of(clock_rule const& rule,
                                             rule_options const& options) noexcept;

} // namespace upheld
