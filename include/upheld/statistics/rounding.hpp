// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/basis/ratio.hpp"

#include <cstdint>
#include <string_view>

/// Rounding of exact ratios, named. Nothing is rounded before it is printed.

namespace upheld {

enum class rounding_rule : std::uint8_t {
    half_up,   ///< a tie goes away from zero, as in Excel and most published tables; the default
    half_even, ///< a tie goes to the even neighbour
    truncate,  ///< digits are cut off, towards zero
};

/// `half_up`, `half_even`, `truncate`.
[[nodiscard]] constexpr std::string_view name_of(rounding_rule rule) noexcept {
    switch (rule) {
    case rounding_rule::half_up: return "half_up";
    case rounding_rule::half_even: return "half_even";
    case rounding_rule::truncate: return "truncate";
    }
    return "unknown";
}

/// 10 to the power of `decimals`. @expects 0 to 6
[[nodiscard]] constexpr std::int64_t power_of_ten(int decimals) noexcept {
    UPHELD_EXPECTS(decimals >= 0 && decimals <= 6);
    std::int64_t power = 1;
    for (int i = 0; i != decimals; ++i) power *= 10;
    return power;
}

/// The quotient rounded to a whole number, exactly: no floating point is involved.
/// @expects divisor is not 0
[[nodiscard]] constexpr std::int64_t rounded_quotient(std::int64_t dividend, std::int64_t divisor,
                                                      rounding_rule rule) noexcept {
    UPHELD_EXPECTS(divisor != 0);
    bool const is_negative = (dividend < 0) != (divisor < 0);
    std::int64_t const top = dividend < 0 ? -dividend : dividend;
    std::int64_t const bottom = divisor < 0 ? -divisor : divisor;
    std::int64_t quotient = top / bottom;
    std::int64_t const rest = top % bottom;
    std::int64_t const to_next = bottom - rest;
    bool const is_tie = rest == to_next;
    bool up = false;
    switch (rule) {
    case rounding_rule::half_up: up = rest >= to_next; break;
    case rounding_rule::half_even: up = rest > to_next || (is_tie && quotient % 2 != 0); break;
    case rounding_rule::truncate: break;
    }
    if (rest != 0 && up) ++quotient;
    return is_negative ? -quotient : quotient;
}

/// The share in per cent, in units of the last decimal: 58 of 164 is 35 with no decimals, 354 with
/// one.
/// @expects the ratio has a base, |part| below 9 x 10^10, decimals 0 to 6
[[nodiscard]] constexpr std::int64_t percent_of(ratio share, int decimals,
                                                rounding_rule rule) noexcept {
    UPHELD_EXPECTS(share.has_base());
    UPHELD_EXPECTS(share.part < 90'000'000'000 && share.part > -90'000'000'000);
    return rounded_quotient(share.part * 100 * power_of_ten(decimals), share.whole, rule);
}

} // namespace upheld
