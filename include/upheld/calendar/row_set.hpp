// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace upheld {

/// Some of the rows of a column, such as those without an answer: one bit a row, in memory that the
/// caller provides. It has room for every row, so nothing is ever dropped from it. A view: copies
/// show the same rows.
///
///     std::vector<std::uint64_t> bits(row_set::words_for(rows));
///     row_set failed(bits, rows);
///     for (std::size_t row = failed.next(0); row != rows; row = failed.next(row + 1)) ...
class row_set {
  public:
    /// Words of memory that so many rows need.
    [[nodiscard]] static constexpr std::size_t words_for(std::size_t rows) noexcept {
        return rows / 64 + (rows % 64 != 0 ? 1 : 0);
    }

    /// Starts with what the words hold. Bits behind the last row must be 0; a function that fills a
    /// set writes every word.
    /// @expects as many words as `words_for(rows)`
    constexpr row_set(std::span<std::uint64_t> words, std::size_t rows) noexcept
        : words_(words), rows_(rows) {
        UPHELD_EXPECTS(words.size() == words_for(rows));
    }

    /// Rows of the column, in the set or not.
    [[nodiscard]] constexpr std::size_t rows() const noexcept { return rows_; }

    /// Row r is bit r % 64 of word r / 64.
    [[nodiscard]] constexpr std::span<std::uint64_t> words() const noexcept { return words_; }

    /// @expects row < rows()
    [[nodiscard]] constexpr bool has(std::size_t row) const noexcept {
        UPHELD_EXPECTS(row < rows_);
        return ((words_[row / 64] >> (row % 64)) & 1U) != 0;
    }

    /// How many rows are in the set.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t sum = 0;
        for (std::uint64_t const word : words_)
            sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }

    /// The first row of the set at `from` or later; rows() if there is none.
    [[nodiscard]] constexpr std::size_t next(std::size_t from) const noexcept {
        if (from >= rows_) return rows_;
        std::size_t at = from / 64;
        std::uint64_t word = words_[at] >> (from % 64) << (from % 64);
        while (word == 0) {
            if (++at == words_.size()) return rows_;
            word = words_[at];
        }
        return at * 64 + static_cast<std::size_t>(std::countr_zero(word));
    }

  private:
    std::span<std::uint64_t> words_;
    std::size_t rows_;
};

/// What became of the rows of a column. Both together are all rows.
struct [[nodiscard]] rows_answered {
    std::size_t answered = 0;
    std::size_t failed = 0;

    /// True for an empty column.
    [[nodiscard]] constexpr bool all() const noexcept { return failed == 0; }

    friend constexpr bool operator==(rows_answered const&, rows_answered const&) = default;
};

} // namespace upheld
