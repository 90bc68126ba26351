// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/report/render.hpp"
#include "upheld/report/report.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::code_of;

constexpr std::string_view template_text = R"(
[report]
title = "Small report"

[column_sets]
[[column_sets.outcomes]]
key = "aspects"
title = "Aspects"
measure = "aspects"
percent_of = "table"
[[column_sets.outcomes]]
key = "upheld"
title = "Upheld"
measure = "aspects"
where = { outcome = "upheld" }
percent_of = "row"
percent_whole = "aspects"

[row_sets]
[[row_sets.money]]
name = "Own"
group = true
[[row_sets.money]]
name = "Paid"
where = { remedy_stage = "own", remedy_kind = "paid" }

[[table]]
id = "services"
title = "Services"
where = { unit = "homes" }
percent_rows = true
no_base = "0%"
columns = "outcomes"
rows_of = { dimension = "service", total = "OVERALL" }

[[table]]
id = "years"
title = "Years"
[[table.column]]
key = "{year:1}"
years_back = 1
[[table.column]]
key = "{year:0}"
[[table.column]]
key = "change"
change = "by_form"
[[table.row]]
name = "Complaints"
measure = "received"
where = { unit = "homes" }
[[table.row]]
name = "Upheld"
measure = "upheld_share"
where = { unit = "homes" }
[[table.row]]
name = "Money"
measure = "remedies"
where = { unit = "homes" }
[[table.row]]
name = "Rank"
series = "rank"
[[table.row]]
name = "Streets' aspects"
measure = "aspects"
where = { unit = "streets" }

[[table]]
id = "money"
measure = "remedies"
where = { unit = "parks" }
rows = "money"
[[table.column]]
key = "{label:0}"

[[table]]
id = "share"
measure = "received"
rows_of = { dimension = "unit", entries = ["homes", "streets"], total = "Total" }
[[table.column]]
key = "count"
[[table.column]]
key = "% of total"
where = { unit = ["homes", "streets"] }
of = "table"
decimals = 1
)";

class Report : public ::testing::Test {
  protected:
    Report() {
        auto a = made.complaint("homes", day(2019, 5, 1), answer_state::answered_in_time);
        made.add(a);
        made.add_mention(a, "lettings");
        made.add_aspect(a, "lettings", "delay", "upheld");
        made.add_aspect(a, "lettings", "delay", "not_upheld");
        made.add_aspect(a, "lettings", "conduct", "not_upheld");
        made.add(made.complaint("homes", day(2019, 6, 1), answer_state::not_answered));
        made.add(made.complaint("streets", day(2019, 6, 1), answer_state::not_answered));
        made.add_remedy("homes", day(2019, 6, 2), "own", "paid", 5'000);

        publish("received", "homes", series_form::count, 4);
        publish("upheld_share", "homes", series_form::percent, 3700);
        publish("remedies", "homes", series_form::pence, 100'050);
        publish("rank", "", series_form::joint_rank, 30);
        series.back().period = "2019-20";
        series.push_back(series.back());
        series.back().period = "2018-19";
        series.back().number = 7;

        auto loaded = report_template_from_toml(template_text, "report.toml", words);
        EXPECT_TRUE(loaded.is_whole())
            << (loaded.failures.empty() ? "" : to_string(loaded.failures.front()));
        whole = make_report(words, made.rows, series, loaded.value,
                            period_from_text("2019-20").value());
    }

    void publish(std::string measure, std::string_view unit, series_form form,
                 std::int64_t number) {
        series_figure one;
        one.measure = std::move(measure);
        one.period = "2018-19";
        if (!unit.empty()) one.unit = code_of(words.units, unit);
        one.form = form;
        one.number = number;
        series.push_back(one);
    }

    [[nodiscard]] std::vector<std::string> texts(std::string_view table, std::string_view row,
                                                 bool percents = false) const {
        std::vector<std::string> all;
        for (table_row const& r : whole.find(table)->rows) {
            if (r.name != row) continue;
            for (cell const& c : percents ? r.percents : r.cells) all.push_back(c.text);
        }
        return all;
    }

    using strings = std::vector<std::string>;
    taxonomy words = test::small_council();
    test::facts_of_small_council made{words};
    std::vector<series_figure> series;
    report whole;
};

/// The same template over any kind of period: titles and earlier figures follow it.
TEST_F(Report, APeriodOfAnyKindIsComparedWithTheSameOneAYearEarlier) {
    auto const plan = report_template_from_toml(template_text, "report.toml", words).value;
    auto const heading = [&](std::string_view label) {
        report const told =
            make_report(words, made.rows, {}, plan, period_from_text(label).value());
        return told.find("years")->columns[0].key;
    };
    EXPECT_EQ(heading("2019-20-Q1"), "2018/19-Q1");
    EXPECT_EQ(heading("2019-20-H2"), "2018/19-H2");
    EXPECT_EQ(heading("2019-Q4"), "2018-Q4");
    EXPECT_EQ(heading("2019"), "2018");
    EXPECT_EQ(heading("2019-M07"), "2018-M07");
    EXPECT_EQ(heading("2019-20..2019-12-31"), "2018/19..2018-12-31");
    EXPECT_EQ(heading("2019..2019-12-31"), "2018..2018-12-31");
    EXPECT_EQ(heading("2019-10-15..2019-11-14"), "2018-10-15..2018-11-14");

    series.front().period = "2018-19-Q1";
    report const quarter =
        make_report(words, made.rows, series, plan, period_from_text("2019-20-Q1").value());
    auto const& row = quarter.find("years")->rows.front();
    EXPECT_EQ(row.cells[0].text, "4");
    EXPECT_EQ(row.cells[1].text, "2");
    EXPECT_EQ(row.cells[2].text, "-50%");
    EXPECT_NE(to_text(quarter).find("2019-20-Q1, first quarter of the financial year 2019-20, "
                                    "April to June 2019 (2019-04-01 to 2019-06-30), as known on"),
              std::string::npos);
}

TEST_F(Report, RowsOfADimensionCarryTheirPercentagesBelow) {
    EXPECT_EQ(texts("services", "Lettings"), (strings{"3", "1"}));
    EXPECT_EQ(texts("services", "Lettings", true), (strings{"100%", "33%"}));
    EXPECT_EQ(texts("services", "Repairs"), (strings{"0", "0"}));
    EXPECT_EQ(texts("services", "Repairs", true), (strings{"0%", "0%"}));
    EXPECT_EQ(texts("services", "OVERALL", true), (strings{"", "33%"}));
}

TEST_F(Report, EarlierYearsArePublishedFiguresAndChangesFollowTheirForm) {
    EXPECT_EQ(texts("years", "Complaints"), (strings{"4", "2", "-50%"}));
    EXPECT_EQ(texts("years", "Upheld"), (strings{"37%", "33%", "-4%"}));
    EXPECT_EQ(texts("years", "Money"), (strings{"1,000.50", "50.00", ""}));
    EXPECT_EQ(texts("years", "Rank"), (strings{"Joint 7th", "Joint 30th", ""}));
    EXPECT_EQ(whole.find("years")->columns[0].key, "2018/19");
    EXPECT_EQ(whole.find("money")->columns[0].key, "2019-20");
}

TEST_F(Report, WhatIsNotCollectedStaysSoInItsChange) {
    EXPECT_EQ(texts("years", "Streets' aspects"),
              (strings{"n/k", "not collected", "not collected"}));
}

TEST_F(Report, MoneyThatNobodyToldOfIsNotKnown) {
    EXPECT_EQ(texts("money", "Paid"), (strings{"n/k"}));
    EXPECT_EQ(whole.find("money")->rows.front().kind, row_kind::group);
}

TEST_F(Report, ATotalsShareOfItselfIsLeftBlank) {
    EXPECT_EQ(texts("share", "Homes"), (strings{"2", "66.7%"}));
    EXPECT_EQ(texts("share", "Total"), (strings{"3", ""}));
}

TEST_F(Report, JsonHasAValueOrAMarkInEveryCell) {
    auto const parsed = nlohmann::json::parse(to_json(whole));
    EXPECT_EQ(parsed["period"], "2019-20");
    auto const& services = parsed["tables"][0];
    EXPECT_EQ(services["id"], "services");
    EXPECT_EQ(services["columns"], (nlohmann::json{"aspects", "upheld"}));
    EXPECT_EQ(services["column_titles"], (nlohmann::json{"Aspects", "Upheld"}));
    EXPECT_EQ(services["rows"][0]["cells"][0]["value"], 3);
    EXPECT_EQ(services["rows"][0]["percent"][1]["part"], 1);
    EXPECT_EQ(services["rows"][0]["percent"][1]["whole"], 3);
    EXPECT_EQ(services["rows"][0]["percent"][1]["value"], 33);
    EXPECT_EQ(services["rows"][2]["percent"][0], nullptr);
    EXPECT_EQ(parsed["tables"][1]["rows"][4]["cells"][1]["mark"], "not_collected");
    EXPECT_EQ(parsed["tables"][1]["rows"][2]["cells"][0]["value"], 1000.5);
}

TEST_F(Report, CsvIsOneLineARowWithPercentagesNamed) {
    EXPECT_EQ(to_csv(*whole.find("services")), "row,Aspects,Upheld\n"
                                               "Lettings,3,1\n"
                                               "Lettings %,100%,33%\n"
                                               "Repairs,0,0\n"
                                               "Repairs %,0%,0%\n"
                                               "OVERALL,3,1\n"
                                               "OVERALL %,,33%\n");
    EXPECT_NE(to_csv(*whole.find("years")).find("Money,\"1,000.50\",50.00,\n"), std::string::npos);
}

TEST_F(Report, TextAlignsItsColumns) {
    EXPECT_EQ(to_text(*whole.find("services")), "Services  [services]\n"
                                                "            Aspects  Upheld\n"
                                                "  Lettings        3       1\n"
                                                "               100%     33%\n"
                                                "  Repairs         0       0\n"
                                                "                 0%      0%\n"
                                                "  OVERALL         3       1\n"
                                                "                        33%\n");
}

TEST(ReportOnDays, ShowsThemWithOneDecimalAndNoChangeInPoints) {
    taxonomy const words = test::small_council();
    test::facts_of_small_council made(words);
    auto const answered = [&](day received, std::uint16_t after) {
        auto row = made.complaint("homes", received, answer_state::answered_in_time);
        row.working_days = after;
        made.add(row);
    };
    answered(day(2018, 4, 1), 10);
    answered(day(2019, 5, 1), 14);
    answered(day(2019, 6, 3), 15);
    auto const plan = report_template_from_toml(R"(
[report]
title = "Days"
[[table]]
id = "days"
where = { unit = "homes" }
[[table.column]]
key = "before"
years_back = 1
[[table.column]]
key = "now"
[[table.column]]
key = "by form"
change = "by_form"
[[table.column]]
key = "in points"
change = "in_points"
[[table.row]]
name = "Median"
measure = "median_working_days"
[[table.row]]
name = "Received"
measure = "received"
)",
                                                "report.toml", words);
    ASSERT_TRUE(plan.is_whole()) << to_string(plan.failures.front());
    report const whole =
        make_report(words, made.rows, {}, plan.value, period_from_text("2019-20").value());
    EXPECT_EQ(to_csv(*whole.find("days")), "row,before,now,by form,in points\n"
                                           "Median,10.0,14.5,,n/a\n"
                                           "Received,1,2,+100%,n/a\n");
}

TEST(ReportWithoutCases, EverythingIsZeroOrWithoutBase) {
    taxonomy const words = test::small_council();
    auto const plan = report_template_from_toml(template_text, "report.toml", words);
    report const empty =
        make_report(words, facts{}, {}, plan.value, period_from_text("2019-20").value());
    EXPECT_EQ(empty.find("services")->rows[0].cells[0].text, "0");
    EXPECT_EQ(empty.find("years")->rows[1].cells[1].text, "n/a");
    EXPECT_EQ(empty.find("years")->rows[0].cells[0].text, "n/k");
}

} // namespace
} // namespace upheld
