// SPDX-License-Identifier: BSL-1.0
#include "small_tables.hpp"
#include "upheld/statistics/suppression.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::made;
using test::small_table;

constexpr auto five = disclosure_policy::threshold(5);
constexpr suppression_options exactly_searched{.search = complement_search::exact};
constexpr suppression_options quickly_searched{.search = complement_search::quick};

std::vector<std::int64_t> counts(linked_tables const& tables, std::vector<cell_id> const& cells) {
    std::vector<std::int64_t> all;
    for (cell_id const cell : cells) all.push_back(tables[cell].count);
    return all;
}

TEST(Suppression, TheInvestmentsOfEnterprisesAreProtectedAsPublished) {
    // Fischetti and Salazar (2001), figure 1: three activities by three regions; the 22 is secret.
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(3, {20, 50, 10, 8, 19, 22, 17, 32, 12})));
    cell_id const secret = placed.inner(1, 2);
    for (suppression_options const& options : {exactly_searched, quickly_searched}) {
        suppression const chosen = made(choose_complements(tables, std::vector{secret}, options));
        EXPECT_EQ(counts(tables, chosen.complements), (std::vector<std::int64_t>{8, 17, 12}));
        EXPECT_EQ(chosen.hidden.list(), (std::vector{placed.inner(1, 0), secret, placed.inner(2, 0),
                                                     placed.inner(2, 2)}));
    }
    // Figure 1 gives 5 to 30, for readers who hold zeros possible.
    std::vector<known_range> known;
    for (linked_cell const& cell : tables.cells()) known.push_back(exactly(cell.count));
    for (cell_id const cell :
         {placed.inner(1, 0), secret, placed.inner(2, 0), placed.inner(2, 2)}) {
        known[cell.value] = {.low = 0, .high = {}};
    }
    EXPECT_EQ(made(derivable_ranges(tables, known, std::vector{secret})),
              (std::vector<known_range>{{5, 30}}));
}

TEST(Suppression, TheExactSearchProvesItsChoice) {
    linked_tables tables;
    (void)made(add_table(tables, small_table(3, {3, 50, 10, 8, 19, 22, 17, 32, 12})));
    suppression const exact = made(suppress(tables, five, exactly_searched));
    EXPECT_TRUE(exact.is_least);
    EXPECT_EQ(exact.least_known, exact.complements.size());
    EXPECT_EQ(counts(tables, exact.complements), (std::vector<std::int64_t>{10, 17, 12}));
    suppression const quick = made(suppress(tables, five, quickly_searched));
    EXPECT_FALSE(quick.is_least);
    EXPECT_EQ(quick.least_known, 0U);
}

TEST(Suppression, TheObjectiveDecidesBetweenFewAndLittle) {
    linked_tables tables;
    (void)made(add_table(tables, small_table(3, {3, 90, 6, 90, 90, 0, 0, 6, 6})));
    EXPECT_EQ(counts(tables, made(suppress(tables, five, exactly_searched)).complements),
              (std::vector<std::int64_t>{90, 90, 90}));
    suppression_options little = exactly_searched;
    little.objective = complement_objective::least_total;
    EXPECT_EQ(counts(tables, made(suppress(tables, five, little)).complements),
              (std::vector<std::int64_t>{6, 90, 90, 6, 6}));
}

TEST(Suppression, ABlockWithOneSolutionIsNotLeftAsItIs) {
    // Two hidden in every row and column from the start, and all of them known.
    linked_tables tables;
    (void)made(add_table(tables, small_table(3, {1, 1, 30, 2, 3, 40, 20, 30, 50})));
    for (suppression_options const& options : {exactly_searched, quickly_searched}) {
        suppression const chosen = made(suppress(tables, five, options));
        EXPECT_EQ(chosen.small.size(), 4U);
        EXPECT_FALSE(chosen.complements.empty());
    }
}

TEST(Suppression, ZerosAreNeverHidden) {
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(3, {3, 0, 90, 0, 7, 8, 90, 8, 90})));
    for (suppression_options const& options : {exactly_searched, quickly_searched}) {
        suppression const chosen = made(suppress(tables, five, options));
        EXPECT_FALSE(chosen.hidden.holds(placed.inner(0, 1)));
        EXPECT_FALSE(chosen.hidden.holds(placed.inner(1, 0)));
    }
    auto const refused = choose_complements(tables, std::vector{placed.inner(0, 1)});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
}

TEST(Suppression, NothingSmallHidesNothing) {
    linked_tables tables;
    (void)made(add_table(tables, small_table(2, {0, 0, 9, 12})));
    suppression const chosen = made(suppress(tables, five));
    EXPECT_TRUE(chosen.hidden.list().empty());
    EXPECT_TRUE(chosen.is_least);
    linked_tables const nothing;
    EXPECT_TRUE(made(suppress(nothing, five)).hidden.list().empty());
}

TEST(Suppression, ASingleRowHidesItsLeastOther) {
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(4, {30, 3, 12, 9}, {true, false, false})));
    suppression const chosen = made(suppress(tables, five));
    EXPECT_EQ(chosen.complements, std::vector{placed.inner(0, 3)});
}

TEST(Suppression, TotalsAreHiddenOnlyIfNothingElseWillDo) {
    // The row's only other cells are zeros.
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(3, {3, 0, 0, 8, 9, 7}, {true, false, false})));
    suppression const chosen = made(suppress(tables, five));
    EXPECT_EQ(chosen.small, (std::vector{placed.inner(0, 0), *placed.row_total(0)}));
    EXPECT_TRUE(chosen.complements.empty()); // the total of 3 is small itself

    linked_tables seven;
    placed_table const both =
        made(add_table(seven, small_table(2, {3, 4, 0, 90}, {true, true, true})));
    suppression_options options = exactly_searched;
    options.totals = hidden_totals::never;
    auto const refused = suppress(seven, five, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::disclosive);
    EXPECT_NE(refused.error().message.find("\"r1 | c1\""), std::string::npos)
        << refused.error().message;
    for (suppression_options const& search : {exactly_searched, quickly_searched}) {
        suppression const with_totals = made(suppress(seven, five, search));
        // The first column's total is the 3 again and small; the others follow from it.
        EXPECT_TRUE(with_totals.hidden.holds(*both.column_total(0)));
    }
}

TEST(Suppression, WhatCannotBeProtectedIsRefusedByName) {
    linked_tables tables;
    placed_table const shown = made(add_table(tables, small_table(2, {3, 9}, {false, false, false}),
                                              cell_standing::already_shown));
    auto const refused = suppress(tables, five);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::disclosive);
    EXPECT_NE(refused.error().message.find(tables[shown.inner(0, 0)].name), std::string::npos);
}

TEST(Suppression, SinglePersonsNeedAThird) {
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(3, {1, 9, 30, 9, 1, 30, 30, 30, 30})));
    for (complement_search const search : {complement_search::exact, complement_search::quick}) {
        suppression_options options{.search = search};
        suppression const two = made(suppress(tables, five, options));
        EXPECT_EQ(two.complements, (std::vector{placed.inner(0, 1), placed.inner(1, 0)}));
        options.asked.against_insiders = true;
        suppression const more = made(suppress(tables, five, options));
        EXPECT_GT(more.complements.size(), 2U);
        auto const known = made(known_to_readers(tables, more.hidden, five));
        EXPECT_TRUE(made(find_disclosures(tables, known, more.small, options.asked)).empty());
    }
}

TEST(Suppression, WiderProtectionMayNeedMore) {
    linked_tables tables;
    (void)made(add_table(tables, small_table(3, {2, 6, 40, 6, 6, 40, 40, 40, 40})));
    suppression_options options = exactly_searched;
    EXPECT_EQ(counts(tables, made(suppress(tables, five, options)).complements),
              (std::vector<std::int64_t>{6, 6, 6}));
    options.asked.least_width = 20;
    for (complement_search const search : {complement_search::exact, complement_search::quick}) {
        options.search = search;
        suppression const wide = made(suppress(tables, five, options));
        auto const known = made(known_to_readers(tables, wide.hidden, five));
        auto const range = made(derivable_ranges(tables, known, wide.small)).front();
        EXPECT_GE(*range.high - range.low, 20);
    }
    options.asked = {.reaches = 5};
    suppression const high = made(suppress(tables, five, options));
    auto const known = made(known_to_readers(tables, high.hidden, five));
    EXPECT_GE(*made(derivable_ranges(tables, known, high.small)).front().high, 5);
}

TEST(Suppression, GroupsAreProtectedTogetherWithTheirTables) {
    // Wards by two groupings: A and B are North, C and D South; A and C are Town, B and D Country.
    linked_tables tables;
    placed_table const areas =
        made(add_table(tables, small_table(4, {3, 8, 9, 20}, {false, false, false})));
    auto const group = [&](char const* name, std::size_t one, std::size_t two) {
        cell_line const first{areas.inner(0, one)};
        cell_line const second{areas.inner(0, two)};
        return made(add_group(tables, name, std::vector{first, second}));
    };
    (void)group("North", 0, 1);
    (void)group("South", 2, 3);
    EXPECT_EQ(counts(tables, made(suppress(tables, five)).complements),
              std::vector<std::int64_t>{8});
    (void)group("Town", 0, 2);
    (void)group("Country", 1, 3);
    EXPECT_EQ(counts(tables, made(suppress(tables, five)).complements),
              (std::vector<std::int64_t>{8, 9, 20}));
}

TEST(Suppression, AYearToDateIsProtectedAgainstTheQuarterBefore) {
    linked_tables tables;
    cell_line const first = made(add_table(tables, small_table(3, {10, 20, 30, 40, 50, 60}),
                                           cell_standing::already_shown))
                                .all();
    placed_table const second = made(add_table(tables, small_table(3, {12, 29, 41, 48, 57, 66})));
    (void)made(add_difference(tables, "Q2", second.all(), first));
    for (suppression_options const& options : {exactly_searched, quickly_searched}) {
        suppression const chosen = made(suppress(tables, five, options));
        EXPECT_TRUE(chosen.hidden.holds(second.inner(0, 0)));
        EXPECT_EQ(chosen.complements.size(), 4U);
        for (cell_id const cell : first) EXPECT_FALSE(chosen.hidden.holds(cell));
    }
}

TEST(Suppression, WhatTheLastEditionHidStaysHidden) {
    linked_tables tables;
    printed_margins const rows_only{true, false, false};
    linked_tables alone;
    placed_table const before = made(add_table(alone, small_table(4, {3, 9, 12, 20}, rows_only)));
    suppression const first = made(suppress(alone, five));
    EXPECT_EQ(first.complements, std::vector{before.inner(0, 1)});

    // This edition corrects the 12 to 8: on its own it would hide the 8.
    placed_table const now_alone =
        made(add_table(tables, small_table(4, {3, 9, 8, 20}, rows_only)));
    EXPECT_EQ(made(suppress(tables, five)).complements, std::vector{now_alone.inner(0, 2)});

    linked_tables both;
    std::vector<cell_id> last;
    for (std::int64_t const count : {3, 9}) {
        last.push_back(made(both.add({"last", count, {}, cell_standing::already_hidden})));
    }
    for (std::int64_t const count : {12, 20}) {
        last.push_back(made(both.add({"last", count, {}, cell_standing::already_shown})));
    }
    last.push_back(made(both.add({"last", 44, cell_role::total, cell_standing::already_shown})));
    ASSERT_TRUE(both.add_sum(last[4], std::span(last).first(4)));
    placed_table const now = made(add_table(both, small_table(4, {3, 9, 8, 20}, rows_only)));
    test::done(link_editions(both, last, now.all()));
    suppression const second = made(suppress(both, disclosure_policy::threshold(4)));
    EXPECT_TRUE(second.hidden.holds(now.inner(0, 0)));
    EXPECT_TRUE(second.hidden.holds(now.inner(0, 1)));
    EXPECT_FALSE(second.hidden.holds(now.inner(0, 2)));
}

} // namespace
} // namespace upheld
