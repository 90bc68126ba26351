// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/dimension.hpp"

#include <optional>
#include <string_view>

namespace upheld::detail {

/// The inverse of `name_of`, for any level of units. Private to src.
[[nodiscard]] std::optional<grouping> grouping_named(std::string_view name);

} // namespace upheld::detail
