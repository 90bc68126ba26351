// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace upheld {

/// A named stretch of days that figures are counted over.
struct period {
    std::string label; ///< as in reports and in `series.csv`, such as 2019-20
    day_span days;     ///< both ends in
    friend bool operator==(period const&, period const&) = default;
};

/// What a label names. Quarters and halves are numbered from the start of their year, and the label
/// says which kind of year that is, so a Q1 is never in doubt.
enum class period_kind : std::uint8_t {
    financial_year,
    financial_half,
    financial_quarter,
    calendar_year,
    calendar_half,
    calendar_quarter,
    month,
    week,         ///< of ISO 8601, Monday to Sunday
    months_to,    ///< a number of months up to the end of one: a rolling window
    part_of_year, ///< of a financial or calendar year, from its first day
    days,         ///< any other
};

/// Reads a period's label:
/// | form | means |
/// |---|---|
/// | `2019-20` | financial year, 1 April 2019 to 31 March 2020 |
/// | `2019-20-H1` | its first half, April to September |
/// | `2019-20-Q1` | its first quarter, April to June; Q4 is January to March 2020 |
/// | `2019` | calendar year |
/// | `2019-H1` | its first half, January to June |
/// | `2019-Q1` | its first quarter, January to March |
/// | `2019-M07` | July 2019 |
/// | `2019-W01` | week 1 of ISO 8601, Monday 31 December 2018 to Sunday 6 January 2019 |
/// | `12-months-to-2020-M03` | April 2019 to March 2020; 1 to 120 months |
/// | `2019-20..2019-12-31` | part of a year (`2019..2019-09-30` of a calendar year), the day in |
/// | `2019-04-15..2019-05-14` | these days, both in |
/// @fails field_malformed if it is none of these, value_out_of_range if it ends before it starts,
///        if the last day of a part is not in its year, or if any of it lies outside 1951 to 2198
[[nodiscard]] result<period> period_from_text(std::string_view text);

/// By the label alone; `days` if the label has none of the forms of `period_from_text`.
[[nodiscard]] period_kind kind_of(period const& of);

/// The period for people, without a capital: `first quarter of the financial year 2019-20, April to
/// June 2019`; `calendar year 2019`; `July 2019`; `week 1 of 2019, 31 December 2018 to 6 January
/// 2019`; `12 months to March 2020`; `financial year 2019-20 up to 31 December 2019`; `15 April
/// 2019 to 14 May 2019`.
[[nodiscard]] std::string in_words(period const& of);

/// The same period `years` earlier, of the same kind: the same week by number (52 where the year
/// has no 53), the same months, the same part of the year; 29 February becomes 28 February.
/// @expects years is 0 to 50
[[nodiscard]] period years_before(period const& of, int years);

/// The year of which the label makes the period a whole, half, quarter or part.
/// @fails contradiction for a month, a week, a rolling window and other days: it is not said
///        whether their year is the financial or the calendar one
[[nodiscard]] result<period> year_of(period const& of);

/// What a count of the period is to be multiplied by to be the count of a year like it: the days
/// of `year_of` over the period's own, exactly (366 / 275 for April to December of 2019-20). No
/// forecast: it takes the rest of the year to be as the part was. Nothing is multiplied by it
/// unless somebody asks.
/// @fails as `year_of`
[[nodiscard]] result<ratio> annualising_factor(period const& of);

} // namespace upheld
