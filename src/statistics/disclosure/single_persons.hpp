// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/linked_tables.hpp"

/// Private to src.

namespace upheld::detail {

/// The cells that one person makes up alone, and so knows.
using single_person = std::vector<cell_id>;

/// One entry for each person who makes up a cell alone. Who is the only one of a row, a column and
/// the cell they share knows all three, and learns of nobody else by that.
[[nodiscard]] std::vector<single_person> single_persons(linked_tables const& tables);

} // namespace upheld::detail
