// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/cube_table.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

period const year_2019_20{"2019-20", {day(2019, 4, 1), day(2020, 3, 31)}};

axis axis_of(dimension what, std::vector<std::pair<char const*, char const*>> const& entries) {
    axis made(grouping{what, {}, {}});
    for (auto const& [key, name] : entries) made.add(key, name);
    return made;
}

axis units() { return axis_of(dimension::unit, {{"homes", "Homes"}, {"streets", "Streets"}}); }

axis channels() { return axis_of(dimension::channel, {{"email", "Email"}, {"(none)", "(none)"}}); }

cube_measure counted(char const* key, std::vector<std::int64_t> part, std::vector<bool> adds_up,
                     std::vector<coverage> covered) {
    return {.key = key,
            .part = std::move(part),
            .whole = {},
            .width = 1,
            .adds_up_over = std::move(adds_up),
            .covered = std::move(covered)};
}

cube_measure shared(char const* key, std::vector<std::int64_t> part,
                    std::vector<std::int64_t> whole, std::vector<bool> adds_up,
                    std::vector<coverage> covered) {
    cube_measure made = counted(key, std::move(part), std::move(adds_up), std::move(covered));
    made.whole = std::move(whole);
    return made;
}

/// homes: 3 complaints, 2 upheld of 3 aspects; streets: 1 complaint, no aspects kept.
cube by_unit() {
    return {{units()},
            year_2019_20,
            {counted("received", {3, 1}, {true}, {coverage::kept, coverage::kept}),
             shared("upheld_share", {2, 0}, {3, 0}, {true},
                    {coverage::kept, coverage::not_collected})}};
}

cube by_unit_and_channel() {
    return {{units(), channels()},
            year_2019_20,
            {counted("received", {2, 1, 0, 1}, {true, true}, {coverage::kept, coverage::kept})}};
}

TEST(CubeTable, ATextTellsUnitBaseAndCoverage) {
    EXPECT_EQ(to_text(by_unit(),
                      {.title = "Small Council", .from = viewpoint::at_the_time(day(2020, 6, 30))}),
              "Small Council\n"
              "2019-20 (2019-04-01 to 2020-03-31), as known on 2020-06-30\n"
              "\n"
              "  unit       received   upheld_share       of\n"
              "           complaints              %  aspects\n"
              "  Homes             3          66.7%        3\n"
              "  Streets           1  not collected\n"
              "\n"
              "  received      complaints received in the period, without service requests and "
              "withdrawn ones; by day received\n"
              "  upheld_share  aspects fully or partly upheld, of those that the taxonomy puts in "
              "the base; by day received\n");
}

/// A quarter's counts, told as of a year as well.
TEST(CubeTable, CountsOfAPartOfAYearAreAnnualisedOnRequestAndSaySo) {
    period const quarter = period_from_text("2019-20-Q1").value();
    cube const made{
        {units()},
        quarter,
        {counted("received", {3, 1}, {true}, {coverage::kept, coverage::not_collected}),
         counted("remedies", {10'050, 0}, {true}, {coverage::kept, coverage::kept}),
         shared("upheld_share", {2, 0}, {3, 0}, {true}, {coverage::kept, coverage::kept})}};
    cube_layout const how{.annualised_by = annualising_factor(quarter).value()};
    std::string const text = to_text(made, how);
    EXPECT_EQ(text.substr(0, text.find("\n  received")),
              "2019-20-Q1, first quarter of the financial year 2019-20, April to June 2019 "
              "(2019-04-01 to 2019-06-30)\n"
              "\n"
              "  unit          received         a year  remedies  a year  upheld_share       of\n"
              "              complaints     complaints    pounds  pounds             %  aspects\n"
              "  Homes                3             12    100.50  404.21         66.7%        3\n"
              "  Streets  not collected  not collected      0.00    0.00           n/a        0\n")
        << text;
    EXPECT_NE(text.find("Note: a year is the number times 366/91, the days of the year over the "
                        "days counted, as if the rest of the year were like them.\n"),
              std::string::npos)
        << text;
    std::string const csv = to_csv(made, how);
    EXPECT_EQ(csv.substr(0, csv.find('\n')),
              "unit,received,received.annualised,remedies,remedies.annualised,upheld_share,"
              "upheld_share.part,upheld_share.whole,partial");
    EXPECT_NE(csv.find("homes,3,12.0659"), std::string::npos) << csv;
    EXPECT_NE(csv.find("streets,not collected,not collected,0.00,0,"), std::string::npos) << csv;
    auto const json = nlohmann::json::parse(to_json(made, how));
    EXPECT_EQ(json["period_words"],
              "first quarter of the financial year 2019-20, April to June 2019");
    EXPECT_EQ(json["annualised_by"]["days_of_year"], 366);
    EXPECT_EQ(json["annualised_by"]["days_counted"], 91);
    EXPECT_EQ(json["rows"][0]["figures"][0]["annualised"], 3 * 366 / 91.0);
    EXPECT_EQ(json["rows"][0]["figures"][1]["annualised"], 10'050 * 366 / 9'100.0);
    EXPECT_FALSE(json["rows"][0]["figures"][2].contains("annualised"));
    EXPECT_FALSE(json["rows"][1]["figures"][0].contains("annualised"));
    EXPECT_EQ(to_text(made).find("a year"), std::string::npos) << "only if it is asked for";
}

TEST(CubeTable, ACsvHasKeysExactSharesAndTheirPartAndWhole) {
    EXPECT_EQ(to_csv(by_unit()),
              "unit,received,upheld_share,upheld_share.part,upheld_share.whole,partial\n"
              "homes,3,0.6666666666666666,2,3,\n"
              "streets,1,not collected,not collected,not collected,\n");
    EXPECT_EQ(std::stod("0.6666666666666666"), 2.0 / 3.0);
}

TEST(CubeTable, AJsonHasAxesMeasuresAndAStateForEveryFigure) {
    auto const made = nlohmann::json::parse(
        to_json(by_unit(), {.from = viewpoint::at_the_time(day(2020, 6, 30))}));
    EXPECT_EQ(made["period"], "2019-20");
    EXPECT_EQ(made["first"], "2019-04-01");
    EXPECT_EQ(made["as_of"], "2020-06-30");
    EXPECT_EQ(made["axes"][0]["by"], "unit");
    EXPECT_EQ(made["axes"][0]["entries"][1]["key"], "streets");
    EXPECT_EQ(made["axes"][0]["entries"][1]["name"], "Streets");
    EXPECT_EQ(made["measures"][0]["unit"], "complaints");
    EXPECT_EQ(made["measures"][1]["unit"], "fraction");
    EXPECT_EQ(made["measures"][1]["counts"], "aspects");
    EXPECT_EQ(made["measures"][1]["by_day"], "received");
    EXPECT_EQ(made["measures"][1]["adds_up_over"][0], "unit");
    auto const& homes = made["rows"][0];
    EXPECT_EQ(homes["group"], nlohmann::json::array({"homes"}));
    EXPECT_EQ(homes["figures"][0]["value"], 3);
    EXPECT_EQ(homes["figures"][1]["value"], 2.0 / 3.0);
    EXPECT_EQ(homes["figures"][1]["part"], 2);
    EXPECT_EQ(homes["figures"][1]["whole"], 3);
    auto const& streets = made["rows"][1];
    EXPECT_EQ(streets["figures"][1], nlohmann::json::object({{"state", "not_collected"}}));
}

TEST(CubeTable, EveryAbsenceHasItsOwnWords) {
    axis const four = axis_of(dimension::unit, {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}});
    cube const what(
        {four}, year_2019_20,
        {shared("upheld_share", {0, 0, 0, 0}, {0, 0, 0, 5}, {true},
                {coverage::not_known, coverage::not_applicable, coverage::kept, coverage::kept})});
    cube_layout const all{.empty = empty_groups::shown};
    EXPECT_EQ(to_csv(what, all), "unit,upheld_share,upheld_share.part,upheld_share.whole,partial\n"
                                 "a,not known,not known,not known,\n"
                                 "b,not applicable,not applicable,not applicable,\n"
                                 "c,n/a,0,0,\n"
                                 "d,0,0,5,\n");
    std::string const text = to_text(what, all);
    EXPECT_NE(text.find("  a          not known\n"
                        "  b     not applicable\n"
                        "  c                n/a        0\n"
                        "  d               0.0%        5\n"),
              std::string::npos)
        << text;
    auto const rows = nlohmann::json::parse(to_json(what, all))["rows"];
    EXPECT_EQ(rows[0]["figures"][0]["state"], "not_known");
    EXPECT_EQ(rows[1]["figures"][0]["state"], "not_applicable");
    EXPECT_EQ(rows[2]["figures"][0]["state"], "no_base");
    EXPECT_EQ(rows[2]["figures"][0]["whole"], 0);
    EXPECT_EQ(rows[3]["figures"][0]["value"], 0.0);
}

TEST(CubeTable, AFigureThatLeavesUnitsOutIsMarked) {
    cube const what({}, year_2019_20,
                    {counted("aspects", {41}, {}, {coverage::kept | coverage::not_collected}),
                     counted("received", {100}, {}, {coverage::kept})});
    std::string const text = to_text(what);
    EXPECT_NE(text.find("      41*         100\n"), std::string::npos) << text;
    EXPECT_NE(text.find("Note: * leaves out units"), std::string::npos) << text;
    EXPECT_EQ(to_csv(what), "aspects,received,partial\n41,100,aspects\n");
    auto const figures = nlohmann::json::parse(to_json(what))["rows"][0]["figures"];
    EXPECT_EQ(figures[0]["partial"], true);
    EXPECT_FALSE(figures[1].contains("partial"));
}

TEST(CubeTable, RowsThatCarryNothingHaveALabelOfTheirOwn) {
    EXPECT_EQ(to_csv(by_unit_and_channel()), "unit,channel,received,partial\n"
                                             "homes,email,2,\n"
                                             "homes,(none),1,\n"
                                             "streets,(none),1,\n");
}

TEST(CubeTable, GroupsWithoutRowsAreCountedOrShown) {
    std::string const text = to_text(by_unit_and_channel());
    EXPECT_NE(text.find("Note: 1 group without rows is not shown.\n"), std::string::npos) << text;
    EXPECT_EQ(nlohmann::json::parse(to_json(by_unit_and_channel()))["groups_left_out"], 1);
    cube_layout const all{.empty = empty_groups::shown};
    EXPECT_NE(to_csv(by_unit_and_channel(), all).find("streets,email,0,\n"), std::string::npos);
    EXPECT_EQ(to_text(by_unit_and_channel(), all).find("not shown"), std::string::npos);
}

TEST(CubeTable, AGroupLeftOutThatIsNotCollectedIsNotPassedOverInSilence) {
    cube const what(
        {units()}, year_2019_20,
        {counted("aspects", {3, 0}, {true}, {coverage::kept, coverage::not_collected})});
    std::string const text = to_text(what);
    EXPECT_NE(text.find("Note: 1 group without rows is not shown; of them 1 with a figure not "
                        "collected or not known.\n"),
              std::string::npos)
        << text;
}

TEST(CubeTable, ATotalOfNothingIsShown) {
    cube const what({}, year_2019_20, {counted("received", {0}, {}, {coverage::kept})});
    EXPECT_EQ(to_csv(what), "received,partial\n0,\n");
}

TEST(CubeTable, NoAxisEntriesAndNoGroupsGiveAHeaderAlone) {
    cube const what({axis_of(dimension::place, {})}, year_2019_20,
                    {counted("received", {}, {true}, {coverage::kept})});
    EXPECT_EQ(to_csv(what), "place,received,partial\n");
    EXPECT_EQ(nlohmann::json::parse(to_json(what))["rows"].size(), 0u);
    EXPECT_NE(to_text(what).find("  place    received\n"), std::string::npos) << to_text(what);
}

TEST(CubeTable, MoneyIsInPounds) {
    cube const what({}, year_2019_20, {counted("remedies", {123'450}, {}, {coverage::kept})});
    EXPECT_EQ(to_csv(what), "remedies,partial\n1234.50,\n");
    EXPECT_NE(to_text(what).find("1,234.50"), std::string::npos);
    auto const made = nlohmann::json::parse(to_json(what));
    EXPECT_EQ(made["measures"][0]["unit"], "pounds");
    EXPECT_EQ(made["rows"][0]["figures"][0]["value"], 1234.5);
    EXPECT_EQ(made["rows"][0]["figures"][0]["pence"], 123'450);
}

/// homes: answers after 10, 14, 15 and 18 working days; streets: none.
cube days_by_unit(char const* key) {
    cube_measure days = counted(key, std::vector<std::int64_t>(2 * 20, 0), {true},
                                {coverage::kept, coverage::kept});
    days.width = 20;
    for (std::size_t const d : {10u, 14u, 15u, 18u}) days.part[d] = 1;
    return {{units()}, year_2019_20, {std::move(days)}};
}

TEST(CubeTable, WorkingDaysTellHowManyComplaintsWereAnswered) {
    cube_layout const all{.empty = empty_groups::shown};
    EXPECT_EQ(to_csv(days_by_unit("median_working_days"), all),
              "unit,median_working_days,median_working_days.whole,partial\n"
              "homes,14.5,4,\n"
              "streets,n/a,0,\n");
    EXPECT_EQ(to_csv(days_by_unit("mean_working_days")),
              "unit,mean_working_days,mean_working_days.whole,partial\n"
              "homes,14.25,4,\n");
    std::string const text = to_text(days_by_unit("mean_working_days"), all);
    EXPECT_NE(text.find("  unit     mean_working_days          of\n"
                        "                working days  complaints\n"
                        "  Homes                 14.3           4\n"
                        "  Streets                n/a           0\n"),
              std::string::npos)
        << text;
    auto const rows =
        nlohmann::json::parse(to_json(days_by_unit("mean_working_days"), all))["rows"];
    EXPECT_EQ(
        rows[0]["figures"][0],
        nlohmann::json::object(
            {{"state", "value"}, {"value", 14.25}, {"part", 57}, {"whole", 4}, {"answered", 4}}));
    EXPECT_EQ(rows[1]["figures"][0]["state"], "no_base");
    EXPECT_EQ(rows[1]["figures"][0]["answered"], 0);
}

TEST(CubeTable, SharesHaveIntervalsIfTheLayoutAsksForThem) {
    cube const what(
        {units()}, year_2019_20,
        {shared("upheld_share", {81, 0}, {263, 0}, {true}, {coverage::kept, coverage::kept})});
    cube_layout const how{.empty = empty_groups::shown, .interval = usual_confidence()};
    EXPECT_TRUE(to_csv(what, how).starts_with(
        "unit,upheld_share,upheld_share.part,upheld_share.whole,upheld_share.lower,"
        "upheld_share.upper,partial\n"
        "homes,0.30798479087452474,81,263,0.25528851987827"))
        << to_csv(what, how);
    EXPECT_NE(to_csv(what, how).find("streets,n/a,0,0,n/a,n/a,\n"), std::string::npos);
    std::string const text = to_text(what, how);
    EXPECT_NE(text.find("30.8%      263  25.5 to 36.6\n"), std::string::npos) << text;
    EXPECT_NE(text.find("at 95% confidence"), std::string::npos) << text;
    auto const made = nlohmann::json::parse(to_json(what, how));
    EXPECT_EQ(made["interval"]["method"], "wilson");
    EXPECT_EQ(made["interval"]["confidence"], 0.95);
    EXPECT_NEAR(made["rows"][0]["figures"][0]["upper"].get<double>(), 0.36620957698280007, 1e-15);
    EXPECT_FALSE(made["rows"][1]["figures"][0].contains("upper"));
    EXPECT_FALSE(nlohmann::json::parse(to_json(what)).contains("interval"));
}

TEST(CubeTable, RoundingIsTheLayouts) {
    cube const what({}, year_2019_20, {shared("upheld_share", {1}, {16}, {}, {coverage::kept})});
    EXPECT_NE(to_text(what, {.rounding = rounding_rule::half_up}).find(" 6.3%"), std::string::npos);
    EXPECT_NE(to_text(what, {.rounding = rounding_rule::truncate}).find(" 6.2%"),
              std::string::npos);
}

TEST(CubeTable, GroupingSetsStandInOneTableWithTotalsBehindTheirGroups) {
    auto const sets = all_grouping_sets(by_unit_and_channel());
    ASSERT_TRUE(sets) << to_string(sets.error());
    EXPECT_EQ(to_csv(*sets), "unit,channel,received,partial\n"
                             "homes,email,2,\n"
                             "homes,(none),1,\n"
                             "homes,(all),3,\n"
                             "streets,(none),1,\n"
                             "streets,(all),1,\n"
                             "(all),email,2,\n"
                             "(all),(none),2,\n"
                             "(all),(all),4,\n");
    auto const left = rolled_up(by_unit_and_channel());
    ASSERT_TRUE(left) << to_string(left.error());
    EXPECT_EQ(to_csv(*left), "unit,channel,received,partial\n"
                             "homes,email,2,\n"
                             "homes,(none),1,\n"
                             "homes,(all),3,\n"
                             "streets,(none),1,\n"
                             "streets,(all),1,\n"
                             "(all),(all),4,\n");
    auto const rows = nlohmann::json::parse(to_json(*left))["rows"];
    EXPECT_EQ(rows[2]["group"], nlohmann::json::array({"homes", nullptr}));
    EXPECT_EQ(rows[5]["group"], nlohmann::json::array({nullptr, nullptr}));
}

TEST(CubeTable, SetsMatchByKeyWhateverTheOrderOfTheirEntries) {
    cube const other({axis_of(dimension::unit, {{"parks", "Parks"}, {"streets", "Streets"}})},
                     year_2019_20,
                     {counted("received", {7, 1}, {true}, {coverage::kept, coverage::kept})});
    std::vector<cube> const sets{other, by_unit_and_channel()};
    EXPECT_EQ(to_csv(sets), "unit,channel,received,partial\n"
                            "homes,email,2,\n"
                            "homes,(none),1,\n"
                            "streets,(none),1,\n"
                            "streets,(all),1,\n"
                            "parks,(all),7,\n");
}

TEST(CubeTable, NumbersThatDoNotAddUpAreNamed) {
    cube const what({axis_of(dimension::subject, {{"delay", "Delay"}, {"conduct", "Conduct"}})},
                    year_2019_20,
                    {counted("received", {2, 1}, {false}, {coverage::kept, coverage::kept})});
    EXPECT_NE(to_text(what).find("Note: one of the complaints may be in several groups of subject: "
                                 "do not add up received.\n"),
              std::string::npos)
        << to_text(what);
    auto const made = nlohmann::json::parse(to_json(what));
    EXPECT_EQ(made["measures"][0]["adds_up_over"].size(), 0u);
}

TEST(CubeTable, NamesMayHoldAnything) {
    cube const what({axis_of(dimension::place, {{"Penge, \"Cator\"", "Penge, \"Cator\""}})},
                    year_2019_20, {counted("received", {1}, {true}, {coverage::kept})});
    EXPECT_EQ(to_csv(what), "place,received,partial\n\"Penge, \"\"Cator\"\"\",1,\n");
    EXPECT_EQ(nlohmann::json::parse(to_json(what))["rows"][0]["group"][0], "Penge, \"Cator\"");
}

} // namespace
} // namespace upheld
