// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"

#include <string>
#include <string_view>

namespace upheld {

/// A named stretch of days that figures are counted over.
struct period {
    std::string label; ///< as in reports and in `series.csv`, such as 2019-20
    day_span days;     ///< both ends in
    friend bool operator==(period const&, period const&) = default;
};

/// Reads a period's label:
/// | form | means |
/// |---|---|
/// | `2019-20` | financial year, 1 April 2019 to 31 March 2020 |
/// | `2019-20-Q1` | its first quarter, April to June; Q4 is January to March 2020 |
/// | `2019` | calendar year |
/// | `2019-M07` | July 2019 |
/// | `2019-04-15..2019-05-14` | these days, both in |
/// @fails field_malformed if it is none of these, value_out_of_range if it ends before it starts or
///        lies outside 1951 to 2198
[[nodiscard]] result<period> period_from_text(std::string_view text);

/// The same period `years` earlier; 29 February becomes 28 February. @expects years is 0 to 50
[[nodiscard]] period years_before(period const& of, int years);

} // namespace upheld
