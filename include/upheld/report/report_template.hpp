// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/rollup/filter.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/statistics/rounding.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a report shows: tables as data, read from a TOML file (`report/template-format.md`).

namespace upheld {

/// Whether a cell shows a change, and of what kind.
enum class change_kind : std::uint8_t {
    not_said,
    no_change, ///< the cell is blank where its column shows changes
    by_form,   ///< counts relatively, rates in points, money and positions not at all
    relative,  ///< (this - earlier) / earlier
    in_points, ///< difference of the two rounded percentages
};

/// What a cell is taken of, besides its own row.
enum class share_base : std::uint8_t {
    not_said,
    row,   ///< the measure over the cell's own row and column
    table, ///< the measure over the table, without the row's filter
};

/// What a table, a column or a row says of its cells. A cell is the three put together; where they
/// say different things the row wins over the column and the column over the table.
struct cell_spec {
    std::optional<measure> what;
    std::string series;       ///< key of the published series; the measure's own key if empty
    std::string series_whole; ///< share of `series` in this one, both published
    std::string variant;      ///< of the series
    std::vector<unit_code>
        series_units; ///< units of the series, where they differ from the filter's
    filter where;
    filter part; ///< narrows the numerator only
    share_base of = share_base::not_said;
    std::optional<int> years_back; ///< 0: the report's period
    change_kind change = change_kind::not_said;
    std::optional<int> decimals;                  ///< of percentages; 0 if nobody says
    share_base percent_of = share_base::not_said; ///< for the percentage row
    std::optional<measure> percent_whole;         ///< its whole; the cell's own measure if absent
};

struct column_template {
    std::string key;
    std::string title;
    cell_spec cells;
};

struct row_template {
    std::string name;
    bool is_total = false;
    bool is_group = false;
    bool only_if_any = false; ///< left out if all its cells are 0 or absent
    cell_spec cells;
};

struct table_template {
    std::string id;
    std::string title;
    std::vector<std::string> notes;
    bool has_percent_rows = false;
    std::string no_base; ///< text of a share of nothing; empty: n/a
    cell_spec cells;
    std::vector<column_template> columns;
    std::vector<row_template> rows;
};

struct report_template {
    std::string title;
    rounding_rule rounding = rounding_rule::half_up;
    std::vector<table_template> tables;
};

struct loaded_report_template {
    report_template value;
    std::vector<failure> failures; ///< empty means that `value` is whole

    [[nodiscard]] bool is_whole() const noexcept { return failures.empty(); }
};

/// Reads TOML text against a taxonomy. Every fault is reported with line and key.
[[nodiscard]] loaded_report_template
report_template_from_toml(std::string_view text, std::string const& source, taxonomy const& words);

/// Reads a file. @fails file_missing, as the only failure
[[nodiscard]] loaded_report_template load_report_template(std::string const& path,
                                                          taxonomy const& words);

} // namespace upheld
