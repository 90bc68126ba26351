// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/linked_tables.hpp"

#include <algorithm>
#include <utility>

namespace upheld {

result<cell_id> linked_tables::add(linked_cell of) {
    if (of.count < 0 || of.count > largest_count) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "\"" + of.name + "\" is " + std::to_string(of.count),
                       .mend = "a count of cases is 0 to 1000000000"});
    }
    cell_id const made(static_cast<std::uint32_t>(cells_.size()));
    cells_.push_back(std::move(of));
    return made;
}

result<void> linked_tables::add_sum(cell_id whole, std::span<cell_id const> parts) {
    UPHELD_EXPECTS(!parts.empty());
    std::vector<cell_id> named(parts.begin(), parts.end());
    named.push_back(whole);
    std::sort(named.begin(), named.end());
    auto const twice = std::adjacent_find(named.begin(), named.end());
    if (twice != named.end()) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "\"" + (*this)[*twice].name + "\" stands twice in one sum",
                       .mend = {}});
    }
    std::int64_t sum = 0;
    for (cell_id const part : parts) sum += (*this)[part].count;
    if (sum != (*this)[whole].count) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "\"" + (*this)[whole].name + "\" is " +
                                  std::to_string((*this)[whole].count) +
                                  ", and its parts add up to " + std::to_string(sum),
                       .mend = {}});
    }
    named.assign(parts.begin(), parts.end());
    sums_.push_back({whole, std::move(named)});
    return {};
}

} // namespace upheld
