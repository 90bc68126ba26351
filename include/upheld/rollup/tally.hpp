// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/basis/ratio.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The counting kernels: templates over any range of rows, the caller's own or the store's. One
/// pass, exact integers, no state; counts of two ranges added are the count of both together.

namespace upheld {

/// Rows for which `where(row)` holds; 0 of no rows.
template <class Row, class Where>
[[nodiscard]] constexpr std::int64_t count_of(std::span<Row const> rows, Where where) {
    std::int64_t n = 0;
    for (Row const& row : rows) n += where(row) ? 1 : 0;
    return n;
}

/// Sum of `amount(row)` over the rows for which `where(row)` holds; 0 of no rows.
template <class Row, class Where, class Amount>
[[nodiscard]] constexpr std::int64_t sum_of(std::span<Row const> rows, Where where, Amount amount) {
    std::int64_t sum = 0;
    for (Row const& row : rows) sum += where(row) ? static_cast<std::int64_t>(amount(row)) : 0;
    return sum;
}

/// Share of the rows in `whole` that are also in `part`; no rows give a ratio without base.
template <class Row, class Part, class Whole>
[[nodiscard]] constexpr ratio share_of(std::span<Row const> rows, Part part, Whole whole) {
    ratio share;
    for (Row const& row : rows) {
        bool const in_whole = whole(row);
        share.whole += in_whole ? 1 : 0;
        share.part += in_whole && part(row) ? 1 : 0;
    }
    return share;
}

/// How many rows fall into each of `cells` cells.
/// @param cell_of  gives a row's cell, 0 to cells - 1
/// @expects every cell is in range
/// @returns one count a cell, in order
template <class Row, class CellOf>
[[nodiscard]] std::vector<std::int64_t> tally(std::span<Row const> rows, std::size_t cells,
                                              CellOf cell_of) {
    std::vector<std::int64_t> counts(cells, 0);
    for (Row const& row : rows) {
        std::size_t const cell = static_cast<std::size_t>(cell_of(row));
        UPHELD_EXPECTS(cell < cells);
        ++counts[cell];
    }
    return counts;
}

} // namespace upheld
