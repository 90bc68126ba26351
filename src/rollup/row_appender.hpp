// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/packed_rows.hpp"
#include "store/day_months.hpp"

#include <array>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Puts rows by the million behind those that `packed_rows` has. Rows wait until there are some
/// hundred, and where the next row of each month goes is kept in one place: `packed_rows::add`
/// finds it by way of the month, its zones and their columns, and mostly waits for memory. The
/// rows are there when `finish` has been called, and nobody may look at them before.
class row_appender {
  public:
    /// A row's numbers in order of columns, or a part of them.
    using codes = std::array<std::uint32_t, field_count>;

    /// @param into  must outlive this
    /// @expects each field in one column; no summaries, no watchers and no amounts
    explicit row_appender(packed_rows& into);

    /// Adds a field's value to a row. @expects that field of the row was 0
    void set(codes& row, field f, std::uint32_t value) const { set(row.data(), f, value); }

    void set(std::uint32_t* row, field f, std::uint32_t value) const {
        row[column_of_[at(f)]] += stride_of_[at(f)] * value;
    }

    /// Value of `field::subject` in a row that is no aspect.
    [[nodiscard]] std::uint16_t no_subject() const { return into_.how().no_subject; }

    /// Begins a case. @param place  the value of `field::place` in its rows
    /// @expects 1 to 65,535 rows, which are appended next
    void begin(day on, std::size_t rows, std::uint16_t place) {
        if (place > most_place_) [[unlikely]] {
            widen_places();
        }
        std::size_t const month = month_place_of(on);
        month_ = static_cast<std::uint16_t>(month);
        rows_ = static_cast<std::uint16_t>(rows);
        day_ = static_cast<std::uint8_t>(on.serial() - month_starts[month] + 1);
    }

    /// A row of the case.
    /// @param of_case  what all rows of the case have
    /// @param days     ignored if rows of the kind have none
    /// @returns where `set` adds what the row alone has, until the next row is begun
    [[nodiscard]] std::uint32_t* append(codes const& of_case, std::uint16_t days) {
        if (waits_ == most_waiting) [[unlikely]] {
            put_in();
        }
        // Number by number: what was written in small pieces is slow to be read in large ones.
        waiting_row& row = waiting_[waits_];
        row.month = month_;
        row.rows = rows_;
        row.days = days;
        row.day = day_;
        rows_ = 0;
        std::uint32_t* const to = waiting_codes_.data() + waits_ * widths_.size();
        for (std::size_t c = 0; c != widths_.size(); ++c) to[c] = of_case[c];
        ++waits_;
        return to;
    }

    void finish();

  private:
    static constexpr std::size_t most_waiting = 256;

    /// A row, but for its codes.
    struct waiting_row {
        std::uint16_t month = 0;
        std::uint16_t rows = 0; ///< of its case, if it is the first of them; else 0
        std::uint16_t days = 0;
        std::uint8_t day = 0; ///< of the month
    };

    /// Where the next row of a month goes. With five columns all is on one line of memory.
    struct alignas(64) month_end {
        std::uint32_t left = 0; ///< rows that there is room for
        std::uint32_t zone = 0;
        std::uint8_t* day = nullptr;
        std::uint16_t* days = nullptr; ///< null if rows of the kind have none
        std::array<std::byte*, field_count> columns{};
    };

    static constexpr std::uint16_t none = 0xFFFF; // there are fewer months

    void learn_packing();
    void put_in();
    void widen_places();
    void make_room(std::size_t month, std::size_t rows);
    void tell(month_end const& end);
    void point(month_end& end) const;

    packed_rows& into_;
    std::array<std::uint16_t, field_count> column_of_{}; ///< of each field
    std::array<std::uint32_t, field_count> stride_of_{};
    std::vector<std::uint8_t> widths_; ///< of each column, in bytes
    std::uint16_t most_place_ = 0;     ///< that the column of places holds
    std::uint16_t month_ = 0;          ///< of the case that was begun, as its day
    std::uint8_t day_ = 0;
    std::uint16_t rows_ = 0; ///< that it has; 0 behind the first
    std::size_t waits_ = 0;  ///< so many rows wait
    std::array<waiting_row, most_waiting> waiting_;
    std::vector<std::uint32_t> waiting_codes_; ///< of each of them in turn
    std::vector<month_end> ends_;
    std::array<std::uint16_t, month_starts.size() - 1> end_of_{}; ///< of each month, in `ends_`
};

} // namespace upheld::detail
