// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/calendar/day.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace upheld {

/// What can happen to a complaint (first group) or to an ombudsman's case (second group).
enum class event_kind : std::uint8_t {
    received, ///< optional: repeats the day in the record; recorded later: the case was entered
              ///< late
    acknowledged,
    responded,       ///< the council's answer at the stage the case is in
    outcome_decided, ///< of `aspect`; `value` is the outcome's key
    extended,        ///< `value` is the new due day, or empty for the rule's extended limit
    paused,
    resumed,
    escalated,    ///< `value` is the key of the stage that begins
    reopened,     ///< the last answer no longer stands
    reclassified, ///< `value` is `complaint` or `service_request`
    referred,     ///< to an ombudsman
    withdrawn,    ///< by the complainant
    corrected,    ///< `field` had a wrong value; `value` is the right one (key or day)

    decided, ///< by the ombudsman; `value` is `group/decision`
    decision_challenged,
    decision_withdrawn, ///< the last decision no longer stands
    discontinued,       ///< the ombudsman closed the case without a decision
};

/// The kind's name in files, such as `outcome_decided`.
[[nodiscard]] std::string_view name_of(event_kind kind) noexcept;
[[nodiscard]] std::optional<event_kind> event_kind_named(std::string_view name) noexcept;
/// True if the kind belongs to ombudsman's cases.
[[nodiscard]] bool concerns_ombudsman(event_kind kind) noexcept;

/// One thing that happened, with the day it happened and the day the council's system learned of
/// it.
struct event {
    event_id id;
    std::optional<complaint_id> complaint; ///< this or the next, never both
    std::optional<ombudsman_case_id> ombudsman_case;
    event_kind kind{};
    day happened;
    day recorded;                    ///< on or after `happened`
    std::optional<aspect_id> aspect; ///< for `outcome_decided`, and corrections of an aspect
    std::string field;               ///< for `corrected`: received, channel, category or subject
    std::string value;               ///< as the kind says; empty if it has none
    friend bool operator==(event const&, event const&) = default;
};

} // namespace upheld
