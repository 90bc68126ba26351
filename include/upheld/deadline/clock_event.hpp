// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What happened to one clock, and on which day.

namespace upheld {

enum class clock_event_kind : std::uint8_t {
    received,               ///< the complaint or request reached the council
    logged,                 ///< it was put on the council's record
    acknowledged,           ///< the acknowledgement was sent
    statement_agreed,       ///< the written statement of complaint was agreed
    requested,              ///< the complainant asked for the next stage or a review
    notified,               ///< somebody was told: of an outcome, of grounds to complain
    clarification_asked,    ///< the council asked what is meant
    clarification_supplied, ///< the answer to that arrived
    fee_notice,             ///< a notice of fees was given
    fee_paid,               ///< the fee arrived
    identity_shown,         ///< what was needed to know who asks arrived
    paused,                 ///< the clock was stopped by agreement or local practice
    resumed,                ///< and started again
    extended,               ///< an extension was notified on this day
    extension_withdrawn,    ///< the extension was taken back: the original due day holds again
    escalated,              ///< the case moved to the next stage
    panel_met,              ///< the review panel sat
    report_received,        ///< a report or recommendations arrived
    answered,               ///< the response was sent; for other duties: the duty was done
    withdrawn,              ///< the complaint or request was withdrawn
};

/// In the order of the enumeration.
[[nodiscard]] std::span<clock_event_kind const> clock_event_kinds() noexcept;

/// The kind's name as written in files and options, such as `clarification_asked`.
[[nodiscard]] std::string_view name_of(clock_event_kind kind) noexcept;

/// @fails key_unknown; the message lists all kinds
[[nodiscard]] result<clock_event_kind> clock_event_kind_named(std::string_view text);

/// The kind in a sentence: "the acknowledgement", "the request".
[[nodiscard]] std::string_view words_of(clock_event_kind kind) noexcept;

struct clock_event {
    clock_event_kind kind{};
    upheld::day day;
    /// Of `extended` alone: the last day agreed, in. None: the rule's extended limit applies.
    std::optional<upheld::day> until = std::nullopt;
    /// Of `extended` alone: why, in the words of the notice. May be empty.
    std::string reason = {};
    friend bool operator==(clock_event const&, clock_event const&) = default;
};

/// An event from its kind's name and a value `YYYY-MM-DD`; for `extended` also
/// `YYYY-MM-DD/YYYY-MM-DD`, the day of the notice and the last day agreed, and after either form
/// perhaps a blank and the reason.
/// @fails key_unknown for the kind; date_invalid for a day; contradiction for a second day with
///        another kind; order_broken if the day agreed is before the notice
[[nodiscard]] result<clock_event> clock_event_from_text(std::string_view kind,
                                                        std::string_view value);

} // namespace upheld
