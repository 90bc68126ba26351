// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/deadline.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// All steps of a procedure, each with its due day or with the event that it waits for.

namespace upheld {

struct schedule_step {
    std::string rule_id;
    std::string title;
    std::optional<deadline> due; ///< none: the event that starts the step has not happened
    /// The limit in words, "10 working days after the acknowledgement".
    std::string when;
    /// For clocks that run from the acknowledgement: the due day if the acknowledgement took all of
    /// its own time, whether or not it was sent. None: no such day, or no receipt.
    std::optional<day> receipt_based;
};

struct procedure_schedule {
    std::string procedure;
    std::vector<schedule_step> steps; ///< in the order of the procedure
};

/// Ids of the procedures that have a schedule: children, lgsco, housing2024, housing2022,
/// corporate, asc2009, ph2012, foi2000, eir2004, foisa2002, spso, psow, wales_social, ni.
[[nodiscard]] std::span<std::string_view const> procedure_ids() noexcept;

/// Options for one step of a procedure, set against the rule of that step.
struct step_options {
    std::string_view rule_id;
    rule_options options;
};

/// The schedule of one case. Events belong to stage one until the first `escalated` (or, where
/// stages are asked for, `requested`), then to the next stage, and so on.
/// @param events    in any order; those of one day in the order given
/// @param rules     where the clocks are looked up, so that a council's own limits hold
/// @param calendar  of all steps, whatever calendar their options ask for
/// @param options   steps without any have the defaults of their rules; may be empty
/// @fails           not_found for the procedure, one of its clocks, or options of a clock that is
/// no
///                  step of it; id_repeated if a step has options twice; as `deadline_of`
[[nodiscard]] result<procedure_schedule>
schedule_of(std::string_view procedure, std::span<clock_event const> events, rule_book const& rules,
            working_calendar const& calendar, std::optional<day> as_of = std::nullopt,
            std::span<step_options const> options = {});

/// One line a step. Lines end with `\n`.
[[nodiscard]] std::string to_string(procedure_schedule const& schedule);

} // namespace upheld
