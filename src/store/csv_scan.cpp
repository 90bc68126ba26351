// SPDX-License-Identifier: BSL-1.0
#include "store/csv_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define UPHELD_HAS_AVX2 1
#include <immintrin.h>
#endif

namespace upheld::detail {
namespace {

constexpr std::size_t block_bytes = 64;

/// A round of writing writes so many places, whether or not there are so many.
constexpr std::size_t a_round = 8;
constexpr std::size_t longest_round = 16;

/// Where the next places go, with room for those of a block.
inline std::uint32_t* room_for_block(csv_marks& into) {
    constexpr std::size_t most = block_bytes + longest_round;
    if (into.room.size() - into.count < 1 + most) {
        into.room.resize(into.room.size() * 2 + most);
    }
    return into.room.data() + 1 + into.count;
}

/// Puts the places of the bits behind those that are there. Most blocks of eight short fields end
/// here after one round.
inline void put_places(std::uint64_t bits, std::size_t base, csv_marks& into) {
    auto const count = static_cast<std::size_t>(std::popcount(bits));
    std::uint32_t* const out = room_for_block(into);
    for (std::size_t written = 0; written < count; written += a_round) {
        for (std::size_t i = 0; i != a_round; ++i) {
            out[written + i] = static_cast<std::uint32_t>(base) +
                               static_cast<std::uint32_t>(std::countr_zero(bits));
            bits &= bits - 1;
        }
    }
    into.count += count;
}

/// A block of the text; the last one in a copy that is filled up with blanks.
class blocks_of {
  public:
    explicit blocks_of(std::string_view text) : text_(text) {}

    /// @returns null at the end
    char const* at(std::size_t from) {
        if (text_.size() - from >= block_bytes) return text_.data() + from;
        if (from >= text_.size()) return nullptr;
        std::memset(last_, ' ', sizeof last_);
        std::memcpy(last_, text_.data() + from, text_.size() - from);
        return last_;
    }

  private:
    std::string_view text_;
    char last_[block_bytes] = {};
};

constexpr std::uint64_t every_byte(unsigned char c) { return 0x0101010101010101ULL * c; }

constexpr std::uint64_t high_bits = every_byte(0x80);

/// The high bit of each byte that equals that of `pattern`; exact, not only from the first on.
inline std::uint64_t equal_bytes(std::uint64_t word, std::uint64_t pattern) {
    std::uint64_t const differs = word ^ pattern;
    std::uint64_t const low_part = (differs & ~high_bits) + ~high_bits;
    return ~(low_part | differs) & high_bits;
}

/// Eight high bits to eight bits.
inline std::uint64_t to_bits(std::uint64_t highs) {
    return ((highs >> 7U) * 0x0102040810204080ULL) >> 56U;
}

#ifdef UPHELD_HAS_AVX2

#define UPHELD_AVX2 __attribute__((target("avx2,bmi,popcnt")))

UPHELD_AVX2 void scan_with_avx2(std::string_view text, csv_marks& into) {
    into.count = 0;
    into.lines = 0;
    // The bytes to be found differ in their lower halves, so each byte is looked up by that: it is
    // one of them if it equals what is found. Where there is none, a byte of another lower half.
    constexpr char no = 1;
    __m256i const marks = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(no, 0, no, no, no, no, no, no, no, no, '\n', no, ',', '\r', no, no));
    __m256i const odd = _mm256_broadcastsi128_si256(
        _mm_setr_epi8('\0', 0, '"', no, no, no, no, no, no, no, no, no, no, no, no, no));
    __m256i const feed = _mm256_set1_epi8('\n');
    __m256i const back = _mm256_set1_epi8('\r');
    __m256i returns = _mm256_setzero_si256();
    __m256i odds = _mm256_setzero_si256();
    __m256i beyond = _mm256_setzero_si256();
    blocks_of blocks(text);
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        char const* const bytes = blocks.at(at);
        std::uint64_t ends = 0;
        std::uint64_t lines = 0;
        for (std::size_t half = 0; half != 2; ++half) {
            constexpr std::size_t half_bytes = 32;
            __m256i const part =
                _mm256_loadu_si256(reinterpret_cast<__m256i const*>(bytes + half * half_bytes));
            __m256i const found = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(marks, part), part);
            __m256i const feeds = _mm256_cmpeq_epi8(part, feed);
            odds = _mm256_or_si256(odds, _mm256_cmpeq_epi8(_mm256_shuffle_epi8(odd, part), part));
            returns = _mm256_or_si256(returns, _mm256_cmpeq_epi8(part, back));
            beyond = _mm256_or_si256(beyond, part);
            lines |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(feeds))}
                     << (half * half_bytes);
            ends |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(found))}
                    << (half * half_bytes);
        }
        into.lines += static_cast<std::size_t>(std::popcount(lines));
        put_places(ends, at, into);
    }
    into.has_returns = _mm256_movemask_epi8(returns) != 0;
    bool const has_odd = _mm256_movemask_epi8(odds) != 0;
    into.has_quotes = has_odd && text.find('"') != std::string_view::npos;
    into.has_nul = has_odd && text.find('\0') != std::string_view::npos;
    into.is_ascii = _mm256_movemask_epi8(beyond) == 0;
}

#define UPHELD_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,popcnt")))

/// As with AVX2, but that the places of a block's marks are found in one instruction: a third of
/// the time.
UPHELD_AVX512 void scan_with_avx512(std::string_view text, csv_marks& into) {
    into.count = 0;
    into.lines = 0;
    static constexpr auto places = [] {
        std::array<std::uint8_t, block_bytes> all{};
        for (std::size_t i = 0; i != all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
        return all;
    }();
    constexpr char no = 1;
    __m512i const marks = _mm512_broadcast_i32x4(
        _mm_setr_epi8(no, 0, no, no, no, no, no, no, no, no, '\n', no, ',', '\r', no, no));
    __m512i const odd = _mm512_broadcast_i32x4(
        _mm_setr_epi8('\0', 0, '"', no, no, no, no, no, no, no, no, no, no, no, no, no));
    __m512i const feed = _mm512_set1_epi8('\n');
    __m512i const back = _mm512_set1_epi8('\r');
    __m512i const all_places = _mm512_loadu_si512(places.data());
    std::uint64_t returns = 0;
    std::uint64_t odds = 0;
    std::uint64_t beyond = 0;
    blocks_of blocks(text);
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        __m512i const part = _mm512_loadu_si512(blocks.at(at));
        std::uint64_t const ends = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(marks, part), part);
        odds |= _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(odd, part), part);
        returns |= _mm512_cmpeq_epi8_mask(part, back);
        beyond |= _mm512_movepi8_mask(part);
        into.lines += static_cast<std::size_t>(std::popcount(_mm512_cmpeq_epi8_mask(part, feed)));
        std::uint32_t* const out = room_for_block(into);
        auto const count = static_cast<std::size_t>(std::popcount(ends));
        __m512i const base = _mm512_set1_epi32(static_cast<int>(at));
        __m512i found = _mm512_maskz_compress_epi8(ends, all_places);
        for (std::size_t written = 0; written < count; written += longest_round) {
            __m512i const some = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));
            _mm512_storeu_si512(out + written, _mm512_add_epi32(some, base));
            found = _mm512_alignr_epi64(_mm512_setzero_si512(), found, 2);
        }
        into.count += count;
    }
    into.has_returns = returns != 0;
    into.has_quotes = odds != 0 && text.find('"') != std::string_view::npos;
    into.has_nul = odds != 0 && text.find('\0') != std::string_view::npos;
    into.is_ascii = beyond == 0;
}

#endif

} // namespace

void scan_portable(std::string_view text, csv_marks& into) {
    into.count = 0;
    into.lines = 0;
    std::uint64_t quotes = 0;
    std::uint64_t nuls = 0;
    std::uint64_t returns = 0;
    std::uint64_t beyond = 0;
    blocks_of blocks(text);
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        char const* const bytes = blocks.at(at);
        std::uint64_t ends = 0;
        for (unsigned i = 0; i != block_bytes / 8; ++i) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes + std::size_t{i} * 8, sizeof word);
            if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
            std::uint64_t const feeds = equal_bytes(word, every_byte('\n'));
            std::uint64_t const backs = equal_bytes(word, every_byte('\r'));
            ends |= to_bits(feeds | backs | equal_bytes(word, every_byte(','))) << (i * 8);
            into.lines += static_cast<std::size_t>(std::popcount(feeds));
            quotes |= equal_bytes(word, every_byte('"'));
            returns |= backs;
            nuls |= equal_bytes(word, 0);
            beyond |= word & high_bits;
        }
        put_places(ends, at, into);
    }
    into.has_quotes = quotes != 0;
    into.has_returns = returns != 0;
    into.has_nul = nuls != 0;
    into.is_ascii = beyond == 0;
}

csv_scan scan_avx2() noexcept {
#ifdef UPHELD_HAS_AVX2
    bool const has_all = __builtin_cpu_supports("avx2") != 0 &&
                         __builtin_cpu_supports("bmi") != 0 &&
                         __builtin_cpu_supports("popcnt") != 0;
    return has_all ? &scan_with_avx2 : nullptr;
#else
    return nullptr;
#endif
}

csv_scan scan_avx512() noexcept {
#ifdef UPHELD_HAS_AVX2
    bool const has_all =
        __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
        __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0 &&
        __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("popcnt") != 0;
    return has_all ? &scan_with_avx512 : nullptr;
#else
    return nullptr;
#endif
}

void scan(std::string_view text, csv_marks& into) {
    static csv_scan const chosen = scan_avx512() != nullptr ? scan_avx512()
                                   : scan_avx2() != nullptr ? scan_avx2()
                                                            : &scan_portable;
    chosen(text, into);
}

} // namespace upheld::detail
