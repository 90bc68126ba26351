// SPDX-License-Identifier: BSL-1.0

/// The tables against their twin: walking day by day with nothing but weekdays and a set of
/// holidays. Every built-in calendar, every day of its known range, n from -300 to 300; builds
/// without optimisation take every 61st day and every 23rd n.

#include "calendar/bulk_kernels.hpp"
#include "support/sanitizers.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/working_day_columns.hpp"
#include "upheld/calendar/working_day_shift.hpp"

#include <gtest/gtest.h>

#include <random>
#include <unordered_set>

namespace {

using namespace upheld;

#if defined(__OPTIMIZE__) && !defined(UPHELD_SANITIZED)
constexpr int day_stride = 1;
constexpr int n_stride = 1;
#else
constexpr int day_stride = 61;
constexpr int n_stride = 23;
#endif
constexpr int farthest = 300;

/// A calendar as one would write it in five minutes. Days are serials, so that a walk may leave
/// the known range and be seen to.
class plain_calendar {
  public:
    explicit plain_calendar(working_calendar const& twin) : weekend_(twin.weekend()) {
        for (holiday const& h : twin.holidays()) holidays_.insert(h.on.serial());
    }

    [[nodiscard]] bool works(std::int32_t serial) const {
        return !weekend_.has(day::from_serial(serial).weekday()) && !holidays_.contains(serial);
    }

    /// The first working day strictly after or before, however far.
    [[nodiscard]] std::int32_t step(std::int32_t serial, int direction) const {
        do serial += direction;
        while (!works(serial));
        return serial;
    }

  private:
    weekday_set weekend_;
    std::unordered_set<std::int32_t> holidays_;
};

/// Compares one n for all days: one by one, through the tables for columns and through a compiled
/// shift, on each kernel. `walked` holds what the walk arrived at.
void compare(working_calendar const& calendar, working_days n, std::span<day const> from,
             std::span<std::int32_t const> walked) {
    day const untouched(1999, 9, 9);
    std::vector<day> expected(from.size(), untouched);
    std::size_t failures = 0;
    for (std::size_t row = 0; row != from.size(); ++row) {
        day const arrived = day::from_serial(walked[row]);
        bool const has_answer = calendar.covers(arrived);
        if (has_answer) {
            expected[row] = arrived;
        } else {
            ++failures;
        }
        result<day> const added = calendar.add(from[row], n);
        ASSERT_EQ(added.has_value(), has_answer) << to_text(from[row]) << ' ' << n.value;
        ASSERT_EQ(added.value_or(untouched), expected[row]) << to_text(from[row]) << ' ' << n.value;
    }
    auto const shift = working_day_shift::make(calendar, n);
    ASSERT_TRUE(shift) << to_string(shift.error());
    std::vector<std::uint64_t> words(row_set::words_for(from.size()));
    row_set const failed(words, from.size());
    std::vector<day> to;
    for (bulk::kernels const* const use : {&bulk::portable_kernels(), bulk::avx2_kernels()}) {
        if (use == nullptr) continue;
        bulk::choose_kernels(*use);
        to.assign(from.size(), untouched);
        ASSERT_EQ(add_to_each(calendar, from, n, to, failed).failed, failures);
        ASSERT_TRUE(to == expected) << use->name << ' ' << n.value;
        to.assign(from.size(), untouched);
        ASSERT_EQ(shift->apply(from, to, failed).failed, failures);
        ASSERT_TRUE(to == expected) << use->name << ' ' << n.value;
        ASSERT_EQ(failed.count(), failures);
    }
}

class Twin : public testing::TestWithParam<working_calendar const*> {};

/// The built-in calendars, and two unlike them: one that works on Saturdays and closes for long,
/// and one whose range is no whole number of weeks or words.
std::vector<working_calendar const*> calendars() {
    static std::vector<working_calendar> const all = [] {
        std::vector<working_calendar> made;
        for (auto const& entry : built_in_calendars()) {
            // Some ids are names of a statute for the days of another calendar.
            if (entry.days_of().id() == entry.id) made.push_back(entry.days_of());
        }
        std::vector<holiday> closures;
        for (int year = 1978; year <= 2050; ++year) {
            for (int on = 20; on <= 31; ++on) {
                closures.push_back({day(year, 12, on), "Closed", holiday_status::local, "council"});
            }
            closures.push_back({day(year, 8, 1), "Fair", holiday_status::local, "council"});
        }
        made.push_back(working_calendar::make("saturdays", "1",
                                              {day(1978, 1, 1), day(2050, 12, 31)}, closures,
                                              weekday_set{}.with(weekday::sunday))
                           .value());
        made.push_back(
            working_calendar::make("odd", "1", {day(2019, 11, 28), day(2021, 3, 17)}, {}).value());
        return made;
    }();
    std::vector<working_calendar const*> pointers;
    for (working_calendar const& one : all) pointers.push_back(&one);
    return pointers;
}

INSTANTIATE_TEST_SUITE_P(Of, Twin, testing::ValuesIn(calendars()), [](auto const& calendar) {
    std::string name(calendar.param->id());
    for (char& c : name) {
        if (c == '-') c = '_';
    }
    return name;
});

TEST_P(Twin, AddsAsAWalkDayByDay) {
    working_calendar const& calendar = *GetParam();
    plain_calendar const plain(calendar);
    bulk::kernels const& before = bulk::chosen_kernels();
    std::vector<day> from;
    for (day d = calendar.known().first; d <= calendar.known().last;
         d = d + calendar_days(d == calendar.known().first ? 1 : day_stride)) {
        from.push_back(d);
    }
    for (int const direction : {1, -1}) {
        std::vector<std::int32_t> walked;
        for (day const d : from) walked.push_back(d.serial());
        for (int n = 0; n <= farthest; ++n) {
            if (n == 0 && direction == 1) {
                std::vector<std::int32_t> on_or_next = walked;
                for (std::int32_t& serial : on_or_next) {
                    if (!plain.works(serial)) serial = plain.step(serial, 1);
                }
                compare(calendar, working_days(0), from, on_or_next);
            }
            if (n != 0) {
                for (std::int32_t& serial : walked) serial = plain.step(serial, direction);
                if (n == 1 || n == farthest || n % n_stride == 0) {
                    compare(calendar, working_days(direction * n), from, walked);
                }
            }
            if (HasFatalFailure()) break;
        }
    }
    bulk::choose_kernels(before);
}

TEST_P(Twin, KnowsWhichDaysWorkAndHowManyHaveWorked) {
    working_calendar const& calendar = *GetParam();
    plain_calendar const plain(calendar);
    std::vector<day> days;
    std::vector<working_days> since_first;
    std::int32_t worked = 0;
    for (day d = calendar.known().first; d <= calendar.known().last; d = d + calendar_days(1)) {
        bool const works = plain.works(d.serial());
        ASSERT_EQ(calendar.is_working_day(d), works) << to_text(d);
        if (works && d != calendar.known().first) ++worked;
        ASSERT_EQ(calendar.count_after_until(calendar.known().first, d), working_days(worked));
        days.push_back(d);
        since_first.push_back(working_days(worked));
    }
    std::vector<day> const firsts(days.size(), calendar.known().first);
    std::vector<working_days> counts(days.size());
    std::vector<std::uint64_t> words(row_set::words_for(days.size()));
    ASSERT_TRUE(count_each_after_until(calendar, firsts, days, counts, {words, days.size()}).all());
    EXPECT_TRUE(counts == since_first);
    std::vector<std::uint64_t> working(words.size());
    ASSERT_TRUE(
        mark_working_days(calendar, days, {working, days.size()}, {words, days.size()}).all());
    EXPECT_EQ(row_set(working, days.size()).count(),
              calendar.tables().closed_before_working_day.size());
}

TEST_P(Twin, CountsBackWhatWasAddedAndReturnsToAWorkingDay) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    working_calendar const& calendar = *GetParam();
    std::uniform_int_distribution<int> any_day(calendar.known().first.serial(),
                                               calendar.known().last.serial());
    std::uniform_int_distribution<int> any_count(1, farthest);
    int answered = 0;
    for (int i = 0; i != 20000; ++i) {
        day const from = day::from_serial(any_day(random));
        working_days const n(any_count(random));
        auto const due = calendar.add(from, n);
        if (!due) continue;
        ++answered;
        ASSERT_EQ(calendar.count_after_until(from, *due), n) << to_text(from);
        ASSERT_TRUE(*calendar.is_working_day(*due));
        if (*calendar.is_working_day(from)) {
            ASSERT_EQ(calendar.add(*due, working_days(-n.value)), from);
        }
    }
    EXPECT_GT(answered, 1000);
}

TEST(TablesOfACalendar, OfSeventyThreeYearsTakeLessThanNinetyKilobytes) {
    working_day_tables const tables = england_and_wales().tables();
    EXPECT_LE(tables.closed_before_day.size_bytes() + tables.closed_before_working_day.size_bytes(),
              std::size_t{90 * 1024});
}

TEST(TablesOfACalendar, HoldEveryRangeThatDaysHave) {
    auto const calendar =
        working_calendar::make("long", "1", {day(1900, 1, 1), day(2199, 12, 31)}, {});
    ASSERT_TRUE(calendar);
    EXPECT_EQ(calendar->count_after_until(day(1900, 1, 1), day(2199, 12, 31)),
              working_days(78266)); // 15,653 weeks from a Monday and two days, without the first
}

TEST(TablesOfACalendar, RefuseMoreThan65535ClosedDays) {
    auto const sundays_only = working_calendar::make(
        "sundays", "1", {day(1900, 1, 1), day(2199, 12, 31)}, {}, weekday_set{0x3F});
    ASSERT_FALSE(sundays_only);
    EXPECT_EQ(sundays_only.error().code, failure_code::value_out_of_range);
    EXPECT_NE(sundays_only.error().message.find("65,535"), std::string::npos);
}

} // namespace
