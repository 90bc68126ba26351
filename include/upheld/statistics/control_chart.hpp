// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/statistics/absence.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// XmR charts (individual values and moving ranges): which points of a series are more than the
/// usual coming and going.
///
/// Limits come from the series itself and say nothing of what is wanted: a target is compared with
/// them by `assurance_of`. Values are taken as they are; consecutive rolling totals must not be put
/// on a chart, because they share most of their months.
/// @source NHS England, Making Data Count; NHSRplotthedots; NIST/SEMATECH e-Handbook 6.3.2.2

namespace upheld {

/// What three standard deviations are in average moving ranges.
enum class xmr_constant : std::uint8_t {
    rounded,  ///< 2.66, as in Making Data Count; the default
    quotient, ///< 3 / 1.128
};

/// What is done with moving ranges so large that they must come from something special.
enum class range_screening : std::uint8_t {
    none,           ///< all count; as in the NHS's spreadsheet
    leave_out_large ///< those of 3.267 times the average or more are left out, once; as in R
};

struct xmr_options {
    range_screening screening = range_screening::none;
    xmr_constant constant = xmr_constant::rounded;
    /// Points from the first on that limits are computed from; absent: all.
    std::optional<std::size_t> baseline_points{};
};

/// Process limits. The lower one may be below 0 even of counts; only a drawing cuts it off.
struct xmr_limits {
    double mean = 0;
    or_absent<double> mean_moving_range; ///< too_few for a single point; so are the limits
    or_absent<double> lower;
    or_absent<double> upper;
    /// Two thirds of the way to the limits: beyond it a point is close to one.
    or_absent<double> near_lower;
    or_absent<double> near_upper;
    bool is_trial = false; ///< from fewer than 12 points
};

/// @fails no_base without values; value_out_of_range for one that is not finite or a baseline of
///        fewer than two points or more than there are
[[nodiscard]] result<xmr_limits> xmr_limits_of(std::span<double const> values,
                                               xmr_options how = {});

/// Where a point is, or which way a series goes.
enum class side : std::int8_t { below = -1, on = 0, above = 1 };

/// Flags of a rule, one for each point.
struct rule_flags {
    std::vector<side> ends;    ///< where the rule is fulfilled, at the last point that it needs
    std::vector<side> part_of; ///< all points that made it so; which way they go
};

/// How many points in a row the rules ask for. Some guides count trends of six.
struct rule_lengths {
    std::size_t run = 7;
    std::size_t trend = 7;
};

/// So many points in a row strictly on one side of the mean; one on the mean breaks the run.
[[nodiscard]] rule_flags runs_on_one_side(std::span<side const> of_mean, std::size_t length = 7);

/// So many points in a row each strictly above, or each strictly below, the one before. A point at
/// the join of a rise and a fall goes the way of what comes after it.
[[nodiscard]] rule_flags trends_in(std::span<double const> values, std::size_t length = 7);

/// Two or three of three neighbouring points close to a limit, all three on one side of the mean.
/// Only those close to the limit are part of it.
/// @expects both spans have the same length
[[nodiscard]] rule_flags two_of_three(std::span<side const> near_limit,
                                      std::span<side const> of_mean);

/// Why a point is special; the first that holds, in this order.
enum class special_cause : std::uint8_t {
    none,
    outside_limits, ///< strictly
    trend,
    two_of_three,
    run,
};

/// `none`, `outside_limits`, `trend`, `two_of_three`, `run`.
[[nodiscard]] constexpr std::string_view name_of(special_cause why) noexcept {
    switch (why) {
    case special_cause::none: return "none";
    case special_cause::outside_limits: return "outside_limits";
    case special_cause::trend: return "trend";
    case special_cause::two_of_three: return "two_of_three";
    case special_cause::run: return "run";
    }
    return "unknown";
}

/// One point of a chart, with every rule that it is part of.
struct chart_point {
    double value = 0;
    std::size_t segment = 0;
    side of_mean = side::on;
    side outside = side::on;    ///< of the limits
    side near_limit = side::on; ///< beyond two thirds of the way and not outside
    side in_trend = side::on;
    side in_two_of_three = side::on;
    side in_run = side::on;
    special_cause cause = special_cause::none;
    side direction = side::on; ///< of the cause: high or rising, low or falling
};

/// From where on limits are computed anew, and why. Nothing is ever rebased unasked.
struct rebase {
    std::size_t first = 0; ///< index of the first point of the new segment, from 0
    std::string reason;    ///< what changed, for the note below the chart
};

/// Points between two rebases, with limits of their own. Rules do not look across.
struct chart_segment {
    std::size_t first = 0;
    std::size_t count = 0;
    xmr_limits limits;
    std::string reason; ///< of the rebase that begins it; empty for the first
};

struct xmr_chart {
    std::vector<chart_segment> segments;
    std::vector<chart_point> points;
};

/// @param rebases  in order; none of them at the first point
/// @fails as `xmr_limits_of`; order_broken for rebases that are not in order or outside the series
[[nodiscard]] result<xmr_chart> make_xmr_chart(std::span<double const> values, xmr_options how = {},
                                               std::span<rebase const> rebases = {},
                                               rule_lengths lengths = {});

/// Which way is better.
enum class improvement : std::uint8_t { increase, decrease, neutral };

/// What a special cause means, which way is better being given.
enum class meaning : std::uint8_t { common_cause, improvement, concern, neutral_high, neutral_low };

/// `common_cause`, `special_cause_improvement`, `special_cause_concern`,
/// `special_cause_neutral_high`, `special_cause_neutral_low`.
[[nodiscard]] constexpr std::string_view name_of(meaning what) noexcept {
    switch (what) {
    case meaning::common_cause: return "common_cause";
    case meaning::improvement: return "special_cause_improvement";
    case meaning::concern: return "special_cause_concern";
    case meaning::neutral_high: return "special_cause_neutral_high";
    case meaning::neutral_low: return "special_cause_neutral_low";
    }
    return "unknown";
}

[[nodiscard]] meaning meaning_of(chart_point const& point, improvement better) noexcept;

/// Whether a process will keep meeting a target as it is now.
enum class assurance : std::uint8_t {
    consistent_pass, ///< the target lies beyond the limit on the worse side
    consistent_fail, ///< it lies beyond the limit on the better side
    inconsistent,    ///< it lies between: sometimes met and sometimes not
};

[[nodiscard]] constexpr std::string_view name_of(assurance what) noexcept {
    switch (what) {
    case assurance::consistent_pass: return "consistent_pass";
    case assurance::consistent_fail: return "consistent_fail";
    case assurance::inconsistent: return "inconsistent";
    }
    return "unknown";
}

/// Use the limits of the last segment. A target on a limit is inconsistent.
/// @returns nothing (not_applicable) if neither way is better
[[nodiscard]] or_absent<assurance> assurance_of(double lower, double upper, double target,
                                                improvement better) noexcept;

} // namespace upheld
