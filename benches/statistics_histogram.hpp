// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Boost.Histogram over the rows of `statistics_rows.hpp`; apart because it is long to compile.

#include "statistics_peers.hpp"

#include <boost/histogram.hpp>

namespace statistics_bench {

/// A histogram with one integer axis a dimension, filled by blocks of columns, which is its
/// quickest way. @param entries  give a row's entry on each axis; a negative one leaves it out
template <class... EntryOf>
answer count_by_histogram(std::span<aspect_row const> rows,
                          std::array<std::size_t, sizeof...(EntryOf)> sizes, EntryOf... entries) {
    namespace bh = boost::histogram;
    using axis_type = bh::axis::integer<int, bh::use_default, bh::axis::option::none_t>;
    constexpr std::size_t rank = sizeof...(EntryOf);
    constexpr std::size_t block = 4096;
    std::vector<axis_type> axes;
    for (std::size_t const size : sizes) axes.emplace_back(0, static_cast<int>(size));
    auto histogram = bh::make_histogram_with(std::vector<std::int64_t>(), axes);
    std::array<std::vector<int>, rank> columns;
    for (std::size_t from = 0; from < rows.size(); from += block) {
        auto const some = rows.subspan(from, std::min(block, rows.size() - from));
        std::size_t along = 0;
        auto const fill = [&](auto entry_of) {
            std::vector<int>& column = columns[along++];
            column.resize(some.size());
            for (std::size_t n = 0; n != some.size(); ++n) {
                column[n] = static_cast<int>(entry_of(some[n]));
            }
        };
        (fill(entries), ...);
        histogram.fill(columns);
    }
    std::size_t cells = 1;
    for (std::size_t const size : sizes) cells *= size;
    answer made(cells, 0);
    for (auto const& cell : bh::indexed(histogram)) {
        std::size_t at = 0;
        for (std::size_t along = 0; along != rank; ++along) {
            at = at * sizes[along] +
                 static_cast<std::size_t>(cell.index(static_cast<unsigned>(along)));
        }
        made[at] = *cell;
    }
    return made;
}

} // namespace statistics_bench
