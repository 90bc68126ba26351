// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "upheld/audit/report_changes.hpp"
#include "upheld/calendar/day_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct changes_options {
    std::string folder;
    std::string from;
    std::string to;
    std::string as_of;
    std::string period;
    std::string tables_file;
    std::vector<std::string> tables;
    std::string format = "text";
    std::string out;
};

/// Keeps the tables asked for, in the order of the report.
result<void> select_tables(report_template& plan, std::vector<std::string> const& wanted) {
    if (wanted.empty()) return {};
    std::string known;
    for (table_template const& t : plan.tables) known += ' ' + t.id;
    for (std::string const& id : wanted) {
        bool const is_there = std::any_of(plan.tables.begin(), plan.tables.end(),
                                          [&](table_template const& t) { return t.id == id; });
        if (is_there) continue;
        return refuse({.code = failure_code::not_found,
                       .where = {},
                       .message = "the report has no table \"" + id + "\"",
                       .mend = "it has:" + known});
    }
    std::erase_if(plan.tables, [&](table_template const& t) {
        return std::find(wanted.begin(), wanted.end(), t.id) == wanted.end();
    });
    return {};
}

int run(changes_options const& options) {
    auto const of = period_from_text(options.period);
    if (!of) return refuse_input(about("--period", of.error()));
    auto const first = day_from_text(options.from);
    if (!first) return refuse_input(about("--from", first.error()));
    auto const second = day_from_text(options.to);
    if (!second) return refuse_input(about("--to", second.error()));
    if (*second < *first) return refuse_usage("--to is before --from");
    viewpoint from = viewpoint::at_the_time(*first);
    viewpoint to = viewpoint::at_the_time(*second);
    if (!options.as_of.empty()) {
        auto const as_of = day_from_text(options.as_of);
        if (!as_of) return refuse_input(about("--as-of", as_of.error()));
        from.as_of = to.as_of = *as_of;
    }

    auto const cases = cases_with_progress(options.folder);
    if (!cases) return exit_refused;
    std::filesystem::path const data(options.folder);
    std::string const beside_data =
        ((is_snapshot(options.folder) ? data.parent_path() : data) / "report.toml").string();
    auto plan = load_report_template(
        options.tables_file.empty() ? beside_data : options.tables_file, cases->words());
    if (!plan.is_whole()) return refuse_input(plan.failures);
    if (auto const selected = select_tables(plan.value, options.tables); !selected) {
        return refuse_input(selected.error());
    }

    report_changes const moved = changes_of_report(*cases, plan.value, *of, from, to);
    std::string const text = options.format == "csv"    ? to_csv(moved)
                             : options.format == "json" ? to_json(moved, cases->words())
                                                        : to_text(moved, cases->words());
    if (!options.out.empty()) return write_file(options.out, text);
    fmt::print("{}", text);
    return exit_done;
}

} // namespace

void add_changes_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<changes_options>();
    CLI::App* const command =
        app.add_subcommand("changes", "List the cells of a report that moved between two days, "
                                      "with the cases and events behind each");
    command
        ->add_option("folder", options->folder,
                     "folder with taxonomy.toml and the CSV files, or a snapshot")
        ->required();
    command
        ->add_option("--from", options->from,
                     "day YYYY-MM-DD: the report as it was known at the end of this day")
        ->required();
    command
        ->add_option("--to", options->to,
                     "day YYYY-MM-DD: against the same report as known at the end of this one")
        ->required();
    command->add_option("--period", options->period, std::string(period_forms))->required();
    command->add_option("--as-of", options->as_of,
                        "day YYYY-MM-DD: count in both what had happened by this day, so that late "
                        "entries and corrections alone make a difference; default: --from in the "
                        "one, --to in the other");
    command->add_option("--tables", options->tables_file,
                        "the report's description; default: report.toml beside the cases");
    command->add_option("--table", options->tables, "only this table; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--format", options->format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command->add_option("--out", options->out, "file to write to instead of the standard output");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
