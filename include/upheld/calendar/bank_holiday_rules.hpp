// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/bank_holiday_changes.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/easter.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// Bank holidays by rule: the Banking and Financial Dealings Act 1971, the days proclaimed every
/// year, common law, and the changes of single years.

namespace upheld {

/// A bank holiday, or a common-law holiday beside them, as a value that owns nothing.
struct bank_holiday {
    day on;
    std::string_view name;
    holiday_status status;
    std::string_view source;
};

/// The days for which bank holidays are known, first and last both in. Before 1978 the sources
/// disagree; after 2050 projecting the usual rule says little.
inline constexpr day_span bank_holidays_known{day(1978, 1, 1), day(2050, 12, 31)};

/// The last day of the years whose bank holidays are proclaimed; those of later years are
/// projected.
/// @source GOV.UK, UK bank holidays, as published in February 2026: years up to 2028
inline constexpr day bank_holidays_proclaimed_until{2028, 12, 31};

/// Monday 4 January 2010 and Tuesday 4 January 2011 in Scotland: advertised as bank holidays in
/// place of a Saturday, and never proclaimed.
/// @source secondary: the Scottish Government and the Privy Council to a developer, January 2014,
///         https://dracos.co.uk/wrote/bad-bank-holidays
enum class scottish_january : std::uint8_t {
    legal,         ///< they are working days, as the law has it
    as_advertised, ///< they are holidays
};

namespace detail {

inline constexpr std::string_view by_schedule_1 =
    "Banking and Financial Dealings Act 1971, section 1(1) and Schedule 1";
inline constexpr std::string_view by_yearly_proclamation =
    "royal proclamation of each year, Banking and Financial Dealings Act 1971, section 1(3); from "
    "2012 seen in GOV.UK, UK bank holidays, the notices of earlier years not each seen";
inline constexpr std::string_view by_gazette_55182 =
    "royal proclamation, London Gazette 55182; primary text seen";
inline constexpr std::string_view by_proclamation_of_2005 =
    "royal proclamation; secondary source, https://dracos.co.uk/wrote/bad-bank-holidays";
inline constexpr std::string_view by_custom =
    "customary; no proclamation was found, nor a denial: low confidence";
inline constexpr std::string_view by_advertisement =
    "advertised as a bank holiday and never proclaimed: not one in law; secondary source, "
    "https://dracos.co.uk/wrote/bad-bank-holidays";
inline constexpr std::string_view by_scottish_yearly_proclamation =
    "royal proclamation of each year for Scotland, since 1978 by most sources and 1987 by one; "
    "from "
    "2012 seen in GOV.UK, UK bank holidays";
inline constexpr std::string_view by_act_of_1903 =
    "Bank Holiday (Ireland) Act 1903, now Banking and Financial Dealings Act 1971, Schedule 1; "
    "primary text of 1903 seen";
inline constexpr std::string_view by_act_of_2007 =
    "St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2), section 1; primary text seen";
inline constexpr std::string_view by_common_law = "common law";

/// Collects one year's holidays of one jurisdiction.
class bank_holiday_year {
  public:
    bank_holiday_year(jurisdiction of, int year, weekday_set weekend, scottish_january january,
                      std::vector<bank_holiday>& out)
        : of_(of), year_(year), weekend_(weekend), january_(january), out_(&out),
          begin_(out.size()) {}

    void collect() {
        add_new_year();
        add_easter();
        add_mondays();
        if (of_ == jurisdiction::northern_ireland) add_northern_ireland_days();
        if (of_ == jurisdiction::scotland) add_saint_andrew();
        add_christmas();
        apply_changes();
    }

  private:
    [[nodiscard]] bool is_scotland() const { return of_ == jurisdiction::scotland; }

    [[nodiscard]] day on(int month, int day_of_month) const { return {year_, month, day_of_month}; }

    /// The first Monday on or after a day.
    [[nodiscard]] static day monday_from(day d) {
        return d + calendar_days((7 - static_cast<int>(d.weekday())) % 7);
    }

    /// Keeps the year in order; days of the weekend are no news.
    void add(day d, std::string_view name, std::string_view source) {
        if (weekend_.has(d.weekday())) return;
        std::size_t at = out_->size();
        while (at != begin_ && d < (*out_)[at - 1].on) --at;
        out_->insert(out_->begin() + static_cast<std::ptrdiff_t>(at),
                     {d, name,
                      d <= bank_holidays_proclaimed_until ? holiday_status::proclaimed
                                                          : holiday_status::projected,
                      source});
    }

    void add_new_year() {
        weekday const first = on(1, 1).weekday();
        if (!is_scotland()) {
            if (first == weekday::saturday) {
                add(on(1, 3), "New Year's Day (substitute)", by_yearly_proclamation);
            } else if (first == weekday::sunday) {
                add(on(1, 2), "New Year's Day (substitute)", by_yearly_proclamation);
            } else {
                add(on(1, 1), "New Year's Day", by_yearly_proclamation);
            }
            return;
        }
        // Schedule 1 moves 1 and 2 January off a Sunday, to the 3rd; proclamations, off a Saturday.
        if (first == weekday::sunday) {
            add(on(1, 3), "New Year's Day (substitute)", by_schedule_1);
        } else {
            add(on(1, 1), "New Year's Day", by_schedule_1);
        }
        if (first == weekday::saturday) {
            add(on(1, 3), "2nd January (substitute)", by_schedule_1);
        } else {
            add(on(1, 2), "2nd January", by_schedule_1);
        }
        if (first == weekday::friday || first == weekday::saturday) {
            bool const was_advertised = year_ == 2010 || year_ == 2011;
            if (was_advertised && january_ == scottish_january::legal) return;
            add(on(1, 4),
                first == weekday::friday ? "2nd January (substitute)"
                                         : "New Year's Day (substitute)",
                was_advertised  ? by_advertisement
                : year_ == 1999 ? by_gazette_55182
                : year_ == 2005 ? by_proclamation_of_2005
                : year_ < 2012  ? by_custom
                                : by_yearly_proclamation);
        }
    }

    void add_easter() {
        day const easter = easter_sunday(year_);
        add(easter - calendar_days(2), "Good Friday",
            is_scotland() ? by_schedule_1 : by_common_law);
        if (!is_scotland()) add(easter + calendar_days(1), "Easter Monday", by_schedule_1);
    }

    void add_mondays() {
        add(monday_from(on(5, 1)), "Early May bank holiday",
            is_scotland() ? by_schedule_1 : by_yearly_proclamation);
        add(monday_from(on(5, 25)), "Spring bank holiday",
            is_scotland() ? by_scottish_yearly_proclamation : by_schedule_1);
        add(monday_from(is_scotland() ? on(8, 1) : on(8, 25)), "Summer bank holiday",
            by_schedule_1);
    }

    void add_northern_ireland_days() {
        weekday const patrick = on(3, 17).weekday();
        if (patrick == weekday::sunday) {
            add(on(3, 18), "St Patrick's Day (substitute)", by_act_of_1903);
        } else {
            add(on(3, 17), "St Patrick's Day", by_act_of_1903);
        }
        if (patrick == weekday::saturday) {
            add(on(3, 19), "St Patrick's Day (substitute)", by_yearly_proclamation);
        }
        day const twelfth = on(7, 12);
        if (twelfth.weekday() == weekday::saturday || twelfth.weekday() == weekday::sunday) {
            add(monday_from(twelfth), "Battle of the Boyne (substitute)", by_yearly_proclamation);
        } else {
            add(twelfth, "Battle of the Boyne", by_yearly_proclamation);
        }
    }

    void add_saint_andrew() {
        if (year_ < 2007) return;
        day const andrew = on(11, 30);
        if (andrew.weekday() == weekday::saturday || andrew.weekday() == weekday::sunday) {
            add(monday_from(andrew), "St Andrew's Day (substitute)", by_act_of_2007);
        } else {
            add(andrew, "St Andrew's Day", by_act_of_2007);
        }
    }

    void add_christmas() {
        weekday const christmas = on(12, 25).weekday();
        std::string_view const of_boxing_day =
            is_scotland() ? by_yearly_proclamation : by_schedule_1;
        if (!is_scotland() || christmas != weekday::sunday) {
            add(on(12, 25), "Christmas Day", is_scotland() ? by_schedule_1 : by_common_law);
        }
        if (christmas == weekday::sunday) {
            // Scotland's Schedule 1 moves Christmas Day to the 26th, the others' to the 27th.
            add(on(12, 26), is_scotland() ? "Christmas Day (substitute)" : "Boxing Day",
                by_schedule_1);
            add(on(12, 27),
                is_scotland() ? "Boxing Day (substitute)" : "Christmas Day (substitute)",
                of_boxing_day);
        } else if (christmas == weekday::saturday) {
            add(on(12, 27), "Boxing Day (substitute)", of_boxing_day);
            add(on(12, 28), "Christmas Day (substitute)", by_yearly_proclamation);
        } else if (christmas == weekday::friday) {
            if (!is_scotland()) add(on(12, 26), "Boxing Day", by_schedule_1);
            add(on(12, 28), "Boxing Day (substitute)",
                year_ == 1998 ? by_gazette_55182 : by_yearly_proclamation);
        } else {
            add(on(12, 26), "Boxing Day", of_boxing_day);
        }
    }

    void apply_changes() {
        day const first = on(1, 1);
        day const last = on(12, 31);
        for (bank_holiday_change const& change : bank_holiday_changes()) {
            if (change.on < first || last < change.on || !change.where.has(of_)) continue;
            if (change.change != change_of_holiday::cancelled) {
                add(change.on, change.name, change.source);
                continue;
            }
            for (std::size_t i = begin_; i != out_->size(); ++i) {
                if ((*out_)[i].on != change.on) continue;
                out_->erase(out_->begin() + static_cast<std::ptrdiff_t>(i));
                break;
            }
        }
    }

    jurisdiction of_;
    int year_;
    weekday_set weekend_;
    scottish_january january_;
    std::vector<bank_holiday>* out_;
    std::size_t begin_;
};

} // namespace detail

/// The bank holidays and common-law holidays of a jurisdiction, in order of their days, over
/// `bank_holidays_known`. A holiday off a weekend day is told on the day that replaces it; one that
/// falls in `weekend` itself is left out, since that day is closed anyway.
/// @edge  where Saturday works, a Saturday that is a holiday in law (Christmas Day, Boxing Day
///        outside Scotland, 1 and 2 January in Scotland, 17 March in Northern Ireland) is told too
/// @edge  names follow the law. GOV.UK exchanges the names of substitute days from year to year, so
///        compare days, never names
/// @source Banking and Financial Dealings Act 1971; the rules give every date of GOV.UK, UK bank
///        holidays, 2012 to 2028, and no other; checked 2026-11-24
[[nodiscard]] inline std::vector<bank_holiday>
bank_holidays(jurisdiction of, weekday_set weekend = saturday_and_sunday,
              scottish_january january = scottish_january::legal) {
    std::vector<bank_holiday> all;
    all.reserve(1024);
    int const last = bank_holidays_known.last.fields().year;
    for (int year = bank_holidays_known.first.fields().year; year <= last; ++year) {
        detail::bank_holiday_year(of, year, weekend, january, all).collect();
    }
    return all;
}

} // namespace upheld
