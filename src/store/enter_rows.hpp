// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/store.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Rows that came to the tables of a data folder after it was read. Private to src.

namespace upheld::detail {

/// More rows of one table.
struct further_rows {
    std::string file;            ///< its name, such as `events.csv`
    std::string text;            ///< the file's header, then whole rows
    std::uint64_t first_row = 2; ///< line of the file on which the first of them starts
};

struct rows_entered {
    std::uint64_t rows = 0;        ///< read
    std::vector<failure> failures; ///< as `read_folder` has them; such rows are left out
};

/// Enters rows into the store of their folder, with the words of its taxonomy.
/// @param tables  each at most once, of names that `read_folder` reads
[[nodiscard]] rows_entered enter_rows(store& into, std::span<further_rows const> tables);

/// The names of the tables of a folder.
[[nodiscard]] std::vector<std::string> table_names();

} // namespace upheld::detail
