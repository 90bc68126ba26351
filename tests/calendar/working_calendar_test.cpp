// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/working_calendar.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <type_traits>
#include <vector>

namespace {

using upheld::calendar_days;
using upheld::day;
using upheld::day_span;
using upheld::failure_code;
using upheld::holiday;
using upheld::result;
using upheld::working_calendar;
using upheld::working_days;

static_assert(!std::is_default_constructible_v<working_calendar>);
static_assert(std::is_copy_constructible_v<working_calendar>);
static_assert(std::is_nothrow_move_constructible_v<working_calendar>);

/// The bank holidays of England and Wales in a range short enough to be walked day by day.
working_calendar const& fourteen_years() {
    static working_calendar const built = [] {
        day_span const known{day(2015, 1, 1), day(2028, 12, 31)};
        std::vector<holiday> holidays;
        for (holiday const& h : upheld::england_and_wales().holidays()) {
            if (known.covers(h.on)) holidays.push_back(h);
        }
        return working_calendar::make("england-and-wales", "2026-02", known, holidays).value();
    }();
    return built;
}

constexpr day thu_2015_01_01(2015, 1, 1);
constexpr day thu_2020_05_07(2020, 5, 7);
constexpr day fri_2020_05_08(2020, 5, 8);
constexpr day sat_2020_05_09(2020, 5, 9);
constexpr day mon_2020_05_11(2020, 5, 11);
constexpr day thu_2028_12_28(2028, 12, 28);
constexpr day fri_2028_12_29(2028, 12, 29);
constexpr day sun_2028_12_31(2028, 12, 31);

/// Walking day by day: the twin of `add`. None if the walk leaves the known range.
std::optional<day> walk(working_calendar const& calendar, day from, int n) {
    int const step = n < 0 ? -1 : 1;
    int left = n < 0 ? -n : n;
    day at = from;
    if (n == 0) {
        while (!calendar.is_working_day(at).value()) {
            if (at == calendar.known().last) return std::nullopt;
            at = at + calendar_days(1);
        }
        return at;
    }
    while (left != 0) {
        if (at == (step < 0 ? calendar.known().first : calendar.known().last)) return std::nullopt;
        at = at + calendar_days(step);
        if (calendar.is_working_day(at).value()) --left;
    }
    return at;
}

TEST(WorkingCalendar, WorksOnWeekdaysThatAreNotHolidays) {
    EXPECT_TRUE(fourteen_years().is_working_day(thu_2020_05_07).value());
    EXPECT_FALSE(fourteen_years().is_working_day(fri_2020_05_08).value());
    EXPECT_FALSE(fourteen_years().is_working_day(sat_2020_05_09).value());
    EXPECT_TRUE(fourteen_years().is_working_day(mon_2020_05_11).value());
}

TEST(WorkingCalendar, NextOnOrNextAndPreviousSkipTheLongWeekend) {
    auto const& calendar = fourteen_years();
    EXPECT_EQ(calendar.next_working_day(thu_2020_05_07), mon_2020_05_11);
    EXPECT_EQ(calendar.on_or_next_working_day(thu_2020_05_07), thu_2020_05_07);
    EXPECT_EQ(calendar.on_or_next_working_day(fri_2020_05_08), mon_2020_05_11);
    EXPECT_EQ(calendar.previous_working_day(mon_2020_05_11), thu_2020_05_07);
    EXPECT_EQ(calendar.previous_working_day(sat_2020_05_09), thu_2020_05_07);
}

TEST(WorkingCalendar, AgreesWithWalkingDayByDayOverTheWholeRange) {
    auto const& calendar = fourteen_years();
    for (day from = calendar.known().first; from <= calendar.known().last;
         from = from + calendar_days(1)) {
        for (int n = -40; n <= 70; ++n) {
            auto const walked = walk(calendar, from, n);
            auto const added = calendar.add(from, working_days(n));
            ASSERT_EQ(added.has_value(), walked.has_value()) << upheld::to_text(from) << ' ' << n;
            if (walked) {
                ASSERT_EQ(*added, *walked) << upheld::to_text(from) << ' ' << n;
            } else {
                ASSERT_EQ(added.error().code, failure_code::calendar_ends);
            }
        }
    }
}

TEST(WorkingCalendar, CountAgreesWithWalkingDayByDay) {
    auto const& calendar = fourteen_years();
    day const after = day(2019, 11, 30);
    int walked = 0;
    for (day until = after; until <= calendar.known().last; until = until + calendar_days(1)) {
        if (until != after && calendar.is_working_day(until).value()) ++walked;
        ASSERT_EQ(calendar.count_after_until(after, until), working_days(walked));
    }
}

TEST(WorkingCalendar, CountsBackWhatWasAdded) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    auto const& calendar = fourteen_years();
    std::uniform_int_distribution<int> any_day(calendar.known().first.serial(),
                                               calendar.known().last.serial());
    std::uniform_int_distribution<int> any_count(1, 300);
    for (int i = 0; i != 20000; ++i) {
        day const from = day::from_serial(any_day(random));
        working_days const n(any_count(random));
        if (auto const due = calendar.add(from, n)) {
            ASSERT_EQ(calendar.count_after_until(from, *due), n) << upheld::to_text(from);
            ASSERT_TRUE(calendar.is_working_day(*due).value());
        }
    }
}

TEST(WorkingCalendar, CountIsNoneWhenUntilIsNotLater) {
    auto const& calendar = fourteen_years();
    EXPECT_EQ(calendar.count_after_until(thu_2020_05_07, thu_2020_05_07), working_days(0));
    EXPECT_EQ(calendar.count_after_until(mon_2020_05_11, thu_2020_05_07), working_days(0));
}

TEST(WorkingCalendar, AnswersUpToTheEdgesOfItsKnownRangeAndNoFurther) {
    auto const& calendar = fourteen_years();
    EXPECT_EQ(calendar.add(thu_2028_12_28, working_days(1)), fri_2028_12_29);
    EXPECT_FALSE(calendar.add(fri_2028_12_29, working_days(1)));
    EXPECT_FALSE(calendar.on_or_next_working_day(sun_2028_12_31));
    EXPECT_FALSE(calendar.previous_working_day(thu_2015_01_01));
    EXPECT_TRUE(calendar.is_working_day(sun_2028_12_31));
    EXPECT_FALSE(calendar.is_working_day(sun_2028_12_31 + calendar_days(1)));
    EXPECT_FALSE(calendar.is_working_day(thu_2015_01_01 - calendar_days(1)));
    EXPECT_FALSE(calendar.count_after_until(thu_2015_01_01 - calendar_days(1), thu_2020_05_07));
    EXPECT_FALSE(calendar.add(thu_2020_05_07, working_days(2147483647)));
    EXPECT_FALSE(calendar.add(thu_2020_05_07, working_days(-2147483647 - 1)));
}

TEST(WorkingCalendar, FailureNamesTheDayTheCalendarItsEditionAndItsRange) {
    auto const failed = fourteen_years().add(fri_2028_12_29, working_days(20));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, failure_code::calendar_ends);
    for (char const* part :
         {"2028-12-29", "england-and-wales", "2026-02", "2015-01-01", "2028-12-31", "20 working"}) {
        EXPECT_NE(failed.error().message.find(part), std::string::npos) << part;
    }
}

TEST(MakeCalendar, TakesHolidaysInAnyOrderAndAnyWeekend) {
    day const wed_2026_01_07(2026, 1, 7);
    day const fri_2026_01_09(2026, 1, 9);
    std::vector<holiday> const closures{{fri_2026_01_09, "Second", {}, "council"},
                                        {wed_2026_01_07, "First", {}, "council"}};
    auto const made =
        working_calendar::make("local", "1", {day(2026, 1, 1), day(2026, 1, 31)}, closures,
                               upheld::weekday_set{}.with(upheld::weekday::sunday));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->holidays().front().on, wed_2026_01_07);
    EXPECT_EQ(made->add(wed_2026_01_07, working_days(2)), day(2026, 1, 10)); // a Saturday
    EXPECT_EQ(made->holiday_on(fri_2026_01_09)->name, "Second");
    EXPECT_EQ(made->holiday_on(day(2027, 1, 9)), nullptr);
}

TEST(MakeCalendar, RefusesAnEmptyRangeAStrayHolidayAndARepeatedDay) {
    day_span const january{day(2026, 1, 1), day(2026, 1, 31)};
    holiday const inside{day(2026, 1, 7), "Inside", {}, ""};
    holiday const stray{day(2026, 2, 2), "Stray", {}, ""};
    auto const code_of = [](result<working_calendar> const& made) { return made.error().code; };
    EXPECT_EQ(code_of(working_calendar::make("x", "1", {january.last, january.first}, {})),
              failure_code::order_broken);
    EXPECT_EQ(code_of(working_calendar::make("x", "1", january, {&stray, 1})),
              failure_code::value_out_of_range);
    std::vector<holiday> const twice{inside, inside};
    EXPECT_EQ(code_of(working_calendar::make("x", "1", january, twice)), failure_code::id_repeated);
}

TEST(MakeCalendar, ARangeOfWholeWordsOrOneDayHasNoEdgeToFallOff) {
    for (int length : {1, 2, 63, 64, 65, 127, 128, 129}) {
        day const first(2026, 1, 1);
        day const last = first + calendar_days(length - 1);
        auto const made = working_calendar::make("x", "1", {first, last}, {});
        ASSERT_TRUE(made);
        for (day from = first; from <= last; from = from + calendar_days(1)) {
            for (int n = -100; n <= 100; ++n) {
                auto const walked = walk(*made, from, n);
                auto const added = made->add(from, working_days(n));
                ASSERT_EQ(added.has_value(), walked.has_value()) << length << ' ' << n;
                if (walked) {
                    ASSERT_EQ(*added, *walked) << length << ' ' << n;
                }
            }
        }
    }
}

} // namespace
