// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/store/viewpoint.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace upheld::cli {

/// `--as-of` and `--known-on`, of every command that tells cases as of a day.
struct viewpoint_options {
    std::string as_of;
    std::string known_on;

    [[nodiscard]] bool is_given() const { return !as_of.empty() || !known_on.empty(); }
};

/// @param otherwise  what the day is if neither option is given
void add_viewpoint_options(CLI::App& command, viewpoint_options& options,
                           std::string const& otherwise);

/// Where the cases are looked at from. One option alone is both days; none gives nothing.
/// @fails field_malformed, naming the option
[[nodiscard]] result<std::optional<viewpoint>> viewpoint_asked(viewpoint_options const& options);

} // namespace upheld::cli
