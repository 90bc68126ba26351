// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// What rows can be grouped by. Which entries a dimension has is data: the taxonomy's lists, the
/// places that the cases name, the days they fall on.

namespace upheld {

enum class dimension : std::uint8_t {
    unit,
    service,
    subject,
    outcome,
    answer, ///< not answered, in time, late, no clock: where the complaint's first answer stands
    channel,
    category,
    procedure,
    stage,
    place,
    contractor,   ///< whether an aspect concerns a contractor's employee
    working_days, ///< from receipt to the first answer, one entry a number of days
    decision,     ///< of an ombudsman; "ongoing" is an entry of its own
    remedy_stage,
    remedy_kind,
    time, ///< by the measure's own date basis
};
inline constexpr std::size_t dimension_count = 16;

/// The stretch of days that one entry of the time dimension is.
enum class time_step : std::uint8_t {
    financial_year,    ///< from 1 April, `2019-20`
    financial_half,    ///< H1 is April to September, `2019-20-H1`
    financial_quarter, ///< Q1 is April to June, `2019-20-Q1`
    calendar_year,     ///< `2019`
    calendar_half,     ///< H1 is January to June, `2019-H1`
    calendar_quarter,  ///< Q1 is January to March, `2019-Q1`
    month,             ///< `2019-M07`
    week,              ///< ISO 8601, Monday to Sunday, `2019-W01`
};
inline constexpr std::size_t time_step_count = 8;

/// One grouping: a dimension, and how finely.
struct grouping {
    dimension what{};
    std::string level;                           ///< for `unit`: the level's word; empty: as kept
    time_step every = time_step::financial_year; ///< for `time`
    friend bool operator==(grouping const&, grouping const&) = default;
};

/// `unit`, `subject`, ... or for time the step: `financial_year`, `month`, ...; a level of units is
/// written `unit:directorate`.
[[nodiscard]] std::string name_of(grouping const& by);

/// The inverse of `name_of`.
/// @fails field_malformed if nothing is called so; key_unknown if no unit of the taxonomy is of the
///        level
[[nodiscard]] result<grouping> grouping_from_text(std::string_view text, taxonomy const& words);

} // namespace upheld
