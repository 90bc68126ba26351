// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/rank.hpp"

#include <algorithm>
#include <numeric>

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

std::vector<double> ranks(std::span<double const> values, best first, ranking how) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (values[a] == values[b]) return a < b;
        return (values[a] < values[b]) == (first == best::lowest);
    });
    std::vector<double> made(values.size());
    double distinct = 0;
    for (std::size_t from = 0; from != order.size();) {
        std::size_t until = from + 1;
        while (until != order.size() && values[order[until]] == values[order[from]]) ++until;
        ++distinct;
        for (std::size_t i = from; i != until; ++i) {
            auto const better = static_cast<double>(from);
            auto const not_worse = static_cast<double>(until);
            double& rank = made[order[i]];
            switch (how) {
            case ranking::competition: rank = better + 1; break;
            case ranking::modified_competition: rank = not_worse; break;
            case ranking::dense: rank = distinct; break;
            case ranking::fractional: rank = (better + 1 + not_worse) / 2; break;
            case ranking::ordinal: rank = static_cast<double>(i) + 1; break;
            }
        }
        from = until;
    }
    return made;
}

} // namespace upheld
