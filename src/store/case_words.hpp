// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/code_table.hpp"
#include "store/fold.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <vector>

/// Private to src.

namespace upheld::detail {

/// What reading cases by the million asks of a taxonomy, as tables. Says yes where the checks of
/// single records (`store/checks.hpp`) find no fault, and no where they find any.
class case_words {
  public:
    /// @expects every rule that the taxonomy names is a built-in one
    case_words(taxonomy const& words, working_calendar const& calendar);

    taxonomy const& words;
    working_calendar const& calendar;
    clocks rules;

    code_table units;
    code_table services;
    code_table subjects;
    code_table categories;
    code_table channels;
    code_table procedures;
    code_table outcomes;
    code_table event_kinds;
    outcome_code ongoing; ///< of aspects that nobody has decided yet

    [[nodiscard]] bool keeps(unit_code unit, kept what) const {
        return (units_[unit.value].keeps >> static_cast<unsigned>(what) & 1U) != 0;
    }

    /// Whether complaints of the unit may mention the service.
    [[nodiscard]] bool mentions(unit_code unit, service_code service) const {
        return units_[unit.value].services[service.value] != 0;
    }

    /// Whether aspects of the unit may have the subject.
    [[nodiscard]] bool uses(unit_code unit, subject_code subject) const {
        return units_[unit.value].subjects[subject.value] != 0;
    }

    /// Whether something received on the day may be of the unit, or mention the service.
    [[nodiscard]] bool stands(unit_code unit, day received) const {
        return units_[unit.value].valid.covers(received);
    }

    [[nodiscard]] bool stands(unit_code unit, service_code service, day received) const {
        return valid_services_[service.value].covers(received) &&
               (!has_moves_ || belongs_to(words, service, unit, to_text(received)));
    }

  private:
    struct unit_rules {
        std::uint32_t keeps = 0; ///< a bit for each of `kept`
        day_span valid;
        std::vector<std::uint8_t> services;
        std::vector<std::uint8_t> subjects;
    };

    std::vector<unit_rules> units_;
    std::vector<day_span> valid_services_;
    bool has_moves_ = false; ///< services were not always where they are now
};

} // namespace upheld::detail
