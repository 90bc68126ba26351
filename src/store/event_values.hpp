// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/checks.hpp"
#include "store/event_step.hpp"
#include "upheld/calendar/working_calendar.hpp"

/// Private to src.

namespace upheld::detail {

/// An event whose texts stand elsewhere.
struct event_view {
    event_id id;
    std::optional<complaint_id> complaint;
    std::optional<ombudsman_case_id> ombudsman_case;
    event_kind kind{};
    day happened;
    day recorded;
    std::optional<aspect_id> aspect;
    std::string_view field;
    std::string_view value;
};

[[nodiscard]] inline event_view view_of(event const& what) noexcept {
    return {.id = what.id,
            .complaint = what.complaint,
            .ombudsman_case = what.ombudsman_case,
            .kind = what.kind,
            .happened = what.happened,
            .recorded = what.recorded,
            .aspect = what.aspect,
            .field = what.field,
            .value = what.value};
}

/// Understands an event's `field` and `value`, and checks everything that can be said of an event
/// without looking at its case's other events.
/// @param of   procedure of the complaint it belongs to; none if it belongs to none, or to one that
///             is not known
/// @param out  receives one failure for each fault; if it grows, the step returned means nothing
/// @cost       no allocation unless there is a fault
[[nodiscard]] event_step understand(taxonomy const& words, working_calendar const& calendar,
                                    event_view const& what, procedure_code of, faults_found& out);

[[nodiscard]] inline event_step understand(taxonomy const& words, working_calendar const& calendar,
                                           event const& what, procedure_code of,
                                           faults_found& out) {
    return understand(words, calendar, view_of(what), of, out);
}

/// What is wrong with a correction for a complaint of the unit, as if its record had said so at
/// once; nothing if the step is no correction.
void check_correction(taxonomy const& words, unit_code unit, event_step const& step,
                      faults_found& out);

/// The value as files give it: the taxonomy's key where it names an entry, the day, or nothing.
/// Whoever wrote a name or an alias meant the same.
[[nodiscard]] std::string value_of(taxonomy const& words, event_step const& step);

/// True if `text` is what `value_of` gives.
[[nodiscard]] bool is_value_of(taxonomy const& words, event_step const& step,
                               std::string_view text);

} // namespace upheld::detail
