// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/statistics/absence.hpp"

#include <cstdint>

/// Two ways to tell a change, which must never be mixed up: from 10% to 15% is five percentage
/// points, and half as much again (50%). A column's heading says which is meant.

namespace upheld {

/// Fewest cases from which a relative change should be printed: from 2 to 4 is "doubled" and means
/// nothing.
inline constexpr std::int64_t least_base_of_change = 20;

/// Relative change: (to - from) / from, exact until it is printed.
/// @returns nothing (not_applicable) from 0, where no percentage describes a change, and from a
///          negative number; nothing (not_available) where the difference does not fit in 64 bits
[[nodiscard]] constexpr or_absent<ratio> relative_change(std::int64_t from,
                                                         std::int64_t to) noexcept {
    if (from <= 0) return absent(absence::not_applicable);
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(to, from, &difference)) return absent(absence::not_available);
    return ratio{difference, from};
}

/// The same, unless the base is too small to print one.
/// @returns nothing (too_few) from fewer than `least`
[[nodiscard]] constexpr or_absent<ratio>
printable_relative_change(std::int64_t from, std::int64_t to,
                          std::int64_t least = least_base_of_change) noexcept {
    if (from > 0 && from < least) return absent(absence::too_few);
    return relative_change(from, to);
}

/// Change of a share in percentage points: 100 (to - from).
/// @returns nothing (not_applicable) if one of them is a share of nothing
[[nodiscard]] constexpr or_absent<double> percentage_point_change(ratio from, ratio to) noexcept {
    if (!from.has_base() || !to.has_base()) return absent(absence::not_applicable);
    auto const percent = [](ratio share) {
        return 100 * static_cast<double>(share.part) / static_cast<double>(share.whole);
    };
    return percent(to) - percent(from);
}

} // namespace upheld
