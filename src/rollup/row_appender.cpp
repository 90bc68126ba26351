// SPDX-License-Identifier: BSL-1.0
#include "rollup/row_appender.hpp"

#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <cstring>

namespace upheld::detail {

namespace {

template <class Code> void write(std::byte* to, Code code) { std::memcpy(to, &code, sizeof code); }

} // namespace

row_appender::row_appender(packed_rows& into) : into_(into) {
    UPHELD_EXPECTS(!into.keeps_summaries_ && into.watchers.empty() && !into.how_.has_amount);
    end_of_.fill(none);
    learn_packing();
    waiting_codes_.resize(most_waiting * widths_.size());
}

void row_appender::learn_packing() {
    packing const& how = into_.how_;
    widths_.clear();
    stride_of_.fill(0);
    for (std::size_t c = 0; c != how.columns.size(); ++c) {
        packed_column const& column = how.columns[c];
        widths_.push_back(static_cast<std::uint8_t>(column.width));
        for (std::size_t i = 0; i != column.fields.size(); ++i) {
            UPHELD_EXPECTS(stride_of_[at(column.fields[i])] == 0);
            column_of_[at(column.fields[i])] = static_cast<std::uint16_t>(c);
            stride_of_[at(column.fields[i])] = column.strides[i];
        }
    }
    most_place_ = static_cast<std::uint16_t>(std::max(how.sizes[at(field::place)], 1U) - 1);
}

/// Tells the rows how many there are by now.
void row_appender::tell(month_end const& end) {
    zone& z = into_.zones_[end.zone];
    auto const room = static_cast<std::uint32_t>(z.day.size());
    std::uint32_t const rows = room - end.left;
    into_.live_rows_ += rows - z.rows;
    z.rows = rows;
}

/// Points to the end of its zone.
void row_appender::point(month_end& end) const {
    zone& z = into_.zones_[end.zone];
    end.left = static_cast<std::uint32_t>(z.day.size()) - z.rows;
    end.day = z.day.data() + z.rows;
    end.days = into_.how_.has_days ? z.days.data() + z.rows : nullptr;
    for (std::size_t c = 0; c != widths_.size(); ++c) {
        end.columns[c] = z.columns[c].data() + std::size_t{z.rows} * widths_[c];
    }
}

void row_appender::make_room(std::size_t month, std::size_t rows) {
    if (end_of_[month] == none) {
        end_of_[month] = static_cast<std::uint16_t>(ends_.size());
        ends_.emplace_back();
    } else {
        tell(ends_[end_of_[month]]);
    }
    month_end& end = ends_[end_of_[month]];
    zone& z = into_.open_zone(static_cast<std::int32_t>(month), rows, end.zone);
    std::uint32_t const needed = z.rows + static_cast<std::uint32_t>(rows);
    if (needed > z.day.size()) into_.make_room(z, needed);
    point(end);
}

/// Puts in the rows that wait. No row needs what comes of the one before, so the processor waits
/// for the memory of several at a time.
void row_appender::put_in() {
    std::uint32_t const* code = waiting_codes_.data();
    std::size_t const columns = widths_.size();
    std::uint8_t const* const widths = widths_.data();
    for (waiting_row const& row : std::span(waiting_).first(waits_)) {
        std::size_t const known = end_of_[row.month];
        if (known == none || ends_[known].left < row.rows) [[unlikely]] {
            make_room(row.month, row.rows);
        }
        month_end& end = ends_[end_of_[row.month]];
        for (std::size_t c = 0; c != columns; ++c) {
            std::byte* const to = end.columns[c];
            switch (widths[c]) {
            case 1: write(to, static_cast<std::uint8_t>(code[c])); break;
            case 2: write(to, static_cast<std::uint16_t>(code[c])); break;
            default: write(to, code[c]); break;
            }
            end.columns[c] = to + widths[c];
        }
        code += columns;
        *end.day++ = row.day;
        if (end.days != nullptr) *end.days++ = row.days;
        if (row.days != no_days) into_.most_days_ = std::max(into_.most_days_, row.days);
        --end.left;
    }
    waits_ = 0;
}

void row_appender::widen_places() {
    put_in();
    for (month_end const& end : ends_) tell(end);
    into_.widen_places();
    learn_packing();
    for (month_end& end : ends_) point(end);
}

void row_appender::finish() {
    put_in();
    for (month_end const& end : ends_) tell(end);
}

} // namespace upheld::detail
