// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace upheld {

/// The nine sample quantiles of Hyndman and Fan, called as in R. The median is the same under 2 and
/// 5 to 9.
/// @source Hyndman and Fan, The American Statistician 1996;50:361-365
enum class quantile_type : std::uint8_t {
    inverse_of_distribution = 1, ///< a value that is there
    averaged_at_jumps = 2,
    nearest_even = 3,
    linear_of_distribution = 4,
    hazen = 5,
    excel_exclusive = 6, ///< PERCENTILE.EXC, Minitab, SPSS
    excel_inclusive = 7, ///< PERCENTILE.INC and QUARTILE of Excel, R, pandas; the default
    median_unbiased = 8, ///< nearly; what Hyndman and Fan advise
    normal_unbiased = 9, ///< nearly, for normal values
};

/// A quantile of values in ascending order.
/// @param p  0 the lowest, 1 the highest
/// @expects values is not empty and ascending, 0 <= p <= 1
[[nodiscard]] double quantile_of_sorted(std::span<double const> values, double p,
                                        quantile_type type = quantile_type::excel_inclusive);

/// Quantiles of values in any order, one for each of `probabilities`.
/// @fails no_base without values; value_out_of_range if one is not finite or a probability is not
///        in 0..1
/// @cost one sort of a copy
[[nodiscard]] result<std::vector<double>>
quantiles(std::span<double const> values, std::span<double const> probabilities,
          quantile_type type = quantile_type::excel_inclusive);

} // namespace upheld
