// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace upheld {

/// Which end of a list is first.
enum class best : std::uint8_t { lowest, highest };

/// A position with whether others share it.
struct place_in_rank {
    std::int64_t position = 1; ///< 1 + the number strictly better ("1 2 2 4")
    bool is_joint = false;
    friend constexpr bool operator==(place_in_rank const&, place_in_rank const&) = default;
};

/// Standard competition ranking of exact values, none of them NaN. No values give no places.
[[nodiscard]] std::vector<place_in_rank> ranked(std::span<double const> values, best first);

/// `7th`, `Joint 7th`; English ordinals: 1st, 2nd, 3rd, 11th, 12th, 13th, 21st.
[[nodiscard]] inline std::string ordinal_text(place_in_rank where) {
    std::int64_t const tens = where.position % 100;
    std::int64_t const ones = where.position % 10;
    bool const is_teen = tens >= 11 && tens <= 13;
    char const* ending = "th";
    if (!is_teen && ones == 1) ending = "st";
    if (!is_teen && ones == 2) ending = "nd";
    if (!is_teen && ones == 3) ending = "rd";
    return (where.is_joint ? "Joint " : "") + std::to_string(where.position) + ending;
}

} // namespace upheld
