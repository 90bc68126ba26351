// SPDX-License-Identifier: BSL-1.0
#include "deadline/stated_clock.hpp"
#include "upheld/deadline/due.hpp"
#include "upheld/deadline/explain.hpp"

#include <gtest/gtest.h>

#include <random>
#include <type_traits>

namespace {

using namespace upheld_test;
using upheld::ledger_reason;

static_assert(std::is_trivially_copyable_v<upheld::ledger_line>);
static_assert(sizeof(upheld::ledger_line) <= 16);

/// A letter a day: s start, n counted, w weekend, h holiday, c closure, p paused, r reset,
/// > rolled, L deemed later, D due and counted, d due and not counted.
std::string strip(deadline const& what) {
    std::string drawn;
    for (upheld::ledger_line const& line : what.days.lines()) {
        switch (line.reason) {
        case ledger_reason::deemed_later: drawn += 'L'; break;
        case ledger_reason::start: drawn += line.counted == 0 ? 's' : 'S'; break;
        case ledger_reason::counted: drawn += 'n'; break;
        case ledger_reason::weekend: drawn += 'w'; break;
        case ledger_reason::holiday: drawn += 'h'; break;
        case ledger_reason::closure: drawn += 'c'; break;
        case ledger_reason::paused: drawn += 'p'; break;
        case ledger_reason::reset: drawn += 'r'; break;
        case ledger_reason::rolled: drawn += '>'; break;
        case ledger_reason::due: drawn += line.counted == 0 ? 'd' : 'D'; break;
        }
    }
    return drawn;
}

std::string strip(stated_clock const& what) { return strip(deadline_for(what)); }

TEST(Ledger, HasALineForEveryDayFromTheStartToTheDueDay) {
    // From Thursday 2 April 2026 over Easter.
    EXPECT_EQ(strip({.id = "asc2009_ack", .start = "2026-04-02"}), "shwwhnnD");
    EXPECT_EQ(strip({.id = "spso_s1", .start = "2026-11-27"}), "SwwhnnnD");
    EXPECT_EQ(strip({.id = "spso_s1", .start = "2026-11-28"}), "swhnnnnwwD");
}

TEST(Ledger, NamesTheHolidays) {
    deadline const found = deadline_for({.id = "asc2009_ack", .start = "2026-04-02"});
    EXPECT_EQ(found.days.note(found.days.lines()[1]), "Good Friday");
    EXPECT_EQ(found.days.note(found.days.lines()[4]), "Easter Monday");
    EXPECT_EQ(found.days.note(found.days.lines()[5]), "");
}

TEST(Ledger, ShowsPausesResetsAndDeemedReceipt) {
    EXPECT_EQ(strip({.id = "asc2009_ack",
                     .start = "2026-02-02",
                     .events = {"paused=2026-02-03", "resumed=2026-02-05"}}),
              "spppnwwnD");
    EXPECT_EQ(strip({.id = "corporate_ack",
                     .start = "2026-02-07",
                     .options = {"receipt_on_non_working_day=next_working_day"}}),
              "LLsnnD");
    EXPECT_EQ(strip({.id = "asc2009_ack",
                     .start = "2026-02-02",
                     .options = {"clarification=reset"},
                     .events = {"clarification_supplied=2026-02-04"}}),
              "snrnnwwD");
}

TEST(Ledger, OfCalendarDaysCountsEveryDayAndShowsTheRoll) {
    EXPECT_EQ(strip({.id = "lgha1989_s5", .start = "2026-05-01"}),
              "s" + std::string(20, 'n') + "D");
    std::string const rolled = strip({.id = "sar_ukgdpr", .start = "2026-01-31"});
    EXPECT_EQ(rolled, "s" + std::string(28, 'n') + ">d"); // 28 February is a Saturday
}

TEST(Ledger, ShowsClosuresByName) {
    upheld::clock_rule policy = *upheld::find_clock_rule("corporate_ack");
    policy.closures = {{{on("2026-02-03"), on("2026-02-04")}, "flooded"}};
    auto const found =
        upheld::deadline_of(policy, on("2026-02-02"), {}, {}, upheld::england_and_wales());
    EXPECT_EQ(strip(*found), "sccnnwwD");
    EXPECT_EQ(found->days.note(found->days.lines()[1]), "flooded");
}

TEST(Ledger, IsEmptyIfNoneIsAskedFor) {
    auto const found =
        upheld::deadline_of(*upheld::find_clock_rule("foi2000"), on("2026-02-02"), {}, {},
                            upheld::uk_any(), std::nullopt, upheld::keep_ledger::no);
    EXPECT_TRUE(found->days.empty());
    EXPECT_EQ(found->due, deadline_for({.id = "foi2000", .start = "2026-02-02"}).due);
}

TEST(Ledger, ReachesTheDueDayAndCountsTheWholeLimit) {
    for (upheld::clock_rule const& rule : upheld::built_in_clock_rules()) {
        for (day start = on("2021-12-01"); start <= on("2022-01-31");
             start = start + upheld::calendar_days(1)) {
            deadline const found = deadline_for({.id = rule.id, .start = to_text(start)});
            auto const lines = found.days.lines();
            ASSERT_FALSE(lines.empty());
            EXPECT_EQ(lines.front().on, start);
            EXPECT_EQ(lines.back().on, found.due);
            for (std::size_t i = 1; i != lines.size(); ++i) {
                EXPECT_EQ(lines[i].on, lines[i - 1].on + upheld::calendar_days(1));
            }
            if (rule.limit.unit == upheld::clock_unit::working_days) {
                EXPECT_EQ(lines.back().counted, found.limit.value) << rule.id;
                EXPECT_EQ(found.used + found.left, upheld::working_days(found.limit.value));
            }
        }
    }
}

TEST(Ledger, ALongHistoryIsTheSameAsOneDayAfterTheOther) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    auto const pick = [&](int from, int to) {
        return std::uniform_int_distribution<int>(from, to)(random);
    };
    upheld::working_calendar const& calendar = upheld::england_and_wales();
    upheld::clock_rule const& rule = *upheld::find_clock_rule("corporate_20");
    for (int round = 0; round != 500; ++round) {
        day const start = on("2019-01-01") + upheld::calendar_days(pick(0, 2500));
        std::vector<upheld::clock_event> events;
        std::vector<upheld::day_span> pauses;
        day from = start;
        for (int n = pick(0, 3); n != 0; --n) {
            day const first = from + upheld::calendar_days(pick(1, 9));
            day const last = first + upheld::calendar_days(pick(0, 12));
            pauses.push_back({first, last});
            events.push_back({upheld::clock_event_kind::resumed, last});
            events.push_back({upheld::clock_event_kind::paused, first});
            from = last;
        }
        day expected = start;
        for (int left = 20; left != 0;) {
            expected = expected + upheld::calendar_days(1);
            bool paused = false;
            for (upheld::day_span const& span : pauses) paused = paused || span.covers(expected);
            if (!paused && *calendar.is_working_day(expected)) --left;
        }
        auto const found =
            upheld::deadline_of(rule, start, events, {}, calendar, from + upheld::calendar_days(1));
        ASSERT_TRUE(found) << to_string(found.error());
        EXPECT_EQ(found->due, expected) << "from " << to_text(start);
        EXPECT_EQ(found->days.lines().back().counted, 20);
    }
}

TEST(Explanation, IsTextForALetter) {
    auto const& rule = *upheld::find_clock_rule("asc2009_ack");
    EXPECT_EQ(explain(deadline_for({.id = "asc2009_ack",
                                    .start = "2026-04-02",
                                    .events = {"acknowledged=2026-04-10"}}),
                      rule),
              R"(Due on Thursday 9 April 2026 at the latest.
It was done on Friday 10 April 2026, late by 1 working day.

Clock: adult social care: acknowledgement (asc2009_ack).
Limit: 3 working days from receipt, the day of the start not counted.
Calendar: england-and-wales, edition )" +
                  std::string(upheld::england_and_wales().edition()) + R"(.

Thursday 2 April 2026   the clock starts; this day does not count
Friday 3 April 2026     not counted: Good Friday
Saturday 4 April 2026   not counted: weekend
Sunday 5 April 2026     not counted: weekend
Monday 6 April 2026     not counted: Easter Monday
Tuesday 7 April 2026    working day 1
Wednesday 8 April 2026  working day 2
Thursday 9 April 2026   working day 3, due

Source: SI 2009/309 reg 13(3): not later than 3 working days after the day of receipt; from secondary sources, wording recalled.
Evidence: secondary: taken from secondary sources.
)");
}

TEST(Explanation, ShowsTheLimitThatTheOptionsGaveAndTheRemarks) {
    std::string const text =
        explain(deadline_for({.id = "lgsco_s1",
                              .start = "2026-01-28",
                              .options = {"runs_from=received", "count=day_one"},
                              .events = {"fee_notice=2026-01-29"}}),
                *upheld::find_clock_rule("lgsco_s1"));
    EXPECT_NE(
        text.find("Limit: 15 working days from receipt, the day of the start being the first"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("Note: a fee notice does not stop this clock."), std::string::npos);
}

} // namespace
