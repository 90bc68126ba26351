// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace upheld {

/// A share kept as the two integers it came from, until it is printed.
/// `part` of `whole`; a whole of 0 is "no base", a state of its own and never 0%.
/// A part above the whole is legal for a rate (more events than residents), not for a share.
struct ratio {
    std::int64_t part = 0;
    std::int64_t whole = 0;

    [[nodiscard]] constexpr bool has_base() const noexcept { return whole != 0; }

    /// Merging equals recomputing from the rows of both.
    friend constexpr ratio operator+(ratio a, ratio b) noexcept {
        return {a.part + b.part, a.whole + b.whole};
    }

    /// Same part and whole; 1 of 2 and 2 of 4 are different ratios.
    friend constexpr bool operator==(ratio const&, ratio const&) = default;
};

} // namespace upheld
