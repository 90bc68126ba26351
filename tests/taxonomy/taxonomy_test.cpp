// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace upheld {
namespace {

using test::code_of;
using test::small_council_toml;

std::string printed(std::vector<failure> const& all) {
    std::string text;
    for (failure const& f : all) text += to_string(f) + '\n';
    return text;
}

/// The small council's file with more lines at its end.
loaded_taxonomy with(std::string const& more) {
    return taxonomy_from_toml(std::string(small_council_toml) + more, "t.toml");
}

/// The only failure of the small council's file with more lines at its end.
failure only_fault(std::string const& more) {
    loaded_taxonomy const loaded = with(more);
    EXPECT_EQ(loaded.failures.size(), 1u) << printed(loaded.failures);
    return loaded.failures.empty() ? failure{} : loaded.failures.front();
}

TEST(Taxonomy, ReadsListsInOrderOfDisplay) {
    loaded_taxonomy const loaded = with("");
    ASSERT_TRUE(loaded.is_whole()) << printed(loaded.failures);
    taxonomy const& t = loaded.value;
    EXPECT_EQ(t.id, "small");
    EXPECT_EQ(t.calendar, "england-and-wales");
    ASSERT_EQ(t.units.size(), 4u);
    EXPECT_EQ(t.units[unit_code(1)].key, "homes");
    EXPECT_EQ(t.units[unit_code(1)].within, unit_code(0));
    EXPECT_EQ(t.units[unit_code(1)].short_name, "Homes");
    EXPECT_EQ(t.units[unit_code(1)].subjects.size(), 2u);
    EXPECT_FALSE(t.outcomes[code_of(t.outcomes, "ongoing")].is_decided);
    EXPECT_EQ(t.outcomes[code_of(t.outcomes, "partly")].finding, upheld_class::partly);
    EXPECT_FALSE(t.outcomes[code_of(t.outcomes, "withdrawn")].in_upheld_base);
}

TEST(Taxonomy, DecisionsAndStagesAreKeyedWithWhatTheyBelongTo) {
    taxonomy const t = with("").value;
    EXPECT_EQ(t.stages[t.procedures[procedure_code(0)].stages[1]].key, "corporate/stage_2");
    decision_code const fault = code_of(t.decisions, "upheld/fault");
    EXPECT_EQ(t.decisions[fault].name, "Fault");
    EXPECT_EQ(t.decision_groups[t.decisions[fault].group].key, "upheld");
}

TEST(Taxonomy, WhatAUnitKeepsIsAsInTheUnitAboveUnlessItSaysOtherwise) {
    loaded_taxonomy const loaded = with("[[unit]]\nkey = \"lamps\"\nname = \"Lamps\"\n"
                                        "within = \"streets\"\n[unit.keeps]\nchannels = \"yes\"\n");
    ASSERT_TRUE(loaded.is_whole()) << printed(loaded.failures);
    taxonomy const& t = loaded.value;
    unit_entry const& top = t.units[code_of(t.units, "council")];
    EXPECT_EQ(top.state_of(kept::complaints), collected::yes);
    EXPECT_EQ(top.state_of(kept::categories), collected::not_applicable);
    unit_entry const& lamps = t.units[code_of(t.units, "lamps")];
    EXPECT_EQ(lamps.state_of(kept::channels), collected::yes);
    EXPECT_EQ(lamps.state_of(kept::outcomes), collected::not_collected);
    EXPECT_EQ(lamps.state_of(kept::categories), collected::yes);
    EXPECT_TRUE(t.is_within(code_of(t.units, "lamps"), code_of(t.units, "council")));
}

TEST(Taxonomy, AnEntryIsFoundByKeyNameOrAlias) {
    loaded_taxonomy const loaded =
        with("[[channel]]\nkey = \"phone\"\nname = \"Telephone\"\naliases = [\"Tel.\"]\n");
    ASSERT_TRUE(loaded.is_whole());
    auto const& channels = loaded.value.channels;
    EXPECT_EQ(channels.find("phone"), channels.find("Tel."));
    EXPECT_EQ(channels.find("Telephone"), channels.find("Tel."));
    EXPECT_FALSE(channels.find("tel."));
}

TEST(TaxonomyFaults, ASyntaxErrorTellsItsLine) {
    loaded_taxonomy const loaded = taxonomy_from_toml("[taxonomy]\nid = \n", "t.toml");
    ASSERT_EQ(loaded.failures.size(), 1u);
    EXPECT_EQ(loaded.failures[0].code, failure_code::file_unreadable);
    EXPECT_EQ(loaded.failures[0].where.source, "t.toml");
    EXPECT_EQ(loaded.failures[0].where.row, 2u);
}

TEST(TaxonomyFaults, AnEmptyFileLacksItsHead) {
    loaded_taxonomy const loaded = taxonomy_from_toml("", "t.toml");
    ASSERT_EQ(loaded.failures.size(), 1u) << printed(loaded.failures);
    EXPECT_EQ(loaded.failures[0].where.column, "taxonomy");
}

struct bad_lines {
    char const* lines;
    failure_code code;
    char const* column;
    char const* what; ///< for the reader of the test
};

constexpr bad_lines bad[] = {
    {"[[channel]]\nkey = \"a\"\nname = \"A\"\ncolour = 1\n", failure_code::key_unknown, "colour",
     "a key that nothing reads"},
    {"[[chanel]]\nkey = \"a\"\nname = \"A\"\n", failure_code::key_unknown, "chanel",
     "a list that nothing reads"},
    {"[[channel]]\nkey = \"a\"\n", failure_code::field_missing, "name", "a missing key"},
    {"[[channel]]\nkey = \"a\"\nname = 7\n", failure_code::field_malformed, "name",
     "a value of the wrong type"},
    {"[[channel]]\nkey = \"A b\"\nname = \"A\"\n", failure_code::field_malformed, "key",
     "a key with a capital and a blank"},
    {"[[channel]]\nkey = \"email\"\nname = \"A\"\n", failure_code::key_repeated, "key",
     "a repeated key"},
    {"[[channel]]\nkey = \"a\"\nname = \"Email\"\n", failure_code::key_repeated, "name",
     "a repeated name"},
    {"[[channel]]\nkey = \"a\"\nname = \"A\"\naliases = [\"Letter\"]\n", failure_code::key_repeated,
     "aliases", "an alias that stands for two"},
    {"[[service]]\nkey = \"a\"\nname = \"A\"\nunit = \"hones\"\n", failure_code::reference_dangling,
     "unit", "a unit that is not there"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nwithin = \"b\"\n[[unit]]\nkey = \"b\"\nname = \"B\"\n",
     failure_code::order_broken, "within", "a unit before the one it is within"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nwithin = \"a\"\n", failure_code::order_broken, "within",
     "a unit within itself"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nsubjects = [\"colour\"]\n",
     failure_code::reference_dangling, "subjects", "a subject that is not there"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nsubjects = [\"delay\", \"delay\"]\n",
     failure_code::key_repeated, "subjects", "a subject listed twice"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\n[unit.keeps]\naspects = \"no\"\n",
     failure_code::key_unknown, "aspects", "a state that does not exist"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\n[unit.keeps]\nthings = \"yes\"\n",
     failure_code::key_unknown, "things", "a kind that does not exist"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nvalid_from = \"1/8/2019\"\n", failure_code::date_invalid,
     "valid_from", "a day of another form"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nvalid_from = \"2019-02-29\"\n",
     failure_code::date_invalid, "valid_from", "a day that does not exist"},
    {"[[unit]]\nkey = \"a\"\nname = \"A\"\nvalid_from = \"2019-08-01\"\nvalid_until = "
     "\"2019-08-01\"\n",
     failure_code::order_broken, "valid_until", "valid on no day"},
    {"[[procedure]]\nkey = \"a\"\nname = \"A\"\n", failure_code::field_missing, "stage",
     "a procedure without stages"},
    {"[[outcome]]\nkey = \"a\"\nname = \"A\"\ndecided = true\nfinding = \"mostly\"\n",
     failure_code::key_unknown, "finding", "an unknown finding"},
    {"[[outcome]]\nkey = \"a\"\nname = \"A\"\ndecided = true\n", failure_code::field_missing,
     "finding", "decided without a finding"},
    {"[[outcome]]\nkey = \"a\"\nname = \"A\"\ndecided = false\nfinding = \"not\"\n",
     failure_code::contradiction, "finding", "a finding without a decision"},
    {"[[outcome]]\nkey = \"a\"\nname = \"A\"\nfinding = \"not\"\n", failure_code::field_missing,
     "decided", "an outcome that does not say whether it is decided"},
    {"[[remedy_stage]]\nkey = \"a\"\nname = \"A\"\nkept_as = \"aspects\"\n",
     failure_code::key_unknown, "kept_as", "kept as something else"},
};

TEST(TaxonomyFaults, EachIsReportedWithLineAndKey) {
    auto const last_line_before = static_cast<std::uint64_t>(
        std::count(small_council_toml.begin(), small_council_toml.end(), '\n'));
    for (bad_lines const& b : bad) {
        SCOPED_TRACE(b.what);
        failure const f = only_fault(b.lines);
        EXPECT_EQ(f.code, b.code) << to_string(f);
        EXPECT_EQ(f.where.column, b.column) << to_string(f);
        EXPECT_GT(f.where.row, last_line_before) << to_string(f);
    }
}

TEST(TaxonomyFaults, AllAreReportedInOrderOfLines) {
    std::string all;
    for (bad_lines const& b : bad) {
        // Two rows that need the end of the file to themselves are left to the test above.
        if (std::string(b.column) != "chanel" && std::string(b.column) != "within") all += b.lines;
    }
    loaded_taxonomy const loaded = with(all);
    EXPECT_GE(loaded.failures.size(), std::size(bad) - 3);
    for (std::size_t i = 1; i < loaded.failures.size(); ++i) {
        EXPECT_LE(loaded.failures[i - 1].where.row, loaded.failures[i].where.row);
    }
}

TEST(TaxonomyFaults, AFileThatIsNotThereIsTheOnlyFault) {
    test::temporary_folder const folder;
    for (std::string const& path : {folder.path() + "/none.toml", folder.path()}) {
        loaded_taxonomy const loaded = load_taxonomy(path);
        ASSERT_EQ(loaded.failures.size(), 1u);
        EXPECT_EQ(loaded.failures[0].code, failure_code::file_missing);
        EXPECT_EQ(loaded.failures[0].where.source, path);
    }
    folder.write("taxonomy.toml", small_council_toml);
    EXPECT_TRUE(load_taxonomy(folder.path() + "/taxonomy.toml").is_whole());
}

} // namespace
} // namespace upheld
