// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_council.hpp"
#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/in_structure.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace upheld {
namespace {

using test::code_of;

class InStructure : public testing::Test {
  protected:
    /// A complaint of one unit that mentions these services, with an aspect each.
    complaint_fact file(std::string_view unit, day received,
                        std::initializer_list<std::string_view> services,
                        std::string_view place = {}) {
        auto row = made.complaint(unit, received, answer_state::answered_in_time);
        if (!place.empty()) {
            auto& places = made.rows.places;
            auto const found = std::find(places.begin(), places.end(), place);
            row.place = place_code(static_cast<std::uint16_t>(found - places.begin()));
            if (found == places.end()) places.emplace_back(place);
        }
        made.add(row);
        for (std::string_view const s : services) {
            made.add_mention(row, s);
            made.add_aspect(row, s, "delay", "upheld");
        }
        return row;
    }

    [[nodiscard]] result<cases_in_structure> told(day structure) const {
        return in_structure(words, made.rows, series, structure);
    }

    /// Units of all complaints in the structure of a day, by key.
    [[nodiscard]] std::vector<std::string> units_on(day structure) const {
        auto const all = told(structure);
        if (!all) return {to_string(all.error())};
        std::vector<std::string> found;
        for (complaint_fact const& c : all->rows.complaints) {
            found.push_back(all->words.units[c.unit].key);
        }
        return found;
    }

    [[nodiscard]] std::vector<std::string> services_on(day structure) const {
        auto const all = told(structure);
        if (!all) return {to_string(all.error())};
        std::vector<std::string> found;
        for (mention_fact const& m : all->rows.mentions) {
            found.push_back(all->words.services[m.service].key);
        }
        return found;
    }

    [[nodiscard]] std::string refusal(day structure) const {
        auto const all = told(structure);
        return all ? std::string() : to_string(all.error());
    }

    using keys = std::vector<std::string>;
    taxonomy words = test::reorganised_council();
    test::facts_of_small_council made{words};
    std::vector<series_figure> series;

    static constexpr day before{2019, 7, 31};
    static constexpr day after{2019, 8, 1};
    static constexpr day merged{2020, 10, 1};
    static constexpr day last{2021, 4, 1};
};

TEST_F(InStructure, ListsTheUnitsAndServicesThatStoodOnTheDay) {
    auto const of = [&](day structure) {
        keys all;
        auto const told_then = told(structure);
        for (unit_entry const& u : told_then->words.units.entries()) all.push_back(u.key);
        return all;
    };
    EXPECT_EQ(of(before), (keys{"council", "homes", "environment", "renewal", "north", "south"}));
    EXPECT_EQ(of(after),
              (keys{"council", "homes", "north", "south", "streets", "parks", "planning"}));
    EXPECT_EQ(of(last),
              (keys{"council", "homes", "streets", "parks", "planning", "areas", "roads"}));
    taxonomy const then = told(before)->words;
    auto const owner = [&](char const* service) {
        return then.units[then.services[code_of(then.services, service)].unit].key;
    };
    EXPECT_EQ(owner("bins"), "environment");
    EXPECT_EQ(owner("parking"), "homes");
    EXPECT_EQ(owner("permits"), "renewal");
    EXPECT_FALSE(then.services.find("waste"));
    EXPECT_TRUE(then.unit_changes.empty());
}

TEST_F(InStructure, ARenameGoesBothWays) {
    file("renewal", day(2019, 5, 1), {"permits"});
    file("planning", day(2019, 9, 2), {"permits"});
    EXPECT_EQ(units_on(before), (keys{"renewal", "renewal"}));
    EXPECT_EQ(units_on(after), (keys{"planning", "planning"}));
    EXPECT_EQ(units_on(last), (keys{"planning", "planning"}));
}

TEST_F(InStructure, ASplitByServiceSendsEachCaseWhereItsServicesWent) {
    file("environment", day(2019, 5, 1), {"bins"});
    file("environment", day(2019, 5, 2), {"playgrounds"});
    file("environment", day(2019, 5, 3), {});
    file("streets", day(2019, 9, 2), {"bins"});
    EXPECT_EQ(units_on(before), (keys{"environment", "environment", "environment", "environment"}));
    EXPECT_EQ(units_on(after), (keys{"streets", "parks", "streets", "streets"}))
        << "without a service the split says otherwise";
}

TEST_F(InStructure, ServicesInSeveralUnitsAreOfTheUnitAboveThem) {
    file("environment", day(2019, 5, 1), {"bins", "playgrounds"});
    EXPECT_EQ(units_on(after), keys{"council"});
    EXPECT_EQ(units_on(before), keys{"environment"});
}

TEST_F(InStructure, WithoutARuleARowIsRefusedByName) {
    words.unit_changes[0].otherwise = unit_code();
    file("environment", day(2019, 5, 3), {});
    EXPECT_EQ(refusal(after),
              "complaint 1, received 2019-05-03: the unit \"environment\" was split by service on "
              "2019-08-01 and it has no service (say otherwise = \"...\" in the split)");
    EXPECT_EQ(refusal(before), "");
}

TEST_F(InStructure, ASplitByPlaceAsksThePlace) {
    file("homes", day(2019, 5, 1), {"events"}, "Dale");
    file("homes", day(2019, 5, 2), {"events"}, "Hill");
    file("homes", day(2019, 9, 2), {"events_west"}, "Moor");
    EXPECT_EQ(services_on(after), (keys{"events_east", "events_west", "events_west"}));
    EXPECT_EQ(services_on(before), (keys{"events", "events", "events"}));
    file("homes", day(2019, 5, 4), {"events"}, "Lake");
    EXPECT_NE(refusal(after).find("the service \"events\" was split by place on 2019-08-01 and no "
                                  "part has the place \"Lake\""),
              std::string::npos)
        << refusal(after);
}

TEST_F(InStructure, AUnitThatGoesOnMayLosePartsByPlace) {
    file("streets", day(2020, 5, 1), {}, "Hill");
    file("streets", day(2020, 5, 1), {}, "Dale");
    file("streets", day(2021, 5, 3), {}, "Hill"); // after the split it is what it says
    file("roads", day(2021, 5, 3), {}, "Hill");
    EXPECT_EQ(units_on(last), (keys{"roads", "streets", "streets", "roads"}));
    EXPECT_EQ(units_on(merged), (keys{"streets", "streets", "streets", "streets"}));
}

TEST_F(InStructure, AMergeIsUndoneByServicesAlone) {
    file("north", day(2020, 5, 1), {"north_desk"});
    file("areas", day(2020, 11, 2), {"south_desk"});
    EXPECT_EQ(units_on(merged), (keys{"areas", "areas"}));
    EXPECT_EQ(units_on(after), (keys{"north", "south"}));
    file("areas", day(2020, 11, 3), {});
    EXPECT_EQ(units_on(merged), (keys{"areas", "areas", "areas"}));
    EXPECT_NE(refusal(after).find("complaint 3, received 2020-11-03: the unit \"areas\" was merged "
                                  "on 2020-10-01 out of \"north\", \"south\""),
              std::string::npos)
        << refusal(after);
}

TEST_F(InStructure, ServicesThatMovedTakeTheirCasesWithThem) {
    file("homes", day(2020, 5, 1), {"parking"});
    file("homes", day(2020, 5, 1), {"lettings"});
    file("homes", day(2020, 5, 1), {"parking", "lettings"});
    file("streets", day(2020, 11, 2), {"parking"});
    EXPECT_EQ(units_on(merged), (keys{"streets", "homes", "council", "streets"}));
    EXPECT_EQ(units_on(after), (keys{"homes", "homes", "homes", "homes"}));
}

TEST_F(InStructure, ServicesThatBecameOneAreMentionedOnce) {
    auto const row = file("environment", day(2019, 5, 1), {"bins", "playgrounds", "bulky"});
    EXPECT_EQ(services_on(merged), (keys{"waste", "playgrounds"}));
    auto const all = told(merged);
    ASSERT_EQ(all->rows.aspects.size(), 3u);
    EXPECT_EQ(all->rows.aspects[0].service, all->rows.aspects[1].service);
    EXPECT_TRUE(columns_of(all->words, all->rows)) << "parts of one service are together";
    EXPECT_EQ(row.id, all->rows.aspects[2].of.id);
    file("streets", day(2020, 11, 2), {"waste"});
    EXPECT_NE(refusal(after).find("the service \"waste\" was merged on 2020-10-01"),
              std::string::npos)
        << refusal(after);
}

TEST_F(InStructure, ChangesFollowOneAnother) {
    file("environment", day(2019, 5, 1), {"bins"}, "Hill");
    EXPECT_EQ(units_on(last), keys{"council"}) << "by place it is Roads', and its service Streets'";
    file("environment", day(2019, 5, 1), {}, "Hill");
    EXPECT_EQ(units_on(last), (keys{"council", "roads"}));
    EXPECT_EQ(units_on(before), (keys{"environment", "environment"}));
}

TEST_F(InStructure, WhatEndedWithoutASuccessorOrWasNotYetThereIsRefused) {
    words.unit_changes.erase(words.unit_changes.begin() + 1); // of Renewal
    file("renewal", day(2019, 5, 1), {});
    EXPECT_NE(refusal(after).find("the unit \"renewal\" ended on 2019-08-01 and nothing says what "
                                  "became of it"),
              std::string::npos)
        << refusal(after);
    made.rows.complaints.clear();
    file("planning", day(2019, 9, 2), {});
    EXPECT_NE(refusal(before).find("the unit \"planning\" begins on 2019-08-01 and nothing says "
                                   "what it was before"),
              std::string::npos)
        << refusal(before);
}

TEST_F(InStructure, MoneyAgreedWhenAUnitHasGoneStillFollowsIt) {
    made.add_remedy("renewal", day(2020, 2, 3), "own", "paid", 100);
    made.add_remedy("environment", day(2019, 6, 3), "own", "paid", 50);
    made.add_referral("south", day(2021, 1, 4), "upheld/fault");
    auto const all = told(last);
    ASSERT_TRUE(all) << to_string(all.error());
    EXPECT_EQ(all->words.units[all->rows.remedies[0].unit].key, "planning");
    EXPECT_EQ(all->words.units[all->rows.remedies[1].unit].key, "streets");
    EXPECT_EQ(all->words.units[all->rows.referrals[0].unit].key, "areas");
    EXPECT_EQ(told(before)->words.units[told(before)->rows.remedies[0].unit].key, "renewal");
}

TEST_F(InStructure, AUnitKeepsNoMoreThanThoseWhoseCasesItGot) {
    unit_code const renewal = code_of(words.units, "renewal");
    words.units[renewal].keeps[static_cast<std::size_t>(kept::outcomes)] = collected::not_collected;
    words.units[code_of(words.units, "planning")].subjects.clear();
    file("planning", day(2019, 9, 2), {});
    auto const kept_by_planning = [&] {
        auto const all = told(after);
        return all->words.units[code_of(all->words.units, "planning")].state_of(kept::outcomes);
    };
    EXPECT_EQ(kept_by_planning(), collected::yes) << "it got nothing from Renewal";
    file("renewal", day(2019, 5, 1), {"permits"});
    EXPECT_EQ(kept_by_planning(), collected::not_collected);
    auto const all = told(after);
    EXPECT_EQ(all->words.units[code_of(all->words.units, "planning")].subjects.size(), 1u);
}

/// A division made of one whole division and a part of another: the reorganisation of August 2019
/// as councils do it.
TEST_F(InStructure, AUnitMayBePutTogetherOfAWholeAndAPart) {
    std::string text = test::reorganised_council_toml();
    auto const put = [&](std::string const& was, std::string const& is) {
        std::size_t const at = text.find(was);
        ASSERT_NE(at, std::string::npos) << was;
        text.replace(at, was.size(), is);
    };
    put("into = [\"streets\", \"parks\"]", "into = [\"streets\", \"parks\", \"planning\"]");
    put("services = [\"playgrounds\"]\nfrom = \"environment\"\ninto = \"parks\"",
        "services = [\"playgrounds\"]\nfrom = \"environment\"\ninto = \"planning\"");
    put("name = \"Playgrounds\"\nunit = \"parks\"", "name = \"Playgrounds\"\nunit = \"planning\"");
    loaded_taxonomy const loaded = taxonomy_from_toml(text, "t.toml");
    ASSERT_TRUE(loaded.is_whole()) << to_string(loaded.failures.front());
    words = loaded.value;
    file("environment", day(2019, 5, 1), {"playgrounds"});
    file("renewal", day(2019, 5, 1), {});
    file("planning", day(2019, 9, 2), {"playgrounds"});
    file("planning", day(2019, 9, 2), {"permits"});
    EXPECT_EQ(units_on(after), (keys{"planning", "planning", "planning", "planning"}));
    EXPECT_EQ(units_on(before), (keys{"environment", "renewal", "environment", "renewal"}));
    file("planning", day(2019, 9, 2), {});
    EXPECT_NE(refusal(before).find("out of \"environment\", \"renewal\""), std::string::npos)
        << refusal(before);
}

// ---- published figures

class SeriesInStructure : public InStructure {
  protected:
    void publish(std::string_view unit, std::int64_t number, std::string structure,
                 series_form form = series_form::count) {
        series_figure one;
        one.measure = "received";
        one.period = "2018-19";
        if (!unit.empty()) one.unit = code_of(words.units, unit);
        one.form = form;
        one.number = number;
        one.structure = std::move(structure);
        one.source = "report";
        series.push_back(one);
    }

    [[nodiscard]] keys published(day structure) const {
        keys all;
        auto const made_then = told(structure);
        for (series_figure const& f : made_then->series) {
            all.push_back((f.unit.is_none() ? "all" : made_then->words.units[f.unit].key) + '=' +
                          std::to_string(f.number));
        }
        return all;
    }
};

TEST_F(SeriesInStructure, FiguresGoWithTheirUnitWhereTheyStayWhole) {
    publish("", 100, "");
    publish("homes", 10, "2019-07");
    publish("renewal", 20, "2019-07");
    publish("environment", 30, "2019-07");
    publish("north", 4, "2019-07");
    publish("south", 5, "2019-07");
    EXPECT_EQ(published(before),
              (keys{"all=100", "homes=10", "renewal=20", "environment=30", "north=4", "south=5"}));
    EXPECT_EQ(published(after), (keys{"all=100", "homes=10", "planning=20", "north=4", "south=5"}))
        << "Environment was split: nobody knows how many were whose";
    EXPECT_EQ(published(merged), (keys{"all=100", "planning=20", "areas=9"}))
        << "Parking left Homes, so its figure is no longer of the same";
}

TEST_F(SeriesInStructure, PartsOfASplitAreAddedUpBackwards) {
    publish("streets", 7, "2019-08");
    publish("parks", 8, "2019-08");
    EXPECT_EQ(published(before), keys{"environment=15"});
    series.pop_back();
    EXPECT_EQ(published(before), keys{}) << "a part is missing";
}

TEST_F(SeriesInStructure, SharesAreNotAddedUpAndNobodyGuessesTheStructure) {
    publish("north", 4000, "2019-07", series_form::percent);
    publish("south", 5000, "2019-07", series_form::percent);
    publish("homes", 10, "the old one");
    EXPECT_EQ(published(merged), keys{});
}

} // namespace
} // namespace upheld
