// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/funnel.hpp"

#include "statistics/refusals.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/statistics/count_rate.hpp"
#include "upheld/statistics/distributions.hpp"
#include "upheld/statistics/quantile.hpp"

#include <algorithm>
#include <numbers>

namespace upheld {
namespace {

result<void> checked_fraction(double target) {
    if (!(target >= 0 && target <= 1)) {
        return detail::out_of_range("target",
                                    detail::number_text(target) + " is not between 0 and 1");
    }
    return {};
}

result<void> checked_variance(double tau_squared) {
    if (!(tau_squared >= 0) || !std::isfinite(tau_squared)) {
        return detail::out_of_range("tau2", detail::number_text(tau_squared) +
                                                " is not a variance: 0 or more");
    }
    return {};
}

/// Both bands, by what lies `z` standard errors below and above.
template <class Around> funnel_limits both_bands(Around around) {
    return {.within_95 = around(usual_confidence()), .within_998 = around(strict_confidence())};
}

double square(double x) { return x * x; }

/// A unit on the scale: how far it is from the target, in standard errors of chance alone.
struct scaled_unit {
    double z;
    double weight; ///< 1 / standard error squared
};

result<overdispersion_found> measured(std::span<scaled_unit const> units, double target,
                                      funnel_tails tails) {
    constexpr double tail = 0.1;
    overdispersion_found made;
    made.target = target;
    made.is_meaningful = units.size() >= least_units_of_overdispersion;
    for (scaled_unit const& unit : units) made.z.push_back(unit.z);
    std::vector<double> sorted = made.z;
    std::sort(sorted.begin(), sorted.end());
    double const low = quantile_of_sorted(sorted, tail);
    double const high = quantile_of_sorted(sorted, 1 - tail);
    double n = 0;
    double squares = 0;
    double weights = 0;
    double squared_weights = 0;
    for (scaled_unit const& unit : units) {
        bool const is_inside = unit.z > low && unit.z < high;
        if (tails == funnel_tails::trimmed && !is_inside) {
            made.z_used.emplace_back(absent(absence::not_applicable));
            continue;
        }
        double const z = std::clamp(unit.z, low, high);
        made.z_used.emplace_back(z);
        n += 1;
        squares += z * z;
        weights += unit.weight;
        squared_weights += unit.weight * unit.weight;
    }
    if (n == 0) {
        return detail::no_base("variant", "no unit is left between the 10th and 90th percentile");
    }
    made.phi = squares / n;
    double const between = weights - squared_weights / weights;
    // One unit alone has nobody to differ from.
    if (squares > n - 1 && between > 0) made.tau_squared = (squares - (n - 1)) / between;
    made.is_adjusted = made.tau_squared > 0;
    return made;
}

} // namespace

result<funnel_limits> funnel_limits_of_share(double target, double n) {
    if (auto const ok = checked_fraction(target); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(n, "n"); !ok) return refuse(ok.error());
    return both_bands([&](confidence at) {
        double const reach = at.z() * std::sqrt(target * (1 - target) / n);
        return interval{std::max(0.0, target - reach), std::min(1.0, target + reach)};
    });
}

result<funnel_limits> funnel_limits_of_ratio(double expected, double target) {
    if (auto const ok = detail::checked_base(expected, "expected"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(target, "target"); !ok) return refuse(ok.error());
    return both_bands([&](confidence at) {
        return interval{gamma_quantile(expected, lower_tail{at.tail()}) / expected * target,
                        gamma_quantile(expected + 1, upper_tail{at.tail()}) / expected * target};
    });
}

result<expected_on_limits> funnel_expected_on_limits(std::int64_t observed) {
    if (auto const ok = detail::checked_count(observed, "observed"); !ok) {
        return refuse(ok.error());
    }
    auto const usual = poisson_exact_count_interval(observed);
    auto const strict = poisson_exact_count_interval(observed, strict_confidence());
    return expected_on_limits{.for_lower_95 = *usual->upper,
                              .for_upper_95 = *usual->lower,
                              .for_lower_998 = *strict->upper,
                              .for_upper_998 = *strict->lower};
}

result<funnel_class> funnel_class_of_share(ratio share, double target) {
    if (auto const ok = detail::checked_share(share); !ok) return refuse(ok.error());
    auto const limits = funnel_limits_of_share(target, static_cast<double>(share.whole));
    if (!limits) return refuse(limits.error());
    double const p = static_cast<double>(share.part) / static_cast<double>(share.whole);
    if (p > limits->within_998.upper) return funnel_class::high_998;
    if (p > limits->within_95.upper) return funnel_class::high_95;
    if (p < limits->within_998.lower) return funnel_class::low_998;
    if (p < limits->within_95.lower) return funnel_class::low_95;
    return funnel_class::inside;
}

result<funnel_class> funnel_class_of_ratio(std::int64_t observed, double expected, double target) {
    if (auto const ok = detail::checked_count(observed, "observed"); !ok) {
        return refuse(ok.error());
    }
    if (auto const ok = detail::checked_base(expected, "expected"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(target, "target"); !ok) return refuse(ok.error());
    auto const usual = count_interval(observed);
    auto const strict = count_interval(observed, strict_confidence());
    double const wanted = target * expected;
    if (strict->lower && wanted < *strict->lower) return funnel_class::high_998;
    if (usual->lower && wanted < *usual->lower) return funnel_class::high_95;
    if (wanted > *strict->upper) return funnel_class::low_998;
    if (wanted > *usual->upper) return funnel_class::low_95;
    return funnel_class::inside;
}

result<overdispersion_found> overdispersion_of_ratios(std::span<std::int64_t const> observed,
                                                      std::span<double const> expected,
                                                      funnel_scale scale, funnel_tails tails,
                                                      double target) {
    UPHELD_EXPECTS(scale != funnel_scale::arcsine_root);
    if (observed.empty()) return detail::no_base("observed", "there are no units");
    if (auto const ok =
            detail::same_length(observed.size(), "observed", expected.size(), "expected");
        !ok) {
        return refuse(ok.error());
    }
    if (auto const ok = detail::checked_base(target, "target"); !ok) return refuse(ok.error());
    std::vector<scaled_unit> units;
    for (std::size_t i = 0; i != observed.size(); ++i) {
        std::string const which = '[' + std::to_string(i + 1) + ']';
        if (auto const ok = detail::checked_count(observed[i], "observed" + which); !ok) {
            return refuse(ok.error());
        }
        if (auto const ok = detail::checked_base(expected[i], "expected" + which); !ok) {
            return refuse(ok.error());
        }
        double const value = static_cast<double>(observed[i]) / expected[i];
        double const root = std::sqrt(expected[i]);
        if (scale == funnel_scale::square_root) {
            units.push_back({2 * root * (std::sqrt(value) - std::sqrt(target)), 4 * expected[i]});
        } else if (observed[i] == 0) {
            return detail::out_of_range("observed" + which, "0 events cannot be put on a log scale",
                                        "use the square root");
        } else {
            units.push_back({root * std::log(value / target), expected[i]});
        }
    }
    return measured(units, target, tails);
}

result<overdispersion_found> overdispersion_of_shares(std::span<ratio const> shares,
                                                      funnel_tails tails) {
    if (shares.empty()) return detail::no_base("events", "there are no units");
    double part = 0;
    double whole = 0;
    for (std::size_t i = 0; i != shares.size(); ++i) {
        if (auto const ok = detail::checked_share(shares[i], '[' + std::to_string(i + 1) + ']');
            !ok) {
            return refuse(ok.error());
        }
        part += static_cast<double>(shares[i].part);
        whole += static_cast<double>(shares[i].whole);
    }
    double const target = part / whole;
    std::vector<scaled_unit> units;
    for (ratio const& one : shares) {
        auto const n = static_cast<double>(one.whole);
        double const apart =
            std::asin(std::sqrt(static_cast<double>(one.part) / n)) - std::asin(std::sqrt(target));
        units.push_back({2 * std::sqrt(n) * apart, 4 * n});
    }
    return measured(units, target, tails);
}

result<funnel_limits> overdispersed_limits_of_share(double target, double tau_squared, double n) {
    if (auto const ok = checked_fraction(target); !ok) return refuse(ok.error());
    if (auto const ok = checked_variance(tau_squared); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(n, "n"); !ok) return refuse(ok.error());
    double const error = std::sqrt(1 / (4 * n) + tau_squared);
    double const middle = std::asin(std::sqrt(target));
    return both_bands([&](confidence at) {
        double const reach = at.z() * error;
        return interval{square(std::sin(std::max(0.0, middle - reach))),
                        square(std::sin(std::min(std::numbers::pi / 2, middle + reach)))};
    });
}

result<funnel_limits> overdispersed_limits_of_ratio(double tau_squared, double expected,
                                                    funnel_scale scale, double target) {
    UPHELD_EXPECTS(scale != funnel_scale::arcsine_root);
    if (auto const ok = checked_variance(tau_squared); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(expected, "expected"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(target, "target"); !ok) return refuse(ok.error());
    return both_bands([&](confidence at) {
        if (scale == funnel_scale::log) {
            double const reach = at.z() * std::sqrt(1 / expected + tau_squared);
            return interval{target * std::exp(-reach), target * std::exp(reach)};
        }
        double const reach = at.z() * std::sqrt(1 / (4 * expected) + tau_squared);
        double const middle = std::sqrt(target);
        return interval{square(std::max(0.0, middle - reach)), square(middle + reach)};
    });
}

} // namespace upheld
