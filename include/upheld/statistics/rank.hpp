// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Ranks. State the direction, compare exact values or the printed ones and never both, and give
/// the number ranked beside the place.

namespace upheld {

/// Which end of a list is first.
enum class best : std::uint8_t { lowest, highest };

/// What equal values get. Of 10, 20, 20, 30, the lowest first:
enum class ranking : std::uint8_t {
    competition,          ///< 1 2 2 4: one more than are strictly better; the default
    modified_competition, ///< 1 3 3 4: as many as are better or equal
    dense,                ///< 1 2 2 3
    fractional,           ///< 1 2.5 2.5 4: the mean of the places they share
    ordinal,              ///< 1 2 3 4: the earlier in the list goes first, whatever that means
};

/// `competition`, `modified_competition`, `dense`, `fractional`, `ordinal`.
[[nodiscard]] constexpr std::string_view name_of(ranking how) noexcept {
    switch (how) {
    case ranking::competition: return "competition";
    case ranking::modified_competition: return "modified_competition";
    case ranking::dense: return "dense";
    case ranking::fractional: return "fractional";
    case ranking::ordinal: return "ordinal";
    }
    return "unknown";
}

/// A position with whether others share it.
struct place_in_rank {
    std::int64_t position = 1; ///< 1 + the number strictly better ("1 2 2 4")
    bool is_joint = false;
    friend constexpr bool operator==(place_in_rank const&, place_in_rank const&) = default;
};

/// Standard competition ranking of exact values, none of them NaN. No values give no places.
[[nodiscard]] std::vector<place_in_rank> ranked(std::span<double const> values, best first);

/// The rank of each value, none of them NaN, in the order of the values.
[[nodiscard]] std::vector<double> ranks(std::span<double const> values, best first,
                                        ranking how = ranking::competition);

/// `1st`, `2nd`, `3rd`, `4th`, `11th`, `12th`, `13th`, `21st`. @expects position > 0
[[nodiscard]] inline std::string ordinal_text(std::int64_t position) {
    std::int64_t const tens = position % 100;
    std::int64_t const ones = position % 10;
    bool const is_teen = tens >= 11 && tens <= 13;
    char const* ending = "th";
    if (!is_teen && ones == 1) ending = "st";
    if (!is_teen && ones == 2) ending = "nd";
    if (!is_teen && ones == 3) ending = "rd";
    return std::to_string(position) + ending;
}

/// `7th`, `Joint 7th`: alone in a cell of a table.
[[nodiscard]] inline std::string ordinal_text(place_in_rank where) {
    return (where.is_joint ? "Joint " : "") + ordinal_text(where.position);
}

/// `7th`, `joint 7th`: within a sentence.
[[nodiscard]] inline std::string rank_label(place_in_rank where) {
    return (where.is_joint ? "joint " : "") + ordinal_text(where.position);
}

/// `joint 7th of 32`. @param ranked  how many have a rank
[[nodiscard]] inline std::string rank_label(place_in_rank where, std::int64_t ranked) {
    return rank_label(where) + " of " + std::to_string(ranked);
}

} // namespace upheld
