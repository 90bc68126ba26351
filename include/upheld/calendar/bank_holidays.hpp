// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/calendar/bank_holiday_rules.hpp"
#include "upheld/calendar/combined_calendar.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The built-in calendars: the three lists of bank holidays, their union, and what each statute
/// calls a working day. Each is one object for the whole program, made on first use; safe from many
/// threads.

namespace upheld {

/// What was known when the built-in calendars were written: GOV.UK's list of February 2026.
inline constexpr std::string_view bank_holidays_edition = "2026-02";

/// Working days of a jurisdiction, 1978 to 2050, with a weekend of your own: `saturday_and_sunday`,
/// or Sunday alone where Saturdays are worked.
[[nodiscard]] inline working_calendar
bank_holiday_calendar(std::string_view id, jurisdiction of,
                      weekday_set weekend = saturday_and_sunday,
                      scottish_january january = scottish_january::legal) {
    std::vector<bank_holiday> const all = bank_holidays(of, weekend, january);
    std::vector<holiday> holidays;
    holidays.reserve(all.size());
    for (bank_holiday const& h : all) {
        holidays.push_back({h.on, std::string(h.name), h.status, std::string(h.source)});
    }
    result<working_calendar> made =
        working_calendar::adopt(id, bank_holidays_edition, bank_holidays_known,
                                static_cast<std::vector<holiday>&&>(holidays), weekend);
    UPHELD_EXPECTS(made.has_value());
    return *std::move(made);
}

/// Not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in England and Wales.
[[nodiscard]] inline working_calendar const& england_and_wales() {
    static working_calendar const built =
        bank_holiday_calendar("england-and-wales", jurisdiction::england_and_wales);
    return built;
}

/// Not Saturday, Sunday or a bank holiday in Scotland, among which are Good Friday and Christmas
/// Day.
[[nodiscard]] inline working_calendar const& scotland() {
    static working_calendar const built = bank_holiday_calendar("scotland", jurisdiction::scotland);
    return built;
}

/// Not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in Northern Ireland.
[[nodiscard]] inline working_calendar const& northern_ireland() {
    static working_calendar const built =
        bank_holiday_calendar("northern-ireland", jurisdiction::northern_ireland);
    return built;
}

/// Scotland as its bank holidays were advertised: 4 January 2010 and 2011 are holidays.
[[nodiscard]] inline working_calendar const& scotland_as_advertised() {
    static working_calendar const built =
        bank_holiday_calendar("scotland-as-advertised", jurisdiction::scotland, saturday_and_sunday,
                              scottish_january::as_advertised);
    return built;
}

/// Not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in any part of the United
/// Kingdom.
[[nodiscard]] inline working_calendar const& uk_any() {
    static working_calendar const built =
        *closed_if_any("uk-any", {&england_and_wales(), &scotland(), &northern_ireland()});
    return built;
}

/// As `uk_any`, with Scotland's bank holidays as they were advertised.
[[nodiscard]] inline working_calendar const& uk_any_as_advertised() {
    static working_calendar const built =
        *closed_if_any("uk-any-as-advertised",
                       {&england_and_wales(), &scotland_as_advertised(), &northern_ireland()});
    return built;
}

/// One of the built-in calendars, with what it is for.
struct built_in_calendar_entry {
    std::string_view id;
    std::string_view description;
    std::string_view source;              ///< which text defines its working day, and how sure
    jurisdiction_set where;               ///< whose bank holidays are not worked
    working_calendar const& (*days_of)(); ///< the calendar whose working days it has
};

namespace detail {

inline constexpr std::string_view act_of_1971 = "Banking and Financial Dealings Act 1971";
inline constexpr jurisdiction_set in_england_and_wales =
    jurisdiction_set{}.with(jurisdiction::england_and_wales);
inline constexpr jurisdiction_set in_northern_ireland =
    jurisdiction_set{}.with(jurisdiction::northern_ireland);

inline constexpr std::array<built_in_calendar_entry, 16> calendar_entries{{
    {"england-and-wales",
     "not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in England and Wales",
     act_of_1971, in_england_and_wales, &england_and_wales},
    {"scotland", "not Saturday, Sunday or a bank holiday in Scotland", act_of_1971, in_scotland,
     &scotland},
    {"scotland-as-advertised",
     "as scotland, with 4 January 2010 and 2011, which were advertised and never proclaimed",
     "secondary source, https://dracos.co.uk/wrote/bad-bank-holidays", in_scotland,
     &scotland_as_advertised},
    {"northern-ireland",
     "not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in Northern Ireland",
     act_of_1971, in_northern_ireland, &northern_ireland},
    {"uk-any",
     "not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday in any part of the United "
     "Kingdom",
     act_of_1971, everywhere, &uk_any},
    {"uk-any-as-advertised",
     "as uk-any, with 4 January 2010 and 2011, which were advertised in Scotland and never "
     "proclaimed",
     "secondary source, https://dracos.co.uk/wrote/bad-bank-holidays", everywhere,
     &uk_any_as_advertised},
    {"england", "the days of england-and-wales, for bodies of England", act_of_1971,
     in_england_and_wales, &england_and_wales},
    {"wales", "the days of england-and-wales, for bodies of Wales", act_of_1971,
     in_england_and_wales, &england_and_wales},
    {"foi2000", "working day of the Freedom of Information Act 2000: the days of uk-any",
     "Freedom of Information Act 2000, section 10(6); primary text seen", everywhere, &uk_any},
    {"eir2004", "working day of the Environmental Information Regulations 2004: the days of uk-any",
     "SI 2004/3391; recalled to be as in the Freedom of Information Act 2000, to be verified",
     everywhere, &uk_any},
    {"foisa2002",
     "working day of the Freedom of Information (Scotland) Act 2002: the days of scotland",
     "Freedom of Information (Scotland) Act 2002, section 73; primary text seen", in_scotland,
     &scotland},
    {"children-2006",
     "working day of the children's representations procedure: the days of england-and-wales; "
     "Boxing Day, which the regulations name, is among its holidays",
     "SI 2006/1738, regulation 2; primary text seen; it does not say whose bank holidays",
     in_england_and_wales, &england_and_wales},
    {"children-2006-literal",
     "the same read to the letter, so that a bank holiday anywhere counts: the days of uk-any",
     "SI 2006/1738, regulation 2; primary text seen; it does not say whose bank holidays",
     everywhere, &uk_any},
    {"asc2009",
     "working day of the adult social care complaints regulations: the days of england-and-wales",
     "SI 2009/309, regulation 2; recalled, its twins SI 2006/1681 and SI 2012/3094 seen",
     in_england_and_wales, &england_and_wales},
    {"ph2012",
     "working day of the public health complaints regulations: the days of england-and-wales",
     "SI 2012/3094, regulation 19; primary text seen", in_england_and_wales, &england_and_wales},
    {"wales-social-2014",
     "working day of the Welsh social services complaints regulations: the days of "
     "england-and-wales",
     "SI 2014/1794 and SI 2014/1795; recalled, to be verified", in_england_and_wales,
     &england_and_wales},
}};

} // namespace detail

/// All built-in calendars, the plain ones first.
[[nodiscard]] constexpr std::span<built_in_calendar_entry const> built_in_calendars() noexcept {
    return detail::calendar_entries;
}

/// A copy of the built-in calendar of that id.
/// @fails not_found if there is none; the message lists the ids
[[nodiscard]] inline result<working_calendar> built_in_calendar(std::string_view id) {
    std::string ids;
    for (built_in_calendar_entry const& entry : built_in_calendars()) {
        if (entry.id == id) {
            working_calendar const& days = entry.days_of();
            if (days.id() == id) return days;
            return working_calendar::make(id, days.edition(), days.known(), days.holidays(),
                                          days.weekend());
        }
        ids += ids.empty() ? "use one of " : ", ";
        ids += entry.id;
    }
    return refuse({.code = failure_code::not_found,
                   .where = {},
                   .message = "no built-in calendar \"" + std::string(id) + "\"",
                   .mend = ids});
}

/// The last day that rests on no projection: the end of the year of the calendar's last proclaimed
/// holiday. None if all its holidays are projected or local, or it has none. Answers that reach
/// beyond it may change once more holidays are proclaimed.
[[nodiscard]] inline std::optional<day> proclaimed_until(working_calendar const& of) {
    auto const holidays = of.holidays();
    for (std::size_t i = holidays.size(); i-- != 0;) {
        if (holidays[i].status != holiday_status::proclaimed) continue;
        day const end(holidays[i].on.fields().year, 12, 31);
        return end < of.known().last ? end : of.known().last;
    }
    return std::nullopt;
}

} // namespace upheld
