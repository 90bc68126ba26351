// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/flow_group.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

/// Tables of counts by unit, procedure and stage, as the commands about work in hand print them.

namespace upheld::cli {

/// A column of figures.
struct flow_column {
    std::string key;   ///< in CSV and JSON
    std::string title; ///< in a text
    /// A text leaves the column out, and says so, where it has nothing but 0.
    bool is_left_out_if_zero = false;
};

struct flow_table {
    std::string title;             ///< of the whole: the council
    std::vector<std::string> says; ///< a text's lines above the table: of what, when, by which rule
    /// The same for programs, at the head of the JSON.
    nlohmann::ordered_json head = nlohmann::ordered_json::object();
    flow_by by;
    bool has_periods = false; ///< rows are of periods, in their order, then of groups
    std::vector<flow_column> columns;

    struct row {
        std::string period; ///< label; empty without periods
        flow_group of;
        std::vector<figure> figures; ///< one a column
    };

    std::vector<row> rows;
    std::vector<figure> total;      ///< one a column; none if rows do not add up
    std::vector<std::string> notes; ///< a text's lines below the table
};

[[nodiscard]] inline figure counted(std::int64_t n) { return figure::of(figure_form::count, n); }

/// --by unit,procedure,stage.
/// @param may_be_by_stage  false: a stage is refused
/// @fails key_unknown
[[nodiscard]] result<flow_by> flow_by_from_texts(std::span<std::string const> texts,
                                                 bool may_be_by_stage = true);

/// Names of groups, columns aligned. Shares in per cent of their base, working days with one
/// decimal. A last row has the total of all groups.
[[nodiscard]] std::string to_text(flow_table const& what, taxonomy const& words);

/// One row a group with the taxonomy's keys, no total and nothing left out. A share has KEY (a
/// decimal fraction), KEY.part and KEY.whole; a number of working days is a decimal fraction. What
/// is no number is `n/a`, or `not known` where it exists and cannot be told yet. RFC 4180, LF.
[[nodiscard]] std::string to_csv(flow_table const& what, taxonomy const& words);

/// The head, then `rows` and `total`: objects with the group's keys and the figures by their
/// columns' keys. A count is a number; a share and working days are objects with `part`, `whole`
/// and `value`, which is null where there is no base, and where it is not known: then `state` says
/// so. Ends with a newline.
[[nodiscard]] std::string to_json(flow_table const& what, taxonomy const& words);

} // namespace upheld::cli
