// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/table_with_margins.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

constexpr char const* total_name = "Total";

void append(cell_line& to, cell_line const& more) { to.insert(to.end(), more.begin(), more.end()); }

/// `<table>: <row> | <column>`
std::string cell_name(std::string const& table, std::string const& row, std::string const& column) {
    return (table.empty() ? table : table + ": ") + row + " | " + column;
}

/// Names in order, to be found by name.
using name_list = std::vector<std::string>;

std::optional<std::size_t> position_of(std::string const& name, name_list const& in) {
    auto const found = std::find(in.begin(), in.end(), name);
    if (found == in.end()) return std::nullopt;
    return static_cast<std::size_t>(found - in.begin());
}

/// The lines that a group adds up.
result<std::vector<cell_line>> lines_of_parts(table_with_margins const& table,
                                              row_group const& group, placed_table const& placed) {
    UPHELD_EXPECTS(!group.parts.empty());
    auto const refuse_part = [&](failure_code code, std::string const& why) {
        return refuse({.code = code,
                       .where = {table.name, 0, {}},
                       .message = "\"" + group.name + "\" adds up " + why,
                       .mend = "name each row or group above it that is part of it, once"});
    };
    std::vector<cell_line> lines;
    for (auto part = group.parts.begin(); part != group.parts.end(); ++part) {
        if (std::find(group.parts.begin(), part, *part) != part) {
            return refuse_part(failure_code::contradiction, "\"" + *part + "\" twice");
        }
        if (auto const row = position_of(*part, table.rows)) {
            lines.push_back(placed.row(*row));
            continue;
        }
        std::size_t at = 0;
        while (at != placed.group_count() && table.groups[at].name != *part) ++at;
        if (at == placed.group_count()) {
            return refuse_part(failure_code::not_found, "\"" + *part + "\", which is not there");
        }
        lines.push_back(placed.group(at));
    }
    return lines;
}

/// A total that is printed, or one that only follows from its cells; absent if there are no cells.
result<std::optional<cell_id>> total_or_implied(linked_tables& to, std::optional<cell_id> printed,
                                                cell_line const& cells, std::string const& name) {
    if (printed || cells.empty()) return printed;
    std::int64_t sum = 0;
    for (cell_id const cell : cells) sum += to[cell].count;
    auto const implied = to.add({name, sum, cell_role::total, cell_standing::implied});
    if (!implied) return refuse(implied.error());
    auto const tied = to.add_sum(*implied, cells);
    if (!tied) return refuse(tied.error());
    return std::optional(*implied);
}

/// Totals of one table by what they are totals of.
struct known_totals {
    table_with_margins const& table;
    placed_table const& placed;

    [[nodiscard]] result<std::optional<cell_id>> row(linked_tables& to, std::size_t at) const {
        cell_line cells = placed.row(at);
        cells.resize(table.columns.size());
        return total_or_implied(to, placed.row_total(at), cells,
                                cell_name(table.name, table.rows[at], total_name));
    }

    [[nodiscard]] result<std::optional<cell_id>> column(linked_tables& to, std::size_t at) const {
        cell_line cells = placed.column(at);
        cells.resize(table.rows.size());
        return total_or_implied(to, placed.column_total(at), cells,
                                cell_name(table.name, total_name, table.columns[at]));
    }

    [[nodiscard]] result<std::optional<cell_id>> group(linked_tables& to, std::size_t at) const {
        cell_line cells = placed.group(at);
        std::optional<cell_id> printed;
        if (cells.size() > table.columns.size()) printed = cells.back();
        cells.resize(table.columns.size());
        return total_or_implied(to, printed, cells,
                                cell_name(table.name, table.groups[at].name, total_name));
    }

    [[nodiscard]] result<std::optional<cell_id>> grand(linked_tables& to) const {
        cell_line cells;
        for (std::size_t at = 0; at != table.rows.size(); ++at) {
            cell_line row = placed.row(at);
            row.resize(table.columns.size());
            append(cells, row);
        }
        return total_or_implied(to, placed.grand_total(), cells,
                                cell_name(table.name, total_name, total_name));
    }
};

/// States that two totals are one number.
result<void> link_same(linked_tables& to, result<std::optional<cell_id>> const& one,
                       result<std::optional<cell_id>> const& other) {
    if (!one) return refuse(one.error());
    if (!other) return refuse(other.error());
    if (!*one || !*other) return {};
    if (to[**one].count != to[**other].count) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "\"" + to[**one].name + "\" is " +
                                  std::to_string(to[**one].count) + ", and \"" + to[**other].name +
                                  "\" is " + std::to_string(to[**other].count),
                       .mend = "tables of the same cases have the same totals"});
    }
    cell_id const parts[] = {**other};
    return to.add_sum(**one, parts);
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
    for (cell_line const& group : groups_) append(line, group);
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
    for (row_group const& group : of.groups) {
        auto const parts = lines_of_parts(of, group, made);
        if (!parts) return refuse(parts.error());
        cell_line sums;
        for (std::size_t column = 0; column != columns; ++column) {
            cell_line cells;
            for (cell_line const& line : *parts) cells.push_back(line[column]);
            auto const sum = add_total(group.name, of.columns[column], cells);
            if (!sum) return refuse(sum.error());
            sums.push_back(*sum);
        }
        if (of.margins.rows) {
            cell_line totals;
            for (cell_line const& line : *parts) totals.push_back(line.back());
            auto const total = add_total(group.name, total_name, totals);
            if (!total) return refuse(total.error());
            if (!sums.empty()) {
                auto const tied = grown.add_sum(*total, sums);
                if (!tied) return refuse(tied.error());
            }
            sums.push_back(*total);
        }
        made.groups_.push_back(std::move(sums));
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

result<void> link_same_cases(linked_tables& to, table_with_margins const& one,
                             placed_table const& at_one, table_with_margins const& other,
                             placed_table const& at_other) {
    known_totals const first{one, at_one};
    known_totals const second{other, at_other};
    linked_tables grown = to;
    auto const link = [&grown](auto const& a, auto const& b) { return link_same(grown, a, b); };
    for (std::size_t at = 0; at != one.rows.size(); ++at) {
        auto const where = position_of(one.rows[at], other.rows);
        if (!where) continue;
        auto const tied = link(first.row(grown, at), second.row(grown, *where));
        if (!tied) return tied;
    }
    for (std::size_t at = 0; at != one.columns.size(); ++at) {
        auto const where = position_of(one.columns[at], other.columns);
        if (!where) continue;
        auto const tied = link(first.column(grown, at), second.column(grown, *where));
        if (!tied) return tied;
    }
    for (std::size_t at = 0; at != one.groups.size(); ++at) {
        for (std::size_t where = 0; where != other.groups.size(); ++where) {
            if (one.groups[at].name != other.groups[where].name) continue;
            auto const tied = link(first.group(grown, at), second.group(grown, where));
            if (!tied) return tied;
        }
    }
    auto const tied = link(first.grand(grown), second.grand(grown));
    if (!tied) return tied;
    to = std::move(grown);
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
