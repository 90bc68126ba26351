// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/holt_winters.hpp"

#include "statistics/refusals.hpp"
#include "statistics/sums.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace upheld {
namespace {

using weights = std::array<double, 3>; ///< alpha, beta, gamma

/// Classical decomposition of the first two periods.
seasonal_state found_start(std::span<double const> values, std::size_t period) {
    auto const two = values.first(2 * period);
    // A moving average over one period, centred; of an even one half of each end counts.
    std::size_t const half = period / 2;
    bool const is_even = period % 2 == 0;
    std::vector<double> trend;
    for (std::size_t middle = half; middle + half < two.size(); ++middle) {
        double sum = 0;
        for (std::size_t i = middle - half; i <= middle + half; ++i) {
            bool const is_end = i == middle - half || i == middle + half;
            sum += is_even && is_end ? two[i] / 2 : two[i];
        }
        trend.push_back(sum / static_cast<double>(period));
    }
    seasonal_state made;
    for (std::size_t season = 0; season != period; ++season) {
        double sum = 0;
        double count = 0;
        for (std::size_t i = season; i < two.size(); i += period) {
            if (i < half || i - half >= trend.size()) continue;
            sum += two[i] - trend[i - half];
            count += 1;
        }
        made.seasonal.push_back(sum / count);
    }
    double const about = detail::mean_of(made.seasonal);
    for (double& effect : made.seasonal) effect -= about;
    // A straight line through the trend; its places are counted from 1.
    auto const n = static_cast<double>(trend.size());
    double const mean = detail::mean_of(trend);
    double const middle = (n + 1) / 2;
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i != trend.size(); ++i) {
        double const at = static_cast<double>(i + 1) - middle;
        products += at * (trend[i] - mean);
        squares += at * at;
    }
    made.trend = products / squares;
    made.level = mean - made.trend * middle;
    return made;
}

/// Smooths everything after the first period.
/// @param state  the start, and then the end
/// @returns the sum of squared errors
double smooth(std::span<double const> values, weights const& by, seasonal_state& state) {
    auto const [alpha, beta, gamma] = by;
    std::size_t const period = state.seasonal.size();
    double squares = 0;
    for (std::size_t i = period; i != values.size(); ++i) {
        double& effect = state.seasonal[(i - period) % period];
        double const error = values[i] - (state.level + state.trend + effect);
        squares += error * error;
        double const before = state.level;
        state.level = alpha * (values[i] - effect) + (1 - alpha) * (before + state.trend);
        state.trend = beta * (state.level - before) + (1 - beta) * state.trend;
        effect = gamma * (values[i] - state.level) + (1 - gamma) * effect;
    }
    // The next step's effect first.
    auto const next = static_cast<std::ptrdiff_t>(values.size() % period);
    std::rotate(state.seasonal.begin(), state.seasonal.begin() + next, state.seasonal.end());
    return squares;
}

/// The least sum of squared errors: the best of a coarse grid, then ever smaller steps to each
/// side.
weights fitted(std::span<double const> values, weights given, std::array<bool, 3> const& is_free,
               seasonal_state const& start) {
    auto const errors = [&](weights const& by) {
        seasonal_state state = start;
        return smooth(values, by, state);
    };
    weights best = given;
    double least = std::numeric_limits<double>::infinity();
    constexpr int cells = 10;
    auto const steps_of = [&](std::size_t which) { return is_free[which] ? cells : 0; };
    for (int a = 0; a <= steps_of(0); ++a) {
        for (int b = 0; b <= steps_of(1); ++b) {
            for (int c = 0; c <= steps_of(2); ++c) {
                weights tried = given;
                if (is_free[0]) tried[0] = static_cast<double>(a) / cells;
                if (is_free[1]) tried[1] = static_cast<double>(b) / cells;
                if (is_free[2]) tried[2] = static_cast<double>(c) / cells;
                double const found = errors(tried);
                if (found < least) {
                    least = found;
                    best = tried;
                }
            }
        }
    }
    for (double step = 0.5 / cells; step > 1e-9;) {
        bool is_better = false;
        for (std::size_t which = 0; which != 3; ++which) {
            if (!is_free[which]) continue;
            for (double const sign : {-1.0, 1.0}) {
                weights tried = best;
                tried[which] = std::clamp(tried[which] + sign * step, 0.0, 1.0);
                double const found = errors(tried);
                if (!(found < least)) continue;
                least = found;
                best = tried;
                is_better = true;
            }
        }
        if (!is_better) step /= 2;
    }
    return best;
}

} // namespace

double seasonal_fit::forecast(std::size_t steps) const {
    UPHELD_EXPECTS(steps > 0);
    return end.level + static_cast<double>(steps) * end.trend +
           end.seasonal[(steps - 1) % end.seasonal.size()];
}

result<seasonal_fit> holt_winters(std::span<double const> values, std::size_t period, smoothing by,
                                  std::optional<seasonal_state> start) {
    if (period < 2) {
        return detail::out_of_range("period", std::to_string(period) + " steps are no season",
                                    "12 of months, 4 of quarters");
    }
    if (values.size() / 2 < period) {
        return detail::out_of_range("values", std::to_string(values.size()) +
                                                  " values are not two full seasons of " +
                                                  std::to_string(period));
    }
    if (auto const ok = detail::checked_finite(values, "values"); !ok) return refuse(ok.error());
    weights given{};
    std::array<bool, 3> is_free{};
    std::array<std::optional<double>, 3> const asked{by.level, by.trend, by.season};
    std::array<char const*, 3> const names{"alpha", "beta", "gamma"};
    for (std::size_t which = 0; which != 3; ++which) {
        is_free[which] = !asked[which];
        if (is_free[which]) continue;
        given[which] = *asked[which];
        if (!(given[which] >= 0 && given[which] <= 1)) {
            return detail::out_of_range(names[which], detail::number_text(given[which]) +
                                                          " is not between 0 and 1");
        }
    }
    if (start && start->seasonal.size() != period) {
        return refuse({.code = failure_code::contradiction,
                       .where = {.source = {}, .row = 0, .column = "start"},
                       .message = std::to_string(start->seasonal.size()) +
                                  " seasonal effects for a season of " + std::to_string(period),
                       .mend = {}});
    }
    seasonal_fit made;
    made.start = start ? *start : found_start(values, period);
    weights used = given;
    if (is_free[0] || is_free[1] || is_free[2]) used = fitted(values, given, is_free, made.start);
    made.alpha = used[0];
    made.beta = used[1];
    made.gamma = used[2];
    made.end = made.start;
    made.squared_errors = smooth(values, used, made.end);
    return made;
}

} // namespace upheld
