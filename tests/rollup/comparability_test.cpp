// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_council.hpp"
#include "upheld/rollup/comparability.hpp"
#include "upheld/rollup/period.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace upheld {
namespace {

using test::code_of;

day_span days_of(std::string_view label) { return period_from_text(label).value().days; }

class Comparability : public testing::Test {
  protected:
    void break_off(break_kind kind, std::string day, std::vector<std::string> measures,
                   std::vector<std::string_view> units, std::vector<std::string_view> services) {
        series_break made{kind, std::move(day), std::move(measures), {}, {}, "something happened"};
        for (auto const u : units) made.units.push_back(code_of(words.units, u));
        for (auto const s : services) made.services.push_back(code_of(words.services, s));
        words.breaks.push_back(std::move(made));
    }

    [[nodiscard]] filter at(std::string_view unit) const {
        filter where;
        where.units = {code_of(words.units, unit)};
        return where;
    }

    [[nodiscard]] filter in(std::string_view service) const {
        filter where;
        where.services = {code_of(words.services, service)};
        return where;
    }

    [[nodiscard]] std::vector<std::string> breaks(filter const& where,
                                                  std::string_view measure = "received",
                                                  std::string_view before = "2018-19",
                                                  std::string_view now = "2019-20") const {
        std::array const names{measure};
        std::vector<std::string> all;
        for (told_break const& b :
             breaks_between(words, names, where, days_of(before), days_of(now))) {
            all.push_back(b.words);
        }
        return all;
    }

    using texts = std::vector<std::string>;
    taxonomy words = test::small_council();
};

TEST_F(Comparability, ABreakIsOfTheMeasuresUnitsAndServicesItNames) {
    break_off(break_kind::definition, "2019-08-01", {"received"}, {"homes"}, {});
    texts const one{"2019-08-01, definition of received at Homes: something happened"};
    EXPECT_EQ(breaks(at("homes")), one);
    EXPECT_EQ(breaks(at("council")), one) << "the unit above has it too";
    EXPECT_EQ(breaks({}), one) << "and so has the whole";
    EXPECT_EQ(breaks(in("repairs")), one) << "a service of Homes";
    EXPECT_EQ(breaks(at("streets")), texts{});
    EXPECT_EQ(breaks(in("bins")), texts{});
    EXPECT_EQ(breaks(at("homes"), "aspects"), texts{});
}

TEST_F(Comparability, ABreakOfServicesIsNotOneOfOtherServices) {
    break_off(break_kind::system, "2019-08-01", {}, {}, {"repairs"});
    texts const one{"2019-08-01, system in Repairs: something happened"};
    EXPECT_EQ(breaks(in("repairs"), "mentions"), one);
    EXPECT_EQ(breaks(at("homes")), one) << "Repairs is within Homes";
    EXPECT_EQ(breaks(in("lettings")), texts{});
    EXPECT_EQ(breaks(at("parks")), texts{});
}

TEST_F(Comparability, ABreakCountsFromTheSecondDayOfTheEarlierPeriodToTheLastOfTheLater) {
    auto const is_broken = [&](std::string day) {
        words.breaks.clear();
        break_off(break_kind::coverage, std::move(day), {}, {}, {});
        return !breaks({}).empty();
    };
    EXPECT_FALSE(is_broken("2018-04-01")) << "all of both periods is after it";
    EXPECT_TRUE(is_broken("2018-04-02"));
    EXPECT_TRUE(is_broken("2019-04-01"));
    EXPECT_TRUE(is_broken("2020-03-31"));
    EXPECT_FALSE(is_broken("2020-04-01"));
}

TEST_F(Comparability, AReorganisationBreaksTheSeriesOfWhatItChangedAndNotTheTotal) {
    words = test::reorganised_council();
    EXPECT_EQ(breaks({}), texts{});
    EXPECT_EQ(breaks(at("council")), texts{});
    EXPECT_EQ(breaks(at("homes")), texts{});
    texts const renamed{"2019-08-01, structure: the unit Renewal became Planning"};
    EXPECT_EQ(breaks(at("planning")), renamed);
    EXPECT_EQ(breaks(at("renewal")), renamed);
    filter both = at("renewal");
    both.units.push_back(code_of(words.units, "planning"));
    EXPECT_EQ(breaks(both), texts{}) << "it holds both ends";
    EXPECT_EQ(breaks(at("streets")),
              (texts{"2019-08-01, structure: Bins and Bulky Waste left Environment for Streets",
                     "2019-08-01, structure: the unit Environment was split into Streets and "
                     "Parks"}));
    EXPECT_EQ(breaks(in("bins"), "mentions"), texts{}) << "a service is the same wherever it lies";
    EXPECT_EQ(breaks(in("events_east"), "mentions"),
              texts{"2019-08-01, structure: the service Events was split into Events East and "
                    "Events West"});
    EXPECT_EQ(breaks(at("homes"), "received", "2019-20", "2020-21"),
              texts{"2020-10-01, structure: Parking left Homes for Streets"});
    EXPECT_EQ(breaks(at("areas"), "received", "2019-20", "2020-21").back(),
              "2020-10-01, structure: the units North and South were merged into Areas");
}

TEST_F(Comparability, ATableOfUnitsHasTheBreaksOfEach) {
    words = test::reorganised_council();
    auto const all =
        breaks_within(words, by{dimension::unit}, measures{"received"}, {}, days_of("2019-20"));
    EXPECT_EQ(all.size(), 4u) << "a split, a rename and two moves";
    EXPECT_TRUE(breaks_within(words, by{}, measures{"received"}, {}, days_of("2019-20")).empty());
}

TEST_F(Comparability, AMisspeltMeasureWouldStopNothingAndIsReported) {
    break_off(break_kind::system, "2019-08-01", {"recieved"}, {}, {});
    break_off(break_kind::system, "2019-08-01", {"received", "rank"}, {}, {});
    auto const wrong = check_breaks(words, {});
    ASSERT_EQ(wrong.size(), 2u);
    EXPECT_EQ(wrong[0].code, failure_code::key_unknown);
    EXPECT_NE(wrong[0].message.find("\"recieved\""), std::string::npos);
    EXPECT_NE(wrong[0].mend.find("\"received\""), std::string::npos);
    series_figure rank;
    rank.measure = "rank";
    EXPECT_EQ(check_breaks(words, std::span(&rank, 1)).size(), 1u) << "a published series";
}

TEST_F(Comparability, LikeForLikeLeavesOutWhatIsNotOnBothSides) {
    words.units[code_of(words.units, "parks")].valid_from = "2019-01-01";
    auto const base = [&](std::string_view measure) {
        return like_for_like(words, find_measure(measure).value(), {}, {}, days_of("2018-19"),
                             days_of("2019-20"));
    };
    auto const keys = [&](std::vector<unit_code> const& units) {
        texts all;
        for (unit_code const u : units) all.push_back(words.units[u].key);
        return all;
    };
    EXPECT_EQ(keys(base("received").units), (texts{"homes", "streets"}));
    EXPECT_EQ(keys(base("received").left_out), texts{"parks"});
    EXPECT_EQ(keys(base("aspects").units), texts{"homes"}) << "Streets keeps none";
    break_off(break_kind::system, "2019-08-01", {}, {"homes"}, {});
    EXPECT_EQ(keys(base("received").units), texts{"streets"});
    EXPECT_TRUE(base("aspects").is_empty);
    break_off(break_kind::system, "2019-08-01", {}, {}, {});
    EXPECT_TRUE(base("received").is_empty);
}

TEST_F(Comparability, LikeForLikeWithoutAnythingInTheWayIsTheFigureItself) {
    auto const base = like_for_like(words, find_measure("received").value(), {}, at("council"),
                                    days_of("2018-19"), days_of("2019-20"));
    EXPECT_TRUE(base.is_whole());
    EXPECT_EQ(base.where, at("council"));
}

/// Of every lowest unit by itself, asked in plain words.
TEST_F(Comparability, TheBaseIsThatOfAPlainLoop) {
    std::uint32_t const seed = std::random_device{}();
    std::mt19937 random(seed);
    auto const below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    for (int round = 0; round != 200; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << seed << ", round " << round);
        words = test::small_council();
        for (char const* const key : {"homes", "streets", "parks"}) {
            unit_entry& unit = words.units[code_of(words.units, key)];
            if (below(3) == 0) unit.valid_from = "2018-0" + std::to_string(1 + below(9)) + "-01";
            if (below(3) == 0) unit.valid_until = "2020-0" + std::to_string(1 + below(9)) + "-01";
            if (below(3) == 0) unit.keeps[0] = collected::not_known;
        }
        for (int n = below(3); n != 0; --n) {
            break_off(break_kind::system, "20" + std::to_string(17 + below(5)) + "-06-01", {},
                      {std::array{"homes", "streets", "parks"}[static_cast<std::size_t>(below(3))]},
                      {});
        }
        day_span const before = days_of("2018-19");
        day_span const now = days_of("2019-20");
        std::vector<unit_code> expected;
        for (char const* const key : {"homes", "streets", "parks"}) {
            unit_code const code = code_of(words.units, key);
            unit_entry const& unit = words.units[code];
            bool is_good = unit.keeps[0] == collected::yes;
            if (unit.valid_from > "2018-04-01") is_good = false;
            if (!unit.valid_until.empty() && unit.valid_until <= "2020-03-31") is_good = false;
            for (series_break const& b : words.breaks) {
                bool const lies_between =
                    b.took_effect > "2018-04-01" && b.took_effect <= "2020-03-31";
                if (lies_between && b.units.front() == code) is_good = false;
            }
            if (is_good) expected.push_back(code);
        }
        auto const base =
            like_for_like(words, find_measure("received").value(), {}, {}, before, now);
        ASSERT_EQ(base.units, expected);
        ASSERT_EQ(base.units.size() + base.left_out.size(), 3u);
        ASSERT_EQ(base.is_empty, expected.empty());
    }
}

} // namespace
} // namespace upheld
