// SPDX-License-Identifier: BSL-1.0
#include "support/random_taxonomy.hpp"
#include "support/small_council.hpp"
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

/// Reads what was written, and shows it if it cannot be read.
taxonomy read_back(taxonomy const& words) {
    std::string const text = to_toml(words);
    loaded_taxonomy const loaded = taxonomy_from_toml(text, "written.toml");
    for (failure const& f : loaded.failures) ADD_FAILURE() << to_string(f) << "\nin\n" << text;
    return loaded.value;
}

/// A taxonomy of one channel with this name.
std::string name_in_toml(std::string name) {
    taxonomy words;
    channel_entry channel;
    channel.key = "a";
    channel.name = std::move(name);
    static_cast<void>(words.channels.add(std::move(channel)));
    std::string const text = to_toml(words);
    std::size_t const from = text.rfind("name = ") + 7;
    return text.substr(from, text.find('\n', from) - from);
}

TEST(TaxonomyToToml, TheExamplesAndTestsTaxonomiesComeBackEqual) {
    for (char const* path : {UPHELD_SOURCE_DIR "/examples/bromley_2019_20/taxonomy.toml",
                             UPHELD_SOURCE_DIR "/tests/data/25_faults/taxonomy.toml"}) {
        SCOPED_TRACE(path);
        loaded_taxonomy const loaded = load_taxonomy(path);
        ASSERT_TRUE(loaded.is_whole());
        EXPECT_EQ(read_back(loaded.value), loaded.value);
    }
    EXPECT_EQ(read_back(test::small_council()), test::small_council());
}

TEST(TaxonomyToToml, AnyTaxonomyComesBackEqual) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 200; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        taxonomy const words = test::random_taxonomy(seed + i).make();
        ASSERT_EQ(read_back(words), words);
        ASSERT_EQ(to_toml(read_back(words)), to_toml(words));
    }
}

TEST(TaxonomyToToml, ADifferenceOfAnyKindIsADifference) {
    taxonomy const words = test::small_council();
    auto const changed = [&](auto const& change) {
        taxonomy other = words;
        change(other);
        return read_back(other) != words;
    };
    EXPECT_FALSE(changed([](taxonomy&) {}));
    EXPECT_TRUE(changed([](taxonomy& t) { t.calendar = "scotland"; }));
    EXPECT_TRUE(changed([](taxonomy& t) { t.units[unit_code(1)].short_name = "H"; }));
    EXPECT_TRUE(changed([](taxonomy& t) { t.units[unit_code(3)].within = unit_code(1); }));
    EXPECT_TRUE(
        changed([](taxonomy& t) { t.units[unit_code(3)].keeps[0] = collected::not_known; }));
    EXPECT_TRUE(changed([](taxonomy& t) {
        std::swap(t.units[unit_code(1)].subjects[0], t.units[unit_code(1)].subjects[1]);
    }));
    EXPECT_TRUE(changed([](taxonomy& t) { t.services[service_code(0)].is_contracted = true; }));
    EXPECT_TRUE(changed([](taxonomy& t) { t.channels[channel_code(0)].aliases = {"E"}; }));
    EXPECT_TRUE(changed([](taxonomy& t) { t.outcomes[outcome_code(0)].in_upheld_base = false; }));
    EXPECT_TRUE(
        changed([](taxonomy& t) { t.stages[stage_code(1)].respond_rule = "corporate_20"; }));
    EXPECT_TRUE(changed(
        [](taxonomy& t) { t.decision_groups[decision_group_code(0)].counts_as_upheld = true; }));
}

TEST(TaxonomyToToml, IsWhatAPersonWouldWrite) {
    taxonomy words;
    words.id = "small";
    words.title = "Small Council's complaints";
    words.council = "Small Council";
    words.calendar = "scotland";
    for (char const* key : {"delay", "conduct"}) {
        subject_entry subject;
        subject.key = key;
        subject.name = key;
        static_cast<void>(words.subjects.add(std::move(subject)));
    }
    unit_entry unit;
    unit.key = "homes";
    unit.name = "Homes";
    unit.short_name = "Homes";
    unit.aliases = {"HO"};
    unit.subjects = {subject_code(1), subject_code(0)};
    unit.keeps[static_cast<std::size_t>(kept::channels)] = collected::not_collected;
    unit.keeps[static_cast<std::size_t>(kept::categories)] = collected::not_applicable;
    static_cast<void>(words.units.add(std::move(unit)));
    EXPECT_EQ(to_toml(words), R"([taxonomy]
id = "small"
title = "Small Council's complaints"
council = "Small Council"
calendar = "scotland"

[[unit]]
key = "homes"
name = "Homes"
aliases = ["HO"]
subjects = ["conduct", "delay"]
[unit.keeps]
channels = "not_collected"

[[subject]]
key = "delay"
name = "delay"

[[subject]]
key = "conduct"
name = "conduct"
)");
}

TEST(TaxonomyToToml, ALongListGoesOnInFurtherLines) {
    taxonomy words = test::small_council();
    words.channels[channel_code(0)].aliases = {std::string(60, 'a'), std::string(60, 'b')};
    EXPECT_NE(to_toml(words).find("aliases = [\n    \"" + std::string(60, 'a') + "\",\n    \"" +
                                  std::string(60, 'b') + "\",\n]\n"),
              std::string::npos);
}

TEST(TaxonomyToToml, LettersThatTomlReservesAreEscaped) {
    EXPECT_EQ(name_in_toml("plain £ é"), R"("plain £ é")");
    EXPECT_EQ(name_in_toml("say \"no\""), R"("say \"no\"")");
    EXPECT_EQ(name_in_toml("back\\slash"), R"("back\\slash")");
    EXPECT_EQ(name_in_toml("two\nlines\r\tand more"), R"("two\nlines\r\tand more")");
    EXPECT_EQ(name_in_toml(std::string("\0\x1B\x7F", 3)), R"("\u0000\u001B\u007F")");
}

} // namespace
} // namespace upheld
