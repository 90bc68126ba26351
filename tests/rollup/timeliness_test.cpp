// SPDX-License-Identifier: BSL-1.0
#include "rollup/made_spells.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/rollup/timeliness.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::closed;
using test::opened;

constexpr day_span january{day(2020, 1, 1), day(2020, 1, 31)};
constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_13(2020, 1, 13);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day tue_2020_01_21(2020, 1, 21);
constexpr day mon_2020_02_03(2020, 2, 3);
constexpr day mon_2020_02_10(2020, 2, 10);

/// Due on 20 January, and after an extension perhaps later.
open_spell with_clock(open_spell s, day due = mon_2020_01_20) {
    s.original_due = mon_2020_01_20;
    s.due = due;
    return s;
}

timeliness timed(std::vector<open_spell> const& spells, timeliness_rule const& rule = {},
                 day as_of = mon_2020_01_13, day_span in = january) {
    return timeliness_of(spells, in, as_of, england_and_wales(), rule).value();
}

TEST(Timeliness, OfNoCasesHasNoBase) {
    timeliness const found = timed({});
    EXPECT_FALSE(found.total.counts.share(open_not_due::not_in_time).has_base());
    EXPECT_TRUE(found.rows.empty());
}

TEST(Timeliness, AnAnswerOnTheDueDayIsInTimeAndADayLaterIsLate) {
    timeliness const found = timed({with_clock(closed(1, mon_2020_01_06, mon_2020_01_20)),
                                    with_clock(closed(2, mon_2020_01_06, tue_2020_01_21))});
    EXPECT_EQ(found.total.counts.in_time, 1);
    EXPECT_EQ(found.total.counts.answered_late, 1);
    EXPECT_EQ(found.total.days, (std::vector<std::int32_t>{10, 11}));
}

TEST(Timeliness, AnOpenCaseIsOverdueAfterItsDueDay) {
    std::vector<open_spell> const one{with_clock(opened(1, mon_2020_01_06))};
    EXPECT_EQ(timed(one, {}, mon_2020_01_20).total.counts.open_not_yet_due, 1);
    EXPECT_EQ(timed(one, {}, tue_2020_01_21).total.counts.open_overdue, 1);
}

TEST(Timeliness, WhatIsOpenAndNotYetDueIsInTimeOrNotOrLeftOut) {
    timeliness_counts const counts{.in_time = 6,
                                   .answered_late = 2,
                                   .never_answered = 1,
                                   .open_overdue = 1,
                                   .open_not_yet_due = 5,
                                   .no_clock = 9,
                                   .withdrawn = 9};
    EXPECT_EQ(counts.share(open_not_due::in_time), (ratio{11, 15}));
    EXPECT_EQ(counts.share(open_not_due::not_in_time), (ratio{6, 15}));
    EXPECT_EQ(counts.share(open_not_due::left_out), (ratio{6, 10}));
}

TEST(Timeliness, AnExtensionCountsOrDoesNot) {
    std::vector<open_spell> const one{
        with_clock(closed(1, mon_2020_01_06, mon_2020_02_03), mon_2020_02_10)};
    EXPECT_EQ(timed(one, {.by = due_day_kind::extended}).total.counts.in_time, 1);
    EXPECT_EQ(timed(one, {.by = due_day_kind::original}).total.counts.answered_late, 1);
}

TEST(Timeliness, ACaseCountsOnceOrOnceAnAspect) {
    open_spell three = with_clock(closed(1, mon_2020_01_06, mon_2020_01_20));
    three.aspects = 3;
    open_spell none = with_clock(closed(2, mon_2020_01_06, mon_2020_01_20));
    none.aspects = 0;
    timeliness const by_case = timed({three, none});
    EXPECT_EQ(by_case.total.counts.in_time, 2);
    EXPECT_EQ(by_case.total.counts.without_aspects, 0);
    timeliness const by_aspect = timed({three, none}, {.of = counted_as::aspects});
    EXPECT_EQ(by_aspect.total.counts.in_time, 3);
    EXPECT_EQ(by_aspect.total.counts.without_aspects, 1);
    EXPECT_EQ(by_aspect.total.days.size(), 2u);
}

TEST(Timeliness, WithoutAClockInTimeMeansNothing) {
    timeliness const found =
        timed({closed(1, mon_2020_01_06, mon_2020_01_20), opened(2, mon_2020_01_06)});
    EXPECT_EQ(found.total.counts.no_clock, 2);
    EXPECT_EQ(found.total.days, std::vector<std::int32_t>{10}); // days are days
    EXPECT_FALSE(found.total.counts.share(open_not_due::in_time).has_base());
}

TEST(Timeliness, AWithdrawnCaseIsSetApartThoughItWasAnswered) {
    open_spell answered = with_clock(closed(1, mon_2020_01_06, mon_2020_01_20));
    answered.is_withdrawn = true;
    timeliness const found = timed({answered});
    EXPECT_EQ(found.total.counts.withdrawn, 1);
    EXPECT_EQ(found.total.counts.in_time, 0);
    EXPECT_TRUE(found.total.days.empty());
}

TEST(Timeliness, AServiceRequestIsLeftOut) {
    open_spell request = with_clock(closed(1, mon_2020_01_06, mon_2020_01_20));
    request.is_counted_as_of = false;
    EXPECT_EQ(timed({request}).total.counts, timeliness_counts());
}

TEST(Timeliness, OfAReopenedCaseTheAnswerThatStandsCounts) {
    open_spell first = with_clock(closed(1, mon_2020_01_06, mon_2020_01_13));
    first.is_last = first.is_last_of_stage = false;
    open_spell second = with_clock(test::reopened(1, mon_2020_01_20));
    second.received = second.stage_began = mon_2020_01_06;
    EXPECT_EQ(timed({first, second}, {}, tue_2020_01_21).total.counts.open_overdue, 1);
    second.ended = tue_2020_01_21;
    timeliness const found = timed({first, second}, {}, mon_2020_02_03);
    EXPECT_EQ(found.total.counts.answered_late, 1);
    EXPECT_EQ(found.total.days, std::vector<std::int32_t>{11});
}

TEST(Timeliness, ACaseIsOfThePeriodInWhichItBeganOrWasAnsweredOrIsDue) {
    std::vector<open_spell> const one{
        with_clock(closed(1, mon_2020_01_06, mon_2020_02_03), mon_2020_02_10)};
    day_span const february{day(2020, 2, 1), day(2020, 2, 29)};
    auto const in_time = [&](timely_basis basis, day_span in,
                             due_day_kind by = due_day_kind::extended) {
        return timed(one, {.by = by, .basis = basis}, mon_2020_02_10, in).total.counts.in_time;
    };
    EXPECT_EQ(in_time(timely_basis::began, january), 1);
    EXPECT_EQ(in_time(timely_basis::began, february), 0);
    EXPECT_EQ(in_time(timely_basis::answered, january), 0);
    EXPECT_EQ(in_time(timely_basis::answered, february), 1);
    EXPECT_EQ(in_time(timely_basis::due, february), 1);
    EXPECT_EQ(in_time(timely_basis::due, january), 0);
    EXPECT_EQ(timed(one, {.by = due_day_kind::original, .basis = timely_basis::due})
                  .total.counts.answered_late,
              1);
}

/// Two stages: the first from 6 January, the second from the day the first ended.
std::vector<open_spell> two_stages(open_spell first, day second_answered) {
    first.is_last = false;
    open_spell second = test::escalated(1, *first.ended);
    second.received = first.received;
    second.original_due = second.due = mon_2020_02_10;
    second.ended = second_answered;
    return {first, second};
}

TEST(Timeliness, IsOfTheFirstStageOfOneOrOfEach) {
    auto const both =
        two_stages(with_clock(closed(1, mon_2020_01_06, tue_2020_01_21)), mon_2020_02_03);
    auto const counts = [&](stage_choice which) {
        return timed(both, {.stage = which}).total.counts;
    };
    EXPECT_EQ(counts(stage_choice::first()), (timeliness_counts{.answered_late = 1}));
    EXPECT_EQ(counts(stage_choice::of(stage_code(0))), (timeliness_counts{.answered_late = 1}));
    EXPECT_EQ(counts(stage_choice::of(stage_code(1))), (timeliness_counts{.in_time = 1}));
    EXPECT_EQ(counts(stage_choice::of(stage_code(2))), timeliness_counts());
    EXPECT_EQ(counts(stage_choice::every()), (timeliness_counts{.in_time = 1, .answered_late = 1}));
}

TEST(Timeliness, AStageLeftUnansweredIsNotInTime) {
    auto const both =
        two_stages(with_clock(closed(1, mon_2020_01_06, mon_2020_01_13, spell_end::escalated)),
                   mon_2020_02_03);
    timeliness_counts const counts = timed(both).total.counts;
    EXPECT_EQ(counts, (timeliness_counts{.never_answered = 1}));
    EXPECT_EQ(counts.share(open_not_due::left_out), (ratio{0, 1}));
}

TEST(Journey, IsInTimeIfItsLastAnswerStandsAndNoLimitWasMissed) {
    timeliness_rule const journey{.stage = stage_choice::journey()};
    auto const in_time = [&](std::vector<open_spell> const& spells) {
        return timed(spells, journey, mon_2020_02_10).total.counts;
    };
    open_spell const good = with_clock(closed(1, mon_2020_01_06, mon_2020_01_13));
    open_spell const late = with_clock(closed(1, mon_2020_01_06, tue_2020_01_21));
    EXPECT_EQ(in_time({good}), (timeliness_counts{.in_time = 1}));
    EXPECT_EQ(in_time(two_stages(good, mon_2020_02_10)), (timeliness_counts{.in_time = 1}));
    EXPECT_EQ(in_time(two_stages(good, day(2020, 2, 11))), (timeliness_counts{.answered_late = 1}));
    EXPECT_EQ(in_time(two_stages(late, mon_2020_02_03)), (timeliness_counts{.answered_late = 1}));
}

TEST(Journey, AStageThatWasLeftBeforeItsDueDayMissedNothing) {
    timeliness_rule const journey{.stage = stage_choice::journey()};
    auto const counts = [&](day left) {
        return timed(two_stages(with_clock(closed(1, mon_2020_01_06, left, spell_end::escalated)),
                                mon_2020_02_03),
                     journey, mon_2020_02_10)
            .total.counts;
    };
    EXPECT_EQ(counts(mon_2020_01_20), (timeliness_counts{.in_time = 1}));
    EXPECT_EQ(counts(tue_2020_01_21), (timeliness_counts{.answered_late = 1}));
}

TEST(Journey, OpenAtItsSecondStageItIsDueThereUnlessTheFirstWasLate) {
    timeliness_rule const journey{.stage = stage_choice::journey()};
    auto both = two_stages(with_clock(closed(1, mon_2020_01_06, mon_2020_01_13)), mon_2020_02_03);
    both[1].ended.reset();
    EXPECT_EQ(timed(both, journey, mon_2020_02_10).total.counts.open_not_yet_due, 1);
    EXPECT_EQ(timed(both, journey, day(2020, 2, 11)).total.counts.open_overdue, 1);
    both[0].ended = tue_2020_01_21;
    EXPECT_EQ(timed(both, journey, mon_2020_02_10).total.counts.open_overdue, 1);
}

TEST(Journey, TakesDaysFromReceiptToTheFinalAnswerAndIsOfThePeriodOfReceipt) {
    timeliness_rule const journey{.stage = stage_choice::journey()};
    auto const both =
        two_stages(with_clock(closed(1, mon_2020_01_06, mon_2020_01_13)), mon_2020_02_03);
    timeliness const found = timed(both, journey);
    EXPECT_EQ(found.total.days, std::vector<std::int32_t>{20});
    day_span const february{day(2020, 2, 1), day(2020, 2, 29)};
    EXPECT_EQ(timed(both, journey, mon_2020_02_10, february).total.counts, timeliness_counts());
}

TEST(Journey, WithoutAClockAtAnyStageInTimeMeansNothing) {
    timeliness_rule const journey{.stage = stage_choice::journey()};
    auto both = two_stages(closed(1, mon_2020_01_06, mon_2020_01_13), mon_2020_02_03);
    both[1].due.reset();
    EXPECT_EQ(timed(both, journey).total.counts, (timeliness_counts{.no_clock = 1}));
}

/// Answered after 5, 10 and 11 working days, and open since the same day as of `as_of`.
timeliness three_answered_two_open(day as_of) {
    return timed({closed(1, mon_2020_01_06, mon_2020_01_13),
                  closed(2, mon_2020_01_06, mon_2020_01_20),
                  closed(3, mon_2020_01_06, tue_2020_01_21), opened(4, mon_2020_01_06),
                  opened(5, mon_2020_01_06)},
                 {}, as_of);
}

TEST(WaitingTimes, CountWhoStillWaitsAsWaitingAtLeastSoLong) {
    timeliness const found = three_answered_two_open(tue_2020_01_21);
    EXPECT_EQ(found.total.open_since, (std::vector<day>{mon_2020_01_06, mon_2020_01_06}));
    EXPECT_EQ(found.rows.front().open_since, found.total.open_since);
    survival_curve const curve =
        waiting_times(found.total, tue_2020_01_21, england_and_wales()).value();
    EXPECT_EQ(curve.cases(), 5);
    EXPECT_EQ(curve.ended(), 3);
    EXPECT_EQ(curve.last_time(), 11);
    // 4/5, 3/5 and 2/5 wait after days 5, 10 and 11. The answers alone have a median of 10.
    EXPECT_EQ(curve.quantile(0.5).value, 11.0);
    EXPECT_EQ(figure_of_days(found.total.days, days_statistic::median), figure::of_days({100, 10}));
}

TEST(WaitingTimes, OfWhomHasWaitedLessAreAtRiskOnlyForThatLong) {
    timeliness found = three_answered_two_open(tue_2020_01_21);
    found.total.open_since = {day(2020, 1, 15), day(2020, 1, 17)}; // 4 and 2 working days ago
    survival_curve const curve =
        waiting_times(found.total, tue_2020_01_21, england_and_wales()).value();
    EXPECT_EQ(curve.steps().front().at_risk, 3);
    EXPECT_EQ(curve.quantile(0.5).value, 10.0);
}

TEST(WaitingTimes, HaveNoMedianWhileTooFewAreAnswered) {
    timeliness const found = timed({closed(1, mon_2020_01_06, mon_2020_01_13),
                                    opened(2, mon_2020_01_06), opened(3, mon_2020_01_06)},
                                   {}, mon_2020_01_20);
    survival_curve const curve =
        waiting_times(found.total, mon_2020_01_20, england_and_wales()).value();
    auto const median = curve.quantile(0.5).value;
    ASSERT_FALSE(median);
    EXPECT_EQ(median.error(), absence::not_reached);
}

TEST(WaitingTimes, LeaveOutWhatWasWithdrawnOrWentOnUnanswered) {
    open_spell withdrawn = opened(1, mon_2020_01_06);
    withdrawn.is_withdrawn = true;
    withdrawn.ended = mon_2020_01_13;
    withdrawn.ended_by = spell_end::withdrawn;
    auto spells =
        two_stages(with_clock(closed(2, mon_2020_01_06, mon_2020_01_13, spell_end::escalated)),
                   mon_2020_02_03);
    spells.insert(spells.begin(), withdrawn);
    timeliness const found = timed(spells, {}, mon_2020_02_10);
    EXPECT_TRUE(found.total.open_since.empty());
    auto const curve = waiting_times(found.total, mon_2020_02_10, england_and_wales());
    ASSERT_FALSE(curve);
    EXPECT_EQ(curve.error().code, failure_code::no_base);
}

TEST(WaitingTimes, OfAJourneyAreFromReceiptOn) {
    auto both = two_stages(with_clock(closed(1, mon_2020_01_06, mon_2020_01_13)), mon_2020_02_03);
    both[1].ended.reset();
    timeliness_rule const journey{.stage = stage_choice::journey()};
    EXPECT_EQ(timed(both, journey).total.open_since, std::vector<day>{mon_2020_01_06});
    timeliness_rule const second{.stage = stage_choice::of(stage_code(1))};
    EXPECT_EQ(timed(both, second).total.open_since, std::vector<day>{mon_2020_01_13});
}

TEST(WaitingTimes, AreNotToldBeyondTheCalendar) {
    timeliness const found = three_answered_two_open(tue_2020_01_21);
    auto const curve = waiting_times(found.total, day(2199, 12, 31), england_and_wales());
    ASSERT_FALSE(curve);
    EXPECT_EQ(curve.error().code, failure_code::calendar_ends);
}

TEST(FigureOfDays, IsExact) {
    std::vector<std::int32_t> const days{1, 2, 4, 8};
    EXPECT_EQ(figure_of_days(days, days_statistic::mean), figure::of_days({15, 4}));
    EXPECT_EQ(figure_of_days(days, days_statistic::median), figure::of_days({30, 10}));
    // At 2.7 between the values 4 and 8: 4 + 0.7 x 4.
    EXPECT_EQ(figure_of_days(days, days_statistic::ninetieth_percent), figure::of_days({68, 10}));
    std::vector<std::int32_t> const one{7};
    EXPECT_EQ(figure_of_days(one, days_statistic::ninetieth_percent), figure::of_days({70, 10}));
    EXPECT_EQ(figure_of_days({}, days_statistic::median).state, figure_state::no_base);
}

} // namespace
} // namespace upheld
