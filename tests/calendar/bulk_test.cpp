// SPDX-License-Identifier: BSL-1.0
#include "calendar/bulk_kernels.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/working_day_columns.hpp"
#include "upheld/calendar/working_day_shift.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>
#include <thread>
#include <type_traits>

namespace {

using namespace upheld;

static_assert(sizeof(day) == 4 && std::is_trivially_copyable_v<day>);
static_assert(std::is_trivially_copyable_v<row_set>);
static_assert(!std::is_default_constructible_v<row_set>);
static_assert(!std::is_default_constructible_v<working_day_shift>);
static_assert(std::is_nothrow_move_constructible_v<working_day_shift>);
static_assert(noexcept(add_to_each(std::declval<working_calendar const&>(), {}, working_days(1), {},
                                   std::declval<row_set>())));

/// A row set with memory of its own, full of noise that a query must replace.
struct rows_in_memory {
    std::vector<std::uint64_t> words;
    row_set set;

    explicit rows_in_memory(std::size_t rows)
        : words(row_set::words_for(rows), 0xA5A5A5A5A5A5A5A5U), set(words, rows) {}
};

/// What a failed row must still hold after a query.
constexpr day untouched(1999, 9, 9);

std::vector<day> every_day(day_span span) {
    std::vector<day> days;
    for (day d = span.first; d <= span.last; d = d + calendar_days(1)) days.push_back(d);
    return days;
}

/// Days in and around the calendar's known range, in no order.
std::vector<day> random_days(working_calendar const& calendar, std::size_t count, int outside,
                             std::mt19937& random) {
    std::uniform_int_distribution<int> any(calendar.known().first.serial() - outside,
                                           calendar.known().last.serial() + outside);
    std::vector<day> days(count);
    for (day& d : days) d = day::from_serial(any(random));
    return days;
}

/// Runs every test once for each kernel that this machine has.
class Bulk : public testing::TestWithParam<bulk::kernels const*> {
  protected:
    Bulk() : before_(bulk::chosen_kernels()) { bulk::choose_kernels(*GetParam()); }

    ~Bulk() override { bulk::choose_kernels(before_); }

    Bulk(Bulk const&) = delete;
    Bulk& operator=(Bulk const&) = delete;

    working_calendar const& calendar_ = england_and_wales();

  private:
    bulk::kernels const& before_;
};

std::vector<bulk::kernels const*> all_kernels() {
    std::vector<bulk::kernels const*> all{&bulk::portable_kernels()};
    if (bulk::kernels const* const avx2 = bulk::avx2_kernels()) all.push_back(avx2);
    return all;
}

INSTANTIATE_TEST_SUITE_P(OnEachPath, Bulk, testing::ValuesIn(all_kernels()),
                         [](auto const& path) { return std::string(path.param->name); });

void expect_same_as_single(working_calendar const& calendar, std::span<day const> from,
                           working_days n, std::span<day const> to, rows_answered done,
                           row_set failed) {
    std::size_t failures = 0;
    for (std::size_t row = 0; row != from.size(); ++row) {
        result<day> const single = calendar.add(from[row], n);
        ASSERT_EQ(failed.has(row), !single.has_value())
            << to_text(from[row]) << " + " << n.value << ", row " << row;
        ASSERT_EQ(to[row], single.value_or(untouched)) << to_text(from[row]) << " + " << n.value;
        if (!single) ++failures;
    }
    EXPECT_EQ(failed.count(), failures);
    EXPECT_EQ(done, (rows_answered{from.size() - failures, failures}));
}

TEST_P(Bulk, AddsToEachAsToOne) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    for (int const n : {0, 1, 5, 20, 65, 300, -1, -20, -300}) {
        for (int const outside : {0, 3, 3000}) {
            std::vector<day> const from = random_days(calendar_, 1003, outside, random);
            std::vector<day> to(from.size(), untouched);
            rows_in_memory failed(from.size());
            rows_answered const done =
                add_to_each(calendar_, from, working_days(n), to, failed.set);
            expect_same_as_single(calendar_, from, working_days(n), to, done, failed.set);
        }
    }
}

TEST_P(Bulk, ACompiledShiftAddsAsTheCalendarDoes) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    for (int const n : {0, 1, 5, 20, 65, 300, 3000, -1, -20, -300, -3000}) {
        auto const shift = working_day_shift::make(calendar_, working_days(n));
        ASSERT_TRUE(shift);
        EXPECT_EQ(shift->distance(), working_days(n));
        EXPECT_EQ(shift->calendar_id(), calendar_.id());
        EXPECT_EQ(shift->edition(), calendar_.edition());
        for (int const outside : {0, 3, 3000}) {
            std::vector<day> const from = random_days(calendar_, 1003, outside, random);
            std::vector<day> to(from.size(), untouched);
            rows_in_memory failed(from.size());
            rows_answered const done = shift->apply(from, to, failed.set);
            expect_same_as_single(calendar_, from, working_days(n), to, done, failed.set);
            for (day const d : from) {
                auto const single = calendar_.add(d, working_days(n));
                ASSERT_EQ(shift->apply(d), single ? std::optional(*single) : std::nullopt);
            }
        }
    }
}

TEST_P(Bulk, AddsANumberOfItsOwnToEachRow) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::vector<day> const from = random_days(calendar_, 5000, 100, random);
    std::vector<working_days> n(from.size());
    std::uniform_int_distribution<int> any_count(-300, 300);
    for (working_days& one : n) one = working_days(any_count(random));
    n[7] = working_days(2147483647);
    n[8] = working_days(-2147483647 - 1);
    std::vector<day> to(from.size(), untouched);
    rows_in_memory failed(from.size());
    rows_answered const done = add_to_each(calendar_, from, n, to, failed.set);
    for (std::size_t row = 0; row != from.size(); ++row) {
        auto const single = calendar_.add(from[row], n[row]);
        ASSERT_EQ(failed.set.has(row), !single) << row;
        ASSERT_EQ(to[row], single.value_or(untouched)) << row;
    }
    EXPECT_EQ(done.answered + done.failed, from.size());
    EXPECT_EQ(done.failed, failed.set.count());
}

TEST_P(Bulk, CountsEachAsOne) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    for (int const outside : {0, 3, 3000}) {
        std::vector<day> const after = random_days(calendar_, 1003, outside, random);
        std::vector<day> const until = random_days(calendar_, 1003, outside, random);
        std::vector<working_days> counts(after.size(), working_days(-77));
        rows_in_memory failed(after.size());
        rows_answered const done =
            count_each_after_until(calendar_, after, until, counts, failed.set);
        for (std::size_t row = 0; row != after.size(); ++row) {
            auto const single = calendar_.count_after_until(after[row], until[row]);
            ASSERT_EQ(failed.set.has(row), !single) << row;
            ASSERT_EQ(counts[row], single.value_or(working_days(-77)))
                << to_text(after[row]) << ' ' << to_text(until[row]);
        }
        EXPECT_EQ(done.answered + done.failed, after.size());
        EXPECT_EQ(done.failed, failed.set.count());
    }
}

TEST_P(Bulk, MarksEachAsOne) {
    unsigned const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    for (int const outside : {0, 3, 3000}) {
        std::vector<day> const days = random_days(calendar_, 1003, outside, random);
        rows_in_memory working(days.size());
        rows_in_memory failed(days.size());
        rows_answered const done = mark_working_days(calendar_, days, working.set, failed.set);
        for (std::size_t row = 0; row != days.size(); ++row) {
            auto const single = calendar_.is_working_day(days[row]);
            ASSERT_EQ(failed.set.has(row), !single) << row;
            ASSERT_EQ(working.set.has(row), single.value_or(false)) << to_text(days[row]);
        }
        EXPECT_EQ(done.failed, failed.set.count());
    }
}

TEST_P(Bulk, OneBadRowIsFoundWhereverItStands) {
    day const good = calendar_.known().first;
    std::array const bad{calendar_.known().last, calendar_.known().first - calendar_days(1),
                         calendar_.known().last + calendar_days(1), day(1900, 1, 1),
                         day(2199, 12, 31)};
    auto const shift = working_day_shift::make(calendar_, working_days(20));
    ASSERT_TRUE(shift);
    for (std::size_t const rows : {1U, 63U, 64U, 65U, 128U, 200U}) {
        for (std::size_t at = 0; at != rows; ++at) {
            std::vector<day> from(rows, good);
            from[at] = bad[at % bad.size()];
            std::vector<day> to(rows, untouched);
            rows_in_memory failed(rows);
            ASSERT_EQ(add_to_each(calendar_, from, working_days(20), to, failed.set),
                      (rows_answered{rows - 1, 1}));
            ASSERT_EQ(failed.set.next(0), at) << rows;
            ASSERT_EQ(failed.set.next(at + 1), rows);
            ASSERT_EQ(to[at], untouched);
            ASSERT_EQ(shift->apply(from, to, failed.set), (rows_answered{rows - 1, 1}));
            ASSERT_EQ(failed.set.next(0), at) << rows;
            ASSERT_EQ(to[at], untouched);
        }
    }
}

TEST_P(Bulk, FailsByPositionAtBothEdgesOfTheKnownRange) {
    for (int const n : {20, -20, 0, 1, -1}) {
        auto const shift = working_day_shift::make(calendar_, working_days(n));
        ASSERT_TRUE(shift);
        for (day const edge : {calendar_.known().first, calendar_.known().last}) {
            std::vector<day> const from =
                every_day({edge - calendar_days(70), edge + calendar_days(70)});
            std::vector<day> to(from.size(), untouched);
            rows_in_memory failed(from.size());
            rows_answered done = add_to_each(calendar_, from, working_days(n), to, failed.set);
            EXPECT_GE(done.failed, 70U);
            expect_same_as_single(calendar_, from, working_days(n), to, done, failed.set);
            to.assign(from.size(), untouched);
            done = shift->apply(from, to, failed.set);
            expect_same_as_single(calendar_, from, working_days(n), to, done, failed.set);
        }
    }
}

TEST_P(Bulk, AnEmptyColumnIsAnsweredWhole) {
    rows_in_memory none(0);
    rows_answered const nothing{};
    EXPECT_EQ(add_to_each(calendar_, {}, working_days(20), {}, none.set), nothing);
    EXPECT_EQ(add_to_each(calendar_, {}, std::span<working_days const>{}, {}, none.set), nothing);
    EXPECT_EQ(count_each_after_until(calendar_, {}, {}, {}, none.set), nothing);
    EXPECT_EQ(mark_working_days(calendar_, {}, none.set, none.set), nothing);
    auto const shift = working_day_shift::make(calendar_, working_days(20));
    EXPECT_EQ(shift->apply({}, {}, none.set), nothing);
    EXPECT_TRUE(nothing.all());
    EXPECT_EQ(none.set.next(0), 0U);
}

TEST_P(Bulk, AnswersMayReplaceTheDaysAskedAbout) {
    std::vector<day> const from = every_day(calendar_.known());
    std::vector<day> apart(from.size(), untouched);
    std::vector<day> same = from;
    rows_in_memory failed(from.size());
    rows_in_memory failed_in_place(from.size());
    auto const done = add_to_each(calendar_, from, working_days(20), apart, failed.set);
    EXPECT_EQ(add_to_each(calendar_, same, working_days(20), same, failed_in_place.set), done);
    EXPECT_EQ(failed.words, failed_in_place.words);
    for (std::size_t row = 0; row != from.size(); ++row) {
        ASSERT_EQ(same[row], failed.set.has(row) ? from[row] : apart[row]);
    }
    same = from;
    auto const shift = working_day_shift::make(calendar_, working_days(20));
    EXPECT_EQ(shift->apply(same, same, failed_in_place.set), done);
    for (std::size_t row = 0; row != from.size(); ++row) {
        ASSERT_EQ(same[row], failed.set.has(row) ? from[row] : apart[row]);
    }
}

TEST_P(Bulk, ACalendarWithoutAWorkingDayHasNoAnswers) {
    day_span const january{day(2026, 1, 1), day(2026, 1, 31)};
    auto const shut = working_calendar::make("shut", "1", january, {}, weekday_set{0x7F});
    ASSERT_TRUE(shut);
    std::vector<day> const from(100, day(2026, 1, 7));
    std::vector<day> to(from.size(), untouched);
    rows_in_memory failed(from.size());
    for (int const n : {-1, 0, 1}) {
        EXPECT_EQ(add_to_each(*shut, from, working_days(n), to, failed.set),
                  (rows_answered{0, 100}));
        auto const shift = working_day_shift::make(*shut, working_days(n));
        ASSERT_TRUE(shift);
        EXPECT_EQ(shift->apply(from, to, failed.set), (rows_answered{0, 100}));
        EXPECT_EQ(shift->apply(from.front()), std::nullopt);
        EXPECT_EQ(failed.set.count(), 100U);
    }
    EXPECT_EQ(to, std::vector<day>(from.size(), untouched));
}

TEST_P(Bulk, ADistanceLongerThanTheCalendarHasNoAnswers) {
    std::vector<day> const from(100, day(2026, 1, 7));
    std::vector<day> to(from.size(), untouched);
    rows_in_memory failed(from.size());
    for (int const n : {40000, -40000, 2147483647, -2147483647 - 1}) {
        EXPECT_EQ(add_to_each(calendar_, from, working_days(n), to, failed.set),
                  (rows_answered{0, 100}));
        auto const shift = working_day_shift::make(calendar_, working_days(n));
        ASSERT_TRUE(shift);
        EXPECT_EQ(shift->apply(from, to, failed.set), (rows_answered{0, 100}));
    }
}

TEST(WorkingDayShift, RefusesClosuresTooLongForOneByteWhereTheTablesStillServe) {
    std::vector<holiday> closures;
    for (int i = 0; i != 300; ++i) {
        closures.push_back({day(2026, 1, 1) + calendar_days(i), "Closed", {}, "council"});
    }
    auto const calendar =
        working_calendar::make("long", "1", {day(2025, 1, 1), day(2027, 12, 31)}, closures);
    ASSERT_TRUE(calendar);
    auto const shift = working_day_shift::make(*calendar, working_days(1));
    ASSERT_FALSE(shift);
    EXPECT_EQ(shift.error().code, failure_code::value_out_of_range);
    for (char const* part : {"long", "1 working days", "1 to 301 calendar days"}) {
        EXPECT_NE(shift.error().message.find(part), std::string::npos) << shift.error().message;
    }
    std::vector<day> const from = every_day(calendar->known());
    std::vector<day> to(from.size(), untouched);
    rows_in_memory failed(from.size());
    auto const done = add_to_each(*calendar, from, working_days(1), to, failed.set);
    expect_same_as_single(*calendar, from, working_days(1), to, done, failed.set);
}

TEST(WorkingDayShift, TheExamplesOfTheHeadersHold) {
    std::vector<day> const received{day(2020, 4, 8), day(2050, 12, 30), day(2022, 9, 16)};
    std::vector<day> due_days(received.size());
    std::size_t const rows = received.size();
    std::vector<std::size_t> without_answer;

    std::vector<std::uint64_t> bits(row_set::words_for(rows));
    row_set failed(bits, rows);

    auto const due = working_day_shift::make(england_and_wales(), working_days(20));
    rows_answered const done = due->apply(received, due_days, failed);

    for (std::size_t row = failed.next(0); row != rows; row = failed.next(row + 1)) {
        without_answer.push_back(row);
    }
    EXPECT_EQ(done, (rows_answered{2, 1}));
    EXPECT_EQ(without_answer, std::vector<std::size_t>{1});
    // Good Friday, Easter Monday and the early May holiday moved to Friday 8 May 2020.
    EXPECT_EQ(due_days[0], day(2020, 5, 11));
    // Monday 19 September 2022 was the state funeral.
    EXPECT_EQ(due_days[2], day(2022, 10, 17));
}

TEST(WorkingDayColumns, MayBeAskedFromManyThreads) {
    working_calendar const& calendar = england_and_wales();
    auto const shift = working_day_shift::make(calendar, working_days(20));
    std::vector<day> const from = every_day({day(2020, 1, 1), day(2025, 12, 31)});
    std::array<std::vector<day>, 4> answers;
    std::vector<std::thread> threads;
    for (std::vector<day>& to : answers) {
        threads.emplace_back([&] {
            to.assign(from.size(), untouched);
            rows_in_memory failed(from.size());
            bool const by_tables =
                add_to_each(calendar, from, working_days(20), to, failed.set).all();
            if (!by_tables || !shift->apply(from, to, failed.set).all()) to.clear();
        });
    }
    for (std::thread& one : threads) one.join();
    for (std::vector<day> const& to : answers) EXPECT_TRUE(to == answers.front());
    EXPECT_EQ(answers.front().size(), from.size());
}

TEST(RowSet, GivesItsRowsInOrder) {
    std::array<std::uint64_t, 3> words{0, std::uint64_t{1} << 63 | 1, 2};
    row_set const rows(words, 130);
    EXPECT_EQ(rows.rows(), 130U);
    EXPECT_EQ(rows.count(), 3U);
    EXPECT_EQ(rows.next(0), 64U);
    EXPECT_EQ(rows.next(64), 64U);
    EXPECT_EQ(rows.next(65), 127U);
    EXPECT_EQ(rows.next(128), 129U);
    EXPECT_EQ(rows.next(130), 130U);
    EXPECT_TRUE(rows.has(127));
    EXPECT_FALSE(rows.has(0));
    EXPECT_EQ(row_set::words_for(0), 0U);
    EXPECT_EQ(row_set::words_for(64), 1U);
    EXPECT_EQ(row_set::words_for(65), 2U);
}

TEST(BulkContractDeathTest, ColumnsOfDifferentLengthAreTheCallersBug) {
    auto const& calendar = england_and_wales();
    std::vector<day> const from(65, day(2020, 5, 7));
    std::vector<day> to(64);
    std::vector<working_days> counts(64);
    rows_in_memory failed(65);
    rows_in_memory too_few(64);
    auto const shift = working_day_shift::make(calendar, working_days(20));
    EXPECT_DEATH((void)add_to_each(calendar, from, working_days(20), to, failed.set), "contract");
    EXPECT_DEATH((void)shift->apply(from, to, failed.set), "contract");
    EXPECT_DEATH((void)count_each_after_until(calendar, from, from, counts, failed.set),
                 "contract");
    EXPECT_DEATH((void)mark_working_days(calendar, from, too_few.set, failed.set), "contract");
    EXPECT_DEATH(row_set(failed.words, 64), "contract");
}

TEST(BulkContractDeathTest, AnswersShiftedAgainstTheDaysAskedAreTheCallersBug) {
    std::vector<day> days(65, day(2020, 5, 7));
    rows_in_memory failed(64);
    EXPECT_DEATH((void)add_to_each(england_and_wales(), std::span(days).first(64), working_days(20),
                                   std::span(days).subspan(1), failed.set),
                 "contract");
}

/// The shortest of some runs, in seconds.
template <class Work> double shortest(Work work) {
    double best = 1e9;
    for (int run = 0; run != 7; ++run) {
        auto const before = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double> const took = std::chrono::steady_clock::now() - before;
        if (took.count() < best) best = took.count();
    }
    return best;
}

TEST_P(Bulk, AShiftIsFarFasterThanWalkingDayByDay) {
#ifdef __OPTIMIZE__
    double const wanted = 20;
#else
    double const wanted = 5; // without optimisation only the order of things can be seen
#endif
    std::size_t const rows = 64000;
    std::vector<day> from(rows);
    std::mt19937 random(20);
    std::uniform_int_distribution<int> any(day(2016, 1, 1).serial(), day(2027, 1, 1).serial());
    for (day& d : from) d = day::from_serial(any(random));
    std::vector<day> to(rows);
    rows_in_memory failed(rows);
    auto const shift = working_day_shift::make(calendar_, working_days(20));
    double const compiled =
        shortest([&] { EXPECT_TRUE(shift->apply(from, to, failed.set).all()); });
    std::size_t const walked_rows = 1000;
    double const walked = shortest([&] {
        for (std::size_t row = 0; row != walked_rows; ++row) {
            day at = from[row];
            for (int left = 20; left != 0;) {
                at = at + calendar_days(1);
                if (*calendar_.is_working_day(at)) --left;
            }
            ASSERT_EQ(at, to[row]);
        }
    });
    double const ratio =
        (walked / static_cast<double>(walked_rows)) / (compiled / static_cast<double>(rows));
    RecordProperty("times_faster", std::to_string(ratio));
    EXPECT_GE(ratio, wanted);
}

} // namespace
