// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Control charts of counts (c), shares (p) and rates (u): three standard errors about the centre.
/// With large denominators the limits are absurdly tight, because real cases vary more than chance
/// does: prefer an XmR chart there, or Laney's p' chart.
/// @source NIST/SEMATECH e-Handbook 6.3.3.1, 6.3.3.2; Laney, Quality Engineering 2002;14:531-537

namespace upheld {

/// A chart whose limits may differ from point to point. Lower limits stop at 0.
struct count_chart {
    double centre = 0;
    std::vector<double> values;
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<std::size_t> above; ///< indices, from 0, of the points above their upper limit
    std::vector<std::size_t> below;
    double sigma_z = 1; ///< of Laney's chart: by how much more than chance the points vary
};

/// Counts with equal exposure, such as complaints a month.
/// @fails no_base without counts; value_out_of_range for a negative one
[[nodiscard]] result<count_chart> c_chart(std::span<std::int64_t const> counts);

/// Whether the limits of a p chart are widened by how much the points really vary.
enum class overdispersion : std::uint8_t { ignored, laney };

/// Shares; an upper limit stops at 1.
/// @fails as `wilson_interval` for any of the shares; no_base without shares; value_out_of_range
/// for
///        Laney's chart of one
[[nodiscard]] result<count_chart> p_chart(std::span<ratio const> shares,
                                          overdispersion how = overdispersion::ignored);

/// Counts for each unit of exposure, such as complaints per 1,000 residents.
/// @param exposures  one for each count, above 0
/// @fails no_base without counts or for an exposure of 0; contradiction for spans of unequal length
[[nodiscard]] result<count_chart> u_chart(std::span<std::int64_t const> counts,
                                          std::span<double const> exposures);

} // namespace upheld
