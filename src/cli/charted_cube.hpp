// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/cube_request.hpp"
#include "upheld/statistics/absence.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// What the commands that chart the figures of a cube tell alike.

namespace upheld::cli {

/// How a chart is shown.
struct chart_output {
    std::string format = "table";
    std::string out;
};

/// Counts one measure by one grouping. @returns nothing after saying what is wrong
[[nodiscard]] std::optional<cube_answer> counted_by(cube_request asked, std::string const& grouping,
                                                    std::string const& measure);

/// --format, --out.
void add_chart_output(CLI::App& command, chart_output& into);

/// A number of a chart for people: a fraction of a share in per cent with one decimal, pounds with
/// two, else one decimal; `n/a` where there is none.
[[nodiscard]] std::string text_of(or_absent<double> const& number, figure_form form);

/// With every digit of a double.
[[nodiscard]] std::string csv_of(or_absent<double> const& number);

[[nodiscard]] nlohmann::ordered_json json_of(or_absent<double> const& number);

/// Council, measure with its definition, grouping, period and viewpoint, and the breaks if there
/// are any.
[[nodiscard]] nlohmann::ordered_json head_of(cube_answer const& of);

/// The same as lines of a text: `Upheld share by month, 2019-20 (...), as known on 2020-06-15`.
[[nodiscard]] std::string heading_of(cube_answer const& of);

/// Names of entries of the cube's axis, apart by commas.
[[nodiscard]] std::string names_of(cube const& of, std::vector<std::size_t> const& entries);

/// Their keys.
[[nodiscard]] nlohmann::ordered_json keys_of(cube const& of,
                                             std::vector<std::size_t> const& entries);

/// Writes it where it is wanted. @returns an exit code
int show(chart_output const& how, std::string const& text);

} // namespace upheld::cli
