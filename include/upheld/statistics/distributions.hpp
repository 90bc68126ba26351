// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// The probability distributions behind intervals and tests, good to about 1e-14 of the value.
/// Areas say from which end they are counted: small areas of the upper end would lose their digits
/// as 1 minus something.

namespace upheld {

/// An area at the left end of a distribution. @expects 0 <= area <= 1 wherever it is used
struct lower_tail {
    double area;
};

/// An area at the right end.
struct upper_tail {
    double area;
};

/// Of the standard normal distribution. @expects 0 < area < 1
[[nodiscard]] double normal_quantile(lower_tail p);

/// Of Student's t. @expects degrees_of_freedom > 0, 0 < area < 1
[[nodiscard]] double student_t_quantile(double degrees_of_freedom, upper_tail q);

/// Chance of a value of at least `x`. @expects degrees_of_freedom > 0, x >= 0
[[nodiscard]] upper_tail chi_squared_tail(double x, double degrees_of_freedom);

/// Of the gamma distribution with scale 1; half a chi-squared quantile with twice `shape` degrees
/// of freedom. @expects shape > 0, 0 < area < 1
[[nodiscard]] double gamma_quantile(double shape, lower_tail p);
[[nodiscard]] double gamma_quantile(double shape, upper_tail q);

/// Of the beta distribution. @expects a > 0, b > 0, 0 < area < 1
[[nodiscard]] double beta_quantile(double a, double b, lower_tail p);
[[nodiscard]] double beta_quantile(double a, double b, upper_tail q);

/// The binomial distribution: `n` trials, each with the same chance.
/// @expects n >= 0, 0 < chance < 1
struct binomial {
    std::int64_t n;
    double chance;

    /// Of exactly `k`. @expects 0 <= k <= n
    [[nodiscard]] double probability(std::int64_t k) const;
    /// Of `k` or fewer; 0 for k < 0.
    [[nodiscard]] lower_tail at_most(std::int64_t k) const;
    /// Of `k` or more; 0 for k > n.
    [[nodiscard]] upper_tail at_least(std::int64_t k) const;
};

} // namespace upheld
