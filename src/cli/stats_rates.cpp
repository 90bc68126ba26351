// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/count_rate.hpp"
#include "upheld/statistics/mean.hpp"
#include "upheld/statistics/quantile.hpp"

namespace upheld::cli {
namespace {

stats_output& add_limits(stats_output& out, estimate const& of) {
    return out.add("lower", of.lower)
        .add("upper", of.upper)
        .put("method", name_of(of.method))
        .put("confidence", of.at.fraction());
}

template <result<estimate> (*Interval)(std::int64_t, confidence)>
result<stats_json> interval_of_count(stats_json const& input) {
    stats_input in(input);
    std::int64_t const count = in.count("count");
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = Interval(count, at);
    if (!found) return refuse(found.error());
    stats_output out;
    return add_limits(out, *found).take();
}

stats_json told(rate_estimate const& what) {
    stats_output out;
    out.add("rate", what.rate.value);
    add_limits(out, what.rate);
    if (what.is_annualised) {
        out.put("note", "annualised: the events are not those of one year");
    }
    return out.take();
}

result<stats_json> interval_of_rate(stats_json const& input) {
    stats_input in(input);
    std::int64_t const events = in.count("events");
    exposure const of{.population = in.number("population"),
                      .years = in.number("years", 1),
                      .multiplier = in.number("multiplier", 1000)};
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = rate_interval(events, of, at);
    if (!found) return refuse(found.error());
    return told(*found);
}

result<stats_json> exact_interval_of_rate(stats_json const& input) {
    stats_input in(input);
    std::int64_t const events = in.count("events");
    exposure const of{.population = in.number("exposure"), .years = 1, .multiplier = 1};
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = poisson_exact_rate_interval(events, of, at);
    if (!found) {
        failure named = found.error();
        if (named.where.column == "population") named.where.column = "exposure";
        return refuse(std::move(named));
    }
    return told(*found);
}

result<stats_json> ratio_of_rates(stats_json const& input) {
    stats_input in(input);
    std::int64_t const events1 = in.count("events1");
    double const exposure1 = in.number("exposure1");
    std::int64_t const events2 = in.count("events2");
    double const exposure2 = in.number("exposure2");
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = compare_rates(events1, exposure1, events2, exposure2, at);
    if (!found) return refuse(found.error());
    stats_output out;
    out.add("ratio", found->ratio.value);
    add_limits(out, found->ratio).add("p_value", found->p_value);
    return out.take();
}

result<stats_json> mean_of_values(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = mean_t_interval(values, at);
    if (!found) return refuse(found.error());
    stats_output out;
    out.put("n", found->n).add("mean", found->mean.value).add("sd", found->standard_deviation);
    return add_limits(out, found->mean).take();
}

result<stats_json> quantiles_of_values(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    auto const probabilities = in.numbers("probs");
    std::size_t const type = in.has("type") ? in.size("type", 1) : 7;
    if (type > 9) {
        in.keep({.code = failure_code::value_out_of_range,
                 .where = {.source = {}, .row = 0, .column = "type"},
                 .message = "there is no type " + std::to_string(type),
                 .mend = "1 to 9"});
    }
    if (in.fault()) return refuse(*in.fault());
    auto const found = quantiles(values, probabilities, static_cast<quantile_type>(type));
    if (!found) return refuse(found.error());
    stats_output out;
    out.put("quantiles", *found).put("type", type);
    return out.take();
}

constexpr std::string_view count_fields = "count: whole number, 0 or more\n"
                                          "confidence: fraction between 0 and 1; default 0.95";
constexpr std::string_view count_limits = "lower: null where the method sets no limit\n"
                                          "upper: limit of the count\n"
                                          "method: byar or exact";
constexpr std::string_view rate_limits = "rate: events for each unit of what they are set against\n"
                                         "lower: limit of the rate\n"
                                         "upper: limit of the rate\n"
                                         "method: byar or exact";

constexpr stats_method methods[] = {
    {"byar_count_interval", "Byar's interval of a count", count_fields, count_limits,
     interval_of_count<byar_count_interval>},
    {"poisson_exact_count_interval", "Exact Poisson interval of a count", count_fields,
     count_limits, interval_of_count<poisson_exact_count_interval>},
    {"rate_interval", "A rate by the usual rule: exact below 10 events, Byar from 10",
     "events: whole number, 0 or more\n"
     "population: number above 0\n"
     "multiplier: per how many, such as 1000 or 100000; default 1000\n"
     "years: length of the period; default 1\n"
     "confidence: fraction between 0 and 1; default 0.95",
     rate_limits, interval_of_rate},
    {"poisson_exact_rate_interval", "A rate with exact Poisson limits",
     "events: whole number, 0 or more\n"
     "exposure: number above 0\n"
     "confidence: fraction between 0 and 1; default 0.95",
     rate_limits, exact_interval_of_rate},
    {"poisson_rate_ratio_exact", "Two rates compared exactly, given the events of both together",
     "events1: whole number, 0 or more\n"
     "exposure1: number above 0\n"
     "events2: whole number, 0 or more\n"
     "exposure2: number above 0\n"
     "confidence: fraction between 0 and 1; default 0.95",
     "ratio: first rate divided by the second; null if the second is 0\n"
     "lower: limit of the ratio\n"
     "upper: null if the second rate is 0\n"
     "p_value: that the rates are equal",
     ratio_of_rates},
    {"mean_t_interval", "Mean with Student's t interval",
     "values: list of numbers\n"
     "confidence: fraction between 0 and 1; default 0.95",
     "n: how many values\n"
     "mean: their mean\n"
     "sd: standard deviation with divisor n - 1; null for one value\n"
     "lower: null for one value\n"
     "upper: null for one value",
     mean_of_values},
    {"quantile", "Sample quantiles of types 1 to 9, as R numbers them",
     "values: list of numbers\n"
     "type: 1 to 9; default 7, which is Excel's PERCENTILE.INC\n"
     "probs: list of fractions from 0 to 1",
     "quantiles: one for each of probs", quantiles_of_values},
};

} // namespace

std::span<stats_method const> rate_methods() { return methods; }

} // namespace upheld::cli
