// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/packed_rows.hpp"
#include "store/day_months.hpp"

#include <array>
#include <cstring>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Puts rows by the million behind those that `packed_rows` has. Keeps in one place where the next
/// row of each month goes; `packed_rows::add` finds it by way of the month, its zones and their
/// columns, and mostly waits for memory. The rows are there when `finish` has been called, and
/// nobody may look at them before.
class row_appender {
  public:
    /// A row's numbers in order of columns.
    using codes = std::array<std::uint32_t, field_count>;

    /// @param into  must outlive this
    /// @expects each field in one column; no summaries, no watchers and no amounts
    explicit row_appender(packed_rows& into);

    /// Adds a field's value to a row. @expects that field of the row was 0
    void set(codes& row, field f, std::uint32_t value) const {
        row[column_of_[at(f)]] += stride_of_[at(f)] * value;
    }

    /// Goes to the end of a month, for so many rows of one case.
    /// @param place  the value of `field::place` in them
    /// @expects 1 to 65,535 rows
    void begin(day on, std::size_t rows, std::uint16_t place) {
        std::size_t const month = month_place_of(on);
        day_of_month_ = static_cast<std::uint8_t>(on.serial() - month_starts[month] + 1);
        std::size_t const end = end_of_[month];
        if (end == none || ends_[end].left < rows || place > most_place_) [[unlikely]] {
            make_room(month, rows, place);
        }
        end_ = &ends_[end_of_[month]];
    }

    /// @param days  ignored if rows of the kind have none
    void append(codes const& row, std::uint16_t days) {
        month_end& end = *end_;
        for (std::size_t c = 0; c != widths_.size(); ++c) {
            std::byte*& to = end.columns[c];
            switch (widths_[c]) {
            case 1: write(to, static_cast<std::uint8_t>(row[c])); break;
            case 2: write(to, static_cast<std::uint16_t>(row[c])); break;
            default: write(to, row[c]); break;
            }
        }
        *end.day++ = day_of_month_;
        if (end.days != nullptr) *end.days++ = days;
        if (days != no_days && days > most_days_) most_days_ = days;
        --end.left;
    }

    /// Value of `field::subject` in a row that is no aspect.
    [[nodiscard]] std::uint16_t no_subject() const { return into_.how().no_subject; }

    void finish();

  private:
    /// Where the next row of a month goes.
    struct month_end {
        std::uint32_t left = 0; ///< rows that there is room for
        std::uint32_t zone = 0;
        std::uint8_t* day = nullptr;
        std::uint16_t* days = nullptr; ///< null if rows of the kind have none
        std::array<std::byte*, field_count> columns{};
    };

    static constexpr std::uint16_t none = 0xFFFF; // there are fewer months

    template <class Code> static void write(std::byte*& to, Code code) {
        std::memcpy(to, &code, sizeof code);
        to += sizeof code;
    }

    void learn_packing();
    void make_room(std::size_t month, std::size_t rows, std::uint16_t place);
    void tell(month_end const& end);
    void point(month_end& end) const;

    packed_rows& into_;
    std::array<std::uint16_t, field_count> column_of_{}; ///< of each field
    std::array<std::uint32_t, field_count> stride_of_{};
    std::vector<std::uint8_t> widths_; ///< of each column, in bytes
    std::uint16_t most_place_ = 0;     ///< that the column of places holds
    std::uint16_t most_days_ = 0;
    std::uint8_t day_of_month_ = 0;
    std::vector<month_end> ends_;
    std::array<std::uint16_t, month_starts.size() - 1> end_of_{}; ///< of each month, in `ends_`
    month_end* end_ = nullptr;
};

} // namespace upheld::detail
