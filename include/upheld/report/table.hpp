// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/comparability.hpp"
#include "upheld/rollup/figure.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// A computed table: what is shown, and the exact figure behind every cell.

namespace upheld {

/// Where a cell's figure comes from.
enum class cell_origin : std::uint8_t {
    blank,  ///< nothing stands here
    cases,  ///< computed from case records
    series, ///< published before, or by another body
    change, ///< of this period against an earlier one
};

struct cell {
    cell_origin origin = cell_origin::blank;
    figure value; ///< exact; for a change of rates, `number` is in hundredths of a point
    bool is_change_in_points = false;
    int years_back = 0; ///< 0: of the report's own period
    int decimals = 0;   ///< of the percentage shown
    std::string text;   ///< as shown; empty for a blank cell
    /// Which of the table's breaks lie between the figure and the report's period, or within a
    /// change. Shown as a mark beside the text.
    std::vector<std::size_t> breaks{};
    friend bool operator==(cell const&, cell const&) = default;
};

enum class row_kind : std::uint8_t { data, total, group };

struct table_row {
    std::string name;
    row_kind kind = row_kind::data;
    std::vector<cell> cells;    ///< one a column; none for a group heading
    std::vector<cell> percents; ///< one a column, or none if the table has no percentage rows
    friend bool operator==(table_row const&, table_row const&) = default;
};

struct table_column {
    std::string key;
    std::string title;
    friend bool operator==(table_column const&, table_column const&) = default;
};

struct table {
    std::string id; ///< such as `adult/services`
    std::string title;
    std::vector<table_column> columns;
    std::vector<table_row> rows;
    std::vector<std::string> notes; ///< coverage and bases, a sentence each
    std::vector<told_break> breaks{};
    friend bool operator==(table const&, table const&) = default;
};

} // namespace upheld
