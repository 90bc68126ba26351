// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

namespace upheld {

/// Days from `first` to `last`, both in. Empty if `last` is before `first`.
struct day_span {
    day first;
    day last;

    [[nodiscard]] constexpr bool covers(day d) const noexcept { return first <= d && d <= last; }

    [[nodiscard]] constexpr bool covers(day_span inner) const noexcept {
        return inner.last < inner.first || (first <= inner.first && inner.last <= last);
    }

    [[nodiscard]] constexpr bool overlaps(day_span other) const noexcept {
        return first <= other.last && other.first <= last && first <= last &&
               other.first <= other.last;
    }

    friend constexpr bool operator==(day_span const&, day_span const&) = default;
};

} // namespace upheld
