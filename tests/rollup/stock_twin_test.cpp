// SPDX-License-Identifier: BSL-1.0
#include "support/random_store.hpp"
#include "upheld/rollup/stock.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

/// Stock and flow beside a program that goes through the days one by one.

namespace upheld {
namespace {

constexpr day last_day(2020, 12, 31);

/// Opens and shuts every case day by day, and counts what it sees.
stock_counts day_by_day(std::vector<open_spell> const& spells, day_span days) {
    stock_counts counts;
    std::int64_t in_hand = 0;
    for (day d = day(2019, 12, 1); d <= days.last; d = d + calendar_days(1)) {
        if (d == days.first) counts.opening = in_hand;
        for (open_spell const& s : spells) {
            if (!s.is_counted) continue;
            bool const is_inside = days.first <= d;
            if (s.began == d) {
                ++in_hand;
                counts.received += is_inside && s.begun_by == spell_start::received;
                counts.escalated_in += is_inside && s.begun_by == spell_start::escalated;
                counts.reopened += is_inside && s.begun_by == spell_start::reopened;
                counts.reclassified_in += is_inside && s.begun_by == spell_start::reclassified;
            }
            if (s.ended == d) {
                --in_hand;
                counts.answered += is_inside && s.ended_by == spell_end::answered;
                counts.withdrawn += is_inside && s.ended_by == spell_end::withdrawn;
                counts.escalated_out += is_inside && s.ended_by == spell_end::escalated;
                counts.reclassified_out += is_inside && s.ended_by == spell_end::reclassified;
            }
        }
    }
    counts.closing = in_hand;
    return counts;
}

struct any_period {
    explicit any_period(std::uint32_t seed) : random(seed) {}

    day_span next() {
        auto const below = [&](std::int32_t n) {
            return std::uniform_int_distribution<std::int32_t>(0, n - 1)(random);
        };
        day const first = day(2019, 12, 15) + calendar_days(below(150));
        return {first, first + calendar_days(below(90))};
    }

    std::mt19937 random;
};

TEST(StockTwin, IsWhatGoingThroughTheDaysFinds) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 20; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        store const cases = test::random_store(seed + i).make(25);
        any_period periods(seed + i);
        auto const spells = cases.spells_as_of({last_day, last_day});
        for (reopening const rule : {reopening::new_arrival, reopening::never_closed}) {
            auto const seen = by_rule(spells, rule);
            day_span const days = periods.next();
            ASSERT_EQ(stock_of(spells, {"", days}, {}, rule).total, day_by_day(seen, days));
        }
    }
}

TEST(StockTwin, EveryGroupBalancesAndTheGroupsAddUpToTheTotal) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 20; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        store const cases = test::random_store(seed + i).make(25);
        any_period periods(seed + i);
        auto const spells = cases.spells_as_of({last_day, last_day});
        for (unsigned bits = 0; bits != 8; ++bits) {
            flow_by const by{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
            stock const found =
                stock_of(spells, {"", periods.next()}, by,
                         bits < 4 ? reopening::new_arrival : reopening::never_closed);
            std::int64_t opening = 0;
            std::int64_t closing = 0;
            std::int64_t came = 0;
            for (stock_row const& row : found.rows) {
                ASSERT_TRUE(row.counts.balances());
                opening += row.counts.opening;
                closing += row.counts.closing;
                came += row.counts.came();
            }
            ASSERT_EQ(opening, found.total.opening);
            ASSERT_EQ(closing, found.total.closing);
            ASSERT_EQ(came, found.total.came());
        }
    }
}

TEST(StockTwin, WhatIsLeftOfOneMonthIsWhatTheNextBeginsWith) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        store const cases = test::random_store(seed + i).make(25);
        auto const spells = cases.spells_as_of({last_day, last_day});
        day_span const days = any_period(seed + i).next();
        for (time_step const every : {time_step::month, time_step::financial_quarter}) {
            auto const series = stock_series(spells, days, every);
            stock_counts const whole = stock_of(spells, {"", days}).total;
            std::int64_t in_hand = whole.opening;
            std::int64_t came = 0;
            for (stock const& one : series) {
                ASSERT_EQ(one.total.opening, in_hand);
                in_hand = one.total.closing;
                came += one.total.came();
            }
            ASSERT_EQ(in_hand, whole.closing);
            ASSERT_EQ(came, whole.came());
        }
    }
}

TEST(StockTwin, TheClosingStockIsWhatTheStoreSaysIsOpen) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        store const cases = test::random_store(seed + i).make(25);
        std::int64_t open = 0;
        for (complaint_id const c : cases.complaint_ids()) {
            auto const state = *cases.state_of(c);
            open += state.is_open && !state.record.is_service_request;
        }
        auto const spells = cases.spells_as_of({last_day, last_day});
        EXPECT_EQ(stock_of(spells, {"", {last_day, last_day}}).total.closing, open);
    }
}

} // namespace
} // namespace upheld
