// SPDX-License-Identifier: BSL-1.0

/// Claim: small tables (5,760 cells or fewer) of all ten years come from the zones' summaries in at
/// most 150 us at 1e7 rows, and any table of one year from its kept cube in at most 20 us, whatever
/// the number of rows.

#include "statistics_bench.hpp"

#include <limits>

using namespace statistics_bench;

namespace {

grouping const financial_year{dimension::time, {}, time_step::financial_year};

struct table {
    std::string name;
    by axes;
    measures what;
};

/// Tables that a dashboard shows.
std::vector<table> tables() {
    return {
        {"service x outcome x answer",
         {dimension::service, dimension::outcome, dimension::answer},
         {"aspects"}},
        {"unit x subject x outcome",
         {dimension::unit, dimension::subject, dimension::outcome},
         {"aspects"}},
        {"complaints by channel x unit", {dimension::channel, dimension::unit}, {"received"}},
        {"unit, five measures",
         {dimension::unit},
         {"aspects", "upheld_share", "received", "in_time_by_complaints", "median_working_days"}}};
}

/// The same table by counting rows and from what is kept.
/// @param at_most  claimed, in microseconds; 0 for no claim
void ask(session& bench, columns const& ours, std::uint64_t rows, table const& shown,
         std::string const& of, std::optional<period> const& in, double at_most) {
    bench.ask(shown.name + ", " + of, rows);
    bench.enter(
        "scan",
        [&ours, shown, in] {
            return rollup(ours, shown.axes, shown.what, {}, in, {.use_summaries = false});
        },
        everything_of);
    bench.enter(
        "upheld_kept", [&ours, shown, in] { return rollup(ours, shown.axes, shown.what, {}, in); },
        everything_of);
    if (at_most > 0) bench.expect_microseconds("upheld_kept", at_most);
}

std::string in_words(std::uint64_t rows) {
    char text[32];
    std::snprintf(text, sizeof text, "%g rows", static_cast<double>(rows));
    return text;
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    std::uint64_t const few = bench.rows() / 10;
    columns const zones_alone = made_columns(
        words, bench.rows(), {.year_cube_from_rows = std::numeric_limits<std::uint64_t>::max()});
    columns const ours = made_columns(words, bench.rows());
    columns const smaller = made_columns(words, few);
    period const year = period_from_text("2016-17").value();

    columns_size const size = ours.size();
    std::printf("%.2f bytes a row, %.2f of summaries\n",
                static_cast<double>(size.column_bytes) / static_cast<double>(size.rows),
                static_cast<double>(size.summary_bytes) / static_cast<double>(size.rows));

    std::vector<table> shown = tables();
    for (table const& one : shown) {
        // Five measures are several tables in one.
        double const at_most = one.what.list.size() == 1 ? 150 : 0;
        ask(bench, zones_alone, bench.rows(), one, "zones of ten years, " + in_words(bench.rows()),
            {}, at_most);
    }
    table by_year{"financial year x unit", {}, {"aspects"}};
    by_year.axes.axes = {financial_year, {dimension::unit, {}, {}}};
    ask(bench, zones_alone, bench.rows(), by_year, "zones of ten years, " + in_words(bench.rows()),
        {}, 150);

    shown.push_back(
        {"service x subject x outcome x answer",
         {dimension::service, dimension::subject, dimension::outcome, dimension::answer},
         {"aspects"}});
    for (table const& one : shown) {
        ask(bench, ours, bench.rows() / years, one, "a kept year of " + in_words(bench.rows()),
            year, 20);
        ask(bench, smaller, few / years, one, "a kept year of " + in_words(few), year, 20);
    }
    bench.run();
}
