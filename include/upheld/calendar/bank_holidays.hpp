// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

/// The built-in calendar: weekdays that are bank holidays or common-law holidays in England and
/// Wales, 2015 to 2028.

namespace upheld {

/// A weekday holiday as a constant. A holiday that falls on a weekend is listed on the weekday on
/// which it is observed.
struct bank_holiday {
    day on;
    std::string_view name;
    holiday_status status;
    std::string_view source;
};

namespace detail {

inline constexpr std::string_view by_schedule_1 =
    "Banking and Financial Dealings Act 1971, section 1(1) and Schedule 1";
inline constexpr std::string_view by_yearly_proclamation =
    "yearly royal proclamation under the Banking and Financial Dealings Act 1971, section 1";
inline constexpr std::string_view by_moving_proclamation =
    "royal proclamation that appointed this day in place of the usual one, Banking and Financial "
    "Dealings Act 1971, section 1(2)";
inline constexpr std::string_view by_extra_proclamation =
    "royal proclamation of an extra day, Banking and Financial Dealings Act 1971, section 1(3)";
inline constexpr std::string_view by_common_law = "common law";

/// Rules of substitution, Easter and the one-off changes, compared with the dates on GOV.UK
/// (2012 to 2028, February 2026). Proclaimed days of 2027 and 2028 are marked as projected.
inline constexpr std::array<bank_holiday, 115> england_and_wales_holidays{{
    {day(2015, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2015, 4, 3), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2015, 4, 6), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2015, 5, 4), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2015, 5, 25), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2015, 8, 31), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2015, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2015, 12, 28), "Boxing Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2016, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2016, 3, 25), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2016, 3, 28), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2016, 5, 2), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2016, 5, 30), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2016, 8, 29), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2016, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2016, 12, 27), "Christmas Day (substitute)", holiday_status::confirmed, by_schedule_1},
    {day(2017, 1, 2), "New Year's Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2017, 4, 14), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2017, 4, 17), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2017, 5, 1), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2017, 5, 29), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2017, 8, 28), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2017, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2017, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2018, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2018, 3, 30), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2018, 4, 2), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2018, 5, 7), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2018, 5, 28), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2018, 8, 27), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2018, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2018, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2019, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2019, 4, 19), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2019, 4, 22), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2019, 5, 6), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2019, 5, 27), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2019, 8, 26), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2019, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2019, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2020, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2020, 4, 10), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2020, 4, 13), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2020, 5, 8), "Early May bank holiday (moved for VE Day 75)", holiday_status::confirmed,
     by_moving_proclamation},
    {day(2020, 5, 25), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2020, 8, 31), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2020, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2020, 12, 28), "Boxing Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2021, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2021, 4, 2), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2021, 4, 5), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2021, 5, 3), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2021, 5, 31), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2021, 8, 30), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2021, 12, 27), "Christmas (statutory substitute)", holiday_status::confirmed,
     by_schedule_1},
    {day(2021, 12, 28), "Christmas (proclaimed substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2022, 1, 3), "New Year's Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2022, 4, 15), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2022, 4, 18), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2022, 5, 2), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2022, 6, 2), "Spring bank holiday (moved for the Platinum Jubilee)",
     holiday_status::confirmed, by_moving_proclamation},
    {day(2022, 6, 3), "Platinum Jubilee", holiday_status::confirmed, by_extra_proclamation},
    {day(2022, 8, 29), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2022, 9, 19), "State funeral of Queen Elizabeth II", holiday_status::confirmed,
     by_extra_proclamation},
    {day(2022, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2022, 12, 27), "Christmas Day (substitute)", holiday_status::confirmed, by_schedule_1},
    {day(2023, 1, 2), "New Year's Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2023, 4, 7), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2023, 4, 10), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2023, 5, 1), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2023, 5, 8), "Coronation of King Charles III", holiday_status::confirmed,
     by_extra_proclamation},
    {day(2023, 5, 29), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2023, 8, 28), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2023, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2023, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2024, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2024, 3, 29), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2024, 4, 1), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2024, 5, 6), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2024, 5, 27), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2024, 8, 26), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2024, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2024, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2025, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2025, 4, 18), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2025, 4, 21), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2025, 5, 5), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2025, 5, 26), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2025, 8, 25), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2025, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2025, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
    {day(2026, 1, 1), "New Year's Day", holiday_status::confirmed, by_yearly_proclamation},
    {day(2026, 4, 3), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2026, 4, 6), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2026, 5, 4), "Early May bank holiday", holiday_status::confirmed, by_yearly_proclamation},
    {day(2026, 5, 25), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2026, 8, 31), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2026, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2026, 12, 28), "Boxing Day (substitute)", holiday_status::confirmed,
     by_yearly_proclamation},
    {day(2027, 1, 1), "New Year's Day", holiday_status::projected, by_yearly_proclamation},
    {day(2027, 3, 26), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2027, 3, 29), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2027, 5, 3), "Early May bank holiday", holiday_status::projected, by_yearly_proclamation},
    {day(2027, 5, 31), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2027, 8, 30), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2027, 12, 27), "Christmas (statutory substitute)", holiday_status::confirmed,
     by_schedule_1},
    {day(2027, 12, 28), "Christmas (proclaimed substitute)", holiday_status::projected,
     by_yearly_proclamation},
    {day(2028, 1, 3), "New Year's Day (substitute)", holiday_status::projected,
     by_yearly_proclamation},
    {day(2028, 4, 14), "Good Friday", holiday_status::confirmed, by_common_law},
    {day(2028, 4, 17), "Easter Monday", holiday_status::confirmed, by_schedule_1},
    {day(2028, 5, 1), "Early May bank holiday", holiday_status::projected, by_yearly_proclamation},
    {day(2028, 5, 29), "Spring bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2028, 8, 28), "Summer bank holiday", holiday_status::confirmed, by_schedule_1},
    {day(2028, 12, 25), "Christmas Day", holiday_status::confirmed, by_common_law},
    {day(2028, 12, 26), "Boxing Day", holiday_status::confirmed, by_schedule_1},
}};

} // namespace detail

/// The first and the last day for which the built-in holidays are known, both in.
inline constexpr day_span england_and_wales_known{day(2015, 1, 1), day(2028, 12, 31)};

/// In order of their days.
[[nodiscard]] constexpr std::span<bank_holiday const> england_and_wales_bank_holidays() noexcept {
    return detail::england_and_wales_holidays;
}

/// Working days in England and Wales: not Saturday, Sunday, Good Friday, Christmas Day or a bank
/// holiday. One object for the whole program, made on first use; safe from many threads.
[[nodiscard]] inline working_calendar const& england_and_wales() {
    static working_calendar const built = [] {
        std::vector<holiday> holidays;
        holidays.reserve(england_and_wales_bank_holidays().size());
        for (bank_holiday const& h : england_and_wales_bank_holidays()) {
            holidays.push_back({h.on, std::string(h.name), h.status, std::string(h.source)});
        }
        result<working_calendar> made = working_calendar::make("england-and-wales", "2026-02",
                                                               england_and_wales_known, holidays);
        UPHELD_EXPECTS(made.has_value());
        return *made;
    }();
    return built;
}

/// A copy of the built-in calendar of that id.
/// @fails not_found if there is none; the message lists the ids
[[nodiscard]] inline result<working_calendar> built_in_calendar(std::string_view id) {
    if (id == england_and_wales().id()) return england_and_wales();
    return refuse({.code = failure_code::not_found,
                   .where = {},
                   .message = "no built-in calendar \"" + std::string(id) + "\"",
                   .mend = "use england-and-wales"});
}

} // namespace upheld
