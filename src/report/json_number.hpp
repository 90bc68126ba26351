// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/rounding.hpp"

#include <nlohmann/json.hpp>

/// Private to src.

namespace upheld::detail {

/// A number with a few decimals as JSON writes it best: whole numbers stay whole.
inline nlohmann::ordered_json json_number(std::int64_t units, int decimals) {
    if (decimals == 0) return units;
    return static_cast<double>(units) / static_cast<double>(power_of_ten(decimals));
}

} // namespace upheld::detail
