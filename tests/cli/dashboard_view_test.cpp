// SPDX-License-Identifier: BSL-1.0
#include "cli/dashboard_view.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace upheld::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

figure count(std::int64_t n) { return figure::of(figure_form::count, n); }

dashboard_line line_of(std::string name, std::int64_t received) {
    dashboard_line line;
    line.name = line.short_name = std::move(name);
    line.received = {count(received), count(received + 3)};
    line.answered = {count(received - 1), count(received)};
    line.in_time = {figure::of(ratio{1, 2}), figure::of(ratio{2, 3})};
    line.upheld = figure::of(ratio{1, 8});
    line.open = 4;
    line.overdue = 1;
    line.due_soon = 2;
    return line;
}

dashboard made_up(std::size_t units, std::size_t open_cases) {
    dashboard made;
    made.council = "Small Council";
    made.from = viewpoint::at_the_time(day(2020, 3, 31));
    made.now = period_from_text("2019-20").value();
    made.before = years_before(made.now, 1);
    made.all = line_of("All units", 40);
    made.all.open = static_cast<std::int64_t>(open_cases);
    for (std::size_t n = 0; n != units; ++n) {
        made.units.push_back(line_of("Unit " + std::to_string(n), 10));
    }
    for (std::size_t n = 0; n != open_cases; ++n) {
        made.oldest.push_back({.id = complaint_id(1000 + n),
                               .unit = "Environment & Public Protection",
                               .received = day(2020, 1, 6),
                               .stage = "Stage 1",
                               .due = day(2020, 2, 3),
                               .is_overdue = true});
    }
    return made;
}

std::vector<std::string> lines_of(std::string const& page) {
    std::vector<std::string> lines;
    std::istringstream in(page);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// One character a code point.
std::size_t width_of(std::string const& line) {
    return static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

TEST(DashboardView, HasALineAUnitWithThePeriodBesideAYearBefore) {
    std::string const page = rendered(made_up(1, 0), {});
    EXPECT_THAT(page, HasSubstr("Small Council                                        "
                                "       as of Tue 2020-03-31"));
    EXPECT_THAT(page, HasSubstr("\nFinancial year 2019-20"));
    EXPECT_THAT(page, HasSubstr("\nthen: financial year 2018-19"));
    EXPECT_THAT(page,
                HasSubstr("Received     Answered    In time            Over  Due     Upheld,\n"));
    EXPECT_THAT(page, HasSubstr("\nAll units     40   (43)    39   (40)   50% of 2 (67%)    0"
                                "    1    2    13% 2-47\n"));
    EXPECT_THAT(page, HasSubstr("\nUnit 0        10   (13)     9   (10)   50% of 2 (67%)    4"
                                "    1    2    13% 2-47\n"));
    EXPECT_THAT(page, HasSubstr("No case is open."));
}

/// Wilson's limits, at 95%.
TEST(DashboardView, SaysHowFarAShareOfAFewAspectsCanBeTrusted) {
    dashboard what = made_up(0, 0);
    what.all.upheld = figure::of(ratio{3, 3});
    EXPECT_THAT(rendered(what, {}), HasSubstr(" 100% 44-100\n"));
    what.all.upheld = figure::of(ratio{300, 300});
    EXPECT_THAT(rendered(what, {}), HasSubstr(" 100% 99-100\n"));
}

TEST(DashboardView, TellsNoughtFromNotCollectedAndFromNoBase) {
    dashboard what = made_up(1, 0);
    what.units[0].received.now = count(0);
    what.units[0].in_time.now = figure::absent(figure_state::no_base, figure_form::share);
    what.units[0].upheld = figure::absent(figure_state::not_collected, figure_form::share);
    std::string const page = rendered(what, {});
    EXPECT_THAT(page, HasSubstr("\nUnit 0         0   (13)     9   (10)          - (67%)    4"
                                "    1    2         n/c\n"));
    EXPECT_THAT(page, HasSubstr("\nn/c: not collected   -: nothing to take a share of\n"));
    EXPECT_THAT(rendered(made_up(1, 0), {}), Not(HasSubstr("n/c")));
}

TEST(DashboardView, FillsAScreenAndNoMore) {
    for (std::size_t const units : {0u, 3u, 8u, 30u}) {
        for (std::size_t const cases : {0u, 2u, 40u}) {
            for (view_size const size :
                 {view_size{80, 24}, view_size{72, 12}, view_size{132, 50}}) {
                auto const lines = lines_of(rendered(made_up(units, cases), size, "news"));
                EXPECT_LE(lines.size(), *size.height) << units << ' ' << cases;
                for (std::string const& line : lines) EXPECT_LE(width_of(line), size.width) << line;
                EXPECT_EQ(lines.back(), "news");
            }
        }
    }
}

TEST(DashboardView, SaysHowManyUnitsAndCasesAreNotShown) {
    std::string const page = rendered(made_up(30, 40), {80, 24});
    EXPECT_THAT(page, HasSubstr("\nand 19 more units\n"));
    EXPECT_THAT(page, HasSubstr("\nOldest 3 of 40 open cases"));
    EXPECT_THAT(page, HasSubstr("      1000  2020-01-06  Environment &…    Stage 1           "
                                "2020-02-03  overdue\n"));
}

TEST(DashboardView, ShortensNamesAtAWord) {
    EXPECT_EQ(shortened("Housing", "Homes", 10), "Housing");
    EXPECT_EQ(shortened("Environment & Public Protection", "EPP", 12), "EPP");
    EXPECT_EQ(shortened("Adult Social Care", "", 12), "Adult…");
    EXPECT_EQ(shortened("Adult Social Care", "", 13), "Adult Social…");
    EXPECT_EQ(shortened("Neighbourhoods", "", 8), "Neighbo…");
    EXPECT_EQ(shortened("Gŵyr a Phenfro", "", 8), "Gŵyr a…");
}

TEST(DashboardView, NamesTheDayOnWhichItWasKnownIfThatIsAnother) {
    dashboard what = made_up(0, 0);
    what.from.known_on = day(2020, 6, 15);
    EXPECT_THAT(rendered(what, {}), HasSubstr("as of Tue 2020-03-31, known on 2020-06-15\n"));
    what.from = viewpoint::at_the_time(day(2020, 3, 31));
    what.is_last_recorded = true;
    EXPECT_THAT(rendered(what, {}), HasSubstr("as of Tue 2020-03-31, the last day recorded\n"));
}

} // namespace
} // namespace upheld::cli
