// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/report/cube_table.hpp"
#include "upheld/report/render.hpp"
#include "upheld/rollup/rollup.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::code_of;

constexpr std::string_view template_text = R"(
[report]
title = "Complaints"
[[table]]
id = "years"
title = "Complaints"
measure = "received"
[[table.column]]
key = "before"
years_back = 1
[[table.column]]
key = "now"
[[table.column]]
key = "change"
change = "by_form"
[[table.row]]
name = "Homes"
where = { unit = "homes" }
[[table.row]]
name = "Streets"
where = { unit = "streets" }
[[table.row]]
name = "Council"
)";

/// 2018-19: Homes 2, Streets 4, Parks 1. 2019-20: Homes 3, Streets 2, Parks 1. Streets counts
/// otherwise from August 2019.
class SeriesBreaks : public testing::Test {
  protected:
    SeriesBreaks() {
        words.breaks.push_back({.kind = break_kind::definition,
                                .took_effect = "2019-08-01",
                                .measures = {"received"},
                                .units = {code_of(words.units, "streets")},
                                .services = {},
                                .note = "Requests are no longer logged as complaints"});
        receive("homes", 2, 3);
        receive("streets", 4, 2);
        receive("parks", 1, 1);
    }

    void receive(std::string_view unit, int before, int now) {
        for (int i = 0; i != before; ++i) {
            made.add(made.complaint(unit, day(2018, 4, 1 + i), answer_state::not_answered));
        }
        for (int i = 0; i != now; ++i) {
            made.add(made.complaint(unit, day(2019, 9, 2 + i), answer_state::not_answered));
        }
    }

    [[nodiscard]] report report_of(comparisons how) const {
        auto const plan = report_template_from_toml(template_text, "report.toml", words);
        EXPECT_TRUE(plan.is_whole());
        return make_report(words, made.rows, {}, plan.value, period_from_text("2019-20").value(),
                           how);
    }

    [[nodiscard]] std::string csv(comparisons how) const {
        return to_csv(report_of(how).tables.front());
    }

    taxonomy words = test::small_council();
    test::facts_of_small_council made{words};
};

std::string const told =
    "2019-08-01, definition of received at Streets: Requests are no longer logged as complaints";

TEST_F(SeriesBreaks, AChangeOverABreakIsNotComputedUnlessAsked) {
    EXPECT_EQ(csv(comparisons::stop_at_breaks), "row,before,now,change,breaks\n"
                                                "Homes,2,3,+50%,\n"
                                                "Streets,4,2,not comparable,\"before: " +
                                                    told + "; change: " + told +
                                                    "\"\n"
                                                    "Council,7,6,not comparable,\"before: " +
                                                    told + "; change: " + told + "\"\n");
    report const computed = report_of(comparisons::across_breaks);
    auto const& streets = computed.tables.front().rows[1].cells;
    EXPECT_EQ(streets[2].text, "-50%");
    EXPECT_EQ(streets[2].breaks, std::vector<std::size_t>{0});
}

TEST_F(SeriesBreaks, ATextMarksWhatABreakPartsAndSaysWhyBelow) {
    EXPECT_EQ(to_text(report_of(comparisons::stop_at_breaks).tables.front()),
              "Complaints  [years]\n"
              "           before  now           change\n"
              "  Homes        2     3            +50%\n"
              "  Streets      4\u2020    2  not comparable\u2020\n"
              "  Council      7\u2020    6  not comparable\u2020\n"
              "  Break\u2020: " +
                  told + ".\n");
}

TEST_F(SeriesBreaks, JsonTellsTheBreaksAndWhereTheyAre) {
    auto const json = nlohmann::json::parse(to_json(report_of(comparisons::stop_at_breaks)));
    auto const& table = json["tables"][0];
    EXPECT_EQ(table["breaks"][0]["took_effect"], "2019-08-01");
    EXPECT_EQ(table["breaks"][0]["kind"], "definition");
    EXPECT_EQ(table["breaks"][0]["words"], told);
    auto const& streets = table["rows"][1]["cells"];
    EXPECT_EQ(streets[0]["breaks"], nlohmann::json::array({0}));
    EXPECT_EQ(streets[0]["value"], 4);
    EXPECT_FALSE(streets[1].contains("breaks"));
    EXPECT_EQ(streets[2]["mark"], "not_comparable");
    EXPECT_FALSE(table["rows"][0]["cells"][2].contains("breaks"));
}

TEST_F(SeriesBreaks, LikeForLikeComparesTheUnitsOnBothSidesAndStatesThem) {
    report const made_so = report_of(comparisons::like_for_like);
    auto const& rows = made_so.tables.front().rows;
    EXPECT_EQ(rows[0].cells[2].text, "+50%");
    EXPECT_EQ(rows[1].cells[2].text, "not comparable") << "nothing is left of Streets";
    EXPECT_EQ(rows[2].cells[2].text, "+33%") << "Homes and Parks: 3 and 4";
    EXPECT_EQ(made_so.tables.front().notes,
              std::vector<std::string>{
                  "Change of Council: like for like, over Homes, Parks; without Streets"});
}

TEST_F(SeriesBreaks, LikeForLikeLeavesOutUnitsThatNobodyPublished) {
    words.breaks.clear();
    std::erase_if(made.rows.complaints,
                  [](complaint_fact const& c) { return c.received < day(2019, 4, 1); });
    std::vector<series_figure> series;
    for (char const* const unit : {"homes", "streets"}) {
        series_figure one;
        one.measure = "received";
        one.period = "2018-19";
        one.unit = code_of(words.units, unit);
        one.number = 10;
        series.push_back(one);
    }
    auto const plan = report_template_from_toml(template_text, "report.toml", words);
    report const made_so =
        make_report(words, made.rows, series, plan.value, period_from_text("2019-20").value(),
                    comparisons::like_for_like);
    auto const& council = made_so.tables.front().rows[2].cells;
    EXPECT_EQ(council[2].value.share, (ratio{5 - 20, 20}));
    EXPECT_EQ(made_so.tables.front().notes.front(),
              "Change of Council: like for like, over Homes, Streets; without Parks");
}

TEST_F(SeriesBreaks, WithoutBreaksNothingIsSaid) {
    words.breaks.clear();
    EXPECT_EQ(csv(comparisons::stop_at_breaks),
              "row,before,now,change\nHomes,2,3,+50%\nStreets,4,2,-50%\nCouncil,7,6,-14%\n");
    EXPECT_EQ(csv(comparisons::like_for_like), csv(comparisons::stop_at_breaks));
}

TEST_F(SeriesBreaks, ACrossTabulationMarksTheTimeInWhichASeriesBreaks) {
    auto const rows = columns_of(words, made.rows);
    by const years{grouping{dimension::time, {}, time_step::financial_year}};
    auto const cube = rollup(*rows, years, measures{"received"});
    day_span const all{day(2018, 4, 1), day(2020, 3, 31)};
    cube_layout const how{.breaks = breaks_within(words, years, measures{"received"}, {}, all)};
    std::string const text = to_text(*cube, how);
    EXPECT_NE(text.find("  2019-20\u2020 "), std::string::npos) << text;
    EXPECT_EQ(text.find("2018-19\u2020"), std::string::npos) << text;
    EXPECT_NE(text.find("  Break\u2020: " + told + ".\n"), std::string::npos) << text;
    EXPECT_EQ(to_csv(*cube, how),
              "financial_year,received,partial,breaks\n2018-19,7,,\n2019-20,6,,2019-08-01\n");
    auto const json = nlohmann::json::parse(to_json(*cube, how));
    EXPECT_EQ(json["breaks"][0]["words"], told);
    EXPECT_FALSE(json["rows"][0].contains("breaks"));
    EXPECT_EQ(json["rows"][1]["breaks"], nlohmann::json::array({0}));
}

} // namespace
} // namespace upheld
