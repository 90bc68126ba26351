// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/structure_walk.hpp"
#include "upheld/store/series.hpp"

#include <span>
#include <vector>

namespace upheld::detail {

/// Published figures in another structure, by the codes of `words`; those of which nothing whole
/// can be made are left out. Private to src.
[[nodiscard]] std::vector<series_figure> series_in(structure_walk const& walk,
                                                   taxonomy const& words,
                                                   std::span<series_figure const> series,
                                                   std::size_t structure);

} // namespace upheld::detail
