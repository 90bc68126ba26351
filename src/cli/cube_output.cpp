// SPDX-License-Identifier: BSL-1.0
#include "cli/cube_output.hpp"

#include "cli/commands.hpp"
#include "cli/table_csv.hpp"
#include "report/text_layout.hpp"
#include "upheld/rollup/cross_table.hpp"
#include "upheld/rollup/partial.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <span>

namespace upheld::cli {
namespace {

constexpr std::string_view total_label = "Total";

/// As `read_table_csv` takes it: labels, counts and every total.
std::string csv_of(cross_table const& what, std::string const& corner) {
    std::size_t const columns = what.columns.size();
    std::string text = detail::csv_field(corner);
    for (std::string const& key : what.table.columns) text += ',' + detail::csv_field(key);
    text += fmt::format(",{}\n", total_label);
    std::vector<std::int64_t> totals(columns);
    auto const write_line = [&](std::string const& label, std::span<std::int64_t const> counts) {
        std::int64_t sum = 0;
        text += detail::csv_field(label);
        for (std::int64_t const count : counts) {
            text += ',' + std::to_string(count);
            sum += count;
        }
        text += ',' + std::to_string(sum) + '\n';
    };
    for (std::size_t r = 0; r != what.rows.size(); ++r) {
        auto const counts = std::span(what.table.counts).subspan(r * columns, columns);
        for (std::size_t c = 0; c != columns; ++c) totals[c] += counts[c];
        write_line(what.table.rows[r], counts);
    }
    write_line(std::string(total_label), totals);
    return text;
}

int show_cross_table(cube_output const& how, cube const& whole) {
    if (how.totals != "none" || how.zero_groups || how.interval) {
        return refuse_usage("--format cross has every total, no groups without rows and no "
                            "intervals: leave --totals, --zero-groups and --interval out");
    }
    if (whole.measures().size() != 1) {
        return refuse_usage("--format cross needs one --measure, a count such as aspects");
    }
    auto const made = cross_table_of(whole, 0);
    if (!made) return refuse_input(made.error());
    for (auto const* const keys : {&made->table.rows, &made->table.columns}) {
        for (std::string const& key : *keys) {
            if (is_total_label(key, total_label)) {
                return refuse_usage("--format cross cannot have an entry of the key \"" + key +
                                    "\" beside its totals");
            }
        }
    }
    std::string left_out;
    for (std::size_t const entry : made->without_figure) {
        left_out += (left_out.empty() ? "" : ", ") + std::string(whole.axes()[0].key(entry));
    }
    // Not into the table, which another program reads.
    if (!left_out.empty()) fmt::print(stderr, "upheld: without a figure, left out: {}\n", left_out);
    std::string const text = csv_of(*made, name_of(whole.axes()[0].by()));
    if (!how.out.empty()) return write_file(how.out, text);
    fmt::print("{}", text);
    return exit_done;
}

} // namespace

void add_cube_output(CLI::App& command, cube_output& into) {
    command
        .add_option(
            "--format", into.format,
            "table, csv, json, jsonl: one JSON object a group and line, or cross: one count as "
            "CSV with rows of the first grouping, columns of the second and totals, which "
            "is what upheld protect takes")
        ->check(CLI::IsMember({"table", "csv", "json", "jsonl", "cross"}))
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
    if (how.format == "cross") return show_cross_table(how, whole);
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
