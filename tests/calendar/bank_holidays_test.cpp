// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using upheld::day;
using upheld::england_and_wales;

static_assert(std::is_trivially_copyable_v<upheld::bank_holiday>);

// The dates are those on GOV.UK, "UK bank holidays", as published in February 2026.
constexpr day wed_2020_01_01(2020, 1, 1);
constexpr day fri_2020_04_10(2020, 4, 10);
constexpr day mon_2020_04_13(2020, 4, 13);
constexpr day mon_2020_05_04(2020, 5, 4);
constexpr day fri_2020_05_08(2020, 5, 8);
constexpr day mon_2020_12_28(2020, 12, 28);
constexpr day mon_2021_12_27(2021, 12, 27);
constexpr day tue_2021_12_28(2021, 12, 28);
constexpr day mon_2022_01_03(2022, 1, 3);
constexpr day mon_2022_05_30(2022, 5, 30);
constexpr day thu_2022_06_02(2022, 6, 2);
constexpr day fri_2022_06_03(2022, 6, 3);
constexpr day mon_2022_09_19(2022, 9, 19);
constexpr day tue_2022_12_27(2022, 12, 27);
constexpr day mon_2023_01_02(2023, 1, 2);
constexpr day mon_2023_05_01(2023, 5, 1);
constexpr day mon_2023_05_08(2023, 5, 8);

bool is_holiday(day d) { return england_and_wales().holiday_on(d) != nullptr; }

TEST(BankHolidays, AreInOrderOnWeekdaysAndWithinTheKnownRange) {
    day before = upheld::england_and_wales_known.first;
    for (auto const& h : upheld::england_and_wales_bank_holidays()) {
        EXPECT_TRUE(before < h.on || &h == &upheld::england_and_wales_bank_holidays().front());
        EXPECT_TRUE(upheld::england_and_wales_known.covers(h.on));
        EXPECT_FALSE(upheld::saturday_and_sunday.has(h.on.weekday())) << upheld::to_text(h.on);
        EXPECT_FALSE(h.name.empty());
        EXPECT_FALSE(h.source.empty());
        before = h.on;
    }
}

TEST(BankHolidays, AreEightAYearSaveForTheExtraDaysOf2022And2023) {
    for (int year = 2015; year <= 2028; ++year) {
        int held = 0;
        for (auto const& h : upheld::england_and_wales_bank_holidays()) {
            held += h.on.fields().year == year ? 1 : 0;
        }
        EXPECT_EQ(held, year == 2022 ? 10 : year == 2023 ? 9 : 8) << year;
    }
}

TEST(BankHolidays, EarlyMay2020MovedToTheFriday) {
    EXPECT_FALSE(is_holiday(mon_2020_05_04));
    EXPECT_TRUE(is_holiday(fri_2020_05_08));
    EXPECT_TRUE(is_holiday(wed_2020_01_01));
    EXPECT_TRUE(is_holiday(fri_2020_04_10));
    EXPECT_TRUE(is_holiday(mon_2020_04_13));
}

TEST(BankHolidays, Spring2022MovedForTheJubileeAndTheFuneralWasAdded) {
    EXPECT_FALSE(is_holiday(mon_2022_05_30));
    EXPECT_TRUE(is_holiday(thu_2022_06_02));
    EXPECT_TRUE(is_holiday(fri_2022_06_03));
    EXPECT_TRUE(is_holiday(mon_2022_09_19));
}

TEST(BankHolidays, Coronation2023WasAddedAndTheFirstOfMayKept) {
    EXPECT_TRUE(is_holiday(mon_2023_05_01));
    EXPECT_TRUE(is_holiday(mon_2023_05_08));
}

TEST(BankHolidays, WeekendHolidaysAreObservedOnWeekdays) {
    for (day const d : {mon_2020_12_28, mon_2021_12_27, tue_2021_12_28, mon_2022_01_03,
                        tue_2022_12_27, mon_2023_01_02}) {
        EXPECT_TRUE(is_holiday(d)) << upheld::to_text(d);
    }
}

TEST(BankHolidays, UnseenProclamationsAreMarkedAsProjected) {
    auto const* const mon_2027_05_03 = england_and_wales().holiday_on(day(2027, 5, 3));
    ASSERT_NE(mon_2027_05_03, nullptr);
    EXPECT_EQ(mon_2027_05_03->status, upheld::holiday_status::projected);
    auto const* const mon_2027_08_30 = england_and_wales().holiday_on(day(2027, 8, 30));
    ASSERT_NE(mon_2027_08_30, nullptr);
    EXPECT_EQ(mon_2027_08_30->status, upheld::holiday_status::confirmed);
}

TEST(BuiltInCalendar, IsFoundByItsId) {
    auto const found = upheld::built_in_calendar("england-and-wales");
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, england_and_wales());
    EXPECT_EQ(found->edition(), "2026-02");
}

TEST(BuiltInCalendar, UnknownIdIsRefusedWithTheIdsThatExist) {
    auto const missing = upheld::built_in_calendar("atlantis");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, upheld::failure_code::not_found);
    EXPECT_NE(to_string(missing.error()).find("england-and-wales"), std::string::npos);
}

} // namespace
