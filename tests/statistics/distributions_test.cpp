// SPDX-License-Identifier: BSL-1.0
#include "near.hpp"
#include "upheld/statistics/confidence.hpp"
#include "upheld/statistics/distributions.hpp"

// Expected values: mpmath with 50 digits, by root finding on its incomplete gamma and beta
// functions.

namespace upheld {
namespace {

using test::is_near;

TEST(Distributions, NormalQuantiles) {
    EXPECT_TRUE(is_near(normal_quantile({0.001}), -3.0902323061678135415, 1e-14));
    EXPECT_TRUE(is_near(normal_quantile({0.025}), -1.9599639845400542355, 1e-14));
    EXPECT_TRUE(is_near(normal_quantile({0.975}), 1.9599639845400542355, 1e-14));
    EXPECT_TRUE(is_near(normal_quantile({1e-12}), -7.0344838253011319298, 1e-13));
    EXPECT_EQ(normal_quantile({0.5}), 0);
}

TEST(Distributions, StudentQuantiles) {
    EXPECT_TRUE(is_near(student_t_quantile(1, upper_tail{0.025}), 12.706204736174704646));
    EXPECT_TRUE(is_near(student_t_quantile(2, upper_tail{0.025}), 4.3026527297494638523));
    EXPECT_TRUE(is_near(student_t_quantile(10, upper_tail{0.025}), 2.2281388519862747484));
    EXPECT_TRUE(is_near(student_t_quantile(1000, upper_tail{0.025}), 1.962339080826408485));
    EXPECT_TRUE(is_near(student_t_quantile(5, upper_tail{0.0005}), 6.8688266258811102474));
}

TEST(Distributions, ChiSquaredTails) {
    EXPECT_TRUE(is_near(chi_squared_tail(3.84, 1).area, 0.050043521248705098948));
    EXPECT_TRUE(is_near(chi_squared_tail(0.5, 4).area, 0.97350097883925608531));
    EXPECT_TRUE(is_near(chi_squared_tail(100, 10).area, 5.4497019829205293351e-17));
    EXPECT_EQ(chi_squared_tail(0, 3).area, 1);
}

TEST(Distributions, GammaQuantiles) {
    EXPECT_TRUE(is_near(gamma_quantile(10, lower_tail{0.025}), 4.7953886961324336357));
    EXPECT_TRUE(is_near(gamma_quantile(10, upper_tail{0.025}), 17.084803451419170312));
    EXPECT_TRUE(is_near(gamma_quantile(1, upper_tail{0.025}), 3.6888794541139363029));
    EXPECT_TRUE(is_near(gamma_quantile(1'000'001, upper_tail{0.001}), 1003094.0839149701296));
}

TEST(Distributions, BetaQuantiles) {
    EXPECT_TRUE(is_near(beta_quantile(81, 183, lower_tail{0.025}), 0.25273674558527116302));
    EXPECT_TRUE(is_near(beta_quantile(82, 182, upper_tail{0.025}), 0.36762192260135136465));
    EXPECT_TRUE(is_near(beta_quantile(1, 20, upper_tail{0.025}), 0.16843347098308533706));
}

TEST(Distributions, BinomialChances) {
    binomial const b{.n = 1000, .chance = 0.3};
    EXPECT_TRUE(is_near(b.probability(310), 0.021523383479867177389));
    EXPECT_TRUE(is_near(b.at_most(310).area, 0.76630504342038600952));
    EXPECT_TRUE(is_near(b.at_least(311).area, 1 - 0.76630504342038600952));
    EXPECT_EQ(b.at_most(1000).area, 1);
    EXPECT_EQ(b.at_most(-1).area, 0);
    EXPECT_EQ(b.at_least(0).area, 1);
    EXPECT_EQ(b.at_least(1001).area, 0);
}

/// No step backwards, however close two areas are.
TEST(Distributions, QuantilesAreMonotone) {
    double last_normal = -100;
    double last_gamma = 0;
    double last_beta = 0;
    for (int i = 1; i != 2000; ++i) {
        double const p = i / 2000.0;
        double const normal = normal_quantile({p});
        double const gamma = gamma_quantile(7, lower_tail{p});
        double const beta = beta_quantile(3, 9, lower_tail{p});
        EXPECT_GT(normal, last_normal) << p;
        EXPECT_GT(gamma, last_gamma) << p;
        EXPECT_GT(beta, last_beta) << p;
        last_normal = normal;
        last_gamma = gamma;
        last_beta = beta;
    }
}

TEST(Confidence, IsAFractionAndNeverPerCent) {
    EXPECT_EQ(confidence::of(0.9)->fraction(), 0.9);
    for (double const wrong : {95.0, 1.0, 0.0, -0.5, std::nan("")}) {
        auto const made = confidence::of(wrong);
        ASSERT_FALSE(made) << wrong;
        EXPECT_EQ(made.error().code, failure_code::value_out_of_range);
        EXPECT_EQ(made.error().where.column, "confidence");
    }
    EXPECT_NE(to_string(confidence::of(95).error()).find("95% is 0.95"), std::string::npos);
}

TEST(Confidence, TheTwoUsualLevelsHaveTheQuantileOfTheirFraction) {
    EXPECT_EQ(confidence::of(0.95)->z(), usual_confidence().z());
    EXPECT_EQ(confidence::of(0.998)->z(), strict_confidence().z());
    EXPECT_EQ(confidence().fraction(), 0.95);
}

} // namespace
} // namespace upheld
