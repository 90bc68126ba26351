// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/table_with_margins.hpp"

#include <initializer_list>
#include <random>

namespace upheld::test {

/// A table of rows `r1`, `r2`, ... and columns `c1`, `c2`, ...
inline table_with_margins small_table(std::size_t columns, std::vector<std::int64_t> counts,
                                      printed_margins margins = {}) {
    table_with_margins made{{}, {}, {}, std::move(counts), margins};
    for (std::size_t at = 0; at != made.counts.size() / columns; ++at) {
        made.rows.push_back("r" + std::to_string(at + 1));
    }
    for (std::size_t at = 0; at != columns; ++at) {
        made.columns.push_back("c" + std::to_string(at + 1));
    }
    return made;
}

/// A value that must be there.
template <class T> T made(result<T> of) {
    if (!of) throw to_string(of.error());
    return std::move(*of);
}

inline void done(result<void> const& of) {
    if (!of) throw to_string(of.error());
}

/// Up to 4 by 4 cells, zeros and small counts more often than others, any margins.
inline table_with_margins random_table(std::mt19937& random, std::size_t most = 4) {
    auto const below = [&](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
    };
    std::size_t const rows = 1 + below(most);
    std::size_t const columns = 1 + below(most);
    static constexpr std::int64_t often[] = {0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8};
    std::vector<std::int64_t> counts;
    for (std::size_t at = 0; at != rows * columns; ++at) {
        counts.push_back(often[below(std::size(often))]);
    }
    bool const all = below(2) == 0;
    return small_table(columns, std::move(counts),
                       {all || below(2) == 0, all || below(2) == 0, all || below(2) == 0});
}

} // namespace upheld::test
