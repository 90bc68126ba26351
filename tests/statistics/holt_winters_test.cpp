// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/holt_winters.hpp"

#include <array>

// Numbers of R's HoltWinters for five series: tests/data/statistics/reference.csv.

namespace upheld {
namespace {

using test::is_near;

/// A straight line with a season that never changes.
std::vector<double> regular(std::size_t steps) {
    std::array const season{3.0, -1.0, -4.0, 2.0};
    std::vector<double> made;
    for (std::size_t i = 0; i != steps; ++i) {
        made.push_back(50 + 2 * static_cast<double>(i) + season[i % 4]);
    }
    return made;
}

TEST(HoltWinters, FollowsARegularSeriesWithoutError) {
    for (std::size_t const steps : {8u, 9u, 11u, 20u}) {
        // What R takes for a start from the series itself is not its level: here that is given.
        auto const fit =
            holt_winters(regular(steps), 4, {0.4, 0.3, 0.2},
                         seasonal_state{.level = 56, .trend = 2, .seasonal = {3, -1, -4, 2}});
        ASSERT_TRUE(fit);
        EXPECT_NEAR(fit->squared_errors, 0, 1e-18);
        auto const longer = regular(steps + 9);
        for (std::size_t h = 1; h <= 9; ++h) {
            EXPECT_NEAR(fit->forecast(h), longer[steps + h - 1], 1e-9) << steps << '+' << h;
        }
    }
}

TEST(HoltWinters, StartsFromWhatIsGiven) {
    std::array const values{1.0, 2.0, 3.0, 4.0};
    auto const fit = holt_winters(values, 2, {0.5, 0.5, 0.5},
                                  seasonal_state{.level = 2, .trend = 0, .seasonal = {1, -1}});
    // Third value: 3 against 2 + 0 + 1, no error. Fourth: 4 against 2 + 0 - 1, an error of 3.
    ASSERT_TRUE(fit);
    EXPECT_TRUE(is_near(fit->squared_errors, 9));
    EXPECT_TRUE(is_near(fit->end.level, 3.5)); // half of 4 + 1 and 2
    EXPECT_TRUE(is_near(fit->end.trend, 0.75));
    EXPECT_TRUE(is_near(fit->end.seasonal[0], 1));
    EXPECT_TRUE(is_near(fit->end.seasonal[1], -0.25));
    EXPECT_TRUE(is_near(fit->forecast(3), 3.5 + 3 * 0.75 + 1));
}

TEST(HoltWinters, FitsWhatIsNotGiven) {
    std::vector<double> values = regular(40);
    for (std::size_t i = 0; i < values.size(); i += 3) values[i] += 2;
    auto const fit = holt_winters(values, 4);
    ASSERT_TRUE(fit);
    for (double const alpha : {0.0, 0.2, 0.5, 1.0}) {
        for (double const beta : {0.0, 0.3, 1.0}) {
            for (double const gamma : {0.0, 0.4, 1.0}) {
                auto const other = holt_winters(values, 4, {alpha, beta, gamma});
                EXPECT_LE(fit->squared_errors, other->squared_errors);
            }
        }
    }
    auto const partly = holt_winters(values, 4, {.trend = 0.0});
    EXPECT_EQ(partly->beta, 0);
    EXPECT_GE(partly->squared_errors, fit->squared_errors);
}

TEST(HoltWinters, NeedsTwoFullSeasons) {
    EXPECT_TRUE(holt_winters(regular(8), 4));
    auto const few = holt_winters(regular(7), 4);
    ASSERT_FALSE(few);
    EXPECT_EQ(few.error().where.column, "values");
    EXPECT_EQ(holt_winters(regular(8), 1).error().where.column, "period");
    EXPECT_EQ(holt_winters({}, 0).error().where.column, "period");
    EXPECT_EQ(holt_winters(regular(8), 4, {.level = 1.5}).error().where.column, "alpha");
    EXPECT_EQ(holt_winters(regular(8), 4, {}, seasonal_state{}).error().code,
              failure_code::contradiction);
}

} // namespace
} // namespace upheld
