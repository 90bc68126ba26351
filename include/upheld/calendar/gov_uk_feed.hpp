// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/jurisdiction.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

/// New editions of the calendars from GOV.UK's `bank-holidays.json`, merged over what was known.

namespace upheld {

/// What becomes of a proclaimed holiday that lies within the years of a feed and is not in it.
enum class missing_from_feed : std::uint8_t {
    stays, ///< the calendar keeps it: a feed that errs or is cut short takes nothing away
    goes,  ///< the feed is right: the holiday has been moved or cancelled
};

/// A calendar after a feed, and what the feed did to it.
struct fed_calendar {
    working_calendar value;
    std::vector<failure> conflicts; ///< `contradiction`: proclaimed before, and not in the feed
    std::vector<day> added;         ///< holidays that were not known before, in order
    std::vector<day> taken_away;    ///< holidays that are no more: projections that did not come
                                    ///< true, and with `goes` the conflicts; in order
};

/// The calendar of a new edition: all that `base` knew, with the feed's days. Years that the feed
/// leaves out keep what they had; a day of both becomes proclaimed, and keeps its name; closures of
/// status `local` stay. A feed speaks for all years from its first holiday's to its last one's.
/// @param of       whose part of the feed to read
/// @param json     the file's bytes: an object that has for `england-and-wales`, `scotland` and
///                 `northern-ireland` an object with `events`, a list of objects with `title` and
///                 `date`; other keys are passed over
/// @param source   what to call the feed in failures and as the holidays' source
/// @param edition  of the calendar to be made; the id stays that of `base`
/// @fails file_unreadable if the bytes are not JSON; field_malformed, field_missing, key_repeated,
///        date_invalid or id_repeated, with line and key; not_found if it has no part for `of`;
///        value_out_of_range if a day is outside the range that `base` knows
[[nodiscard]] result<fed_calendar>
merge_gov_uk_feed(working_calendar const& base, jurisdiction of, std::string_view json,
                  std::string_view source, std::string_view edition,
                  missing_from_feed missing = missing_from_feed::stays);

/// The same for the built-in calendar of an id; of a union every part is merged on its own.
/// @fails as `merge_gov_uk_feed`; not_found if there is no such built-in calendar
[[nodiscard]] result<fed_calendar>
built_in_calendar_with_feed(std::string_view id, std::string_view json, std::string_view source,
                            std::string_view edition,
                            missing_from_feed missing = missing_from_feed::stays);

} // namespace upheld
