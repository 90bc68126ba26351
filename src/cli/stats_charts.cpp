// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/control_chart.hpp"
#include "upheld/statistics/count_chart.hpp"

#include <algorithm>

namespace upheld::cli {
namespace {

/// Indices from 0 as they are told: from 1.
stats_json from_one(std::span<std::size_t const> indices) {
    auto all = stats_json::array();
    for (std::size_t const i : indices) all.push_back(i + 1);
    return all;
}

template <class Test> stats_json points_where(xmr_chart const& chart, Test test) {
    auto all = stats_json::array();
    for (std::size_t i = 0; i != chart.points.size(); ++i) {
        if (test(chart.points[i])) all.push_back(i + 1);
    }
    return all;
}

xmr_options options_of(stats_input& in) {
    xmr_options how;
    if (in.yes("screen_outliers", false)) how.screening = range_screening::leave_out_large;
    if (in.has("fix_after_n_points")) how.baseline_points = in.size("fix_after_n_points", 2);
    how.constant = in.one_of<xmr_constant>(
        "constant", {{"2.66", xmr_constant::rounded}, {"3/1.128", xmr_constant::quotient}},
        xmr_constant::rounded);
    return how;
}

/// One value, or one for each point where there are several segments.
stats_output& add_by_segment(stats_output& out, xmr_chart const& chart, std::string const& name,
                             auto value_of) {
    if (chart.segments.size() == 1) return out.add(name, value_of(chart.segments[0].limits));
    std::vector<or_absent<double>> all;
    for (chart_point const& point : chart.points) {
        all.push_back(value_of(chart.segments[point.segment].limits));
    }
    return out.add(name, all);
}

stats_output& add_limits(stats_output& out, xmr_chart const& chart) {
    add_by_segment(out, chart, "mean",
                   [](xmr_limits const& l) -> or_absent<double> { return l.mean; });
    add_by_segment(out, chart, "mean_moving_range",
                   [](xmr_limits const& l) { return l.mean_moving_range; });
    add_by_segment(out, chart, "lpl", [](xmr_limits const& l) { return l.lower; });
    add_by_segment(out, chart, "upl", [](xmr_limits const& l) { return l.upper; });
    out.put("special_cause_index_from_1", points_where(chart, [](chart_point const& point) {
                return point.cause != special_cause::none;
            }));
    bool const is_trial = std::any_of(chart.segments.begin(), chart.segments.end(),
                                      [](chart_segment const& s) { return s.limits.is_trial; });
    if (is_trial) out.put("note", "trial limits: from fewer than 12 points");
    return out;
}

result<stats_json> limits(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    xmr_options const how = options_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const chart = make_xmr_chart(values, how);
    if (!chart) return refuse(chart.error());
    stats_output out;
    return add_limits(out, *chart).take();
}

result<stats_json> special_causes(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    xmr_options const how = options_of(in);
    std::vector<rebase> rebases;
    if (in.has("rebase_from_index")) {
        std::string const reason = in.word("rebase_reason", "");
        rebases.push_back({.first = in.size("rebase_from_index", 1) - 1, .reason = reason});
    }
    improvement const better = in.one_of<improvement>("improvement",
                                                      {{"increase", improvement::increase},
                                                       {"decrease", improvement::decrease},
                                                       {"neutral", improvement::neutral}},
                                                      improvement::neutral);
    if (in.fault()) return refuse(*in.fault());
    auto const chart = make_xmr_chart(values, how, rebases);
    if (!chart) return refuse(chart.error());
    stats_output out;
    add_limits(out, *chart);
    out.put("beyond_limits", points_where(*chart, [](chart_point const& point) {
                return point.outside != side::on;
            }));
    out.put("trend", points_where(*chart, [](chart_point const& point) {
                return point.in_trend != side::on;
            }));
    out.put("two_of_three", points_where(*chart, [](chart_point const& point) {
                return point.in_two_of_three != side::on;
            }));
    out.put("run", points_where(*chart,
                                [](chart_point const& point) { return point.in_run != side::on; }));
    auto causes = stats_json::array();
    auto meanings = stats_json::array();
    for (chart_point const& point : chart->points) {
        causes.push_back(name_of(point.cause));
        meanings.push_back(name_of(meaning_of(point, better)));
    }
    out.put("cause", std::move(causes)).put("meaning", std::move(meanings));
    return out.take();
}

std::vector<side> sides_of(stats_input& in, std::string const& name) {
    std::vector<side> made;
    for (double const value : in.numbers(name)) {
        made.push_back(value > 0 ? side::above : value < 0 ? side::below : side::on);
    }
    return made;
}

/// 1 for a flag of either way.
stats_json zeros_and_ones(std::span<side const> flags) {
    auto all = stats_json::array();
    for (side const flag : flags) all.push_back(flag == side::on ? 0 : 1);
    return all;
}

stats_json signs(std::span<side const> flags) {
    auto all = stats_json::array();
    for (side const flag : flags) all.push_back(static_cast<int>(flag));
    return all;
}

result<stats_json> seven_on_one_side(stats_json const& input) {
    stats_input in(input);
    auto const of_mean = sides_of(in, "relative_to_mean");
    if (in.fault()) return refuse(*in.fault());
    rule_flags const flags = runs_on_one_side(of_mean);
    stats_output out;
    out.put("part_of_run", zeros_and_ones(flags.part_of))
        .put("flag_at_end_of_run", zeros_and_ones(flags.ends));
    return out.take();
}

result<stats_json> seven_in_a_trend(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    if (in.fault()) return refuse(*in.fault());
    rule_flags const flags = trends_in(values);
    stats_output out;
    out.put("flag_at_end_of_trend", signs(flags.ends)).put("part_of_trend", signs(flags.part_of));
    return out.take();
}

result<stats_json> two_in_three(stats_json const& input) {
    stats_input in(input);
    auto const close = sides_of(in, "close_to_limit");
    auto const of_mean = sides_of(in, "relative_to_mean");
    in.keep_same_length(close.size(), "close_to_limit", of_mean.size(), "relative_to_mean");
    if (in.fault()) return refuse(*in.fault());
    rule_flags const flags = two_of_three(close, of_mean);
    stats_output out;
    out.put("part_of_two_of_three", zeros_and_ones(flags.part_of));
    return out.take();
}

result<stats_json> assured(stats_json const& input) {
    stats_input in(input);
    double const lower = in.number("lpl");
    double const upper = in.number("upl");
    double const target = in.number("target");
    improvement const better =
        in.one_of<improvement>("improvement", {{"increase", improvement::increase},
                                               {"decrease", improvement::decrease},
                                               {"neutral", improvement::neutral}});
    if (lower > upper) {
        in.keep({.code = failure_code::contradiction,
                 .where = {.source = {}, .row = 0, .column = "upl"},
                 .message = "the upper limit is below the lower one",
                 .mend = {}});
    }
    if (in.fault()) return refuse(*in.fault());
    auto const found = assurance_of(lower, upper, target, better);
    stats_output out;
    if (found) {
        out.put("assurance", name_of(*found));
    } else {
        out.add_absent("assurance", found.error());
    }
    return out.take();
}

/// One number if all are the same.
stats_json one_or_all(std::span<double const> values) {
    bool const is_one = std::all_of(values.begin(), values.end(),
                                    [&](double value) { return value == values.front(); });
    if (is_one) return values.front();
    return stats_json(std::vector<double>(values.begin(), values.end()));
}

stats_json told(count_chart const& chart) {
    stats_output out;
    out.put("centre", chart.centre)
        .put("lcl", one_or_all(chart.lower))
        .put("ucl", one_or_all(chart.upper))
        .put("above_ucl_index_from_1", from_one(chart.above))
        .put("below_lcl_index_from_1", from_one(chart.below));
    return out.take();
}

result<stats_json> chart_of_counts(stats_json const& input) {
    stats_input in(input);
    auto const counts = in.counts("counts");
    if (in.fault()) return refuse(*in.fault());
    auto const chart = c_chart(counts);
    if (!chart) return refuse(chart.error());
    return told(*chart);
}

result<stats_json> chart_of_shares(stats_json const& input) {
    stats_input in(input);
    auto const shares = in.shares();
    bool const is_laney = in.yes("laney", false);
    if (in.fault()) return refuse(*in.fault());
    auto const chart = p_chart(shares, is_laney ? overdispersion::laney : overdispersion::ignored);
    if (!chart) return refuse(chart.error());
    stats_json made = told(*chart);
    if (is_laney) made["sigma_z"] = chart->sigma_z;
    return made;
}

result<stats_json> chart_of_rates(stats_json const& input) {
    stats_input in(input);
    auto const counts = in.counts("counts");
    auto const exposures = in.numbers("exposures");
    if (in.fault()) return refuse(*in.fault());
    auto const chart = u_chart(counts, exposures);
    if (!chart) return refuse(chart.error());
    return told(*chart);
}

constexpr std::string_view count_chart_fields =
    "centre: mean, or pooled share or rate\n"
    "lcl: lower limit; one, or one for each point where they differ\n"
    "ucl: upper limit; the same\n"
    "above_ucl_index_from_1: list\n"
    "below_lcl_index_from_1: list";

constexpr stats_method methods[] = {
    {"spc_xmr_limits", "Limits of an XmR chart",
     "values: list of numbers, in order of time\n"
     "screen_outliers: true to leave out moving ranges of 3.267 times the average or more; "
     "default false\n"
     "fix_after_n_points: limits from so many points only; default all\n"
     "constant: \"2.66\" or \"3/1.128\"; default \"2.66\"",
     "mean: of the values\n"
     "mean_moving_range: null for one point\n"
     "lpl: lower process limit; may be below 0\n"
     "upl: upper process limit\n"
     "special_cause_index_from_1: list of the points that any rule flags",
     limits},
    {"spc_xmr_special_causes",
     "Points of an XmR chart that are more than the usual coming and going",
     "values: list of numbers, in order of time\n"
     "screen_outliers: as in spc_xmr_limits\n"
     "fix_after_n_points: as in spc_xmr_limits\n"
     "constant: as in spc_xmr_limits\n"
     "rebase_from_index: first point, from 1, of a second segment with limits of its own\n"
     "rebase_reason: why, for the record\n"
     "improvement: increase, decrease or neutral; default neutral",
     "mean: one, or one for each point when rebased; so are mean_moving_range, lpl and upl\n"
     "special_cause_index_from_1: list of the points that any rule flags\n"
     "beyond_limits: list of points, from 1; so are trend, two_of_three and run\n"
     "cause: for each point the first rule of outside_limits, trend, two_of_three, run; or none\n"
     "meaning: for each point improvement or concern",
     special_causes},
    {"spc_rule_seven_one_side", "Seven points in a row on one side of the mean",
     "relative_to_mean: list of -1, 0, 1",
     "part_of_run: list of 0 and 1\n"
     "flag_at_end_of_run: list of 0 and 1, where seven are complete",
     seven_on_one_side},
    {"spc_rule_seven_trend", "Seven points steadily rising or falling", "values: list of numbers",
     "flag_at_end_of_trend: list of -1, 0, 1, where seven are complete\n"
     "part_of_trend: list of -1, 0, 1",
     seven_in_a_trend},
    {"spc_rule_two_of_three", "Two of three points close to a limit, all on one side of the mean",
     "close_to_limit: list; anything but 0 is close\n"
     "relative_to_mean: list of -1, 0, 1, one for each",
     "part_of_two_of_three: list of 0 and 1", two_in_three},
    {"spc_assurance", "Whether a process keeps meeting a target as it is now",
     "lpl: lower process limit\n"
     "upl: upper process limit\n"
     "target: number\n"
     "improvement: increase, decrease or neutral",
     "assurance: consistent_pass, consistent_fail, inconsistent; null if neutral", assured},
    {"spc_c_chart", "Control chart of counts with equal exposure", "counts: list of whole numbers",
     count_chart_fields, chart_of_counts},
    {"spc_p_chart", "Control chart of shares",
     "events: list of whole numbers\n"
     "n: list of whole numbers, one for each\n"
     "laney: true to widen the limits by how much the points vary (p'); default false",
     count_chart_fields, chart_of_shares},
    {"spc_u_chart", "Control chart of rates",
     "counts: list of whole numbers\n"
     "exposures: list of numbers above 0, one for each",
     count_chart_fields, chart_of_rates},
};

} // namespace

std::span<stats_method const> control_chart_methods() { return methods; }

} // namespace upheld::cli
