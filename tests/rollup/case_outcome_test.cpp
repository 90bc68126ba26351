// SPDX-License-Identifier: BSL-1.0
#include "support/random_store.hpp"
#include "upheld/rollup/case_outcome.hpp"

#include <gtest/gtest.h>

#include <random>

namespace upheld {
namespace {

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr outcome_rule every_rule[] = {outcome_rule::all_some_none, outcome_rule::any,
                                       outcome_rule::partial_maladministration,
                                       outcome_rule::lead_issue};

/// What a case of the small council's homes comes to, by the outcomes of its aspects.
case_outcome outcome_of(std::vector<char const*> const& aspects, outcome_rules how = {}) {
    taxonomy const words = test::small_council();
    test::facts_of_small_council made(words);
    complaint_fact const c =
        made.add(made.complaint("homes", mon_2020_01_06, answer_state::not_answered));
    for (char const* const outcome : aspects) made.add_aspect(c, "lettings", "delay", outcome);
    return case_outcomes(made.rows.complaints, made.rows.aspects, words, how).at(0).outcome;
}

TEST(CaseOutcome, ByEachRule) {
    using enum case_outcome;

    struct expected {
        std::vector<char const*> aspects;
        case_outcome all_some_none;
        case_outcome any;
        case_outcome partial;
        case_outcome lead;
    };

    // clang-format off
    expected const table[] = {
        // aspects                          all_some_none  any         partial        lead
        {{"upheld"},                        upheld,        upheld,     upheld,        upheld},
        {{"upheld", "upheld"},              upheld,        upheld,     upheld,        upheld},
        {{"upheld", "not_upheld"},          partly_upheld, upheld,     partly_upheld, upheld},
        {{"not_upheld", "upheld"},          partly_upheld, upheld,     partly_upheld, not_upheld},
        {{"partly"},                        partly_upheld, upheld,     upheld,        partly_upheld},
        {{"partly", "upheld"},              partly_upheld, upheld,     upheld,        partly_upheld},
        {{"partly", "not_upheld"},          partly_upheld, upheld,     partly_upheld, partly_upheld},
        {{"not_upheld"},                    not_upheld,    not_upheld, not_upheld,    not_upheld},
        {{"not_upheld", "not_upheld"},      not_upheld,    not_upheld, not_upheld,    not_upheld},
        {{"ongoing", "upheld"},             undecided,     undecided,  undecided,     undecided},
        {{"upheld", "ongoing"},             undecided,     undecided,  undecided,     upheld},
        {{"withdrawn"},                     set_aside,     set_aside,  set_aside,     set_aside},
        {{"upheld", "withdrawn"},           upheld,        upheld,     upheld,        upheld},
        {{},                                no_aspects,    no_aspects, no_aspects,    no_aspects},
    };
    // clang-format on
    for (expected const& e : table) {
        std::string of;
        for (char const* const a : e.aspects) of += std::string(a) + ' ';
        SCOPED_TRACE(of);
        EXPECT_EQ(outcome_of(e.aspects, {.rule = outcome_rule::all_some_none}), e.all_some_none);
        EXPECT_EQ(outcome_of(e.aspects, {.rule = outcome_rule::any}), e.any);
        EXPECT_EQ(outcome_of(e.aspects, {.rule = outcome_rule::partial_maladministration}),
                  e.partial);
        EXPECT_EQ(outcome_of(e.aspects, {.rule = outcome_rule::lead_issue}), e.lead);
    }
}

TEST(CaseOutcome, AnAspectSetAsideIsIgnoredOrNotUpheldOrBlocks) {
    auto const with = [](std::vector<char const*> const& aspects, set_aside_effect effect) {
        return outcome_of(aspects, {.set_aside = effect});
    };
    using enum set_aside_effect;
    EXPECT_EQ(with({"upheld", "withdrawn"}, ignored), case_outcome::upheld);
    EXPECT_EQ(with({"upheld", "withdrawn"}, counts_not_upheld), case_outcome::partly_upheld);
    EXPECT_EQ(with({"upheld", "withdrawn"}, blocks), case_outcome::set_aside);
    EXPECT_EQ(with({"withdrawn"}, ignored), case_outcome::set_aside);
    EXPECT_EQ(with({"withdrawn"}, counts_not_upheld), case_outcome::not_upheld);
    EXPECT_EQ(with({"withdrawn", "ongoing"}, blocks), case_outcome::set_aside);
    EXPECT_EQ(with({"withdrawn", "ongoing"}, ignored), case_outcome::undecided);
}

TEST(CaseOutcome, OfAUnitWithoutOutcomesIsNotKept) {
    taxonomy const words = test::small_council();
    test::facts_of_small_council made(words);
    made.add(made.complaint("streets", mon_2020_01_06, answer_state::not_answered));
    auto const found = case_outcomes(made.rows.complaints, made.rows.aspects, words);
    EXPECT_EQ(found.at(0).outcome, case_outcome::not_kept);
    EXPECT_EQ(count_outcomes(found).total.not_kept, 1);
    EXPECT_FALSE(count_outcomes(found).total.upheld_share().has_base());
}

TEST(CaseOutcome, CountsTellCasesAndFindingsApart) {
    taxonomy const words = test::small_council();
    test::facts_of_small_council made(words);
    auto const add = [&](char const* unit, std::vector<char const*> const& outcomes) {
        complaint_fact const c =
            made.add(made.complaint(unit, mon_2020_01_06, answer_state::not_answered));
        for (char const* const o : outcomes) made.add_aspect(c, "lettings", "delay", o);
    };
    add("homes", {"upheld", "not_upheld", "not_upheld"});
    add("homes", {"not_upheld", "withdrawn"});
    add("parks", {"upheld"});
    add("parks", {"ongoing"});
    made.rows.complaints.push_back(
        made.complaint("parks", mon_2020_01_06, answer_state::not_answered));
    made.rows.complaints.back().is_counted = false;
    auto const cases = case_outcomes(made.rows.complaints, made.rows.aspects, words);
    outcome_table const table = count_outcomes(cases, {.unit = true});
    EXPECT_EQ(table.total.upheld_share(), (ratio{2, 3}));          // of cases
    EXPECT_EQ(table.total.findings.upheld_share(), (ratio{2, 5})); // of aspects, no roll-up
    EXPECT_EQ(table.total.findings,
              (finding_counts{.fully = 2, .not_upheld = 3, .undecided = 1, .set_aside = 1}));
    EXPECT_EQ(table.total.undecided, 1);
    EXPECT_EQ(table.total.all(), 4); // the one that is not counted is not
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.rows[0].counts.partly_upheld, 1);
    EXPECT_EQ(table.rows[0].counts.not_upheld, 1);
    EXPECT_EQ(table.rows[1].counts.upheld, 1);
}

TEST(CaseOutcome, OfNoCasesIsNothing) {
    EXPECT_TRUE(case_outcomes({}, {}, test::small_council()).empty());
    EXPECT_EQ(count_outcomes({}).total.all(), 0);
}

TEST(CaseOutcome, EveryRuleHasAName) {
    for (outcome_rule const rule : every_rule) EXPECT_NE(name_of(rule), "unknown");
    EXPECT_EQ(name_of(set_aside_effect::blocks), "blocks");
    EXPECT_EQ(name_of(case_outcome::partly_upheld), "partly_upheld");
}

/// Case by case, in words.
case_outcome said_plainly(std::vector<outcome_entry> aspects, outcome_rule rule) {
    if (aspects.empty()) return case_outcome::no_aspects;
    if (rule == outcome_rule::lead_issue) aspects.resize(1);
    std::vector<outcome_entry> in_base;
    for (outcome_entry const& a : aspects) {
        if (!a.is_decided) return case_outcome::undecided;
        if (a.in_upheld_base) in_base.push_back(a);
    }
    if (in_base.empty()) return case_outcome::set_aside;
    bool all_fully = true;
    bool all_some = true;
    bool none = true;
    for (outcome_entry const& a : in_base) {
        all_fully = all_fully && a.finding == upheld_class::fully;
        all_some = all_some && a.finding != upheld_class::not_upheld;
        none = none && a.finding == upheld_class::not_upheld;
    }
    if (none) return case_outcome::not_upheld;
    if (rule == outcome_rule::any) return case_outcome::upheld;
    bool const is_whole = rule == outcome_rule::partial_maladministration ? all_some : all_fully;
    return is_whole ? case_outcome::upheld : case_outcome::partly_upheld;
}

TEST(CaseOutcomeTwin, IsWhatTheRuleSaysInWords) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        store const cases = test::random_store(seed + i).make(40);
        taxonomy const& words = cases.words();
        facts const known = cases.facts_as_of(day(2020, 12, 31));
        for (outcome_rule const rule : every_rule) {
            auto const found =
                case_outcomes(known.complaints, known.aspects, words, {.rule = rule});
            ASSERT_EQ(found.size(), known.complaints.size());
            for (case_outcome_row const& row : found) {
                if (row.outcome == case_outcome::not_kept) continue;
                std::vector<outcome_entry> aspects;
                for (aspect_fact const& a : known.aspects) {
                    if (a.of.id == row.of.id) aspects.push_back(words.outcomes[a.outcome]);
                }
                ASSERT_EQ(row.outcome, said_plainly(aspects, rule));
            }
        }
    }
}

} // namespace
} // namespace upheld
