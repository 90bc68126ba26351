// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/linked_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Tables of counts with margins, and what ties tables together: groups of rows, a year and its
/// quarters, this edition and the last.

namespace upheld {

/// Which totals of a table are printed.
struct printed_margins {
    bool rows = true;    ///< one total a row, over its columns
    bool columns = true; ///< one total a column, over its rows
    bool grand = true;   ///< of the whole table
    friend bool operator==(printed_margins const&, printed_margins const&) = default;
};

/// Rows of a table whose sum stands in it as a row of its own: the services of a directorate, the
/// wards of an area.
struct row_group {
    std::string name;
    std::vector<std::string> parts; ///< names of rows, or of groups before this one; one or more
};

/// A two-way table; with one row or one column it is a plain list.
struct table_with_margins {
    std::string name; ///< put before the names of cells; may be empty
    std::vector<std::string> rows;
    std::vector<std::string> columns;
    std::vector<std::int64_t> counts; ///< row by row, one a cell, without the margins
    printed_margins margins;
    std::vector<row_group> groups = {}; ///< no part of the totals, which count their rows already
};

/// Cells in order: a row, a column, or all that one table prints. Lines of the same length can be
/// added up cell by cell.
using cell_line = std::vector<cell_id>;

/// Where a table's numbers are in the linked tables that it was added to.
class placed_table {
  public:
    placed_table(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns) {}

    [[nodiscard]] std::size_t row_count() const noexcept { return rows_; }

    [[nodiscard]] std::size_t column_count() const noexcept { return columns_; }

    /// @expects a row and a column of the table, from 0
    [[nodiscard]] cell_id inner(std::size_t row, std::size_t column) const noexcept {
        UPHELD_EXPECTS(row < rows_ && column < columns_);
        return inner_[row * columns_ + column];
    }

    /// Absent if the margin is not printed. @expects a row of the table
    [[nodiscard]] std::optional<cell_id> row_total(std::size_t row) const noexcept {
        UPHELD_EXPECTS(row < rows_);
        return row_totals_.empty() ? std::nullopt : std::optional(row_totals_[row]);
    }

    [[nodiscard]] std::optional<cell_id> column_total(std::size_t column) const noexcept {
        UPHELD_EXPECTS(column < columns_);
        return column_totals_.empty() ? std::nullopt : std::optional(column_totals_[column]);
    }

    [[nodiscard]] std::optional<cell_id> grand_total() const noexcept { return grand_total_; }

    /// A row's inner cells and then its total, if that is printed.
    [[nodiscard]] cell_line row(std::size_t row) const;
    /// A column's inner cells and then its total, if that is printed.
    [[nodiscard]] cell_line column(std::size_t column) const;

    [[nodiscard]] std::size_t group_count() const noexcept { return groups_.size(); }

    /// A group's sums, one a column, and then its total, if row totals are printed.
    /// @expects a group of the table, from 0
    [[nodiscard]] cell_line const& group(std::size_t which) const noexcept {
        UPHELD_EXPECTS(which < groups_.size());
        return groups_[which];
    }

    /// Every number of the table: inner cells row by row, row totals, column totals, grand total,
    /// then those of groups.
    [[nodiscard]] cell_line all() const;

  private:
    friend result<placed_table> add_table(linked_tables& to, table_with_margins const& of,
                                          cell_standing standing);

    std::size_t rows_;
    std::size_t columns_;
    cell_line inner_;
    cell_line row_totals_;
    cell_line column_totals_;
    std::optional<cell_id> grand_total_;
    std::vector<cell_line> groups_;
};

/// Adds a table's numbers, the margins and groups it prints, and the sums that tie them.
/// @param standing  of all its numbers; `already_shown` for a table of an earlier publication
///                  without hidden cells
/// @fails value_out_of_range, naming the cell, for a count that is negative or too large; not_found
///        for a group's part that is neither a row nor a group before it; contradiction for one
///        that is named twice
/// @expects one count for each row and column, one part or more for each group
[[nodiscard]] result<placed_table> add_table(linked_tables& to, table_with_margins const& of,
                                             cell_standing standing = cell_standing::published);

/// Adds the subtotals of some lines, cell by cell: the wards of an area, the teams of a
/// directorate, the quarters of a year. The new line can be part of a wider group.
/// @param name  of the group; each cell is called `<name>: <name of the first line's cell>`
/// @expects one line or more, all of the same length
[[nodiscard]] result<cell_line> add_group(linked_tables& to, std::string const& name,
                                          std::span<cell_line const> lines,
                                          cell_standing standing = cell_standing::published);

/// States that a line that is there already is, cell by cell, the sum of others: a year's table
/// and the tables of its quarters.
/// @fails contradiction, naming the cell, if they do not add up
/// @expects lines of the same length
[[nodiscard]] result<void> link_sum(linked_tables& to, cell_line const& whole,
                                    std::span<cell_line const> parts);

/// Ties two tables that count the same cases in two ways: services by subject, services by channel.
/// Rows with the same name have the same total, so have columns, groups and the whole. A total that
/// a table does not print follows from its cells all the same.
/// @param at_one, at_other  where the tables were added
/// @fails contradiction, naming the cell, if two such totals differ
[[nodiscard]] result<void> link_same_cases(linked_tables& to, table_with_margins const& one,
                                           placed_table const& at_one,
                                           table_with_margins const& other,
                                           placed_table const& at_other);

/// Adds what lies between two year-to-date tables. Nobody prints it, but it follows from both, so a
/// small number of it must be kept from readers as well.
/// @param name  of what is between, such as `Q2`
/// @fails contradiction if a later number is below the earlier one: see `link_editions` for tables
///        that were corrected
/// @expects lines of the same length
[[nodiscard]] result<cell_line> add_difference(linked_tables& to, std::string const& name,
                                               cell_line const& later, cell_line const& earlier);

/// Ties two editions of one table. A number that did not change is taken to be the same in both,
/// so a cell that the last edition shows cannot be hidden by this one. One that was corrected
/// differs by what was added or taken out, which readers can work out if both are printed.
/// @expects lines of the same length
[[nodiscard]] result<void> link_editions(linked_tables& to, cell_line const& last,
                                         cell_line const& now);

} // namespace upheld
