// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A report as it was printed: the text of every cell, right or wrong.

namespace upheld {

struct printed_row {
    std::string name;
    bool is_group = false;
    std::vector<std::string> cells; ///< as printed; empty for a blank cell
    std::vector<std::string>
        percents; ///< the percentage row under this one; empty if there is none
};

struct printed_table {
    std::string id;
    std::vector<std::string> columns; ///< keys
    std::vector<printed_row> rows;
};

struct printed_report {
    std::vector<printed_table> tables;

    [[nodiscard]] printed_table const* find(std::string_view id) const noexcept {
        for (printed_table const& t : tables) {
            if (t.id == id) return &t;
        }
        return nullptr;
    }
};

/// Reads JSON: `tables`, each with `id`, `columns` (keys) and `rows` (`name`, `kind` of data, total
/// or group, `cells`, and `percent` where a percentage row is printed); a cell is a number, a text
/// or null.
/// @fails file_unreadable if it is not JSON, field_missing or field_malformed naming table and row,
/// where
///        a part is missing or a row has not one cell a column
[[nodiscard]] result<printed_report> printed_report_from_json(std::string_view text,
                                                              std::string const& source);
/// @fails file_missing, and as above
[[nodiscard]] result<printed_report> load_printed_report(std::string const& path);

/// The number in a printed cell: `1,677.25`, `£100`, `-17.6%`, `+7%`, `Joint 7 th` give a number; a
/// mark such as `n/a` or a malformed cell gives none. Exact: in millionths.
[[nodiscard]] std::optional<std::int64_t> printed_number(std::string_view text) noexcept;

} // namespace upheld
