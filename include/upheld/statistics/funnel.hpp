// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/statistics/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

/// Funnel plots: services, wards or councils about one target, inside limits that narrow as they
/// grow. Two bands, 95% and 99.8%. Say "higher than expected" with the band, never "worst".
///
/// The target is the pooled value, all events over all cases, or a stated one; never the mean of
/// the units' shares. For fewer than five units draw points with their intervals instead.
/// @source Spiegelhalter, Statistics in Medicine 2005;24:1185-1202; OHID, PHEindicatormethods

namespace upheld {

/// Fewest units for which a funnel is worth drawing, and for which over-dispersion can be judged.
inline constexpr std::size_t least_units_of_funnel = 5;
inline constexpr std::size_t least_units_of_overdispersion = 10;

/// Limits at one size of unit.
struct funnel_limits {
    interval within_95;
    interval within_998;
};

/// What share of `n` cases a unit may have if its chance is `target`: within 0 and 1.
/// @param target  a fraction
/// @fails value_out_of_range for a target outside 0 to 1; no_base for no cases
[[nodiscard]] result<funnel_limits> funnel_limits_of_share(double target, double n);

/// How often as many events as expected a unit may have, times `target` (1 for a ratio, the pooled
/// rate for a rate, whose expected events are rate times population): exact Poisson limits.
/// @fails value_out_of_range or no_base for an expectation or target that is not above 0
[[nodiscard]] result<funnel_limits> funnel_limits_of_ratio(double expected, double target = 1);

/// For which expected numbers of events `observed` would lie just on a limit; for drawing the
/// funnel of whole numbers of events. `lower` is where it lies on the lower limit, above
/// `observed`.
struct expected_on_limits {
    double for_lower_95 = 0;
    double for_upper_95 = 0;
    double for_lower_998 = 0;
    double for_upper_998 = 0;
};

/// @fails value_out_of_range for a negative number
[[nodiscard]] result<expected_on_limits> funnel_expected_on_limits(std::int64_t observed);

/// Where a unit lies.
enum class funnel_class : std::uint8_t { high_998, high_95, inside, low_95, low_998 };

/// `High (0.001)`, `High (0.025)`, `Not significant`, `Low (0.025)`, `Low (0.001)`: the share of
/// units that chance puts beyond that limit.
[[nodiscard]] constexpr std::string_view name_of(funnel_class where) noexcept {
    switch (where) {
    case funnel_class::high_998: return "High (0.001)";
    case funnel_class::high_95: return "High (0.025)";
    case funnel_class::inside: return "Not significant";
    case funnel_class::low_95: return "Low (0.025)";
    case funnel_class::low_998: return "Low (0.001)";
    }
    return "unknown";
}

/// For people: `higher than expected (outside the 99.8% limits)`.
[[nodiscard]] constexpr std::string_view words_of(funnel_class where) noexcept {
    switch (where) {
    case funnel_class::high_998: return "higher than expected (outside the 99.8% limits)";
    case funnel_class::high_95: return "higher than expected (outside the 95% limits)";
    case funnel_class::inside: return "as expected (inside the 95% limits)";
    case funnel_class::low_95: return "lower than expected (outside the 95% limits)";
    case funnel_class::low_998: return "lower than expected (outside the 99.8% limits)";
    }
    return "unknown";
}

/// A share beside `funnel_limits_of_share`; one on a limit is inside.
[[nodiscard]] result<funnel_class> funnel_class_of_share(ratio share, double target);

/// The target beside the interval for observed / expected, exact below 10 events, Byar from 10.
[[nodiscard]] result<funnel_class> funnel_class_of_ratio(std::int64_t observed, double expected,
                                                         double target = 1);

/// On which scale units are compared when they vary more than chance does.
enum class funnel_scale : std::uint8_t {
    square_root,  ///< of ratios; standard error 1 / (2 sqrt E)
    log,          ///< of ratios; 1 / sqrt E; no unit may be without events
    arcsine_root, ///< of shares; 1 / (2 sqrt n)
};

/// What happens to the tenth of the units at each end before their spread is measured.
enum class funnel_tails : std::uint8_t {
    winsorised, ///< pulled in to the 10th and 90th percentile (type 7)
    trimmed,    ///< left out; as FunnelPlotR does on the log scale
};

/// How much more than by chance units vary.
struct overdispersion_found {
    double target = 0;                     ///< as a share or ratio, not on the scale
    std::vector<double> z;                 ///< one for each unit
    std::vector<or_absent<double>> z_used; ///< after the tails were treated; absent if left out
    double phi = 0;             ///< mean of the squares of `z_used`; about 1 if chance explains all
    double tau_squared = 0;     ///< variance between units on the scale; 0 if chance explains all
    bool is_adjusted = false;   ///< tau_squared is above 0, and whoever uses it must say so
    bool is_meaningful = false; ///< there are 10 units or more
};

/// Of observed against expected events.
/// @param target  what the ratios are compared with
/// @fails no_base without units or for an expectation of 0; contradiction for spans of unequal
/// length;
///        value_out_of_range for numbers below 0, and on the log scale for a unit without events
/// @expects the scale is for ratios
[[nodiscard]] result<overdispersion_found>
overdispersion_of_ratios(std::span<std::int64_t const> observed, std::span<double const> expected,
                         funnel_scale scale = funnel_scale::square_root,
                         funnel_tails tails = funnel_tails::winsorised, double target = 1);

/// Of shares on the arcsine scale, about the pooled share.
/// @fails as `wilson_interval` for any of the shares; no_base without units
[[nodiscard]] result<overdispersion_found>
overdispersion_of_shares(std::span<ratio const> shares,
                         funnel_tails tails = funnel_tails::winsorised);

/// Limits widened by the variance between units; with a variance of 0 those of chance alone on the
/// scale, which differ a little from the exact ones.
/// @fails as `funnel_limits_of_share`; value_out_of_range for a variance below 0
[[nodiscard]] result<funnel_limits> overdispersed_limits_of_share(double target, double tau_squared,
                                                                  double n);

/// @expects the scale is for ratios
[[nodiscard]] result<funnel_limits>
overdispersed_limits_of_ratio(double tau_squared, double expected,
                              funnel_scale scale = funnel_scale::square_root, double target = 1);

} // namespace upheld
