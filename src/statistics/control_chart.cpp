// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/control_chart.hpp"

#include "statistics/refusals.hpp"
#include "statistics/sums.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>

namespace upheld {
namespace {

constexpr double large_range = 3.267; ///< upper limit of a chart of moving ranges, in averages
constexpr std::size_t firm_from = 12; ///< points; limits of fewer are on trial

side sign_of(double difference) {
    if (difference > 0) return side::above;
    return difference < 0 ? side::below : side::on;
}

double average_range(std::span<double const> values, range_screening screening) {
    std::vector<double> ranges;
    for (std::size_t i = 1; i != values.size(); ++i) {
        ranges.push_back(std::abs(values[i] - values[i - 1]));
    }
    double const average = detail::mean_of(ranges);
    if (screening == range_screening::none || average == 0) return average;
    std::vector<double> usual;
    for (double const range : ranges) {
        if (range < large_range * average) usual.push_back(range);
    }
    return detail::mean_of(usual);
}

rule_flags no_flags(std::size_t points) {
    return {.ends = std::vector<side>(points, side::on),
            .part_of = std::vector<side>(points, side::on)};
}

/// Marks the rule as fulfilled at `end` by the `length` points up to it.
void flag(rule_flags& flags, std::size_t end, std::size_t length, side which) {
    flags.ends[end] = which;
    auto const last = flags.part_of.begin() + static_cast<std::ptrdiff_t>(end) + 1;
    std::fill(last - static_cast<std::ptrdiff_t>(length), last, which);
}

void find_cause(chart_point& point) {
    using enum special_cause;
    for (auto const& [cause, direction] :
         {std::pair(outside_limits, point.outside), std::pair(trend, point.in_trend),
          std::pair(special_cause::two_of_three, point.in_two_of_three),
          std::pair(run, point.in_run)}) {
        if (direction == side::on) continue;
        point.cause = cause;
        point.direction = direction;
        return;
    }
}

void place_points(std::span<double const> values, std::size_t segment, xmr_limits const& limits,
                  rule_lengths lengths, std::vector<chart_point>& into) {
    std::vector<side> of_mean;
    std::vector<side> near;
    std::size_t const first = into.size();
    for (double const value : values) {
        chart_point point{.value = value, .segment = segment};
        point.of_mean = sign_of(value - limits.mean);
        if (limits.upper) {
            if (value > *limits.upper) {
                point.outside = side::above;
            } else if (value < *limits.lower) {
                point.outside = side::below;
            } else if (value > *limits.near_upper) {
                point.near_limit = side::above;
            } else if (value < *limits.near_lower) {
                point.near_limit = side::below;
            }
        }
        of_mean.push_back(point.of_mean);
        near.push_back(point.near_limit);
        into.push_back(point);
    }
    rule_flags const runs = runs_on_one_side(of_mean, lengths.run);
    rule_flags const trends = trends_in(values, lengths.trend);
    rule_flags const twos = two_of_three(near, of_mean);
    for (std::size_t i = 0; i != values.size(); ++i) {
        chart_point& point = into[first + i];
        point.in_run = runs.part_of[i];
        point.in_trend = trends.part_of[i];
        point.in_two_of_three = twos.part_of[i];
        find_cause(point);
    }
}

} // namespace

result<xmr_limits> xmr_limits_of(std::span<double const> values, xmr_options how) {
    if (auto const ok = detail::checked_values(values, "values"); !ok) return refuse(ok.error());
    if (how.baseline_points) {
        std::size_t const points = *how.baseline_points;
        if (points < 2 || points > values.size()) {
            return detail::out_of_range("fix_after_n_points",
                                        "a baseline of " + std::to_string(points) + " of " +
                                            std::to_string(values.size()) + " points",
                                        "two points or more, and no more than there are");
        }
        values = values.first(points);
    }
    xmr_limits made;
    made.mean = detail::mean_of(values);
    made.is_trial = values.size() < firm_from;
    if (values.size() < 2) {
        made.mean_moving_range = made.lower = made.upper = made.near_lower = made.near_upper =
            absent(absence::too_few);
        return made;
    }
    double const range = average_range(values, how.screening);
    double const reach = (how.constant == xmr_constant::rounded ? 2.66 : 3 / 1.128) * range;
    double const near = 2 * (reach / 3);
    made.mean_moving_range = range;
    made.lower = made.mean - reach;
    made.upper = made.mean + reach;
    made.near_lower = made.mean - near;
    made.near_upper = made.mean + near;
    return made;
}

rule_flags runs_on_one_side(std::span<side const> of_mean, std::size_t length) {
    UPHELD_EXPECTS(length > 0);
    rule_flags flags = no_flags(of_mean.size());
    std::size_t in_row = 0;
    for (std::size_t i = 0; i != of_mean.size(); ++i) {
        bool const goes_on = in_row != 0 && of_mean[i] == of_mean[i - 1];
        in_row = of_mean[i] == side::on ? 0 : goes_on ? in_row + 1 : 1;
        if (in_row >= length) flag(flags, i, length, of_mean[i]);
    }
    return flags;
}

rule_flags trends_in(std::span<double const> values, std::size_t length) {
    UPHELD_EXPECTS(length > 1);
    rule_flags flags = no_flags(values.size());
    std::size_t steps = 0;
    side way = side::on;
    for (std::size_t i = 1; i < values.size(); ++i) {
        side const step = sign_of(values[i] - values[i - 1]);
        steps = step == side::on ? 0 : step == way ? steps + 1 : 1;
        way = step;
        // Later trends overwrite: a point at a join goes the way of what comes after it.
        if (steps + 1 >= length) flag(flags, i, length, step);
    }
    return flags;
}

rule_flags two_of_three(std::span<side const> near_limit, std::span<side const> of_mean) {
    UPHELD_EXPECTS(near_limit.size() == of_mean.size());
    rule_flags flags = no_flags(of_mean.size());
    for (std::size_t i = 2; i < of_mean.size(); ++i) {
        side const which = of_mean[i];
        bool const is_one_side =
            which != side::on && of_mean[i - 1] == which && of_mean[i - 2] == which;
        auto const near = near_limit.subspan(i - 2, 3);
        auto const close =
            std::count_if(near.begin(), near.end(), [](side s) { return s != side::on; });
        if (!is_one_side || close < 2) continue;
        flags.ends[i] = which;
        for (std::size_t k = i - 2; k <= i; ++k) {
            if (near_limit[k] != side::on) flags.part_of[k] = which;
        }
    }
    return flags;
}

result<xmr_chart> make_xmr_chart(std::span<double const> values, xmr_options how,
                                 std::span<rebase const> rebases, rule_lengths lengths) {
    xmr_chart made;
    std::size_t first = 0;
    for (std::size_t s = 0; s <= rebases.size(); ++s) {
        std::size_t const until = s == rebases.size() ? values.size() : rebases[s].first;
        if (s != rebases.size() && (until <= first || until >= values.size())) {
            return refuse({.code = failure_code::order_broken,
                           .where = {.source = {}, .row = 0, .column = "rebase_from_index"},
                           .message = "a rebase at point " + std::to_string(until + 1) +
                                      " cannot be: points " + std::to_string(first + 2) + " to " +
                                      std::to_string(values.size()) + " are left for it",
                           .mend = {}});
        }
        auto const part = values.subspan(first, until - first);
        auto limits = xmr_limits_of(part, how);
        if (!limits) return refuse(limits.error());
        place_points(part, s, *limits, lengths, made.points);
        made.segments.push_back({.first = first,
                                 .count = part.size(),
                                 .limits = *limits,
                                 .reason = s == 0 ? std::string() : rebases[s - 1].reason});
        first = until;
    }
    return made;
}

meaning meaning_of(chart_point const& point, improvement better) noexcept {
    if (point.cause == special_cause::none) return meaning::common_cause;
    bool const is_high = point.direction == side::above;
    if (better == improvement::neutral) {
        return is_high ? meaning::neutral_high : meaning::neutral_low;
    }
    return is_high == (better == improvement::increase) ? meaning::improvement : meaning::concern;
}

or_absent<assurance> assurance_of(double lower, double upper, double target,
                                  improvement better) noexcept {
    if (better == improvement::neutral) return absent(absence::not_applicable);
    if (target >= lower && target <= upper) return assurance::inconsistent;
    bool const is_below = target < lower;
    return is_below == (better == improvement::increase) ? assurance::consistent_pass
                                                         : assurance::consistent_fail;
}

} // namespace upheld
