// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>

namespace upheld {

/// What somebody knows about a count: it is at least `low` and at most `high`, both included.
struct known_range {
    std::int64_t low = 0;
    std::optional<std::int64_t> high; ///< absent: no upper limit follows from what is known

    /// Known to the last unit.
    [[nodiscard]] constexpr bool is_single() const noexcept { return high && *high == low; }

    [[nodiscard]] constexpr bool holds(std::int64_t count) const noexcept {
        return count >= low && (!high || count <= *high);
    }

    friend constexpr bool operator==(known_range const&, known_range const&) = default;
};

/// A count that is printed as it is.
[[nodiscard]] constexpr known_range exactly(std::int64_t count) noexcept { return {count, count}; }

} // namespace upheld
