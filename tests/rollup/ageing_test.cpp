// SPDX-License-Identifier: BSL-1.0
#include "rollup/made_spells.hpp"
#include "support/random_store.hpp"
#include "upheld/rollup/ageing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace upheld {
namespace {

using test::closed;
using test::opened;

constexpr day fri_2020_01_31(2020, 1, 31);
constexpr day mon_2020_02_03(2020, 2, 3);
constexpr day fri_2020_02_07(2020, 2, 7);
constexpr day mon_2020_02_10(2020, 2, 10);

/// An open case that is due on a day.
open_spell due(std::uint64_t id, day on) {
    open_spell s = opened(id, day(2020, 1, 6));
    s.original_due = on;
    s.due = on;
    return s;
}

ageing aged(std::vector<open_spell> const& spells, ageing_options const& how = {},
            day as_of = fri_2020_01_31) {
    return ageing_of(spells, as_of, england_and_wales(), how).value();
}

TEST(Ageing, EveryBandHasItsLastDayInIt) {
    age_bands const bands;
    EXPECT_EQ(bands.size(), 6u);
    EXPECT_EQ(bands.band_of(0), 0u);
    EXPECT_EQ(bands.band_of(5), 0u);
    EXPECT_EQ(bands.band_of(6), 1u);
    EXPECT_EQ(bands.band_of(20), 2u);
    EXPECT_EQ(bands.band_of(21), 3u);
    EXPECT_EQ(bands.band_of(65), 4u);
    EXPECT_EQ(bands.band_of(66), 5u);
    EXPECT_EQ(bands.name(0), "0-5");
    EXPECT_EQ(bands.name(3), "21-40");
    EXPECT_EQ(bands.name(5), "66+");
    EXPECT_EQ((age_bands{.last = {0, 1}}).name(1), "1");
    EXPECT_EQ((age_bands{.last = {}}).name(0), "0+");
}

TEST(Ageing, BandsAreReadFromTheirLastDays) {
    EXPECT_EQ(bands_from_text("5,10")->last, (std::vector<std::int32_t>{5, 10}));
    EXPECT_EQ(bands_from_text("0")->last, std::vector<std::int32_t>{0});
    for (char const* wrong : {"", "5,", "5,,6", "five", "-1", "5 ,10", "99999999999"}) {
        EXPECT_EQ(bands_from_text(wrong).error().code, failure_code::field_malformed) << wrong;
    }
    for (char const* wrong : {"10,5", "5,5"}) {
        EXPECT_EQ(bands_from_text(wrong).error().code, failure_code::order_broken) << wrong;
    }
}

TEST(Ageing, ACaseIsNoDaysOldOnTheDayItCameAndWeekendsDoNotAge) {
    // Friday: came today, on Thursday, a week ago, on the 6th of January.
    std::vector<open_spell> const spells{opened(1, fri_2020_01_31), opened(2, day(2020, 1, 30)),
                                         opened(3, day(2020, 1, 24)), opened(4, day(2020, 1, 6)),
                                         closed(5, day(2020, 1, 6), fri_2020_01_31)};
    ageing const found = aged(spells, {.bands = {.last = {0, 1, 4, 5, 18}}});
    EXPECT_EQ(found.total.open, 4);
    EXPECT_EQ(found.total.in_band, (std::vector<std::int64_t>{1, 1, 0, 1, 0, 1})); // 19 days
}

TEST(Ageing, OfNothingHasEmptyBandsAndNoRows) {
    ageing const found = aged({}, {.by = {.unit = true}});
    EXPECT_EQ(found.total.open, 0);
    EXPECT_EQ(found.total.in_band, std::vector<std::int64_t>(6));
    EXPECT_TRUE(found.rows.empty());
}

TEST(Ageing, AgeIsSinceReceiptOrSinceTheStageBegan) {
    open_spell s = test::escalated(1, day(2020, 1, 30));
    s.received = day(2020, 1, 6);
    ageing_options how{.bands = {.last = {1}}};
    EXPECT_EQ(aged({s}, how).total.in_band, (std::vector<std::int64_t>{0, 1}));
    how.since = age_since::stage_began;
    EXPECT_EQ(aged({s}, how).total.in_band, (std::vector<std::int64_t>{1, 0}));
}

TEST(Ageing, ACaseIsOverdueAfterItsDueDayAndAtRiskUpToTheFifthWorkingDayAhead) {
    std::vector<open_spell> const spells{due(1, day(2020, 1, 30)), due(2, fri_2020_01_31),
                                         due(3, fri_2020_02_07), due(4, mon_2020_02_10),
                                         opened(5, day(2020, 1, 6))};
    ageing const found = aged(spells);
    EXPECT_EQ(found.at_risk_until, fri_2020_02_07);
    EXPECT_EQ(found.total.clocks, (clock_counts{.overdue = 1,
                                                .at_risk = 2,
                                                .due_later = 1,
                                                .paused_overdue = 0,
                                                .paused_due_within = 0,
                                                .paused_due_later = 0,
                                                .no_clock = 1}));
    EXPECT_EQ(aged(spells, {.within = working_days(0)}).total.clocks.at_risk, 1);
}

TEST(Ageing, APausedCaseIsSaidApartAndNeverAtRisk) {
    std::vector<open_spell> spells{due(1, day(2020, 1, 30)), due(2, mon_2020_02_03),
                                   due(3, mon_2020_02_10), opened(4, day(2020, 1, 6))};
    for (open_spell& s : spells) s.is_paused = true;
    EXPECT_EQ(aged(spells).total.clocks, (clock_counts{.overdue = 0,
                                                       .at_risk = 0,
                                                       .due_later = 0,
                                                       .paused_overdue = 1,
                                                       .paused_due_within = 1,
                                                       .paused_due_later = 1,
                                                       .no_clock = 1}));
}

TEST(Ageing, ADayTheCalendarDoesNotKnowIsRefused) {
    EXPECT_EQ(ageing_of({}, day(1900, 1, 1), england_and_wales()).error().code,
              failure_code::calendar_ends);
}

TEST(DaysToClear, AreTheStockAtThePaceOfThePeriod) {
    day_span const january{day(2020, 1, 1), fri_2020_01_31}; // 22 working days
    stock_counts const eleven{.answered = 8, .withdrawn = 3, .closing = 30};
    auto const found = days_to_clear(eleven, january, england_and_wales()).value();
    EXPECT_EQ(found, figure::of_days({30 * 22, 11}));
    EXPECT_EQ(days_to_clear({.answered = 1}, january, england_and_wales())->share.part, 0);
}

TEST(DaysToClear, WithoutClosuresOrWorkingDaysAreNoNumber) {
    day_span const january{day(2020, 1, 1), fri_2020_01_31};
    day_span const weekend{day(2020, 2, 1), day(2020, 2, 2)};
    auto const calendar = england_and_wales();
    EXPECT_EQ(days_to_clear({.closing = 5}, january, calendar)->state, figure_state::no_base);
    EXPECT_EQ(days_to_clear({.answered = 1, .closing = 5}, weekend, calendar)->state,
              figure_state::no_base);
}

TEST(AgeingTwin, IsWhatOneCaseAfterTheOtherSays) {
    std::uint32_t const seed = std::random_device{}();
    auto const calendar = england_and_wales();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(25);
        day const as_of = random.some_day();
        auto const spells = cases.spells_as_of({as_of, day(2020, 12, 31)});
        ageing const found = aged(spells, {.by = {.unit = true}}, as_of);
        std::map<unit_code, std::vector<std::int64_t>> bands;
        std::int64_t overdue = 0;
        std::int64_t soon = 0;
        for (open_spell const& s : spells) {
            if (s.ended || !s.is_counted) continue;
            std::int32_t age = 0;
            for (day d = s.received; d != as_of;) {
                d = d + calendar_days(1);
                age += *calendar.is_working_day(d) ? 1 : 0;
            }
            auto& its = bands[s.unit];
            its.resize(6);
            ++its[age <= 5 ? 0 : age <= 10 ? 1 : age <= 20 ? 2 : age <= 40 ? 3 : age <= 65 ? 4 : 5];
            overdue += s.due && *s.due < as_of;
            std::int32_t ahead = 0; // working days from the day to the due day
            if (!s.due || *s.due < as_of) continue;
            for (day d = as_of; d != *s.due;) {
                d = d + calendar_days(1);
                ahead += *calendar.is_working_day(d) ? 1 : 0;
            }
            // A due day on the weekend after the fifth working day lies behind it.
            soon += ahead < 5 || (ahead == 5 && *calendar.is_working_day(*s.due));
        }
        ASSERT_EQ(found.rows.size(), bands.size());
        for (ageing_row const& row : found.rows) {
            ASSERT_EQ(row.counts.in_band, bands.at(row.of.unit));
            ASSERT_EQ(row.counts.clocks.all(), row.counts.open);
        }
        clock_counts const& all = found.total.clocks;
        ASSERT_EQ(all.overdue + all.paused_overdue, overdue);
        ASSERT_EQ(all.at_risk + all.paused_due_within, soon);
    }
}

} // namespace
} // namespace upheld
