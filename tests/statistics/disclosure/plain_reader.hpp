// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/disclosure_verifier.hpp"

#include <algorithm>
#include <functional>
#include <limits>

/// The plainest reader of tables: tries every number in every cell that is not known exactly, and
/// keeps what agrees with all sums. For small tables.

namespace upheld::test {

struct plain_range {
    std::int64_t low = std::numeric_limits<std::int64_t>::max();
    std::int64_t high = -1;
};

/// @param cap  largest number tried where nothing limits a cell
inline std::vector<plain_range>
plain_ranges(linked_tables const& tables, std::vector<known_range> const& known, std::int64_t cap) {
    std::size_t const size = known.size();
    std::vector<std::int64_t> values(size, -1);
    std::vector<plain_range> ranges(size);

    // Each sum is looked at when the last of its cells is set, and earlier if it is too large.
    auto const agrees = [&](linked_sum const& sum) {
        std::int64_t parts = 0;
        bool is_whole = values[sum.whole.value] >= 0;
        for (cell_id const part : sum.parts) {
            if (values[part.value] < 0) {
                is_whole = false;
            } else {
                parts += values[part.value];
            }
        }
        if (is_whole) return parts == values[sum.whole.value];
        return values[sum.whole.value] < 0 || parts <= values[sum.whole.value];
    };
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at != size; ++at) {
        if (known[at].is_single()) {
            values[at] = known[at].low;
        } else {
            open.push_back(at);
        }
    }
    std::function<void(std::size_t)> const go_on = [&](std::size_t step) {
        if (step == open.size()) {
            for (std::size_t at = 0; at != size; ++at) {
                ranges[at].low = std::min(ranges[at].low, values[at]);
                ranges[at].high = std::max(ranges[at].high, values[at]);
            }
            return;
        }
        std::size_t const at = open[step];
        for (std::int64_t value = known[at].low; value <= known[at].high.value_or(cap); ++value) {
            values[at] = value;
            if (std::ranges::all_of(tables.sums(), agrees)) go_on(step + 1);
        }
        values[at] = -1;
    };
    go_on(0);
    return ranges;
}

} // namespace upheld::test
