// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/statistics/estimate.hpp"

#include <span>

/// Intervals and tests for shares: `part` of `whole` cases, each of which is or is not upheld, in
/// time, and so on. All fractions lie between 0 and 1; nothing is in per cent.
///
/// Each function fails with `no_base` where there are no cases, with `part_exceeds_whole` where the
/// part is larger than the whole, and with `value_out_of_range` where one of them is negative.

namespace upheld {

/// Wilson score limits of a share that is known to be one.
/// @expects 0 <= part <= whole, whole > 0; not checked
/// @cost a few nanoseconds
/// @source Wilson 1927; Newcombe and Altman, Statistics with Confidence, 2000
[[nodiscard]] inline interval wilson_limits(ratio share, confidence at = {}) noexcept {
    auto const x = static_cast<double>(share.part);
    auto const n = static_cast<double>(share.whole);
    auto const rest = static_cast<double>(share.whole - share.part);
    double const z = at.z();
    // The compiler's own root: <cmath> is seven thousand lines.
    double const root = z * __builtin_sqrt(z * z + 4 * x * (rest / n));
    double const both = 2 * x + z * z;
    double const p = x / n;
    // The lower limit from the product of the two: subtracting the root would lose digits.
    double const lower = 2 * x * p / (both + root);
    double const upper = share.part == share.whole ? 1 : (both + root) / (2 * (n + z * z));
    // Rounding must not move a limit past the share itself.
    return {lower < p ? lower : p, upper > p ? (upper < 1 ? upper : 1) : p};
}

/// The usual interval of a share: good for small and large numbers, inside 0 and 1, never empty.
/// @returns the share with limits; lower is exactly 0 for a part of 0, upper 1 for the whole
[[nodiscard]] result<estimate> wilson_interval(ratio share, confidence at = {});

/// Wilson's limits with a correction for continuity, as `prop.test` of R gives for one sample.
/// @source Newcombe, Statistics in Medicine 1998;17:857-872, method 4
[[nodiscard]] result<estimate> wilson_interval_continuity_corrected(ratio share,
                                                                    confidence at = {});

/// The "exact" interval: it covers at least as often as it says, and so is wide.
/// @source Clopper and Pearson 1934
[[nodiscard]] result<estimate> clopper_pearson_interval(ratio share, confidence at = {});

/// First share less second share, as a fraction (0.1 is ten percentage points), with Newcombe's
/// hybrid score interval. If it contains 0 there is no clear change.
/// @source Newcombe, Statistics in Medicine 1998;17:873-890, method 10
[[nodiscard]] result<estimate> difference_of_shares(ratio first, ratio second, confidence at = {});

/// Whether the 2 x 2 chi-squared test moves each count half a case towards its expectation, as
/// R's `prop.test` does by default (Yates).
enum class continuity : std::uint8_t { not_corrected, corrected };

/// Are two shares the same? Chi-squared on one degree of freedom.
/// @returns no statistic (not_applicable) if all cases of both are of one kind
[[nodiscard]] result<test_outcome> two_shares_test(ratio first, ratio second,
                                                   continuity how = continuity::not_corrected);

/// Are all shares the same? Chi-squared on one degree of freedom fewer than there are shares, not
/// corrected.
/// @fails too few shares: value_out_of_range for fewer than two
[[nodiscard]] result<test_outcome> equal_shares_test(std::span<ratio const> shares);

} // namespace upheld
