// SPDX-License-Identifier: BSL-1.0
#include "calendar/bulk_kernels.hpp"

#include <array>
#include <bit>
#include <type_traits>

namespace upheld::bulk {

namespace {

// A day is its serial and nothing else. Kernels make days that the tables have shown to be in
// range, and so without the check of `day::from_serial`.
static_assert(std::is_trivially_copyable_v<day> && sizeof(day) == sizeof(std::int32_t));
static_assert(std::bit_cast<std::int32_t>(day(1970, 1, 2)) == 1);

day unchecked(std::int32_t serial) noexcept { return std::bit_cast<day>(serial); }

std::uint32_t place_of(day d, std::int32_t first) noexcept {
    return static_cast<std::uint32_t>(d.serial()) - static_cast<std::uint32_t>(first);
}

/// Has its highest bit set if the place is not less than `days`. Without a branch or a minimum,
/// so that a loop of these needs no more than the oldest vector instructions.
std::uint32_t excess(std::uint32_t at, std::uint32_t days) noexcept { return at | (days - 1 - at); }

bool all_inside(day const* days, std::int32_t first, std::uint32_t count) noexcept {
    std::uint32_t any = 0;
    for (std::size_t row = 0; row != block_rows; ++row)
        any |= excess(place_of(days[row], first), count);
    return (any >> 31) == 0;
}

std::size_t add_compiled(compiled_addition const& rule, day const* from, day* to,
                         std::size_t blocks) noexcept {
    compiled_addition const a = rule;
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(from, a.first, a.days)) return block;
        // Four at a time, all bytes fetched before an answer is stored: the compiler may not do so
        // itself, since for all it knows an answer may overwrite a byte.
        for (std::size_t row = 0; row != block_rows; row += 4) {
            std::array<std::int32_t, 4> serials;
            for (std::size_t at = 0; at != 4; ++at) serials[at] = from[row + at].serial();
            std::array<std::int32_t, 4> farther;
            for (std::size_t at = 0; at != 4; ++at) farther[at] = a.farther[serials[at] - a.first];
            for (std::size_t at = 0; at != 4; ++at) {
                to[row + at] = unchecked(serials[at] + a.nearest + farther[at]);
            }
        }
        from += block_rows;
        to += block_rows;
    }
    return blocks;
}

std::size_t count(lookup const& in, day const* after, day const* until, working_days* counts,
                  std::size_t blocks) noexcept {
    lookup const l = in;
    std::uint16_t const* const closed_through = l.closed_before + 1;
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(after, l.first, l.days) || !all_inside(until, l.first, l.days)) {
            return block;
        }
        // Looked up first, for the whole block: what is left to do is then a loop of vectors.
        std::array<std::int32_t, block_rows> closed;
        for (std::size_t row = 0; row != block_rows; ++row) {
            closed[row] = closed_through[place_of(until[row], l.first)] -
                          closed_through[place_of(after[row], l.first)];
        }
        for (std::size_t row = 0; row != block_rows; ++row) {
            std::int32_t const open = until[row].serial() - after[row].serial() - closed[row];
            counts[row] = working_days(open > 0 ? open : 0);
        }
        after += block_rows;
        until += block_rows;
        counts += block_rows;
    }
    return blocks;
}

std::size_t mark(lookup const& in, day const* days, std::uint64_t* working,
                 std::size_t blocks) noexcept {
    lookup const l = in;
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(days, l.first, l.days)) return block;
        std::uint64_t word = 0;
        for (std::size_t row = 0; row != block_rows; ++row) {
            std::uint32_t const at = place_of(days[row], l.first);
            bool const works = l.closed_before[at] == l.closed_before[at + std::size_t{1}];
            word |= std::uint64_t{works ? 1U : 0U} << row;
        }
        working[block] = word;
        days += block_rows;
    }
    return blocks;
}

constexpr kernels portable{"portable", add_compiled, count, mark};

kernels const*& chosen() noexcept {
    static kernels const* use = avx2_kernels() != nullptr ? avx2_kernels() : &portable;
    return use;
}

} // namespace

std::size_t add_by_tables(addition const& rule, day const* from, day* to,
                          std::size_t blocks) noexcept {
    addition const a = rule;
    for (std::size_t block = 0; block != blocks; ++block) {
        if (!all_inside(from, a.first, a.days)) return block;
        for (std::size_t row = 0; row != block_rows; ++row) {
            std::int32_t const at = from[row].serial() - a.range_first;
            std::int32_t const answer = at + a.n - a.closed_before_start[at];
            to[row] = unchecked(a.range_first + answer + a.closed_before_working[answer]);
        }
        from += block_rows;
        to += block_rows;
    }
    return blocks;
}

kernels const& portable_kernels() noexcept { return portable; }

kernels const& chosen_kernels() noexcept { return *chosen(); }

void choose_kernels(kernels const& use) noexcept { chosen() = &use; }

} // namespace upheld::bulk
