// SPDX-License-Identifier: BSL-1.0
#include "rollup/time_steps.hpp"

#include "upheld/basis/expects.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

constexpr int first_serial = day(1900, 1, 1).serial();
constexpr int last_serial = day(2199, 12, 31).serial();

/// From the first day of one month to the day before the first of another, cut to real days.
day_span months(int from_year, int from_month, int until_year, int until_month) {
    day const first =
        from_year < 1900 ? day::from_serial(first_serial) : day(from_year, from_month, 1);
    day const last = until_year > 2199 ? day::from_serial(last_serial)
                                       : day(until_year, until_month, 1) - calendar_days(1);
    return {first, last};
}

/// `length` months from the `at`-th month since year 0.
day_span months(int at, int length) {
    int const end = at + length;
    return months(at / 12, at % 12 + 1, end / 12, end % 12 + 1);
}

std::string digits(int value, int count) {
    std::string text(static_cast<std::size_t>(count), '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value /= 10) {
        *digit = static_cast<char>('0' + value % 10);
    }
    return text;
}

std::string financial_year(int first) { return digits(first, 4) + '-' + digits(first + 1, 2); }

} // namespace

day_span days_of_slot(std::int32_t slot, time_step every) {
    switch (every) {
    case time_step::financial_year: return months(slot * 12 + 3, 12);
    case time_step::financial_half: return months(slot * 6 + 3, 6);
    case time_step::financial_quarter: return months(slot * 3 + 3, 3);
    case time_step::calendar_year: return months(slot * 12, 12);
    case time_step::calendar_half: return months(slot * 6, 6);
    case time_step::calendar_quarter: return months(slot * 3, 3);
    case time_step::month: return months(slot, 1);
    case time_step::week: break;
    }
    int const monday = slot * 7 - 3;
    UPHELD_EXPECTS(monday + 6 >= first_serial && monday <= last_serial);
    return {day::from_serial(std::max(monday, first_serial)),
            day::from_serial(std::min(monday + 6, last_serial))};
}

std::string key_of_slot(std::int32_t slot, time_step every) {
    switch (every) {
    case time_step::financial_year: return financial_year(slot);
    case time_step::financial_half:
        return financial_year(slot / 2) + "-H" + digits(slot % 2 + 1, 1);
    case time_step::financial_quarter:
        return financial_year(slot / 4) + "-Q" + digits(slot % 4 + 1, 1);
    case time_step::calendar_year: return digits(slot, 4);
    case time_step::calendar_half: return digits(slot / 2, 4) + "-H" + digits(slot % 2 + 1, 1);
    case time_step::calendar_quarter: return digits(slot / 4, 4) + "-Q" + digits(slot % 4 + 1, 1);
    case time_step::month: return digits(slot / 12, 4) + "-M" + digits(slot % 12 + 1, 2);
    case time_step::week: break;
    }
    // The last days of 2199 lie in week 1 of 2200 at the latest; its Thursday is no real day.
    int const thursday = slot * 7;
    if (thursday > last_serial) return "2200-W01";
    int const year = day::from_serial(thursday).fields().year;
    return digits(year, 4) + "-W" + digits((thursday - day(year, 1, 1).serial()) / 7 + 1, 2);
}

} // namespace upheld::detail
