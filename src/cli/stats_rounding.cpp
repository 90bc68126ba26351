// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"
#include "upheld/statistics/change.hpp"
#include "upheld/statistics/decimal_text.hpp"
#include "upheld/statistics/largest_remainder.hpp"
#include "upheld/statistics/rank.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace upheld::cli {
namespace {

/// Decimal numbers as whole ones, all multiplied by the same power of ten.
struct scaled_numbers {
    std::vector<std::int64_t> digits;
    int decimals = 0;
};

constexpr std::int64_t largest_sum = 4'000'000'000'000'000'000; // so that sums fit in 64 bits

/// With every decimal kept, or as many as fit in 64 bits.
result<scaled_numbers> scaled(std::vector<std::string> const& texts) {
    std::size_t most = 0;
    for (std::string const& text : texts) {
        std::size_t const point = text.find('.');
        if (point != std::string::npos) most = std::max(most, text.size() - point - 1);
    }
    int decimals = static_cast<int>(std::min<std::size_t>(most, most_decimals));
    for (; decimals >= 0; --decimals) {
        scaled_numbers made{.digits = {}, .decimals = decimals};
        std::int64_t sum = 0;
        bool fits = true;
        for (std::string const& text : texts) {
            auto rounded = rounded_text(text, decimals);
            if (!rounded) return refuse(rounded.error());
            std::erase(*rounded, '.');
            std::int64_t digits = 0;
            auto const read =
                std::from_chars(rounded->data(), rounded->data() + rounded->size(), digits);
            std::int64_t const size = digits < 0 ? -(digits + 1) : digits;
            fits = fits && read.ec == std::errc() && size <= largest_sum - sum;
            if (!fits) break;
            sum += size;
            made.digits.push_back(digits);
        }
        if (fits) return made;
    }
    return refuse({.code = failure_code::value_out_of_range,
                   .where = {},
                   .message = "the numbers are too large to be kept exactly",
                   .mend = {}});
}

double as_double(std::int64_t digits, int decimals) {
    std::int64_t whole = 1;
    for (int i = 0; i != decimals; ++i) whole *= 10;
    std::string const text = rounded_text(ratio{digits, whole}, decimals).value();
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

failure about(std::string field, failure what) {
    if (what.where.column.empty() || what.where.column == "value") {
        what.where.column = std::move(field);
    }
    return what;
}

best first_of(stats_input& in) {
    return in.one_of<best>("order", {{"ascending", best::lowest},
                                     {"descending", best::highest},
                                     {"lowest_first", best::lowest},
                                     {"highest_first", best::highest},
                                     {"asc", best::lowest},
                                     {"desc", best::highest},
                                     {"lowest", best::lowest},
                                     {"highest", best::highest}});
}

int decimals_of(stats_input& in) {
    if (!in.has("decimals")) return 1;
    std::size_t const asked = in.size("decimals", 0);
    if (asked > static_cast<std::size_t>(most_decimals)) {
        in.keep({.code = failure_code::value_out_of_range,
                 .where = {.source = {}, .row = 0, .column = "decimals"},
                 .message = std::to_string(asked) + " decimals",
                 .mend = "0 to " + std::to_string(most_decimals)});
        return 0;
    }
    return static_cast<int>(asked);
}

rounding_rule rule_of(stats_input& in) {
    return in.one_of<rounding_rule>("mode",
                                    {{"half_up", rounding_rule::half_up},
                                     {"half_even", rounding_rule::half_even},
                                     {"truncate", rounding_rule::truncate}},
                                    rounding_rule::half_up);
}

result<stats_json> ranks_of(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    best const first = first_of(in);
    ranking const how = in.one_of<ranking>("method",
                                           {{"competition", ranking::competition},
                                            {"modified_competition", ranking::modified_competition},
                                            {"dense", ranking::dense},
                                            {"fractional", ranking::fractional},
                                            {"ordinal", ranking::ordinal}},
                                           ranking::competition);
    if (in.fault()) return refuse(*in.fault());
    auto made = stats_json::array();
    for (double const rank : ranks(values, first, how)) {
        if (rank == std::floor(rank)) {
            made.push_back(static_cast<std::int64_t>(rank));
        } else {
            made.push_back(rank);
        }
    }
    stats_output out;
    out.put("ranks", std::move(made)).put("ranked", values.size()).put("method", name_of(how));
    return out.take();
}

result<stats_json> labels_of(stats_json const& input) {
    stats_input in(input);
    auto const values = in.numbers("values");
    best const first = first_of(in);
    enum class style { joint, joint_of };
    style const shown = in.one_of<style>(
        "style", {{"joint", style::joint}, {"joint_of", style::joint_of}}, style::joint);
    if (in.fault()) return refuse(*in.fault());
    auto made = stats_json::array();
    for (place_in_rank const place : ranked(values, first)) {
        made.push_back(shown == style::joint
                           ? rank_label(place)
                           : rank_label(place, static_cast<std::int64_t>(values.size())));
    }
    stats_output out;
    out.put("labels", std::move(made));
    return out.take();
}

result<stats_json> rounded_percentage(stats_json const& input) {
    stats_input in(input);
    ratio const share{in.count("numerator"), in.count("denominator")};
    int const decimals = decimals_of(in);
    rounding_rule const rule = rule_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const text = percent_text(share, decimals, rule);
    if (!text) return refuse(text.error());
    stats_output out;
    out.put("text", *text);
    switch (hidden_in(share, decimals, rule).value()) {
    case hidden_by_rounding::nothing: break;
    case hidden_by_rounding::a_few_missing: out.put("note", "rounds to all, and is not all"); break;
    case hidden_by_rounding::a_few_there: out.put("note", "rounds to nothing, and is not nothing");
    }
    return out.take();
}

result<stats_json> rounded_decimal(stats_json const& input) {
    stats_input in(input);
    std::string const value = in.decimal("value");
    int const decimals = decimals_of(in);
    rounding_rule const rule = rule_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const text = rounded_text(value, decimals, rule);
    if (!text) return refuse(text.error());
    stats_output out;
    out.put("text", *text);
    return out.take();
}

result<stats_json> largest_remainders(stats_json const& input) {
    stats_input in(input);
    bool const is_of_counts = in.has("counts");
    std::string const field = is_of_counts ? "counts" : "values";
    auto texts = in.decimals(field);
    std::string const total = in.has("total") ? in.decimal("total") : "100";
    int const decimals = decimals_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const weights = scaled(texts);
    if (!weights) return refuse(about(field, weights.error()));
    // The total in units of the last decimal, which must be a whole number of them.
    auto const units = scaled({total});
    if (!units) return refuse(about("total", units.error()));
    std::int64_t whole = units->digits.front();
    int scale = units->decimals;
    bool fits = true;
    for (; scale < decimals; ++scale) fits = fits && !__builtin_mul_overflow(whole, 10, &whole);
    for (; scale > decimals && whole % 10 == 0; --scale) whole /= 10;
    if (!fits || scale != decimals) {
        return refuse(
            {.code = failure_code::value_out_of_range,
             .where = {.source = {}, .row = 0, .column = "total"},
             .message = total + " cannot be told with " + std::to_string(decimals) + " decimals",
             .mend = {}});
    }
    auto const given = largest_remainder(weights->digits, whole);
    if (!given) {
        failure what = given.error();
        if (what.where.column == "counts") what.where.column = field;
        return refuse(std::move(what));
    }
    auto rounded = stats_json::array();
    for (std::int64_t const one : *given) {
        rounded.push_back(decimals == 0 ? stats_json(one) : stats_json(as_double(one, decimals)));
    }
    stats_output out;
    out.put("rounded", std::move(rounded));
    return out.take();
}

result<stats_json> change_in_per_cent(stats_json const& input) {
    stats_input in(input);
    std::vector<std::string> const texts{in.decimal("from"), in.decimal("to")};
    int const decimals = decimals_of(in);
    if (in.fault()) return refuse(*in.fault());
    auto const numbers = scaled(texts);
    if (!numbers) return refuse(about("from", numbers.error()));
    std::int64_t const from = numbers->digits[0];
    stats_output out;
    auto const change = relative_change(from, numbers->digits[1]);
    if (!change) return out.add_absent("percent", change.error()).take();
    auto const text = percent_text(*change, decimals);
    if (!text) return refuse(text.error());
    out.put("percent", *text);
    if (numbers->decimals == 0 && from < least_base_of_change) {
        out.put("note", "the base is under " + std::to_string(least_base_of_change) +
                            ": give the two counts, and no change in per cent");
    }
    return out.take();
}

result<stats_json> change_in_points(stats_json const& input) {
    stats_input in(input);
    std::vector<std::string> const texts{in.decimal("from_percent"), in.decimal("to_percent")};
    if (in.fault()) return refuse(*in.fault());
    auto const numbers = scaled(texts);
    if (!numbers) return refuse(about("from_percent", numbers.error()));
    std::int64_t const from = numbers->digits[0];
    std::int64_t const to = numbers->digits[1];
    stats_output out;
    out.add("points", as_double(to - from, numbers->decimals));
    if (auto const change = relative_change(from, to)) {
        out.put("relative_percent_1dp", percent_text(*change, 1).value());
    } else {
        out.add_absent("relative_percent_1dp", change.error());
    }
    return out.take();
}

constexpr stats_method methods[] = {
    {"rank", "Ranks of values",
     "values: list of numbers\n"
     "order: ascending (the lowest is first) or descending\n"
     "method: competition (1 2 2 4; default), modified_competition (1 3 3 4), dense (1 2 2 3), "
     "fractional (1 2.5 2.5 4), ordinal (the earlier in the list first)",
     "ranks: list, one for each value\n"
     "ranked: how many",
     ranks_of},
    {"rank_labels", "Ranks in English",
     "values: list of numbers\n"
     "order: ascending (the lowest is first) or descending\n"
     "style: joint (\"joint 2nd\"; default) or joint_of (\"joint 2nd of 32\")",
     "labels: list, one for each value", labels_of},
    {"round_percentage", "A share in per cent, rounded once and exactly",
     "numerator: whole number\n"
     "denominator: whole number, not 0\n"
     "decimals: 0 to 18; default 1\n"
     "mode: half_up (away from zero on a tie; default), half_even or truncate",
     "text: without a sign for per cent\n"
     "note: only if a share that is not all rounds to 100, or one that is not nothing to 0",
     rounded_percentage},
    {"round_decimal", "A decimal number rounded exactly",
     "value: text of the number\n"
     "decimals: 0 to 18; default 1\n"
     "mode: half_up (away from zero on a tie; default), half_even or truncate",
     "text: the rounded number", rounded_decimal},
    {"largest_remainder", "Shares of one total, rounded so that they add up",
     "values: list of numbers, 0 or more; or\n"
     "counts: list of whole numbers, 0 or more\n"
     "total: what they are to add up to; default 100\n"
     "decimals: 0 to 18; default 1",
     "rounded: list", largest_remainders},
    {"relative_change", "Change in per cent of where it began",
     "from: number\n"
     "to: number\n"
     "decimals: 0 to 18; default 1",
     "percent: text; null from 0 or less\n"
     "note: only if a count it began from is under 20",
     change_in_per_cent},
    {"percentage_point_change", "Change of a percentage, in points and in per cent",
     "from_percent: number\n"
     "to_percent: number",
     "points: percentage points\n"
     "relative_percent_1dp: text, the change in per cent of where it began; null from 0 or less",
     change_in_points},
};

} // namespace

std::span<stats_method const> rounding_methods() { return methods; }

} // namespace upheld::cli
