// SPDX-License-Identifier: BSL-1.0
#include "rollup/made_spells.hpp"
#include "upheld/rollup/case_counts.hpp"
#include "upheld/rollup/escalation.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::closed;
using test::escalated;
using test::opened;
using test::reopened;

constexpr day_span april{day(2019, 4, 1), day(2019, 4, 30)};
constexpr day march_20(2019, 3, 20);
constexpr day april_5(2019, 4, 5);
constexpr day april_20(2019, 4, 20);
constexpr day may_5(2019, 5, 5);

std::int64_t count(std::vector<open_spell> const& spells, case_basis by) {
    case_count const found = count_cases(spells, by, april);
    EXPECT_EQ(found.by, by);
    EXPECT_EQ(found.days, april);
    return found.cases;
}

TEST(CaseCounts, OneCaseIsInAPeriodByOneDayAndNotByAnother) {
    open_spell one = closed(1, march_20, april_5);
    one.acknowledged = march_20;
    one.decided = may_5;
    EXPECT_EQ(count({one}, case_basis::received), 0);
    EXPECT_EQ(count({one}, case_basis::acknowledged), 0);
    EXPECT_EQ(count({one}, case_basis::answered), 1);
    EXPECT_EQ(count({one}, case_basis::closed), 1);
    EXPECT_EQ(count({one}, case_basis::decided), 0);
    EXPECT_EQ(count({one}, case_basis::open), 0);
    one.acknowledged = april_5;
    one.decided = april_20;
    EXPECT_EQ(count({one}, case_basis::acknowledged), 1);
    EXPECT_EQ(count({one}, case_basis::decided), 1);
    EXPECT_EQ(count({opened(1, april_5)}, case_basis::received), 1);
    EXPECT_EQ(count({opened(1, april_5)}, case_basis::open), 1);
}

TEST(CaseCounts, AWithdrawalClosesAndAnswersNothing) {
    std::vector<open_spell> const one{closed(1, march_20, april_5, spell_end::withdrawn)};
    EXPECT_EQ(count(one, case_basis::answered), 0);
    EXPECT_EQ(count(one, case_basis::closed), 1);
}

TEST(CaseCounts, AnAcknowledgementIsCountedOnceHoweverManySpellsThereAre) {
    open_spell first = closed(1, march_20, april_5);
    first.is_last = first.is_last_of_stage = false;
    open_spell second = reopened(1, april_20);
    first.acknowledged = second.acknowledged = april_5;
    EXPECT_EQ(count({first, second}, case_basis::acknowledged), 1);
}

TEST(CaseCounts, ServiceRequestsAreLeftOut) {
    open_spell request = closed(1, april_5, april_20);
    request.is_counted = request.is_counted_as_of = false;
    request.acknowledged = april_5;
    for (case_basis const by : {case_basis::received, case_basis::acknowledged,
                                case_basis::answered, case_basis::closed, case_basis::open}) {
        EXPECT_EQ(count({request}, by), 0) << name_of(by);
    }
}

TEST(CaseCounts, AreOfOneUnitProcedureAndStageIfAsked) {
    std::vector<open_spell> const spells{opened(1, april_5), escalated(2, april_5)};
    EXPECT_EQ(count_cases(spells, case_basis::open, april).cases, 2);
    EXPECT_EQ(count_cases(spells, case_basis::open, april, {.stage = stage_code(1)}).cases, 1);
    EXPECT_EQ(count_cases(spells, case_basis::open, april, {.unit = unit_code(7)}).cases, 0);
}

TEST(CaseCounts, TheCasesBehindThemAreNamedOnce) {
    open_spell first = closed(2, march_20, april_5);
    first.is_last = first.is_last_of_stage = false;
    open_spell second = reopened(2, april_5);
    second.ended = april_20;
    std::vector<open_spell> const spells{closed(1, march_20, may_5), first, second,
                                         closed(3, april_5, april_5)};
    EXPECT_EQ(cases_by(spells, case_basis::answered, april),
              (std::vector{complaint_id(2), complaint_id(3)}));
    EXPECT_EQ(count_cases(spells, case_basis::answered, april).cases, 3);
}

TEST(RateOfCases, OfTwoSetsIsRefusedUnlessTheMixtureIsNamed) {
    case_count const answered{3, case_basis::answered, april};
    case_count const received{4, case_basis::received, april};
    EXPECT_EQ(rate_of(answered, answered).value(), (ratio{3, 3}));
    auto const refused = rate_of(answered, received);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::contradiction);
    EXPECT_EQ(to_string(refused.error()),
              "a rate of cases answered from 2019-04-01 to 2019-04-30 over cases received from "
              "2019-04-01 to 2019-04-30 (count both by the same day, or name the mixture)");
    basis_mixture const named{case_basis::answered, case_basis::received};
    EXPECT_EQ(rate_of(answered, received, named).value(), (ratio{3, 4}));
    EXPECT_FALSE(rate_of(received, answered, named)); // another mixture
    EXPECT_FALSE(rate_of(answered, answered, named)); // none
}

TEST(RateOfCases, OfTwoPeriodsIsRefusedWhateverIsNamed) {
    case_count const of_april{3, case_basis::answered, april};
    case_count of_may = of_april;
    of_may.days = {day(2019, 5, 1), day(2019, 5, 31)};
    EXPECT_EQ(rate_of(of_april, of_may).error().code, failure_code::contradiction);
    EXPECT_EQ(rate_of(of_april, of_may, basis_mixture{case_basis::answered, case_basis::answered})
                  .error()
                  .mend,
              "count both over the same days");
}

TEST(RateOfCases, OverNoCasesHasNoBase) {
    case_count const none{0, case_basis::closed, april};
    EXPECT_FALSE(rate_of(none, none)->has_base());
}

/// Answered at the first stage, and escalated on a later day.
std::vector<open_spell> gone_on(day answered, day went_on) {
    open_spell first = closed(1, march_20, answered);
    first.is_last = false;
    return {first, escalated(1, went_on)};
}

TEST(Escalation, ByPeriodAndByCohortAreDifferentRates) {
    // Answered in March, escalated in April: of the period, but of March's cohort.
    escalations const later = escalations_of(gone_on(day(2019, 3, 29), april_5), april);
    EXPECT_EQ(later.total.by_period, (ratio{1, 0}));
    EXPECT_EQ(later.total.by_cohort, (ratio{0, 0}));
    // Answered in April, escalated in May.
    escalations const since = escalations_of(gone_on(april_5, may_5), april);
    EXPECT_EQ(since.total.by_period, (ratio{0, 1}));
    EXPECT_EQ(since.total.by_cohort, (ratio{1, 1}));
}

TEST(Escalation, WithoutAnAnswerIsOfThePeriodAlone) {
    open_spell first = closed(1, march_20, april_5, spell_end::escalated);
    first.is_last = false;
    escalation_row const found =
        escalations_of(std::vector{first, escalated(1, april_5)}, april).total;
    EXPECT_EQ(found.by_period, (ratio{1, 0}));
    EXPECT_EQ(found.by_cohort, (ratio{0, 0}));
}

TEST(Escalation, AnAnswerThatNoLongerStandsIsOfNoCohort) {
    open_spell first = closed(1, march_20, april_5);
    first.is_last = first.is_last_of_stage = false;
    escalation_row const found =
        escalations_of(std::vector{first, reopened(1, april_20)}, april).total;
    EXPECT_EQ(found.by_period, (ratio{0, 1}));
    EXPECT_EQ(found.by_cohort, (ratio{0, 0}));
}

TEST(Escalation, FromALaterStageIsNotCounted) {
    open_spell second = escalated(1, april_5);
    second.ended = april_20;
    second.is_last = false;
    open_spell third = escalated(1, april_20);
    third.stage = stage_code(2);
    third.position = 2;
    escalation_row const found = escalations_of(std::vector{second, third}, april).total;
    EXPECT_EQ(found.by_period, (ratio{0, 0}));
}

TEST(Escalation, IsToldByUnit) {
    auto spells = gone_on(april_5, april_20);
    open_spell other = closed(2, april_5, april_20);
    other.unit = unit_code(3);
    spells.push_back(other);
    escalations const found = escalations_of(spells, april, {.unit = true});
    ASSERT_EQ(found.rows.size(), 2u);
    EXPECT_EQ(found.rows[0].by_period, (ratio{1, 1}));
    EXPECT_EQ(found.rows[1].by_period, (ratio{0, 1}));
    EXPECT_EQ(found.total.by_cohort, (ratio{1, 2}));
}

} // namespace
} // namespace upheld
