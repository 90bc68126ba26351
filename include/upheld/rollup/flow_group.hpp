// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/open_spell.hpp"

#include <compare>

namespace upheld {

/// By what a count of spells is told apart; by nothing gives one row.
struct flow_by {
    bool unit = false;
    bool procedure = false;
    bool stage = false;
    friend bool operator==(flow_by const&, flow_by const&) = default;
};

/// What the cases of one row have in common; none where they are not told apart by it.
struct flow_group {
    unit_code unit{};
    procedure_code procedure{};
    stage_code stage{};
    friend auto operator<=>(flow_group const&, flow_group const&) = default;
};

[[nodiscard]] constexpr flow_group group_of(open_spell const& of, flow_by by) noexcept {
    return {by.unit ? of.unit : unit_code(), by.procedure ? of.procedure : procedure_code(),
            by.stage ? of.stage : stage_code()};
}

} // namespace upheld
