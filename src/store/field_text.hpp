// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/day_months.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Numbers and days out of short texts, eight bytes at a time. Private to src.

namespace upheld::detail {

/// A text behind which more can be read than it has, so that it can be taken eight bytes at a time
/// without a look at its length first.
struct field_text {
    /// So many bytes behind the text can be read; what they are does not matter.
    static constexpr std::size_t readable_behind = 16;

    char const* at = nullptr;
    std::size_t size = 0;

    [[nodiscard]] std::string_view view() const { return {at, size}; }

    [[nodiscard]] bool empty() const { return size == 0; }

    /// Eight bytes from a place within the text or at its end, the first in the lowest place.
    [[nodiscard]] std::uint64_t eight_from(std::size_t from) const {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at + from, sizeof eight);
        if constexpr (std::endian::native == std::endian::big) eight = __builtin_bswap64(eight);
        return eight;
    }
};

inline constexpr std::uint64_t eight_zeros = 0x3030303030303030; ///< as digits

/// Bits of those of eight bytes that are no values of digits, which end at nine.
[[nodiscard]] constexpr std::uint64_t beyond_digits(std::uint64_t eight) {
    constexpr std::uint64_t up_to_the_high_bit = 0x7676767676767676; // 9 is the last without it
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    return ((eight + up_to_the_high_bit) | eight) & high_bits;
}

[[nodiscard]] constexpr bool are_digit_values(std::uint64_t eight) {
    return beyond_digits(eight) == 0;
}

/// The number of eight values of digits, the first in the lowest place.
[[nodiscard]] constexpr std::uint32_t number_of_values(std::uint64_t eight) {
    // Pairs, then pairs of pairs, then both halves, each in one multiplication.
    eight = eight * 10 + (eight >> 8U);
    constexpr std::uint64_t every_fourth = 0x000000FF000000FF;
    return static_cast<std::uint32_t>(((eight & every_fourth) * 0x000F424000000064 +
                                       ((eight >> 16U) & every_fourth) * 0x0000271000000001) >>
                                      32U);
}

/// A whole number of one to sixteen digits and nothing else.
/// @returns false if the text is of another form, which may still be a longer number
[[nodiscard, gnu::always_inline]] inline bool short_number(field_text text, std::uint64_t& into) {
    std::size_t const size = text.size;
    // The values of the digits, moved to the end: zeros come to stand before them.
    auto const eight = [&](std::size_t from, std::size_t digits) {
        return (text.eight_from(from) ^ eight_zeros) << (64 - digits * 8);
    };
    if (size - 1 < 8) [[likely]] {
        std::uint64_t const values = eight(0, size);
        into = number_of_values(values);
        return are_digit_values(values);
    }
    if (size - 9 >= 8) return false;
    std::uint64_t const high = eight(0, size - 8);
    std::uint64_t const low = eight(size - 8, 8);
    into = std::uint64_t{number_of_values(high)} * 100'000'000 + number_of_values(low);
    return are_digit_values(high) && are_digit_values(low);
}

/// A day as `day_from_text` reads it.
/// @returns false for what `day_from_text` refuses
[[nodiscard, gnu::always_inline]] inline bool short_day(field_text text, day& into) {
    constexpr std::size_t size = 10; // YYYY-MM-DD
    constexpr auto form = [](std::string_view of) {
        std::uint64_t eight = 0;
        for (std::size_t i = 0; i != of.size(); ++i) {
            eight |= std::uint64_t{static_cast<unsigned char>(of[i])} << (i * 8);
        }
        return eight;
    };
    // Values of digits, and zeros where dashes belong and are. All is looked at before it is known
    // whether it is a day: a branch for each part would cost more.
    std::uint64_t const front = text.eight_from(0) ^ form("0000-00-");
    std::uint64_t const back = text.eight_from(2) ^ form("00-00-00");
    constexpr std::uint64_t dashes = 0xFF0000FF00000000; // of the front
    // Two digits that stand together make a number in the place of the first.
    std::uint64_t const pairs = front * 10 + (front >> 8U);
    auto const century = static_cast<std::uint32_t>(pairs & 0xFF);
    auto const month = static_cast<std::uint32_t>(pairs >> 40U & 0xFF);
    auto const day_of_month = static_cast<std::int32_t>((back * 10 + (back >> 8U)) >> 48U & 0xFF);
    // Century, year and month, each times the months it has, in one multiplication: they meet in
    // the sixteen bits from the 40th.
    constexpr std::uint64_t numbers = 0x0000FF0000FF00FF;
    constexpr std::uint64_t months_each =
        std::uint64_t{1200} << 40U | std::uint64_t{12} << 24U | std::uint64_t{1};
    std::uint32_t const place =
        static_cast<std::uint32_t>((pairs & numbers) * months_each >> 40U & 0xFFFF) -
        (19 * 1200 + 1);
    std::uint64_t const wrong =
        beyond_digits(front) | beyond_digits(back) | (front & dashes) | (text.size ^ size);
    if (wrong != 0 || century - 19 >= 3 || month - 1 >= 12) return false;
    std::int32_t const serial = month_starts[place] + day_of_month - 1;
    if (day_of_month == 0 || serial >= month_starts[place + 1]) return false;
    into = day::from_serial(serial);
    return true;
}

} // namespace upheld::detail
