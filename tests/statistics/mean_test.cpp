// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/mean.hpp"

#include <array>

namespace upheld {
namespace {

using test::is_near;

// R 4.2: t.test.
TEST(MeanTInterval, AgreesWithR) {
    std::array const days{12.5, 7.0, 8.0, 15.0, 20.25, 3.0, 9.0, 41.0};
    auto const found = mean_t_interval(days);
    EXPECT_TRUE(is_near(*found->mean.value, 14.46875));
    EXPECT_TRUE(is_near(*found->standard_deviation, 11.955600525635315));
    EXPECT_TRUE(is_near(*found->mean.lower, 4.4736178299217029));
    EXPECT_TRUE(is_near(*found->mean.upper, 24.4638821700783));
    EXPECT_EQ(found->n, 8);
    EXPECT_EQ(name_of(found->mean.method), "student_t");
    std::array const few{5.0, 7.0, 8.0, 12.0, 20.0};
    auto const strict = mean_t_interval(few, strict_confidence());
    EXPECT_TRUE(is_near(*strict->mean.lower, -8.6596189546616937));
    EXPECT_TRUE(is_near(*strict->mean.upper, 29.459618954661696));
}

TEST(MeanTInterval, OneValueHasAMeanAndNoSpread) {
    std::array const one{17.0};
    auto const found = mean_t_interval(one);
    EXPECT_EQ(*found->mean.value, 17);
    EXPECT_EQ(found->standard_deviation, absent(absence::too_few));
    EXPECT_EQ(found->mean.lower, absent(absence::too_few));
    EXPECT_EQ(found->mean.upper, absent(absence::too_few));
}

TEST(MeanTInterval, EqualValuesHaveAnIntervalWithoutWidth) {
    std::array const same{0.1, 0.1, 0.1};
    auto const found = mean_t_interval(same);
    EXPECT_EQ(*found->mean.lower, 0.1);
    EXPECT_EQ(*found->mean.upper, 0.1);
}

TEST(MeanTInterval, KeepsItsDigitsFarFromZero) {
    std::array const far{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
    auto const found = mean_t_interval(far);
    EXPECT_EQ(*found->mean.value, 1e9 + 10);
    EXPECT_TRUE(is_near(*found->standard_deviation, std::sqrt(30.0)));
}

TEST(MeanTInterval, OfNothingDoesNotExist) {
    EXPECT_EQ(mean_t_interval({}).error().code, failure_code::no_base);
    std::array const endless{1.0, HUGE_VAL};
    EXPECT_EQ(mean_t_interval(endless).error().code, failure_code::value_out_of_range);
    EXPECT_NE(to_string(mean_t_interval(endless).error()).find("value 2"), std::string::npos);
}

} // namespace
} // namespace upheld
