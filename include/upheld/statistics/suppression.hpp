// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/disclosure_policy.hpp"
#include "upheld/statistics/disclosure_verifier.hpp"
#include "upheld/statistics/hidden_cells.hpp"
#include "upheld/statistics/linked_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Choosing the cells to hide beside small ones, so that the small ones cannot be worked out.

namespace upheld {

/// What is kept low first. Among hidden sets that are alike in both, either may be chosen; the same
/// tables always give the same set.
enum class complement_objective : std::uint8_t {
    fewest_cells, ///< as few complements as possible, and of those the least total count
    least_total,  ///< as little hidden as possible, and then as few complements
};

enum class complement_search : std::uint8_t {
    automatic, ///< proven least for small tables, quick for others
    exact,     ///< proven least however long it takes, within a limit of rounds
    quick,     ///< cheapest other tables one small cell at a time, then taken back where not needed
};

/// Whether margins and subtotals may become complements. Hiding a small total is no choice.
enum class hidden_totals : std::uint8_t {
    if_needed, ///< only if no set of inner cells will do, and then as few totals as possible
    never,
};

struct suppression_options {
    protection asked = {};
    complement_objective objective = complement_objective::fewest_cells;
    complement_search search = complement_search::automatic;
    hidden_totals totals = hidden_totals::if_needed;
};

/// A set of hidden cells that has passed the verifier.
struct suppression {
    std::vector<cell_id> small;       ///< hidden for themselves, or implied; ascending
    std::vector<cell_id> complements; ///< hidden for the small ones' sake; ascending
    hidden_cells hidden;              ///< all of them that could be printed
    bool is_least = false;       ///< no set is better by the objective; else the quick search's
    std::size_t least_known = 0; ///< every protection needs at least so many complements
};

/// Chooses complements for given small cells, under a threshold policy that shows zeros. Cells with
/// a count of 0 are never chosen, nor cells that an earlier table shows.
///
/// The exact search is an integer programme over sets of cells: each attempt that the verifier
/// refuses adds the proof of what is known too well, as a set of printed cells of which one must be
/// hidden. The quick search looks for the other table that is nearest in print: hiding where it
/// differs makes it possible.
/// @param small  cells to hide and protect; those already hidden or implied are only protected
/// @fails disclosive, naming a cell that nothing can protect; contradiction if a small cell is 0
/// @source Fischetti and Salazar, Management Science 47 (2001) 1008 (exact); Kelly, Golden and
/// Assad,
///         Networks 22 (1992) 397 (quick)
[[nodiscard]] result<suppression> choose_complements(linked_tables const& tables,
                                                     std::span<cell_id const> small,
                                                     suppression_options const& options = {});

/// Hides the small cells of a threshold policy and complements for them.
/// @expects a policy that needs complements; rounding policies print every cell by itself
/// @fails as `choose_complements`
[[nodiscard]] result<suppression> suppress(linked_tables const& tables,
                                           disclosure_policy const& policy,
                                           suppression_options const& options = {});

} // namespace upheld
