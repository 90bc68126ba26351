// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/escalation.hpp"

#include "rollup/by_group.hpp"
#include "upheld/basis/expects.hpp"

namespace upheld {

escalations escalations_of(std::span<open_spell const> spells, day_span in, flow_by by) {
    UPHELD_EXPECTS(!by.stage);
    escalations made{.in = in, .rows = {}, .total = {}};
    detail::by_group<escalation_row> groups;
    open_spell const* before = nullptr;
    for (open_spell const& s : spells) {
        bool const left_first_stage = s.begun_by == spell_start::escalated && before != nullptr &&
                                      before->id == s.id && before->position == 0;
        before = &s;
        bool const escalated = left_first_stage && in.covers(s.began);
        bool const answered =
            s.position == 0 && s.ended && s.ended_by == spell_end::answered && in.covers(*s.ended);
        if (!s.is_counted || (!escalated && !answered)) continue;
        for (escalation_row* const row : {&groups[group_of(s, by)], &made.total}) {
            row->by_period = row->by_period + ratio{escalated ? 1 : 0, answered ? 1 : 0};
            if (!answered || !s.is_last_of_stage) continue;
            row->by_cohort = row->by_cohort + ratio{s.is_last ? 0 : 1, 1};
        }
    }
    for (auto const& [group, row] : groups.all()) {
        made.rows.push_back(row);
        made.rows.back().of = group;
    }
    return made;
}

} // namespace upheld
