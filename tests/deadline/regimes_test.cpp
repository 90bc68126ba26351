// SPDX-License-Identifier: BSL-1.0
#include "deadline/stated_clock.hpp"
#include "upheld/deadline/due.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string_view>

/// Every regime at least once. The days come from a separate program, in Python, that walks day by
/// day over the bank holidays of GOV.UK; none was computed by this library.

namespace {

using namespace upheld_test;

struct dated {
    std::string_view id;
    std::string_view start;
    std::string_view due;
    std::string_view how;
};

void PrintTo(dated const& one, std::ostream* out) { *out << one.id << " from " << one.start; }

constexpr dated counted_apart[]{
    // SI 2006/1738, reg 2 for the working day; early May moved to Fri 8 May 2020.
    {"children_s1", "2020-04-24", "2020-05-11", "ten days over the moved holiday of 8 May 2020"},
    {"children_s1", "2025-12-17", "2026-01-05", "over Christmas and New Year: three holidays"},
    {"children_s2_request", "2025-03-31", "2025-04-30", "over Easter, into the next business year"},
    {"children_s2", "2022-08-30", "2022-10-05", "over the state funeral of 19 September 2022"},
    {"children_s3_request", "2023-04-14", "2023-05-16", "over 1 and 8 May 2023, both holidays"},
    {"children_s3_panel", "2022-05-11", "2022-06-24", "over 2 and 3 June 2022"},
    {"children_s3_report", "2026-12-23", "2027-01-04", "24, 29, 30, 31 December and 4 January"},
    {"children_s3_response", "2026-12-23", "2027-01-18", "15 days over the same"},
    // SI 2009/309 regs 12 to 14; SI 2012/3094 regs 27 to 29.
    {"asc2009_ack", "2026-04-02", "2026-04-09", "Good Friday and Easter Monday 2026"},
    {"asc2009_relevant_period", "2026-01-10", "2026-07-09", "six months commencing on the day"},
    {"asc2009_time_limit", "2024-02-29", "2025-02-28", "a year from a 29 February"},
    {"ph2012_ack", "2025-12-24", "2025-12-31", "29, 30 and 31 December 2025"},
    {"ph2012_relevant_period", "2025-08-31", "2026-02-28", "ends with the short month"},
    {"ph2012_time_limit", "2025-03-15", "2026-03-15", "the corresponding date, a Sunday, no roll"},
    // LGSCO Complaint Handling Code, 2024; Housing Ombudsman's codes of 2022 and 2024.
    {"lgsco_s1_ack", "2026-03-28", "2026-04-07", "received on a Saturday before Easter"},
    {"lgsco_s1", "2026-04-02", "2026-04-20", "ten days of the acknowledgement, over Easter"},
    {"lgsco_s2_ack", "2026-05-21", "2026-05-29", "over the spring holiday of 25 May 2026"},
    {"lgsco_s2", "2026-05-22", "2026-06-22", "20 days of the acknowledgement, over 25 May"},
    {"housing2024_s1_ack", "2024-03-28", "2024-04-08", "over Easter 2024"},
    {"housing2024_s1", "2024-12-20", "2025-01-08", "over Christmas and the year's end"},
    {"housing2024_s2_ack", "2024-08-23", "2024-09-02", "over the summer holiday of 26 August"},
    {"housing2024_s2", "2024-08-23", "2024-09-23", "20 days over the same"},
    {"housing2022_s1", "2022-09-09", "2022-09-26", "over the state funeral"},
    {"housing2022_s2", "2023-04-21", "2023-05-23", "over the two holidays of May 2023"},
    // Councils' own policies.
    {"corporate_ack", "2026-12-24", "2026-12-31", "over Christmas Day and Monday 28 December 2026"},
    {"corporate_20", "2020-04-20", "2020-05-19", "over the moved holiday of 8 May 2020"},
    {"corporate_s1_10", "2023-04-28", "2023-05-16", "over 1 and 8 May 2023"},
    {"corporate_s1_15", "2022-05-20", "2022-06-14", "over the jubilee, 2 and 3 June 2022"},
    {"corporate_s2_20", "2025-12-01", "2025-12-31", "over Christmas 2025"},
    // Local Government Act 1974 s.31(2); Local Government and Housing Act 1989 s.5.
    {"lga1974_s31", "2026-01-05", "2026-04-04", "three months beginning with the day: a Saturday"},
    {"lgha1989_s5", "2026-05-01", "2026-05-22", "21 days after"},
    // Freedom of Information Act 2000 s.10(6): a bank holiday in any part of the kingdom.
    {"foi2000", "2026-03-02", "2026-03-31", "St Patrick's Day counts as a holiday in England too"},
    {"foi2000", "2025-12-19", "2026-01-22", "Scotland's 2 January is a holiday as well"},
    {"foi2000_internal_review", "2026-07-06", "2026-08-05",
     "over 13 July (NI) and 3 August (Scotland)"},
    {"eir2004", "2022-09-01", "2022-09-30", "over the state funeral"},
    {"eir2004_extended", "2022-09-01", "2022-10-28", "40 days over the same"},
    {"eir2004_review", "2026-07-31", "2026-09-29", "over 3 and 31 August 2026"},
    // Freedom of Information (Scotland) Act 2002 s.73: the bank holidays of Scotland alone.
    {"foisa2002", "2025-12-23", "2026-01-26", "over 25 and 26 December, 1 and 2 January"},
    {"foisa2002_review", "2026-06-01", "2026-06-30", "over 15 June 2026, a holiday in Scotland"},
    // UK GDPR Art 12(3), counted as the ICO's guide to subject access has it.
    {"sar_ukgdpr", "2026-01-31", "2026-03-02", "28 February 2026 is a Saturday"},
    {"sar_ukgdpr", "2019-08-12", "2019-09-13", "before 15 August 2019: from the day after"},
    {"sar_ukgdpr", "2019-08-20", "2019-09-20", "since then: the corresponding date"},
    // Data Protection Act 2018 s.164A: beginning when the complaint is received.
    {"dp_complaint_ack", "2026-07-01", "2026-07-30", "30 days, the first being 1 July"},
    // SPSO model procedure: the day of receipt is day one.
    {"spso_s1", "2026-11-27", "2026-12-04", "over St Andrew's Day, Monday 30 November 2026"},
    {"spso_s1", "2026-11-28", "2026-12-07", "received on a Saturday: day one is Tuesday"},
    {"spso_s2_ack", "2025-12-31", "2026-01-06", "over 1 and 2 January"},
    {"spso_s2", "2025-12-24", "2026-01-26", "over four holidays"},
    // Welsh model policy; SI 2014/1794 regs 15 to 19.
    {"psow_ack", "2023-05-05", "2023-05-15", "over the coronation, 8 May 2023"},
    {"psow_s1", "2023-05-05", "2023-05-22", "ten days over the same"},
    {"psow_s2", "2023-05-05", "2023-06-06", "20 days, also over 29 May"},
    {"wales_social_ack", "2024-12-24", "2024-12-30", "27 and 30 December 2024"},
    {"wales_social_discussion", "2024-12-30", "2025-01-14", "over New Year's Day"},
    {"wales_social_terms", "2025-04-16", "2025-04-25", "over Easter 2025"},
    {"wales_social_s2", "2025-04-16", "2025-05-27", "over Easter, 5 and 26 May 2025"},
    // NIPSO model procedure; calendar of Northern Ireland.
    {"ni_s1", "2026-03-13", "2026-03-23", "over St Patrick's Day, Tuesday 17 March 2026"},
    {"ni_s2_ack", "2026-07-10", "2026-07-16", "over 13 July 2026, for Sunday the 12th"},
    {"ni_s2", "2026-07-06", "2026-08-04", "20 days over the same"},
};

class EveryRegime : public testing::TestWithParam<dated> {};

TEST_P(EveryRegime, IsDueOnTheDayCountedApart) {
    dated const& one = GetParam();
    EXPECT_EQ(due({.id = std::string(one.id), .start = std::string(one.start)}), one.due)
        << one.how;
}

TEST_P(EveryRegime, HasTheSameDueDayWithoutEventsAndOptions) {
    dated const& one = GetParam();
    upheld::clock_rule const& rule = *upheld::find_clock_rule(one.id);
    EXPECT_EQ(upheld::due_day(rule, on(one.start), calendar_named(rule.calendar)), on(one.due));
}

INSTANTIATE_TEST_SUITE_P(CountedApart, EveryRegime, testing::ValuesIn(counted_apart));

TEST(Regimes, EachHasADayCountedApart) {
    for (upheld::clock_rule const& rule : upheld::built_in_clock_rules()) {
        EXPECT_TRUE(std::any_of(std::begin(counted_apart), std::end(counted_apart),
                                [&](dated const& one) { return one.id == rule.id; }))
            << rule.id;
    }
}

TEST(Regimes, HaveEachAnIdATitleACalendarAndASource) {
    std::vector<std::string_view> ids;
    for (upheld::clock_rule const& rule : upheld::built_in_clock_rules()) {
        EXPECT_EQ(upheld::find_clock_rule(rule.id), &rule);
        EXPECT_EQ(std::count(ids.begin(), ids.end(), rule.id), 0) << rule.id;
        ids.push_back(rule.id);
        EXPECT_FALSE(rule.title.empty()) << rule.id;
        EXPECT_FALSE(rule.source.empty()) << rule.id;
        EXPECT_TRUE(upheld::built_in_calendar(rule.calendar)) << rule.id;
        EXPECT_GE(rule.extended_limit.value_or(rule.limit).value, rule.limit.value) << rule.id;
    }
    EXPECT_EQ(ids.size(), 52U);
    EXPECT_EQ(upheld::find_clock_rule("no_such_rule"), nullptr);
}

TEST(Regimes, SayInTheirSourceHowSureTheyAre) {
    for (upheld::clock_rule const& rule : upheld::built_in_clock_rules()) {
        std::string_view const must = rule.sure == upheld::evidence::primary    ? "read"
                                      : rule.sure == upheld::evidence::recalled ? "recalled"
                                                                                : "";
        EXPECT_NE(rule.source.find(must), std::string::npos) << rule.id;
    }
}

TEST(Regimes, ExtendedLimitsAreCountedInAllFromTheStart) {
    auto const extended = [](std::string id, std::string start) {
        return due({.id = std::move(id), .start = std::move(start), .options = {"limit=extended"}});
    };
    EXPECT_EQ(extended("children_s1", "2026-01-05"), "2026-02-02");
    EXPECT_EQ(extended("children_s2", "2022-08-30"), "2022-11-30"); // 65 working days
    EXPECT_EQ(extended("lgsco_s1", "2026-04-02"), "2026-05-05");
    EXPECT_EQ(extended("lgsco_s2", "2026-05-22"), "2026-07-20");
    EXPECT_EQ(extended("housing2022_s1", "2022-09-09"), "2022-10-10");
    EXPECT_EQ(extended("housing2022_s2", "2023-04-21"), "2023-06-07"); // 30 in all
    EXPECT_EQ(extended("foi2000", "2025-12-19"), "2026-02-19");
    EXPECT_EQ(extended("foi2000_internal_review", "2026-07-06"), "2026-09-03");
    EXPECT_EQ(extended("spso_s1", "2026-11-27"), "2026-12-11");
    EXPECT_EQ(extended("ni_s1", "2026-03-13"), "2026-03-30");
    EXPECT_EQ(extended("sar_ukgdpr", "2026-01-31"), "2026-04-30"); // three months, 30 April
}

TEST(Regimes, AStartOutsideTheTimeInForceIsRemarkedOn) {
    EXPECT_TRUE(has_remark(deadline_for({.id = "housing2022_s1", .start = "2024-04-02"}),
                           "no longer in force"));
    EXPECT_TRUE(has_remark(deadline_for({.id = "housing2024_s1", .start = "2024-03-28"}),
                           "not yet in force"));
    EXPECT_TRUE(deadline_for({.id = "housing2024_s1", .start = "2024-04-02"}).remarks.empty());
}

// Coronavirus (Scotland) Act 2020: answers of 7 April to 26 May 2020 are judged by 60 working days.
TEST(Foisa, AnswersOfSpring2020AreJudgedBySixtyWorkingDays) {
    stated_clock request{.id = "foisa2002", .start = "2020-03-23"};
    // 10 and 13 April: Good Friday is a Scottish bank holiday, Easter Monday is not.
    EXPECT_EQ(due(request), "2020-04-21");
    request.events = {"answered=2020-05-26"};
    deadline const within = deadline_for(request);
    EXPECT_EQ(within.state, upheld::clock_state::answered_in_time);
    EXPECT_EQ(within.limit.value, 60);
    request.events = {"answered=2020-05-27"};
    EXPECT_EQ(deadline_for(request).state, upheld::clock_state::answered_late);
    request.events.clear();
    request.as_of = "2020-05-26";
    EXPECT_EQ(deadline_for(request).state, upheld::clock_state::running);
    request.as_of = "2020-05-27";
    EXPECT_EQ(deadline_for(request).state, upheld::clock_state::overdue);
}

} // namespace
