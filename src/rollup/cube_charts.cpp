// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/cube_charts.hpp"

#include "upheld/rollup/period.hpp"

#include <string>
#include <utility>

namespace upheld {
namespace {

failure not_to_be_charted(std::string message, std::string mend) {
    return {.code = failure_code::contradiction,
            .where = {},
            .message = std::move(message),
            .mend = std::move(mend)};
}

bool is_of_time(cube const& of) {
    return of.axes().size() == 1 && of.axes().front().by().what == dimension::time;
}

measure meaning_of_measure(cube const& of, std::size_t at) {
    UPHELD_EXPECTS(at < of.measures().size());
    return find_measure(of.measures()[at].key).value();
}

/// The figure of an entry; without a row in it, that of none.
figure figure_of(cube const& of, std::size_t entry, std::size_t measure, figure_form form) {
    auto const at = of.find(std::span(&entry, 1));
    if (at) return of.at(*at, measure);
    return form == figure_form::count || form == figure_form::pence
               ? figure::of(form, 0)
               : figure::absent(figure_state::no_base, form);
}

/// Where a share lies among limits; on a limit it is inside.
funnel_class class_among(double share, funnel_limits const& limits) {
    if (share > limits.within_998.upper) return funnel_class::high_998;
    if (share > limits.within_95.upper) return funnel_class::high_95;
    if (share < limits.within_998.lower) return funnel_class::low_998;
    if (share < limits.within_95.lower) return funnel_class::low_95;
    return funnel_class::inside;
}

double fraction_of(ratio share) {
    return static_cast<double>(share.part) / static_cast<double>(share.whole);
}

/// Sets limits and class of every point.
result<void> set_limits(cube_funnel& made) {
    for (cube_funnel_point& point : made.points) {
        auto const n = static_cast<double>(point.share.whole);
        auto const limits =
            made.is_widened ? overdispersed_limits_of_share(made.target, made.spread.tau_squared, n)
                            : funnel_limits_of_share(made.target, n);
        if (!limits) return refuse(limits.error());
        point.limits = *limits;
        if (made.is_widened) {
            point.where = class_among(fraction_of(point.share), *limits);
            continue;
        }
        auto const where = funnel_class_of_share(point.share, made.target);
        if (!where) return refuse(where.error());
        point.where = *where;
    }
    return {};
}

} // namespace

result<cube_series> series_of(cube const& of, std::size_t measure, std::optional<day> known_until) {
    if (!is_of_time(of)) {
        return refuse(not_to_be_charted("a chart over time needs figures by one step of time alone",
                                        "group by month, week, financial_quarter, ..."));
    }
    cube_series made{.of = meaning_of_measure(of, measure),
                     .entries = {},
                     .figures = {},
                     .without_figure = {},
                     .unfinished = {}};
    axis const& times = of.axes().front();
    for (std::size_t entry = 0; entry != times.size(); ++entry) {
        auto const when = period_from_text(times.key(entry));
        if (!when) return refuse(when.error());
        bool const is_whole = of.of().days.covers(when->days.first) &&
                              of.of().days.covers(when->days.last) &&
                              (!known_until || when->days.last <= *known_until);
        figure const value = figure_of(of, entry, measure, made.of.form);
        if (!is_whole) {
            made.unfinished.push_back(entry);
        } else if (!value.has_value()) {
            made.without_figure.push_back(entry);
        } else {
            made.entries.push_back(entry);
            made.figures.push_back(value);
        }
    }
    return made;
}

double point_of(figure const& value) {
    UPHELD_EXPECTS(value.has_value());
    switch (value.form) {
    case figure_form::share:
    case figure_form::days: return fraction_of(value.share);
    case figure_form::pence:
    case figure_form::percent: return static_cast<double>(value.number) / 100;
    case figure_form::count:
    case figure_form::rank:
    case figure_form::joint_rank: break;
    }
    return static_cast<double>(value.number);
}

result<xmr_chart> xmr_chart_of(cube_series const& of, xmr_options how,
                               std::span<rebase const> rebases, rule_lengths lengths) {
    std::vector<double> values;
    for (figure const& value : of.figures) values.push_back(point_of(value));
    return make_xmr_chart(values, how, rebases, lengths);
}

result<count_chart> count_chart_of(cube_series const& of, overdispersion how) {
    if (of.of.form == figure_form::share) {
        std::vector<ratio> shares;
        for (figure const& value : of.figures) shares.push_back(value.share);
        return p_chart(shares, how);
    }
    if (of.of.form != figure_form::count || how != overdispersion::ignored) {
        return refuse(
            not_to_be_charted(std::string(of.of.key) + " is no " +
                                  (how == overdispersion::ignored ? "share or count" : "share"),
                              "an XmR chart takes any measure"));
    }
    std::vector<std::int64_t> counts;
    for (figure const& value : of.figures) counts.push_back(value.number);
    return c_chart(counts);
}

result<cube_funnel> funnel_of(cube const& of, std::size_t measure, std::optional<double> target,
                              funnel_spread how) {
    upheld::measure const what = meaning_of_measure(of, measure);
    if (of.axes().size() != 1 || is_of_time(of)) {
        return refuse(not_to_be_charted("a funnel needs figures by one dimension that is not time",
                                        "group by unit, service, place, ..."));
    }
    if (what.form != figure_form::share) {
        return refuse(not_to_be_charted(std::string(what.key) + " is no share",
                                        "a funnel is of shares, such as upheld_share"));
    }
    if (!of.measures()[measure].adds_up_over.front()) {
        return refuse(not_to_be_charted(
            "one complaint may be in several entries of " + name_of(of.axes().front().by()) +
                ", so their " + std::string(what.key) + " is not of separate cases",
            "group by another dimension, or take a measure of aspects"));
    }
    cube_funnel made;
    std::vector<ratio> shares;
    for (std::size_t entry = 0; entry != of.axes().front().size(); ++entry) {
        figure const value = figure_of(of, entry, measure, what.form);
        if (!value.has_value()) {
            made.without_figure.push_back(entry);
            continue;
        }
        made.points.push_back({.entry = entry, .share = value.share, .limits = {}, .where = {}});
        shares.push_back(value.share);
    }
    if (shares.empty()) {
        return refuse({.code = failure_code::no_base,
                       .where = {},
                       .message = "no entry has a case to be a share of",
                       .mend = {}});
    }
    auto spread = overdispersion_of_shares(shares);
    if (!spread) return refuse(spread.error());
    made.spread = std::move(*spread);
    made.is_target_pooled = !target;
    made.target = target.value_or(made.spread.target);
    made.is_widened = how == funnel_spread::widened && made.spread.is_adjusted;
    if (auto const set = set_limits(made); !set) return refuse(set.error());
    return made;
}

} // namespace upheld
