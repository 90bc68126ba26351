// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/open_spell.hpp"

#include <vector>

/// Spells put together by hand, for tests that say what is counted of them.

namespace upheld::test {

inline constexpr unit_code first_unit(0);
inline constexpr procedure_code first_procedure(0);

/// A complaint at its first stage that nobody has answered.
inline open_spell opened(std::uint64_t id, day came) {
    open_spell s;
    s.id = complaint_id(id);
    s.unit = first_unit;
    s.procedure = first_procedure;
    s.stage = stage_code(0);
    s.received = came;
    s.began = came;
    s.stage_began = came;
    s.is_last_of_stage = true;
    s.is_last = true;
    s.aspects = 1;
    return s;
}

inline open_spell closed(std::uint64_t id, day came, day went,
                         spell_end how = spell_end::answered) {
    open_spell s = opened(id, came);
    s.ended = went;
    s.ended_by = how;
    return s;
}

/// The spell that follows an answered one.
inline open_spell reopened(std::uint64_t id, day on) {
    open_spell s = opened(id, on);
    s.begun_by = spell_start::reopened;
    return s;
}

/// A spell at the second stage.
inline open_spell escalated(std::uint64_t id, day on) {
    open_spell s = opened(id, on);
    s.begun_by = spell_start::escalated;
    s.stage = stage_code(1);
    s.position = 1;
    return s;
}

} // namespace upheld::test
