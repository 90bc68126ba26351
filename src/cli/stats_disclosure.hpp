// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <nlohmann/json.hpp>

/// The methods of `upheld stats` about small numbers: one JSON object in, one out.
///
/// Tables are given as `rows`, `cols` and `counts` (one list a row), with `margins_published`:
/// true, false, or a list of `rows`, `cols`, `grand`; true is also meant if it is left out. Cells
/// are named
/// `[row, col]` by their labels or their places from 1, margins by the label `Total`.
///
/// @fails field_missing, field_malformed, key_unknown or value_out_of_range, naming the field;
///        disclosive if nothing protects a cell

namespace upheld::cli {

using stats_answer = result<nlohmann::ordered_json>;

/// `count`, `rule` -> `display`.
[[nodiscard]] stats_answer sdc_small_number_round(nlohmann::json const& asked);

/// table, `rule` -> `primary`: the cells whose count is small, margins that are printed included.
[[nodiscard]] stats_answer sdc_primary(nlohmann::json const& asked);

/// table, `suppressed` -> `cells` {"row|col": [low, high]} and `safe`: no hidden cell is known
/// exactly. A hidden cell is taken to be 1 or more, since zeros are shown; `zeros_shown: false`
/// makes it 0 or more, and so does a hidden cell that is 0.
[[nodiscard]] stats_answer sdc_attack_bounds(nlohmann::json const& asked);

/// table, `primary`, `objective` (`fewest_cells`, then least total: the default; `least_total`,
/// then fewest cells), `detect_singletons` -> `secondary`, `secondary_count`, `suppressed`,
/// `bounds`.
[[nodiscard]] stats_answer sdc_complementary(nlohmann::json const& asked);

/// `areas`, `counts`, `grouping1` and `grouping2` ({group: [area, ...]} or {area: group}),
/// `primary_rule` -> `primary`, `secondary_if_tables_treated_separately` ({grouping1: [...],
/// grouping2: [...]}), `secondary_if_linked`, and the bounds of hidden areas with the primary ones
/// hidden alone (`bounds_before`) and with all of them (`bounds_after`).
[[nodiscard]] stats_answer sdc_linked_tables(nlohmann::json const& asked);

} // namespace upheld::cli
