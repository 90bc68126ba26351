// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/temporary_folder.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/rollup/snapshot.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// What tests of snapshots have in common.

namespace upheld::test {

inline std::vector<std::byte> bytes_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto const* const first = reinterpret_cast<std::byte const*>(text.data());
    return {first, first + text.size()};
}

/// Everything that the columns say by every dimension, from summaries and from rows.
inline void expect_same_rollups(columns const& one, columns const& other) {
    for (measure const& what : all_measures()) {
        measures alone{};
        alone.list.push_back(what);
        for (std::size_t d = 0; d != dimension_count; ++d) {
            by groups{};
            groups.axes.push_back({dimension(d), {}, time_step::month});
            for (bool const use_summaries : {true, false}) {
                auto const a = rollup(one, groups, alone, {}, {}, {.use_summaries = use_summaries});
                auto const b =
                    rollup(other, groups, alone, {}, {}, {.use_summaries = use_summaries});
                ASSERT_EQ(a.has_value(), b.has_value()) << what.key << ' ' << d;
                if (a) {
                    EXPECT_EQ(*a, *b) << what.key << ' ' << d;
                }
            }
        }
    }
    EXPECT_EQ(one.size().rows, other.size().rows);
    EXPECT_EQ(one.size().stages, other.size().stages);
    EXPECT_EQ(one.size().other_rows, other.size().other_rows);
    EXPECT_EQ(one.first_received(), other.first_received());
    EXPECT_TRUE(std::equal(one.places().begin(), one.places().end(), other.places().begin(),
                           other.places().end()));
}

} // namespace upheld::test
