// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"
#include "upheld/calendar/jurisdiction.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// What proclamations changed in single years: days added, moved and cancelled, 1978 to 2028.

namespace upheld {

enum class change_of_holiday : std::uint8_t {
    added,     ///< a bank holiday beside the usual ones
    moved_to,  ///< the new day of a usual one
    cancelled, ///< the usual day of one that was moved
};

struct bank_holiday_change {
    day on;
    jurisdiction_set where;
    change_of_holiday change;
    std::string_view name;   ///< of the holiday
    std::string_view source; ///< what makes it so, and how that was seen
};

namespace detail {

inline constexpr jurisdiction_set everywhere = jurisdiction_set{}
                                                   .with(jurisdiction::england_and_wales)
                                                   .with(jurisdiction::scotland)
                                                   .with(jurisdiction::northern_ireland);
inline constexpr jurisdiction_set in_scotland = jurisdiction_set{}.with(jurisdiction::scotland);
inline constexpr jurisdiction_set outside_scotland =
    jurisdiction_set{}.with(jurisdiction::england_and_wales).with(jurisdiction::northern_ireland);

inline constexpr std::string_view hansard_1995 =
    "royal proclamation, told in HC Deb 2 March 1995 c709W and HL Deb 16 December 1993 WA135; "
    "primary text seen";
inline constexpr std::string_view jubilee_2002 =
    "royal proclamation for the Golden Jubilee; secondary source: BBC, 24 November 2000";
inline constexpr std::string_view jubilee_2012 = "royal proclamation for the Diamond Jubilee; seen "
                                                 "in GOV.UK, UK bank holidays, and a release of "
                                                 "the Scottish Government";
inline constexpr std::string_view ve_day_2020 =
    "royal proclamation for the 75th anniversary of VE Day; London Gazette notice 3326938 and "
    "GOV.UK, UK bank holidays; primary text seen";
inline constexpr std::string_view jubilee_2022 =
    "royal proclamation for the Platinum Jubilee; seen in GOV.UK, UK bank holidays";

inline constexpr std::array<bank_holiday_change, 21> changes_of_single_years{{
    {day(1981, 7, 29), everywhere, change_of_holiday::added, "Wedding of the Prince of Wales",
     "royal proclamation; secondary sources"},
    {day(1995, 5, 1), outside_scotland, change_of_holiday::cancelled, "Early May bank holiday",
     hansard_1995},
    {day(1995, 5, 8), outside_scotland, change_of_holiday::moved_to,
     "Early May bank holiday (moved for VE Day 50)", hansard_1995},
    {day(1995, 5, 8), in_scotland, change_of_holiday::added, "VE Day 50", hansard_1995},
    {day(1999, 12, 31), everywhere, change_of_holiday::added, "Millennium",
     "royal proclamation; secondary sources"},
    {day(2002, 5, 27), everywhere, change_of_holiday::cancelled, "Spring bank holiday",
     jubilee_2002},
    {day(2002, 6, 3), everywhere, change_of_holiday::added, "Golden Jubilee", jubilee_2002},
    {day(2002, 6, 4), everywhere, change_of_holiday::moved_to,
     "Spring bank holiday (moved for the Golden Jubilee)", jubilee_2002},
    {day(2011, 4, 29), everywhere, change_of_holiday::added, "Royal wedding",
     "royal proclamation; secondary sources"},
    {day(2012, 5, 28), everywhere, change_of_holiday::cancelled, "Spring bank holiday",
     jubilee_2012},
    {day(2012, 6, 4), everywhere, change_of_holiday::moved_to,
     "Spring bank holiday (moved for the Diamond Jubilee)", jubilee_2012},
    {day(2012, 6, 5), everywhere, change_of_holiday::added, "Diamond Jubilee", jubilee_2012},
    {day(2020, 5, 4), everywhere, change_of_holiday::cancelled, "Early May bank holiday",
     ve_day_2020},
    {day(2020, 5, 8), everywhere, change_of_holiday::moved_to,
     "Early May bank holiday (moved for VE Day 75)", ve_day_2020},
    {day(2022, 5, 30), everywhere, change_of_holiday::cancelled, "Spring bank holiday",
     jubilee_2022},
    {day(2022, 6, 2), everywhere, change_of_holiday::moved_to,
     "Spring bank holiday (moved for the Platinum Jubilee)", jubilee_2022},
    {day(2022, 6, 3), everywhere, change_of_holiday::added, "Platinum Jubilee", jubilee_2022},
    {day(2022, 9, 19), outside_scotland, change_of_holiday::added,
     "State funeral of Queen Elizabeth II",
     "royal proclamation, London Gazette notice 4158896, and GOV.UK, UK bank holidays; primary "
     "text "
     "seen"},
    {day(2022, 9, 19), in_scotland, change_of_holiday::added, "State funeral of Queen Elizabeth II",
     "royal proclamation for Scotland; seen in GOV.UK, UK bank holidays"},
    {day(2023, 5, 8), everywhere, change_of_holiday::added, "Coronation of King Charles III",
     "royal proclamation; seen in GOV.UK, UK bank holidays"},
    {day(2026, 6, 15), in_scotland, change_of_holiday::added, "World Cup bank holiday",
     "royal proclamation for Scotland, announced on 4 February 2026; seen in GOV.UK, UK bank "
     "holidays, 25 February 2026"},
}};

} // namespace detail

/// In order of their days.
[[nodiscard]] constexpr std::span<bank_holiday_change const> bank_holiday_changes() noexcept {
    return detail::changes_of_single_years;
}

} // namespace upheld
