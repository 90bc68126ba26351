// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/covered_spells.hpp"

namespace upheld {

covered_spells covered(std::span<open_spell const> spells, taxonomy const& words) {
    covered_spells made;
    std::vector<bool> is_left_out(words.units.size());
    for (open_spell const& s : spells) {
        if (words.units[s.unit].state_of(kept::in_time) == collected::yes) {
            made.spells.push_back(s);
        } else {
            is_left_out[s.unit.value] = true;
        }
    }
    for (unit_code const unit : words.units.codes()) {
        if (is_left_out[unit.value]) made.left_out.push_back(unit);
    }
    return made;
}

} // namespace upheld
