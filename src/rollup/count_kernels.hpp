// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

/// The innermost loops of counting. Private to src. Plain C++ that every compiler here keeps at
/// about one row a cycle. What is done was measured on skewed rows, where few cells have most of
/// them and an addition waits for the one before it to the same place: four tables in turn take
/// 0.75 times as long as one while they all fit into the first cache, and 1.2 times as long if they
/// do not; reading ahead takes 0.85 times as long over a large table, and no less over small ones.

namespace upheld::detail {

/// How many tables of `size` to count into in turn.
[[nodiscard]] constexpr std::size_t tables_in_turn(std::size_t size) noexcept {
    return size <= 1024 ? 4 : 1;
}

/// Adds all tables of `size` to the first.
inline void add_to_first(std::vector<std::uint32_t>& tables, std::size_t size) {
    for (std::size_t from = size; from < tables.size(); from += size) {
        for (std::size_t i = 0; i != size; ++i) tables[i] += tables[from + i];
    }
}

/// Counts codes.
/// @param table  `tables_in_turn(size)` tables of `size`, to be added up afterwards
template <class Code>
void count_codes(Code const* codes, std::size_t n, std::size_t size, std::uint32_t* table) {
    // Eight bytes at a time: fewer loads than codes.
    constexpr std::size_t at_once = sizeof(std::uint64_t) / sizeof(Code);
    auto const code_in = [](std::uint64_t word, std::size_t k) {
        return static_cast<Code>(word >> (8 * sizeof(Code) * k));
    };
    std::size_t const turn = tables_in_turn(size) == 1 ? 0 : size;
    std::size_t i = 0;
    if (turn != 0) {
        for (; i + at_once <= n; i += at_once) {
            std::uint64_t word = 0;
            std::memcpy(&word, codes + i, sizeof(word));
            for (std::size_t k = 0; k != at_once; ++k) ++table[k % 4 * turn + code_in(word, k)];
        }
    } else {
        constexpr std::size_t line = 64 / sizeof(Code);
        constexpr std::size_t ahead = 2048 / sizeof(Code);
        for (; i + line <= n; i += line) {
            if (i + ahead < n) __builtin_prefetch(codes + i + ahead);
            for (std::size_t j = i; j != i + line; j += at_once) {
                std::uint64_t word = 0;
                std::memcpy(&word, codes + j, sizeof(word));
                for (std::size_t k = 0; k != at_once; ++k) ++table[code_in(word, k)];
            }
        }
    }
    for (; i != n; ++i) ++table[codes[i]];
}

/// Counts codes of some days of the month; those of others in the last entry of the table.
template <class Code>
void count_codes_of_days(Code const* codes, std::uint8_t const* days, std::size_t n,
                         std::uint8_t first_day, std::uint8_t last_day, std::size_t size,
                         std::uint32_t* table) {
    for (std::size_t i = 0; i != n; ++i) {
        bool const is_in = days[i] >= first_day && days[i] <= last_day;
        ++table[is_in ? codes[i] : size - 1];
    }
}

/// What each row's code adds to its cell.
template <class Code, class Move>
void look_up(Code const* codes, std::size_t n, Move const* moves, Move* cells, bool is_first) {
    if (is_first) {
        for (std::size_t i = 0; i != n; ++i) cells[i] = moves[codes[i]];
    } else {
        for (std::size_t i = 0; i != n; ++i) cells[i] += moves[codes[i]];
    }
}

template <class Move>
void look_up_days(std::uint16_t const* days, std::size_t n, Move const* moves, std::uint16_t last,
                  Move* cells) {
    for (std::size_t i = 0; i != n; ++i) cells[i] += moves[std::min(days[i], last)];
}

template <class Move>
void leave_out_days(std::uint8_t const* days, std::size_t n, std::uint8_t first_day,
                    std::uint8_t last_day, Move out, Move* cells) {
    for (std::size_t i = 0; i != n; ++i) {
        if (days[i] < first_day || days[i] > last_day) cells[i] = out;
    }
}

/// Counts cells; all from `room` on in the entry after the last.
inline void count_cells(std::uint32_t const* cells, std::size_t n, std::uint32_t room,
                        std::uint32_t* table) {
    for (std::size_t i = 0; i != n; ++i) ++table[std::min(cells[i], room)];
}

/// Counts the cells of two columns together; all from `room` on in the entry after the last.
/// Without a list of cells in between, which takes 1.15 times as long.
template <class A, class B>
void count_pairs(A const* a, B const* b, std::size_t n, std::uint32_t const* by_a,
                 std::uint32_t const* by_b, std::uint32_t room, std::uint32_t* table) {
    for (std::size_t i = 0; i != n; ++i) ++table[std::min(by_a[a[i]] + by_b[b[i]], room)];
}

/// The same for a column and working days, into four tables in turn: few cells have most of the
/// rows, and an addition waits for the one before it to the same place.
/// @param last    of what `by_days` has
/// @param tables  four of room + 1 each, or one
template <class Code>
void count_with_days(Code const* codes, std::uint16_t const* days, std::size_t n,
                     std::uint32_t const* by_code, std::uint32_t const* by_days, std::uint16_t last,
                     std::uint32_t room, std::size_t tables, std::uint32_t* table) {
    constexpr std::size_t at_once = 4;
    auto const cell = [=](std::size_t i) {
        return std::min(by_code[codes[i]] + by_days[std::min(days[i], last)], room);
    };
    std::size_t const size = tables == 1 ? 0 : std::size_t{room} + 1;
    std::size_t i = 0;
    for (; i + at_once <= n; i += at_once) {
        ++table[cell(i)];
        ++table[size + cell(i + 1)];
        ++table[2 * size + cell(i + 2)];
        ++table[3 * size + cell(i + 3)];
    }
    for (; i != n; ++i) ++table[cell(i)];
}

/// Cells of a domain too large to be dense, each with some counts: an open hash table.
class cell_table {
  public:
    explicit cell_table(std::size_t counts) : width_(counts), keys_(start, none) {
        values_.assign(start * width_, 0);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The count; entered as 0 if the cell is new.
    [[nodiscard]] std::int64_t& at(std::uint64_t cell, std::size_t which) {
        if (2 * (size_ + 1) > keys_.size()) grow();
        std::size_t const place = find(cell);
        if (keys_[place] == none) {
            keys_[place] = cell;
            ++size_;
        }
        return values_[place * width_ + which];
    }

    [[nodiscard]] std::vector<std::uint64_t> sorted_cells() const {
        std::vector<std::uint64_t> cells;
        for (std::uint64_t const key : keys_) {
            if (key != none) cells.push_back(key);
        }
        std::sort(cells.begin(), cells.end());
        return cells;
    }

  private:
    static constexpr std::size_t start = 1024;
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    [[nodiscard]] std::size_t find(std::uint64_t cell) const {
        std::size_t const mask = keys_.size() - 1;
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): neighbours in the domain are spread.
        std::size_t place = static_cast<std::size_t>((cell * 0x9E3779B97F4A7C15u) >> 20) & mask;
        while (keys_[place] != none && keys_[place] != cell) place = (place + 1) & mask;
        return place;
    }

    void grow() {
        std::vector<std::uint64_t> const keys = std::move(keys_);
        std::vector<std::int64_t> const values = std::move(values_);
        keys_.assign(keys.size() * 2, none);
        values_.assign(keys_.size() * width_, 0);
        for (std::size_t i = 0; i != keys.size(); ++i) {
            if (keys[i] == none) continue;
            std::size_t const place = find(keys[i]);
            keys_[place] = keys[i];
            std::copy_n(values.data() + i * width_, width_, values_.data() + place * width_);
        }
    }

    std::size_t width_;
    std::size_t size_ = 0;
    std::vector<std::uint64_t> keys_;
    std::vector<std::int64_t> values_;
};

} // namespace upheld::detail
