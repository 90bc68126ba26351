// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/audit/comparison.hpp"

namespace upheld {

/// The computed report for reading beside the printed one: a cell that agrees stands as it is, a
/// cell that differs as `computed [printed]`.
[[nodiscard]] report with_printed_beside(report computed, comparison const& compared);

} // namespace upheld
