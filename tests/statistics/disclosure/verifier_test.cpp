// SPDX-License-Identifier: BSL-1.0
#include "small_tables.hpp"
#include "upheld/statistics/disclosure_verifier.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::made;
using test::small_table;

constexpr auto five = disclosure_policy::threshold(5);

std::vector<known_range> ranges(linked_tables const& tables, std::vector<cell_id> const& hidden,
                                hidden_marks marks = hidden_marks::alike) {
    auto const known = made(known_to_readers(tables, hidden_cells(hidden), five, marks));
    return made(derivable_ranges(tables, known, hidden));
}

std::vector<disclosure> disclosures(linked_tables const& tables, std::vector<cell_id> const& hidden,
                                    std::vector<cell_id> const& small,
                                    protection const& asked = {}) {
    auto const known = made(known_to_readers(tables, hidden_cells(hidden), five));
    return made(find_disclosures(tables, known, small, asked));
}

TEST(Verifier, OneHiddenCellInARowIsReadOffItsTotal) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(3, {10, 3, 20})));
    cell_id const three = placed.inner(0, 1);
    EXPECT_EQ(ranges(tables, {three}), std::vector{exactly(3)});
    auto const found = disclosures(tables, {three}, {three});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (disclosure{three, exactly(3), disclosure_kind::exact, {}}));
}

TEST(Verifier, ABlockOfTwoByTwoCanHaveOneSolution) {
    // Rows 2 and 5, columns 3 and 4: two hidden cells in each row and column, and nothing hidden.
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {1, 1, 2, 3})));
    std::vector<cell_id> const block{placed.inner(0, 0), placed.inner(0, 1), placed.inner(1, 0),
                                     placed.inner(1, 1)};
    EXPECT_EQ(ranges(tables, block), (std::vector{exactly(1), exactly(1), exactly(2), exactly(3)}));
    EXPECT_EQ(disclosures(tables, block, block).size(), 4U);
}

TEST(Verifier, ABlockWithRoomHidesItsCells) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {2, 8, 9, 4})));
    std::vector<cell_id> const block{placed.inner(0, 0), placed.inner(0, 1), placed.inner(1, 0),
                                     placed.inner(1, 1)};
    // The first cell is 1 to 9, and the others follow from it.
    EXPECT_EQ(ranges(tables, block), (std::vector<known_range>{{1, 9}, {1, 9}, {2, 10}, {3, 11}}));
    EXPECT_TRUE(disclosures(tables, block, {block[0], block[3]}).empty());
}

TEST(Verifier, WithoutPrintedMarginsNothingFollows) {
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(2, {2, 8, 9, 4}, {false, false, false})));
    EXPECT_EQ(ranges(tables, {placed.inner(0, 0)}), (std::vector<known_range>{{1, std::nullopt}}));
    EXPECT_TRUE(disclosures(tables, {placed.inner(0, 0)}, {placed.inner(0, 0)}).empty());
}

TEST(Verifier, AGrandTotalAloneStillGivesAwayTheOnlyHiddenCell) {
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(2, {2, 8, 9, 4}, {false, false, true})));
    EXPECT_EQ(ranges(tables, {placed.inner(0, 0)}), std::vector{exactly(2)});
    EXPECT_EQ(ranges(tables, {placed.inner(0, 0), placed.inner(1, 1)}),
              (std::vector<known_range>{{1, 5}, {1, 5}}));
}

TEST(Verifier, MarginsCanBeHiddenTogetherWithTheirCells) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {2, 0, 9, 14})));
    // The row's only case can be kept only by hiding its total, and another with it.
    std::vector<cell_id> const hidden{placed.inner(0, 0), *placed.row_total(0), placed.inner(1, 0),
                                      *placed.row_total(1)};
    EXPECT_EQ(ranges(tables, hidden),
              (std::vector<known_range>{{1, 10}, {1, 10}, {1, 10}, {15, 24}}));
}

TEST(Verifier, SmallCellsThatArePrintedAreFound) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {2, 8, 9, 14})));
    auto const found = disclosures(tables, {}, small_cells(tables, five));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].cell, placed.inner(0, 0));
    EXPECT_EQ(found[0].kind, disclosure_kind::exact);
}

TEST(Verifier, ASmallTotalIsASmallCell) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {1, 2, 9, 14})));
    EXPECT_EQ(small_cells(tables, five),
              (std::vector{placed.inner(0, 0), placed.inner(0, 1), *placed.row_total(0)}));
}

TEST(Verifier, MoreThanNotExactCanBeAskedFor) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {2, 2, 30, 40})));
    std::vector<cell_id> const hidden{placed.inner(0, 0), placed.inner(0, 1), placed.inner(1, 0),
                                      placed.inner(1, 1)};
    std::vector<cell_id> const small{placed.inner(0, 0)};
    EXPECT_EQ(ranges(tables, small).front(), exactly(2));
    EXPECT_EQ(ranges(tables, hidden).front(), (known_range{1, 3}));
    EXPECT_TRUE(disclosures(tables, hidden, small, {.least_width = 2}).empty());
    auto const narrow = disclosures(tables, hidden, small, {.least_width = 3});
    ASSERT_EQ(narrow.size(), 1U);
    EXPECT_EQ(narrow[0].kind, disclosure_kind::too_narrow);
    auto const low = disclosures(tables, hidden, small, {.reaches = 5});
    ASSERT_EQ(low.size(), 1U);
    EXPECT_EQ(low[0].kind, disclosure_kind::too_low);
    EXPECT_EQ(low[0].derived, (known_range{1, 3}));
}

TEST(Verifier, MarksThatTellSmallCellsApartTellMore) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {4, 6, 20, 30})));
    std::vector<cell_id> const hidden{placed.inner(0, 0), placed.inner(0, 1), placed.inner(1, 0),
                                      placed.inner(1, 1)};
    EXPECT_EQ(ranges(tables, hidden).front(), (known_range{1, 9}));
    EXPECT_EQ(ranges(tables, hidden, hidden_marks::told_apart).front(), (known_range{1, 4}));
}

TEST(Verifier, TwoSinglePersonsWhoProtectOnlyEachOtherAreFoundIfAskedFor) {
    printed_margins const rows_only{true, false, false};
    linked_tables list;
    placed_table const line = made(add_table(list, small_table(4, {1, 1, 20, 30}, rows_only)));
    std::vector<cell_id> const singles{line.inner(0, 0), line.inner(0, 1)};
    // With the third they add up to 22; the two persons know their own.
    std::vector<cell_id> const three{line.inner(0, 0), line.inner(0, 1), line.inner(0, 2)};
    EXPECT_EQ(disclosures(list, singles, singles).size(), 2U); // 1 + 1 has no other solution
    EXPECT_TRUE(disclosures(list, three, singles, {.against_insiders = true}).empty());

    linked_tables block;
    placed_table const two =
        made(add_table(block, small_table(2, {1, 9, 9, 1}, {true, true, true})));
    std::vector<cell_id> const all{two.inner(0, 0), two.inner(0, 1), two.inner(1, 0),
                                   two.inner(1, 1)};
    std::vector<cell_id> const ones{two.inner(0, 0), two.inner(1, 1)};
    EXPECT_TRUE(disclosures(block, all, ones).empty());
    auto const found = disclosures(block, all, ones, {.against_insiders = true});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (disclosure{ones[1], exactly(1), disclosure_kind::exact, ones[0]}));
    EXPECT_EQ(found[1], (disclosure{ones[0], exactly(1), disclosure_kind::exact, ones[1]}));
}

TEST(Verifier, WhoIsAloneInARowLearnsNothingOfOthersFromItsTotal) {
    // The first row has one person, who knows the cell and both its totals.
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {1, 0, 0, 9})));
    std::vector<cell_id> const own{placed.inner(0, 0), *placed.row_total(0),
                                   *placed.column_total(0)};
    std::vector<cell_id> hidden = own;
    hidden.push_back(*placed.row_total(1));
    hidden.push_back(*placed.column_total(1));
    hidden.push_back(placed.inner(1, 1));
    EXPECT_TRUE(disclosures(tables, hidden, own, {.against_insiders = true}).empty());
}

TEST(Verifier, AHierarchyGivesAwayWhatItsTablesKeepOneByOne) {
    linked_tables tables;
    // Wards 1 and 2 are the North, ward 3 the South: hiding wards 1 and 3 keeps them from the
    // borough's total and not from the North's.
    placed_table const wards =
        made(add_table(tables, small_table(1, {3, 8, 9}, {false, true, false})));
    std::vector<cell_id> const hidden{wards.inner(0, 0), wards.inner(2, 0)};
    EXPECT_EQ(ranges(tables, hidden).front(), (known_range{1, 11}));
    (void)made(add_group(tables, "North", std::vector{wards.row(0), wards.row(1)}));
    EXPECT_EQ(ranges(tables, hidden).front(), exactly(3));
}

TEST(Verifier, AYearToDateMinusTheLastQuarterIsATable) {
    linked_tables tables;
    printed_margins const rows_only{true, false, false};
    cell_line const first =
        made(add_table(tables, small_table(2, {10, 20}, rows_only), cell_standing::already_shown))
            .all();
    placed_table const second = made(add_table(tables, small_table(2, {12, 29}, rows_only)));
    cell_line const between = made(add_difference(tables, "Q2", second.all(), first));
    std::vector<cell_id> const small = small_cells(tables, five);
    // Nothing printed is small; what was added to the first column is.
    ASSERT_EQ(small, std::vector{between[0]});
    ASSERT_EQ(disclosures(tables, {}, small).size(), 1U);
    EXPECT_EQ(disclosures(tables, {}, small)[0].derived, exactly(2));
    EXPECT_EQ(disclosures(tables, {second.inner(0, 0)}, small).size(), 1U);
    EXPECT_TRUE(disclosures(tables, {second.inner(0, 0), second.inner(0, 1)}, small).empty());
}

TEST(Verifier, WhatTheLastEditionShowedIsKnown) {
    linked_tables tables;
    printed_margins const rows_only{true, false, false};
    placed_table const last = made(
        add_table(tables, small_table(3, {3, 9, 20}, rows_only), cell_standing::already_shown));
    placed_table const now = made(add_table(tables, small_table(3, {3, 9, 21}, rows_only)));
    std::vector<cell_id> const hidden{now.inner(0, 0), now.inner(0, 1)};
    EXPECT_EQ(ranges(tables, hidden), (std::vector<known_range>{{1, 11}, {1, 11}}));
    ASSERT_TRUE(link_editions(tables, last.all(), now.all()));
    EXPECT_EQ(ranges(tables, hidden), (std::vector{exactly(3), exactly(9)}));
}

TEST(Verifier, ACorrectionSinceTheLastEditionIsACountOfItsOwn) {
    linked_tables tables;
    printed_margins const none{false, false, false};
    placed_table const last =
        made(add_table(tables, small_table(3, {30, 9, 20}, none), cell_standing::already_shown));
    placed_table const now = made(add_table(tables, small_table(3, {30, 10, 17}, none)));
    ASSERT_TRUE(link_editions(tables, last.all(), now.all()));
    std::vector<cell_id> const small = small_cells(tables, five);
    ASSERT_EQ(small.size(), 2U);
    EXPECT_EQ(tables[small[0]].name, "added since: r1 | c2");
    EXPECT_EQ(tables[small[1]].name, "taken out since: r1 | c3");
    EXPECT_EQ(disclosures(tables, {}, small).size(), 2U);
    EXPECT_EQ(disclosures(tables, {now.inner(0, 1)}, small).size(), 1U);
}

TEST(Verifier, WholeNumbersCanFixWhatFractionsLeaveOpen) {
    linked_tables tables;
    std::vector<cell_id> cells;
    for (char const* const name : {"x", "y", "z"}) {
        cells.push_back(made(tables.add({name, 2, {}, {}})));
    }
    cell_id const spare = made(tables.add({"spare", 1, {}, {}}));
    auto const sum = [&](std::vector<cell_id> const& parts) {
        std::int64_t whole = 0;
        for (cell_id const part : parts) whole += tables[part].count;
        cell_id const total = made(tables.add({"total", whole, cell_role::total, {}}));
        ASSERT_TRUE(tables.add_sum(total, parts));
    };
    // x + y = y + z = 4 and x + z + spare = 5 with a spare of 0 to 2: as fractions each is 1.5 to
    // 2.5; in whole numbers x + z is even, so the spare is 1.
    sum({cells[0], cells[1]});
    sum({cells[1], cells[2]});
    sum({cells[0], cells[2], spare});
    std::vector<known_range> known;
    for (linked_cell const& cell : tables.cells()) known.push_back(exactly(cell.count));
    for (cell_id const cell : cells) known[cell.value] = {.low = 1, .high = {}};
    known[spare.value] = {0, 2};
    auto const derived = made(derivable_ranges(tables, known, cells));
    EXPECT_EQ(derived, (std::vector{exactly(2), exactly(2), exactly(2)}));
    auto const found = made(find_disclosures(tables, known, cells, {}));
    EXPECT_EQ(found.size(), 3U);
}

TEST(Verifier, RoundedTablesAreBoundedToo) {
    // Two cells that show as 5 are at least 3 each, and their total, which shows as 5, is at
    // most 7.
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(2, {3, 3}, {true, false, false})));
    auto const base = disclosure_policy::round_base(5);
    auto const known = made(known_to_readers(tables, {}, base));
    EXPECT_EQ(made(derivable_ranges(tables, known, std::vector{placed.inner(0, 0)})),
              (std::vector<known_range>{{3, 4}}));
    auto const small = small_cells(tables, base);
    EXPECT_TRUE(made(find_disclosures(tables, known, small, {})).empty());
    EXPECT_FALSE(made(find_disclosures(tables, known, small, {.least_width = 2})).empty());
}

TEST(Verifier, RoundingAloneDoesNotProtectAgainstDifferences) {
    // Four cells that show as 5 are at least 3 each, and their total, which shows as 10, is at most
    // 12.
    linked_tables tables;
    placed_table const placed =
        made(add_table(tables, small_table(4, {3, 3, 3, 3}, {true, false, false})));
    auto const base = disclosure_policy::round_base(5);
    auto known = made(known_to_readers(tables, {}, base));
    EXPECT_EQ(known[placed.row_total(0)->value], (known_range{8, 12}));
    EXPECT_EQ(made(derivable_ranges(tables, known, std::vector{placed.inner(0, 0)})),
              std::vector{exactly(3)});
}

TEST(Verifier, EverythingZeroHasNothingToFind) {
    linked_tables tables;
    (void)made(add_table(tables, small_table(2, {0, 0, 0, 0})));
    EXPECT_TRUE(small_cells(tables, five).empty());
    EXPECT_TRUE(disclosures(tables, {}, small_cells(tables, five)).empty());
    linked_tables const nothing;
    EXPECT_TRUE(ranges(nothing, {}).empty());
}

TEST(Verifier, HiddenZerosAndHiddenCellsOfRoundingPoliciesAreContradictions) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {0, 3})));
    hidden_cells const zero(std::vector{placed.inner(0, 0)});
    auto const refused = known_to_readers(tables, zero, five);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_NE(refused.error().message.find("\"r1 | c1\""), std::string::npos);
    hidden_cells const three(std::vector{placed.inner(0, 1)});
    EXPECT_FALSE(known_to_readers(tables, three, disclosure_policy::ofqual()));
}

TEST(Verifier, KnowledgeThatTheTruthContradictsIsRefused) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {4, 3})));
    auto known = made(known_to_readers(tables, {}, five));
    known[placed.inner(0, 0).value] = {5, 9};
    EXPECT_FALSE(derivable_ranges(tables, known, {}));
    EXPECT_FALSE(find_disclosures(tables, known, {}, {}));
}

} // namespace
} // namespace upheld
