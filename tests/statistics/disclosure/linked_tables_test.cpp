// SPDX-License-Identifier: BSL-1.0
#include "small_tables.hpp"
#include "upheld/statistics/hidden_cells.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::made;
using test::small_table;

std::int64_t count_of(linked_tables const& tables, std::optional<cell_id> cell) {
    return cell ? tables[*cell].count : -1;
}

TEST(LinkedTables, ATableBringsItsMarginsAndTheirSums) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, small_table(2, {1, 2, 3, 4, 5, 6})));
    EXPECT_EQ(tables.cells().size(), 6U + 3 + 2 + 1);
    EXPECT_EQ(tables.sums().size(), 3U + 2 + 2); // the grand total is the sum of both margins
    EXPECT_EQ(tables[placed.inner(2, 1)].count, 6);
    EXPECT_EQ(count_of(tables, placed.row_total(1)), 7);
    EXPECT_EQ(count_of(tables, placed.column_total(0)), 9);
    EXPECT_EQ(count_of(tables, placed.grand_total()), 21);
    EXPECT_EQ(tables[placed.inner(2, 1)].name, "r3 | c2");
    EXPECT_EQ(tables[*placed.row_total(1)].name, "r2 | Total");
    EXPECT_EQ(tables[*placed.row_total(1)].role, cell_role::total);
}

TEST(LinkedTables, OnlyPrintedMarginsAreThere) {
    for (bool const rows : {false, true}) {
        for (bool const columns : {false, true}) {
            for (bool const grand : {false, true}) {
                linked_tables tables;
                placed_table const placed =
                    made(add_table(tables, small_table(2, {1, 2, 3, 4}, {rows, columns, grand})));
                EXPECT_EQ(placed.row_total(0).has_value(), rows);
                EXPECT_EQ(placed.column_total(0).has_value(), columns);
                EXPECT_EQ(count_of(tables, placed.grand_total()), grand ? 10 : -1);
                EXPECT_EQ(placed.all().size(), 4U + 2 * rows + 2 * columns + grand);
                EXPECT_EQ(placed.row(0).size(), 2U + rows);
                EXPECT_EQ(placed.column(1).size(), 2U + columns);
            }
        }
    }
}

TEST(LinkedTables, AnEmptyTableHasATotalOfNothing) {
    linked_tables tables;
    placed_table const placed = made(add_table(tables, {}));
    EXPECT_EQ(count_of(tables, placed.grand_total()), 0);
    EXPECT_TRUE(tables.sums().empty());
}

TEST(LinkedTables, CountsThatCannotBeAreRefusedByRowAndColumnAndNothingIsAdded) {
    linked_tables tables;
    for (std::int64_t const count : {std::int64_t{-1}, linked_tables::largest_count + 1}) {
        table_with_margins table = small_table(2, {1, 2, 3, count});
        table.name = "wards";
        auto const refused = add_table(tables, table);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, failure_code::value_out_of_range);
        EXPECT_EQ(refused.error().where, (place{"wards", 2, "c2"}));
        EXPECT_NE(refused.error().message.find("\"r2\""), std::string::npos);
    }
    // Each count may be, and their sum may not.
    EXPECT_FALSE(add_table(tables, small_table(2, {linked_tables::largest_count, 1})));
    EXPECT_TRUE(tables.cells().empty());
}

TEST(LinkedTables, SumsMustAddUpAndNameACellOnce) {
    linked_tables tables;
    cell_id const four = made(tables.add({"four", 4, {}, {}}));
    cell_id const three = made(tables.add({"three", 3, {}, {}}));
    cell_id const one = made(tables.add({"one", 1, {}, {}}));
    EXPECT_TRUE(tables.add_sum(four, std::vector{three, one}));
    auto const wrong = tables.add_sum(four, std::vector{three});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, failure_code::contradiction);
    EXPECT_EQ(wrong.error().message, "\"four\" is 4, and its parts add up to 3");
    EXPECT_FALSE(tables.add_sum(four, std::vector{three, one, four}));
    EXPECT_FALSE(tables.add_sum(four, std::vector{one, one, one, one}));
    EXPECT_EQ(tables.sums().size(), 1U);
}

TEST(LinkedTables, GroupsAddUpLineByLineAndNest) {
    linked_tables tables;
    placed_table const wards = made(add_table(tables, small_table(2, {1, 2, 3, 4, 5, 6})));
    cell_line const north =
        made(add_group(tables, "North", std::vector{wards.row(0), wards.row(1)}));
    ASSERT_EQ(north.size(), 3U); // two columns and the total
    EXPECT_EQ(tables[north[0]].count, 4);
    EXPECT_EQ(tables[north[2]].count, 10);
    EXPECT_EQ(tables[north[0]].name, "North: r1 | c1");
    cell_line const all = made(add_group(tables, "Borough", std::vector{north, wards.row(2)}));
    EXPECT_EQ(tables[all[1]].count, 12);
}

TEST(LinkedTables, ATablesOwnGroupsAreSumsOfItsRowsAndNest) {
    linked_tables tables;
    table_with_margins table = small_table(2, {1, 2, 3, 4, 5, 6});
    table.groups = {{"North", {"r1", "r2"}}, {"Borough", {"North", "r3"}}};
    placed_table const placed = made(add_table(tables, table));
    ASSERT_EQ(placed.group_count(), 2U);
    ASSERT_EQ(placed.group(0).size(), 3U); // two columns and the total
    EXPECT_EQ(tables[placed.group(0)[1]].count, 6);
    EXPECT_EQ(tables[placed.group(0)[2]].count, 10);
    EXPECT_EQ(tables[placed.group(1)[0]].count, 9);
    EXPECT_EQ(tables[placed.group(1)[2]].name, "Borough | Total");
    // Groups are no part of the totals, and stand last.
    EXPECT_EQ(count_of(tables, placed.grand_total()), 21);
    EXPECT_EQ(placed.all().size(), 6U + 3 + 2 + 1 + 3 + 3);
    EXPECT_EQ(placed.all().back(), placed.group(1)[2]);

    linked_tables without_totals;
    table.margins = {false, false, false};
    EXPECT_EQ(made(add_table(without_totals, table)).group(1).size(), 2U);
}

TEST(LinkedTables, GroupsOfWhatIsNotThereAreRefusedAndNothingIsAdded) {
    linked_tables tables;
    for (auto const& [part, why] :
         {std::pair("r9", "which is not there"), std::pair("Later", "which is not there"),
          std::pair("r1", "\"r1\" twice")}) {
        table_with_margins table = small_table(2, {1, 2, 3, 4});
        table.groups = {{"North", {"r1", part}}, {"Later", {"r2"}}};
        auto const refused = add_table(tables, table);
        ASSERT_FALSE(refused) << part;
        EXPECT_NE(refused.error().message.find(why), std::string::npos) << refused.error().message;
    }
    EXPECT_TRUE(tables.cells().empty());
}

TEST(LinkedTables, TwoTablesOfTheSameCasesHaveTheSameTotals) {
    table_with_margins const by_subject = small_table(2, {1, 2, 3, 4});
    table_with_margins by_channel = small_table(3, {1, 1, 1, 2, 2, 3});
    by_channel.columns = {"post", "web", "telephone"};
    linked_tables tables;
    placed_table const subject = made(add_table(tables, by_subject));
    placed_table const channel = made(add_table(tables, by_channel));
    std::size_t const before = tables.sums().size();
    ASSERT_TRUE(link_same_cases(tables, by_subject, subject, by_channel, channel));
    EXPECT_EQ(tables.sums().size(), before + 2 + 1); // two rows and the whole; no column in common

    // Totals that are not printed follow from the cells.
    linked_tables bare;
    table_with_margins plain = by_channel;
    plain.margins = {false, false, false};
    placed_table const one = made(add_table(bare, by_subject));
    placed_table const other = made(add_table(bare, plain));
    ASSERT_TRUE(link_same_cases(bare, by_subject, one, plain, other));
    EXPECT_EQ(bare.cells().back().standing, cell_standing::implied);
    EXPECT_EQ(bare.cells().back().count, 10);

    by_channel.counts = {1, 1, 1, 2, 2, 4};
    linked_tables apart;
    placed_table const first = made(add_table(apart, by_subject));
    placed_table const second = made(add_table(apart, by_channel));
    std::size_t const sums = apart.sums().size();
    auto const refused = link_same_cases(apart, by_subject, first, by_channel, second);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_EQ(refused.error().message, "\"r2 | Total\" is 7, and \"r2 | Total\" is 8");
    EXPECT_EQ(apart.sums().size(), sums);
}

TEST(LinkedTables, AYearIsTheSumOfItsQuarters) {
    linked_tables tables;
    cell_line const q1 = made(add_table(tables, small_table(2, {1, 2}))).all();
    cell_line const q2 = made(add_table(tables, small_table(2, {3, 4}))).all();
    cell_line const year = made(add_table(tables, small_table(2, {4, 6}))).all();
    cell_line const other = made(add_table(tables, small_table(2, {4, 7}))).all();
    EXPECT_TRUE(link_sum(tables, year, std::vector{q1, q2}));
    auto const refused = link_sum(tables, other, std::vector{q1, q2});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_NE(refused.error().message.find("\"r1 | c2\" is 7"), std::string::npos);
}

TEST(LinkedTables, ADifferenceMustNotBeNegative) {
    linked_tables tables;
    cell_line const earlier = made(add_table(tables, small_table(2, {1, 5}))).all();
    cell_line const later = made(add_table(tables, small_table(2, {4, 6}))).all();
    cell_line const between = made(add_difference(tables, "Q2", later, earlier));
    EXPECT_EQ(tables[between[0]].count, 3);
    EXPECT_EQ(tables[between[0]].standing, cell_standing::implied);
    auto const refused = add_difference(tables, "Q2", earlier, later);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
}

TEST(HiddenCells, AFigureIsShownOnlyIfAllItIsDrawnFromAre) {
    hidden_cells hidden(std::vector{cell_id(3), cell_id(1)});
    EXPECT_EQ(hidden.list(), (std::vector{cell_id(1), cell_id(3)}));
    EXPECT_TRUE(hidden.may_show({}));
    EXPECT_TRUE(hidden.may_show(std::vector{cell_id(0), cell_id(2), cell_id(99)}));
    EXPECT_FALSE(hidden.may_show(std::vector{cell_id(0), cell_id(1)}));
    hidden.show(cell_id(1));
    EXPECT_TRUE(hidden.may_show(std::vector{cell_id(0), cell_id(1)}));
    EXPECT_EQ(hidden.list(), std::vector{cell_id(3)});
}

} // namespace
} // namespace upheld
