// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"

#include <cstddef>
#include <cstdint>

/// The inner loops of queries over columns, once for every machine and once for AVX2.
///
/// A kernel takes blocks of 64 rows and stops before the first block that has a row without an
/// answer, which the caller then does row by row. So kernels know nothing of failures, and a column
/// without any costs one comparison a block.

namespace upheld::bulk {

inline constexpr std::size_t block_rows = 64;

/// The days for which "n working days from it" has an answer; always one stretch.
struct stretch {
    std::uint32_t first = 0; ///< place in the known range
    std::uint32_t days = 0;
};

[[nodiscard]] stretch answerable(working_day_tables tables, working_days n) noexcept;

/// "n working days from a day" by the two tables of a calendar.
struct addition {
    std::int32_t range_first = 0;                       ///< serial of the range's first day
    std::int32_t first = 0;                             ///< serial of the first day with an answer
    std::uint32_t days = 0;                             ///< with an answer; one or more
    std::int32_t n = 0;                                 ///< working days
    std::uint16_t const* closed_before_start = nullptr; ///< for each day of the range
    std::uint16_t const* closed_before_working = nullptr; ///< for each working day
};

/// The same compiled: one byte a day.
struct compiled_addition {
    std::int32_t first = 0;                ///< serial of the first day with an answer
    std::uint32_t days = 0;                ///< with an answer; one or more
    std::int32_t nearest = 0;              ///< calendar days, to be added to each byte
    std::uint8_t const* farther = nullptr; ///< three more bytes may be read behind the last day's
};

/// Looking up days of the range itself.
struct lookup {
    std::int32_t first = 0;                       ///< serial
    std::uint32_t days = 0;                       ///< one or more
    std::uint16_t const* closed_before = nullptr; ///< for each day and the day after the range
};

/// Returns how many of the blocks it has done. The same on every machine: with AVX2 it took 1.3
/// times as long (Zen 5), because the second of its two gathers waits for the first.
[[nodiscard]] std::size_t add_by_tables(addition const& rule, day const* from, day* to,
                                        std::size_t blocks) noexcept;

/// Each function returns how many of the blocks it has done.
struct kernels {
    char const* name;
    std::size_t (*add_compiled)(compiled_addition const&, day const* from, day* to,
                                std::size_t blocks) noexcept;
    std::size_t (*count)(lookup const&, day const* after, day const* until, working_days* counts,
                         std::size_t blocks) noexcept;
    /// Writes a word a block.
    std::size_t (*mark)(lookup const&, day const* days, std::uint64_t* working,
                        std::size_t blocks) noexcept;
};

[[nodiscard]] kernels const& portable_kernels() noexcept;

/// Null if this machine, or what the library was compiled for, has no AVX2.
[[nodiscard]] kernels const* avx2_kernels() noexcept;

/// The ones in use: AVX2 where there is any, unless a test or bench chose others.
[[nodiscard]] kernels const& chosen_kernels() noexcept;

/// For tests and benches, which compare one set with the other. Not while queries run.
void choose_kernels(kernels const& use) noexcept;

} // namespace upheld::bulk
