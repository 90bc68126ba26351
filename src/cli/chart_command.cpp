// SPDX-License-Identifier: BSL-1.0
#include "cli/charted_cube.hpp"
#include "cli/commands.hpp"
#include "report/text_layout.hpp"
#include "upheld/rollup/cube_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace upheld::cli {
namespace {

using nlohmann::ordered_json;

struct chart_request {
    cube_request of;
    std::string by = "month";
    std::string measure = "received";
    std::string kind = "xmr";
    bool screen = false;
    std::optional<std::size_t> baseline;
    std::vector<std::string> rebases;
    std::string better = "neutral";
    std::optional<double> target;
    chart_output output;
};

/// One point as it is told, of whatever chart.
struct told_point {
    or_absent<double> mean;
    or_absent<double> lower;
    or_absent<double> upper;
    std::string cause = "none"; ///< key
    side direction = side::on;
    std::string meaning{}; ///< key; empty for charts that have none
};

struct told_chart {
    std::vector<told_point> points;
    std::vector<std::string> notes;                           ///< sentences
    std::vector<std::pair<std::size_t, std::string>> rebases; ///< point, and why
    or_absent<assurance> assured = absent(absence::not_applicable);
};

constexpr std::string_view name_of_side(side which) {
    switch (which) {
    case side::below: return "low";
    case side::on: return "none";
    case side::above: return "high";
    }
    return "none";
}

/// For people.
std::string words_of(told_point const& point) {
    bool const is_high = point.direction == side::above;
    if (point.cause == "none") return "";
    if (point.cause == "outside_limits") return is_high ? "above the limits" : "below the limits";
    if (point.cause == "trend") return is_high ? "rising trend" : "falling trend";
    if (point.cause == "two_of_three") {
        return is_high ? "two of three near the upper limit" : "two of three near the lower limit";
    }
    return is_high ? "run above the mean" : "run below the mean";
}

/// Whether any figure is of fewer units than were asked for.
bool leaves_units_out(cube_series const& series) {
    return std::any_of(series.figures.begin(), series.figures.end(),
                       [](figure const& value) { return value.is_partial; });
}

improvement improvement_of(std::string const& text) {
    if (text == "increase") return improvement::increase;
    return text == "decrease" ? improvement::decrease : improvement::neutral;
}

/// `2019-M08=a new system` as a point of the series and a reason.
result<rebase> rebase_from_text(std::string const& text, cube const& of,
                                cube_series const& series) {
    auto const about_option = [](std::string message, std::string mend) {
        return about("--rebase", {.code = failure_code::field_malformed,
                                  .where = {},
                                  .message = std::move(message),
                                  .mend = std::move(mend)});
    };
    std::size_t const equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
        return refuse(
            about_option('"' + text + "\" has no reason", "write it as 2019-M08=what changed"));
    }
    std::string const key = text.substr(0, equals);
    auto const entry = of.axes().front().find(key);
    auto const point = entry ? std::find(series.entries.begin(), series.entries.end(), *entry)
                             : series.entries.end();
    if (point == series.entries.end() || point == series.entries.begin()) {
        return refuse(about_option('"' + key + "\" is no point behind the first",
                                   "use one of those in the table"));
    }
    return rebase{.first = static_cast<std::size_t>(point - series.entries.begin()),
                  .reason = text.substr(equals + 1)};
}

result<told_chart> xmr_told(cube_series const& series, cube const& of, chart_request const& asked) {
    std::vector<rebase> rebases;
    for (std::string const& text : asked.rebases) {
        auto one = rebase_from_text(text, of, series);
        if (!one) return refuse(one.error());
        rebases.push_back(std::move(*one));
    }
    std::sort(rebases.begin(), rebases.end(),
              [](rebase const& a, rebase const& b) { return a.first < b.first; });
    xmr_options how;
    if (asked.screen) how.screening = range_screening::leave_out_large;
    how.baseline_points = asked.baseline;
    auto const chart = xmr_chart_of(series, how, rebases);
    if (!chart) {
        failure why = chart.error();
        why.where.column = why.code == failure_code::order_broken
                               ? "--rebase, given twice for one point"
                               : "--baseline";
        return refuse(why);
    }
    told_chart made;
    improvement const better = improvement_of(asked.better);
    for (chart_point const& point : chart->points) {
        xmr_limits const& limits = chart->segments[point.segment].limits;
        made.points.push_back({.mean = limits.mean,
                               .lower = limits.lower,
                               .upper = limits.upper,
                               .cause = std::string(name_of(point.cause)),
                               .direction = point.direction,
                               .meaning = std::string(name_of(meaning_of(point, better)))});
    }
    for (rebase const& one : rebases) made.rebases.emplace_back(one.first, one.reason);
    made.notes.emplace_back("XmR chart: limits from the usual change between neighbouring points. "
                            "They say nothing of what is wanted.");
    if (std::any_of(chart->segments.begin(), chart->segments.end(),
                    [](chart_segment const& s) { return s.limits.is_trial; })) {
        made.notes.emplace_back("Limits from fewer than 12 points are for trial.");
    }
    xmr_limits const& last = chart->segments.back().limits;
    if (asked.target && last.lower && last.upper) {
        made.assured = assurance_of(*last.lower, *last.upper, *asked.target, better);
    }
    return made;
}

result<told_chart> counts_told(cube_series const& series, chart_request const& asked) {
    auto const chart = count_chart_of(series, asked.kind == "p_laney" ? overdispersion::laney
                                                                      : overdispersion::ignored);
    if (!chart) return refuse(chart.error());
    told_chart made;
    for (std::size_t i = 0; i != chart->values.size(); ++i) {
        // A c chart has one pair of limits for all.
        auto const limit = [i](std::vector<double> const& of) {
            return of.size() == 1 ? of.front() : of[i];
        };
        made.points.push_back(
            {.mean = chart->centre, .lower = limit(chart->lower), .upper = limit(chart->upper)});
    }
    for (auto const& [points, direction] :
         {std::pair(&chart->above, side::above), std::pair(&chart->below, side::below)}) {
        for (std::size_t const i : *points) {
            made.points[i].cause = name_of(special_cause::outside_limits);
            made.points[i].direction = direction;
        }
    }
    made.notes.emplace_back(
        asked.kind == "c"
            ? "c chart: limits of chance for equal stretches of time; months differ in length."
        : asked.kind == "p"
            ? "p chart: limits of chance alone, which large numbers make too tight for real cases."
            : "Laney's p' chart: limits of chance, widened by how much the shares really vary.");
    return made;
}

std::string text_of(told_chart const& chart, cube_series const& series, cube_answer const& from,
                    chart_request const& asked) {
    axis const& times = from.whole.axes().front();
    figure_form const form = series.of.form;
    std::string text = heading_of(from) + '\n';
    std::vector<std::vector<std::string>> lines{
        {name_of(times.by()), "more than usual", "value", "mean", "lower", "upper"}};
    if (form == figure_form::share) lines.front().emplace_back("of");
    for (std::size_t i = 0; i != chart.points.size(); ++i) {
        told_point const& point = chart.points[i];
        figure const& value = series.figures[i];
        std::vector<std::string> line{std::string(times.name(series.entries[i])),
                                      words_of(point),
                                      form == figure_form::count
                                          ? std::to_string(value.number)
                                          : cli::text_of(point_of(value), form),
                                      cli::text_of(point.mean, form),
                                      cli::text_of(point.lower, form),
                                      cli::text_of(point.upper, form)};
        if (form == figure_form::share) line.push_back(std::to_string(value.share.whole));
        lines.push_back(std::move(line));
    }
    text += detail::aligned(lines, 2) + '\n';
    for (auto const& [point, why] : chart.rebases) {
        text += fmt::format("New limits from {} on: {}.\n", times.name(series.entries[point]), why);
    }
    if (chart.assured) {
        text += fmt::format(
            "Target {}: {}.\n", cli::text_of(*asked.target, form),
            *chart.assured == assurance::consistent_pass   ? "met whatever chance does"
            : *chart.assured == assurance::consistent_fail ? "missed whatever chance does"
                                                           : "sometimes met and sometimes not");
    }
    for (std::string const& note : chart.notes) text += note + '\n';
    if (!series.unfinished.empty()) {
        text += "Left out, not wholly within the days told: " +
                names_of(from.whole, series.unfinished) + ".\n";
    }
    if (!series.without_figure.empty()) {
        text +=
            "Left out, without a figure: " + names_of(from.whole, series.without_figure) + ".\n";
    }
    if (leaves_units_out(series)) {
        text += "Units that do not keep what the measure needs are left out.\n";
    }
    for (told_break const& b : from.breaks) text += "Break: " + b.words + ".\n";
    return text;
}

std::string csv_of(told_chart const& chart, cube_series const& series, cube const& of) {
    axis const& times = of.axes().front();
    std::string text = name_of(times.by()) + ",value,mean,lower,upper,cause,direction,meaning\n";
    for (std::size_t i = 0; i != chart.points.size(); ++i) {
        told_point const& point = chart.points[i];
        text += fmt::format("{},{},{},{},{},{},{},{}\n", times.key(series.entries[i]),
                            point_of(series.figures[i]), cli::csv_of(point.mean),
                            cli::csv_of(point.lower), cli::csv_of(point.upper), point.cause,
                            name_of_side(point.direction),
                            point.meaning.empty() ? "n/a" : point.meaning);
    }
    return text;
}

std::string json_of(told_chart const& chart, cube_series const& series, cube_answer const& from,
                    chart_request const& asked) {
    axis const& times = from.whole.axes().front();
    ordered_json made = head_of(from);
    made["chart"] = asked.kind;
    made["points"] = ordered_json::array();
    for (std::size_t i = 0; i != chart.points.size(); ++i) {
        told_point const& point = chart.points[i];
        figure const& value = series.figures[i];
        ordered_json one{{"entry", times.key(series.entries[i])}, {"value", point_of(value)}};
        if (value.form == figure_form::share || value.form == figure_form::days) {
            one["part"] = value.share.part;
            one["whole"] = value.share.whole;
        }
        one["mean"] = cli::json_of(point.mean);
        one["lower"] = cli::json_of(point.lower);
        one["upper"] = cli::json_of(point.upper);
        one["cause"] = point.cause;
        one["direction"] = name_of_side(point.direction);
        if (!point.meaning.empty()) one["meaning"] = point.meaning;
        made["points"].push_back(std::move(one));
    }
    made["rebases"] = ordered_json::array();
    for (auto const& [point, why] : chart.rebases) {
        made["rebases"].push_back({{"entry", times.key(series.entries[point])}, {"reason", why}});
    }
    if (asked.target) {
        made["target"] = *asked.target;
        made["assurance"] =
            chart.assured ? ordered_json(name_of(*chart.assured)) : ordered_json(nullptr);
    }
    made["partial"] = leaves_units_out(series);
    made["unfinished"] = keys_of(from.whole, series.unfinished);
    made["without_figure"] = keys_of(from.whole, series.without_figure);
    return made.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

int run(chart_request const& asked) {
    bool const is_xmr = asked.kind == "xmr";
    if (!is_xmr && (asked.screen || asked.baseline || !asked.rebases.empty() || asked.target)) {
        return refuse_usage("--screen, --baseline, --rebase and --target are of --kind xmr");
    }
    if (asked.target && !std::isfinite(*asked.target)) {
        return refuse_usage("--target is not a number that can be met");
    }
    if (asked.target && asked.better == "neutral") {
        return refuse_usage("--target needs --better increase or --better decrease");
    }
    auto const found = counted_by(asked.of, asked.by, asked.measure);
    if (!found) return exit_refused;
    std::optional<day> known_until;
    if (found->seen_from) known_until = found->seen_from->as_of;
    auto const series = series_of(found->whole, 0, known_until);
    if (!series) return refuse_input(about("--by", series.error()));
    if (series->figures.empty()) {
        return refuse_usage("nothing is a point of the chart: no " + asked.by +
                            " is over and within the days told, and has a figure");
    }
    auto const chart =
        is_xmr ? xmr_told(*series, found->whole, asked) : counts_told(*series, asked);
    if (!chart) return refuse_input(chart.error());
    return show(asked.output, asked.output.format == "csv" ? csv_of(*chart, *series, found->whole)
                              : asked.output.format == "json"
                                  ? json_of(*chart, *series, *found, asked)
                                  : text_of(*chart, *series, *found, asked));
}

} // namespace

void add_chart_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<chart_request>();
    CLI::App* const command = app.add_subcommand(
        "chart", "Tell which months of a measure are more than the usual coming and going");
    add_cube_request(*command, asked->of);
    command->get_option("folder")->required();
    command
        ->add_option("--by", asked->by,
                     "month, week, financial_quarter, calendar_quarter, financial_year, ...")
        ->capture_default_str();
    command
        ->add_option("--measure", asked->measure,
                     "by key (upheld rollup --list-measures shows all)")
        ->capture_default_str();
    command
        ->add_option("--kind", asked->kind,
                     "xmr for any measure; p for shares, p_laney where they are of many cases; c "
                     "for counts")
        ->check(CLI::IsMember({"xmr", "p", "p_laney", "c"}))
        ->capture_default_str();
    command
        ->add_option("--better", asked->better,
                     "which way is better: increase, decrease or neutral")
        ->check(CLI::IsMember({"increase", "decrease", "neutral"}))
        ->capture_default_str();
    command->add_option("--target", asked->target,
                        "whether it will keep being met as things are: a count, a fraction of a "
                        "share, working days or pounds");
    command
        ->add_option("--baseline", asked->baseline,
                     "limits from so many points alone, the first ones")
        ->check(CLI::Range(2, 1'000'000));
    command
        ->add_option("--rebase", asked->rebases,
                     "new limits from a point on, and why: 2019-M08=what changed; may be repeated")
        ->allow_extra_args(false);
    command->add_flag("--screen", asked->screen,
                      "leave out of the limits, once, changes so large that they must be special");
    add_chart_output(*command, asked->output);
    command->footer("Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
