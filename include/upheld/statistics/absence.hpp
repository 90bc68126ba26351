// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

/// Numbers that do not exist, and why. A statistic that is absent is never NaN, 0 or -1.

namespace upheld {

/// Why there is no number. The data are sound: what is wrong with data is a `failure`.
enum class absence : std::uint8_t {
    not_applicable, ///< the question has no meaning here, such as a change in per cent from 0
    not_available,  ///< it would have a meaning, but what it needs is not known
    too_few,        ///< too few values, events or cases to tell
    suppressed,     ///< known, and withheld so that nobody can be recognised
    not_reached,    ///< a survival curve that ends above the level asked for
    no_limit,       ///< the method sets no limit on this side
};

/// The reason's name as it appears in JSON, such as `not_reached`.
[[nodiscard]] constexpr std::string_view name_of(absence why) noexcept {
    switch (why) {
    case absence::not_applicable: return "not_applicable";
    case absence::not_available: return "not_available";
    case absence::too_few: return "too_few";
    case absence::suppressed: return "suppressed";
    case absence::not_reached: return "not_reached";
    case absence::no_limit: return "no_limit";
    }
    return "unknown";
}

/// A value, or the reason why it does not exist. A number converts to one; `absent(reason)` is the
/// other state.
template <class T> using or_absent = std::expected<T, absence>;

/// `return absent(absence::too_few);` in a function that returns an `or_absent`.
[[nodiscard]] inline std::unexpected<absence> absent(absence why) noexcept {
    return std::unexpected<absence>(why);
}

} // namespace upheld
