// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/funnel.hpp"

#include <algorithm>
#include <array>

namespace upheld::cli {
namespace {

result<stats_json> told(result<funnel_limits> const& found) {
    if (!found) return refuse(found.error());
    stats_output out;
    out.add("lower95", found->within_95.lower)
        .add("upper95", found->within_95.upper)
        .add("lower998", found->within_998.lower)
        .add("upper998", found->within_998.upper);
    return out.take();
}

result<stats_json> limits_of_share(stats_json const& input) {
    stats_input in(input);
    double const target = in.number("target_percent");
    double const n = in.number("n");
    std::vector<double> clamp{0, 100};
    if (in.has("clamp_percent")) clamp = in.numbers("clamp_percent");
    if (clamp.size() != 2 || !(clamp[0] <= clamp[1])) {
        in.keep({.code = failure_code::value_out_of_range,
                 .where = {.source = {}, .row = 0, .column = "clamp_percent"},
                 .message = "it is not two percentages, the lower one first",
                 .mend = "[0, 100]"});
    }
    if (in.fault()) return refuse(*in.fault());
    auto found = funnel_limits_of_share(target / 100, n);
    if (!found) {
        if (found.error().where.column == "target") found.error().where.column = "target_percent";
        return refuse(found.error());
    }
    for (interval* const band : {&found->within_95, &found->within_998}) {
        band->lower = std::clamp(100 * band->lower, clamp[0], clamp[1]);
        band->upper = std::clamp(100 * band->upper, clamp[0], clamp[1]);
    }
    return told(found);
}

result<stats_json> expected_of(stats_json const& input) {
    stats_input in(input);
    std::int64_t const observed = in.count("observed");
    if (in.fault()) return refuse(*in.fault());
    auto const found = funnel_expected_on_limits(observed);
    if (!found) return refuse(found.error());
    stats_output out;
    out.add("expected_for_lower95", found->for_lower_95)
        .add("expected_for_upper95", found->for_upper_95)
        .add("expected_for_lower998", found->for_lower_998)
        .add("expected_for_upper998", found->for_upper_998);
    return out.take();
}

result<stats_json> limits_of_ratio(stats_json const& input) {
    stats_input in(input);
    double const expected = in.number("expected");
    double const target = in.number("target", 1);
    if (in.fault()) return refuse(*in.fault());
    return told(funnel_limits_of_ratio(expected, target));
}

result<stats_json> told(result<funnel_class> const& found) {
    if (!found) return refuse(found.error());
    stats_output out;
    out.put("class", name_of(*found)).put("words", words_of(*found));
    return out.take();
}

result<stats_json> class_of_share(stats_json const& input) {
    stats_input in(input);
    ratio const share{in.count("events"), in.count("n")};
    double const target = in.number("target");
    if (in.fault()) return refuse(*in.fault());
    return told(funnel_class_of_share(share, target));
}

result<stats_json> class_of_ratio(stats_json const& input) {
    stats_input in(input);
    std::int64_t const observed = in.count("observed");
    double const expected = in.number("expected");
    double const target = in.number("target", 1);
    if (in.fault()) return refuse(*in.fault());
    return told(funnel_class_of_ratio(observed, expected, target));
}

/// A scale, and what happens to the tails on it.
struct variant {
    std::string_view name;
    funnel_scale scale;
    funnel_tails tails;
};

/// The names of FunnelPlotR (CQC, SHMI, PR) stand for what it does.
constexpr std::array variants{
    variant{"sqrt", funnel_scale::square_root, funnel_tails::winsorised},
    variant{"square_root", funnel_scale::square_root, funnel_tails::winsorised},
    variant{"sqrt_winsorised", funnel_scale::square_root, funnel_tails::winsorised},
    variant{"sqrt_trimmed", funnel_scale::square_root, funnel_tails::trimmed},
    variant{"CQC", funnel_scale::square_root, funnel_tails::winsorised},
    variant{"log", funnel_scale::log, funnel_tails::trimmed},
    variant{"log_trimmed", funnel_scale::log, funnel_tails::trimmed},
    variant{"log_winsorised", funnel_scale::log, funnel_tails::winsorised},
    variant{"SHMI", funnel_scale::log, funnel_tails::trimmed},
    variant{"arcsine", funnel_scale::arcsine_root, funnel_tails::winsorised},
    variant{"arcsine_root", funnel_scale::arcsine_root, funnel_tails::winsorised},
    variant{"arcsine_winsorised", funnel_scale::arcsine_root, funnel_tails::winsorised},
    variant{"arcsine_trimmed", funnel_scale::arcsine_root, funnel_tails::trimmed},
    variant{"proportion", funnel_scale::arcsine_root, funnel_tails::winsorised},
    variant{"PR", funnel_scale::arcsine_root, funnel_tails::winsorised},
};

variant variant_of(stats_input& in, bool is_of_shares) {
    if (!in.has("variant")) return is_of_shares ? variants.back() : variants.front();
    std::string const text = in.word("variant");
    auto const small = [](std::string_view of) {
        std::string made(of);
        for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return made;
    };
    std::string known;
    for (variant const& one : variants) {
        bool const fits = is_of_shares == (one.scale == funnel_scale::arcsine_root);
        if (fits && small(one.name) == small(text)) return one;
        if (fits) known += (known.empty() ? "use " : ", ") + std::string(one.name);
    }
    in.keep({.code = failure_code::key_unknown,
             .where = {.source = {}, .row = 0, .column = "variant"},
             .message = '"' + text + "\" is no variant for " +
                        (is_of_shares ? "shares" : "ratios of observed to expected"),
             .mend = known});
    return variants.front();
}

result<stats_json> overdispersed(stats_json const& input) {
    stats_input in(input);
    bool const is_of_shares = !in.has("expected") && in.has("n");
    variant const how = variant_of(in, is_of_shares);
    std::optional<result<overdispersion_found>> found;
    if (is_of_shares) {
        auto const shares = in.shares();
        if (in.fault()) return refuse(*in.fault());
        found = overdispersion_of_shares(shares, how.tails);
    } else {
        auto const observed = in.counts("observed");
        auto const expected = in.numbers("expected");
        double const target = in.number("target", 1);
        if (in.fault()) return refuse(*in.fault());
        found = overdispersion_of_ratios(observed, expected, how.scale, how.tails, target);
    }
    if (!*found) return refuse(found->error());
    overdispersion_found const& what = **found;
    stats_output out;
    out.add("phi", what.phi).add("tau2", what.tau_squared).put("z", what.z);
    auto used = stats_json::array();
    for (auto const& z : what.z_used) used.push_back(z ? stats_json(*z) : stats_json(nullptr));
    out.put("winsorised_z", std::move(used))
        .put("target", what.target)
        .put("adjusted", what.is_adjusted)
        .put("variant", how.name);
    if (!what.is_meaningful) out.put("note", "not meaningful with fewer than 10 units");
    return out.take();
}

result<stats_json> overdispersed_limits(stats_json const& input) {
    stats_input in(input);
    double const target = in.number("target");
    double const tau_squared = in.number("tau2");
    auto const n = in.numbers("n");
    if (in.fault()) return refuse(*in.fault());
    std::array<std::vector<double>, 4> columns;
    for (double const one : n) {
        auto const found = overdispersed_limits_of_share(target, tau_squared, one);
        if (!found) return refuse(found.error());
        columns[0].push_back(found->within_95.lower);
        columns[1].push_back(found->within_95.upper);
        columns[2].push_back(found->within_998.lower);
        columns[3].push_back(found->within_998.upper);
    }
    stats_output out;
    out.put("lower95", columns[0])
        .put("upper95", columns[1])
        .put("lower998", columns[2])
        .put("upper998", columns[3]);
    return out.take();
}

constexpr std::string_view four_limits = "lower95: 95% limit\n"
                                         "upper95: 95% limit\n"
                                         "lower998: 99.8% limit\n"
                                         "upper998: 99.8% limit";
constexpr std::string_view class_fields =
    "class: High (0.001), High (0.025), Not significant, Low (0.025), Low (0.001)\n"
    "words: the same for people";

constexpr stats_method methods[] = {
    {"funnel_limits_proportion", "Funnel limits of a share, in per cent",
     "target_percent: the pooled or a stated percentage\n"
     "n: number above 0\n"
     "clamp_percent: list of lowest and highest percentage; default [0, 100]",
     four_limits, limits_of_share},
    {"funnel_limits_poisson_expected",
     "For which expected numbers of events the observed one lies on a funnel's limits",
     "observed: whole number, 0 or more",
     "expected_for_lower95: above the observed number; so is expected_for_lower998\n"
     "expected_for_upper95: below it; so is expected_for_upper998",
     expected_of},
    {"funnel_limits_poisson_ratio",
     "Funnel limits of a ratio of observed to expected events, exact",
     "expected: number above 0\n"
     "target: ratio or rate that the limits are about; default 1",
     four_limits, limits_of_ratio},
    {"funnel_classify_proportion", "Where a share lies in its funnel",
     "events: whole number, 0 to n\n"
     "n: whole number, 1 or more\n"
     "target: fraction",
     class_fields, class_of_share},
    {"funnel_classify_ratio", "Where a ratio of observed to expected events lies in its funnel",
     "observed: whole number, 0 or more\n"
     "expected: number above 0\n"
     "target: ratio that is expected; default 1",
     class_fields, class_of_ratio},
    {"funnel_overdispersion", "How much more than by chance units vary",
     "observed: list of whole numbers, with expected\n"
     "expected: list of numbers above 0, one for each\n"
     "events: list of whole numbers, with n; instead of the other two\n"
     "n: list of whole numbers, one for each\n"
     "target: of ratios; default 1\n"
     "variant: of ratios sqrt (or CQC; default), log (or SHMI), sqrt_trimmed, log_winsorised; of "
     "shares arcsine (or PR), arcsine_trimmed",
     "phi: mean of the squared z used\n"
     "tau2: variance between units; 0 if chance explains all\n"
     "z: list, one for each unit\n"
     "winsorised_z: list; null for a unit left out\n"
     "target: pooled share, or the ratio given\n"
     "adjusted: whether tau2 is above 0",
     overdispersed},
    {"funnel_limits_proportion_overdispersed", "Funnel limits of a share, widened",
     "target: fraction\n"
     "tau2: variance between units on the arcsine scale, 0 or more\n"
     "n: list of numbers above 0",
     "lower95: list of fractions; so are upper95, lower998 and upper998", overdispersed_limits},
};

} // namespace

std::span<stats_method const> funnel_methods() { return methods; }

} // namespace upheld::cli
