// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/calendar/jurisdiction.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// One holiday as a feed has it.
struct gov_uk_event {
    day on;
    std::string title;
    place where; ///< of its date
};

/// The holidays of one part of a GOV.UK feed, one or more, in order of their days.
/// @fails as `merge_gov_uk_feed`, less what depends on a calendar
[[nodiscard]] result<std::vector<gov_uk_event>>
gov_uk_events(std::string_view json, jurisdiction of, std::string_view source);

} // namespace upheld::detail
