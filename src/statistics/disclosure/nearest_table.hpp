// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statistics/disclosure/outsider.hpp"

/// Other tables that agree with all that is printed and differ in as little as possible. Private to
/// src.

namespace upheld::detail {

/// A small cell, and the cells that somebody knows of themselves.
struct demand {
    cell_id cell;
    std::span<cell_id const> own;
};

/// Searches for the least of the tables that differ in a wanted way. Each that is found is checked
/// in whole numbers, and so proves that the cell can be other than it is.
class nearest_table_search {
  public:
    /// @param tables   must outlive the search
    /// @param known    one range a cell, as outsider has them
    /// @param weights  of a unit of difference, one a cell; 0: the cell cannot differ
    nearest_table_search(linked_tables const& tables, std::span<known_range const> known,
                         std::span<double const> weights);

    /// Whether the cell may differ from now on.
    void set(cell_id cell, bool may_differ);
    void set_weight(cell_id cell, double weight);

    /// What shows the protection to be given: one table, or one with more in the cell and one with
    /// less if no single one will do. Changes are one a cell.
    /// @returns none found: empty
    [[nodiscard]] std::vector<table_change> meet(demand const& of, protection const& asked);

  private:
    struct other_table {
        table_change change;
        double cost = 0;
    };

    [[nodiscard]] std::optional<other_table> find(demand const& of, std::int64_t by);
    [[nodiscard]] std::optional<other_table> solve();
    [[nodiscard]] table_change rounded(int times) const;
    [[nodiscard]] bool is_possible(table_change const& change) const;
    [[nodiscard]] program_text::bounds room(cell_id cell, bool above) const;
    void apply(cell_id cell, bool may_differ);

    linked_tables const& tables_;
    std::vector<known_range> known_;
    std::vector<int> column_; ///< of more, one a cell; that of less is the next
    std::vector<bool> may_differ_;
    std::unique_ptr<linear_program> program_;
};

/// True if some of the tables, those in which `without` and the demand's own cells do not differ,
/// show the protection to be given.
[[nodiscard]] bool is_met(demand const& of, protection const& asked, std::int64_t count,
                          std::span<table_change const> others,
                          std::optional<cell_id> without = {});

} // namespace upheld::detail
