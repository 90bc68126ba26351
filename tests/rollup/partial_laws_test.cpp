// SPDX-License-Identifier: BSL-1.0
#include "rollup/small_cubes.hpp"
#include "upheld/rollup/partial.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::counted;
using test::small_entries;
using test::small_row;

template <class T> void shuffle(std::vector<T>& list, std::mt19937& random) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random() % i]);
}

/// The entries that rows have, as a shard knows them: some of all, in any order.
small_entries entries_of(std::vector<small_row> const& rows, std::mt19937& random) {
    small_entries made{{}, {}, {}};
    auto const add = [](std::vector<std::string>& list, std::string const& key) {
        if (std::find(list.begin(), list.end(), key) == list.end()) list.push_back(key);
    };
    for (small_row const& r : rows) {
        add(made.units, r.unit);
        add(made.subjects, r.subject);
        add(made.weeks, r.week);
    }
    shuffle(made.units, random);
    shuffle(made.subjects, random);
    shuffle(made.weeks, random);
    return made;
}

small_entries const every_entry{{"homes", "parks", "streets", "trees"},
                                {"conduct", "delay", "noise"},
                                {"2019-W14", "2019-W15", "2020-W01"}};

/// Three shards of random rows.
class shards {
  public:
    explicit shards(std::uint32_t seed) : random_(seed) {
        for (auto& rows : rows_) {
            rows = test::some_rows(random_, every_entry, static_cast<int>(random_() % 12));
        }
    }

    /// All of one kind, with the same entries in the same order.
    [[nodiscard]] cube alike(std::size_t shard, bool is_dense) const {
        return counted(rows_[shard], every_entry, is_dense);
    }

    /// Each with the entries that its rows have, in any order.
    [[nodiscard]] cube different(std::size_t shard, bool is_dense) {
        return counted(rows_[shard], entries_of(rows_[shard], random_), is_dense);
    }

    [[nodiscard]] std::vector<small_row> all() const {
        std::vector<small_row> list;
        for (auto const& rows : rows_) list.insert(list.end(), rows.begin(), rows.end());
        return list;
    }

    [[nodiscard]] bool flip() { return random_() % 2 == 0; }

    std::mt19937& random() { return random_; }

  private:
    std::mt19937 random_;
    std::vector<small_row> rows_[3];
};

class PartialLaws : public testing::TestWithParam<std::uint32_t> {};

/// Counting all rows at once and adding up the cubes of shards is the same.
TEST_P(PartialLaws, MergingEqualsOneCountOfAllRows) {
    shards of(GetParam());
    for (bool const is_dense : {true, false}) {
        cube const all = counted(of.all(), every_entry, is_dense);
        cube const ab = merged(of.alike(0, is_dense), of.alike(1, is_dense)).value();
        EXPECT_EQ(merged(ab, of.alike(2, is_dense)).value(), all);
    }
    // Shards with entries of their own give them in order of key, none that no row has.
    small_entries entries = entries_of(of.all(), of.random());
    for (auto* const list : {&entries.units, &entries.subjects, &entries.weeks}) {
        std::sort(list->begin(), list->end());
    }
    for (bool const is_dense : {true, false}) {
        cube const one = of.different(0, is_dense);
        cube const two = of.different(1, is_dense);
        cube const three = of.different(2, is_dense);
        cube const sum = merged(merged(one, two).value(), three).value();
        cube const all = counted(of.all(), entries, is_dense);
        // The order stays where all have the same; what is in the groups is the same anyway.
        cube const empty_in_order = counted({}, entries, is_dense);
        EXPECT_EQ(merged(sum, empty_in_order).value(), merged(all, empty_in_order).value());
    }
}

TEST_P(PartialLaws, MergingIsCommutativeAndAssociative) {
    shards of(GetParam());
    for (bool const are_alike : {true, false}) {
        auto const shard = [&](std::size_t at) {
            bool const is_dense = of.flip();
            return are_alike ? of.alike(at, is_dense) : of.different(at, is_dense);
        };
        cube const a = shard(0);
        cube const b = shard(1);
        cube const c = shard(2);
        cube const ab = merged(a, b).value();
        EXPECT_EQ(ab, merged(b, a).value());
        EXPECT_EQ(merged(ab, c).value(), merged(a, merged(b, c).value()).value());
        EXPECT_EQ(merged(ab, c).value(), merged(merged(c, a).value(), b).value());
    }
}

TEST_P(PartialLaws, ACubeOfNoRowsChangesNothing) {
    shards of(GetParam());
    for (bool const is_dense : {true, false}) {
        cube const one = of.alike(0, is_dense);
        cube const none = counted({}, every_entry, is_dense);
        EXPECT_EQ(merged(one, none).value(), one);
        EXPECT_EQ(merged(none, one).value(), one);
    }
}

/// Folding and merging may be done in either order.
TEST_P(PartialLaws, FoldingTheSumIsTheSumOfTheFolded) {
    shards of(GetParam());
    for (bool const is_dense : {true, false}) {
        cube const a = of.different(0, is_dense);
        cube const b = of.different(1, is_dense);
        for (std::vector<std::size_t> const& kept :
             {std::vector<std::size_t>{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}}) {
            cube const sum_first = folded(merged(a, b).value(), kept).value();
            cube const fold_first =
                merged(folded(a, kept).value(), folded(b, kept).value()).value();
            // Entries in the same order all the same: merge with nothing in another order.
            EXPECT_EQ(merged(sum_first, sum_first).value().size(), sum_first.size());
            EXPECT_EQ(merged(sum_first, fold_first).value(), merged(fold_first, sum_first).value());
            for (std::size_t at = 0; at != sum_first.size(); ++at) {
                std::vector<std::size_t> entries;
                for (std::size_t x = 0; x != kept.size(); ++x) {
                    auto const key = sum_first.axes()[x].key(sum_first.entry(at, x));
                    entries.push_back(*fold_first.axes()[x].find(key));
                }
                auto const there = fold_first.find(entries);
                ASSERT_TRUE(there);
                for (std::size_t m = 0; m != 4; ++m) {
                    EXPECT_EQ(sum_first.at(at, m), fold_first.at(*there, m));
                }
            }
        }
    }
}

TEST_P(PartialLaws, BytesAndCsvGiveTheSameCubeBack) {
    shards of(GetParam());
    for (bool const is_dense : {true, false}) {
        for (std::size_t shard = 0; shard != 3; ++shard) {
            cube const one = of.different(shard, is_dense);
            EXPECT_EQ(cube_from_bytes(to_bytes(one)).value(), one);
            std::string const csv = to_partial_csv(one);
            auto const read = cube_from_partial_csv(csv, "one.csv");
            ASSERT_TRUE(read) << to_string(read.error()) << '\n' << csv;
            EXPECT_EQ(*read, one);
            std::vector<cube> const sets = all_grouping_sets(one).value();
            for (cube const& folded_one : sets) {
                EXPECT_EQ(cube_from_bytes(to_bytes(folded_one)).value(), folded_one);
                EXPECT_EQ(cube_from_partial_csv(to_partial_csv(folded_one), "f.csv").value(),
                          folded_one);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PartialLaws, testing::Range(1U, 9U),
                         [](auto const& seed) { return "Seed" + std::to_string(seed.param); });

} // namespace
} // namespace upheld
