// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"
#include "upheld/rollup/filter.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>
#include <vector>

/// Which units keep what a measure needs. Private to src.

namespace upheld::detail {

/// The units that have none below them, in display order: they keep the cases.
[[nodiscard]] std::vector<unit_code> leaf_units(taxonomy const& words);

/// Whether one unit keeps what is asked for: `kept`, or the first reason why not. Money is kept
/// stage by stage, so there both may be true.
/// @param subjects  those asked for; if there are some and the unit uses none of them it is not
///                  applicable
[[nodiscard]] coverage coverage_at(taxonomy const& words, unit_code unit, measure const& what,
                                   filter const& where, std::span<subject_code const> subjects);

/// True if the filter lets the unit or one above it through.
[[nodiscard]] bool addresses(taxonomy const& words, filter const& where, unit_code leaf);

/// What a set of coverages says of a figure: that it is one, or why it is none.
struct coverage_state {
    figure_state state = figure_state::value;
    bool is_partial = false;
};

/// Nobody asked counts as kept: there is nothing that could be missing.
[[nodiscard]] coverage_state state_of(coverage all) noexcept;

} // namespace upheld::detail
