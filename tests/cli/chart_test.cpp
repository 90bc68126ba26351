// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using nlohmann::json;
using test::run;

std::string const example = UPHELD_SOURCE_DIR "/examples/bromley_2019_20 ";

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

json answer(std::string const& arguments) {
    auto const made = run(arguments);
    EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
    return json::parse(made.output, nullptr, false);
}

std::string text(std::string const& arguments) {
    auto const made = run(arguments);
    EXPECT_EQ(made.exit_code, 0) << arguments << '\n' << made.output;
    return made.output;
}

/// What `upheld stats` says of the same numbers.
json stats(std::string const& method, json const& input) {
    return answer("stats " + method + " --json --input '" + input.dump() + "'");
}

json column(json const& points, char const* key) {
    json all = json::array();
    for (json const& point : points) all.push_back(point[key]);
    return all;
}

TEST(ChartCommand, IsTheStatisticOfTheRollupsFigures) {
    json const chart =
        answer("chart " + example + "--measure upheld_share --period 2019-20 --format json");
    json const points = chart["points"];
    ASSERT_EQ(points.size(), 12u);
    json const rollup = answer("rollup " + example +
                               "--measure upheld_share --by month --period 2019-20 --format json");
    for (std::size_t i = 0; i != 12; ++i) {
        EXPECT_EQ(points[i]["part"], rollup["rows"][i]["figures"][0]["part"]);
        EXPECT_EQ(points[i]["whole"], rollup["rows"][i]["figures"][0]["whole"]);
    }
    json const limits = stats("spc_xmr_special_causes", {{"values", column(points, "value")}});
    EXPECT_NEAR(points[0]["lower"].get<double>(), limits["lpl"].get<double>(), 1e-12);
    EXPECT_NEAR(points[0]["upper"].get<double>(), limits["upl"].get<double>(), 1e-12);
    EXPECT_EQ(column(points, "cause"), limits["cause"]);
    EXPECT_EQ(points[3]["cause"], "two_of_three");
    EXPECT_TRUE(chart["partial"].get<bool>()); // two divisions do not keep outcomes
}

TEST(ChartCommand, TellsPeopleWhatIsMoreThanUsual) {
    std::string const shown = text("chart " + example + "--measure upheld_share --period 2019-20");
    for (char const* part :
         {"London Borough of Bromley\nShare of aspects upheld or partly upheld by month, 2019-20",
          "2019-M07  two of three near the upper limit  60.6%  44.6%  24.0%  65.3%  33\n",
          "They say nothing of what is wanted.",
          "Units that do not keep what the measure needs are left out.\n"}) {
        EXPECT_TRUE(has(shown, part)) << part << '\n' << shown;
    }
}

TEST(ChartCommand, HasNewLimitsOnlyWhereTheyAreAskedForWithAReason) {
    std::string const shown =
        text("chart " + example + "--period 2019-20 --rebase '2019-M09=a new system'");
    EXPECT_TRUE(has(shown, "New limits from 2019-M09 on: a new system.\n")) << shown;
    json const chart =
        answer("chart " + example + "--period 2019-20 --rebase 2019-M09=new --format json");
    std::string const two = "--rebase 2020-M01=later --rebase 2019-M08=sooner ";
    EXPECT_EQ(
        answer("chart " + example + "--period 2019-20 --format json " + two)["rebases"].size(),
        2u); // in whatever order they are given
    EXPECT_NE(chart["points"][4]["mean"], chart["points"][5]["mean"]);
    EXPECT_EQ(chart["rebases"], json::parse(R"([{"entry":"2019-M09","reason":"new"}])"));
}

TEST(ChartCommand, AMonthThatIsNotOverIsLeftOutAndNamed) {
    std::string const shown = text("chart " + example + "--as-of 2019-12-15 --period 2019-20");
    EXPECT_TRUE(has(shown, "Left out, not wholly within the days told: 2019-M12, 2020-M01, "
                           "2020-M02, 2020-M03.\n"))
        << shown;
    EXPECT_FALSE(has(shown, "\n2019-M12 "));
}

TEST(ChartCommand, SaysWhetherATargetKeepsBeingMet) {
    std::string const asked =
        "chart " + example + "--period 2019-20 --measure in_time_by_complaints --better increase ";
    EXPECT_TRUE(has(text(asked + "--target 0.3"), "Target 30.0%: met whatever chance does.\n"));
    EXPECT_TRUE(has(text(asked + "--target 0.95"), "Target 95.0%: missed whatever chance does.\n"));
    EXPECT_EQ(answer(asked + "--target 0.6 --format json")["assurance"], "inconsistent");
}

TEST(ChartCommand, ChartsOfSharesAndCountsHaveTheLimitsOfChance) {
    json const p = answer("chart " + example +
                          "--measure upheld_share --kind p --period 2019-20 --format json");
    json const same = stats("spc_p_chart", {{"events", column(p["points"], "part")},
                                            {"n", column(p["points"], "whole")}});
    for (std::size_t i = 0; i != p["points"].size(); ++i) {
        EXPECT_NEAR(p["points"][i]["upper"].get<double>(), same["ucl"][i].get<double>(), 1e-12);
    }
    std::string const c = text("chart " + example + "--kind c --period 2019-20 --format csv");
    EXPECT_TRUE(has(c, "month,value,mean,lower,upper,cause,direction,meaning\n2019-M04,41,")) << c;
    EXPECT_TRUE(has(c, ",none,none,n/a\n")) << c;
}

TEST(ChartCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--by unit", "--by: a chart over time needs figures by one step of time"},
          wrong{"--measure upheld_shar", "--measure: no measure \"upheld_shar\""},
          wrong{"--kind p --measure remedies", "remedies is no share or count"},
          wrong{"--kind c --rebase 2019-M09=x", "are of --kind xmr"},
          wrong{"--target 50", "--target needs --better"},
          wrong{"--rebase 2019-M09", "has no reason"},
          wrong{"--rebase 2019-M04=x", "is no point behind the first"},
          wrong{"--rebase 2020-M08=x", "is no point behind the first"},
          wrong{"--rebase 2019-M08=x --rebase 2019-M08=y", "--rebase, given twice for one point: "},
          wrong{"--target nan --better increase", "--target is not a number"},
          wrong{"--as-of 2019-04-15", "no month is over and within the days told"},
          wrong{"--baseline 1", "--baseline"}, wrong{"--baseline 40", "--baseline: "}}) {
        auto const made = run("chart " + example + "--period 2019-20 " + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_TRUE(has(made.output, says)) << arguments << '\n' << made.output;
    }
    EXPECT_EQ(run("chart").exit_code, 2);
}

TEST(FunnelCommand, IsTheStatisticOfTheRollupsFigures) {
    json const funnel = answer("funnel " + example + "--period 2019-20 --format json");
    ASSERT_EQ(funnel["points"].size(), 5u);
    for (json const& point : funnel["points"]) {
        json const input{
            {"events", point["part"]}, {"n", point["whole"]}, {"target", funnel["target"]}};
        EXPECT_EQ(point["class"], stats("funnel_classify_proportion", input)["class"]);
    }
    EXPECT_EQ(funnel["points"][2]["entry"], "housing");
    EXPECT_EQ(funnel["points"][2]["class"], "Low (0.025)");
    json const spread =
        stats("funnel_overdispersion", {{"events", column(funnel["points"], "part")},
                                        {"n", column(funnel["points"], "whole")}});
    EXPECT_NEAR(funnel["phi"].get<double>(), spread["phi"].get<double>(), 1e-12);
}

TEST(FunnelCommand, TellsPeopleWhereEachStands) {
    std::string const shown = text("funnel " + example + "--period 2019-20");
    for (char const* part :
         {"Beside the share of all together, 43.9%\n",
          "Housing                  lower than expected (outside the 95% limits)   28.9% of 97  "
          "34.0% to 53.8%  28.4% to 59.5%\n",
          "Without a figure: ", "--widen has it in the limits"}) {
        EXPECT_TRUE(has(shown, part)) << part << '\n' << shown;
    }
    std::string const wide = text("funnel " + example + "--period 2019-20 --by service --widen");
    EXPECT_TRUE(has(wide, "The limits are wider than by chance")) << wide;
    std::string const csv =
        text("funnel " + example + "--period 2019-20 --target 0.5 --format csv");
    EXPECT_EQ(csv.find("unit,share,part,whole,lower95,upper95,lower998,upper998,class\n"), 0u);
}

TEST(FunnelCommand, SaysWhatIsWrong) {
    struct wrong {
        char const* arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"--by month", "a funnel needs figures by one dimension that is not time"},
          wrong{"--measure received", "received is no share"},
          wrong{"--by service --measure in_time_by_complaints", "is not of separate cases"},
          wrong{"--target 2", "--target: 2 is not"},
          wrong{"--period 2018-19", "no entry has a case"}}) {
        auto const made = run("funnel " + example + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_TRUE(has(made.output, says)) << arguments << '\n' << made.output;
    }
}

} // namespace
} // namespace upheld
