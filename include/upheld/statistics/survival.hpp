// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

/// How long cases take when some are still open: the Kaplan-Meier curve.
///
/// "Answered in time out of those closed" leaves out who still waits, and so is too good; the curve
/// counts an open case as one that took at least as long as it has been open. A case withdrawn or
/// passed on is not an open one: leave such cases out, and say how many they are.

namespace upheld {

/// One case: for how long it was watched, and whether it ended then or is still open.
struct observed_duration {
    double time = 0;       ///< working days from receipt to reply, or to the day of the extract
    bool is_ended = false; ///< false: it was still open, so at least this long
};

/// One fall of the curve.
struct survival_step {
    double time = 0;
    std::int64_t at_risk = 0; ///< not ended before; those last seen open at this very time included
    std::int64_t ended = 0;   ///< at this time; more than 0
    double survival = 1;      ///< share still waiting after it
    double greenwood = 0;     ///< sum of d / (r (r - d)) so far; not finite once nobody is left
};

/// On which scale the limits of a curve are set.
enum class survival_limits : std::uint8_t {
    log,     ///< R's default, and so this library's
    log_log, ///< better for few cases; never outside 0 to 1
    plain,   ///< cut off at 0 and 1
};

/// `log`, `log-log`, `plain`, as R calls them.
[[nodiscard]] constexpr std::string_view name_of(survival_limits how) noexcept {
    switch (how) {
    case survival_limits::log: return "log";
    case survival_limits::log_log: return "log-log";
    case survival_limits::plain: return "plain";
    }
    return "unknown";
}

/// How limits are to be set.
struct survival_options {
    survival_limits limits = survival_limits::log;
    confidence at{};
};

/// A share still waiting, with its standard error.
struct survival_estimate {
    estimate survival;                ///< no limits once nobody is left
    or_absent<double> standard_error; ///< Greenwood's
};

/// A mean of what falls within a span.
struct restricted_mean_estimate {
    double mean = 0;
    double standard_error = 0;
};

/// The share of cases still waiting after each time. A value; questions to it are free of cost but
/// for a search.
/// @source Kaplan and Meier, JASA 1958;53:457-481; numbers as R's package survival gives them
class survival_curve {
  public:
    /// @fails no_base without cases; value_out_of_range for a time below 0 or not finite
    /// @cost whole days are counted and not sorted: one pass; else one sort
    [[nodiscard]] static result<survival_curve> of(std::span<observed_duration const> cases);

    /// The same of cases counted by whole days: `ended[d]` of them ended after d days, `open[d]`
    /// were last seen open. The shorter is taken to go on with 0.
    /// @fails no_base without cases; value_out_of_range for a negative count
    [[nodiscard]] static result<survival_curve> of_counts(std::span<std::int64_t const> ended,
                                                          std::span<std::int64_t const> open);

    [[nodiscard]] std::int64_t cases() const noexcept { return cases_; }

    [[nodiscard]] std::int64_t ended() const noexcept { return ended_; }

    /// The longest that anybody was watched.
    [[nodiscard]] double last_time() const noexcept { return last_time_; }

    /// By time, earliest first; none if nobody has ended.
    [[nodiscard]] std::span<survival_step const> steps() const noexcept { return steps_; }

    /// Share still waiting after `time`; 1 less it is the share that ended within `time`. Absent
    /// (not_available) beyond the last time that anybody was watched, unless nobody is left.
    [[nodiscard]] survival_estimate at(double time, survival_options how = {}) const;

    /// The time within which a share `p` of the cases has ended; where the curve runs level at 1 -
    /// p, the middle of that stretch. Absent (not_reached) if the curve ends above it; so may be
    /// either limit, and often is the upper one.
    /// @expects 0 <= p <= 1
    [[nodiscard]] estimate quantile(double p, survival_options how = {}) const;

    /// Mean time waited up to `until`: the area under the curve. Absent (not_available) if `until`
    /// lies beyond what was watched.
    /// @expects until >= 0
    [[nodiscard]] or_absent<restricted_mean_estimate> restricted_mean(double until) const;

  private:
    survival_curve() = default;
    [[nodiscard]] survival_step const* step_at(double time) const;

    std::vector<survival_step> steps_;
    std::int64_t cases_ = 0;
    std::int64_t ended_ = 0;
    double last_time_ = 0;
};

/// Does one group wait longer than another? The log-rank test, on one degree of freedom fewer than
/// there are groups with anything to expect.
/// @param groups  the cases of each group; an empty one counts for nothing
/// @returns no statistic (not_applicable) where fewer than two groups have anything to expect
/// @fails value_out_of_range for a time below 0 or not finite
/// @source Mantel 1966; as `survdiff` of R
[[nodiscard]] result<test_outcome>
log_rank_test(std::span<std::span<observed_duration const> const> groups);

} // namespace upheld
