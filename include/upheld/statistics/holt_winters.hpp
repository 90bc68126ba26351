// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace upheld {

/// How quickly level, trend and season follow the series: 0 never, 1 at once. What is absent is
/// fitted, by the least sum of squared errors one step ahead.
struct smoothing {
    std::optional<double> level{};  ///< alpha
    std::optional<double> trend{};  ///< beta
    std::optional<double> season{}; ///< gamma
};

/// Level, trend and season at one time.
struct seasonal_state {
    double level = 0;
    double trend = 0;             ///< by which the level changes each step
    std::vector<double> seasonal; ///< one period of effects, of the next step first; about 0
};

struct seasonal_fit {
    double alpha = 0;
    double beta = 0;
    double gamma = 0;
    seasonal_state start;      ///< before the first step that is smoothed, the second period's
    seasonal_state end;        ///< after the last value
    double squared_errors = 0; ///< sum over one-step forecasts from the second period on

    /// The value `steps` after the last. @expects steps > 0
    [[nodiscard]] double forecast(std::size_t steps) const;
};

/// Additive Holt-Winters smoothing, for a stated purpose such as staffing; a comparison with the
/// same period last year, or a chart, comes first.
/// @param values  in order of time, at least two full periods
/// @param period  steps in a season: 12 of months, 4 of quarters; 2 or more
/// @param start   by default found from the first two periods as R's `HoltWinters` does: classical
///                decomposition, and a straight line through its trend
/// @fails value_out_of_range for fewer values than two periods, a period below 2, a smoothing
/// outside
///        0 to 1, or a value that is not finite; contradiction for a start with another period
/// @source Holt 1957; Winters 1960; numbers as R's stats::HoltWinters
[[nodiscard]] result<seasonal_fit> holt_winters(std::span<double const> values, std::size_t period,
                                                smoothing by = {},
                                                std::optional<seasonal_state> start = {});

} // namespace upheld
