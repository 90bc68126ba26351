// SPDX-License-Identifier: BSL-1.0
#include "store/code_table.hpp"

#include <bit>
#include <unordered_set>

namespace upheld::detail {

void code_table::lay_out() {
    // The first of equal texts stays.
    std::unordered_set<std::string> known;
    std::size_t kept = 1;
    for (std::size_t i = 1; i != entries_.size(); ++i) {
        if (!known.insert(texts_[i]).second) continue;
        entries_[kept] = entries_[i];
        texts_[kept] = std::string(texts_[i]);
        ++kept;
    }
    entries_.resize(kept);
    texts_.resize(kept);

    std::size_t const least = std::bit_ceil(entries_.size() * 4);
    constexpr unsigned tries = 32;
    constexpr unsigned doublings = 4;
    std::uint64_t multiplier = 0x9E3779B97F4A7C15;
    for (unsigned d = 0; d != doublings; ++d) {
        for (unsigned t = 0; t != tries; ++t) {
            if (try_places(least << d, multiplier, false)) return;
            multiplier = multiplier * 0xBF58476D1CE4E5B9 + 2; // stays odd
        }
    }
    try_places(least << 1U, multiplier, true);
}

bool code_table::try_places(std::size_t size, std::uint64_t multiplier, bool may_meet) {
    places_.assign(size, 0);
    multiplier_ = multiplier;
    has_meetings_ = may_meet;
    for (std::size_t i = 1; i != entries_.size(); ++i) {
        std::size_t at = first_place(entries_[i].of);
        if (places_[at] != 0 && !may_meet) return false;
        while (places_[at] != 0) at = (at + 1) & (size - 1);
        places_[at] = static_cast<std::uint32_t>(i);
    }
    return true;
}

} // namespace upheld::detail
