// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/table_csv.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// Tables that readers can combine, read and tied as a command line says.

namespace upheld::cli {

/// How tables hang together. Each entry is `TABLE=TABLE`, a table being its path or, if no other
/// has it, its file name.
struct table_ties {
    std::string total = {};                ///< label of margins
    std::string groups = {};               ///< a file of groups of rows; may be empty
    std::vector<std::string> same = {};    ///< `A=B`: the same cases, counted in two ways
    std::vector<std::string> sums = {};    ///< `YEAR=Q1+Q2+Q3+Q4`: cell by cell
    std::vector<std::string> to_date = {}; ///< `LATER=EARLIER`: what lies between follows from both
    std::vector<std::string> editions = {}; ///< `NOW=LAST`: one table, published again
    std::vector<std::string> printed = {}; ///< `TABLE=FILE`: it is out already, as that file has it
};

struct table_together {
    std::string path;
    table_file file;
    placed_table placed{0, 0};
    bool is_out = false; ///< printed already: it can be given away, and no longer be changed
};

struct tables_together {
    linked_tables linked;
    std::vector<table_together> tables; ///< in the order named
    std::vector<failure> failures;      ///< if there is one, the rest is of no use

    [[nodiscard]] cell_line all() const;
};

/// Cells are named `<file>: <row> | <column>`, or without the file if there is one table alone.
/// @fails not_found for a file that cannot be read or a name that is no table's; field_malformed
///        for a tie that is not as above; contradiction for tables that do not fit each other; and
///        as `read_table_csv`
[[nodiscard]] tables_together read_tables_together(std::span<std::string const> paths,
                                                   table_ties const& ties);

} // namespace upheld::cli
