// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/report/cube_table.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

/// How the commands show a cube and write it as a partial.

namespace upheld::cli {

struct cube_output {
    std::string format = "table";
    std::string totals = "none";
    std::string out;
    std::string partial;
    bool zero_groups = false;
    bool interval = false;
    double confidence = 0.95;

    /// Most axes of which there may be totals: their sets are 2^axes.
    static constexpr std::size_t most_axes = 12;
};

/// --format, --totals, --zero-groups, --interval, --confidence, --partial, --out.
void add_cube_output(CLI::App& command, cube_output& into);

/// Which axes the grouping sets of --totals have beside the cube of all axes, by position and
/// ascending; none without totals.
std::vector<std::vector<std::size_t>> narrower_sets(cube_output const& how, std::size_t axes);

/// Writes the partial, if one is wanted, and shows the cube with its narrower sets.
/// @returns an exit code
int show(cube_output const& how, cube whole, std::vector<cube> narrower, cube_layout layout);

} // namespace upheld::cli
