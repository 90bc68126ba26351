// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/rounding.hpp"
#include "upheld/report/table.hpp"

#include <string>
#include <string_view>

namespace upheld::detail {

/// A whole number of the last decimal as text: (354, 1) is 35.4.
[[nodiscard]] std::string decimal_text(std::int64_t units, int decimals);

/// Pounds and pence with separators between thousands, no sign of currency: 10,057.76.
[[nodiscard]] std::string pounds_text(std::int64_t amount_in_pence);

/// What stands for a state that is no number: n/a, n/k, none, not collected.
[[nodiscard]] std::string_view mark_of(figure_state state) noexcept;

/// A percentage in units of the last decimal: of a share, or of a published percentage.
/// @expects the figure has a value and is a share or a percent
[[nodiscard]] std::int64_t percent_units(figure const& value, int decimals, rounding_rule rule);

/// Working days in tenths of a day. @expects the figure has a value and is of days
[[nodiscard]] std::int64_t tenths_of_days(figure const& value, rounding_rule rule);

/// The state as programs read it: value, none, not_collected, not_known, not_applicable, no_base.
[[nodiscard]] std::string_view name_of(figure_state state) noexcept;

/// How a cell shows its figure. Working days have one decimal. A change carries its sign, + too.
/// @param no_base  text for a share of nothing
[[nodiscard]] std::string cell_text(cell const& what, rounding_rule rule, std::string_view no_base);

} // namespace upheld::detail
