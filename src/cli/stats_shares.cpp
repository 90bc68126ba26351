// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/proportion.hpp"

namespace upheld::cli {
namespace {

stats_json told(estimate const& what, std::string const& name) {
    stats_output out;
    out.add(name, what.value).add("lower", what.lower).add("upper", what.upper);
    out.put("method", name_of(what.method)).put("confidence", what.at.fraction());
    return out.take();
}

template <result<estimate> (*Interval)(ratio, confidence)>
result<stats_json> interval_of_share(stats_json const& input) {
    stats_input in(input);
    ratio const share{in.count("events"), in.count("n")};
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = Interval(share, at);
    if (!found) return refuse(found.error());
    return told(*found, "estimate");
}

result<stats_json> difference(stats_json const& input) {
    stats_input in(input);
    ratio const first{in.count("events1"), in.count("n1")};
    ratio const second{in.count("events2"), in.count("n2")};
    confidence const at = in.level();
    if (in.fault()) return refuse(*in.fault());
    auto const found = difference_of_shares(first, second, at);
    if (!found) return refuse(found.error());
    stats_json made = told(*found, "difference");
    made["difference_in_points"] = 100 * *found->value;
    made["clear_change"] = !found->contains(0);
    return made;
}

stats_json told(test_outcome const& what) {
    stats_output out;
    out.add("statistic", what.statistic)
        .put("df", static_cast<std::int64_t>(what.degrees_of_freedom))
        .add("p_value", what.p_value)
        .put("method", what.method);
    if (what.has_small_expected) {
        out.put("note", "an expected count is under 5: the p-value is rough");
    }
    return out.take();
}

result<stats_json> two_shares(stats_json const& input) {
    stats_input in(input);
    ratio const first{in.count("events1"), in.count("n1")};
    ratio const second{in.count("events2"), in.count("n2")};
    bool const is_corrected = in.yes("continuity", false);
    if (in.fault()) return refuse(*in.fault());
    auto const found = two_shares_test(
        first, second, is_corrected ? continuity::corrected : continuity::not_corrected);
    if (!found) return refuse(found.error());
    return told(*found);
}

result<stats_json> equal_shares(stats_json const& input) {
    stats_input in(input);
    auto const shares = in.shares();
    if (in.fault()) return refuse(*in.fault());
    auto const found = equal_shares_test(shares);
    if (!found) return refuse(found.error());
    return told(*found);
}

constexpr std::string_view share_fields = "events: whole number, 0 to n\n"
                                          "n: whole number, 1 or more\n"
                                          "confidence: fraction between 0 and 1; default 0.95";
constexpr std::string_view difference_fields = "events1: whole number, 0 to n1\n"
                                               "n1: whole number, 1 or more\n"
                                               "events2: whole number, 0 to n2\n"
                                               "n2: whole number, 1 or more\n"
                                               "confidence: fraction between 0 and 1; default 0.95";
constexpr std::string_view two_test_fields =
    "events1: whole number, 0 to n1\n"
    "n1: whole number, 1 or more\n"
    "events2: whole number, 0 to n2\n"
    "n2: whole number, 1 or more\n"
    "continuity: true for Yates's correction; default false";
constexpr std::string_view interval_fields = "estimate: the share, a fraction\n"
                                             "lower: fraction\n"
                                             "upper: fraction\n"
                                             "method: name of the method";
constexpr std::string_view test_fields =
    "statistic: chi-squared; null if all cases are of one kind\n"
    "df: degrees of freedom\n"
    "p_value: null if there is no statistic\n"
    "note: only if an expected count is under 5";

constexpr stats_method methods[] = {
    {"wilson_interval", "Wilson score interval of a share; the usual one", share_fields,
     interval_fields, interval_of_share<wilson_interval>},
    {"wilson_interval_continuity_corrected",
     "Wilson interval with continuity correction, as R's prop.test for one sample", share_fields,
     interval_fields, interval_of_share<wilson_interval_continuity_corrected>},
    {"clopper_pearson_interval", "Clopper-Pearson \"exact\" interval of a share; wide",
     share_fields, interval_fields, interval_of_share<clopper_pearson_interval>},
    {"newcombe_difference_interval",
     "Difference of two shares with Newcombe's hybrid score interval (method 10)",
     difference_fields,
     "difference: first less second, a fraction\n"
     "lower: fraction\n"
     "upper: fraction\n"
     "difference_in_points: percentage points\n"
     "clear_change: false if the interval contains 0",
     difference},
    {"two_proportion_chi_square", "Are two shares the same", two_test_fields, test_fields,
     two_shares},
    {"k_proportion_chi_square", "Are several shares the same",
     "events: list of whole numbers\n"
     "n: list of whole numbers, one for each",
     test_fields, equal_shares},
};

} // namespace

std::span<stats_method const> share_methods() { return methods; }

} // namespace upheld::cli
