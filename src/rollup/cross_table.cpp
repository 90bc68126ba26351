// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/cross_table.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace upheld {
namespace {

failure not_a_table(std::string message, std::string mend) {
    return {.code = failure_code::contradiction,
            .where = {},
            .message = std::move(message),
            .mend = std::move(mend)};
}

failure out_of_range(std::string message) {
    return {.code = failure_code::value_out_of_range,
            .where = {},
            .message = std::move(message),
            .mend = {}};
}

/// A table of more is nothing to be printed.
constexpr std::size_t most_cells = 4'194'304;

/// What the groups of an entry of the first axis are.
struct row_seen {
    bool has_number = false;
    bool has_unknown = false;
    bool is_absent = false; ///< of some group there is no number, for whatever reason
    bool has_cases = false;
};

/// 0 where there can be none.
std::int64_t count_of(figure const& value) {
    return value.state == figure_state::value ? value.number : 0;
}

bool is_unknown(figure const& value) {
    return value.state != figure_state::value && value.state != figure_state::not_applicable;
}

} // namespace

result<cross_table> cross_table_of(cube const& of, std::size_t measure) {
    UPHELD_EXPECTS(measure < of.measures().size());
    upheld::measure const what = find_measure(of.measures()[measure].key).value();
    if (of.axes().size() != 2) {
        return refuse(not_a_table("a table of counts needs two groupings, one of rows and one of "
                                  "columns",
                                  "group by unit,outcome, say"));
    }
    if (what.form != figure_form::count) {
        return refuse(not_a_table(std::string(what.key) + " is no count", "take a count"));
    }
    for (std::size_t a = 0; a != 2; ++a) {
        if (of.measures()[measure].adds_up_over[a]) continue;
        return refuse(not_a_table("one complaint may be in several entries of " +
                                      name_of(of.axes()[a].by()) + ", so " + std::string(what.key) +
                                      " does not add up to a total",
                                  "take a measure of mentions or aspects"));
    }
    // By the groups that are kept: of a sparse cube there may be thousands of millions that are
    // not.
    std::vector<row_seen> rows(of.axes()[0].size());
    std::vector<bool> has_column(of.axes()[1].size());
    for (std::size_t group = 0; group != of.size(); ++group) {
        figure const value = of.at(group, measure);
        std::int64_t const count = count_of(value);
        if (count < 0 || count > linked_tables::largest_count) {
            return refuse(out_of_range(std::to_string(count) + " is not a count of cases"));
        }
        row_seen& row = rows[of.entry(group, 0)];
        row.has_number = row.has_number || value.has_value();
        row.has_unknown = row.has_unknown || is_unknown(value);
        row.is_absent = row.is_absent || !value.has_value();
        if (count == 0) continue;
        row.has_cases = true;
        has_column[of.entry(group, 1)] = true;
    }
    cross_table made;
    std::vector<bool> has_row(rows.size());
    for (std::size_t r = 0; r != rows.size(); ++r) {
        has_row[r] = rows[r].has_cases;
        if (!rows[r].has_number && rows[r].is_absent) made.without_figure.push_back(r);
        if (rows[r].has_number && rows[r].has_unknown) {
            return refuse(not_a_table("of " + std::string(of.axes()[0].key(r)) +
                                          " some counts are known and others are not",
                                      "leave it out"));
        }
    }
    auto const take = [](axis const& from, std::vector<bool> const& has,
                         std::vector<std::size_t>& entries, std::vector<std::string>& names) {
        for (std::size_t entry = 0; entry != has.size(); ++entry) {
            if (!has[entry]) continue;
            entries.push_back(entry);
            names.emplace_back(from.key(entry));
        }
    };
    take(of.axes()[0], has_row, made.rows, made.table.rows);
    take(of.axes()[1], has_column, made.columns, made.table.columns);
    if (made.rows.empty()) {
        return refuse({.code = failure_code::no_base,
                       .where = {},
                       .message = "there is nothing to count",
                       .mend = {}});
    }
    if (made.columns.size() > most_cells / made.rows.size()) {
        return refuse(
            out_of_range("there would be more than " + std::to_string(most_cells) + " cells"));
    }
    made.table.counts.resize(made.rows.size() * made.columns.size());
    auto const place_in = [](std::vector<std::size_t> const& entries, std::size_t entry) {
        return static_cast<std::size_t>(std::lower_bound(entries.begin(), entries.end(), entry) -
                                        entries.begin());
    };
    for (std::size_t group = 0; group != of.size(); ++group) {
        std::int64_t const count = count_of(of.at(group, measure));
        if (count == 0) continue; // perhaps of a row or column that is not there
        made.table.counts[place_in(made.rows, of.entry(group, 0)) * made.columns.size() +
                          place_in(made.columns, of.entry(group, 1))] = count;
    }
    return made;
}

} // namespace upheld
