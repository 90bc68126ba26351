// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/case_counts.hpp"

#include <vector>

/// How many complaints went on to a later stage: two rates that are not the same, and are published
/// under one name.

namespace upheld {

struct escalation_row {
    flow_group of;
    /// Escalations of the period over first answers of the period: two sets of cases, since who
    /// escalates in April was answered in March. May be above one.
    ratio by_period;
    /// Of the complaints whose first stage's standing answer fell into the period, those that have
    /// escalated since, by the day of the spells. Grows as that day moves on.
    ratio by_cohort;
    friend bool operator==(escalation_row const&, escalation_row const&) = default;
};

struct escalations {
    day_span in;
    /// What the parts and wholes of `by_period` are of: escalated over answered.
    basis_mixture mixture{case_basis::escalated, case_basis::answered};
    std::vector<escalation_row> rows; ///< in order of group; groups without a case are left out
    escalation_row total;
};

/// Counts escalations out of the first stage of each procedure, answered before or not, and answers
/// at it. Spells that were service requests are left out.
/// @param spells  as of `in.last` or later, those of one complaint together and in order
/// @param by      unit and procedure; a stage would be another one for part and whole
/// @expects not by stage
[[nodiscard]] escalations escalations_of(std::span<open_spell const> spells, day_span in,
                                         flow_by by = {});

} // namespace upheld
