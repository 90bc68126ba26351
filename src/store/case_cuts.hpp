// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/case_reader.hpp"

#include <vector>

/// Private to src.

namespace upheld::detail {

/// Cuts the files of a folder in order of case into so many parts, each with all rows of its cases.
/// Only looks at some rows; whether the files are in order, the readers of the parts find out.
/// @returns fewer parts if there are too few rows, or one if a file cannot be cut
[[nodiscard]] std::vector<case_files> cut_by_case(case_files const& whole, unsigned parts);

/// Whether ids that rise within each part rise from part to part too, and no event of an
/// ombudsman's case has the id of a complaint's.
[[nodiscard]] bool ids_rise(std::span<case_reader const> parts);

} // namespace upheld::detail
