// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/fold.hpp"
#include "upheld/store/facts.hpp"

#include <algorithm>

/// From where a complaint stands to what is counted of it. Private to src.

namespace upheld::detail {

[[nodiscard]] inline answer_state answer_of(standing const& now) {
    if (!now.due) return answer_state::no_clock;
    if (!now.responded) return answer_state::not_answered;
    return *now.responded <= *now.due ? answer_state::answered_in_time
                                      : answer_state::answered_late;
}

/// A day outside the calendar is refused when the event comes, so the answer's is inside.
[[nodiscard]] inline std::uint16_t working_days_to_answer(standing const& now,
                                                          working_calendar const& calendar) {
    if (!now.responded) return not_answered_days;
    auto const counted = calendar.count_after_until(now.received, *now.responded);
    if (!counted) return not_answered_days;
    return static_cast<std::uint16_t>(std::min<std::int32_t>(counted->value, most_answered_days));
}

/// What of a complaint's record no event changes.
struct unchanging {
    complaint_id id;
    unit_code unit;
    procedure_code procedure;
    place_code place;
};

[[nodiscard]] inline complaint_fact fact_of(unchanging const& record, standing const& now,
                                            working_calendar const& calendar) {
    return {.id = record.id,
            .received = now.received,
            .unit = record.unit,
            .channel = now.channel,
            .category = now.category,
            .procedure = record.procedure,
            .answer = answer_of(now),
            .is_counted = !now.is_service_request && !now.is_withdrawn,
            .place = record.place,
            .working_days = working_days_to_answer(now, calendar)};
}

/// The outcome of aspects that nobody has decided yet; none if the taxonomy lists none such.
[[nodiscard]] inline outcome_code first_undecided(taxonomy const& words) {
    for (outcome_code const o : words.outcomes.codes()) {
        if (!words.outcomes[o].is_decided) return o;
    }
    return {};
}

} // namespace upheld::detail
