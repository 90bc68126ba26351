// SPDX-License-Identifier: BSL-1.0
#include "report/cell_text.hpp"

#include <gtest/gtest.h>

namespace upheld::detail {
namespace {

cell shown(figure value, int decimals = 0, cell_origin origin = cell_origin::cases) {
    cell made;
    made.value = value;
    made.decimals = decimals;
    made.origin = origin;
    return made;
}

std::string text(cell const& what, std::string_view no_base = "n/a") {
    return cell_text(what, rounding_rule::half_up, no_base);
}

TEST(CellText, MoneyHasThousandsAndPence) {
    EXPECT_EQ(pounds_text(0), "0.00");
    EXPECT_EQ(pounds_text(5), "0.05");
    EXPECT_EQ(pounds_text(99'999), "999.99");
    EXPECT_EQ(pounds_text(100'000), "1,000.00");
    EXPECT_EQ(pounds_text(1'005'776), "10,057.76");
    EXPECT_EQ(pounds_text(-123'456'789), "-1,234,567.89");
    EXPECT_EQ(pounds_text(-12'300), "-123.00");
}

TEST(CellText, SharesKeepTheirDecimals) {
    EXPECT_EQ(text(shown(figure::of(ratio{58, 164}))), "35%");
    EXPECT_EQ(text(shown(figure::of(ratio{0, 445}), 1)), "0.0%");
    EXPECT_EQ(text(shown(figure::of(ratio{1, 445}), 1)), "0.2%");
    EXPECT_EQ(text(shown(figure::of(figure_form::percent, 6490), 1)), "64.9%");
    EXPECT_EQ(text(shown(figure::of(figure_form::percent, 6490))), "65%");
}

TEST(CellText, AShareOfNothingIsNotZero) {
    EXPECT_EQ(text(shown(figure::of(ratio{0, 0}))), "n/a");
    EXPECT_EQ(text(shown(figure::of(ratio{0, 0})), "0%"), "0%");
}

TEST(CellText, ChangesCarryTheirSign) {
    EXPECT_EQ(text(shown(figure::of(ratio{10, 139}), 0, cell_origin::change)), "+7%");
    EXPECT_EQ(text(shown(figure::of(ratio{-25, 142}), 1, cell_origin::change)), "-17.6%");
    EXPECT_EQ(text(shown(figure::of(ratio{0, 2}), 0, cell_origin::change)), "0%");
    EXPECT_EQ(text(shown(figure::of(ratio{3, 0}), 0, cell_origin::change), "0%"), "n/a");
}

TEST(CellText, EveryStateHasAMarkOfItsOwnKind) {
    auto const mark = [](figure_state state) {
        return text(shown(figure::absent(state, figure_form::count)));
    };
    EXPECT_EQ(mark(figure_state::none), "none");
    EXPECT_EQ(mark(figure_state::not_collected), "not collected");
    EXPECT_EQ(mark(figure_state::not_known), "n/k");
    EXPECT_EQ(mark(figure_state::not_applicable), "n/a");
    EXPECT_EQ(text(shown(figure::of(figure_form::count, 0))), "0");
    EXPECT_EQ(text(cell{}), "");
}

TEST(CellText, WorkingDaysHaveOneDecimal) {
    EXPECT_EQ(text(shown(figure::of_days(ratio{29, 2}))), "14.5");
    EXPECT_EQ(text(shown(figure::of_days(ratio{20, 1}))), "20.0");
    EXPECT_EQ(text(shown(figure::of_days(ratio{0, 3}))), "0.0");
    EXPECT_EQ(text(shown(figure::of_days(ratio{0, 0}))), "n/a");
    // A tie: 14.25.
    auto const tie = shown(figure::of_days(ratio{57, 4}));
    EXPECT_EQ(cell_text(tie, rounding_rule::half_up, ""), "14.3");
    EXPECT_EQ(cell_text(tie, rounding_rule::half_even, ""), "14.2");
    EXPECT_EQ(cell_text(tie, rounding_rule::truncate, ""), "14.2");
}

TEST(CellText, PositionsAreOrdinals) {
    EXPECT_EQ(text(shown(figure::of(figure_form::joint_rank, 7))), "Joint 7th");
    EXPECT_EQ(text(shown(figure::of(figure_form::rank, 30))), "30th");
}

} // namespace
} // namespace upheld::detail
