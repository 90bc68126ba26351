// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_council.hpp"
#include "upheld/taxonomy/structure_on.hpp"
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace upheld {
namespace {

using test::code_of;
using test::reorganised_council;
using test::reorganised_council_toml;

std::string printed(std::vector<failure> const& all) {
    std::string text;
    for (failure const& f : all) text += to_string(f) + '\n';
    return text;
}

TEST(Crosswalk, IsReadInTheOrderOfTheFile) {
    loaded_taxonomy const loaded = taxonomy_from_toml(reorganised_council_toml(), "t.toml");
    ASSERT_TRUE(loaded.is_whole()) << printed(loaded.failures);
    taxonomy const& t = loaded.value;
    ASSERT_EQ(t.unit_changes.size(), 4u);
    unit_change const& split = t.unit_changes[0];
    EXPECT_EQ(split.kind, entry_change::split);
    EXPECT_EQ(split.took_effect, "2019-08-01");
    EXPECT_EQ(split.from, std::vector{code_of(t.units, "environment")});
    EXPECT_EQ(split.into, (std::vector{code_of(t.units, "streets"), code_of(t.units, "parks")}));
    EXPECT_EQ(split.rule, split_rule::by_service);
    EXPECT_EQ(split.otherwise, code_of(t.units, "streets"));
    EXPECT_EQ(t.unit_changes[2].kind, entry_change::merge);
    ASSERT_EQ(t.service_changes.size(), 2u);
    ASSERT_EQ(t.service_changes[0].places.size(), 2u);
    EXPECT_EQ(t.service_changes[0].places[1].places, (std::vector<std::string>{"Hill", "Moor"}));
    ASSERT_EQ(t.moves.size(), 5u);
    EXPECT_EQ(t.moves[4].from, code_of(t.units, "homes"));
}

TEST(Crosswalk, IsWrittenAndReadBack) {
    taxonomy words = reorganised_council();
    words.breaks.push_back({.kind = break_kind::definition,
                            .took_effect = "2019-04-01",
                            .measures = {"received", "aspects"},
                            .units = {code_of(words.units, "homes")},
                            .services = {code_of(words.services, "permits")},
                            .note = "\"Requests\" are no longer logged"});
    words.breaks.push_back({.kind = break_kind::system,
                            .took_effect = "2020-01-01",
                            .measures = {},
                            .units = {},
                            .services = {},
                            .note = "Another database"});
    loaded_taxonomy const again = taxonomy_from_toml(to_toml(words), "written.toml");
    EXPECT_TRUE(again.is_whole()) << printed(again.failures) << to_toml(words);
    EXPECT_EQ(again.value, words);
}

TEST(Crosswalk, TellsWhereAServiceLayOnADay) {
    taxonomy const t = reorganised_council();
    auto const owner = [&](char const* service, char const* on) {
        unit_code const unit = unit_of(t, code_of(t.services, service), on);
        return unit.is_none() ? std::string() : t.units[unit].key;
    };
    EXPECT_EQ(owner("bins", "2019-07-31"), "environment");
    EXPECT_EQ(owner("bins", "2019-08-01"), "streets");
    EXPECT_EQ(owner("parking", "2019-08-01"), "homes");
    EXPECT_EQ(owner("parking", "2020-10-01"), "streets");
    EXPECT_EQ(owner("permits", "2019-08-01"), "planning");
    EXPECT_EQ(owner("permits", "2019-07-31"), "renewal") << "a renamed unit takes them with it";
    EXPECT_EQ(owner("north_desk", ""), "north");
    EXPECT_EQ(unit_above(t, code_of(t.units, "north"), ""), code_of(t.units, "council"));
}

TEST(Crosswalk, AServiceBelongsToAUnitOnSomeDaysOnly) {
    taxonomy const t = reorganised_council();
    service_code const parking = code_of(t.services, "parking");
    unit_code const homes = code_of(t.units, "homes");
    unit_code const streets = code_of(t.units, "streets");
    EXPECT_TRUE(belongs_to(t, parking, homes, "2020-09-30"));
    EXPECT_FALSE(belongs_to(t, parking, homes, "2020-10-01"));
    EXPECT_TRUE(belongs_to(t, parking, code_of(t.units, "council"), "2019-01-01"));
    EXPECT_TRUE(ever_belonged_to(t, parking, homes));
    EXPECT_TRUE(ever_belonged_to(t, parking, streets));
    EXPECT_FALSE(ever_belonged_to(t, parking, code_of(t.units, "parks")));
    EXPECT_TRUE(ever_belonged_to(t, code_of(t.services, "permits"), code_of(t.units, "renewal")));
}

/// Unit a until August 2019, b and c from then, k always.
std::string_view const few_units = R"(
[taxonomy]
id = "t"
title = "T"
council = "C"
calendar = "england-and-wales"
[[unit]]
key = "a"
name = "A"
valid_until = "2019-08-01"
[[unit]]
key = "b"
name = "B"
valid_from = "2019-08-01"
[[unit]]
key = "c"
name = "C"
valid_from = "2019-08-01"
[[unit]]
key = "k"
name = "K"
[[unit]]
key = "l"
name = "L"
[[service]]
key = "s"
name = "S"
unit = "k"
)";

struct bad_lines {
    std::string lines;
    failure_code code;
    std::string column;
    std::string what; ///< part of the message
};

std::string change(std::string const& more) {
    return "[[unit_change]]\ntook_effect = \"2019-08-01\"\n" + more;
}

std::string moved(std::string const& more) {
    return "[[move]]\ntook_effect = \"2019-08-01\"\n" + more;
}

std::string broken(std::string const& more) {
    return "[[break]]\ntook_effect = \"2019-08-01\"\n" + more;
}

std::vector<bad_lines> const bad = {
    {"[[unit_change]]\nkind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\n",
     failure_code::field_missing, "took_effect", "has no took_effect"},
    {"[[unit_change]]\ntook_effect = \"1/8/19\"\nkind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\n",
     failure_code::date_invalid, "took_effect", "is not a day"},
    {change("kind = \"abolish\"\nfrom = \"a\"\ninto = \"b\"\n"), failure_code::key_unknown, "kind",
     "means nothing here"},
    {change("kind = \"rename\"\nfrom = \"aa\"\ninto = \"b\"\n"), failure_code::reference_dangling,
     "from", "there is no unit \"aa\""},
    {change("kind = \"rename\"\nfrom = \"a\"\n"), failure_code::field_missing, "into",
     "a rename is of one unit into one"},
    {change("kind = \"rename\"\nfrom = 7\ninto = \"b\"\n"), failure_code::field_malformed, "from",
     "must be a text or a list of texts"},
    {change("kind = \"rename\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\n"),
     failure_code::contradiction, "into", "a rename is of one unit into one"},
    {change("kind = \"merge\"\nfrom = \"a\"\ninto = \"b\"\n"), failure_code::contradiction, "from",
     "a merge is of several units into one"},
    {change("kind = \"merge\"\nfrom = [\"a\", \"a\"]\ninto = \"b\"\n"), failure_code::key_repeated,
     "from", "is named twice"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = \"b\"\nby = \"service\"\n"),
     failure_code::contradiction, "into", "a split is of one unit into several"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\n"), failure_code::field_missing,
     "by", "has no by"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"share\"\n"),
     failure_code::key_unknown, "by",
     "a share says how many cases went to each unit and not which"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"colour\"\n"),
     failure_code::key_unknown, "by", "is not split by \"colour\""},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"place\"\n"),
     failure_code::field_missing, "places", "a split by place has no places"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"place\"\n"
            "places = { b = [\"Hill\"] }\n"),
     failure_code::field_missing, "places", "no place goes to the unit \"c\""},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"place\"\n"
            "places = { b = [\"Hill\"], c = [\"Hill\"] }\n"),
     failure_code::key_repeated, "c", "the place \"Hill\" is named twice"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"place\"\n"
            "places = { b = [\"Hill\"], c = [\"Dale\"], k = [\"Moor\"] }\n"),
     failure_code::key_unknown, "k", "has no key \"k\""},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"service\"\n"
            "places = { b = [\"Hill\"] }\n"),
     failure_code::contradiction, "places", "a split by service has no places"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"service\"\n"
            "otherwise = \"k\"\n"),
     failure_code::contradiction, "otherwise", "the split is not into \"k\""},
    {change("kind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\nby = \"place\"\n"),
     failure_code::contradiction, "by", "only a split has a rule"},
    {change("kind = \"rename\"\nfrom = \"k\"\ninto = \"b\"\n"), failure_code::contradiction, "from",
     "the unit \"k\" ends by this change and is not valid until 2019-08-01"},
    {change("kind = \"rename\"\nfrom = \"a\"\ninto = \"k\"\n"), failure_code::contradiction, "into",
     "the unit \"k\" begins by this change and is not valid from 2019-08-01"},
    {change("kind = \"split\"\nfrom = \"a\"\ninto = [\"a\", \"b\"]\nby = \"service\"\n"),
     failure_code::contradiction, "from", "goes on and is not valid both before"},
    {change("kind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\n") +
         change("kind = \"split\"\nfrom = \"a\"\ninto = [\"b\", \"c\"]\nby = \"service\"\n"),
     failure_code::contradiction, "from", "the unit \"a\" is changed twice on 2019-08-01"},
    {change("kind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\ncolour = 1\n"),
     failure_code::key_unknown, "colour", "has no key \"colour\""},
    {"[[service_change]]\ntook_effect = \"2019-08-01\"\nkind = \"rename\"\nfrom = \"s\"\n"
     "into = \"s\"\n",
     failure_code::contradiction, "into", "a service is not renamed into itself"},
    {moved("from = \"k\"\ninto = \"l\"\n"), failure_code::field_missing, "services",
     "a move names neither units nor services"},
    {moved("services = []\nfrom = \"k\"\ninto = \"l\"\n"), failure_code::field_missing, "services",
     "a move names neither units nor services"},
    {moved("services = [\"s\"]\ninto = \"k\"\n"), failure_code::field_missing, "from",
     "services move from a unit into a unit"},
    {moved("services = [\"s\"]\nfrom = \"k\"\ninto = \"k\"\n"), failure_code::contradiction, "into",
     "a move leads from one unit into another"},
    {moved("services = [\"s\"]\nfrom = \"k\"\ninto = \"l\"\n"), failure_code::contradiction,
     "services", "\"s\" is within \"k\" after the move and not within \"l\""},
    {moved("services = [\"s\"]\nfrom = \"b\"\ninto = \"k\"\n"), failure_code::contradiction, "from",
     "the unit \"b\" is not valid before 2019-08-01"},
    {moved("services = [\"s\"]\nfrom = \"l\"\ninto = \"a\"\n"), failure_code::contradiction, "into",
     "the unit \"a\" is not valid on 2019-08-01"},
    {moved("units = [\"b\"]\ninto = \"k\"\n"), failure_code::contradiction, "units",
     "\"b\" is not valid both before 2019-08-01 and on it"},
    {moved("services = [\"s\"]\nfrom = \"l\"\ninto = \"k\"\n") +
         moved("services = [\"s\"]\nfrom = \"l\"\ninto = \"k\"\n"),
     failure_code::contradiction, "services", "\"s\" moves twice on 2019-08-01"},
    {"[[service]]\nkey = \"t\"\nname = \"Tee\"\nunit = \"b\"\n", failure_code::contradiction,
     "valid_from", "the service \"t\" is valid from the first, and the unit \"b\""},
    {"[[service]]\nkey = \"t\"\nname = \"Tee\"\nunit = \"a\"\n", failure_code::contradiction,
     "valid_from", "the service \"t\" is valid on 2019-08-01, and the unit \"a\""},
    {"[[unit]]\nkey = \"d\"\nname = \"D\"\nwithin = \"a\"\n", failure_code::contradiction,
     "valid_from", "the unit \"d\" is valid on 2019-08-01, and the unit \"a\""},
    {broken("kind = \"earthquake\"\nnote = \"x\"\n"), failure_code::key_unknown, "kind",
     "means nothing here"},
    {broken("kind = \"system\"\n"), failure_code::field_missing, "note", "has no note"},
    {broken("kind = \"system\"\nnote = \"x\"\nunits = [\"zz\"]\n"),
     failure_code::reference_dangling, "units", "there is no unit \"zz\""},
    {broken("kind = \"system\"\nnote = \"x\"\nservices = [\"zz\"]\n"),
     failure_code::reference_dangling, "services", "there is no service \"zz\""},
    {broken("kind = \"system\"\nnote = \"x\"\nmeasures = []\n"), failure_code::field_missing,
     "measures", "an empty list would break nothing"},
    {broken("kind = \"system\"\nnote = \"x\"\nwhen = \"y\"\n"), failure_code::key_unknown, "when",
     "has no key \"when\""},
};

TEST(CrosswalkFaults, EachIsReportedWithItsKey) {
    ASSERT_TRUE(taxonomy_from_toml(few_units, "t.toml").is_whole());
    for (bad_lines const& one : bad) {
        loaded_taxonomy const loaded =
            taxonomy_from_toml(std::string(few_units) + one.lines, "t.toml");
        bool const is_there =
            std::any_of(loaded.failures.begin(), loaded.failures.end(), [&](failure const& f) {
                return f.code == one.code && f.where.column == one.column && f.where.row > 28 &&
                       f.message.find(one.what) != std::string::npos;
            });
        EXPECT_TRUE(is_there) << one.lines << printed(loaded.failures);
    }
}

/// a becomes b, and b would have to become a again, which has ended.
TEST(CrosswalkFaults, NoChainOfChangesComesBack) {
    loaded_taxonomy const loaded = taxonomy_from_toml(
        std::string(few_units) + change("kind = \"rename\"\nfrom = \"a\"\ninto = \"b\"\n") +
            "[[unit_change]]\ntook_effect = \"2020-08-01\"\nkind = \"rename\"\nfrom = \"b\"\n"
            "into = \"a\"\n",
        "t.toml");
    EXPECT_NE(printed(loaded.failures)
                  .find("the unit \"a\" begins by this change and is not valid "
                        "from 2020-08-01"),
              std::string::npos)
        << printed(loaded.failures);
}

TEST(CrosswalkFaults, MovesThatMakeACircleAreReported) {
    // m is within k, and k would have been within m.
    loaded_taxonomy const loaded = taxonomy_from_toml(
        std::string(few_units) + "[[unit]]\nkey = \"m\"\nname = \"M\"\nwithin = \"k\"\n" +
            moved("units = [\"k\"]\nfrom = \"m\"\n"),
        "t.toml");
    EXPECT_NE(printed(loaded.failures).find("lies within itself"), std::string::npos)
        << printed(loaded.failures);
}

} // namespace
} // namespace upheld
