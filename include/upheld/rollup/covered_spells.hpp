// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/open_spell.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>
#include <vector>

namespace upheld {

/// The spells that mean something. A unit that does not keep the days of its answers
/// (`kept::in_time`) seems to answer nothing: its complaints are not open, it is not known whether
/// they are.
struct covered_spells {
    std::vector<open_spell> spells;
    std::vector<unit_code> left_out; ///< units with a spell that was left out, in order of code
};

/// Tells the spells of units that keep the days of their answers from those of the others.
[[nodiscard]] covered_spells covered(std::span<open_spell const> spells, taxonomy const& words);

} // namespace upheld
