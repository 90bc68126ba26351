// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"
#include "upheld/statistics/table_with_margins.hpp"

#include <cstddef>
#include <vector>

/// From counts of cases to a table that can be kept from giving anybody away: what
/// `statistics/linked_tables.hpp` and `statistics/suppression.hpp` take.

namespace upheld {

/// Counts of a cube by its two axes, with every total.
struct cross_table {
    table_with_margins table;         ///< rows of the first axis, columns of the second, by key
    std::vector<std::size_t> rows;    ///< entries of the first axis, one a row
    std::vector<std::size_t> columns; ///< entries of the second axis, one a column
    /// Entries of the first axis that have no row because none of their cells is a number: what is
    /// counted is not collected there, say. They are in no total.
    std::vector<std::size_t> without_figure;
};

/// The counts of one measure. Entries of either axis in which everything is 0 are left out. A cell
/// that is not applicable counts 0: there are no such cases.
/// @param measure  position in the cube
/// @fails contradiction unless the cube has two axes and the measure is a count that adds up over
///        both, and for a row of which some cells are known and others are not; no_base if nothing
///        is left; value_out_of_range for a count that disclosure control does not take, and for
///        more than 4,194,304 cells
/// @cost  the groups that the cube keeps, and the cells of the table
/// @expects the measure is one of the cube's
[[nodiscard]] result<cross_table> cross_table_of(cube const& of, std::size_t measure);

} // namespace upheld
