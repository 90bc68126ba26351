// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/count_chart.hpp"

#include "statistics/refusals.hpp"
#include "statistics/sums.hpp"

#include <algorithm>
#include <limits>

namespace upheld {
namespace {

/// Three standard errors about the centre of each point.
void set_limits(count_chart& chart, std::span<double const> errors, double most) {
    for (std::size_t i = 0; i != errors.size(); ++i) {
        double const reach = 3 * errors[i];
        chart.lower.push_back(std::max(0.0, chart.centre - reach));
        chart.upper.push_back(std::min(most, chart.centre + reach));
        if (chart.values[i] > chart.upper[i]) chart.above.push_back(i);
        if (chart.values[i] < chart.lower[i]) chart.below.push_back(i);
    }
}

/// Standard deviation of z-scores, from their moving ranges.
double sigma_of(std::span<double const> values, double centre, std::span<double const> errors) {
    std::vector<double> ranges;
    for (std::size_t i = 1; i != values.size(); ++i) {
        double const before = (values[i - 1] - centre) / errors[i - 1];
        ranges.push_back(std::abs((values[i] - centre) / errors[i] - before));
    }
    return detail::mean_of(ranges) / 1.128;
}

result<void> checked_counts(std::span<std::int64_t const> counts) {
    if (counts.empty()) return detail::no_base("counts", "there are no counts");
    for (std::int64_t const count : counts) {
        if (auto const ok = detail::checked_count(count, "counts"); !ok) return ok;
    }
    return {};
}

} // namespace

result<count_chart> c_chart(std::span<std::int64_t const> counts) {
    if (auto const ok = checked_counts(counts); !ok) return refuse(ok.error());
    count_chart made;
    made.values.assign(counts.begin(), counts.end());
    made.centre = detail::mean_of(made.values);
    std::vector<double> const errors(counts.size(), std::sqrt(made.centre));
    set_limits(made, errors, std::numeric_limits<double>::infinity());
    return made;
}

result<count_chart> p_chart(std::span<ratio const> shares, overdispersion how) {
    if (shares.empty()) return detail::no_base("events", "there are no shares");
    count_chart made;
    double part = 0;
    double whole = 0;
    for (std::size_t i = 0; i != shares.size(); ++i) {
        if (auto const ok = detail::checked_share(shares[i], '[' + std::to_string(i + 1) + ']');
            !ok) {
            return refuse(ok.error());
        }
        part += static_cast<double>(shares[i].part);
        whole += static_cast<double>(shares[i].whole);
        made.values.push_back(static_cast<double>(shares[i].part) /
                              static_cast<double>(shares[i].whole));
    }
    made.centre = part / whole;
    std::vector<double> errors;
    for (ratio const& one : shares) {
        errors.push_back(
            std::sqrt(made.centre * (1 - made.centre) / static_cast<double>(one.whole)));
    }
    if (how == overdispersion::laney) {
        if (shares.size() < 2) {
            return detail::out_of_range("events", "one share does not show how much they vary");
        }
        if (errors.front() > 0) made.sigma_z = sigma_of(made.values, made.centre, errors);
        for (double& error : errors) error *= made.sigma_z;
    }
    set_limits(made, errors, 1);
    return made;
}

result<count_chart> u_chart(std::span<std::int64_t const> counts,
                            std::span<double const> exposures) {
    if (auto const ok = checked_counts(counts); !ok) return refuse(ok.error());
    if (auto const ok = detail::same_length(counts.size(), "counts", exposures.size(), "exposures");
        !ok) {
        return refuse(ok.error());
    }
    count_chart made;
    double events = 0;
    double exposed = 0;
    for (std::size_t i = 0; i != counts.size(); ++i) {
        if (auto const ok = detail::checked_base(exposures[i], "exposures"); !ok) {
            return refuse(ok.error());
        }
        events += static_cast<double>(counts[i]);
        exposed += exposures[i];
        made.values.push_back(static_cast<double>(counts[i]) / exposures[i]);
    }
    made.centre = events / exposed;
    std::vector<double> errors;
    for (double const exposure : exposures) errors.push_back(std::sqrt(made.centre / exposure));
    set_limits(made, errors, std::numeric_limits<double>::infinity());
    return made;
}

} // namespace upheld
