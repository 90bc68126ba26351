// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/counted_cases.hpp"
#include "cli/viewpoint_options.hpp"
#include "upheld/rollup/comparability.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/rollup/rollup.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

/// What the commands that count by dimensions ask for alike, and the cube that answers them.

namespace upheld::cli {

struct cube_request {
    std::string folder;
    std::vector<std::string> by;
    std::vector<std::string> measures;
    std::vector<std::string> where;
    std::string period;
    std::string structure;
    viewpoint_options seen_from;
    unsigned threads = usual_threads();
};

/// The folder, --where, --period, --structure, --as-of, --known-on and --threads. What is counted
/// and by what each command asks in its own words.
void add_cube_request(CLI::App& command, cube_request& into);

/// What was asked for, as far as it can be read before any case is.
struct cube_question {
    std::optional<period> in;
    std::optional<viewpoint> from;
    std::optional<day> structure;
    measures what; ///< none if none was named
};

/// @fails as the options' own readers, each naming its option
[[nodiscard]] result<cube_question> question_of(cube_request const& asked);

/// The cube with what it was counted from, so that more can be.
struct cube_answer {
    counted_cases cases;
    by groups;
    measures what;
    where rows;
    std::optional<viewpoint> seen_from;
    std::vector<told_break> breaks; ///< within the cube's days
    cube whole;

    /// Reads a folder or a snapshot, and counts. Where no measure was named they are the usual ones
    /// for the groupings.
    /// @returns nothing after saying what is wrong
    [[nodiscard]] static std::optional<cube_answer> of(cube_request const& asked,
                                                       cube_question const& question);
};

} // namespace upheld::cli
