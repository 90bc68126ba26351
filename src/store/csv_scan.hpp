// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// The one look that every byte of a CSV text gets. Private to src.

namespace upheld::detail {

/// Where fields of a text may end, and what else is in it.
struct csv_marks {
    /// The first is that before the text, so that each field begins behind a mark: then those
    /// found. Larger than needed, so that nobody clears it anew.
    std::vector<std::uint32_t> room{before_the_text};
    std::size_t count = 0; ///< of those found
    std::size_t lines = 0; ///< line feeds
    bool has_quotes = false;
    bool has_nul = false;
    bool has_returns = false;
    bool is_ascii = true;

    static constexpr std::uint32_t before_the_text = 0xFFFFFFFF; ///< one more is 0

    /// Positions of all commas, line feeds and carriage returns, in order. The one before the first
    /// can be read, and is `before_the_text`.
    [[nodiscard]] std::span<std::uint32_t const> ends() const { return {room.data() + 1, count}; }
};

/// Looks through `text`; what `into` held before is forgotten, its memory kept.
/// @expects fewer than 2^32 bytes
using csv_scan = void (*)(std::string_view text, csv_marks& into);

void scan_portable(std::string_view text, csv_marks& into);

/// Null if this machine, or what the library was compiled for, has no AVX2.
[[nodiscard]] csv_scan scan_avx2() noexcept;

/// Null without AVX-512 with its VBMI2.
[[nodiscard]] csv_scan scan_avx512() noexcept;

/// The quickest that this machine has.
void scan(std::string_view text, csv_marks& into);

} // namespace upheld::detail
