// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/local_closure.hpp"

#include <gtest/gtest.h>

#include <array>

namespace upheld {
namespace {

constexpr day fri_2023_12_22(2023, 12, 22);
constexpr day mon_2023_12_25(2023, 12, 25);
constexpr day wed_2023_12_27(2023, 12, 27);
constexpr day fri_2023_12_29(2023, 12, 29);
constexpr day tue_2024_01_02(2024, 1, 2);
constexpr day mon_2022_09_19(2022, 9, 19);

using closures = std::vector<local_closure>;

result<working_calendar> with(closures const& days) {
    return with_closures(england_and_wales(), "bromley", "2023", days);
}

TEST(LocalClosure, AShutdownBetweenTheHolidaysIsNotWorked) {
    auto const made = with({{{mon_2023_12_25, day(2024, 1, 1)}, "Christmas shutdown", "cabinet"}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->next_working_day(fri_2023_12_22), tue_2024_01_02);
    EXPECT_EQ(england_and_wales().next_working_day(fri_2023_12_22), wed_2023_12_27);
    EXPECT_EQ(made->holiday_on(wed_2023_12_27)->status, holiday_status::local);
    EXPECT_EQ(made->holiday_on(wed_2023_12_27)->name, "Christmas shutdown");
    EXPECT_EQ(made->holiday_on(wed_2023_12_27)->source, "cabinet");
    EXPECT_EQ(made->id(), "bromley");
    EXPECT_EQ(made->edition(), "2023");
}

TEST(LocalClosure, ABankHolidayStaysOneAndAWeekendDayIsNoNews) {
    auto const made = with({{{mon_2023_12_25, day(2024, 1, 1)}, "Christmas shutdown", ""}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->holiday_on(mon_2023_12_25)->name, "Christmas Day");
    EXPECT_EQ(made->holiday_on(mon_2023_12_25)->status, holiday_status::proclaimed);
    EXPECT_EQ(made->holiday_on(day(2023, 12, 30)), nullptr); // a Saturday
    EXPECT_EQ(made->holidays().size(), england_and_wales().holidays().size() + 3);
}

TEST(LocalClosure, TheFirstOfTwoThatOverlapGivesTheName) {
    auto const made = with({{{fri_2023_12_29, fri_2023_12_29}, "Training", ""},
                            {{wed_2023_12_27, fri_2023_12_29}, "Shutdown", ""}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->holiday_on(fri_2023_12_29)->name, "Training");
    EXPECT_EQ(made->holiday_on(wed_2023_12_27)->name, "Shutdown");
}

TEST(LocalClosure, NoneLeavesTheDaysAsTheyWere) {
    auto const made = with({});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->holidays().size(), england_and_wales().holidays().size());
}

TEST(LocalClosure, RefusesAReversedSpanAndDaysThatAreNotKnown) {
    auto const reversed = with({{{fri_2023_12_29, wed_2023_12_27}, "Shutdown", ""}});
    ASSERT_FALSE(reversed);
    EXPECT_EQ(reversed.error().code, failure_code::order_broken);
    auto const beyond = with({{{day(2050, 12, 30), day(2051, 1, 2)}, "Shutdown", ""}});
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().code, failure_code::value_out_of_range);
    EXPECT_NE(beyond.error().message.find("Shutdown"), std::string::npos);
}

TEST(WithoutHolidays, GivesTheCalendarAsItWasBeforeTheFuneralWasProclaimed) {
    std::array const funeral{mon_2022_09_19};
    auto const before = without_holidays(england_and_wales(), "2022-09-08", funeral);
    ASSERT_TRUE(before);
    EXPECT_TRUE(before->is_working_day(mon_2022_09_19).value());
    EXPECT_EQ(before->id(), "england-and-wales");
    EXPECT_EQ(before->edition(), "2022-09-08");
    // A complaint of 1 September 2022 with 20 working days fell due a day earlier.
    day const thu_2022_09_01(2022, 9, 1);
    EXPECT_EQ(before->add(thu_2022_09_01, working_days(20)), day(2022, 9, 29));
    EXPECT_EQ(england_and_wales().add(thu_2022_09_01, working_days(20)), day(2022, 9, 30));
}

TEST(WithoutHolidays, RefusesADayThatIsNone) {
    std::array const ordinary{wed_2023_12_27};
    auto const refused = without_holidays(england_and_wales(), "x", ordinary);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::not_found);
    EXPECT_EQ(*without_holidays(scotland(), scotland().edition(), {}), scotland());
}

} // namespace
} // namespace upheld
