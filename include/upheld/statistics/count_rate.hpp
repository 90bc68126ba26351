// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/estimate.hpp"

#include <cstdint>

/// Intervals for counts of events that come one by one, and for rates: so many per 1,000 residents.
/// More events than residents is legal for a rate.
///
/// Each function fails with `value_out_of_range` for a negative count, an exposure or a multiplier
/// that is not a number above 0, and with `no_base` for an exposure of 0.

namespace upheld {

/// From how many events on Byar's approximation takes the place of the exact limits.
/// @source OHID, Public health technical guidance (Fingertips), rates
inline constexpr std::int64_t byar_from = 10;

/// Exact Poisson limits of a count; the lower limit of 0 is 0.
[[nodiscard]] result<estimate> poisson_exact_count_interval(std::int64_t count, confidence at = {});

/// Byar's limits of a count, within 0.2% of the exact ones from 10 events on at 95%.
/// @returns no lower limit where the approximation would put it below 0: for 0, and for few events
///          at high confidence
/// @source Breslow and Day, Statistical Methods in Cancer Research II, 1987
[[nodiscard]] result<estimate> byar_count_interval(std::int64_t count, confidence at = {});

/// Limits of a count by the usual rule: exact below 10 events, Byar from 10.
[[nodiscard]] result<estimate> count_interval(std::int64_t count, confidence at = {});

/// What events are set against: people, and for how long they were watched.
struct exposure {
    double population = 0;    ///< a mid-year estimate, say; above 0
    double years = 1;         ///< length of the period; above 0
    double multiplier = 1000; ///< per how many people and year: 1,000, 10,000 or 100,000
};

/// A rate per `multiplier` people and year.
struct rate_estimate {
    estimate rate;
    std::int64_t events = 0;
    exposure of;
    bool is_annualised = false; ///< the period is not one year, and a table must say so
};

/// A rate with limits by the usual rule.
[[nodiscard]] result<rate_estimate> rate_interval(std::int64_t events, exposure of,
                                                  confidence at = {});

/// The same with exact limits whatever the number of events.
[[nodiscard]] result<rate_estimate> poisson_exact_rate_interval(std::int64_t events, exposure of,
                                                                confidence at = {});

/// First rate divided by the second.
struct rate_ratio {
    estimate ratio;     ///< no value and no upper limit if the second has no events
    double p_value = 1; ///< that the rates are equal: of all divisions of the events between the
                        ///< two that are no likelier than the one seen
};

/// Compares two rates exactly, given the events of both together. Keeps "complaints doubled" out of
/// print for 2 and then 4.
/// @param exposure1  people times time, in the same unit as `exposure2`
/// @returns no ratio and no limits, and a p-value of 1, if nobody has events
/// @source Przyborowski and Wilenski 1940; as `poisson.test` of R, with its tolerance of 1e-7
[[nodiscard]] result<rate_ratio> compare_rates(std::int64_t events1, double exposure1,
                                               std::int64_t events2, double exposure2,
                                               confidence at = {});

} // namespace upheld
