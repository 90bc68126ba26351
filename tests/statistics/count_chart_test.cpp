// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/count_chart.hpp"

#include <array>

namespace upheld {
namespace {

using test::is_near;

using indices = std::vector<std::size_t>;

// NIST/SEMATECH e-Handbook 6.3.3.1: defects on 25 wafers, centre 16, limits 4 and 28.
TEST(CChart, AgreesWithNistsExample) {
    std::array<std::int64_t, 25> const defects{16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14,
                                               16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13};
    auto const chart = c_chart(defects);
    ASSERT_TRUE(chart);
    EXPECT_TRUE(is_near(chart->centre, 16));
    EXPECT_TRUE(is_near(chart->lower[0], 4));
    EXPECT_TRUE(is_near(chart->upper[0], 28));
    EXPECT_EQ(chart->above, (indices{23}));
    EXPECT_TRUE(chart->below.empty());
}

TEST(CChart, StopsAtNothing) {
    std::array<std::int64_t, 3> const few{1, 0, 2};
    EXPECT_EQ(c_chart(few)->lower[0], 0);
    std::array<std::int64_t, 2> const none{0, 0};
    EXPECT_EQ(c_chart(none)->upper[0], 0);
    EXPECT_EQ(c_chart({}).error().code, failure_code::no_base);
    std::array<std::int64_t, 1> const negative{-1};
    EXPECT_EQ(c_chart(negative).error().code, failure_code::value_out_of_range);
}

// NIST/SEMATECH e-Handbook 6.3.3.2: 30 wafers of 50 chips; it prints 0.2313, 0.0524 and 0.4102.
TEST(PChart, AgreesWithNistsExample) {
    std::array<std::int64_t, 30> const bad{12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                                           8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6};
    std::vector<ratio> wafers;
    for (std::int64_t const one : bad) wafers.push_back({one, 50});
    auto const chart = p_chart(wafers);
    ASSERT_TRUE(chart);
    double const p = 347.0 / 1500;
    EXPECT_TRUE(is_near(chart->centre, p));
    EXPECT_TRUE(is_near(chart->upper[0], p + 3 * std::sqrt(p * (1 - p) / 50)));
    EXPECT_NEAR(chart->lower[0], 0.0524, 0.00005);
    EXPECT_EQ(chart->above, (indices{14, 22}));
}

TEST(PChart, HasLimitsForEachDenominatorAndStopsAtNothingAndAll) {
    std::array<ratio, 3> const shares{{{9, 10}, {95, 100}, {2, 2}}};
    auto const chart = p_chart(shares);
    EXPECT_LT(chart->lower[0], chart->lower[1]);
    EXPECT_EQ(chart->upper[0], 1);
    std::array<ratio, 2> const all{{{3, 3}, {5, 5}}};
    EXPECT_EQ(p_chart(all)->lower[0], 1);
    std::array<ratio, 2> const empty{{{3, 3}, {0, 0}}};
    EXPECT_EQ(p_chart(empty).error().where.column, "n[2]");
    EXPECT_EQ(p_chart({}).error().code, failure_code::no_base);
}

TEST(PChart, LaneysWidensItByHowMuchTheSharesVary) {
    // z-scores of -5 and 5 in turn about one half: moving ranges of 10.
    std::array<ratio, 4> const shares{{{25, 100}, {75, 100}, {25, 100}, {75, 100}}};
    auto const laney = p_chart(shares, overdispersion::laney);
    EXPECT_TRUE(is_near(laney->sigma_z, 10 / 1.128));
    EXPECT_EQ(p_chart(shares)->above, (indices{1, 3}));
    EXPECT_TRUE(laney->above.empty());
    EXPECT_FALSE(p_chart(std::span(shares).first(1), overdispersion::laney));
    std::array<ratio, 2> const all{{{3, 3}, {5, 5}}};
    EXPECT_EQ(p_chart(all, overdispersion::laney)->sigma_z, 1);
}

TEST(UChart, SetsCountsAgainstTheirExposure) {
    std::array<std::int64_t, 3> const counts{10, 20, 90};
    std::array const residents{1.0, 2.0, 3.0};
    auto const chart = u_chart(counts, residents);
    ASSERT_TRUE(chart);
    EXPECT_TRUE(is_near(chart->centre, 20));
    EXPECT_TRUE(is_near(chart->upper[1], 20 + 3 * std::sqrt(20.0 / 2)));
    EXPECT_TRUE(is_near(chart->values[2], 30));
    EXPECT_EQ(chart->above, (indices{2}));
    EXPECT_EQ(u_chart(counts, std::span(residents).first(2)).error().code,
              failure_code::contradiction);
    std::array const nobody{1.0, 0.0, 3.0};
    EXPECT_EQ(u_chart(counts, nobody).error().code, failure_code::no_base);
}

} // namespace
} // namespace upheld
