// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/estimate.hpp"

#include <cstdint>
#include <span>

namespace upheld {

/// A mean with what is needed to judge it.
struct mean_estimate {
    estimate mean;                        ///< no limits (too_few) for a single value
    or_absent<double> standard_deviation; ///< with divisor n - 1; too_few for a single value
    std::int64_t n = 0;
};

/// Mean with Student's t interval. For times taken it is beside the point: they are skewed, and
/// open cases are not in it. A median, or `survival.hpp`, says more.
/// @fails no_base without values; value_out_of_range if one is not finite
[[nodiscard]] result<mean_estimate> mean_t_interval(std::span<double const> values,
                                                    confidence at = {});

} // namespace upheld
