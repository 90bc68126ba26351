// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statistics/disclosure/linear_program.hpp"
#include "upheld/statistics/disclosure_verifier.hpp"

/// Somebody who has read everything that is printed and combines it. Private to src.

namespace upheld::detail {

/// How another table would differ from the true one: one number a cell that is not known exactly.
/// A possible table agrees with every sum and every known range, checked in whole numbers.
using table_change = std::vector<std::int64_t>;

class outsider {
  public:
    /// Both arguments are used in construction alone.
    /// @expects one range a cell, each holding the cell's count
    outsider(linked_tables const& tables, std::span<known_range const> known);

    /// From now on the outsider knows these cells, and no longer those learnt before.
    void learn(std::span<cell_id const> cells);
    void forget();

    /// The narrowest range of the cell.
    [[nodiscard]] known_range derive(cell_id cell);

    /// Looks for what the protection asks for, and stops when it is found.
    /// @returns the narrowest range if the protection is not given; else what was seen to be
    /// possible
    [[nodiscard]] known_range derive_until(cell_id cell, protection const& asked);

    /// Why the cell is known so well.
    struct reason {
        /// Cells known exactly that the bounds rest on: as long as these are known, the bounds
        /// hold.
        std::vector<cell_id> rests_on;
        /// False if whole numbers matter; then `rests_on` says nothing.
        bool is_linear = true;
    };

    /// @param also_low  the lower bound too; the upper one always
    [[nodiscard]] reason reason_for(cell_id cell, bool also_low);

  private:
    struct extent {
        std::optional<std::int64_t> change; ///< absent: without limit
        bool is_linear = true;  ///< false: whole numbers do not reach as far as fractions
        bool is_solved = false; ///< false: what is known of the cell itself is the limit
    };

    [[nodiscard]] bool agrees_with_learnt(table_change const& change) const;
    [[nodiscard]] extent farthest(int column, int direction, protection const* enough = nullptr);
    [[nodiscard]] std::int64_t reached(int column, int direction) const;
    void record(std::span<double const> solution);
    [[nodiscard]] bool is_possible(table_change const& change) const;
    void add_reasons(std::vector<cell_id>& to) const;
    [[nodiscard]] std::optional<std::int64_t> known_limit(int column, int direction) const;
    [[nodiscard]] known_range seen(int column) const;
    [[nodiscard]] known_range range_of(int column, extent up, extent down) const;

    struct term {
        int column;
        int sign;
    };

    std::vector<std::int64_t> counts_;          ///< one a column
    std::vector<known_range> known_;            ///< one a column
    std::vector<int> column_of_;                ///< one a cell; -1: known exactly
    std::vector<std::int64_t> exact_;           ///< counts, one a cell
    std::vector<std::vector<term>> sums_;       ///< over columns
    std::vector<std::vector<term>> known_sums_; ///< the rest of each: cells that are known exactly
    std::vector<table_change> met_;             ///< possible tables
    std::unique_ptr<linear_program> program_;
    std::vector<int> learnt_; ///< columns
};

} // namespace upheld::detail
