// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"
#include "upheld/statistics/control_chart.hpp"
#include "upheld/statistics/count_chart.hpp"
#include "upheld/statistics/funnel.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// The charts of the statistics room, of the figures of a cube: a measure over time, or units
/// beside each other. The charts know no cases; here it is settled which figures may be their
/// points.

namespace upheld {

/// One measure over the entries of a cube's one axis, which is of time: points of a chart.
struct cube_series {
    measure of;
    std::vector<std::size_t> entries; ///< of the axis, in order of time; one a figure
    std::vector<figure> figures;      ///< each of them a value
    /// Entries that are no points because there is no figure: a share of nothing, or not collected.
    std::vector<std::size_t> without_figure;
    /// Entries of which some days are not in the cube's period or not over yet: their counts are
    /// too small, and their rates are of other cases than those of whole ones.
    std::vector<std::size_t> unfinished;
};

/// The points of a measure.
/// @param measure      position in the cube
/// @param known_until  the last day of which the cube's rows tell; absent: all days are told
/// @fails contradiction unless the cube has one axis and that is of time
/// @expects the measure is one of the cube's
[[nodiscard]] result<cube_series> series_of(cube const& of, std::size_t measure,
                                            std::optional<day> known_until = {});

/// A figure as a point of a chart: a count, pounds, a share as a fraction, or working days.
/// @expects the figure has a value
[[nodiscard]] double point_of(figure const& value);

/// An XmR chart: any measure may be put on one. Points stand in the chart as in the series, so a
/// point without a figure is passed over as if its neighbours stood side by side.
/// @param rebases  by point, not by entry
/// @fails as `make_xmr_chart`
[[nodiscard]] result<xmr_chart> xmr_chart_of(cube_series const& of, xmr_options how = {},
                                             std::span<rebase const> rebases = {},
                                             rule_lengths lengths = {});

/// A p chart of shares, Laney's where asked for, or a c chart of counts.
/// @fails contradiction for other forms, and for Laney's of counts; as `p_chart` and `c_chart`
[[nodiscard]] result<count_chart> count_chart_of(cube_series const& of,
                                                 overdispersion how = overdispersion::ignored);

/// One entry of the axis in a funnel.
struct cube_funnel_point {
    std::size_t entry = 0;
    ratio share;
    funnel_limits limits;
    funnel_class where{};
};

/// Entries of an axis, such as units, by a share beside the target.
struct cube_funnel {
    double target = 0;
    bool is_target_pooled = true;          ///< all cases of all entries; else it was stated
    std::vector<cube_funnel_point> points; ///< in order of the axis
    /// Entries that are no points: without cases, or it is not collected there.
    std::vector<std::size_t> without_figure;
    overdispersion_found spread; ///< about the pooled share
    bool is_widened = false;     ///< the limits have the variance between units in them
};

/// Whether units that vary more than by chance have wider limits.
enum class funnel_spread : std::uint8_t {
    chance_alone,
    widened, ///< by the variance between the units, if there is any; limits on the arcsine scale
};

/// A funnel of the entries of a cube's one axis.
/// @param measure  position in the cube
/// @param target   a fraction; absent: the pooled share
/// @fails contradiction unless the cube has one axis, not of time, and the measure is a share that
///        adds up over it; no_base if no entry has any case; value_out_of_range for a target
///        outside 0 to 1
/// @expects the measure is one of the cube's
[[nodiscard]] result<cube_funnel> funnel_of(cube const& of, std::size_t measure,
                                            std::optional<double> target = {},
                                            funnel_spread how = funnel_spread::chance_alone);

} // namespace upheld
