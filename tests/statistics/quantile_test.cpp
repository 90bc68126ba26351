// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/quantile.hpp"

#include <array>
#include <random>

namespace upheld {
namespace {

using test::is_near;
using enum quantile_type;

constexpr std::array all_types{
    inverse_of_distribution, averaged_at_jumps, nearest_even,    linear_of_distribution, hazen,
    excel_exclusive,         excel_inclusive,   median_unbiased, normal_unbiased};

// R 4.2: quantile(x, c(0, .1, .25, 1/3, .5, .9, .95, 1), type = 1:9).
TEST(Quantile, TheNineTypesAgreeWithR) {
    std::array const values{23.0, 2.0, 13.0, 3.0, 29.0, 5.0, 11.0, 7.0, 19.0, 17.0};
    std::array const probabilities{0.0, 0.1, 0.25, 1.0 / 3, 0.5, 0.9, 0.95, 1.0};
    double const expected[9][8] = {
        {2, 2, 5, 7, 11, 23, 29, 29},
        {2, 2.5, 5, 7, 12, 26, 29, 29},
        {2, 2, 3, 5, 11, 23, 29, 29},
        {2, 2, 4, 5.6666666666666661, 11, 23, 26, 29},
        {2, 2.5, 5, 6.6666666666666661, 12, 26, 29, 29},
        {2, 2.1000000000000001, 4.5, 6.3333333333333339, 12, 28.399999999999999, 29, 29},
        {2, 2.8999999999999999, 5.5, 7, 12, 23.600000000000001, 26.299999999999994, 29},
        {2, 2.3666666666666663, 4.8333333333333321, 6.5555555555555554, 12, 26.799999999999997, 29,
         29},
        {2, 2.4000000000000004, 4.875, 6.5833333333333339, 12, 26.600000000000001, 29, 29},
    };
    for (std::size_t t = 0; t != 9; ++t) {
        auto const found = quantiles(values, probabilities, all_types[t]);
        ASSERT_TRUE(found);
        for (std::size_t i = 0; i != probabilities.size(); ++i) {
            EXPECT_TRUE(is_near((*found)[i], expected[t][i]))
                << "type " << t + 1 << " at " << probabilities[i];
        }
    }
}

TEST(Quantile, SevenIsTheDefault) {
    std::array const values{1.0, 2.0, 4.0, 8.0};
    std::array const half{0.25};
    EXPECT_EQ(quantiles(values, half)->front(), 1.75); // PERCENTILE.INC
}

/// 0.1 x 30 is more than 3 by a rounding error, and 0.3 x 10 (as 0.1 + 0.2) too.
TEST(Quantile, RoundingDoesNotPushAPlacePastAWholeNumber) {
    std::vector<double> thirty;
    for (int i = 1; i <= 30; ++i) thirty.push_back(i);
    EXPECT_EQ(quantile_of_sorted(thirty, 0.1, inverse_of_distribution), 3);
    EXPECT_EQ(quantile_of_sorted(std::span(thirty).first(10), 0.1 + 0.2, inverse_of_distribution),
              3);
    EXPECT_EQ(quantile_of_sorted(thirty, 0.7, averaged_at_jumps), 21.5);
}

TEST(Quantile, OneValueIsEveryQuantile) {
    std::array const one{42.0};
    for (quantile_type const type : all_types) {
        for (double const p : {0.0, 0.01, 0.5, 0.99, 1.0}) {
            EXPECT_EQ(quantile_of_sorted(one, p, type), 42);
        }
    }
}

TEST(Quantile, IsRefusedOfNothingAndOutsideNothingToOne) {
    std::array const half{0.5};
    std::array const fifty{50.0};
    EXPECT_EQ(quantiles({}, half).error().code, failure_code::no_base);
    EXPECT_EQ(quantiles(half, fifty).error().where.column, "probs");
    std::array const none{std::nan("")};
    EXPECT_EQ(quantiles(none, half).error().code, failure_code::value_out_of_range);
}

TEST(Quantile, RisesWithItsProbabilityAndStaysWithinTheValues) {
    constexpr unsigned seed = 7;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round != 50; ++round) {
        std::vector<double> values(std::uniform_int_distribution<std::size_t>(1, 40)(random));
        for (double& v : values) v = std::uniform_int_distribution<int>(-20, 20)(random);
        std::sort(values.begin(), values.end());
        for (quantile_type const type : all_types) {
            double last = values.front();
            for (int i = 0; i <= 100; ++i) {
                double const q = quantile_of_sorted(values, i / 100.0, type);
                EXPECT_GE(q, last - 1e-12);
                EXPECT_LE(q, values.back());
                last = q;
            }
            EXPECT_EQ(quantile_of_sorted(values, 1, type), values.back());
        }
    }
}

} // namespace
} // namespace upheld
