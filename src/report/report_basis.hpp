// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/report/report.hpp"

#include <vector>

/// What was counted for each cell of a report. Private to src.

namespace upheld::detail {

/// One figure that was counted from cases: a cell shows it, or is made of several.
struct counted_figure {
    measure what;
    filter where;
    period of;
};

/// Lists of what was counted, in the shape of `table_row`: empty for what was not counted.
struct row_basis {
    std::vector<std::vector<counted_figure>> cells;
    std::vector<std::vector<counted_figure>> percents;
};

/// By table and row, in the order of the report's.
struct report_basis {
    std::vector<std::vector<row_basis>> tables;
};

/// As `upheld::make_report`. @param basis  filled unless it is null
[[nodiscard]] report make_report(columns const& rows, viewpoint from,
                                 std::span<series_figure const> series,
                                 report_template const& tables, period const& of, comparisons how,
                                 report_basis* basis);

} // namespace upheld::detail
