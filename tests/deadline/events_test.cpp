// SPDX-License-Identifier: BSL-1.0
#include "deadline/stated_clock.hpp"
#include "upheld/deadline/explain.hpp"

#include <gtest/gtest.h>

namespace {

using namespace upheld_test;
using upheld::clock_state;
using upheld::failure_code;
using upheld::working_days;

/// Received on Monday 2 February 2026: due on Monday 2 March.
stated_clock policy(std::vector<std::string> events, std::string as_of = {}) {
    return {.id = "corporate_20",
            .start = "2026-02-02",
            .events = std::move(events),
            .as_of = std::move(as_of)};
}

TEST(Pauses, LeaveOutBothTheirEnds) {
    // 9 to 18 February: eight working days.
    EXPECT_EQ(due(policy({"paused=2026-02-09", "resumed=2026-02-18"})), "2026-03-12");
}

TEST(Pauses, ByDifferenceCountTheDayOfResumption) {
    stated_clock what = policy({"paused=2026-02-09", "resumed=2026-02-18"});
    what.options = {"pause=difference"};
    EXPECT_EQ(due(what), "2026-03-11");
    what.events = {"paused=2026-02-09", "resumed=2026-02-09"};
    EXPECT_EQ(due(what), "2026-03-02");
}

TEST(Pauses, ThatOverlapCountOnceAndAreReported) {
    deadline const found = deadline_for(policy(
        {"paused=2026-02-09", "paused=2026-02-11", "resumed=2026-02-13", "resumed=2026-02-18"}));
    EXPECT_EQ(to_text(found.due), "2026-03-12");
    EXPECT_TRUE(has_remark(found, "2 times before an end"));
}

TEST(Pauses, OfDifferentKindsAreJoined) {
    deadline const found = deadline_for({.id = "foi2000",
                                         .start = "2026-02-02",
                                         .events = {"fee_notice=2026-02-09", "fee_paid=2026-02-13",
                                                    "paused=2026-02-11", "resumed=2026-02-18"}});
    EXPECT_EQ(to_text(found.due), "2026-03-12");
    EXPECT_TRUE(has_remark(found, "pauses overlap"));
}

TEST(Pauses, GivenInAnyOrderAreTheSame) {
    EXPECT_EQ(due(policy({"resumed=2026-02-18", "paused=2026-02-09"})), "2026-03-12");
}

TEST(Pauses, RepeatedForOneDayCountOnceAndAreReported) {
    deadline const found =
        deadline_for(policy({"paused=2026-02-09", "paused=2026-02-09", "resumed=2026-02-18"}));
    EXPECT_EQ(to_text(found.due), "2026-03-12");
    EXPECT_TRUE(has_remark(found, "more than once"));
}

TEST(Pauses, WithoutEndLastUntilTheDayLookedAtAndAreReported) {
    deadline const found = deadline_for(policy({"paused=2026-02-09"}, "2026-02-13"));
    EXPECT_EQ(to_text(found.due), "2026-03-09"); // five working days more
    EXPECT_EQ(found.state, clock_state::paused);
    EXPECT_TRUE(has_remark(found, "has no end yet"));
}

TEST(Pauses, AnEndWithoutABeginningIsLeftOutAndReported) {
    deadline const found = deadline_for(policy({"resumed=2026-02-18"}));
    EXPECT_EQ(to_text(found.due), "2026-03-02");
    EXPECT_TRUE(has_remark(found, "ends nothing"));
    deadline const twice =
        deadline_for(policy({"paused=2026-02-09", "resumed=2026-02-18", "resumed=2026-02-20"}));
    EXPECT_EQ(to_text(twice.due), "2026-03-12");
    EXPECT_TRUE(has_remark(twice, "ends nothing"));
}

TEST(Pauses, OneAfterTheOtherBothCount) {
    EXPECT_EQ(due(policy({"paused=2026-02-09", "resumed=2026-02-10", "paused=2026-02-16",
                          "resumed=2026-02-17"})),
              "2026-03-06"); // four working days more
}

TEST(Pauses, OnTheDueDayItselfMoveIt) {
    EXPECT_EQ(due(policy({"paused=2026-03-02", "resumed=2026-03-02"})), "2026-03-03");
}

TEST(Pauses, AfterTheDueDayChangeNothing) {
    deadline const found = deadline_for(policy({"paused=2026-03-04"}, "2026-03-06"));
    EXPECT_EQ(to_text(found.due), "2026-03-02");
    EXPECT_EQ(found.state, clock_state::overdue);
}

TEST(Pauses, MoveALimitInMonthsByTheirCalendarDays) {
    // 5 April 2026 would be the last day; ten days are left out.
    EXPECT_EQ(due({.id = "lga1974_s31",
                   .start = "2026-01-06",
                   .events = {"paused=2026-02-01", "resumed=2026-02-10"}}),
              "2026-04-15");
}

// FOIA s.10(2): from the day of the notice to the day of the payment, both in.
TEST(FeeNotice, StopsARequestUntilThePayment) {
    EXPECT_EQ(due({.id = "foi2000",
                   .start = "2026-01-05",
                   .events = {"fee_notice=2026-01-12", "fee_paid=2026-01-20"}}),
              "2026-02-11");
}

TEST(FeeNotice, DoesNotStopAComplaint) {
    deadline const found = deadline_for(policy({"fee_notice=2026-02-09", "fee_paid=2026-02-18"}));
    EXPECT_EQ(to_text(found.due), "2026-03-02");
    EXPECT_TRUE(has_remark(found, "a fee notice does not stop this clock"));
}

// FOIA s.10(6): the date of receipt is the later day on which the information arrives.
TEST(Clarifications, OfARequestStartItAgain) {
    deadline const found = deadline_for(
        {.id = "foi2000",
         .start = "2026-01-05",
         .events = {"clarification_asked=2026-01-12", "clarification_supplied=2026-01-19"}});
    EXPECT_EQ(to_text(found.start), "2026-01-19");
    EXPECT_EQ(to_text(found.due), "2026-02-16");
    EXPECT_TRUE(has_remark(found, "starts again"));
}

TEST(Clarifications, NotYetSuppliedLeaveARequestPaused) {
    deadline const found = deadline_for({.id = "foi2000",
                                         .start = "2026-01-05",
                                         .events = {"clarification_asked=2026-01-12"},
                                         .as_of = "2026-01-30"});
    EXPECT_EQ(found.state, clock_state::paused);
}

TEST(Extensions, KeepTheOriginalDueDay) {
    deadline const found = deadline_for(
        {.id = "children_s1", .start = "2026-01-05", .events = {"extended=2026-01-14"}});
    EXPECT_TRUE(found.is_extended);
    EXPECT_EQ(to_text(found.original_due), "2026-01-19");
    EXPECT_EQ(to_text(found.due), "2026-02-02");
}

TEST(Extensions, ToADayAgreedEndOnThatDay) {
    deadline const found = deadline_for(
        {.id = "lgsco_s1", .start = "2026-02-02", .events = {"extended=2026-02-10/2026-02-20"}});
    EXPECT_EQ(to_text(found.due), "2026-02-20");
    EXPECT_EQ(to_text(found.original_due), "2026-02-16");
}

TEST(Extensions, DoNotPassTheCap) {
    deadline const found = deadline_for(
        {.id = "children_s2", .start = "2026-01-05", .events = {"extended=2026-02-02/2026-05-29"}});
    EXPECT_EQ(to_text(found.due), "2026-04-08"); // 65 working days
    EXPECT_TRUE(has_remark(found, "is cut to"));
}

TEST(Extensions, BeyondTheUsualWithoutACapNeedAGoodReason) {
    deadline const found = deadline_for(
        {.id = "lgsco_s1", .start = "2026-02-02", .events = {"extended=2026-02-10/2026-03-20"}});
    EXPECT_EQ(to_text(found.due), "2026-03-20");
    EXPECT_TRUE(has_remark(found, "good reason"));
}

TEST(Extensions, CanBeTakenBack) {
    deadline const found =
        deadline_for({.id = "children_s1",
                      .start = "2026-01-05",
                      .events = {"extended=2026-01-14", "extension_withdrawn=2026-01-15"}});
    EXPECT_FALSE(found.is_extended);
    EXPECT_EQ(to_text(found.due), "2026-01-19");
}

TEST(Extensions, KeepTheReasonOfTheNoticeThatHolds) {
    stated_clock what{.id = "children_s2",
                      .start = "2026-01-05",
                      .events = {"extended=2026-01-20/2026-03-02 a witness is ill",
                                 "extended=2026-02-10/2026-03-16 two more interviews"}};
    deadline const found = deadline_for(what);
    EXPECT_EQ(to_text(found.due), "2026-03-16");
    EXPECT_EQ(found.extension_reason, "two more interviews");
    EXPECT_NE(explain(found, *upheld::find_clock_rule("children_s2"))
                  .find("Reason for the extension: two more interviews.\n"),
              std::string::npos);
    what.events.emplace_back("extension_withdrawn=2026-02-12");
    EXPECT_EQ(deadline_for(what).extension_reason, "");
    EXPECT_EQ(deadline_for({.id = "children_s1",
                            .start = "2026-01-05",
                            .events = {"extended=2026-01-12 an advocate is sought"}})
                  .extension_reason,
              "an advocate is sought");
}

TEST(Extensions, ByAgreementAloneNeedADay) {
    stated_clock what{
        .id = "asc2009_relevant_period", .start = "2026-01-10", .events = {"extended=2026-07-01"}};
    EXPECT_EQ(due(what), "2026-07-09");
    EXPECT_TRUE(has_remark(deadline_for(what), "names no day"));
    what.events = {"extended=2026-07-01/2026-08-14"};
    EXPECT_EQ(due(what), "2026-08-14");
    what.events = {"extended=2026-07-10/2026-08-14"}; // after the period
    EXPECT_EQ(due(what), "2026-07-09");
}

TEST(Extensions, OfAClockThatHasNoneChangeNothing) {
    deadline const found = deadline_for({.id = "children_s3_panel",
                                         .start = "2026-01-05",
                                         .events = {"extended=2026-01-14/2026-05-29"}});
    EXPECT_EQ(found.due, found.original_due);
    EXPECT_TRUE(has_remark(found, "has no extension"));
}

TEST(Extensions, BeforeTheOriginalDueDayDoNotShortenIt) {
    deadline const found = deadline_for(
        {.id = "lgsco_s1", .start = "2026-02-02", .events = {"extended=2026-02-03/2026-02-10"}});
    EXPECT_EQ(to_text(found.due), "2026-02-16");
    EXPECT_TRUE(has_remark(found, "before the original due day"));
}

TEST(State, GoesFromNotStartedToOverdue) {
    auto const state = [](std::string as_of) {
        return deadline_for(policy({}, std::move(as_of))).state;
    };
    EXPECT_EQ(state("2026-02-01"), clock_state::not_started);
    EXPECT_EQ(state("2026-02-02"), clock_state::running);
    EXPECT_EQ(state("2026-03-01"), clock_state::running);
    EXPECT_EQ(state("2026-03-02"), clock_state::due_today);
    EXPECT_EQ(state("2026-03-03"), clock_state::overdue);
}

TEST(State, CountsWorkingDaysUsedLeftAndLate) {
    deadline const middle = deadline_for(policy({}, "2026-02-13"));
    EXPECT_EQ(middle.used, working_days(9));
    EXPECT_EQ(middle.left, working_days(11));
    EXPECT_EQ(middle.late_by, working_days(0));
    deadline const after = deadline_for(policy({}, "2026-03-09"));
    EXPECT_EQ(after.used, working_days(20));
    EXPECT_EQ(after.left, working_days(0));
    EXPECT_EQ(after.late_by, working_days(5));
    deadline const before = deadline_for(policy({}, "2026-01-20"));
    EXPECT_EQ(before.used, working_days(0));
    EXPECT_EQ(before.left, working_days(20));
}

TEST(State, OfAClockWhoseStartIsDayOneCountsIt) {
    deadline const first =
        deadline_for({.id = "spso_s2", .start = "2026-02-02", .as_of = "2026-02-02"});
    EXPECT_EQ(first.used, working_days(1));
    EXPECT_EQ(first.left, working_days(19));
}

TEST(State, DoesNotUseThePausedDays) {
    deadline const found =
        deadline_for(policy({"paused=2026-02-09", "resumed=2026-02-18"}, "2026-02-20"));
    EXPECT_EQ(found.used, working_days(6)); // 3 to 6, 19 and 20 February
}

TEST(State, AnsweredOnTheDueDayIsInTime) {
    EXPECT_EQ(deadline_for(policy({"answered=2026-03-02"})).state, clock_state::answered_in_time);
    deadline const late = deadline_for(policy({"answered=2026-03-05"}));
    EXPECT_EQ(late.state, clock_state::answered_late);
    EXPECT_EQ(late.late_by, working_days(3));
}

TEST(State, LooksAtNothingAfterTheDayAsked) {
    deadline const found = deadline_for(policy({"answered=2026-03-05"}, "2026-02-20"));
    EXPECT_EQ(found.state, clock_state::running);
    EXPECT_EQ(found.done, std::nullopt);
}

TEST(State, OfTwoAnswersTheFirstCounts) {
    deadline const found = deadline_for(policy({"answered=2026-03-05", "answered=2026-02-20"}));
    EXPECT_EQ(found.done, on("2026-02-20"));
    EXPECT_TRUE(has_remark(found, "answered is given 2 times"));
}

TEST(State, WithdrawnEndsTheClockUnlessItWasAnsweredBefore) {
    EXPECT_EQ(deadline_for(policy({"withdrawn=2026-02-20"})).state, clock_state::withdrawn);
    EXPECT_EQ(deadline_for(policy({"answered=2026-02-19", "withdrawn=2026-02-20"})).state,
              clock_state::answered_in_time);
}

TEST(State, AnAcknowledgementEndsItsOwnClock) {
    EXPECT_EQ(
        deadline_for(
            {.id = "lgsco_s1_ack", .start = "2026-02-02", .events = {"acknowledged=2026-02-05"}})
            .state,
        clock_state::answered_in_time);
}

TEST(State, AnAnswerWithoutAcknowledgementEndsThatClockTooButNotTheComplainantsOwn) {
    EXPECT_EQ(deadline_for(
                  {.id = "lgsco_s1_ack", .start = "2026-02-02", .events = {"answered=2026-02-05"}})
                  .state,
              clock_state::answered_in_time);
    EXPECT_EQ(
        deadline_for(
            {.id = "children_s2_request", .start = "2026-02-02", .events = {"answered=2026-02-05"}})
            .state,
        clock_state::running);
}

TEST(State, AnsweredBeforeTheStartIsBrokenOrder) {
    auto const found = try_deadline(policy({"answered=2026-01-30"}));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, failure_code::order_broken);
}

TEST(Start, IsTakenFromTheEvents) {
    using enum upheld::clock_event_kind;
    upheld::clock_event const events[]{{received, on("2026-01-28")},
                                       {acknowledged, on("2026-02-02")}};
    auto const& rule = *upheld::find_clock_rule("lgsco_s1");
    auto const found = upheld::deadline_of(rule, events, {}, upheld::england_and_wales());
    EXPECT_EQ(to_text(found->due), "2026-02-16");
    auto const none =
        upheld::deadline_of(rule, std::span(events, 1), {}, upheld::england_and_wales());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, failure_code::not_found);
    EXPECT_NE(none.error().message.find("acknowledged"), std::string::npos);
}

// Data Protection Act 2018 s.54(3): the latest of the request, what shows who asks, and the fee.
TEST(Start, OfSubjectAccessIsTheLatestOfReceiptIdentityAndFee) {
    stated_clock request{.id = "sar_ukgdpr", .start = "2026-03-02"};
    EXPECT_EQ(due(request), "2026-04-02");
    request.events = {"identity_shown=2026-03-09", "fee_paid=2026-03-11"};
    deadline const found = deadline_for(request);
    EXPECT_EQ(to_text(found.start), "2026-03-11");
    EXPECT_EQ(to_text(found.due), "2026-04-13"); // 11 April is a Saturday
    EXPECT_TRUE(has_remark(found, "the clock starts with the payment of the fee on 2026-03-11"));
    EXPECT_EQ(found.days.lines().front().reason, upheld::ledger_reason::deemed_later);
    request.events = {"identity_shown=2026-02-27"};
    EXPECT_EQ(due(request), "2026-04-02");
}

// Its days would otherwise be told as if the calendar knew them.
TEST(Start, BeforeTheKnownRangeIsAFailureThoughTheClockStartsAgainLater) {
    for (std::string const id : {"foi2000", "sar_ukgdpr"}) {
        auto const found = try_deadline(
            {.id = id,
             .start = "1950-01-02",
             .events = {"clarification_supplied=2026-01-12", "identity_shown=2026-01-12"}});
        ASSERT_FALSE(found) << id;
        EXPECT_EQ(found.error().code, failure_code::calendar_ends) << id;
    }
}

TEST(Events, HaveNamesThatReadBack) {
    for (upheld::clock_event_kind const kind : upheld::clock_event_kinds()) {
        EXPECT_EQ(upheld::clock_event_kind_named(name_of(kind)), kind);
        EXPECT_FALSE(words_of(kind).empty());
    }
    auto const unknown = upheld::clock_event_kind_named("recieved");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, failure_code::key_unknown);
    EXPECT_NE(unknown.error().mend.find("received"), std::string::npos);
}

TEST(Events, BadTextsAreFailures) {
    auto const code = [](std::string_view kind, std::string_view value) {
        auto const found = upheld::clock_event_from_text(kind, value);
        return found ? std::string("fine") : std::string(name_of(found.error().code));
    };
    EXPECT_EQ(code("received", "2026-02-02"), "fine");
    EXPECT_EQ(code("extended", "2026-02-02/2026-02-09"), "fine");
    EXPECT_EQ(code("receive", "2026-02-02"), "key_unknown");
    EXPECT_EQ(code("received", ""), "date_invalid");
    EXPECT_EQ(code("received", "2026-02-30"), "date_invalid");
    EXPECT_EQ(code("received", "02/02/2026"), "date_invalid");
    EXPECT_EQ(code("received", "2026-02-02/2026-02-09"), "contradiction");
    EXPECT_EQ(code("extended", "2026-02-02/"), "date_invalid");
    EXPECT_EQ(code("extended", "2026-02-09/2026-02-02"), "order_broken");
}

} // namespace
