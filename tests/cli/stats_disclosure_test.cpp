// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_disclosure.hpp"

#include <gtest/gtest.h>

namespace upheld::cli {
namespace {

using nlohmann::json;

json answer(stats_answer (*method)(json const&), char const* asked) {
    auto const made = method(json::parse(asked));
    if (!made) return {{"failure", to_string(made.error())}};
    return json::parse(made->dump());
}

std::string refusal(stats_answer (*method)(json const&), char const* asked) {
    auto const made = method(json::parse(asked));
    return made ? made->dump() : to_string(made.error());
}

TEST(StatsSmallNumberRound, ShowsZeroHidesFewAndRounds) {
    for (auto const& [asked, display] :
         {std::pair{R"({"count": 0, "rule": "nhs_hes_subnational"})", "0"},
          {R"({"count": 7, "rule": "nhs_hes_subnational"})", "*"},
          {R"({"count": 8, "rule": "nhs_hes_subnational"})", "10"},
          {R"({"count": 4, "rule": "ofqual"})", "fewer than 5"},
          {R"({"count": 1233, "rule": "ofqual"})", "1235"},
          {R"({"count": 3, "rule": "threshold:5"})", "[c]"},
          {R"({"count": 3, "rule": {"round_base": 5}})", "5"}}) {
        EXPECT_EQ(answer(sdc_small_number_round, asked)["display"], display) << asked;
    }
}

TEST(StatsPrimary, NamesSmallCellsAndSmallMargins) {
    char const* const table = R"({"rows": ["a", "b"], "cols": ["x", "y"],
        "counts": [[1, 2], [0, 40]], "margins_published": true, "rule": "threshold_5"})";
    EXPECT_EQ(answer(sdc_primary, table)["primary"],
              json::parse(R"([["a", "x"], ["a", "y"], ["a", "Total"], ["Total", "x"]])"));
    char const* const alone = R"({"rows": ["a", "b"], "cols": ["x", "y"],
        "counts": [[1, 2], [0, 40]], "margins_published": false, "rule": 5})";
    EXPECT_EQ(answer(sdc_primary, alone)["primary"], json::parse(R"([["a", "x"], ["a", "y"]])"));
}

TEST(StatsAttackBounds, ABlockOfTwoByTwoIsWorkedOut) {
    json const made = answer(sdc_attack_bounds, R"({"rows": ["a", "b"], "cols": ["x", "y"],
        "counts": [[1, 1], [2, 3]], "margins_published": true,
        "suppressed": [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]]})");
    EXPECT_EQ(made["cells"],
              json::parse(R"({"a|x": [1, 1], "a|y": [1, 1], "b|x": [2, 2], "b|y": [3, 3]})"));
    EXPECT_EQ(made["safe"], false);
    // Readers who hold hidden zeros possible know less.
    json const zeros = answer(sdc_attack_bounds, R"({"rows": ["a", "b"], "cols": ["x", "y"],
        "counts": [[1, 1], [2, 3]], "margins_published": true, "zeros_shown": false,
        "suppressed": [[1, 1], [1, 2], [2, 1], [2, 2]]})");
    EXPECT_EQ(zeros["cells"]["a|x"], json::parse("[0, 2]"));
    EXPECT_EQ(zeros["safe"], true);
}

TEST(StatsAttackBounds, AHiddenZeroSaysThatZerosAreHidden) {
    json const made = answer(sdc_attack_bounds, R"({"rows": ["a"], "cols": ["x", "y"],
        "counts": [[0, 3]], "margins_published": ["rows"], "suppressed": [["a", "x"], ["a", "y"]]})");
    EXPECT_EQ(made["cells"], json::parse(R"({"a|x": [0, 3], "a|y": [0, 3]})"));
}

TEST(StatsAttackBounds, WithoutMarginsThereIsNoUpperLimit) {
    json const made = answer(sdc_attack_bounds, R"({"rows": ["a"], "cols": ["x", "y"],
        "counts": [[2, 3]], "margins_published": "none", "suppressed": [["a", "x"]]})");
    EXPECT_EQ(made["cells"]["a|x"], json::parse("[1, null]"));
    EXPECT_EQ(made["safe"], true);
}

TEST(StatsComplementary, ChoosesFewestAndThenLeast) {
    json const made = answer(sdc_complementary, R"({"rows": ["I", "II", "III"],
        "cols": ["A", "B", "C"], "counts": [[20, 50, 10], [8, 19, 22], [17, 32, 12]],
        "margins_published": true, "primary": [["II", "C"]], "objective": "fewest_cells"})");
    EXPECT_EQ(made["secondary"], json::parse(R"([["II", "A"], ["III", "A"], ["III", "C"]])"));
    EXPECT_EQ(made["secondary_count"], 3);
    EXPECT_EQ(made["suppressed"].size(), 4U);
    EXPECT_EQ(made["bounds"]["II|C"], json::parse("[6, 29]"));
}

TEST(StatsComplementary, DetectsSingletons) {
    std::string const table = R"({"rows": ["a", "b", "c"], "cols": ["x", "y", "z"],
        "counts": [[1, 9, 30], [9, 1, 30], [30, 30, 30]], "margins_published": true,
        "primary": [["a", "x"], ["b", "y"]], "objective": "fewest_cells", "detect_singletons": )";
    EXPECT_EQ(answer(sdc_complementary, (table + "false}").c_str())["secondary_count"], 2);
    EXPECT_GT(answer(sdc_complementary, (table + "true}").c_str())["secondary_count"], 2);
}

TEST(StatsLinkedTables, WhatIsSafeInEachTableIsNotInBoth) {
    json const made = answer(sdc_linked_tables, R"({"areas": ["A", "B", "C", "D"],
        "counts": [3, 8, 9, 20], "grouping1": {"North": ["A", "B"], "South": ["C", "D"]},
        "grouping2": {"A": "Town", "C": "Town", "B": "Country", "D": "Country"},
        "primary_rule": "threshold:5"})");
    EXPECT_EQ(made["primary"], json::parse(R"(["A"])"));
    EXPECT_EQ(made["secondary_if_tables_treated_separately"],
              json::parse(R"({"grouping1": ["B"], "grouping2": ["C"]})"));
    EXPECT_EQ(made["secondary_if_linked"], json::parse(R"(["B", "C", "D"])"));
    EXPECT_EQ(made["bounds_before"], json::parse(R"({"A": [3, 3]})"));
    EXPECT_EQ(made["bounds_after"],
              json::parse(R"({"A": [1, 10], "B": [1, 10], "C": [2, 11], "D": [18, 27]})"));
}

TEST(StatsDisclosure, BadInputIsRefusedByField) {
    EXPECT_EQ(refusal(sdc_small_number_round, "[]"), "count: the input is not a JSON object");
    EXPECT_EQ(refusal(sdc_small_number_round, R"({"rule": "ofqual"})"),
              "count: the field is not given");
    EXPECT_EQ(refusal(sdc_small_number_round, R"({"count": -1, "rule": "ofqual"})"),
              "count: the count -1 is negative");
    EXPECT_EQ(refusal(sdc_small_number_round, R"({"count": 2.5, "rule": "ofqual"})"),
              "count: a count is a whole number, not 2.5");
    EXPECT_NE(refusal(sdc_small_number_round, R"({"count": 18446744073709551615, "rule": 5})")
                  .find("too large"),
              std::string::npos);
    for (char const* const rule : {"\"five\"", "1", "{}", "[]", "null", "{\"threshold\": \"x\"}"}) {
        std::string const asked = std::string(R"({"count": 3, "rule": )") + rule + "}";
        EXPECT_EQ(refusal(sdc_small_number_round, asked.c_str()).rfind("rule: ", 0), 0U) << rule;
    }
    for (auto const& [asked, words] :
         {std::pair{R"({"cols": [], "counts": [], "suppressed": []})", "rows: the field"},
          {R"({"rows": ["a", "a"], "cols": ["x"], "counts": [[1], [1]], "suppressed": []})",
           "rows: the label \"a\" is given twice"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1, 2]], "suppressed": []})",
           "counts: must be one list a row"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [["1"]], "suppressed": []})",
           "counts: a count is a whole number"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]]})", "suppressed: the field"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]], "suppressed": [["a", "z"]]})",
           "suppressed: there is no printed cell [\"a\",\"z\"]"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]], "suppressed": [[0, 1]]})",
           "suppressed: there is no printed cell"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]], "suppressed": ["a"]})",
           "suppressed: a cell is [row, col]"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]], "margins_published": ["up"],
              "suppressed": []})",
           "margins_published: there is no margin \"up\""},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[1]], "margins_published": 3,
              "suppressed": []})",
           "margins_published: must be true"},
          {R"({"rows": ["a"], "cols": ["x"], "counts": [[0]], "zeros_shown": true,
              "suppressed": [["a", "x"]]})",
           "zeros_shown: a suppressed cell is 0"}}) {
        EXPECT_EQ(refusal(sdc_attack_bounds, asked).rfind(words, 0), 0U)
            << refusal(sdc_attack_bounds, asked);
    }
    EXPECT_EQ(refusal(sdc_complementary, R"({"rows": ["a"], "cols": ["x"], "counts": [[1]],
                       "primary": [], "objective": "best"})")
                  .rfind("objective: there is no objective", 0),
              0U);
    for (auto const& [grouping, words] :
         {std::pair{R"({"N": ["A"]})", "grouping1: the area \"B\" is in no group"},
          {R"({"N": ["A", "B"], "S": ["A"]})", "grouping1: the area \"A\" is in two groups"},
          {R"({"N": ["A", "Z"]})", "grouping1: there is no area \"Z\""},
          {R"({"N": 3})", "grouping1: \"N\" has neither"},
          {"[]", "grouping1: must be an object"}}) {
        std::string const asked = std::string(R"({"areas": ["A", "B"], "counts": [3, 9],
            "grouping2": {"all": ["A", "B"]}, "primary_rule": 5, "grouping1": )") +
                                  grouping + "}";
        EXPECT_EQ(refusal(sdc_linked_tables, asked.c_str()).rfind(words, 0), 0U)
            << refusal(sdc_linked_tables, asked.c_str());
    }
}

} // namespace
} // namespace upheld::cli
