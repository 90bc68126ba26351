// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/proportion.hpp"

#include "statistics/refusals.hpp"
#include "upheld/statistics/distributions.hpp"

#include <algorithm>

namespace upheld {
namespace {

double value_of(ratio share) {
    return static_cast<double>(share.part) / static_cast<double>(share.whole);
}

estimate with_limits(ratio share, interval found, interval_method method, confidence at) {
    return {.value = value_of(share),
            .lower = found.lower,
            .upper = found.upper,
            .method = method,
            .at = at};
}

/// Sum of (|observed - expected| - moved)^2 / expected over both kinds of case in each group.
result<test_outcome> chi_squared(std::span<ratio const> shares, continuity how) {
    std::int64_t part = 0;
    std::int64_t whole = 0;
    for (ratio const& one : shares) {
        if (__builtin_add_overflow(part, one.part, &part) ||
            __builtin_add_overflow(whole, one.whole, &whole)) {
            return detail::out_of_range("n", "the sum does not fit in 64 bits");
        }
    }
    test_outcome made;
    made.degrees_of_freedom = static_cast<double>(shares.size() - 1);
    made.method = how == continuity::corrected ? "chi_squared_continuity_corrected" : "chi_squared";
    if (part == 0 || part == whole) {
        made.statistic = made.p_value = absent(absence::not_applicable);
        made.has_small_expected = true; // expected counts of 0
        return made;
    }
    double const yes = static_cast<double>(part) / static_cast<double>(whole);
    double const no = static_cast<double>(whole - part) / static_cast<double>(whole);
    double sum = 0;
    for (ratio const& one : shares) {
        auto const n = static_cast<double>(one.whole);
        // Observed less expected events; of the other kind it is the same, with the other sign.
        double const apart = std::abs(static_cast<double>(one.part) - n * yes);
        double const moved = how == continuity::corrected ? std::min(0.5, apart) : 0;
        sum += (apart - moved) * (apart - moved) / (n * yes * no);
        made.has_small_expected = made.has_small_expected || n * yes < 5 || n * no < 5;
    }
    made.statistic = sum;
    made.p_value = chi_squared_tail(sum, made.degrees_of_freedom).area;
    return made;
}

} // namespace

result<estimate> wilson_interval(ratio share, confidence at) {
    if (auto const ok = detail::checked_share(share); !ok) return refuse(ok.error());
    return with_limits(share, wilson_limits(share, at), interval_method::wilson, at);
}

result<estimate> wilson_interval_continuity_corrected(ratio share, confidence at) {
    if (auto const ok = detail::checked_share(share); !ok) return refuse(ok.error());
    auto const n = static_cast<double>(share.whole);
    auto const x = static_cast<double>(share.part);
    auto const rest = static_cast<double>(share.whole - share.part);
    double const z = at.z();
    double const z2 = z * z;
    double const bottom = 2 * (n + z2);
    interval found{0, 1};
    if (share.part != 0) {
        double const root = z2 - 2 - 1 / n + 4 * (x / n) * (rest + 1);
        found.lower = std::max(0.0, (2 * x + z2 - 1 - z * std::sqrt(std::max(0.0, root))) / bottom);
    }
    if (share.part != share.whole) {
        double const root = z2 + 2 - 1 / n + 4 * (x / n) * (rest - 1);
        found.upper = std::min(1.0, (2 * x + z2 + 1 + z * std::sqrt(std::max(0.0, root))) / bottom);
    }
    return with_limits(share, found, interval_method::wilson_continuity_corrected, at);
}

result<estimate> clopper_pearson_interval(ratio share, confidence at) {
    if (auto const ok = detail::checked_share(share); !ok) return refuse(ok.error());
    auto const x = static_cast<double>(share.part);
    auto const rest = static_cast<double>(share.whole - share.part);
    interval found{0, 1};
    if (share.part != 0) found.lower = beta_quantile(x, rest + 1, lower_tail{at.tail()});
    if (share.part != share.whole) found.upper = beta_quantile(x + 1, rest, upper_tail{at.tail()});
    return with_limits(share, found, interval_method::clopper_pearson, at);
}

result<estimate> difference_of_shares(ratio first, ratio second, confidence at) {
    if (auto const ok = detail::checked_share(first, "1"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_share(second, "2"); !ok) return refuse(ok.error());
    interval const a = wilson_limits(first, at);
    interval const b = wilson_limits(second, at);
    double const p1 = value_of(first);
    double const p2 = value_of(second);
    double const difference = p1 - p2;
    return estimate{.value = difference,
                    .lower = difference - std::hypot(p1 - a.lower, b.upper - p2),
                    .upper = difference + std::hypot(a.upper - p1, p2 - b.lower),
                    .method = interval_method::newcombe,
                    .at = at};
}

result<test_outcome> two_shares_test(ratio first, ratio second, continuity how) {
    if (auto const ok = detail::checked_share(first, "1"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_share(second, "2"); !ok) return refuse(ok.error());
    ratio const both[] = {first, second};
    return chi_squared(both, how);
}

result<test_outcome> equal_shares_test(std::span<ratio const> shares) {
    if (shares.size() < 2) {
        return detail::out_of_range("n", "fewer than two shares cannot be compared");
    }
    for (std::size_t i = 0; i != shares.size(); ++i) {
        if (auto const ok = detail::checked_share(shares[i], '[' + std::to_string(i + 1) + ']');
            !ok) {
            return refuse(ok.error());
        }
    }
    return chi_squared(shares, continuity::not_corrected);
}

} // namespace upheld
