// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/flow_table.hpp"
#include "cli/viewpoint_options.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/store.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

/// What the commands about work in hand ask for alike, and the spells they count.

namespace upheld::cli {

struct flow_request {
    std::string folder;
    std::string period;
    std::vector<std::string> by;
    viewpoint_options seen_from;
    std::string format = "text";
    std::string out;
};

enum class wants_period : bool { no, yes };

/// The folder, --by, --as-of, --known-on, --format, --out, and --period where one is wanted.
/// @param groupings  what --by may be, in words
void add_flow_options(CLI::App& command, flow_request& into, wants_period period,
                      char const* groupings);

/// What was asked for, read before any case is.
struct flow_question {
    std::optional<period> in;
    std::optional<viewpoint> from;
    flow_by by;
};

/// @fails as the options' own readers, each naming its option
[[nodiscard]] result<flow_question> question_of(flow_request const& asked,
                                                bool may_be_by_stage = true);

/// Cases and their spells, as seen from a viewpoint.
struct flow_cases {
    store cases;
    viewpoint from;
    std::vector<open_spell> every_spell;
    std::vector<open_spell> spells;  ///< of units that keep the days of their answers
    std::vector<unit_code> left_out; ///< the other units that have cases

    /// Reads a folder or a snapshot. Where no viewpoint is asked for it is the last day on which
    /// anything was recorded, or without a record the period's last.
    /// @returns nothing after saying what is wrong: with the cases, or with a period that is not
    ///          over by then
    [[nodiscard]] static std::optional<flow_cases> of(flow_request const& asked,
                                                      flow_question const& question);
};

/// A table with the council's name, and with the days and the period in its JSON.
[[nodiscard]] flow_table table_of(flow_cases const& from, flow_question const& question);

/// Has the table say which units are left out, if any are.
void tell_left_out(flow_table& table, flow_cases const& from);

/// Shows the table as asked. @returns an exit code
int show(flow_request const& asked, flow_table const& what, taxonomy const& words);

} // namespace upheld::cli
