// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/filter.hpp"
#include "upheld/store/series.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace upheld {

/// Which published figure is wanted.
struct series_key {
    std::string_view measure;
    std::string_view variant; ///< empty: the plain one
    std::string_view period;
};

/// Looks a figure up among the published ones. Units, services, stages and remedies of `where`
/// choose entries. Counts and money are added up over what `where` leaves open or lists; a unit
/// with no entry of its own is the sum of the units below it. Percentages and ranks are never
/// added: more than one entry is "not known". If there is no entry of the wanted variant the plain
/// one serves.
/// @returns absent if nothing is published under that key
[[nodiscard]] std::optional<figure> find_series_figure(std::span<series_figure const> series,
                                                       taxonomy const& words,
                                                       series_key const& wanted,
                                                       filter const& where);

} // namespace upheld
