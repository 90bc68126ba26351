// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/table_with_margins.hpp"

#include <utility>

namespace upheld {
namespace {

constexpr char const* total_name = "Total";

void append(cell_line& to, cell_line const& more) { to.insert(to.end(), more.begin(), more.end()); }

/// `<table>: <row> | <column>`
std::string cell_name(std::string const& table, std::string const& row, std::string const& column) {
    return (table.empty() ? table : table + ": ") + row + " | " + column;
}

} // namespace

cell_line placed_table::row(std::size_t row) const {
    UPHELD_EXPECTS(row < rows_);
    auto const from = inner_.begin() + static_cast<std::ptrdiff_t>(row * columns_);
    cell_line line(from, from + static_cast<std::ptrdiff_t>(columns_));
    if (auto const total = row_total(row)) line.push_back(*total);
    return line;
}

cell_line placed_table::column(std::size_t column) const {
    cell_line line;
    for (std::size_t row = 0; row != rows_; ++row) line.push_back(inner(row, column));
    if (auto const total = column_total(column)) line.push_back(*total);
    return line;
}

cell_line placed_table::all() const {
    cell_line line = inner_;
    append(line, row_totals_);
    append(line, column_totals_);
    if (grand_total_) line.push_back(*grand_total_);
    return line;
}

result<placed_table> add_table(linked_tables& to, table_with_margins const& of,
                               cell_standing standing) {
    std::size_t const rows = of.rows.size();
    std::size_t const columns = of.columns.size();
    UPHELD_EXPECTS(of.counts.size() == rows * columns);
    placed_table made(rows, columns);

    // What is refused must leave `to` as it was, so sums are taken of counts known to be good.
    for (std::size_t at = 0; at != of.counts.size(); ++at) {
        std::int64_t const count = of.counts[at];
        if (count < 0 || count > linked_tables::largest_count) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {of.name, at / columns + 1, of.columns[at % columns]},
                           .message = "the count of \"" + of.rows[at / columns] + "\" is " +
                                      std::to_string(count),
                           .mend = "a count of cases is 0 to 1000000000"});
        }
    }
    auto const count_at = [&](std::size_t row, std::size_t column) {
        return of.counts[row * columns + column];
    };
    linked_tables grown = to;
    auto const add = [&](std::string const& row, std::string const& column, std::int64_t count,
                         cell_role role) {
        return grown.add({cell_name(of.name, row, column), count, role, standing});
    };

    for (std::size_t row = 0; row != rows; ++row) {
        for (std::size_t column = 0; column != columns; ++column) {
            auto const cell =
                add(of.rows[row], of.columns[column], count_at(row, column), cell_role::inner);
            if (!cell) return refuse(cell.error());
            made.inner_.push_back(*cell);
        }
    }
    // A margin of one cell is that cell again, and a sum of one part says so.
    auto const add_total = [&](std::string const& row, std::string const& column,
                               cell_line const& parts) -> result<cell_id> {
        std::int64_t sum = 0;
        for (cell_id const part : parts) sum += grown[part].count;
        auto const total = add(row, column, sum, cell_role::total);
        if (!total || parts.empty()) return total;
        auto const tied = grown.add_sum(*total, parts);
        return tied ? total : refuse(tied.error());
    };
    for (std::size_t row = 0; of.margins.rows && row != rows; ++row) {
        cell_line parts;
        for (std::size_t column = 0; column != columns; ++column) {
            parts.push_back(made.inner(row, column));
        }
        auto const total = add_total(of.rows[row], total_name, parts);
        if (!total) return refuse(total.error());
        made.row_totals_.push_back(*total);
    }
    for (std::size_t column = 0; of.margins.columns && column != columns; ++column) {
        cell_line parts;
        for (std::size_t row = 0; row != rows; ++row) parts.push_back(made.inner(row, column));
        auto const total = add_total(total_name, of.columns[column], parts);
        if (!total) return refuse(total.error());
        made.column_totals_.push_back(*total);
    }
    if (of.margins.grand) {
        cell_line const& parts = !made.row_totals_.empty()      ? made.row_totals_
                                 : !made.column_totals_.empty() ? made.column_totals_
                                                                : made.inner_;
        auto const total = add_total(total_name, total_name, parts);
        if (!total) return refuse(total.error());
        made.grand_total_ = *total;
        // The grand total is also the sum of the other margin, which matters if a margin is hidden.
        if (!made.row_totals_.empty() && !made.column_totals_.empty()) {
            auto const tied = grown.add_sum(*total, made.column_totals_);
            if (!tied) return refuse(tied.error());
        }
    }
    to = std::move(grown);
    return made;
}

result<cell_line> add_group(linked_tables& to, std::string const& name,
                            std::span<cell_line const> lines, cell_standing standing) {
    UPHELD_EXPECTS(!lines.empty());
    cell_line group;
    for (std::size_t at = 0; at != lines.front().size(); ++at) {
        cell_line parts;
        std::int64_t sum = 0;
        for (cell_line const& line : lines) {
            UPHELD_EXPECTS(line.size() == lines.front().size());
            parts.push_back(line[at]);
            sum += to[line[at]].count;
        }
        auto const total =
            to.add({name + ": " + to[parts.front()].name, sum, cell_role::total, standing});
        if (!total) return refuse(total.error());
        auto const tied = to.add_sum(*total, parts);
        if (!tied) return refuse(tied.error());
        group.push_back(*total);
    }
    return group;
}

result<void> link_sum(linked_tables& to, cell_line const& whole, std::span<cell_line const> parts) {
    for (std::size_t at = 0; at != whole.size(); ++at) {
        cell_line of_cell;
        for (cell_line const& line : parts) {
            UPHELD_EXPECTS(line.size() == whole.size());
            of_cell.push_back(line[at]);
        }
        auto const tied = to.add_sum(whole[at], of_cell);
        if (!tied) return tied;
    }
    return {};
}

result<cell_line> add_difference(linked_tables& to, std::string const& name, cell_line const& later,
                                 cell_line const& earlier) {
    UPHELD_EXPECTS(later.size() == earlier.size());
    cell_line between;
    for (std::size_t at = 0; at != later.size(); ++at) {
        std::int64_t const count = to[later[at]].count - to[earlier[at]].count;
        if (count < 0) {
            return refuse({.code = failure_code::contradiction,
                           .where = {},
                           .message = "\"" + to[later[at]].name + "\" is below \"" +
                                      to[earlier[at]].name + "\", which is part of it",
                           .mend = "use the corrected earlier table"});
        }
        auto const made = to.add(
            {name + ": " + to[later[at]].name, count, to[later[at]].role, cell_standing::implied});
        if (!made) return refuse(made.error());
        cell_id const parts[] = {earlier[at], *made};
        auto const tied = to.add_sum(later[at], parts);
        if (!tied) return refuse(tied.error());
        between.push_back(*made);
    }
    return between;
}

result<void> link_editions(linked_tables& to, cell_line const& last, cell_line const& now) {
    UPHELD_EXPECTS(last.size() == now.size());
    for (std::size_t at = 0; at != now.size(); ++at) {
        std::int64_t const change = to[now[at]].count - to[last[at]].count;
        cell_id const larger = change < 0 ? last[at] : now[at];
        cell_line parts{change < 0 ? now[at] : last[at]};
        if (change != 0) {
            auto const corrected =
                to.add({(change < 0 ? "taken out since: " : "added since: ") + to[now[at]].name,
                        change < 0 ? -change : change, to[now[at]].role, cell_standing::implied});
            if (!corrected) return refuse(corrected.error());
            parts.push_back(*corrected);
        }
        auto const tied = to.add_sum(larger, parts);
        if (!tied) return tied;
    }
    return {};
}

} // namespace upheld
