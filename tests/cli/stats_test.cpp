// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

namespace upheld {
namespace {

using nlohmann::json;
using test::run;
using test::run_result;

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

json answer(std::string const& method, std::string const& input) {
    run_result const made = run("stats " + method + " --json --input '" + input + "'");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    return json::parse(made.output, nullptr, false);
}

/// Rows of a CSV whose fields are all in quotes or have none, as `field, field`.
std::vector<std::vector<std::string>> rows_of(std::string const& text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool is_quoted = false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        char const c = text[i];
        std::string& field = rows.back().back();
        if (c == '"' && is_quoted && i + 1 != text.size() && text[i + 1] == '"') {
            field += text[++i];
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            rows.back().emplace_back();
        } else if (c == '\n' && !is_quoted) {
            rows.push_back({""});
        } else {
            field += c;
        }
    }
    rows.pop_back();
    return rows;
}

/// Within 1e-9 of the expected size; whatever is no number, the same.
bool agrees(json const& found, json const& expected) {
    if (expected.is_array() && found.is_array()) {
        return std::equal(found.begin(), found.end(), expected.begin(), expected.end(), agrees);
    }
    if (!expected.is_number() || !found.is_number()) return found == expected;
    auto const a = found.get<double>();
    auto const b = expected.get<double>();
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// tests/data/statistics/reference.R says how the numbers were made. Left out are limits where R
/// goes another way: of a quantile where the limit rises again behind its first crossing (R takes a
/// later one), and log-log limits where nothing has been answered (R has none; here they are those
/// of certainty).
TEST(StatsCommand, GivesWhatRGives) {
    std::string const path = UPHELD_TEST_DATA "/statistics/reference.csv";
    run_result const made = run("stats --batch " + path);
    ASSERT_EQ(made.exit_code, 0) << made.output.substr(0, 1000);
    auto const rows = rows_of(made.output);
    ASSERT_EQ(rows.size(), rows_of(text_of(path)).size());
    ASSERT_EQ(rows[0], (std::vector<std::string>{"method", "inputs", "expected", "result"}));
    std::map<std::string, int> seen;
    for (std::size_t i = 1; i != rows.size(); ++i) {
        ASSERT_EQ(rows[i].size(), 4u) << "row " << i + 1;
        ++seen[rows[i][0]];
        json const expected = json::parse(rows[i][2]);
        json const found = json::parse(rows[i][3]);
        for (auto const& [field, value] : expected.items()) {
            EXPECT_TRUE(found.contains(field) && agrees(found[field], value))
                << "row " << i + 1 << ", " << rows[i][0] << ' ' << rows[i][1] << "\n " << field
                << ": expected " << value << ", found " << found.value(field, json());
        }
    }
    EXPECT_EQ(seen.size(), 21u);
}

TEST(StatsCommand, AnswersInLinesOrAsJson) {
    run_result const lines = run(R"(stats wilson_interval --input '{"events": 81, "n": 263}')");
    EXPECT_EQ(lines.exit_code, 0);
    EXPECT_TRUE(has(lines.output, "lower                    0.255288519878274"));
    auto const made = answer("wilson_interval", R"({"events": 0, "n": 20})");
    EXPECT_EQ(made["lower"], 0);
    EXPECT_EQ(made["method"], "wilson");
}

TEST(StatsCommand, NumbersReadBackAsTheSameDoubles) {
    auto const made = answer("wilson_interval", R"({"events": 1, "n": 29})");
    EXPECT_EQ(json::parse(made["upper"].dump()), made["upper"]);
    EXPECT_NEAR(made["upper"].get<double>(), 0.17175521879320288, 1e-16);
}

TEST(StatsCommand, WhatDoesNotExistIsNullWithItsReason) {
    auto const byar = answer("byar_count_interval", R"({"count": 1, "confidence": 0.998})");
    EXPECT_EQ(byar["lower"], nullptr);
    EXPECT_EQ(byar["reason"], "no_limit");
    auto const median =
        answer("km_quantiles", R"({"time": [1, 2, 9], "event": [1, 0, 0], "probs": [0.5]})");
    EXPECT_EQ(median["quantiles"], json::parse("[null]"));
    EXPECT_TRUE(has(median["reason"].get<std::string>(), "not_reached"));
    EXPECT_EQ(answer("relative_change", R"({"from": 0, "to": 5})")["reason"], "not_applicable");
    EXPECT_EQ(answer("spc_assurance",
                     R"({"lpl": 1, "upl": 2, "target": 3, "improvement": "neutral"})")["assurance"],
              nullptr);
}

TEST(StatsCommand, WrongNumbersAreRefusedWithANamedReason) {
    struct wrong {
        std::string method;
        std::string input;
        std::string reason;
        std::string field;
    };

    for (wrong const& one : {
             wrong{"wilson_interval", R"({"events": 0, "n": 0})", "no_base", "n"},
             wrong{"wilson_interval", R"({"events": 5, "n": 4})", "part_exceeds_whole", "events"},
             wrong{"wilson_interval", R"({"events": -1, "n": 4})", "value_out_of_range", "events"},
             wrong{"wilson_interval", R"({"events": 1, "n": 4, "confidence": 95})",
                   "value_out_of_range", "confidence"},
             wrong{"wilson_interval", R"({"events": 1.5, "n": 4})", "field_malformed", "events"},
             wrong{"wilson_interval", R"({"events": 1})", "field_missing", "n"},
             wrong{"wilson_interval", R"({"events": 99999999999999999999, "n": 4})",
                   "field_malformed", "events"},
             wrong{"wilson_interval", "[1, 2]", "field_malformed", ""},
             wrong{"rate_interval", R"({"events": 1, "population": 0})", "no_base", "population"},
             wrong{"poisson_exact_rate_interval", R"({"events": 1, "exposure": 0})", "no_base",
                   "exposure"},
             wrong{"mean_t_interval", R"({"values": []})", "no_base", "values"},
             wrong{"quantile", R"({"values": [1], "probs": [50]})", "value_out_of_range", "probs"},
             wrong{"quantile", R"({"values": [1], "probs": [0.5], "type": 10})",
                   "value_out_of_range", "type"},
             wrong{"k_proportion_chi_square", R"({"events": [1, 2], "n": [3]})", "contradiction",
                   "n"},
             wrong{"km_curve", R"({"time": [1, 2], "event": [1]})", "contradiction", "event"},
             wrong{"km_curve", R"({"time": [1], "event": [2]})", "field_malformed", "event"},
             wrong{"km_curve", R"({"time": [-1], "event": [1]})", "value_out_of_range", "time"},
             wrong{"km_quantiles", R"({"time": [1], "event": [1], "probs": [2]})",
                   "value_out_of_range", "probs"},
             wrong{"rank", R"({"values": [1], "order": "best"})", "key_unknown", "order"},
             wrong{"rank", R"({"values": [1]})", "field_missing", "order"},
             wrong{"round_percentage", R"({"numerator": 1, "denominator": 0})", "no_base",
                   "denominator"},
             wrong{"round_decimal", R"({"value": "1e5"})", "field_malformed", "value"},
             wrong{"largest_remainder", R"({"counts": [0, 0]})", "no_base", "counts"},
             wrong{"holt_winters_additive", R"({"values": [1, 2, 3], "period": 2})",
                   "value_out_of_range", "values"},
             wrong{"funnel_overdispersion",
                   R"({"observed": [1], "expected": [1], "variant": "PR"})", "key_unknown",
                   "variant"},
             wrong{"spc_xmr_special_causes", R"({"values": [1, 2, 3], "rebase_from_index": 1})",
                   "order_broken", "rebase_from_index"},
         }) {
        run_result const made =
            run("stats " + one.method + " --json --input '" + one.input + "' 2>/dev/null");
        EXPECT_EQ(made.exit_code, 2) << one.method << one.input;
        // Behind what is told to people, which comes on the standard error.
        std::size_t const start = std::min(made.output.find("{\"failure"), made.output.size());
        json const told = json::parse(made.output.substr(start), nullptr, false);
        ASSERT_TRUE(told.is_object() && told.contains("failure")) << one.input << made.output;
        EXPECT_EQ(told["failure"]["reason"], one.reason) << one.method << one.input;
        EXPECT_EQ(told["failure"].value("field", ""), one.field) << one.method << one.input;
    }
}

TEST(StatsCommand, ABatchTellsABadRowsFailureAndAnswersTheOthers) {
    test::temporary_folder const folder;
    folder.write("asked.csv", "id,method,inputs\n"
                              "1,wilson_interval,\"{\"\"events\"\":0,\"\"n\"\":0}\"\n"
                              "2,no_such,{}\n"
                              "3,round_decimal,\"{\"\"value\"\":\"\"2.5\"\",\"\"decimals\"\":0}\"\n"
                              "4,round_decimal,{not JSON\n"
                              "5,round_decimal\n");
    run_result const made = run("stats --batch " + folder.path() + "/asked.csv");
    EXPECT_EQ(made.exit_code, 1);
    auto const rows = rows_of(made.output);
    ASSERT_EQ(rows.size(), 6u) << made.output;
    EXPECT_EQ(rows[0].back(), "result");
    auto const reason = [&](std::size_t row) {
        return json::parse(rows[row].back())["failure"]["reason"].get<std::string>();
    };
    EXPECT_EQ(reason(1), "no_base");
    EXPECT_EQ(reason(2), "not_found");
    EXPECT_EQ(rows[3].back(), R"({"text":"3"})");
    EXPECT_EQ(reason(4), "field_malformed");
    EXPECT_EQ(rows[5].size(), 4u);
    EXPECT_EQ(rows[5].front(), "5");
    EXPECT_NO_THROW((void)reason(5));
}

TEST(StatsCommand, ABatchWithoutItsColumnsIsRefusedByFileAndColumn) {
    test::temporary_folder const folder;
    folder.write("wrong.csv", "method,input\nrank,{}\n");
    run_result const made = run("stats --batch " + folder.path() + "/wrong.csv");
    EXPECT_EQ(made.exit_code, 2);
    EXPECT_TRUE(has(made.output, "wrong.csv:1: inputs: the column is missing")) << made.output;
    EXPECT_EQ(run("stats --batch " + folder.path() + "/none.csv").exit_code, 2);
    EXPECT_EQ(run("stats rank --batch " + folder.path() + "/wrong.csv").exit_code, 2);
}

TEST(StatsCommand, ReadsAnInputFromAFileOrTheStandardInput) {
    test::temporary_folder const folder;
    folder.write("input.json", R"({"value": "1.005", "decimals": 2})");
    EXPECT_TRUE(
        has(run("stats round_decimal --input " + folder.path() + "/input.json").output, "1.01"));
    EXPECT_TRUE(has(run("stats round_decimal --input - < " + folder.path() + "/input.json").output,
                    "1.01"));
    run_result const none = run("stats round_decimal --input " + folder.path() + "/none.json");
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_TRUE(has(none.output, "none.json: no such file")) << none.output;
}

TEST(StatsCommand, ListsItsMethodsAndExplainsTheirFields) {
    run_result const list = run("stats --list");
    EXPECT_EQ(list.exit_code, 0);
    EXPECT_TRUE(has(list.output, "wilson_interval"));
    EXPECT_TRUE(has(list.output, "holt_winters_additive"));
    run_result const help = run("stats km_quantiles --help");
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_TRUE(has(help.output, "conf_type")) << help.output;
    EXPECT_TRUE(has(help.output, "quantiles")) << help.output;
    EXPECT_TRUE(has(run("stats --help").output, "--batch"));
    run_result const unknown = run("stats wilson --input '{}'");
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_TRUE(has(unknown.output, "wilson_interval")) << unknown.output;
    EXPECT_EQ(run("stats").exit_code, 2);
    EXPECT_EQ(run("stats rank").exit_code, 2);
}

TEST(StatsCommand, TellsFieldsThatItDoesNotKnow) {
    auto const made = answer("wilson_interval", R"({"events": 1, "n": 2, "confidance": 0.9})");
    EXPECT_EQ(made["ignored"], json::parse(R"(["confidance"])"));
    EXPECT_EQ(made["confidence"], 0.95);
}

TEST(StatsCommand, ChartsAndFunnels) {
    auto const xmr = answer("spc_xmr_limits", R"({"values": [49.6, 47.6, 49.9, 51.3, 47.8, 51.2,
        52.6, 52.4, 53.6, 52.1], "screen_outliers": false, "constant": "3/1.128"})");
    EXPECT_NEAR(xmr["lpl"].get<double>(), 45.8159, 0.0001);
    EXPECT_EQ(xmr["special_cause_index_from_1"], json::array());
    auto const rebased = answer("spc_xmr_special_causes",
                                R"({"values": [5, 6, 5, 9, 8, 9], "rebase_from_index": 4})");
    EXPECT_EQ(rebased["mean"].size(), 6u);
    auto const seven = answer("spc_rule_seven_one_side",
                              R"({"relative_to_mean": [-1, -1, -1, -1, -1, -1, -1, 1]})");
    EXPECT_EQ(seven["part_of_run"], json::parse("[1,1,1,1,1,1,1,0]"));
    EXPECT_EQ(seven["flag_at_end_of_run"], json::parse("[0,0,0,0,0,0,1,0]"));
    auto const falling = answer("spc_rule_seven_trend", R"({"values": [7, 6, 5, 4, 3, 2, 1]})");
    EXPECT_EQ(falling["flag_at_end_of_trend"], json::parse("[0,0,0,0,0,0,-1]"));
    auto const close = answer("spc_rule_two_of_three",
                              R"({"close_to_limit": [1, 0, 1], "relative_to_mean": [1, 1, 1]})");
    EXPECT_EQ(close["part_of_two_of_three"], json::parse("[1,0,1]"));
    auto const c = answer("spc_c_chart", R"({"counts": [16, 16, 40, 0]})");
    EXPECT_EQ(c["above_ucl_index_from_1"], json::parse("[3]"));
    EXPECT_TRUE(c["ucl"].is_number());
    auto const p = answer("spc_p_chart", R"({"events": [1, 5], "n": [10, 20]})");
    EXPECT_EQ(p["ucl"].size(), 2u);
    auto const funnel = answer("funnel_limits_proportion", R"({"target_percent": 30, "n": 84})");
    EXPECT_NEAR(funnel["upper95"].get<double>(), 39.79982, 0.00001);
    EXPECT_EQ(answer("funnel_classify_ratio",
                     R"({"observed": 60, "expected": 30, "target": 1})")["class"],
              "High (0.001)");
    EXPECT_EQ(
        answer("funnel_classify_proportion", R"({"events": 1, "n": 84, "target": 0.3})")["class"],
        "Low (0.001)");
}

TEST(StatsCommand, RanksAndRounding) {
    EXPECT_EQ(answer("rank_labels",
                     R"({"values": [0.7, 0.9, 0.7, 0.1], "order": "descending"})")["labels"],
              json::parse(R"(["joint 2nd", "1st", "joint 2nd", "4th"])"));
    EXPECT_EQ(answer("round_percentage",
                     R"({"numerator": 201, "denominator": 20000, "decimals": 2})")["text"],
              "1.01");
    EXPECT_TRUE(answer("round_percentage", R"({"numerator": 9999, "denominator": 10000})")
                    .contains("note"));
    EXPECT_EQ(answer("largest_remainder", R"({"counts": [1, 1, 1], "total": 100,
                                              "decimals": 1})")["rounded"],
              json::parse("[33.4, 33.3, 33.3]"));
    EXPECT_EQ(answer("largest_remainder", R"({"values": [33.333, 33.333, 33.334], "total": 100,
                                              "decimals": 0})")["rounded"],
              json::parse("[33, 33, 34]"));
    auto const change = answer("relative_change", R"({"from": 2, "to": 4, "decimals": 1})");
    EXPECT_EQ(change["percent"], "100.0");
    EXPECT_TRUE(change.contains("note"));
    auto const points =
        answer("percentage_point_change", R"({"from_percent": 12.3, "to_percent": 15.1})");
    EXPECT_EQ(points["points"], 2.8);
    EXPECT_EQ(points["relative_percent_1dp"], "22.8");
    auto const newcombe = answer("newcombe_difference_interval",
                                 R"({"events1": 5, "n1": 56, "events2": 0, "n2": 29})");
    EXPECT_EQ(newcombe["clear_change"], false);
    EXPECT_EQ(answer("rate_interval",
                     R"({"events": 9, "population": 1000, "multiplier": 1000})")["method"],
              "exact");
}

} // namespace
} // namespace upheld
