// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/statistics/change.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Figures that small numbers make meaningless or personal, however correct they are. A lint is
/// asked about one figure and has at most one finding; it is for an editor to act on, or to wave
/// through.

namespace upheld {

enum class small_number : std::uint8_t {
    one_child,          ///< a count of one in a table about children
    change_of_few,      ///< a relative change on a base too small to bear one
    all_of_one,         ///< 100%, or 0%, of one case
    interval_says_less, ///< an interval wider than the scale it is drawn on
    average_of_few,     ///< a mean or median of so few values that it tells their size
    mixed_rounding,     ///< exact numbers beside numbers rounded to a base
};

/// `one_child`, `change_of_few`, `all_of_one`, `interval_says_less`, `average_of_few`,
/// `mixed_rounding`.
[[nodiscard]] constexpr std::string_view name_of(small_number kind) noexcept {
    switch (kind) {
    case small_number::one_child: return "one_child";
    case small_number::change_of_few: return "change_of_few";
    case small_number::all_of_one: return "all_of_one";
    case small_number::interval_says_less: return "interval_says_less";
    case small_number::average_of_few: return "average_of_few";
    case small_number::mixed_rounding: return "mixed_rounding";
    }
    return "unknown";
}

struct small_number_finding {
    small_number kind{};
    std::string message; ///< one sentence without a full stop
    friend bool operator==(small_number_finding const&, small_number_finding const&) = default;
};

/// Whom a table counts.
enum class counted_people : std::uint8_t { anybody, children };

/// Fewest values of which a mean or median may be published.
/// @source NHS Digital, HES disclosure methodology (2018)
inline constexpr std::int64_t fewest_averaged = 8;

/// A count of one in a table about children.
[[nodiscard]] std::optional<small_number_finding> lint_count(std::int64_t count,
                                                             counted_people people);

/// A relative change from a base under `least_base`: 2, then 4, is not "doubled". A base of 0 has
/// no relative change at all and is no finding.
/// @param from  the base, 0 or more
[[nodiscard]] std::optional<small_number_finding>
lint_relative_change(std::int64_t from, std::int64_t to,
                     std::int64_t least_base = least_base_of_change);

/// A share of one case. A share of nothing does not exist and is no finding.
[[nodiscard]] std::optional<small_number_finding> lint_share(ratio share);

/// An interval wider than its scale, such as a rate of 0 to 90 on an axis of 0 to 40. One exactly
/// as wide is a finding too: it leaves everything open.
/// @expects low <= high and scale_low < scale_high, none of them NaN
[[nodiscard]] std::optional<small_number_finding>
lint_interval(double low, double high, double scale_low, double scale_high);

/// A mean or median of one value up to just under `fewest`. An average of nothing is no finding.
[[nodiscard]] std::optional<small_number_finding>
lint_average(std::int64_t values, std::int64_t fewest = fewest_averaged);

/// Totals that are exact beside cells that are rounded to a base, which give the cells away: all
/// cells are multiples of the base, and a total is not. No cells are no finding.
/// @expects base of 2 or more
[[nodiscard]] std::optional<small_number_finding>
lint_rounding(std::span<std::int64_t const> cells, std::span<std::int64_t const> totals,
              std::int64_t base);

} // namespace upheld
