// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/survival.hpp"

#include "statistics/refusals.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/statistics/distributions.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

namespace upheld {
namespace {

/// Two levels of a curve this close are one; as R has it.
constexpr double level_tolerance = 1.4901161193847656e-08;

result<void> checked(std::span<observed_duration const> cases) {
    for (std::size_t i = 0; i != cases.size(); ++i) {
        if (!(cases[i].time >= 0) || !std::isfinite(cases[i].time)) {
            return detail::out_of_range("time",
                                        "case " + std::to_string(i + 1) + " took " +
                                            detail::number_text(cases[i].time),
                                        "times are 0 or more");
        }
    }
    return {};
}

/// Cases by whole days.
struct day_counts {
    std::vector<std::int64_t> ended;
    std::vector<std::int64_t> open;
};

/// Nothing if there is a time that is no whole day, or days are so many that counting would need
/// more memory than the cases themselves.
std::optional<day_counts> counted(std::span<observed_duration const> cases) {
    auto const most = static_cast<double>(std::max<std::size_t>(cases.size(), 4096));
    // Both kinds in one array, side by side: a case costs one addition and no branch.
    std::vector<std::int64_t> both;
    for (observed_duration const& one : cases) {
        if (!(one.time < most)) return std::nullopt;
        auto const day = static_cast<std::size_t>(one.time);
        if (static_cast<double>(day) != one.time) return std::nullopt;
        if (2 * day >= both.size()) both.resize(std::max(2 * both.size(), 2 * day + 2));
        ++both[2 * day + (one.is_ended ? 1 : 0)];
    }
    day_counts made;
    for (std::size_t i = 0; i < both.size(); i += 2) {
        made.open.push_back(both[i]);
        made.ended.push_back(both[i + 1]);
    }
    return made;
}

/// Goes through times in order and keeps what changes the curve.
class curve_builder {
  public:
    explicit curve_builder(std::int64_t cases) : left_(cases) {}

    void take(double time, std::int64_t ended, std::int64_t open) {
        if (ended != 0) {
            auto const r = static_cast<double>(left_);
            auto const d = static_cast<double>(ended);
            survival_ *= (r - d) / r;
            greenwood_ = ended == left_ ? std::numeric_limits<double>::infinity()
                                        : greenwood_ + d / (r * (r - d));
            steps.push_back({.time = time,
                             .at_risk = left_,
                             .ended = ended,
                             .survival = survival_,
                             .greenwood = greenwood_});
        }
        left_ -= ended + open;
    }

    std::vector<survival_step> steps;

  private:
    std::int64_t left_;
    double survival_ = 1;
    double greenwood_ = 0;
};

struct level_limits {
    or_absent<double> lower;
    or_absent<double> upper;
};

level_limits limits_at(double survival, double greenwood, survival_options how) {
    if (survival <= 0) return {absent(absence::no_limit), absent(absence::no_limit)};
    if (greenwood == 0) return {survival, survival};
    double const reach = how.at.z() * std::sqrt(greenwood);
    switch (how.limits) {
    case survival_limits::log:
        return {survival * std::exp(-reach), std::min(1.0, survival * std::exp(reach))};
    case survival_limits::log_log: {
        double const turned = reach / std::log(survival); // below 0
        return {std::pow(survival, std::exp(-turned)), std::pow(survival, std::exp(turned))};
    }
    case survival_limits::plain:
        return {std::max(0.0, survival - survival * reach),
                std::min(1.0, survival + survival * reach)};
    }
    return {absent(absence::not_available), absent(absence::not_available)};
}

/// The first time at which a falling curve is at `level` or below; where it runs level there, the
/// middle up to the next fall, or up to the end of what was watched. `of` gives a step's level,
/// which may be absent.
template <class Level>
or_absent<double> crossing(std::span<survival_step const> steps, double last_time, double level,
                           Level of) {
    if (level >= 1) return 0.0;
    for (std::size_t i = 0; i != steps.size(); ++i) {
        or_absent<double> const here = of(steps[i]);
        if (!here || *here > level + level_tolerance) continue;
        if (*here < level - level_tolerance) return steps[i].time;
        for (std::size_t next = i + 1; next != steps.size(); ++next) {
            or_absent<double> const below = of(steps[next]);
            if (below && *below < level - level_tolerance) {
                return (steps[i].time + steps[next].time) / 2;
            }
        }
        return (steps[i].time + last_time) / 2;
    }
    return absent(absence::not_reached);
}

} // namespace

result<survival_curve> survival_curve::of(std::span<observed_duration const> cases) {
    if (cases.empty()) return detail::no_base("time", "there are no cases");
    if (auto const ok = checked(cases); !ok) return refuse(ok.error());
    if (auto const days = counted(cases)) return of_counts(days->ended, days->open);
    std::vector<observed_duration> sorted(cases.begin(), cases.end());
    std::sort(sorted.begin(), sorted.end(),
              [](auto const& a, auto const& b) { return a.time < b.time; });
    survival_curve made;
    made.cases_ = static_cast<std::int64_t>(cases.size());
    made.last_time_ = sorted.back().time;
    curve_builder builder(made.cases_);
    for (auto at = sorted.begin(); at != sorted.end();) {
        double const time = at->time;
        std::int64_t ended = 0;
        std::int64_t open = 0;
        for (; at != sorted.end() && at->time == time; ++at) ++(at->is_ended ? ended : open);
        builder.take(time, ended, open);
        made.ended_ += ended;
    }
    made.steps_ = std::move(builder.steps);
    return made;
}

result<survival_curve> survival_curve::of_counts(std::span<std::int64_t const> ended,
                                                 std::span<std::int64_t const> open) {
    survival_curve made;
    for (auto const& [counts, name] : {std::pair(ended, "ended"), std::pair(open, "open")}) {
        for (std::int64_t const count : counts) {
            if (auto const ok = detail::checked_count(count, name); !ok) return refuse(ok.error());
            if (__builtin_add_overflow(made.cases_, count, &made.cases_)) {
                return detail::out_of_range(name, "the sum does not fit in 64 bits");
            }
        }
    }
    if (made.cases_ == 0) return detail::no_base("time", "there are no cases");
    curve_builder builder(made.cases_);
    std::size_t const days = std::max(ended.size(), open.size());
    for (std::size_t day = 0; day != days; ++day) {
        std::int64_t const ended_now = day < ended.size() ? ended[day] : 0;
        std::int64_t const open_now = day < open.size() ? open[day] : 0;
        if (ended_now == 0 && open_now == 0) continue;
        made.last_time_ = static_cast<double>(day);
        made.ended_ += ended_now;
        builder.take(made.last_time_, ended_now, open_now);
    }
    made.steps_ = std::move(builder.steps);
    return made;
}

survival_step const* survival_curve::step_at(double time) const {
    auto const after =
        std::upper_bound(steps_.begin(), steps_.end(), time,
                         [](double t, survival_step const& step) { return t < step.time; });
    return after == steps_.begin() ? nullptr : &*(after - 1);
}

survival_estimate survival_curve::at(double time, survival_options how) const {
    UPHELD_EXPECTS(time >= 0);
    survival_step const* const step = step_at(time);
    double const survival = step == nullptr ? 1 : step->survival;
    double const greenwood = step == nullptr ? 0 : step->greenwood;
    if (time > last_time_ && survival > 0) {
        auto const unknown = absent(absence::not_available);
        return {.survival = {.value = unknown,
                             .lower = unknown,
                             .upper = unknown,
                             .method = interval_method::kaplan_meier,
                             .at = how.at},
                .standard_error = unknown};
    }
    level_limits const around = limits_at(survival, greenwood, how);
    survival_estimate made{.survival = {.value = survival,
                                        .lower = around.lower,
                                        .upper = around.upper,
                                        .method = interval_method::kaplan_meier,
                                        .at = how.at},
                           .standard_error = survival * std::sqrt(greenwood)};
    if (survival <= 0) made.standard_error = absent(absence::not_available);
    return made;
}

estimate survival_curve::quantile(double p, survival_options how) const {
    UPHELD_EXPECTS(p >= 0 && p <= 1);
    double const level = 1 - p;
    auto const time_of = [&](auto of) { return crossing(steps_, last_time_, level, of); };
    return {.value =
                time_of([](survival_step const& s) -> or_absent<double> { return s.survival; }),
            .lower = time_of([&](survival_step const& s) {
                return limits_at(s.survival, s.greenwood, how).lower;
            }),
            .upper = time_of([&](survival_step const& s) {
                return limits_at(s.survival, s.greenwood, how).upper;
            }),
            .method = interval_method::kaplan_meier,
            .at = how.at};
}

or_absent<restricted_mean_estimate> survival_curve::restricted_mean(double until) const {
    UPHELD_EXPECTS(until >= 0);
    bool const is_over = !steps_.empty() && steps_.back().survival <= 0;
    if (until > last_time_ && !is_over) return absent(absence::not_available);
    // From the right, so that the area beyond each step is at hand.
    double area = 0;
    double variance = 0;
    double right = until;
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        if (step->time > until) continue;
        area += step->survival * (right - step->time);
        right = step->time;
        if (step->ended == step->at_risk) continue; // nothing is waited for beyond it
        auto const r = static_cast<double>(step->at_risk);
        auto const d = static_cast<double>(step->ended);
        variance += area * area * d / (r * (r - d));
    }
    return restricted_mean_estimate{.mean = area + right, .standard_error = std::sqrt(variance)};
}

namespace {

struct grouped_duration {
    double time;
    std::size_t group;
    bool is_ended;
};

/// Solves a symmetric system by elimination, `of` row by row. @returns nothing if it is singular
std::optional<std::vector<double>> solved(std::vector<double> of, std::vector<double> right) {
    std::size_t const n = right.size();
    double largest = 0;
    for (double const v : of) largest = std::max(largest, std::abs(v));
    for (std::size_t column = 0; column != n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row != n; ++row) {
            if (std::abs(of[row * n + column]) > std::abs(of[pivot * n + column])) pivot = row;
        }
        if (!(std::abs(of[pivot * n + column]) > 1e-13 * largest)) return std::nullopt;
        for (std::size_t i = 0; i != n; ++i) std::swap(of[column * n + i], of[pivot * n + i]);
        std::swap(right[column], right[pivot]);
        for (std::size_t row = column + 1; row != n; ++row) {
            double const factor = of[row * n + column] / of[column * n + column];
            for (std::size_t i = column; i != n; ++i) {
                of[row * n + i] -= factor * of[column * n + i];
            }
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t row = n; row-- != 0;) {
        for (std::size_t i = row + 1; i != n; ++i) right[row] -= of[row * n + i] * right[i];
        right[row] /= of[row * n + row];
    }
    return right;
}

} // namespace

result<test_outcome> log_rank_test(std::span<std::span<observed_duration const> const> groups) {
    std::vector<grouped_duration> all;
    std::vector<double> at_risk;
    for (auto const& group : groups) {
        if (auto const ok = checked(group); !ok) return refuse(ok.error());
        for (observed_duration const& one : group) {
            all.push_back({one.time, at_risk.size(), one.is_ended});
        }
        at_risk.push_back(static_cast<double>(group.size()));
    }
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.time < b.time; });

    std::size_t const k = groups.size();
    std::vector<double> expected(k, 0);
    std::vector<double> excess(k, 0); // observed less expected
    std::vector<double> variance(k * k, 0);
    auto left = static_cast<double>(all.size());
    for (auto at = all.begin(); at != all.end();) {
        auto const same_time = std::find_if(
            at, all.end(), [time = at->time](auto const& one) { return one.time != time; });
        auto const ended = static_cast<double>(
            std::count_if(at, same_time, [](auto const& one) { return one.is_ended; }));
        for (auto one = at; one != same_time; ++one) excess[one->group] += one->is_ended ? 1 : 0;
        for (std::size_t i = 0; ended > 0 && i != k; ++i) {
            double const share = at_risk[i] / left;
            expected[i] += ended * share;
            excess[i] -= ended * share;
            if (left <= 1) continue;
            double const factor = ended * (left - ended) / (left - 1) * share;
            for (std::size_t j = 0; j != k; ++j) {
                variance[i * k + j] += factor * ((i == j ? 1 : 0) - at_risk[j] / left);
            }
        }
        for (; at != same_time; ++at) {
            at_risk[at->group] -= 1;
            left -= 1;
        }
    }

    // The groups add up to nothing, so one of them says nothing new.
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i != k; ++i) {
        if (expected[i] > 0) used.push_back(i);
    }
    test_outcome made{.statistic = absent(absence::not_applicable),
                      .degrees_of_freedom = 0,
                      .p_value = absent(absence::not_applicable),
                      .method = "log_rank",
                      .has_small_expected = false};
    if (used.size() < 2) return made;
    for (std::size_t const i : used) {
        made.has_small_expected = made.has_small_expected || expected[i] < 5;
    }
    made.degrees_of_freedom = static_cast<double>(used.size() - 1);
    std::vector<double> matrix;
    std::vector<double> apart;
    for (std::size_t i = 1; i != used.size(); ++i) {
        apart.push_back(excess[used[i]]);
        for (std::size_t j = 1; j != used.size(); ++j) {
            matrix.push_back(variance[used[i] * k + used[j]]);
        }
    }
    auto const weights = solved(matrix, apart);
    if (!weights) return made;
    double const statistic =
        std::max(0.0, std::inner_product(apart.begin(), apart.end(), weights->begin(), 0.0));
    made.statistic = statistic;
    made.p_value = chi_squared_tail(statistic, made.degrees_of_freedom).area;
    return made;
}

} // namespace upheld
