// SPDX-License-Identifier: BSL-1.0
#include "rollup/all_tables.hpp"
#include "support/random_store.hpp"
#include "upheld/rollup/moving_columns.hpp"
#include "upheld/store/change_days.hpp"
#include "upheld/store/store_view.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace upheld {
namespace {

using test::all_tables;

columns made_anew(store const& cases, viewpoint from) {
    return columns_of(cases.words(), cases.facts_as_of(from)).value();
}

TEST(MovingColumns, CountOnEachDayWhatColumnsMadeForThatDayCount) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 4; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(25);
        day const first = random.some_day();
        auto moving = moving_columns::of_store(cases, viewpoint::at_the_time(first)).value();
        EXPECT_EQ(all_tables(moving.rows()), all_tables(made_anew(cases, moving.from())));
        // On, one day after the other; then by leaps, forward and back, by either clock.
        for (int n = 1; n != 6; ++n) {
            moving.move_to(viewpoint::at_the_time(first + calendar_days(n)));
            ASSERT_EQ(all_tables(moving.rows()), all_tables(made_anew(cases, moving.from())));
        }
        for (int n = 0; n != 8; ++n) {
            viewpoint const to{random.some_day(),
                               n % 2 == 0 ? random.some_day() : moving.from().known_on};
            moving.move_to(to);
            EXPECT_EQ(moving.from(), to);
            ASSERT_EQ(all_tables(moving.rows()), all_tables(made_anew(cases, to)));
            ASSERT_EQ(moving.rows().size().rows, made_anew(cases, to).size().rows);
        }
    }
}

TEST(MovingColumns, LookAgainAtTheComplaintsThatChangedAlone) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    test::random_store random(seed);
    store const cases = random.make(300);
    change_days const days(cases);
    day const then = random.some_day();
    auto moving = moving_columns::of_store(cases, viewpoint::at_the_time(then)).value();
    EXPECT_EQ(moving.move_to(viewpoint::at_the_time(then)), 0u);
    viewpoint const next = viewpoint::at_the_time(then + calendar_days(1));
    std::size_t const touched = days.between(viewpoint::at_the_time(then), next).size();
    EXPECT_LT(touched, 300u / 4);
    EXPECT_EQ(moving.move_to(next), touched);
}

TEST(ChangeDays, NoOtherComplaintLooksDifferent) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(40);
        change_days const days(cases);
        viewpoint const one{random.some_day(), random.some_day()};
        viewpoint const other{random.some_day(), random.some_day()};
        auto const touched = days.between(one, other);
        EXPECT_EQ(touched, days.between(other, one));
        for (std::uint32_t c = 0; c != days.complaints().size(); ++c) {
            if (std::binary_search(touched.begin(), touched.end(), c)) continue;
            complaint_id const which = days.complaints()[c];
            auto const a = cases.as_of(one.as_of, one.known_on).events_of(which);
            EXPECT_EQ(a, cases.as_of(other.as_of, other.known_on).events_of(which));
            EXPECT_EQ(cases.facts_of(which, one).complaints.size(),
                      cases.facts_of(which, other).complaints.size());
        }
    }
}

} // namespace
} // namespace upheld
