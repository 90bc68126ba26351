// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/quantile.hpp"

#include "statistics/refusals.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <limits>

namespace upheld {
namespace {

/// A place in the order, from 1, and how far it is to the next.
struct position {
    double whole;
    double fraction; ///< 0 to below 1
};

/// Rounding must not push a place past a whole number: 0.1 x 30 is meant to be 3.
position split(double h) {
    double const nearest = std::round(h);
    double const slack = 4 * std::numeric_limits<double>::epsilon() * std::max(1.0, std::abs(h));
    if (std::abs(h - nearest) <= slack) return {nearest, 0};
    double const whole = std::floor(h);
    return {whole, h - whole};
}

/// Where the quantile lies between two values, from the place of the lower one.
position place_of(double n, double p, quantile_type type) {
    switch (type) {
    case quantile_type::inverse_of_distribution: {
        position const at = split(n * p);
        return {at.fraction > 0 ? at.whole + 1 : at.whole, 0};
    }
    case quantile_type::averaged_at_jumps: {
        position const at = split(n * p);
        return at.fraction > 0 ? position{at.whole + 1, 0} : position{at.whole, 0.5};
    }
    case quantile_type::nearest_even: {
        position const at = split(n * p - 0.5);
        bool const is_even = std::fmod(at.whole, 2) == 0;
        return {at.fraction > 0 || !is_even ? at.whole + 1 : at.whole, 0};
    }
    case quantile_type::linear_of_distribution: return split(n * p);
    case quantile_type::hazen: return split(n * p + 0.5);
    case quantile_type::excel_exclusive: return split((n + 1) * p);
    case quantile_type::excel_inclusive: return split((n - 1) * p + 1);
    case quantile_type::median_unbiased: return split((n + 1.0 / 3) * p + 1.0 / 3);
    case quantile_type::normal_unbiased: return split((n + 0.25) * p + 0.375);
    }
    return {1, 0};
}

} // namespace

double quantile_of_sorted(std::span<double const> values, double p, quantile_type type) {
    UPHELD_EXPECTS(!values.empty() && p >= 0 && p <= 1);
    auto const n = static_cast<double>(values.size());
    position const at = place_of(n, p, type);
    auto const value = [&](double place) {
        return values[static_cast<std::size_t>(std::clamp(place, 1.0, n)) - 1];
    };
    double const low = value(at.whole);
    if (at.fraction == 0) return low;
    double const high = value(at.whole + 1);
    return low == high ? low : low + at.fraction * (high - low);
}

result<std::vector<double>> quantiles(std::span<double const> values,
                                      std::span<double const> probabilities, quantile_type type) {
    if (auto const ok = detail::checked_values(values, "values"); !ok) return refuse(ok.error());
    for (double const p : probabilities) {
        if (!(p >= 0 && p <= 1)) {
            return detail::out_of_range("probs", detail::number_text(p) + " is not in 0 to 1",
                                        "the upper quartile is 0.75");
        }
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> made;
    for (double const p : probabilities) made.push_back(quantile_of_sorted(sorted, p, type));
    return made;
}

} // namespace upheld
