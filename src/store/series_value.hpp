// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/store/series.hpp"

#include <string>
#include <string_view>

/// Private to src.

namespace upheld::detail {

struct series_value {
    series_state state = series_state::value;
    series_form form = series_form::count;
    std::int64_t number = 0;
};

/// A whole number (`142`), pounds (`£1677.25`), a percentage with at most two decimals (`64.9%`), a
/// position (`7th`, `joint 7th`), or a state (`none`, `not_collected`, `not_known`,
/// `not_applicable`).
/// @fails field_malformed; value_out_of_range
[[nodiscard]] result<series_value> series_value_from_text(std::string_view text);

/// The inverse. Pounds have two decimals, percentages as few as they can have.
/// @fails value_out_of_range for a number that has no text: one below zero, a position of 0
[[nodiscard]] result<std::string> series_value_text(series_value const& value);

} // namespace upheld::detail
