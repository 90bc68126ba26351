// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace upheld {

/// Divides `units` among rows in proportion to their weights so that they add up exactly (largest
/// remainder, Hamilton): each gets its share rounded down, and what is left goes, one each, to
/// those whose shares lost most; of equal ones to the earlier row. 1,000 units make percentages
/// with one decimal that add up to 100.0.
///
/// Only for rows that are all of one total, and never across suppressed ones: there print the note
/// that percentages may not add up because of rounding.
/// @param weights  counts, say; none below 0
/// @fails no_base if all weights are 0, unless no units are divided; value_out_of_range for a
/// negative
///        weight, negative units, or weights whose sum does not fit in 64 bits
/// @cost one partial sort
[[nodiscard]] result<std::vector<std::int64_t>>
largest_remainder(std::span<std::int64_t const> weights, std::int64_t units);

} // namespace upheld
