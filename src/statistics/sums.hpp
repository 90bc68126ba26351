// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>

/// Sums that do not lose digits. Private to src.

namespace upheld::detail {

/// The mean in two passes of long doubles, as R does.
[[nodiscard]] inline double mean_of(std::span<double const> values) {
    auto const n = static_cast<long double>(values.size());
    long double sum = 0;
    for (double const v : values) sum += v;
    long double const mean = sum / n;
    long double rest = 0;
    for (double const v : values) rest += v - mean;
    return static_cast<double>(mean + rest / n);
}

} // namespace upheld::detail
