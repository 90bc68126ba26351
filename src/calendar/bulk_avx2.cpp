// SPDX-License-Identifier: BSL-1.0
#include "calendar/bulk_kernels.hpp"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

// Only functions marked so use the instructions; the library runs on machines without them.
#define UPHELD_AVX2 __attribute__((target("avx2")))

namespace upheld::bulk {

namespace {

UPHELD_AVX2 inline __m256i eight_at(void const* from) noexcept {
    return _mm256_loadu_si256(static_cast<__m256i const*>(from));
}

UPHELD_AVX2 inline void put_eight(void* to, __m256i what) noexcept {
    _mm256_storeu_si256(static_cast<__m256i*>(to), what);
}

/// 16-bit cells at eight places, each read together with the cell behind it.
UPHELD_AVX2 inline __m256i pairs_at(std::uint16_t const* cells, __m256i places) noexcept {
    return _mm256_i32gather_epi32(reinterpret_cast<int const*>(cells), places, 2);
}

UPHELD_AVX2 inline __m256i bytes_at(std::uint8_t const* bytes, __m256i places) noexcept {
    return _mm256_and_si256(_mm256_i32gather_epi32(reinterpret_cast<int const*>(bytes), places, 1),
                            _mm256_set1_epi32(0xFF));
}

/// True if no day of the block is before the first or after the last of so many days.
UPHELD_AVX2 inline bool all_inside(day const* days, std::int32_t first,
                                   std::uint32_t count) noexcept {
    __m256i const base = _mm256_set1_epi32(first);
    __m256i const last = _mm256_set1_epi32(static_cast<int>(count - 1));
    __m256i farthest = last;
    for (std::size_t row = 0; row != block_rows; row += 8) {
        farthest = _mm256_max_epu32(farthest, _mm256_sub_epi32(eight_at(days + row), base));
    }
    return _mm256_movemask_epi8(_mm256_cmpeq_epi32(farthest, last)) == -1;
}

UPHELD_AVX2 std::size_t add_compiled(compiled_addition const& a, day const* from, day* to,
                                     std::size_t blocks) noexcept {
    __m256i const base = _mm256_set1_epi32(a.first);
    __m256i const nearest = _mm256_set1_epi32(a.nearest);
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(from, a.first, a.days)) return block;
        for (std::size_t row = 0; row != block_rows; row += 8) {
            __m256i const asked = eight_at(from + row);
            __m256i const farther = bytes_at(a.farther, _mm256_sub_epi32(asked, base));
            put_eight(to + row, _mm256_add_epi32(_mm256_add_epi32(asked, nearest), farther));
        }
        from += block_rows;
        to += block_rows;
    }
    return blocks;
}

/// Closed days between two places, of eight rows at once. Nonsense, but not negative, where the end
/// lies before the beginning.
UPHELD_AVX2 inline __m256i closed_between(lookup const& l, __m256i begin, __m256i end) noexcept {
    std::uint16_t const* const closed_through = l.closed_before + 1;
    __m256i const between =
        _mm256_sub_epi32(pairs_at(closed_through, end), pairs_at(closed_through, begin));
    return _mm256_and_si256(between, _mm256_set1_epi32(0xFFFF));
}

// Checks 16 rows and counts them at once, which is faster than a pass of checks over the block. A
// block may so be left half done, which does no harm where counts never lie on the days asked.
UPHELD_AVX2 std::size_t count(lookup const& l, day const* after, day const* until,
                              working_days* counts, std::size_t blocks) noexcept {
    __m256i const base = _mm256_set1_epi32(l.first);
    __m256i const last = _mm256_set1_epi32(static_cast<int>(l.days - 1));
    __m256i const none = _mm256_setzero_si256();
    for (std::size_t block = 0; block != blocks; ++block) {
        for (std::size_t row = 0; row != block_rows; row += 16) {
            __m256i const begin = _mm256_sub_epi32(eight_at(after + row), base);
            __m256i const end = _mm256_sub_epi32(eight_at(until + row), base);
            __m256i const begin_2 = _mm256_sub_epi32(eight_at(after + row + 8), base);
            __m256i const end_2 = _mm256_sub_epi32(eight_at(until + row + 8), base);
            __m256i const farthest =
                _mm256_max_epu32(_mm256_max_epu32(begin, end), _mm256_max_epu32(begin_2, end_2));
            __m256i const inside = _mm256_cmpeq_epi32(_mm256_max_epu32(farthest, last), last);
            if (_mm256_movemask_epi8(inside) != -1) return block;
            __m256i const open =
                _mm256_sub_epi32(_mm256_sub_epi32(end, begin), closed_between(l, begin, end));
            __m256i const open_2 = _mm256_sub_epi32(_mm256_sub_epi32(end_2, begin_2),
                                                    closed_between(l, begin_2, end_2));
            put_eight(counts + row, _mm256_max_epi32(open, none));
            put_eight(counts + row + 8, _mm256_max_epi32(open_2, none));
        }
        after += block_rows;
        until += block_rows;
        counts += block_rows;
    }
    return blocks;
}

UPHELD_AVX2 std::size_t mark(lookup const& l, day const* days, std::uint64_t* working,
                             std::size_t blocks) noexcept {
    __m256i const base = _mm256_set1_epi32(l.first);
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(days, l.first, l.days)) return block;
        std::uint64_t word = 0;
        for (std::size_t row = 0; row != block_rows; row += 8) {
            __m256i const pairs =
                pairs_at(l.closed_before, _mm256_sub_epi32(eight_at(days + row), base));
            // A working day leaves the number of closed days as it was.
            __m256i const differ = _mm256_xor_si256(
                _mm256_srli_epi32(pairs, 16), _mm256_and_si256(pairs, _mm256_set1_epi32(0xFFFF)));
            int const works = _mm256_movemask_ps(
                _mm256_castsi256_ps(_mm256_cmpeq_epi32(differ, _mm256_setzero_si256())));
            word |= static_cast<std::uint64_t>(works) << row;
        }
        working[block] = word;
        days += block_rows;
    }
    return blocks;
}

constexpr kernels with_avx2{"AVX2", add_compiled, count, mark};

} // namespace

kernels const* avx2_kernels() noexcept {
    return __builtin_cpu_supports("avx2") != 0 ? &with_avx2 : nullptr;
}

} // namespace upheld::bulk

#else

upheld::bulk::kernels const* upheld::bulk::avx2_kernels() noexcept { return nullptr; }

#endif
