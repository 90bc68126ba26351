// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/rollup/rollup.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::code_of;

/// Figures of the small council that can be counted on the fingers.
class Rollup : public ::testing::Test {
  protected:
    Rollup() {
        auto const answered = [&](char const* unit, day received, std::uint16_t after,
                                  answer_state answer) {
            auto of = made.complaint(unit, received, answer);
            of.working_days = after;
            made.add(of);
            return of;
        };
        auto const a = answered("homes", day(2019, 4, 1), 4, answer_state::answered_in_time);
        made.add_mention(a, "lettings");
        made.add_aspect(a, "lettings", "delay", "upheld");
        made.add_mention(a, "repairs");
        made.add_aspect(a, "repairs", "delay", "partly");
        made.add_aspect(a, "repairs", "conduct", "not_upheld");
        answered("homes", day(2019, 5, 31), 10, answer_state::answered_in_time);
        answered("homes", day(2019, 6, 1), 21, answer_state::answered_late);
        answered("homes", day(2020, 3, 31), not_answered_days, answer_state::not_answered);
        auto const b = answered("streets", day(2019, 7, 7), 30, answer_state::answered_late);
        made.add_mention(b, "bins");
        answered("homes", day(2020, 4, 1), 1, answer_state::answered_in_time);
        made.add_remedy("homes", day(2019, 10, 1), "own", "paid", 12'345);
        made.add_remedy("homes", day(2019, 10, 2), "own", "paid", 655);
        rows = columns_of(words, made.rows).value();
    }

    [[nodiscard]] figure get(by const& groups, std::initializer_list<std::string_view> entries,
                             std::string_view key, where const& only = {}) const {
        auto const found =
            rollup(rows, groups, measures{key}, only, period_from_text("2019-20").value());
        EXPECT_TRUE(found) << to_string(found.error());
        std::vector<std::size_t> at;
        for (std::string_view const entry : entries) {
            at.push_back(found->axes()[at.size()].find(entry).value());
        }
        return found->at(found->find(at).value(), 0);
    }

    [[nodiscard]] failure refusal(by const& groups, std::string_view key,
                                  rollup_options const& options = {}) const {
        auto const refused = rollup(rows, groups, measures{key}, {}, {}, options);
        EXPECT_FALSE(refused.has_value());
        return refused ? failure{} : refused.error();
    }

    taxonomy words = test::small_council();
    test::facts_of_small_council made{words};
    columns rows{words};
};

TEST_F(Rollup, BothEndsOfThePeriodAreIn) {
    EXPECT_EQ(get(by{}, {}, "received"), [] { return figure::of(figure_form::count, 5); }());
    EXPECT_EQ(get(by{dimension::unit}, {"homes"}, "received").number, 4);
}

TEST_F(Rollup, AComplaintCountsOnceInEveryGroupThatAnyOfItsRowsIsIn) {
    EXPECT_EQ(get(by{dimension::subject}, {"delay"}, "received").number, 1);
    EXPECT_EQ(get(by{dimension::subject}, {"conduct"}, "received").number, 1);
    EXPECT_EQ(get(by{dimension::service}, {"repairs"}, "received").number, 1);
    EXPECT_EQ(get(by{dimension::service}, {"(none)"}, "received").number, 3);
    cube const by_subject = rollup(rows, by{dimension::subject}, measures{"received"}).value();
    EXPECT_FALSE(by_subject.measures()[0].adds_up_over[0]);
    EXPECT_FALSE(folded(by_subject, {}).has_value());
}

TEST_F(Rollup, MediansAndPercentilesAreExact) {
    // Of 4, 10 and 21 working days: the median is 10, the 90th percentile 10 + 0.8 * 11.
    by const unit{dimension::unit};
    EXPECT_EQ(get(unit, {"homes"}, "median_working_days"), figure::of_days({10, 1}));
    figure const p90 = get(unit, {"homes"}, "p90_working_days");
    EXPECT_EQ(p90.share.part * 10, 188 * p90.share.whole);
    EXPECT_EQ(get(unit, {"homes"}, "mean_working_days"), figure::of_days({35, 3}));
    EXPECT_EQ(get(unit, {"parks"}, "median_working_days").state, figure_state::no_base);
}

TEST_F(Rollup, ZeroAndNotCollectedAreDifferent) {
    EXPECT_EQ(get(by{dimension::unit}, {"parks"}, "aspects"), figure::of(figure_form::count, 0));
    EXPECT_EQ(get(by{dimension::unit}, {"streets"}, "aspects").state, figure_state::not_collected);
    EXPECT_TRUE(get(by{}, {}, "aspects").is_partial);
    EXPECT_EQ(get(by{}, {}, "aspects").number, 3);
    // Parks do not use this subject.
    EXPECT_EQ(get(by{dimension::unit, dimension::subject}, {"parks", "conduct"}, "aspects").state,
              figure_state::not_applicable);
}

TEST_F(Rollup, MoneyIsAddedUpInPence) {
    figure const sum =
        get(by{dimension::unit, dimension::remedy_stage}, {"homes", "own"}, "remedies");
    EXPECT_EQ(sum.form, figure_form::pence);
    EXPECT_EQ(sum.number, 13'000);
    EXPECT_EQ(get(by{dimension::unit}, {"homes"}, "awards").number, 2);
}

TEST_F(Rollup, SharesKeepPartAndWhole) {
    EXPECT_EQ(get(by{dimension::unit}, {"homes"}, "in_time_by_complaints").share, (ratio{2, 4}));
    where only;
    only.answers = {answer_state::answered_late};
    EXPECT_EQ(get(by{}, {}, "received", only).number, 2);
}

TEST_F(Rollup, MonthsWithoutRowsAreThere) {
    by const months{grouping{dimension::time, {}, time_step::month}};
    EXPECT_EQ(get(months, {"2019-M04"}, "received").number, 1);
    EXPECT_EQ(get(months, {"2019-M08"}, "received").number, 0);
    EXPECT_EQ(get(months, {"2020-M03"}, "received").number, 1);
}

TEST_F(Rollup, RefusesWhatRowsDoNotHaveAndSaysWhich) {
    failure const no_subject = refusal(by{dimension::subject}, "referrals");
    EXPECT_EQ(no_subject.code, failure_code::contradiction);
    EXPECT_NE(no_subject.message.find("subject"), std::string::npos);
    EXPECT_EQ(refusal(by{dimension::outcome}, "mentions").code, failure_code::contradiction);
    EXPECT_EQ(refusal(by{dimension::unit, dimension::unit}, "received").code,
              failure_code::contradiction);
    EXPECT_EQ(refusal(by{grouping{dimension::time, {}, time_step::month},
                         grouping{dimension::time, {}, time_step::week}},
                      "received")
                  .code,
              failure_code::contradiction);
}

TEST_F(Rollup, RefusesMoreGroupsThanAllowedInsteadOfBlowingUp) {
    rollup_options const small{.largest_dense = 1, .largest_sparse = 2};
    EXPECT_EQ(refusal(by{dimension::service}, "mentions", small).code,
              failure_code::value_out_of_range);
    EXPECT_EQ(refusal(by{dimension::unit}, "median_working_days", small).code,
              failure_code::value_out_of_range);
}

TEST_F(Rollup, RefusesCodesThatNobodyLists) {
    where unknown;
    unknown.rows.services = {service_code(999)};
    auto const refused = rollup(rows, by{}, measures{"mentions"}, unknown);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, failure_code::key_unknown);
}

TEST_F(Rollup, NoRowsAtAllGiveZeroesAndNoMonths) {
    columns const none(words);
    cube const total = rollup(none, by{}, measures{"received"}).value();
    EXPECT_EQ(total.at(0, 0).number, 0);
    cube const months =
        rollup(none, by{grouping{dimension::time, {}, time_step::month}}, measures{"received"})
            .value();
    EXPECT_EQ(months.size(), 0u);
}

} // namespace
} // namespace upheld
