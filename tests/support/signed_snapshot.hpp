// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/snapshot_file.hpp"

#include <cstdint>
#include <span>

/// Snapshots whose bytes have been changed by somebody who knows the format.

namespace upheld::test {

inline std::uint64_t number_at(std::span<std::byte const> bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- != 0;) {
        value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
    }
    return value;
}

inline void put_number(std::span<std::byte> bytes, std::size_t at, std::size_t size,
                       std::uint64_t value) {
    for (std::size_t i = 0; i != size; ++i, value >>= 8) {
        bytes[at + i] = static_cast<std::byte>(value & 0xFF);
    }
}

/// Where things are in the file.
inline constexpr std::size_t version_at = 8;
inline constexpr std::size_t size_at = 16;
inline constexpr std::size_t table_sum_at = 24;
inline constexpr std::size_t header_sum_at = 56;
inline constexpr std::size_t table_at = 64;
inline constexpr std::size_t table_row_bytes = 32;

inline std::size_t row_at(detail::section which) {
    return table_at + static_cast<std::size_t>(which) * table_row_bytes;
}

inline std::uint64_t sum_of(std::span<std::byte const> bytes) {
    detail::running_checksum sum;
    sum.add(bytes);
    return sum.value();
}

/// Puts in the checksums that the bytes should have, as far as the table makes sense.
inline void sign(std::span<std::byte> bytes) {
    constexpr std::size_t table_end = table_at + detail::section_count * table_row_bytes;
    if (bytes.size() < table_end) return;
    for (std::size_t s = 0; s != detail::section_count; ++s) {
        std::size_t const row = row_at(detail::section(s));
        std::uint64_t const offset = number_at(bytes, row + 8, 8);
        std::uint64_t const length = number_at(bytes, row + 16, 8);
        if (offset > bytes.size() || length > bytes.size() - offset) continue;
        put_number(bytes, row + 24, 8,
                   sum_of(bytes.subspan(static_cast<std::size_t>(offset),
                                        static_cast<std::size_t>(length))));
    }
    put_number(bytes, table_sum_at, 8, sum_of(bytes.subspan(table_at, table_end - table_at)));
    put_number(bytes, header_sum_at, 8, sum_of(bytes.first(header_sum_at)));
}

/// The bytes of a section.
inline std::span<std::byte> section_in(std::span<std::byte> bytes, detail::section which) {
    std::size_t const row = row_at(which);
    return bytes.subspan(static_cast<std::size_t>(number_at(bytes, row + 8, 8)),
                         static_cast<std::size_t>(number_at(bytes, row + 16, 8)));
}

} // namespace upheld::test
