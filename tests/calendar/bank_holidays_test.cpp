// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/day_text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <type_traits>

namespace upheld {
namespace {

static_assert(std::is_trivially_copyable_v<bank_holiday>);
static_assert(std::is_trivially_copyable_v<bank_holiday_change>);
static_assert(built_in_calendars().size() == 16);

bool is_holiday(working_calendar const& calendar, day d) {
    return calendar.holiday_on(d) != nullptr;
}

std::vector<day> days_of(working_calendar const& calendar, day_span in) {
    std::vector<day> found;
    for (holiday const& h : calendar.holidays()) {
        if (in.covers(h.on)) found.push_back(h.on);
    }
    return found;
}

using days = std::vector<day>;

TEST(BankHolidays, AgreeWithTheFactsOnFile) {
    std::ifstream file(std::string(UPHELD_TEST_DATA) + "/bank_holidays/facts.csv");
    ASSERT_TRUE(file.is_open());
    std::string line;
    std::getline(file, line);
    int facts = 0;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string date;
        std::getline(fields, date, ',');
        for (working_calendar const* calendar :
             {&england_and_wales(), &scotland(), &northern_ireland()}) {
            std::string expected;
            std::getline(fields, expected, ',');
            ASSERT_TRUE(expected == "yes" || expected == "no") << line;
            EXPECT_EQ(is_holiday(*calendar, day_from_text(date).value()), expected == "yes")
                << calendar->id() << ": " << line;
            ++facts;
        }
    }
    EXPECT_EQ(facts, 3 * 50);
}

// GOV.UK, "UK bank holidays", as published in February 2026, has 140, 158 and 174 days.
TEST(BankHolidays, AreAsManyFrom2012To2028AsGovUkHas) {
    day_span const published{day(2012, 1, 1), day(2028, 12, 31)};
    EXPECT_EQ(days_of(england_and_wales(), published).size(), 140u);
    EXPECT_EQ(days_of(scotland(), published).size(), 158u);
    EXPECT_EQ(days_of(northern_ireland(), published).size(), 174u);
}

TEST(BankHolidays, AreThoseOfGovUkForEnglandAndWalesIn2022) {
    EXPECT_EQ(days_of(england_and_wales(), {day(2022, 1, 1), day(2022, 12, 31)}),
              (days{day(2022, 1, 3), day(2022, 4, 15), day(2022, 4, 18), day(2022, 5, 2),
                    day(2022, 6, 2), day(2022, 6, 3), day(2022, 8, 29), day(2022, 9, 19),
                    day(2022, 12, 26), day(2022, 12, 27)}));
}

TEST(BankHolidays, AreThoseOfGovUkForScotlandIn2022) {
    EXPECT_EQ(days_of(scotland(), {day(2022, 1, 1), day(2022, 12, 31)}),
              (days{day(2022, 1, 3), day(2022, 1, 4), day(2022, 4, 15), day(2022, 5, 2),
                    day(2022, 6, 2), day(2022, 6, 3), day(2022, 8, 1), day(2022, 9, 19),
                    day(2022, 11, 30), day(2022, 12, 26), day(2022, 12, 27)}));
}

TEST(BankHolidays, AreThoseOfGovUkForNorthernIrelandIn2026) {
    EXPECT_EQ(days_of(northern_ireland(), {day(2026, 1, 1), day(2026, 12, 31)}),
              (days{day(2026, 1, 1), day(2026, 3, 17), day(2026, 4, 3), day(2026, 4, 6),
                    day(2026, 5, 4), day(2026, 5, 25), day(2026, 7, 13), day(2026, 8, 31),
                    day(2026, 12, 25), day(2026, 12, 28)}));
}

TEST(BankHolidays, AreInOrderOnWeekdaysAndWithinTheKnownRange) {
    for (working_calendar const* calendar :
         {&england_and_wales(), &scotland(), &northern_ireland(), &uk_any()}) {
        EXPECT_EQ(calendar->known(), (day_span{day(1978, 1, 1), day(2050, 12, 31)}));
        day const* before = nullptr;
        for (holiday const& h : calendar->holidays()) {
            EXPECT_TRUE(before == nullptr || *before < h.on);
            EXPECT_TRUE(calendar->covers(h.on));
            EXPECT_FALSE(saturday_and_sunday.has(h.on.weekday())) << h.on.serial();
            EXPECT_FALSE(h.name.empty());
            EXPECT_FALSE(h.source.empty());
            before = &h.on;
        }
    }
}

TEST(BankHolidays, AreEightAYearInEnglandAndWalesButForTheExtraDays) {
    for (int year = 1978; year <= 2050; ++year) {
        std::size_t expected = 8;
        for (int const extra : {1981, 1999, 2002, 2011, 2012, 2022, 2022, 2023}) {
            expected += extra == year ? 1 : 0;
        }
        EXPECT_EQ(days_of(england_and_wales(), {day(year, 1, 1), day(year, 12, 31)}).size(),
                  expected)
            << year;
    }
}

TEST(BankHolidays, NorthernIrelandHasThoseOfEnglandAndTwoMore) {
    for (int year = 1978; year <= 2050; ++year) {
        day_span const whole{day(year, 1, 1), day(year, 12, 31)};
        EXPECT_EQ(days_of(northern_ireland(), whole).size(),
                  days_of(england_and_wales(), whole).size() + 2)
            << year;
        for (day const d : days_of(england_and_wales(), whole)) {
            EXPECT_TRUE(is_holiday(northern_ireland(), d));
        }
    }
}

// Banking and Financial Dealings Act 1971, Schedule 1, and the yearly proclamations.
TEST(BankHolidays, NewYearIsReplacedOnTheWeekdayAfterAWeekend) {
    struct row {
        day first_of_january;
        days england;
        days scotland;
    };

    row const rows[] = {
        {day(2024, 1, 1), {day(2024, 1, 1)}, {day(2024, 1, 1), day(2024, 1, 2)}}, // Monday
        {day(2026, 1, 1), {day(2026, 1, 1)}, {day(2026, 1, 1), day(2026, 1, 2)}}, // Thursday
        {day(2021, 1, 1), {day(2021, 1, 1)}, {day(2021, 1, 1), day(2021, 1, 4)}}, // Friday
        {day(2022, 1, 1), {day(2022, 1, 3)}, {day(2022, 1, 3), day(2022, 1, 4)}}, // Saturday
        {day(2023, 1, 1), {day(2023, 1, 2)}, {day(2023, 1, 2), day(2023, 1, 3)}}, // Sunday
        {day(1978, 1, 1), {day(1978, 1, 2)}, {day(1978, 1, 2), day(1978, 1, 3)}}, // Sunday
    };
    for (row const& r : rows) {
        day_span const week{r.first_of_january, r.first_of_january + calendar_days(6)};
        EXPECT_EQ(days_of(england_and_wales(), week), r.england);
        EXPECT_EQ(days_of(northern_ireland(), week), r.england);
        EXPECT_EQ(days_of(scotland(), week), r.scotland);
    }
}

TEST(BankHolidays, ChristmasIsReplacedAlikeEverywhere) {
    days const expected[] = {
        {day(2023, 12, 25), day(2023, 12, 26)}, // Monday
        {day(2025, 12, 25), day(2025, 12, 26)}, // Thursday
        {day(2020, 12, 25), day(2020, 12, 28)}, // Friday
        {day(2021, 12, 27), day(2021, 12, 28)}, // Saturday
        {day(2022, 12, 26), day(2022, 12, 27)}, // Sunday
    };
    for (days const& pair : expected) {
        int const year = pair.front().fields().year;
        for (working_calendar const* calendar :
             {&england_and_wales(), &scotland(), &northern_ireland(), &uk_any()}) {
            EXPECT_EQ(days_of(*calendar, {day(year, 12, 24), day(year, 12, 31)}), pair)
                << calendar->id();
        }
    }
}

TEST(BankHolidays, SaintPatrickAndTheTwelfthOfJulyMoveOffAWeekend) {
    for (day const replaced : {day(2012, 3, 19), day(2024, 3, 18), day(2025, 7, 14),
                               day(2026, 7, 13), day(2026, 3, 17), day(2024, 7, 12)}) {
        EXPECT_TRUE(is_holiday(northern_ireland(), replaced)) << to_text(replaced);
        EXPECT_FALSE(is_holiday(england_and_wales(), replaced));
        EXPECT_FALSE(is_holiday(scotland(), replaced));
    }
}

TEST(BankHolidays, SaintAndrewMovesOffSaturdayAndSundayByStatute) {
    EXPECT_TRUE(is_holiday(scotland(), day(2024, 12, 2)));  // a Saturday's
    EXPECT_TRUE(is_holiday(scotland(), day(2025, 12, 1)));  // a Sunday's
    EXPECT_TRUE(is_holiday(scotland(), day(2026, 11, 30))); // a Monday
    for (holiday const& h : scotland().holidays()) {
        if (h.name.starts_with("St Andrew")) {
            EXPECT_LE(day(2007, 11, 30), h.on);
        }
    }
}

TEST(BankHolidays, ScottishJanuaryIsAsTheLawHasItUnlessAskedForAsAdvertised) {
    for (day const d : {day(2010, 1, 4), day(2011, 1, 4)}) {
        EXPECT_FALSE(is_holiday(scotland(), d));
        EXPECT_FALSE(is_holiday(uk_any(), d));
        EXPECT_TRUE(is_holiday(scotland_as_advertised(), d));
        EXPECT_TRUE(is_holiday(uk_any_as_advertised(), d));
    }
    EXPECT_EQ(scotland_as_advertised().holidays().size(), scotland().holidays().size() + 2);
}

TEST(BankHolidays, TheUnsureDaysOfScotlandSaySo) {
    for (int const year : {1982, 1983, 1988, 1993, 1994, 2000}) {
        holiday const* const found = scotland().holiday_on(day(year, 1, 4));
        ASSERT_NE(found, nullptr) << year;
        EXPECT_NE(found->source.find("low confidence"), std::string::npos) << found->source;
    }
}

TEST(BankHolidays, EveryCancelledDayIsOneThatTheRulesWouldHaveGiven) {
    for (bank_holiday_change const& change : bank_holiday_changes()) {
        EXPECT_FALSE(change.source.empty());
        if (change.change != change_of_holiday::cancelled) continue;
        EXPECT_EQ(change.on.weekday(), weekday::monday);
        EXPECT_FALSE(is_holiday(england_and_wales(), change.on));
        EXPECT_EQ(change.name, change.on.fields().day_of_month < 8 ? "Early May bank holiday"
                                                                   : "Spring bank holiday");
    }
}

TEST(BankHolidays, AreProclaimedThrough2028AndProjectedAfter) {
    for (holiday const& h : uk_any().holidays()) {
        EXPECT_EQ(h.status, h.on <= day(2028, 12, 31) ? holiday_status::proclaimed
                                                      : holiday_status::projected);
    }
    EXPECT_EQ(proclaimed_until(scotland()), day(2028, 12, 31));
}

// Under the Act a Saturday that Schedule 1 lists stays a bank holiday beside its substitute.
TEST(BankHolidays, WhereSaturdaysAreWorkedTheSaturdaysInLawAreTold) {
    weekday_set const sunday_alone = weekday_set{}.with(weekday::sunday);
    auto const e = bank_holiday_calendar("six-days", jurisdiction::england_and_wales, sunday_alone);
    EXPECT_TRUE(e.is_working_day(day(2020, 5, 9)).value()); // a Saturday
    EXPECT_TRUE(is_holiday(e, day(2020, 12, 26)));
    EXPECT_TRUE(is_holiday(e, day(2020, 12, 28)));
    EXPECT_TRUE(is_holiday(e, day(2021, 12, 25)));
    EXPECT_FALSE(is_holiday(e, day(2022, 1, 1))); // the proclamation appointed 3 January instead
    auto const s = bank_holiday_calendar("six-days", jurisdiction::scotland, sunday_alone);
    EXPECT_TRUE(is_holiday(s, day(2022, 1, 1)));
    EXPECT_TRUE(is_holiday(s, day(2021, 1, 2)));
    EXPECT_FALSE(is_holiday(s, day(2020, 12, 26)));
}

TEST(UkAny, IsTheUnionOfTheThree) {
    for (day d = day(1978, 1, 1); d <= day(2050, 12, 31); d = d + calendar_days(1)) {
        EXPECT_EQ(is_holiday(uk_any(), d), is_holiday(england_and_wales(), d) ||
                                               is_holiday(scotland(), d) ||
                                               is_holiday(northern_ireland(), d));
    }
    EXPECT_EQ(uk_any().edition(), "2026-02");
    EXPECT_EQ(uk_any().holiday_on(day(2026, 6, 15))->name, "World Cup bank holiday (scotland)");
}

TEST(UkAny, StandsApartFromEnglandOnTheDaysOfTheOtherNations) {
    EXPECT_EQ(days_of(uk_any(), {day(2026, 1, 1), day(2026, 8, 30)}).size(), 10u);
    EXPECT_EQ(days_of(england_and_wales(), {day(2026, 1, 1), day(2026, 8, 30)}).size(), 5u);
}

// SI 2006/1738 regulation 2 names Boxing Day beside the bank holidays.
TEST(BuiltInCalendar, ChildrensWorkingDayExcludesBoxingDayHoweverItFalls) {
    auto const calendar = built_in_calendar("children-2006").value();
    for (int year = 2006; year <= 2050; ++year) {
        EXPECT_FALSE(calendar.is_working_day(day(year, 12, 26)).value()) << year;
        EXPECT_FALSE(calendar.is_working_day(day(year, 12, 25)).value()) << year;
    }
    EXPECT_TRUE(calendar.is_working_day(day(2026, 3, 17)).value());
    EXPECT_FALSE(
        built_in_calendar("children-2006-literal")->is_working_day(day(2026, 3, 17)).value());
}

// Freedom of Information (Scotland) Act 2002 section 73 does not name Good Friday, which is a bank
// holiday in Scotland, nor Easter Monday, which is none.
TEST(BuiltInCalendar, ScottishInformationLawRestsOnGoodFridayAndWorksOnEasterMonday) {
    auto const calendar = built_in_calendar("foisa2002").value();
    EXPECT_FALSE(calendar.is_working_day(day(2024, 3, 29)).value());
    EXPECT_TRUE(calendar.is_working_day(day(2024, 4, 1)).value());
    EXPECT_FALSE(built_in_calendar("foi2000")->is_working_day(day(2024, 4, 1)).value());
}

TEST(BuiltInCalendar, EachIsFoundByItsIdAndSaysWhatItIs) {
    for (built_in_calendar_entry const& entry : built_in_calendars()) {
        auto const found = built_in_calendar(entry.id);
        ASSERT_TRUE(found) << entry.id;
        EXPECT_EQ(found->id(), entry.id);
        EXPECT_EQ(found->edition(), bank_holidays_edition);
        EXPECT_EQ(found->known(), bank_holidays_known);
        EXPECT_TRUE(std::equal(found->holidays().begin(), found->holidays().end(),
                               entry.days_of().holidays().begin(),
                               entry.days_of().holidays().end()));
        EXPECT_FALSE(entry.description.empty());
        EXPECT_FALSE(entry.source.empty());
    }
    EXPECT_EQ(built_in_calendar("england-and-wales"), england_and_wales());
}

TEST(BuiltInCalendar, UnknownIdIsRefusedWithTheIdsThatExist) {
    auto const missing = built_in_calendar("atlantis");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, failure_code::not_found);
    for (built_in_calendar_entry const& entry : built_in_calendars()) {
        EXPECT_NE(to_string(missing.error()).find(entry.id), std::string::npos) << entry.id;
    }
}

TEST(BuiltInCalendar, OutsideTheKnownRangeNothingIsAssumed) {
    for (built_in_calendar_entry const& entry : built_in_calendars()) {
        working_calendar const& calendar = entry.days_of();
        for (day const d : {day(1977, 12, 31), day(2051, 1, 1)}) {
            ASSERT_FALSE(calendar.is_working_day(d)) << entry.id;
            EXPECT_EQ(calendar.is_working_day(d).error().code, failure_code::calendar_ends);
            EXPECT_FALSE(calendar.add(d, working_days(1)));
        }
    }
}

} // namespace
} // namespace upheld
