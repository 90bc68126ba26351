// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/table_with_margins.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Tables of counts with margins, as CSV.

namespace upheld::cli {

/// A table as it was read. Labels of rows and columns are as in the file, those of margins left
/// out.
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
/// A row or column with the label `total` is a margin, wherever it stands.
/// @param source  name of the file, for the failures
/// @param total   label of margins; capitals and small letters are alike
/// @fails field_missing, field_malformed, value_out_of_range, key_repeated; contradiction for a
///        margin that is not the sum of its cells
[[nodiscard]] table_reading read_table_csv(std::string_view text, std::string const& source,
                                           std::string_view total);

} // namespace upheld::cli
