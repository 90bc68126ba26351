// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/combined_calendar.hpp"

#include <gtest/gtest.h>

#include <random>

namespace upheld {
namespace {

constexpr day thu_2026_01_01(2026, 1, 1);
constexpr day wed_2026_01_07(2026, 1, 7);
constexpr day thu_2026_01_08(2026, 1, 8);
constexpr day fri_2026_01_09(2026, 1, 9);
constexpr day sat_2026_01_10(2026, 1, 10);
constexpr day sun_2026_01_11(2026, 1, 11);
constexpr day sat_2026_01_31(2026, 1, 31);

working_calendar made(std::string_view id, std::string_view edition,
                      std::vector<holiday> const& holidays, day_span known,
                      weekday_set weekend = saturday_and_sunday) {
    return working_calendar::make(id, edition, known, holidays, weekend).value();
}

day_span const january{thu_2026_01_01, sat_2026_01_31};

TEST(ClosedIfAny, IsClosedWhereOneIs) {
    auto const north = made("north", "1", {{wed_2026_01_07, "Fair", {}, "n"}}, january);
    auto const south = made("south", "1", {{thu_2026_01_08, "Feast", {}, "s"}}, january);
    auto const both = closed_if_any("both", {&north, &south});
    ASSERT_TRUE(both);
    EXPECT_FALSE(both->is_working_day(wed_2026_01_07).value());
    EXPECT_FALSE(both->is_working_day(thu_2026_01_08).value());
    EXPECT_TRUE(both->is_working_day(fri_2026_01_09).value());
    EXPECT_EQ(both->holiday_on(wed_2026_01_07)->name, "Fair (north)");
    EXPECT_EQ(both->holiday_on(thu_2026_01_08)->source, "s");
    EXPECT_EQ(both->id(), "both");
}

TEST(ClosedIfAll, IsClosedOnlyWhereEveryOneIs) {
    auto const north =
        made("north", "1", {{wed_2026_01_07, "Fair", {}, "n"}, {fri_2026_01_09, "Eve", {}, "n"}},
             january);
    auto const south = made("south", "2", {{wed_2026_01_07, "Feast", {}, "s"}}, january);
    auto const both = closed_if_all("both", {&north, &south});
    ASSERT_TRUE(both);
    EXPECT_FALSE(both->is_working_day(wed_2026_01_07).value());
    EXPECT_TRUE(both->is_working_day(fri_2026_01_09).value());
    EXPECT_EQ(both->holiday_on(wed_2026_01_07)->name, "Fair / Feast");
    EXPECT_EQ(both->edition(), "1 + 2");
}

TEST(ClosedIfAll, ADayMayBeWeekendForOneAndHolidayForTheOther) {
    weekday_set const sunday_alone = weekday_set{}.with(weekday::sunday);
    auto const five_days = made("five", "1", {}, january);
    auto const six_days =
        made("six", "1", {{sat_2026_01_10, "Stocktaking", {}, ""}}, january, sunday_alone);
    auto const all = closed_if_all("all", {&five_days, &six_days});
    ASSERT_TRUE(all);
    EXPECT_FALSE(all->is_working_day(sat_2026_01_10).value());
    EXPECT_FALSE(all->is_working_day(sun_2026_01_11).value());
    EXPECT_TRUE(all->is_working_day(sat_2026_01_31).value());
    auto const any = closed_if_any("any", {&five_days, &six_days});
    EXPECT_FALSE(any->is_working_day(sat_2026_01_31).value());
}

TEST(CombinedCalendar, IsKnownOnlyWhereAllAre) {
    auto const early =
        made("early", "1", {{thu_2026_01_01, "Start", {}, ""}}, {thu_2026_01_01, fri_2026_01_09});
    auto const late =
        made("late", "1", {{sat_2026_01_31, "End", {}, ""}}, {wed_2026_01_07, sat_2026_01_31});
    auto const both = closed_if_any("both", {&early, &late});
    ASSERT_TRUE(both);
    EXPECT_EQ(both->known(), (day_span{wed_2026_01_07, fri_2026_01_09}));
    EXPECT_TRUE(both->holidays().empty());
    auto const apart = made("apart", "1", {}, {sun_2026_01_11, sat_2026_01_31});
    ASSERT_FALSE(closed_if_any("none", {&early, &apart}));
    EXPECT_EQ(closed_if_all("none", {&early, &apart}).error().code, failure_code::order_broken);
}

TEST(CombinedCalendar, OfOneIsThatOne) {
    for (auto const& combined :
         {closed_if_any("scotland", {&scotland()}), closed_if_all("scotland", {&scotland()})}) {
        ASSERT_TRUE(combined);
        EXPECT_EQ(*combined, scotland());
    }
}

TEST(CombinedCalendar, ADayOfTwoCalendarsIsAsSureAsTheSurerOne) {
    auto const sure =
        made("a", "1", {{wed_2026_01_07, "Fair", holiday_status::proclaimed, ""}}, january);
    auto const unsure =
        made("b", "1", {{wed_2026_01_07, "Fair", holiday_status::projected, ""}}, january);
    auto const own = made("c", "1", {{wed_2026_01_07, "Fair", holiday_status::local, ""}}, january);
    auto const status = [&](std::initializer_list<working_calendar const*> of) {
        return closed_if_any("x", of)->holiday_on(wed_2026_01_07)->status;
    };
    EXPECT_EQ(status({&unsure, &sure}), holiday_status::proclaimed);
    EXPECT_EQ(status({&unsure, &own}), holiday_status::projected);
}

TEST(CombinedCalendar, AgreesWithAskingEachCalendarOnEveryDay) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    day_span const year{day(2026, 1, 1), day(2026, 12, 31)};
    for (int round = 0; round != 50; ++round) {
        std::vector<working_calendar> parts;
        for (int i = 0; i != 3; ++i) {
            std::vector<holiday> holidays;
            for (day d = year.first; d <= year.last; d = d + calendar_days(1)) {
                if (random() % 4 == 0) holidays.push_back({d, "Closed", {}, ""});
            }
            weekday_set const weekend{static_cast<std::uint8_t>(random() % 128)};
            parts.push_back(made(std::to_string(i), "1", holidays, year, weekend));
        }
        auto const any = closed_if_any("any", {&parts[0], &parts[1], &parts[2]});
        auto const all = closed_if_all("all", {&parts[0], &parts[1], &parts[2]});
        ASSERT_TRUE(any && all);
        for (day d = year.first; d <= year.last; d = d + calendar_days(1)) {
            int works = 0;
            for (auto const& part : parts) works += part.is_working_day(d).value() ? 1 : 0;
            ASSERT_EQ(any->is_working_day(d).value(), works == 3);
            ASSERT_EQ(all->is_working_day(d).value(), works != 0);
        }
    }
}

} // namespace
} // namespace upheld
