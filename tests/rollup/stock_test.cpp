// SPDX-License-Identifier: BSL-1.0
#include "rollup/made_spells.hpp"
#include "upheld/rollup/stock.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::closed;
using test::escalated;
using test::opened;
using test::reopened;

period april_2019() { return {"2019-M04", {day(2019, 4, 1), day(2019, 4, 30)}}; }

/// One case that came and went on days near an end of April 2019, and where it must be counted.
struct boundary_case {
    char const* says;
    day came;
    std::optional<day> went;
    int opening;
    int received;
    int answered;
    int closing;
};

constexpr day sun_2019_03_31(2019, 3, 31);
constexpr day mon_2019_04_01(2019, 4, 1); // the period's first day
constexpr day tue_2019_04_02(2019, 4, 2);
constexpr day mon_2019_04_29(2019, 4, 29);
constexpr day tue_2019_04_30(2019, 4, 30); // the period's last day
constexpr day wed_2019_05_01(2019, 5, 1);

TEST(Stock, EighteenCasesAtTheEndsOfAPeriod) {
    std::optional<day> const never;
    // clang-format off
    boundary_case const cases[] = {
        //                                                                           open rec ans left
        {"came and went before the first day",      sun_2019_03_31, sun_2019_03_31,   0,  0,  0,  0},
        {"came before, went on the first day",      sun_2019_03_31, mon_2019_04_01,   1,  0,  1,  0},
        {"came before, went after the first day",   sun_2019_03_31, tue_2019_04_02,   1,  0,  1,  0},
        {"came before the first day, never went",   sun_2019_03_31, never,            1,  0,  0,  1},
        {"came and went on the first day",          mon_2019_04_01, mon_2019_04_01,   0,  1,  1,  0},
        {"came on the first day, went after it",    mon_2019_04_01, tue_2019_04_02,   0,  1,  1,  0},
        {"came on the first day, never went",       mon_2019_04_01, never,            0,  1,  0,  1},
        {"came and went after the first day",       tue_2019_04_02, tue_2019_04_02,   0,  1,  1,  0},
        {"came after the first day, never went",    tue_2019_04_02, never,            0,  1,  0,  1},
        {"came and went before the last day",       mon_2019_04_29, mon_2019_04_29,   0,  1,  1,  0},
        {"came before, went on the last day",       mon_2019_04_29, tue_2019_04_30,   0,  1,  1,  0},
        {"came before, went after the last day",    mon_2019_04_29, wed_2019_05_01,   0,  1,  0,  1},
        {"came before the last day, never went",    mon_2019_04_29, never,            0,  1,  0,  1},
        {"came and went on the last day",           tue_2019_04_30, tue_2019_04_30,   0,  1,  1,  0},
        {"came on the last day, went after it",     tue_2019_04_30, wed_2019_05_01,   0,  1,  0,  1},
        {"came on the last day, never went",        tue_2019_04_30, never,            0,  1,  0,  1},
        {"came and went after the last day",        wed_2019_05_01, wed_2019_05_01,   0,  0,  0,  0},
        {"came after the last day, never went",     wed_2019_05_01, never,            0,  0,  0,  0},
    };
    // clang-format on
    static_assert(std::size(cases) == 18);
    for (boundary_case const& c : cases) {
        SCOPED_TRACE(c.says);
        std::vector<open_spell> const one{c.went ? closed(1, c.came, *c.went) : opened(1, c.came)};
        stock const found = stock_of(one, april_2019());
        EXPECT_EQ(found.total.opening, c.opening);
        EXPECT_EQ(found.total.received, c.received);
        EXPECT_EQ(found.total.answered, c.answered);
        EXPECT_EQ(found.total.closing, c.closing);
        EXPECT_TRUE(found.total.balances());
    }
}

TEST(Stock, OfNothingIsZeroAndHasNoRows) {
    stock const found = stock_of({}, april_2019(), {.unit = true});
    EXPECT_EQ(found.total, stock_counts());
    EXPECT_TRUE(found.rows.empty());
}

TEST(Stock, ACaseThatSpansThePeriodIsInBothStocksAndInNoFlow) {
    std::vector<open_spell> const one{closed(1, sun_2019_03_31, wed_2019_05_01)};
    stock const found = stock_of(one, april_2019());
    EXPECT_EQ(found.total.opening, 1);
    EXPECT_EQ(found.total.came() + found.total.went(), 0);
    EXPECT_EQ(found.total.closing, 1);
}

TEST(Stock, AnEscalationWithoutAnAnswerGoesFromOneStageToTheNext) {
    std::vector<open_spell> both{closed(1, sun_2019_03_31, tue_2019_04_02, spell_end::escalated),
                                 escalated(1, tue_2019_04_02)};
    stock const found = stock_of(both, april_2019(), {.stage = true});
    ASSERT_EQ(found.rows.size(), 2u);
    EXPECT_EQ(found.rows[0].of.stage, stage_code(0));
    EXPECT_EQ(found.rows[0].counts.opening, 1);
    EXPECT_EQ(found.rows[0].counts.escalated_out, 1);
    EXPECT_EQ(found.rows[0].counts.closing, 0);
    EXPECT_EQ(found.rows[1].counts.escalated_in, 1);
    EXPECT_EQ(found.rows[1].counts.closing, 1);
    EXPECT_EQ(found.total.opening, 1);
    EXPECT_EQ(found.total.closing, 1);
    EXPECT_TRUE(found.total.balances());
}

TEST(Stock, AnEscalationAfterAnAnswerIsAnArrivalAtTheNextStage) {
    std::vector<open_spell> both{closed(1, sun_2019_03_31, mon_2019_04_01),
                                 escalated(1, tue_2019_04_30)};
    stock_counts const found = stock_of(both, april_2019()).total;
    EXPECT_EQ(found.opening, 1);
    EXPECT_EQ(found.answered, 1);
    EXPECT_EQ(found.escalated_in, 1);
    EXPECT_EQ(found.closing, 1);
}

TEST(Stock, AReopeningIsAnArrivalOrTheAnswerNeverClosedTheCase) {
    std::vector<open_spell> const both{closed(1, sun_2019_03_31, tue_2019_04_02),
                                       reopened(1, mon_2019_04_29)};
    stock_counts const arrival = stock_of(both, april_2019(), {}, reopening::new_arrival).total;
    EXPECT_EQ(arrival.opening, 1);
    EXPECT_EQ(arrival.answered, 1);
    EXPECT_EQ(arrival.reopened, 1);
    EXPECT_EQ(arrival.closing, 1);
    stock_counts const never = stock_of(both, april_2019(), {}, reopening::never_closed).total;
    EXPECT_EQ(never.opening, 1);
    EXPECT_EQ(never.came() + never.went(), 0);
    EXPECT_EQ(never.closing, 1);
    // In between, only one of the rules has the case in stock.
    period const middle{"", {mon_2019_04_01, day(2019, 4, 15)}};
    EXPECT_EQ(stock_of(both, middle, {}, reopening::new_arrival).total.closing, 0);
    EXPECT_EQ(stock_of(both, middle, {}, reopening::never_closed).total.closing, 1);
}

TEST(Stock, ACaseReopenedTwiceIsOneByNeverClosed) {
    open_spell second = reopened(1, tue_2019_04_02);
    second.ended = mon_2019_04_29;
    std::vector<open_spell> const all{closed(1, sun_2019_03_31, mon_2019_04_01), second,
                                      reopened(1, tue_2019_04_30), opened(2, tue_2019_04_30)};
    auto const seen = by_rule(all, reopening::never_closed);
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].began, sun_2019_03_31);
    EXPECT_EQ(seen[0].begun_by, spell_start::received);
    EXPECT_TRUE(seen[0].is_open());
    EXPECT_EQ(by_rule(all, reopening::new_arrival), all);
}

TEST(Stock, AServiceRequestIsNotCountedAndComesInWhenItIsReclassified) {
    open_spell request = closed(1, sun_2019_03_31, tue_2019_04_02, spell_end::reclassified);
    request.is_counted = false;
    open_spell complaint = opened(1, tue_2019_04_02);
    complaint.begun_by = spell_start::reclassified;
    stock_counts const found = stock_of(std::vector{request, complaint}, april_2019()).total;
    EXPECT_EQ(found.opening, 0);
    EXPECT_EQ(found.reclassified_in, 1);
    EXPECT_EQ(found.closing, 1);
    request.is_counted = true;
    complaint.is_counted = false;
    stock_counts const gone = stock_of(std::vector{request, complaint}, april_2019()).total;
    EXPECT_EQ(gone.opening, 1);
    EXPECT_EQ(gone.reclassified_out, 1);
    EXPECT_EQ(gone.closing, 0);
}

TEST(Stock, ASeriesIsCutToItsDaysAndCallsCutStretchesByThem) {
    std::vector<open_spell> const one{closed(1, sun_2019_03_31, wed_2019_05_01)};
    auto const months = stock_series(one, {sun_2019_03_31, wed_2019_05_01}, time_step::month);
    ASSERT_EQ(months.size(), 3u);
    EXPECT_EQ(months[0].in.label, "2019-03-31..2019-03-31");
    EXPECT_EQ(months[0].total.received, 1);
    EXPECT_EQ(months[1].in.label, "2019-M04");
    EXPECT_EQ(months[1].total.closing, 1);
    EXPECT_EQ(months[2].in.label, "2019-05-01..2019-05-01");
    EXPECT_EQ(months[2].total.answered, 1);
}

} // namespace
} // namespace upheld
