// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/large_blocks.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Private to src.

namespace upheld::detail {

/// Where the row with an id is: an open table of row numbers, which says for most numbers without a
/// look at the row whether they can be the one. A search reads one cache line here, and of a row
/// that is there its own: the table takes 8 to 16 bytes a row. After F14 (Facebook, 2019).
///
/// The rows and their ids stand elsewhere: callers say of a number whether its row is the one.
class id_places {
  public:
    static constexpr std::uint32_t none = UINT32_MAX;

    /// @param is_it  of a row's number: true if that row has the id
    /// @returns      the number, or `none`
    template <class IsIt> [[nodiscard]] std::uint32_t find(std::uint64_t id, IsIt is_it) const {
        if (lines_.empty()) return none;
        std::uint64_t const hash = hash_of(id);
        std::uint8_t const tag = tag_of(id, hash);
        std::size_t at = first_line(hash);
        // Once round and no further: where rows come and go for long, every line may have passed
        // on a row that still stands behind it, and then none ends the search.
        for (std::size_t left = lines_.size(); left != 0; --left, at = line_behind(at)) {
            line const& here = lines_[at];
            for (unsigned found = here.with_tag(tag); found != 0; found &= found - 1) {
                auto const n = static_cast<unsigned>(std::countr_zero(found));
                if (is_it(here.numbers[n])) return here.numbers[n];
            }
            if (here.passed_on == 0) return none;
        }
        return none;
    }

    /// Has the line in which a search for the id begins fetched, and does not wait for it.
    void fetch(std::uint64_t id) const noexcept {
        if (!lines_.empty()) __builtin_prefetch(&lines_[first_line(hash_of(id))]);
    }

    /// Makes room for so many rows, so that entering them needs no memory.
    /// @param id_of  of a row's number: its id
    template <class IdOf> void reserve(std::size_t rows, IdOf id_of) {
        std::size_t const needed = std::bit_ceil((rows + rows_a_line - 1) / rows_a_line);
        if (needed <= lines_.size()) return;
        std::vector<line, block_allocator<line>> old(needed);
        old.swap(lines_);
        shift_ = 64U - static_cast<unsigned>(std::bit_width(needed - 1));
        for (line const& from : old) {
            for (std::size_t n = 0; n != from.numbers.size(); ++n) {
                if (from.tags[n] != 0) enter(id_of(from.numbers[n]), from.numbers[n]);
            }
        }
    }

    /// @expects there is room, and the id is new
    void enter(std::uint64_t id, std::uint32_t number) noexcept {
        std::uint64_t const hash = hash_of(id);
        for (std::size_t at = first_line(hash);; at = line_behind(at)) {
            line& here = lines_[at];
            if (unsigned const free = here.with_tag(0); free != 0) {
                auto const n = static_cast<unsigned>(std::countr_zero(free));
                here.tags[n] = tag_of(id, hash);
                here.numbers[n] = number;
                return;
            }
            ++here.passed_on;
        }
    }

    /// @expects the row is here
    void erase(std::uint64_t id, std::uint32_t number) noexcept {
        for (std::size_t at = first_line(hash_of(id));; at = line_behind(at)) {
            line& here = lines_[at];
            if (unsigned const n = here.place_of(number); n != none_here) {
                here.tags[n] = 0;
                return;
            }
            --here.passed_on;
        }
    }

    /// @expects the row is here under its number before
    void renumber(std::uint64_t id, std::uint32_t before, std::uint32_t after) noexcept {
        for (std::size_t at = first_line(hash_of(id));; at = line_behind(at)) {
            line& here = lines_[at];
            if (unsigned const n = here.place_of(before); n != none_here) {
                here.numbers[n] = after;
                return;
            }
        }
    }

  private:
    static constexpr std::size_t rows_a_line = 8; ///< at most, on average; there is room for 12
    static constexpr unsigned none_here = 12;

    struct alignas(64) line {
        std::array<std::uint32_t, 12> numbers;
        std::array<std::uint8_t, 12> tags; ///< 0 where there is no row
        std::uint32_t passed_on;           ///< rows that stand behind because this line was full

        /// One bit for each place.
        [[nodiscard]] unsigned with_tag(std::uint8_t tag) const noexcept {
#ifdef __SSE2__
            // The tags are the first 12 of the line's last 16 bytes.
            __m128i const all = _mm_load_si128(reinterpret_cast<__m128i const*>(this) + 3);
            __m128i const alike = _mm_cmpeq_epi8(all, _mm_set1_epi8(static_cast<char>(tag)));
            return static_cast<unsigned>(_mm_movemask_epi8(alike)) & 0xFFFU;
#else
            unsigned found = 0;
            for (unsigned n = 0; n != 12; ++n) found |= (tags[n] == tag ? 1U : 0U) << n;
            return found;
#endif
        }

        [[nodiscard]] unsigned place_of(std::uint32_t number) const noexcept {
            for (unsigned n = 0; n != 12; ++n) {
                if (tags[n] != 0 && numbers[n] == number) return n;
            }
            return none_here;
        }
    };

    static_assert(sizeof(line) == 64);

    /// Neighbours share a hash, and so a line: ids are mostly given in order of arrival.
    static std::uint64_t hash_of(std::uint64_t id) noexcept {
        return (id >> 3U) * 0x9E37'79B9'7F4A'7C15U;
    }

    static std::uint8_t tag_of(std::uint64_t id, std::uint64_t hash) noexcept {
        return static_cast<std::uint8_t>(0x80U | (id & 7U) << 4U | (hash >> 16U & 15U));
    }

    [[nodiscard]] std::size_t first_line(std::uint64_t hash) const noexcept {
        return lines_.size() == 1 ? 0 : static_cast<std::size_t>(hash >> shift_);
    }

    [[nodiscard]] std::size_t line_behind(std::size_t at) const noexcept {
        return at + 1 == lines_.size() ? 0 : at + 1;
    }

    std::vector<line, block_allocator<line>> lines_; ///< a power of two of them
    unsigned shift_ = 64;
};

} // namespace upheld::detail
