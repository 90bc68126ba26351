// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/calendar/day_span.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <cstdint>
#include <string>

/// Days to and from Boost.DateTime. Opt-in: no other header includes this one, and a host needs
/// Boost only if it does. Boost's special values, such as `not_a_date_time`, are no days: they give
/// a failure.

namespace upheld {

namespace detail {

[[nodiscard]] inline failure no_boost_value(std::string what) {
    return {.code = failure_code::date_invalid,
            .where = {},
            .message = "Boost's " + static_cast<std::string&&>(what),
            .mend = "check is_special() before"};
}

} // namespace detail

[[nodiscard]] inline boost::gregorian::date to_boost(day d) {
    auto const [year, month, day_of_month] = d.fields();
    return {static_cast<unsigned short>(year), static_cast<unsigned short>(month),
            static_cast<unsigned short>(day_of_month)};
}

[[nodiscard]] inline boost::gregorian::date_duration to_boost(calendar_days distance) {
    return boost::gregorian::date_duration(distance.value);
}

/// Boost's period excludes its end, so that ends on the day after `last`.
[[nodiscard]] inline boost::gregorian::date_period to_boost(day_span span) {
    return {to_boost(span.first), to_boost(span.last) + boost::gregorian::date_duration(1)};
}

/// @fails date_invalid if the date is special, or outside 1900 to 2199
[[nodiscard]] inline result<day> day_from(boost::gregorian::date const& d) {
    if (d.is_special()) return refuse(detail::no_boost_value("special date is not a day"));
    auto const fields = d.year_month_day();
    int const year = static_cast<int>(fields.year);
    int const month = static_cast<int>(fields.month.as_number());
    int const day_of_month = static_cast<int>(fields.day);
    if (is_real_date(year, month, day_of_month)) return day(year, month, day_of_month);
    failure outside = detail::no_boost_value("date in the year " + std::to_string(year) +
                                             " is outside 1900 to 2199");
    outside.mend = "give a day of these years";
    return refuse(outside);
}

/// @fails date_invalid if the distance is special; value_out_of_range if it is longer than any two
///        days can be apart
[[nodiscard]] inline result<calendar_days>
calendar_days_from(boost::gregorian::date_duration const& distance) {
    if (distance.is_special()) {
        return refuse(detail::no_boost_value("special duration is not a distance"));
    }
    constexpr std::int64_t longest = (day(2199, 12, 31) - day(1900, 1, 1)).value;
    std::int64_t const value = distance.days();
    if (value < -longest || longest < value) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = std::to_string(value) + " days is longer than 1900 to 2199",
                       .mend = "give a shorter distance"});
    }
    return calendar_days(static_cast<std::int32_t>(value));
}

/// The days of a period; its end is excluded, the span's last day is in.
/// @fails date_invalid if an end is special or outside 1900 to 2199; order_broken if it is empty
[[nodiscard]] inline result<day_span> day_span_from(boost::gregorian::date_period const& period) {
    // Asked before last(), which does arithmetic that special values survive unnoticed.
    if (period.begin().is_special() || period.end().is_special()) {
        return refuse(detail::no_boost_value("period with a special end is not a span of days"));
    }
    if (period.is_null()) {
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "Boost's period is empty",
                       .mend = "give a period of one day or more"});
    }
    result<day> const first = day_from(period.begin());
    if (!first) return refuse(first.error());
    result<day> const last = day_from(period.last());
    if (!last) return refuse(last.error());
    return day_span{*first, *last};
}

} // namespace upheld
