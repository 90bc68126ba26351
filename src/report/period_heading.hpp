// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/period.hpp"

#include <string>

/// Private to src.

namespace upheld::detail {

/// `2019-20 (2019-04-01 to 2020-03-31)`, and where the label alone may be misread its words too:
/// `2019-20-Q1, first quarter of the financial year 2019-20, April to June 2019 (2019-04-01 to
/// 2019-06-30)`.
[[nodiscard]] inline std::string period_heading(period const& of) {
    period_kind const kind = kind_of(of);
    bool const is_plain = kind == period_kind::financial_year ||
                          kind == period_kind::calendar_year || kind == period_kind::days;
    return of.label + (is_plain ? std::string() : ", " + in_words(of)) + " (" +
           to_text(of.days.first) + " to " + to_text(of.days.last) + ')';
}

} // namespace upheld::detail
