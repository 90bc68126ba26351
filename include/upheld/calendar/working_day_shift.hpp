// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/row_set.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace upheld {

/// The rule "n working days from a day" of one calendar, compiled to one byte a day: how far the
/// answer is. The bytes of 73 years are 26 KB and stay in the nearest cache, which makes this the
/// fastest form for columns of millions of days. Immutable; keeps nothing of the calendar but its
/// name and edition.
///
///     auto const due = working_day_shift::make(england_and_wales(), working_days(20));
///     rows_answered const done = due->apply(received, due_days, failed);
class working_day_shift {
  public:
    /// @param n  as for `working_calendar::add`: 0 or negative too
    /// @fails value_out_of_range if the farthest answer is more than 255 calendar days farther than
    ///        the nearest, as with a closure of most of a year; `add_to_each` has no such limit
    /// @edge  if the calendar has no answer for any day, every query of the shift is without one
    /// @cost  one pass over the calendar's days; one allocation
    [[nodiscard]] static result<working_day_shift> make(working_calendar const& calendar,
                                                        working_days n);

    [[nodiscard]] std::string_view calendar_id() const noexcept { return calendar_id_; }

    [[nodiscard]] std::string_view edition() const noexcept { return edition_; }

    [[nodiscard]] working_days distance() const noexcept { return distance_; }

    /// What `working_calendar::add` gives; none where that is a failure. The failure itself, should
    /// somebody want to read it, is `calendar.add(from, n).error()`.
    [[nodiscard]] std::optional<day> apply(day from) const noexcept {
        std::uint32_t const at =
            static_cast<std::uint32_t>(from.serial()) - static_cast<std::uint32_t>(first_.serial());
        if (at >= days_) return std::nullopt;
        return from + calendar_days(nearest_ + farther_[at]);
    }

    /// The same for each day of a column. A row without an answer is put into `failed` and its
    /// place in `to` is left as it was. Allocates nothing.
    /// @expects columns of one length; `to` in the very memory of `from` or apart from it
    rows_answered apply(std::span<day const> from, std::span<day> to,
                        row_set failed) const noexcept;

  private:
    working_day_shift() = default;

    std::string calendar_id_;
    std::string edition_;
    working_days distance_;
    day first_;                         // days with an answer are one stretch of the known range
    std::uint32_t days_ = 0;            // of that stretch
    std::int32_t nearest_ = 0;          // calendar days to the nearest answer, may be negative
    std::vector<std::uint8_t> farther_; // than that, for each day; and three bytes that say nothing
};

} // namespace upheld
