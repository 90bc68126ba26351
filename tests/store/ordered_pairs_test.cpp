// SPDX-License-Identifier: BSL-1.0
#include "store/ordered_pairs.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

namespace upheld::detail {
namespace {

/// Ids of all pairs in a range, asked of both.
void expect_alike(ordered_pairs const& made, std::set<grouped_id> const& plain, grouped_id first,
                  grouped_id last) {
    std::vector<std::uint64_t> ids;
    made.for_each(first, last, [&](std::uint64_t id) { ids.push_back(id); });
    std::vector<std::uint64_t> expected;
    for (auto at = plain.lower_bound(first); at != plain.end() && *at <= last; ++at) {
        expected.push_back(at->id);
    }
    ASSERT_EQ(ids, expected);
}

constexpr grouped_id lowest{0, 0};
constexpr grouped_id highest{UINT64_MAX, UINT64_MAX};

TEST(OrderedPairs, AnEmptySetGivesNothing) {
    block_pool<ordered_pairs::leaf> leaves;
    ordered_pairs made(leaves);
    made.erase({1, 2});
    expect_alike(made, {}, lowest, highest);
    EXPECT_EQ(made.size(), 0u);
}

TEST(OrderedPairs, AgreeWithASetWhateverIsDone) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    block_pool<ordered_pairs::leaf> leaves;
    ordered_pairs made(leaves);
    std::set<grouped_id> plain;
    for (int step = 0; step != 30'000; ++step) {
        // Grows, shrinks and grows again, in few groups and in many.
        bool const grows = step % 10'000 < 6'000;
        grouped_id const one{random() % (step < 15'000 ? 4 : 4'000), random() % 3'000};
        if (random() % 8 < (grows ? 6 : 1)) {
            ASSERT_EQ(made.insert(one), plain.insert(one).second);
        } else if (!plain.empty()) {
            auto const near = plain.lower_bound(one);
            grouped_id const gone = near == plain.end() ? one : *near;
            made.erase(gone);
            plain.erase(gone);
        }
        ASSERT_EQ(made.size(), plain.size());
        if (step % 500 == 499) {
            expect_alike(made, plain, lowest, highest);
            expect_alike(made, plain, {1, 100}, {3, 7});
            expect_alike(made, plain, one, {one.group, UINT64_MAX});
        }
    }
    for (grouped_id const one : plain) made.erase(one);
    EXPECT_EQ(made.size(), 0u);
    expect_alike(made, {}, lowest, highest);
    EXPECT_TRUE(made.insert(highest));
    EXPECT_TRUE(made.insert(lowest));
    expect_alike(made, {lowest, highest}, lowest, highest);
}

TEST(OrderedPairs, TakeRisingFallingAndInterleavedRuns) {
    block_pool<ordered_pairs::leaf> leaves;
    ordered_pairs made(leaves);
    std::set<grouped_id> plain;
    for (std::uint64_t i = 0; i != 2'000; ++i) {
        for (grouped_id const one :
             {grouped_id{1, i}, grouped_id{2, 5'000 - i}, grouped_id{3 + i % 5, i}}) {
            ASSERT_TRUE(made.insert(one));
            plain.insert(one);
        }
    }
    expect_alike(made, plain, lowest, highest);
}

} // namespace
} // namespace upheld::detail
