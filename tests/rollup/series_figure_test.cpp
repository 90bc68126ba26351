// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/rollup/series_figure.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::code_of;

class SeriesFigure : public ::testing::Test {
  protected:
    void add(std::string measure, std::string_view unit, series_state state, std::int64_t number,
             series_form form = series_form::count, std::string variant = {}) {
        series_figure one;
        one.measure = std::move(measure);
        one.variant = std::move(variant);
        one.period = "2018-19";
        if (!unit.empty()) one.unit = code_of(words.units, unit);
        one.state = state;
        one.form = form;
        one.number = number;
        series.push_back(one);
    }

    [[nodiscard]] std::optional<figure> find(std::string_view measure,
                                             std::vector<std::string_view> units,
                                             std::string_view variant = {}) const {
        filter where;
        for (std::string_view const unit : units) {
            where.units.push_back(code_of(words.units, unit));
        }
        return find_series_figure(series, words, {measure, variant, "2018-19"}, where);
    }

    taxonomy words = test::small_council();
    std::vector<series_figure> series;
};

TEST_F(SeriesFigure, WhatIsNotPublishedIsAbsent) {
    EXPECT_FALSE(find("received", {"homes"}));
    add("received", "homes", series_state::value, 7);
    EXPECT_FALSE(find("received", {"parks"}));
    EXPECT_FALSE(find("mentions", {"homes"}));
}

TEST_F(SeriesFigure, CountsAddUpOverTheUnitsAskedFor) {
    add("received", "homes", series_state::value, 7);
    add("received", "parks", series_state::value, 5);
    EXPECT_EQ(find("received", {"homes", "parks"})->number, 12);
    EXPECT_EQ(find("received", {"council"})->number, 12);
}

TEST_F(SeriesFigure, AUnitsOwnFigureStandsBeforeTheSumOfThoseBelow) {
    add("received", "homes", series_state::value, 7);
    add("received", "council", series_state::value, 9);
    EXPECT_EQ(find("received", {"council"})->number, 9);
}

TEST_F(SeriesFigure, APercentageIsNeverAdded) {
    add("upheld_share", "homes", series_state::value, 4900, series_form::percent);
    EXPECT_EQ(find("upheld_share", {"homes"})->number, 4900);
    add("upheld_share", "parks", series_state::value, 5000, series_form::percent);
    EXPECT_EQ(find("upheld_share", {"homes", "parks"})->state, figure_state::not_known);
}

TEST_F(SeriesFigure, NoneAddsNothingAndNotKnownMakesTheSumPartial) {
    add("compliments", "homes", series_state::value, 3);
    add("compliments", "parks", series_state::none, 0);
    EXPECT_FALSE(find("compliments", {"homes", "parks"})->is_partial);
    add("compliments", "streets", series_state::not_known, 0);
    auto const all = find("compliments", {"homes", "parks", "streets"});
    EXPECT_EQ(all->number, 3);
    EXPECT_TRUE(all->is_partial);
    EXPECT_EQ(find("compliments", {"parks"})->state, figure_state::none);
    EXPECT_EQ(find("compliments", {"streets"})->state, figure_state::not_known);
}

TEST_F(SeriesFigure, AVariantFallsBackToThePlainFigure) {
    add("received", "homes", series_state::value, 44);
    add("received", "homes", series_state::value, 45, series_form::count, "chapter");
    EXPECT_EQ(find("received", {"homes"})->number, 44);
    EXPECT_EQ(find("received", {"homes"}, "chapter")->number, 45);
    EXPECT_EQ(find("received", {"homes"}, "letter")->number, 44);
}

TEST_F(SeriesFigure, AServicesFigureIsNotItsUnits) {
    add("received", "homes", series_state::value, 4);
    series.back().service = code_of(words.services, "lettings");
    EXPECT_FALSE(find("received", {"homes"}));
    filter where;
    where.units = {code_of(words.units, "homes")};
    where.services = {code_of(words.services, "lettings")};
    EXPECT_EQ(find_series_figure(series, words, {"received", "", "2018-19"}, where)->number, 4);
}

} // namespace
} // namespace upheld
