// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/dashboard.hpp"

#include <string>

/// The dashboard as lines of plain text.

namespace upheld::cli {

struct view_size {
    std::size_t width = 80;              ///< no line is longer; 72 or more
    std::optional<std::size_t> height{}; ///< lines; absent: as many as it takes
};

inline constexpr std::size_t narrowest_view = 72;
inline constexpr std::size_t lowest_view = 12;

/// A name in so few characters: the short name if it fits and the name does not, else the name up
/// to an ellipsis, at a word's end if that leaves the half of it.
[[nodiscard]] std::string shortened(std::string const& name, std::string const& short_name,
                                    std::size_t width);

/// @param news  a line at the bottom; none if it is empty
/// @returns lines, each ending in a line feed; those of units, then open cases, that find no room
///          are left out and counted
[[nodiscard]] std::string rendered(dashboard const& what, view_size size,
                                   std::string const& news = {});

} // namespace upheld::cli
