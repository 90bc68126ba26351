// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/statistics/rounding.hpp"

#include <string>
#include <string_view>

/// Exact numbers as decimal text: what is printed is rounded once, from whole numbers, and no
/// floating point is involved. 1.005 rounds to 1.01, which it does not as a double.

namespace upheld {

/// Most decimals that a text may be asked for.
inline constexpr int most_decimals = 18;

/// The quotient of the two whole numbers. A result that rounds to nothing has no sign.
/// @param decimals  0 to `most_decimals`
/// @fails no_base for a whole of 0; value_out_of_range for other decimals
[[nodiscard]] result<std::string> rounded_text(ratio value, int decimals,
                                               rounding_rule rule = rounding_rule::half_up);

/// A hundred times the quotient, without a sign for per cent: `35.4`.
/// @fails as `rounded_text`
[[nodiscard]] result<std::string> percent_text(ratio share, int decimals,
                                               rounding_rule rule = rounding_rule::half_up);

/// A decimal text of any length, such as `-12.0050`, with fewer or more decimals.
/// @fails field_malformed unless the text is digits with perhaps a sign and a point between digits
[[nodiscard]] result<std::string> rounded_text(std::string_view decimal, int decimals,
                                               rounding_rule rule = rounding_rule::half_up);

/// What a rounded percentage would hide.
enum class hidden_by_rounding : std::uint8_t {
    nothing,
    a_few_missing, ///< prints as 100% and is not all: say "more than 99.9%"
    a_few_there,   ///< prints as 0% and is not none: say "less than 0.1%", or `[low]`
};

/// @fails as `percent_text`
[[nodiscard]] result<hidden_by_rounding> hidden_in(ratio share, int decimals,
                                                   rounding_rule rule = rounding_rule::half_up);

} // namespace upheld
