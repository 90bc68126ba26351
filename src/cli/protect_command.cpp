// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "cli/commands.hpp"
#include "cli/table_csv.hpp"
#include "upheld/statistics/suppression.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace upheld::cli {
namespace {

struct protect_request {
    std::string file;
    std::string policy;
    std::string total = "Total";
    std::string search = "automatic";
    std::int64_t width = 1;
    bool reaches_threshold = false;
    bool singletons = false;
    bool keeps_totals = false;
    bool least_total = false;
    bool explain = false;
    bool json = false;
};

/// A table under a policy: what is printed, and what readers can make of it.
struct protected_table {
    table_file file;
    disclosure_policy policy;
    linked_tables tables;
    placed_table placed{0, 0};
    suppression chosen;              ///< without cells under a rounding policy
    std::vector<known_range> ranges; ///< one a cell
    std::vector<disclosure> found;

    [[nodiscard]] std::string shown(cell_id cell) const {
        return chosen.hidden.holds(cell)    ? std::string(hidden_mark)
               : policy.needs_complements() ? std::to_string(tables[cell].count)
                                            : policy.display(tables[cell].count);
    }
};

std::string text_of(known_range range) {
    if (!range.high) return fmt::format("{} or more", range.low);
    return range.is_single() ? std::to_string(range.low)
                             : fmt::format("{} to {}", range.low, *range.high);
}

/// Numbers as they are; quotes only where CSV needs them.
std::string field_text(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (char const letter : text) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

result<protected_table> protect(protect_request const& asked, disclosure_policy policy,
                                table_file file) {
    protected_table made{std::move(file), policy, {}, {0, 0}, {}, {}, {}};
    auto placed = add_table(made.tables, made.file.table);
    if (!placed) return refuse(placed.error());
    made.placed = std::move(*placed);

    suppression_options options;
    options.asked.least_width = asked.width;
    options.asked.against_insiders = asked.singletons;
    if (asked.reaches_threshold) options.asked.reaches = policy.least_shown();
    if (asked.least_total) options.objective = complement_objective::least_total;
    if (asked.keeps_totals) options.totals = hidden_totals::never;
    if (asked.search == "exact") options.search = complement_search::exact;
    if (asked.search == "quick") options.search = complement_search::quick;
    if (policy.needs_complements()) {
        auto chosen = suppress(made.tables, policy, options);
        if (!chosen) return refuse(chosen.error());
        made.chosen = std::move(*chosen);
    }

    auto const known = known_to_readers(made.tables, made.chosen.hidden, policy);
    if (!known) return refuse(known.error());
    auto ranges = derivable_ranges(made.tables, *known, made.placed.all());
    if (!ranges) return refuse(ranges.error());
    made.ranges = std::move(*ranges);
    auto found =
        find_disclosures(made.tables, *known, small_cells(made.tables, policy), options.asked);
    if (!found) return refuse(found.error());
    made.found = std::move(*found);
    return made;
}

/// The table as a file again, with rows and columns where they were and margins last.
std::string csv_of(protected_table const& made) {
    table_with_margins const& table = made.file.table;
    std::string text = field_text(made.file.corner);
    for (std::string const& column : table.columns) text += ',' + field_text(column);
    if (table.margins.rows) text += ',' + field_text(made.file.total);
    text += '\n';
    auto const add_line = [&](std::string const& label, cell_line const& cells) {
        text += field_text(label);
        for (cell_id const cell : cells) text += ',' + field_text(made.shown(cell));
        text += '\n';
    };
    for (std::size_t row = 0; row != table.rows.size(); ++row) {
        add_line(table.rows[row], made.placed.row(row));
    }
    if (!table.margins.columns) return text;
    cell_line totals;
    for (std::size_t column = 0; column != table.columns.size(); ++column) {
        totals.push_back(*made.placed.column_total(column));
    }
    if (auto const grand = made.placed.grand_total()) totals.push_back(*grand);
    add_line(made.file.total, totals);
    return text;
}

/// Cells that are hidden, or under a rounding policy all of them, with what can be derived.
std::vector<cell_id> explained(protected_table const& made) {
    return made.policy.needs_complements() ? made.chosen.hidden.list() : made.placed.all();
}

std::string explanation(protected_table const& made) {
    std::string text;
    for (cell_id const cell : explained(made)) {
        bool const is_small = std::ranges::binary_search(made.chosen.small, cell);
        text += fmt::format("{}: {}{}\n", made.tables[cell].name, text_of(made.ranges[cell.value]),
                            !made.policy.needs_complements() ? ""
                            : is_small                       ? ""
                                                             : " (hidden to protect others)");
    }
    if (!made.policy.needs_complements()) return text;
    std::size_t const small = made.chosen.small.size();
    std::size_t const complements = made.chosen.complements.size();
    text += fmt::format("{} small, {} more hidden to protect them; {}\n", small, complements,
                        made.chosen.is_least ? "no choice is better"
                                             : "not proven to be the best choice");
    return text;
}

std::string json_of(protected_table const& made) {
    nlohmann::ordered_json out;
    out["policy"] = made.policy.name();
    out["rows"] = made.file.table.rows;
    out["columns"] = made.file.table.columns;
    auto const shown = [&](cell_line const& cells) {
        auto list = nlohmann::ordered_json::array();
        for (cell_id const cell : cells) list.push_back(made.shown(cell));
        return list;
    };
    auto cells = nlohmann::ordered_json::array();
    std::size_t const columns = made.file.table.columns.size();
    for (std::size_t row = 0; row != made.file.table.rows.size(); ++row) {
        cell_line line = made.placed.row(row);
        line.resize(columns);
        cells.push_back(shown(line));
    }
    out["cells"] = std::move(cells);
    if (made.file.table.margins.rows) {
        cell_line totals;
        for (std::size_t row = 0; row != made.file.table.rows.size(); ++row) {
            totals.push_back(*made.placed.row_total(row));
        }
        out["row_totals"] = shown(totals);
    }
    if (made.file.table.margins.columns) {
        cell_line totals;
        for (std::size_t column = 0; column != columns; ++column) {
            totals.push_back(*made.placed.column_total(column));
        }
        out["column_totals"] = shown(totals);
    }
    if (auto const grand = made.placed.grand_total()) out["total"] = made.shown(*grand);
    // The program's user may see which cells are small; readers of the table may not.
    auto derived = nlohmann::ordered_json::array();
    for (cell_id const cell : explained(made)) {
        known_range const range = made.ranges[cell.value];
        nlohmann::ordered_json one{{"cell", made.tables[cell].name}, {"low", range.low}};
        one["high"] = range.high ? nlohmann::ordered_json(*range.high) : nullptr;
        if (made.policy.needs_complements()) {
            one["small"] = std::ranges::binary_search(made.chosen.small, cell);
        }
        derived.push_back(std::move(one));
    }
    out["derivable"] = std::move(derived);
    if (made.policy.needs_complements()) out["is_least"] = made.chosen.is_least;
    return out.dump(2) + '\n';
}

int run(protect_request const& asked) {
    auto const policy = policy_from_text(asked.policy);
    if (!policy) {
        failure what = policy.error();
        what.where.column = "--policy";
        return refuse_input(what);
    }
    std::optional<std::string> const text = detail::read_file(asked.file);
    if (!text) return refuse_usage(asked.file + ": the file is not there or cannot be read");
    table_reading read = read_table_csv(*text, asked.file, asked.total);
    if (!read.failures.empty()) return refuse_input(read.failures);

    auto const made = protect(asked, *policy, std::move(read.file));
    if (!made) {
        failure what = made.error();
        what.where.source = asked.file;
        print_failure(what);
        return what.code == failure_code::disclosive ? exit_findings : exit_refused;
    }
    if (!made->found.empty()) {
        for (disclosure const& one : made->found) {
            print_failure(
                {.code = failure_code::disclosive,
                 .where = {asked.file, 0, {}},
                 .message = fmt::format("\"{}\" can be worked out to be {}",
                                        made->tables[one.cell].name, text_of(one.derived)),
                 .mend = "use a threshold, merge rows or columns, or leave totals out"});
        }
        return exit_findings;
    }
    fmt::print("{}", asked.json ? json_of(*made) : csv_of(*made));
    if (asked.explain && !asked.json) fmt::print("\n{}", explanation(*made));
    return exit_done;
}

} // namespace

void add_protect_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<protect_request>();
    CLI::App* const command = app.add_subcommand(
        "protect", "Keep small counts of a table out of print, so that they cannot be worked out");
    command
        ->add_option("table", asked->file,
                     "CSV: a header, then one line a row: its label and its counts; a row and a "
                     "column with the label Total are margins")
        ->required();
    command
        ->add_option("--policy", asked->policy,
                     "threshold:K, nhs_subnational, ofqual or round_base:B")
        ->required();
    command->add_option("--total", asked->total, "label of margins, if it is not Total");
    command->add_flag("--explain", asked->explain,
                      "what readers can still derive about each hidden cell, after the table");
    command->add_flag("--json", asked->json, "the table and what can be derived, as JSON");
    command
        ->add_option("--width", asked->width,
                     "least difference between the possible values of a small cell")
        ->check(CLI::Range(std::int64_t{1}, linked_tables::largest_count));
    command->add_flag("--reach-threshold", asked->reaches_threshold,
                      "it must be possible that a small cell is not small");
    command->add_flag("--singletons", asked->singletons,
                      "protect also from the only person of another hidden cell");
    command->add_flag("--keep-totals", asked->keeps_totals, "never hide a total for another cell");
    command->add_flag("--least-total", asked->least_total,
                      "hide as little as possible, rather than as few cells");
    command->add_option("--search", asked->search, "how complements are sought")
        ->check(CLI::IsMember({"automatic", "exact", "quick"}));
    command->footer("Every total is protected with its cells. Protect tables on the same cases "
                    "together, by the library: one by one they may give each other away.\n"
                    "Exit codes: 0 done; 1 a small count cannot be protected; 2 bad input or "
                    "usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
