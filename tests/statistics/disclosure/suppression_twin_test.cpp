// SPDX-License-Identifier: BSL-1.0
#include "plain_reader.hpp"
#include "small_tables.hpp"
#include "support/sanitizers.hpp"
#include "upheld/statistics/suppression.hpp"

#include <gtest/gtest.h>

/// Protected tables against the plain reader, and the exact search against every set of cells.

namespace upheld {
namespace {

using test::made;

#if defined(__OPTIMIZE__) && !defined(UPHELD_SANITIZED)
constexpr int tables_tried = 1500;
#else
constexpr int tables_tried = 60;
#endif

constexpr auto three = disclosure_policy::threshold(3);

class SuppressionTwin : public ::testing::Test {
  protected:
    std::uint32_t seed = std::random_device{}();
    std::mt19937 random{seed};

    bool chance(unsigned one_in) {
        return std::uniform_int_distribution<unsigned>(1, one_in)(random) == 1;
    }

    linked_tables random_tables() {
        linked_tables tables;
        table_with_margins table = test::random_table(random, 3);
        table.margins.rows = true; // without any limit there would be too much to try
        placed_table const placed = made(add_table(tables, table));
        if (placed.row_count() == 3 && chance(2)) {
            (void)made(add_group(tables, "group", std::vector{placed.row(0), placed.row(1)}));
        }
        return tables;
    }

    /// The same cases by subject and by channel: two columns each, and one of them may lack totals.
    linked_tables random_pair() {
        table_with_margins one = test::random_table(random, 2);
        one.margins.rows = true;
        table_with_margins other = one;
        other.columns = {"post", "web"};
        other.counts.clear();
        for (std::size_t row = 0; row != one.rows.size(); ++row) {
            one.counts[row * one.columns.size()] += 3; // a hidden total would limit nothing
            std::int64_t total = 0;
            for (std::size_t column = 0; column != one.columns.size(); ++column) {
                total += one.counts[row * one.columns.size() + column];
            }
            std::int64_t const post = std::uniform_int_distribution<std::int64_t>(0, total)(random);
            other.counts.insert(other.counts.end(), {post, total - post});
        }
        // Without limits of their own, the cells of two rows would be too much to try.
        other.margins.rows = one.rows.size() > 1 || chance(2);
        linked_tables tables;
        placed_table const first = made(add_table(tables, one));
        placed_table const second = made(add_table(tables, other));
        test::done(link_same_cases(tables, one, first, other, second));
        return tables;
    }

    /// The cells that the only person of a cell makes up alone.
    static std::vector<cell_id> own_cells(linked_tables const& tables, cell_id of) {
        std::vector<cell_id> own{of};
        for (std::size_t at = 0; at != own.size(); ++at) {
            auto const add = [&](cell_id cell) {
                if (tables[cell].count == 1 && std::ranges::find(own, cell) == own.end()) {
                    own.push_back(cell);
                }
            };
            for (linked_sum const& sum : tables.sums()) {
                bool const is_part = std::ranges::find(sum.parts, own[at]) != sum.parts.end();
                if (is_part) add(sum.whole);
                if (sum.whole == own[at]) {
                    for (cell_id const part : sum.parts) add(part);
                }
            }
        }
        return own;
    }

    /// No small cell is the same in all tables that agree with the printed numbers.
    static bool is_protected(linked_tables const& tables, hidden_cells const& hidden,
                             std::vector<cell_id> const& small, protection const& asked) {
        auto const known = made(known_to_readers(tables, hidden, three));
        auto const finds = [&](std::vector<known_range> const& ranges,
                               std::vector<cell_id> const& own) {
            // At least the truth must be among what is tried.
            std::int64_t cap = 24;
            for (linked_cell const& cell : tables.cells()) cap = std::max(cap, cell.count);
            auto const plain = test::plain_ranges(tables, ranges, cap);
            return std::ranges::any_of(small, [&](cell_id cell) {
                return std::ranges::find(own, cell) == own.end() &&
                       plain[cell.value].low == plain[cell.value].high;
            });
        };
        if (finds(known, {})) return false;
        for (std::size_t at = 0; asked.against_insiders && at != known.size(); ++at) {
            if (known[at].is_single() || tables.cells()[at].count != 1) continue;
            auto informed = known;
            std::vector<cell_id> const own =
                own_cells(tables, cell_id(static_cast<std::uint32_t>(at)));
            for (cell_id const cell : own) informed[cell.value] = exactly(1);
            if (finds(informed, own)) return false;
        }
        return true;
    }
};

TEST_F(SuppressionTwin, ThePlainReaderFindsNothing) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    int protected_tables = 0;
    for (int at = 0; at != tables_tried; ++at) {
        linked_tables const tables = chance(3) ? random_pair() : random_tables();
        suppression_options options;
        options.totals = hidden_totals::never; // a hidden total leaves too much to try
        options.asked.against_insiders = chance(2);
        options.search = chance(2) ? complement_search::exact : complement_search::quick;
        auto const chosen = suppress(tables, three, options);
        if (!chosen) {
            EXPECT_EQ(chosen.error().code, failure_code::disclosive);
            // Nor does hiding everything help.
            hidden_cells all;
            std::vector<cell_id> const small = small_cells(tables, three);
            for (std::size_t cell = 0; cell != tables.cells().size(); ++cell) {
                cell_id const id(static_cast<std::uint32_t>(cell));
                linked_cell const& of = tables[id];
                bool const is_small = std::ranges::binary_search(small, id);
                if (of.count != 0 && (of.role == cell_role::inner || is_small)) all.hide(id);
            }
            EXPECT_FALSE(is_protected(tables, all, small, options.asked));
            continue;
        }
        ++protected_tables;
        EXPECT_TRUE(is_protected(tables, chosen->hidden, chosen->small, options.asked));
        if (HasFailure()) return;
    }
    EXPECT_GT(protected_tables, 0);
}

TEST_F(SuppressionTwin, NoSetOfCellsIsBetterThanTheExactOne) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (int at = 0; at != tables_tried; ++at) {
        linked_tables const tables = random_tables();
        suppression_options options{.search = complement_search::exact};
        options.totals = hidden_totals::never;
        options.asked.against_insiders = chance(3);
        if (chance(2)) options.objective = complement_objective::least_total;
        auto const chosen = suppress(tables, three, options);
        if (!chosen) continue;
        ASSERT_TRUE(chosen->is_least);

        std::vector<cell_id> candidates;
        for (std::size_t cell = 0; cell != tables.cells().size(); ++cell) {
            linked_cell const& of = tables.cells()[cell];
            if (of.role == cell_role::inner && of.count >= 3) {
                candidates.emplace_back(static_cast<std::uint32_t>(cell));
            }
        }
        auto const cost = [&](std::vector<cell_id> const& cells) {
            std::int64_t sum = 0;
            for (cell_id const cell : cells) sum += tables[cell].count;
            auto const number = static_cast<std::int64_t>(cells.size());
            return options.objective == complement_objective::fewest_cells ? std::pair(number, sum)
                                                                           : std::pair(sum, number);
        };
        auto const least = cost(chosen->complements);
        for (std::size_t set = 0; set != std::size_t{1} << candidates.size(); ++set) {
            std::vector<cell_id> cells;
            for (std::size_t bit = 0; bit != candidates.size(); ++bit) {
                if ((set >> bit & 1) != 0) cells.push_back(candidates[bit]);
            }
            if (cost(cells) >= least) continue;
            hidden_cells hidden(chosen->small);
            for (cell_id const cell : cells) hidden.hide(cell);
            EXPECT_FALSE(is_protected(tables, hidden, chosen->small, options.asked))
                << "set " << set;
        }
        if (HasFailure()) return;
    }
}

TEST_F(SuppressionTwin, TheQuickSearchIsSafeAndNeverBetterThanTheExactOneOnLargerTables) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (int at = 0; at != tables_tried / 20; ++at) {
        linked_tables tables;
        table_with_margins table = test::random_table(random, 7);
        table.margins = {};
        for (std::int64_t& count : table.counts) {
            if (chance(2)) count *= 5;
        }
        placed_table const placed = made(add_table(tables, table));
        if (placed.row_count() > 2) {
            (void)made(add_group(tables, "group", std::vector{placed.row(0), placed.row(1)}));
        }
        auto const quick = suppress(tables, three, {.search = complement_search::quick});
        auto const exact = suppress(tables, three, {.search = complement_search::exact});
        ASSERT_EQ(quick.has_value(), exact.has_value());
        if (!quick) continue;
        auto const totals = [&](suppression const& of) {
            return std::ranges::count_if(of.complements, [&](cell_id cell) {
                return tables[cell].role == cell_role::total;
            });
        };
        EXPECT_GE(std::pair(totals(*quick), quick->complements.size()),
                  std::pair(totals(*exact), exact->complements.size()));
        for (suppression const* one : {&*quick, &*exact}) {
            auto const known = made(known_to_readers(tables, one->hidden, three));
            EXPECT_TRUE(made(find_disclosures(tables, known, one->small, {})).empty());
        }
        if (HasFailure()) return;
    }
}

} // namespace
} // namespace upheld
