// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/table_with_margins.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Tables of counts with margins and groups of rows, as CSV.

namespace upheld::cli {

/// A table as it was read. Labels of rows and columns are as in the file, those of margins and
/// groups left out.
struct table_file {
    std::string corner; ///< above the labels of rows
    table_with_margins table;
    std::string total;              ///< label of margins
    std::vector<std::string> order; ///< labels of all rows as they stand in the file
};

struct table_reading {
    table_file file;
    std::vector<failure> failures; ///< with row and column; then the table is of no use
};

/// Reads a header of column labels and one line a row: its label, then counts, whole and 0 or more.
/// A row or column with the label `total` is a margin, wherever it stands; a row with the name of a
/// group is the sum of the group's rows. Groups that the file has no row of are left out.
/// @param source  name of the file, for the failures
/// @param total   label of margins; capitals and small letters are alike
/// @fails field_missing, field_malformed, value_out_of_range, key_repeated; contradiction for a
///        margin or group that is not the sum of its cells; not_found for a group whose parts are
///        not in the file
[[nodiscard]] table_reading read_table_csv(std::string_view text, std::string const& source,
                                           std::string_view total,
                                           std::span<row_group const> groups = {});

/// True for the label of a margin; capitals and small letters are alike.
[[nodiscard]] bool is_total_label(std::string_view label, std::string_view total);

struct groups_reading {
    std::vector<row_group> groups; ///< each after the groups that are part of it
    std::vector<failure> failures; ///< with row and column; then the groups are of no use
};

/// Reads a file of two columns, `group` and `row`: each row, or group, and the group that it is
/// part of.
/// @fails field_missing, key_repeated; contradiction for groups that are part of each other
[[nodiscard]] groups_reading read_groups_csv(std::string_view text, std::string const& source);

} // namespace upheld::cli
