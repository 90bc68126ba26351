// SPDX-License-Identifier: BSL-1.0

/// Claim: a scan of ten times as many rows costs at most 1.1 times as much a row: 1e8 rows, which
/// no cache holds, as 1e7.

#include "statistics_bench.hpp"

using namespace statistics_bench;

namespace {

struct table {
    std::string name;
    by axes;
    measures what;
};

std::vector<table> tables() {
    by base{dimension::service, dimension::subject, dimension::outcome, dimension::answer};
    base.axes.push_back({dimension::time, {}, time_step::financial_year});
    by year_unit;
    year_unit.axes = {{dimension::time, {}, time_step::financial_year}, {dimension::unit, {}, {}}};
    return {{"unit x subject x outcome",
             {dimension::unit, dimension::subject, dimension::outcome},
             {"aspects"}},
            {"base cube", base, {"aspects"}},
            {"financial year x unit", year_unit, {"aspects"}},
            {"complaints by channel x unit", {dimension::channel, dimension::unit}, {"received"}}};
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    std::uint64_t const many = 10 * bench.rows();
    columns const ours = made_columns(words, bench.rows());
    columns const larger = made_columns(words, many);
    std::printf("%.0f MB of columns for %g rows\n",
                static_cast<double>(larger.size().column_bytes) / 1e6, static_cast<double>(many));

    std::vector<table> const asked = tables();
    for (table const& one : asked) {
        for (bool const is_larger : {false, true}) {
            columns const& from = is_larger ? larger : ours;
            std::uint64_t const rows = is_larger ? many : bench.rows();
            bench.ask(one.name + (is_larger ? ", ten times the rows" : ""), rows);
            bench.enter(
                "upheld_scan",
                [&from, one] {
                    return rollup(from, one.axes, one.what, {}, {}, {.use_summaries = false});
                },
                everything_of);
            bench.enter_read(2 * rows);
        }
    }
    bench.run();
    std::puts("");
    for (std::size_t at = 0; at != asked.size(); ++at) {
        double const few = bench.seconds(2 * at, "upheld_scan");
        double const all = bench.seconds(2 * at + 1, "upheld_scan");
        if (few <= 0 || all <= 0) continue;
        double const ratio = all / few / 10;
        std::printf("%s: a row of ten times as many costs %.2f times as much",
                    asked[at].name.c_str(), ratio);
        if (bench.is_full_size()) {
            std::printf("   claim: at most 1.1%s", ratio <= 1.1 ? ": holds here" : ": MISSED HERE");
        }
        std::puts("");
    }
}
