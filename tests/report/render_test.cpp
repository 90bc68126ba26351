// SPDX-License-Identifier: BSL-1.0
#include "report/cell_text.hpp"
#include "upheld/report/render.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

/// One table of one row with these figures.
report report_of(std::vector<figure> const& figures) {
    table one{"days", "Days", {}, {{"All", row_kind::data, {}, {}}}, {}};
    for (figure const& value : figures) {
        one.columns.push_back({"c" + std::to_string(one.columns.size()), "Column"});
        cell made;
        made.origin = cell_origin::cases;
        made.value = value;
        made.text = detail::cell_text(made, rounding_rule::half_up, "n/a");
        one.rows.front().cells.push_back(made);
    }
    return {.title = "Report",
            .council = "Council",
            .of = {"2019", {day(2019, 1, 1), day(2019, 12, 31)}},
            .from = viewpoint::at_the_time(day(2020, 1, 1)),
            .rounding = rounding_rule::half_up,
            .tables = {one}};
}

TEST(Render, WorkingDaysAreNumbersInEveryFormat) {
    report const made =
        report_of({figure::of_days({29, 2}), figure::of_days({20, 1}), figure::of_days({0, 0}),
                   figure::absent(figure_state::not_collected, figure_form::days)});
    EXPECT_EQ(to_csv(made.tables.front()),
              "row,Column,Column,Column,Column\nAll,14.5,20.0,n/a,not collected\n");
    auto const cells = nlohmann::json::parse(to_json(made))["tables"][0]["rows"][0]["cells"];
    EXPECT_EQ(cells[0]["value"], 14.5);
    EXPECT_EQ(cells[0]["part"], 29);
    EXPECT_EQ(cells[0]["whole"], 2);
    EXPECT_EQ(cells[0]["text"], "14.5");
    EXPECT_EQ(cells[1]["value"], 20.0);
    EXPECT_EQ(cells[2]["mark"], "no_base");
    EXPECT_EQ(cells[2]["whole"], 0);
    EXPECT_EQ(cells[3]["mark"], "not_collected");
    EXPECT_FALSE(cells[3].contains("whole"));
}

} // namespace
} // namespace upheld
