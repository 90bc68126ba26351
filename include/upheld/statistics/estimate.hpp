// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/absence.hpp"
#include "upheld/statistics/confidence.hpp"

/// A figure with its limits and the name of the method, so that a table's note can tell it.

namespace upheld {

/// How limits were found.
enum class interval_method : std::uint8_t {
    wilson,
    wilson_continuity_corrected,
    clopper_pearson,
    newcombe,     ///< hybrid score interval of a difference of shares
    exact,        ///< exact Poisson, or exact binomial given the total
    byar,         ///< Byar's approximation to the exact Poisson limits
    student_t,    ///< of a mean
    kaplan_meier, ///< of a survival curve, with Greenwood's variance
};

/// `wilson`, `clopper_pearson`, ...
[[nodiscard]] constexpr std::string_view name_of(interval_method method) noexcept {
    switch (method) {
    case interval_method::wilson: return "wilson";
    case interval_method::wilson_continuity_corrected: return "wilson_continuity_corrected";
    case interval_method::clopper_pearson: return "clopper_pearson";
    case interval_method::newcombe: return "newcombe";
    case interval_method::exact: return "exact";
    case interval_method::byar: return "byar";
    case interval_method::student_t: return "student_t";
    case interval_method::kaplan_meier: return "kaplan_meier";
    }
    return "unknown";
}

/// The two numbers of an interval without its story, for those who compute a million of them.
struct interval {
    double lower;
    double upper;
    friend constexpr bool operator==(interval const&, interval const&) = default;
};

/// A figure and its two-sided limits.
struct estimate {
    or_absent<double> value;
    or_absent<double> lower; ///< absent where the method sets no limit on this side
    or_absent<double> upper;
    interval_method method{};
    confidence at{};

    /// True if both limits are there and the number lies between them or on one. For asking whether
    /// a service differs from a fixed benchmark, or a difference from 0.
    [[nodiscard]] constexpr bool contains(double number) const noexcept {
        return lower && upper && *lower <= number && number <= *upper;
    }
};

/// The outcome of a test of a hypothesis.
struct test_outcome {
    or_absent<double> statistic;
    double degrees_of_freedom = 0;
    or_absent<double> p_value; ///< of outcomes at least as far from the hypothesis, both sides
    std::string_view method;
    bool has_small_expected = false; ///< an expected count is under 5: the p-value is rough
};

} // namespace upheld
