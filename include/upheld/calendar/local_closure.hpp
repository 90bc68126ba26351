// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <span>
#include <string>
#include <string_view>

/// What one council adds to a calendar, and what it takes away.

namespace upheld {

/// Days on which a council's offices are closed though the law has no holiday: a Christmas
/// shutdown, a local holiday, a day of training.
struct local_closure {
    day_span days; ///< first and last both in
    std::string name;
    std::string source; ///< who decided so; may be empty
    friend bool operator==(local_closure const&, local_closure const&) = default;
};

/// The calendar with the closures as holidays of status `local`. Days on which it is closed anyway
/// keep what they had. Closures count for a council's own procedures; under the Freedom of
/// Information Act they are working days (Information Commissioner, line LTT47; secondary source).
/// @param id, edition  of the calendar to be made
/// @param closures     in any order; may overlap: the first to name a day gives its name; may be
/// none
/// @fails value_out_of_range if a closure is not within the known range; order_broken if one ends
///        before it begins
[[nodiscard]] result<working_calendar> with_closures(working_calendar const& of,
                                                     std::string_view id, std::string_view edition,
                                                     std::span<local_closure const> closures);

/// The calendar without the holidays on these days: as it was before they were announced, or where
/// one has been moved away.
/// @param edition  of the calendar to be made; the id stays
/// @param days     in any order; may be none
/// @fails not_found if one of the days is no holiday of the calendar
[[nodiscard]] result<working_calendar>
without_holidays(working_calendar const& of, std::string_view edition, std::span<day const> days);

} // namespace upheld
