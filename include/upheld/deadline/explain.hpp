// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/deadline.hpp"

#include <string>

namespace upheld {

/// The deadline as text that could go into a letter: the due day, how it was counted day by day,
/// what was left out and why, and the source of the rule with how sure it is. Lines end with `\n`.
/// @edge a deadline without ledger is explained without the day-by-day part
[[nodiscard]] std::string explain(deadline const& what, clock_rule const& rule);

/// "Friday 3 April 2026".
[[nodiscard]] std::string in_words(day d);

} // namespace upheld
