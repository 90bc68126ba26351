// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/rank.hpp"

#include <algorithm>

namespace upheld {

std::vector<place_in_rank> ranked(std::span<double const> values, best first) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<place_in_rank> places;
    for (double const value : values) {
        auto const [from, until] = std::equal_range(sorted.begin(), sorted.end(), value);
        auto const better = first == best::lowest ? from - sorted.begin() : sorted.end() - until;
        places.push_back({1 + better, until - from > 1});
    }
    return places;
}

} // namespace upheld
