// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/measure_counting.hpp"
#include "upheld/rollup/rollup.hpp"

#include <optional>
#include <span>
#include <vector>

/// A query made ready: axes, and for each measure what to count. Private to src.

namespace upheld::detail {

/// How one measure is counted.
struct planned_measure {
    measure what;
    counted_rows which{};
    counting part;
    std::optional<counting> whole; ///< of shares
    std::uint32_t width = 1;       ///< numbers a group
};

struct rollup_plan {
    std::vector<planned_axis> axes;
    std::vector<planned_measure> measures;
    std::vector<counted_span> spans; ///< of days, each with what it moves; times width per measure
    period of;
    std::uint64_t groups = 1;

    /// The cube of this plan, everything but its numbers.
    [[nodiscard]] std::vector<cube_measure> empty_measures(taxonomy const& words,
                                                           where const& rows) const;
    [[nodiscard]] std::vector<axis> labels() const;
};

/// @fails as `rollup`, but for the number of groups
[[nodiscard]] result<rollup_plan> plan_rollup(columns::tables const& in, by const& groups,
                                              measures const& what, where const& rows,
                                              std::optional<period> const& over);

} // namespace upheld::detail
