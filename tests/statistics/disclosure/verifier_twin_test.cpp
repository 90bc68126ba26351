// SPDX-License-Identifier: BSL-1.0
#include "plain_reader.hpp"
#include "small_tables.hpp"
#include "support/sanitizers.hpp"

#include <gtest/gtest.h>

/// The verifier's ranges against every table tried out.

namespace upheld {
namespace {

using test::made;

#if defined(__OPTIMIZE__) && !defined(UPHELD_SANITIZED)
constexpr int tables_tried = 3000;
#else
constexpr int tables_tried = 150;
#endif

class VerifierTwin : public ::testing::Test {
  protected:
    std::uint32_t seed = std::random_device{}();
    std::mt19937 random{seed};

    bool chance(unsigned one_in) {
        return std::uniform_int_distribution<unsigned>(1, one_in)(random) == 1;
    }

    /// Compares where the plain reader can finish: its cap is far above what limits a cell, or
    /// nothing limits it.
    void compare(linked_tables const& tables, std::vector<known_range> const& known) {
        constexpr std::int64_t cap = 40;
        std::vector<cell_id> cells;
        for (std::size_t at = 0; at != known.size(); ++at) {
            cells.emplace_back(static_cast<std::uint32_t>(at));
        }
        auto const derived = made(derivable_ranges(tables, known, cells));
        auto const plain = test::plain_ranges(tables, known, cap);
        for (std::size_t at = 0; at != known.size(); ++at) {
            EXPECT_EQ(derived[at].low, plain[at].low) << "seed " << seed << ", cell " << at;
            EXPECT_EQ(derived[at].high.value_or(cap), plain[at].high)
                << "seed " << seed << ", cell " << at;
        }
    }
};

TEST_F(VerifierTwin, HiddenInnerCellsOfTablesWithAnyMargins) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (int at = 0; at != tables_tried; ++at) {
        linked_tables tables;
        table_with_margins table = test::random_table(random, 3);
        table.margins.rows = true; // without any limit there would be too much to try
        placed_table const placed = made(add_table(tables, table));
        hidden_cells hidden;
        for (std::size_t row = 0; row != placed.row_count(); ++row) {
            for (std::size_t column = 0; column != placed.column_count(); ++column) {
                std::int64_t const count = tables[placed.inner(row, column)].count;
                if (count != 0 && (count < 3 || chance(3))) hidden.hide(placed.inner(row, column));
            }
        }
        compare(tables, made(known_to_readers(tables, hidden, disclosure_policy::threshold(3))));
        if (HasFailure()) return;
    }
}

TEST_F(VerifierTwin, HiddenTotalsAndGroups) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (int at = 0; at != tables_tried; ++at) {
        linked_tables tables;
        placed_table const placed = made(add_table(tables, test::random_table(random, 2)));
        if (placed.row_count() > 1) {
            (void)made(add_group(tables, "group", std::vector{placed.row(0), placed.row(1)}));
        }
        hidden_cells hidden;
        unsigned left = 4;
        for (std::size_t cell = 0; cell != tables.cells().size() && left != 0; ++cell) {
            if (tables.cells()[cell].count != 0 && chance(3)) {
                hidden.hide(cell_id(static_cast<std::uint32_t>(cell)));
                --left;
            }
        }
        auto known = made(known_to_readers(tables, hidden, disclosure_policy::threshold(3)));
        for (known_range& range : known) {
            if (!range.high) range.high = 30;
        }
        compare(tables, known);
        if (HasFailure()) return;
    }
}

TEST_F(VerifierTwin, RoundedTables) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (int at = 0; at != tables_tried / 3; ++at) {
        linked_tables tables;
        (void)made(add_table(tables, test::random_table(random, 2)));
        compare(tables, made(known_to_readers(tables, {}, disclosure_policy::round_base(3))));
        if (HasFailure()) return;
    }
}

} // namespace
} // namespace upheld
