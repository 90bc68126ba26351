// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/holt_winters.hpp"
#include "upheld/statistics/survival.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace upheld::cli {
namespace {

std::vector<observed_duration> cases_of(stats_input& in) {
    auto const times = in.numbers("time");
    auto const ended = in.yeses("event");
    in.keep_same_length(times.size(), "time", ended.size(), "event");
    std::vector<observed_duration> made;
    for (std::size_t i = 0; i != std::min(times.size(), ended.size()); ++i) {
        made.push_back({times[i], ended[i]});
    }
    return made;
}

survival_options options_of(stats_input& in) {
    confidence const at = in.level();
    auto const limits = in.one_of<survival_limits>("conf_type",
                                                   {{"log", survival_limits::log},
                                                    {"log-log", survival_limits::log_log},
                                                    {"plain", survival_limits::plain}},
                                                   survival_limits::log);
    return {.limits = limits, .at = at};
}

/// Numbers that must not be below 0, nor above `most`.
std::vector<double> numbers_within(stats_input& in, std::string const& name, double most) {
    auto numbers = in.numbers(name);
    for (double const number : numbers) {
        if (number >= 0 && number <= most) continue;
        in.keep({.code = failure_code::value_out_of_range,
                 .where = {.source = {}, .row = 0, .column = name},
                 .message =
                     stats_json(number).dump() + (number < 0 ? " is below 0" : " is more than 1"),
                 .mend = {}});
    }
    return numbers;
}

result<stats_json> quantiles_of_curve(stats_json const& input) {
    stats_input in(input);
    auto const cases = cases_of(in);
    auto const probabilities = numbers_within(in, "probs", 1);
    survival_options const how = options_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const curve = survival_curve::of(cases);
    if (!curve) return refuse(curve.error());
    std::vector<or_absent<double>> quantiles;
    std::vector<or_absent<double>> lower;
    std::vector<or_absent<double>> upper;
    for (double const p : probabilities) {
        estimate const found = curve->quantile(p, how);
        quantiles.push_back(found.value);
        lower.push_back(found.lower);
        upper.push_back(found.upper);
    }
    stats_output out;
    out.put("n", curve->cases())
        .put("events", curve->ended())
        .add("quantiles", quantiles)
        .add("lower", lower)
        .add("upper", upper)
        .put("conf_type", name_of(how.limits));
    return out.take();
}

result<stats_json> survival_at(stats_json const& input) {
    stats_input in(input);
    auto const cases = cases_of(in);
    auto const times = numbers_within(in, "at", HUGE_VAL);
    survival_options const how = options_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const curve = survival_curve::of(cases);
    if (!curve) return refuse(curve.error());
    std::vector<or_absent<double>> survival;
    std::vector<or_absent<double>> errors;
    std::vector<or_absent<double>> lower;
    std::vector<or_absent<double>> upper;
    for (double const time : times) {
        survival_estimate const found = curve->at(time, how);
        survival.push_back(found.survival.value);
        errors.push_back(found.standard_error);
        lower.push_back(found.survival.lower);
        upper.push_back(found.survival.upper);
    }
    stats_output out;
    out.add("survival", survival)
        .add("std_err", errors)
        .add("lower", lower)
        .add("upper", upper)
        .put("conf_type", name_of(how.limits));
    return out.take();
}

result<stats_json> whole_curve(stats_json const& input) {
    stats_input in(input);
    auto const cases = cases_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const curve = survival_curve::of(cases);
    if (!curve) return refuse(curve.error());
    auto times = stats_json::array();
    auto survival = stats_json::array();
    auto at_risk = stats_json::array();
    auto ended = stats_json::array();
    for (survival_step const& step : curve->steps()) {
        times.push_back(step.time);
        survival.push_back(step.survival);
        at_risk.push_back(step.at_risk);
        ended.push_back(step.ended);
    }
    stats_output out;
    out.put("time", std::move(times))
        .put("survival", std::move(survival))
        .put("at_risk", std::move(at_risk))
        .put("events", std::move(ended))
        .put("n", curve->cases());
    return out.take();
}

result<stats_json> restricted_mean(stats_json const& input) {
    stats_input in(input);
    auto const cases = cases_of(in);
    double const until = in.number("tau");
    if (until < 0) {
        in.keep({.code = failure_code::value_out_of_range,
                 .where = {.source = {}, .row = 0, .column = "tau"},
                 .message = "it is below 0",
                 .mend = {}});
    }
    if (in.fault()) return refuse(*in.fault());
    auto const curve = survival_curve::of(cases);
    if (!curve) return refuse(curve.error());
    auto const found = curve->restricted_mean(until);
    stats_output out;
    if (found) {
        out.add("rmean", found->mean).add("se", found->standard_error);
    } else {
        out.add_absent("rmean", found.error()).add_absent("se", found.error());
    }
    return out.take();
}

result<stats_json> log_rank(stats_json const& input) {
    stats_input in(input);
    auto const cases = cases_of(in);
    auto const names = in.names("group");
    in.keep_same_length(cases.size(), "time", names.size(), "group");
    if (in.fault()) return refuse(*in.fault());
    std::map<std::string, std::vector<observed_duration>> by_name;
    for (std::size_t i = 0; i != cases.size(); ++i) by_name[names[i]].push_back(cases[i]);
    std::vector<std::span<observed_duration const>> groups;
    for (auto const& [name, group] : by_name) groups.emplace_back(group);
    auto const found = log_rank_test(groups);
    if (!found) return refuse(found.error());
    stats_output out;
    out.add("statistic", found->statistic)
        .put("df", static_cast<std::int64_t>(found->degrees_of_freedom))
        .add("p_value", found->p_value)
        .put("method", found->method);
    return out.take();
}

/// The field `start`: absent or "R" for what the first two periods give, else the state itself.
std::optional<seasonal_state> start_of(stats_input& in, stats_json const& input) {
    if (!in.has("start") || input["start"].is_string()) return std::nullopt;
    stats_json const& given = input["start"];
    if (!given.is_object()) {
        in.keep({.code = failure_code::field_malformed,
                 .where = {.source = {}, .row = 0, .column = "start"},
                 .message = "it is neither an object nor the text of a method",
                 .mend = R"({"level": 100, "trend": 0, "seasonal": [...]})"});
        return std::nullopt;
    }
    stats_input fields(given);
    seasonal_state state{.level = fields.number("level"),
                         .trend = fields.number("trend"),
                         .seasonal = fields.numbers("seasonal")};
    if (fields.fault()) {
        failure what = *fields.fault();
        what.where.column = "start." + what.where.column;
        in.keep(std::move(what));
    }
    return state;
}

result<stats_json> holt_winters_of(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    std::size_t const period = in.size("period", 0);
    smoothing by;
    if (in.has("alpha")) by.level = in.number("alpha");
    if (in.has("beta")) by.trend = in.number("beta");
    if (in.has("gamma")) by.season = in.number("gamma");
    auto start = start_of(in, input);
    std::size_t const steps = in.has("horizon") ? in.size("horizon", 1) : period;
    if (in.fault()) return refuse(*in.fault());
    auto const found = holt_winters(values, period, by, std::move(start));
    if (!found) return refuse(found.error());
    auto forecasts = stats_json::array();
    for (std::size_t h = 1; h <= steps; ++h) forecasts.push_back(found->forecast(h));
    stats_output out;
    out.add("level", found->end.level)
        .add("trend", found->end.trend)
        .put("seasonal", found->end.seasonal)
        .put("forecast", std::move(forecasts))
        .add("sse", found->squared_errors)
        .put("alpha", found->alpha)
        .put("beta", found->beta)
        .put("gamma", found->gamma);
    return out.take();
}

constexpr std::string_view curve_fields =
    "time: list of numbers, 0 or more\n"
    "event: list of 1 (ended then) and 0 (still open then), one for each";

constexpr stats_method methods[] = {
    {"km_quantiles", "Time within which a share of the cases ends, those still open included",
     "time: list of numbers, 0 or more\n"
     "event: list of 1 (ended then) and 0 (still open then), one for each\n"
     "probs: list of fractions; 0.5 is the median\n"
     "confidence: fraction between 0 and 1; default 0.95\n"
     "conf_type: log, log-log or plain; default log",
     "n: cases\n"
     "events: of them ended\n"
     "quantiles: list; null where the curve does not fall so far; so are lower and upper",
     quantiles_of_curve},
    {"km_survival_at", "Share of the cases still open after a time",
     "time: list of numbers, 0 or more\n"
     "event: list of 1 (ended then) and 0 (still open then), one for each\n"
     "at: list of times\n"
     "confidence: fraction between 0 and 1; default 0.95\n"
     "conf_type: log, log-log or plain; default log",
     "survival: list; null beyond what was watched; so are std_err, lower and upper", survival_at},
    {"km_curve", "The Kaplan-Meier curve", curve_fields,
     "time: list of the times at which cases ended\n"
     "survival: share still open after each\n"
     "at_risk: cases not ended before each\n"
     "events: cases that ended at each",
     whole_curve},
    {"km_restricted_mean", "Mean time up to a limit, cases still open included",
     "time: list of numbers, 0 or more\n"
     "event: list of 1 (ended then) and 0 (still open then), one for each\n"
     "tau: the limit; null if nobody was watched for so long",
     "rmean: area under the curve up to tau\n"
     "se: its standard error",
     restricted_mean},
    {"logrank", "Does one group take longer than another",
     "time: list of numbers, 0 or more\n"
     "event: list of 1 (ended then) and 0 (still open then), one for each\n"
     "group: list of names or whole numbers, one for each",
     "statistic: chi-squared; null if fewer than two groups have anything to expect\n"
     "df: groups less one\n"
     "p_value: null if there is no statistic",
     log_rank},
    {"holt_winters_additive", "Additive Holt-Winters smoothing of a seasonal series",
     "values: list of numbers in order of time, two periods or more\n"
     "period: whole number; 12 of months\n"
     "alpha: 0 to 1; fitted if absent; so are beta and gamma\n"
     "beta: trend\n"
     "gamma: season\n"
     "start: an object with level, trend and seasonal; default as R's HoltWinters finds them\n"
     "horizon: steps to forecast; default one period",
     "level: after the last value\n"
     "trend: the same\n"
     "seasonal: list, the next step's effect first\n"
     "forecast: list\n"
     "sse: sum of squared one-step errors",
     holt_winters_of},
};

} // namespace

std::span<stats_method const> duration_methods() { return methods; }

} // namespace upheld::cli
