// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/largest_remainder.hpp"

#include "statistics/refusals.hpp"

#include <algorithm>

namespace upheld {

result<std::vector<std::int64_t>> largest_remainder(std::span<std::int64_t const> weights,
                                                    std::int64_t units) {
    __extension__ using wide = __int128; // a weight times the units
    if (units < 0) {
        return detail::out_of_range("total", std::to_string(units) + " is below 0");
    }
    std::int64_t sum = 0;
    for (std::int64_t const weight : weights) {
        if (auto const ok = detail::checked_count(weight, "counts"); !ok) return refuse(ok.error());
        if (__builtin_add_overflow(sum, weight, &sum)) {
            return detail::out_of_range("counts", "the sum does not fit in 64 bits");
        }
    }
    std::vector<std::int64_t> given(weights.size(), 0);
    if (units == 0) return given;
    if (sum == 0) return detail::no_base("counts", "all of them are 0");

    struct remainder {
        std::int64_t lost;
        std::size_t row;
    };

    std::vector<remainder> remainders;
    std::int64_t left = units;
    for (std::size_t i = 0; i != weights.size(); ++i) {
        wide const share = static_cast<wide>(weights[i]) * units;
        given[i] = static_cast<std::int64_t>(share / sum);
        left -= given[i];
        remainders.push_back({static_cast<std::int64_t>(share % sum), i});
    }
    std::sort(remainders.begin(), remainders.end(), [](remainder a, remainder b) {
        return a.lost != b.lost ? a.lost > b.lost : a.row < b.row;
    });
    for (auto next = remainders.begin(); left > 0; ++next, --left) ++given[next->row];
    return given;
}

} // namespace upheld
