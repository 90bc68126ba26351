// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Numbers and days out of short texts, eight bytes at a time. Private to src.

namespace upheld::detail {

/// The first eight bytes of a text, or all of a shorter one, the first in the lowest place and
/// zeros behind. Reads nothing outside the text.
[[nodiscard]] inline std::uint64_t head_of(std::string_view text) {
    char const* const at = text.data();
    std::size_t const size = text.size();
    std::uint64_t head = 0;
    if (size >= 8) {
        std::memcpy(&head, at, 8);
    } else if (size >= 4) {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::memcpy(&low, at, 4);
        std::memcpy(&high, at + size - 4, 4);
        if constexpr (std::endian::native == std::endian::big) {
            low = __builtin_bswap32(low);
            high = __builtin_bswap32(high);
        }
        return low | std::uint64_t{high} << ((size - 4) * 8);
    } else if (size != 0) {
        auto const byte = [&](std::size_t i) {
            return std::uint64_t{static_cast<unsigned char>(at[i])} << (i * 8);
        };
        return byte(0) | byte(size / 2) | byte(size - 1);
    }
    if constexpr (std::endian::native == std::endian::big) head = __builtin_bswap64(head);
    return head;
}

/// True if all eight bytes are digits.
[[nodiscard]] constexpr bool are_digits(std::uint64_t eight) {
    constexpr std::uint64_t zeros = 0x3030303030303030;
    constexpr std::uint64_t sixes = 0x0606060606060606;
    constexpr std::uint64_t upper_halves = 0xF0F0F0F0F0F0F0F0;
    return ((eight & upper_halves) | (((eight + sixes) & upper_halves) >> 4U)) ==
           (zeros | zeros >> 4U);
}

/// The number that eight digits write, the first in the lowest place.
[[nodiscard]] constexpr std::uint32_t number_of_digits(std::uint64_t eight) {
    // Pairs, then pairs of pairs, then both halves, each in one multiplication.
    eight -= 0x3030303030303030;
    eight = eight * 10 + (eight >> 8U);
    constexpr std::uint64_t every_fourth = 0x000000FF000000FF;
    return static_cast<std::uint32_t>(((eight & every_fourth) * 0x000F424000000064 +
                                       ((eight >> 16U) & every_fourth) * 0x0000271000000001) >>
                                      32U);
}

/// A whole number of one to sixteen digits and nothing else.
/// @returns false if the text is of another form, which may still be a longer number
[[nodiscard]] inline bool short_number(std::string_view text, std::uint64_t& into) {
    std::size_t const size = text.size();
    if (size - 1 >= 16) return false;
    constexpr std::uint64_t zeros = 0x3030303030303030;
    // Written with as many zeros in front as are missing from eight digits.
    auto const eight = [&](std::string_view digits) {
        std::size_t const missing = (8 - digits.size()) * 8;
        std::uint64_t const head = head_of(digits);
        return missing == 0 ? head : head << missing | zeros >> (64 - missing);
    };
    if (size <= 8) {
        std::uint64_t const digits = eight(text);
        into = number_of_digits(digits);
        return are_digits(digits);
    }
    std::uint64_t const high = eight(text.substr(0, size - 8));
    std::uint64_t const low = head_of(text.substr(size - 8));
    into = std::uint64_t{number_of_digits(high)} * 100'000'000 + number_of_digits(low);
    return are_digits(high) && are_digits(low);
}

/// Serials of the first day of each month from January 1900 on, and of the day after the last.
inline constexpr auto month_starts = [] {
    constexpr int years = 300;
    std::array<std::int32_t, years * 12 + 1> starts{};
    std::size_t place = 0;
    for (int y = 0; y != years; ++y) {
        for (int m = 0; m != 12; ++m) {
            starts[place++] = day(1900 + y, m + 1, 1).serial();
        }
    }
    starts.back() = day(2199, 12, 31).serial() + 1;
    return starts;
}();

/// A day as `day_from_text` reads it.
/// @returns false for what `day_from_text` refuses
[[nodiscard]] inline bool short_day(std::string_view text, day& into) {
    constexpr std::size_t size = 10; // YYYY-MM-DD
    if (text.size() != size) return false;
    std::uint64_t const head = head_of(text.substr(0, 8)); // YYYY-MM-
    constexpr std::uint64_t dashes = 0xFF0000FF00000000;
    constexpr std::uint64_t both = std::uint64_t{'-'} << 56U | std::uint64_t{'-'} << 32U;
    if ((head & dashes) != both) return false;
    auto const of_month = static_cast<std::uint64_t>(static_cast<unsigned char>(text[8])) |
                          static_cast<std::uint64_t>(static_cast<unsigned char>(text[9])) << 8U;
    // YYYYMMDD
    std::uint64_t const digits =
        (head & 0xFFFFFFFF) | ((head >> 40U) & 0xFFFF) << 32U | of_month << 48U;
    if (!are_digits(digits)) return false;
    std::uint32_t const number = number_of_digits(digits);
    std::uint32_t const year = number / 10'000;
    std::uint32_t const month = number / 100 % 100;
    std::uint32_t const place = (year - 1900) * 12 + month - 1;
    if (month - 1 >= 12 || place >= month_starts.size() - 1) return false;
    auto const day_of_month = static_cast<std::int32_t>(number % 100);
    std::int32_t const serial = month_starts[place] + day_of_month - 1;
    if (day_of_month == 0 || serial >= month_starts[place + 1]) return false;
    into = day::from_serial(serial);
    return true;
}

} // namespace upheld::detail
