// SPDX-License-Identifier: BSL-1.0
#include "cli/cube_output.hpp"

#include "cli/commands.hpp"
#include "upheld/rollup/partial.hpp"

#include <fmt/format.h>

namespace upheld::cli {

void add_cube_output(CLI::App& command, cube_output& into) {
    command
        .add_option("--format", into.format,
                    "table, csv, json, or jsonl: one JSON object a group and line")
        ->check(CLI::IsMember({"table", "csv", "json", "jsonl"}))
        ->capture_default_str();
    command
        .add_option("--totals", into.totals,
                    "rows of totals beside the groups: all, over every set of the groupings; left, "
                    "a total and subtotals from the left; none")
        ->check(CLI::IsMember({"none", "all", "left"}))
        ->capture_default_str();
    command.add_flag("--zero-groups", into.zero_groups, "show groups without rows too");
    auto* const interval =
        command.add_flag("--interval", into.interval, "shares have a Wilson interval beside them");
    add_confidence_option(command, into.confidence)->needs(interval);
    command.add_option("--partial", into.partial,
                       "also write the numbers to this file, for upheld merge: as CSV if its name "
                       "ends in .csv, else as bytes");
    command.add_option("--out", into.out, "file to write to instead of the standard output");
}

std::vector<std::vector<std::size_t>> narrower_sets(cube_output const& how, std::size_t axes) {
    std::vector<std::vector<std::size_t>> sets;
    auto const take = [&](auto const& has) {
        std::vector<std::size_t>& set = sets.emplace_back();
        for (std::size_t i = 0; i != axes; ++i) {
            if (has(i)) set.push_back(i);
        }
    };
    if (how.totals == "all") {
        for (std::size_t n = 0; n + 1 != std::size_t{1} << axes; ++n) {
            take([&](std::size_t i) { return (n >> i & 1u) != 0; });
        }
    } else if (how.totals == "left") {
        for (std::size_t n = 0; n != axes; ++n) {
            take([&](std::size_t i) { return i < n; });
        }
    }
    return sets;
}

int show(cube_output const& how, cube whole, std::vector<cube> narrower, cube_layout layout) {
    if (!how.partial.empty()) {
        std::string text;
        if (how.partial.ends_with(".csv")) {
            text = to_partial_csv(whole);
        } else {
            for (std::byte const b : to_bytes(whole)) text += static_cast<char>(b);
        }
        if (int const code = write_file(how.partial, text); code != exit_done) return code;
    }
    std::vector<cube> sets = std::move(narrower);
    sets.push_back(std::move(whole));
    if (how.zero_groups) layout.empty = empty_groups::shown;
    if (how.interval) layout.interval = confidence::of(how.confidence).value();
    std::string const text = how.format == "csv"     ? to_csv(sets, layout)
                             : how.format == "json"  ? to_json(sets, layout)
                             : how.format == "jsonl" ? to_json_lines(sets, layout)
                                                     : to_text(sets, layout);
    if (!how.out.empty()) return write_file(how.out, text);
    fmt::print("{}", text);
    return exit_done;
}

} // namespace upheld::cli
