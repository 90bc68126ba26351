// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/report/report_template.hpp"
#include "upheld/report/table.hpp"
#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/store.hpp"

namespace upheld {

/// What becomes of a change between two periods with a break in the series between them
/// (`rollup/comparability.hpp`).
enum class comparisons : std::uint8_t {
    stop_at_breaks, ///< it is not computed; the cell is `not_comparable` and says why
    across_breaks,  ///< it is computed, and marked
    like_for_like,  ///< every change is of the units and services that are on both sides alone; the
                    ///< table's notes state that base where it is not all of them
};

/// A computed report.
struct report {
    std::string title;
    std::string council;
    period of;
    viewpoint from; ///< of the figures that are computed from cases
    rounding_rule rounding = rounding_rule::half_up;
    std::vector<table> tables;
    std::optional<day> structure{}; ///< all is told in the structure of this day, if there is one

    /// The table with this id, or null.
    [[nodiscard]] table const* find(std::string_view id) const noexcept {
        for (table const& t : tables) {
            if (t.id == id) return &t;
        }
        return nullptr;
    }
};

/// Computes every table of a template.
///
/// A cell of the report's period is computed from the cases, as they were known at the end of
/// `as_of`, or are seen from a viewpoint. A cell of an earlier period is the published figure if
/// the store has one, else it is computed if the cases reach back over the whole period, else it is
/// not known. A figure of an earlier period with a break between is marked.
/// @param tables  must have been read against `cases.words()`
/// @edge         a template without tables gives a report without tables
[[nodiscard]] report make_report(store const& cases, report_template const& tables,
                                 period const& of, viewpoint from,
                                 comparisons how = comparisons::stop_at_breaks);
[[nodiscard]] report make_report(store const& cases, report_template const& tables,
                                 period const& of, day as_of,
                                 comparisons how = comparisons::stop_at_breaks);

/// The same from the statistics layer: where it keeps cubes of the years, no row is read.
/// @param rows   of the taxonomy that `tables` was read against
/// @param from   where the rows are seen from, for the report's heading
[[nodiscard]] report make_report(columns const& rows, viewpoint from,
                                 std::span<series_figure const> series,
                                 report_template const& tables, period const& of,
                                 comparisons how = comparisons::stop_at_breaks);

/// The same from rows alone: for hosts that keep no store.
/// @expects rows of that taxonomy, in the order in which `store::facts_as_of` gives them
[[nodiscard]] report make_report(taxonomy const& words, facts const& rows,
                                 std::span<series_figure const> series,
                                 report_template const& tables, period const& of,
                                 comparisons how = comparisons::stop_at_breaks);

} // namespace upheld
