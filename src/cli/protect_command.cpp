// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/tables_together.hpp"
#include "upheld/statistics/suppression.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace upheld::cli {
namespace {

struct protect_request {
    std::vector<std::string> files;
    table_ties ties{.total = "Total"};
    std::string policy;
    std::string out;
    std::string search = "automatic";
    std::int64_t width = 1;
    bool reaches_threshold = false;
    bool singletons = false;
    bool keeps_totals = false;
    bool least_total = false;
    bool explain = false;
    bool json = false;
};

/// Tables under a policy: what is printed, and what readers can make of it.
struct protected_tables {
    tables_together of;
    disclosure_policy policy;
    suppression chosen; ///< without cells under a rounding policy
    cell_line cells;    ///< of all tables, as `ranges` has them
    std::vector<known_range> ranges;
    std::vector<disclosure> found;

    [[nodiscard]] linked_cell const& operator[](cell_id cell) const { return of.linked[cell]; }

    [[nodiscard]] bool hides(cell_id cell) const {
        return chosen.hidden.holds(cell) ||
               of.linked[cell].standing == cell_standing::already_hidden;
    }

    [[nodiscard]] std::string shown(cell_id cell) const {
        return hides(cell)                  ? std::string(hidden_mark)
               : policy.needs_complements() ? std::to_string(of.linked[cell].count)
                                            : policy.display(of.linked[cell].count);
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

result<protected_tables> protect(protect_request const& asked, disclosure_policy policy,
                                 tables_together of) {
    protected_tables made{std::move(of), policy, {}, {}, {}, {}};
    made.cells = made.of.all();
    linked_tables const& tables = made.of.linked;

    suppression_options options;
    options.asked.least_width = asked.width;
    options.asked.against_insiders = asked.singletons;
    if (asked.reaches_threshold) options.asked.reaches = policy.least_shown();
    if (asked.least_total) options.objective = complement_objective::least_total;
    if (asked.keeps_totals) options.totals = hidden_totals::never;
    if (asked.search == "exact") options.search = complement_search::exact;
    if (asked.search == "quick") options.search = complement_search::quick;
    if (policy.needs_complements()) {
        auto chosen = suppress(tables, policy, options);
        if (!chosen) return refuse(chosen.error());
        made.chosen = std::move(*chosen);
    }

    auto const known = known_to_readers(tables, made.chosen.hidden, policy);
    if (!known) return refuse(known.error());
    auto ranges = derivable_ranges(tables, *known, made.cells);
    if (!ranges) return refuse(ranges.error());
    made.ranges = std::move(*ranges);
    auto found = find_disclosures(tables, *known, small_cells(tables, policy), options.asked);
    if (!found) return refuse(found.error());
    made.found = std::move(*found);
    return made;
}

/// The table as a file again, with rows and columns where they were and margins last.
std::string csv_of(protected_tables const& made, table_together const& one) {
    table_with_margins const& table = one.file.table;
    std::string text = field_text(one.file.corner);
    for (std::string const& column : table.columns) text += ',' + field_text(column);
    if (table.margins.rows) text += ',' + field_text(one.file.total);
    text += '\n';
    auto const add_line = [&](std::string const& label, cell_line const& cells) {
        text += field_text(label);
        for (cell_id const cell : cells) text += ',' + field_text(made.shown(cell));
        text += '\n';
    };
    std::size_t row = 0;
    for (std::string const& label : one.file.order) {
        auto const group = std::ranges::find(table.groups, label, &row_group::name);
        if (group != table.groups.end()) {
            add_line(label,
                     one.placed.group(static_cast<std::size_t>(group - table.groups.begin())));
        } else if (!is_total_label(label, one.file.total)) {
            add_line(label, one.placed.row(row++));
        }
    }
    if (!table.margins.columns) return text;
    cell_line totals;
    for (std::size_t column = 0; column != table.columns.size(); ++column) {
        totals.push_back(*one.placed.column_total(column));
    }
    if (auto const grand = one.placed.grand_total()) totals.push_back(*grand);
    add_line(one.file.total, totals);
    return text;
}

/// A cell of a table, and what readers can derive about it.
struct explained_cell {
    cell_id cell;
    known_range range;
};

/// Those that are hidden, or under a rounding policy all of them.
std::vector<explained_cell> explained(protected_tables const& made) {
    std::vector<explained_cell> list;
    for (std::size_t at = 0; at != made.cells.size(); ++at) {
        if (made.policy.needs_complements() && !made.hides(made.cells[at])) continue;
        list.push_back({made.cells[at], made.ranges[at]});
    }
    return list;
}

std::string explanation(protected_tables const& made) {
    std::string text;
    for (auto const [cell, range] : explained(made)) {
        bool const is_small = std::ranges::binary_search(made.chosen.small, cell);
        text += fmt::format("{}: {}{}\n", made[cell].name, text_of(range),
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

/// What one table prints.
void add_shown(nlohmann::ordered_json& out, protected_tables const& made,
               table_together const& one) {
    out["rows"] = one.file.table.rows;
    out["columns"] = one.file.table.columns;
    auto const shown = [&](cell_line const& cells) {
        auto list = nlohmann::ordered_json::array();
        for (cell_id const cell : cells) list.push_back(made.shown(cell));
        return list;
    };
    auto cells = nlohmann::ordered_json::array();
    std::size_t const columns = one.file.table.columns.size();
    for (std::size_t row = 0; row != one.file.table.rows.size(); ++row) {
        cell_line line = one.placed.row(row);
        line.resize(columns);
        cells.push_back(shown(line));
    }
    out["cells"] = std::move(cells);
    if (one.file.table.margins.rows) {
        cell_line totals;
        for (std::size_t row = 0; row != one.file.table.rows.size(); ++row) {
            totals.push_back(*one.placed.row_total(row));
        }
        out["row_totals"] = shown(totals);
    }
    if (one.file.table.margins.columns) {
        cell_line totals;
        for (std::size_t column = 0; column != columns; ++column) {
            totals.push_back(*one.placed.column_total(column));
        }
        out["column_totals"] = shown(totals);
    }
    if (auto const grand = one.placed.grand_total()) out["total"] = made.shown(*grand);
    if (one.file.table.groups.empty()) return;
    auto groups = nlohmann::ordered_json::array();
    for (std::size_t at = 0; at != one.file.table.groups.size(); ++at) {
        cell_line line = one.placed.group(at);
        nlohmann::ordered_json group{{"name", one.file.table.groups[at].name}};
        if (line.size() > columns) group["total"] = made.shown(line.back());
        line.resize(columns);
        group["cells"] = shown(line);
        groups.push_back(std::move(group));
    }
    out["groups"] = std::move(groups);
}

/// One table is told by itself, several as a list.
std::string json_of(protected_tables const& made) {
    nlohmann::ordered_json out;
    out["policy"] = made.policy.name();
    if (made.of.tables.size() == 1) {
        add_shown(out, made, made.of.tables.front());
    } else {
        auto tables = nlohmann::ordered_json::array();
        for (table_together const& one : made.of.tables) {
            nlohmann::ordered_json table{{"file", one.path}};
            add_shown(table, made, one);
            tables.push_back(std::move(table));
        }
        out["tables"] = std::move(tables);
    }
    // The program's user may see which cells are small; readers of the table may not.
    auto derived = nlohmann::ordered_json::array();
    for (auto const [cell, range] : explained(made)) {
        nlohmann::ordered_json one{{"cell", made[cell].name}, {"low", range.low}};
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

/// One table goes to the standard output, if no folder is named; several go into the folder.
int write(protect_request const& asked, protected_tables const& made) {
    if (asked.json) {
        fmt::print("{}", json_of(made));
        return exit_done;
    }
    if (asked.out.empty()) {
        fmt::print("{}", csv_of(made, made.of.tables.front()));
        if (asked.explain) fmt::print("\n{}", explanation(made));
        return exit_done;
    }
    std::error_code failed;
    std::filesystem::create_directories(asked.out, failed);
    if (failed) return refuse_usage(asked.out + ": cannot make the folder: " + failed.message());
    for (table_together const& one : made.of.tables) {
        if (one.is_out) continue;
        auto const path =
            std::filesystem::path(asked.out) / std::filesystem::path(one.path).filename();
        // The counts themselves must survive, or nothing can be checked again.
        if (std::filesystem::equivalent(path, one.path, failed)) {
            return refuse_usage(one.path + " would be overwritten: name another folder");
        }
        int const code = write_file(path.string(), csv_of(made, one));
        if (code != exit_done) return code;
    }
    if (asked.explain) fmt::print("{}", explanation(made));
    return exit_done;
}

/// What does not need the files to be seen as wrong; empty if nothing is.
std::string wrong_usage(protect_request const& asked) {
    std::set<std::string> names;
    for (std::string const& file : asked.files) {
        if (!names.insert(std::filesystem::path(file).filename().string()).second) {
            return file + ": another table has the same file name";
        }
    }
    if (asked.files.size() > 1 && asked.out.empty() && !asked.json) {
        return "several tables need --out, a folder to write them to, or --json";
    }
    return {};
}

int run(protect_request const& asked) {
    if (auto const wrong = wrong_usage(asked); !wrong.empty()) return refuse_usage(wrong);
    auto const policy = policy_from_text(asked.policy);
    if (!policy) {
        failure what = policy.error();
        what.where.column = "--policy";
        return refuse_input(what);
    }
    tables_together read = read_tables_together(asked.files, asked.ties);
    if (!read.failures.empty()) return refuse_input(read.failures);

    // Cells of several tables have the name of their file in theirs.
    std::string const source = asked.files.size() == 1 ? asked.files.front() : std::string();
    auto const made = protect(asked, *policy, std::move(read));
    if (!made) {
        failure what = made.error();
        what.where.source = source;
        print_failure(what);
        return what.code == failure_code::disclosive ? exit_findings : exit_refused;
    }
    if (!made->found.empty()) {
        for (disclosure const& one : made->found) {
            print_failure({.code = failure_code::disclosive,
                           .where = {source, 0, {}},
                           .message = fmt::format("\"{}\" can be worked out to be {}",
                                                  (*made)[one.cell].name, text_of(one.derived)),
                           .mend = "use a threshold, merge rows or columns, or leave totals out"});
        }
        return exit_findings;
    }
    return write(asked, *made);
}

void add_tie_options(CLI::App& command, table_ties& ties) {
    command.add_option("--total", ties.total, "label of margins, if it is not Total");
    command.add_option("--groups", ties.groups,
                       "CSV with the columns group and row: rows that are sums of other rows");
    auto const add = [&](char const* name, std::vector<std::string>& list, char const* what) {
        command.add_option(name, list, what)->allow_extra_args(false)->group("How tables are tied");
    };
    add("--same-cases", ties.same,
        "A=B: both count the same cases, so rows and columns with the same label have the same "
        "totals");
    add("--sum", ties.sums, "YEAR=Q1+Q2+Q3+Q4: the first is the sum of the others");
    add("--to-date", ties.to_date,
        "LATER=EARLIER: both count from the start of the year; what lies between is protected too");
    add("--edition", ties.editions, "NOW=LAST: one table, corrected and published again");
    add("--printed", ties.printed,
        "TABLE=FILE: the table is out already, hidden cells and all, as FILE has it");
}

} // namespace

void add_protect_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<protect_request>();
    CLI::App* const command = app.add_subcommand(
        "protect", "Keep small counts of a table out of print, so that they cannot be worked out");
    command
        ->add_option("tables", asked->files,
                     "CSV: a header, then one line a row: its label and its counts; a row and a "
                     "column with the label Total are margins")
        ->required();
    command
        ->add_option("--policy", asked->policy,
                     "threshold:K, nhs_subnational, ofqual or round_base:B")
        ->required();
    command->add_option("--out", asked->out,
                        "folder to write each table to, under its file name; made if it is not "
                        "there");
    add_tie_options(*command, asked->ties);
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
    command->footer("Every total is protected with its cells. Protect tables that readers can "
                    "combine in one run, and say how they are tied: one by one they may give each "
                    "other away. A tie may be given more than once, and names a table by its path "
                    "or file name.\n"
                    "Exit codes: 0 done; 1 a small count cannot be protected; 2 bad input or "
                    "usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
