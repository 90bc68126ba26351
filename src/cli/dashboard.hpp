// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/store_view.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a complaints team looks at in the morning, as plain values.

namespace upheld::cli {

/// A figure of the period, and of the same period a year before, as it stood a year before.
struct figure_beside {
    figure now;
    figure before;
};

/// One unit, or all of them.
struct dashboard_line {
    std::string name;
    std::string short_name; ///< for narrow columns; may be the name
    figure_beside received;
    figure_beside answered; ///< of those received in the period
    figure_beside in_time;
    figure upheld;             ///< share of aspects
    std::int64_t open = 0;     ///< whenever they were received
    std::int64_t overdue = 0;  ///< of these, due before the day
    std::int64_t due_soon = 0; ///< of these, due from the day to the fifth working day after it
};

struct open_case {
    complaint_id id;
    std::string unit;
    day received;
    std::string stage;
    std::optional<day> due; ///< of the stage the case is in
    bool is_overdue = false;
    bool is_paused = false;
};

struct dashboard {
    std::string council;
    viewpoint from;
    bool is_last_recorded = false; ///< nobody asked for the day
    period now;                    ///< up to the day
    period before;
    dashboard_line all;
    std::vector<dashboard_line> units;
    std::vector<open_case> oldest; ///< of the open cases, in order of day received; not all
};

inline constexpr working_days due_soon_days(5);

/// The period up to a day; the whole of it if it ends by then.
/// @fails value_out_of_range if it starts after the day
[[nodiscard]] result<period> period_until(period const& of, day last);

/// The financial year that the day is in.
[[nodiscard]] period financial_year_of(day d);

/// @param in    as `period_until` gives it
/// @param most  open cases listed
/// @fails calendar_ends
/// @cost  a fold of every complaint, twice
[[nodiscard]] result<dashboard> dashboard_of(store const& cases, viewpoint from, period const& in,
                                             std::size_t most);

} // namespace upheld::cli
