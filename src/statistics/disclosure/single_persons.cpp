// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/single_persons.hpp"

#include <numeric>

namespace upheld::detail {

std::vector<single_person> single_persons(linked_tables const& tables) {
    // The first cell of each person stands for the others, found along these steps.
    std::vector<std::uint32_t> step(tables.cells().size());
    std::iota(step.begin(), step.end(), 0U);
    auto const first = [&](std::uint32_t cell) {
        while (step[cell] != cell) cell = step[cell];
        return cell;
    };
    for (linked_sum const& sum : tables.sums()) {
        if (tables[sum.whole].count != 1) continue;
        for (cell_id const part : sum.parts) {
            if (tables[part].count == 0) continue;
            std::uint32_t const a = first(sum.whole.value);
            std::uint32_t const b = first(part.value);
            step[a < b ? b : a] = a < b ? a : b;
        }
    }
    std::vector<single_person> by_first(step.size());
    for (std::uint32_t cell = 0; cell != step.size(); ++cell) {
        if (tables.cells()[cell].count == 1) by_first[first(cell)].emplace_back(cell);
    }
    std::erase_if(by_first, [](single_person const& one) { return one.empty(); });
    return by_first;
}

} // namespace upheld::detail
