// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/columns_tables.hpp"
#include "rollup/count_rows.hpp"
#include "upheld/rollup/cube.hpp"
#include "upheld/rollup/rollup.hpp"

#include <optional>
#include <span>
#include <vector>

/// From measures, groupings and filters to countings of packed rows. Private to src.

namespace upheld::detail {

/// True if rows of this grain can be grouped and filtered by the dimension.
[[nodiscard]] bool has_dimension(grain of, dimension what);

/// An axis with what each value of its field is on it.
struct planned_axis {
    axis labels;
    dimension what{};
    /// By value of the dimension's own field, as `columns` keeps it.
    std::vector<std::uint32_t> entry_of_value;
    time_step every{};
    std::int32_t first_slot = 0; ///< of time: entry e is slot first_slot + e
};

/// @param days  the days that time axes go over
[[nodiscard]] planned_axis plan_axis(columns::tables const& in, grouping const& by,
                                     std::optional<day_span> const& days, bool may_be_none);

/// True if some rows of the grain carry nothing in the dimension.
[[nodiscard]] bool may_be_none(grain of, dimension what);

/// Which rows a measure of the grain counts when grouped by these dimensions and filtered so.
[[nodiscard]] counted_rows rows_to_count(grain of, std::span<dimension const> by,
                                         where const& rows);

/// True if rows of the measure counted so add up over the dimension: a complaint is in one entry.
[[nodiscard]] bool adds_up(grain of, dimension over);

/// Adds what entries of the axis do to a cell. Not for time. @param stride  from one entry to the
/// next
void group_by(counting& into, counted_rows which, planned_axis const& along, std::uint64_t stride);

/// Leaves out the rows that the filter does not let through.
void only_where(counting& into, columns::tables const& in, packing const& how, grain of,
                counted_rows which, where const& rows);
void only_if(counting& into, columns::tables const& in, packing const& how, counted_rows which,
             condition what);

/// The dimensions that a filter names.
[[nodiscard]] std::vector<dimension> dimensions_of(where const& rows);

/// The first code in the filter that nobody lists.
[[nodiscard]] result<void> check_codes(columns::tables const& in, where const& rows);

/// The first and last day of any row, of the grains asked for; absent if there are no rows.
[[nodiscard]] std::optional<day_span> days_of_rows(columns::tables const& in,
                                                   std::span<measure const> what);

/// Coverage of a measure by entries of those axes that decide it, as `cube_measure::covered`.
[[nodiscard]] std::vector<coverage> coverage_table(taxonomy const& words, measure const& what,
                                                   where const& rows,
                                                   std::span<planned_axis const> axes);

} // namespace upheld::detail
