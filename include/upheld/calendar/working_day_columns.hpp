// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/row_set.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <span>

/// The queries of a working calendar for whole columns of days.
///
/// Each gives row by row what the calendar's own query gives for one day. Where that would be a
/// failure, the row is put into `failed` and its answer is left as it was; the words of the failure
/// are the calendar's own: `calendar.add(from[row], n).error()`. Nothing is allocated, and all
/// may be called from many threads at once. Vector instructions are used where the machine has them
/// (AVX2, found when the program runs).
///
/// All expect columns of one length, and answers apart from the columns asked about; days added to
/// may lie in the very memory of the days asked. Empty columns are answered at once.

namespace upheld {

/// The day n working days from each day, as `working_calendar::add`. One rule for many columns is
/// faster compiled: see `working_day_shift.hpp`.
rows_answered add_to_each(working_calendar const& calendar, std::span<day const> from,
                          working_days n, std::span<day> to, row_set failed) noexcept;

/// The same with a number of its own for each row.
rows_answered add_to_each(working_calendar const& calendar, std::span<day const> from,
                          std::span<working_days const> n, std::span<day> to,
                          row_set failed) noexcept;

/// Working days d with after < d <= until, as `working_calendar::count_after_until`.
rows_answered count_each_after_until(working_calendar const& calendar, std::span<day const> after,
                                     std::span<day const> until, std::span<working_days> counts,
                                     row_set failed) noexcept;

/// Which of the days are working days, as `working_calendar::is_working_day`. A row that failed is
/// not in `working`.
rows_answered mark_working_days(working_calendar const& calendar, std::span<day const> days,
                                row_set working, row_set failed) noexcept;

} // namespace upheld
