// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/counted_cases.hpp"
#include "cli/cube_output.hpp"
#include "cli/viewpoint_options.hpp"
#include "upheld/audit/beside.hpp"
#include "upheld/audit/comparison.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/report/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct report_options {
    std::string folder;
    std::string period;
    viewpoint_options seen_from;
    std::string format = "text";
    std::string out;
    std::string tables_file;
    std::string compare;
    std::string differences;
    std::vector<std::string> tables;
    std::string structure;
    bool across_breaks = false;
    bool like_for_like = false;
    bool list_measures = false;
    unsigned threads = usual_threads();
};

/// Takes the tables asked for, in the order of the report.
result<void> select_tables(report& made, std::vector<std::string> const& wanted) {
    if (wanted.empty()) return {};
    std::vector<table> kept;
    for (std::string const& id : wanted) {
        if (made.find(id) == nullptr) {
            std::string known;
            for (table const& t : made.tables) known += ' ' + t.id;
            return refuse({.code = failure_code::not_found,
                           .where = {},
                           .message = "the report has no table \"" + id + "\"",
                           .mend = "it has:" + known});
        }
    }
    for (table& t : made.tables) {
        if (std::find(wanted.begin(), wanted.end(), t.id) != wanted.end()) {
            kept.push_back(std::move(t));
        }
    }
    made.tables = std::move(kept);
    return {};
}

/// `adult/services` becomes `adult_services.csv`: ids are data and must not choose folders.
std::string file_name_of(std::string id) {
    for (char& c : id) {
        bool const is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (!is_plain) c = '_';
    }
    return id + ".csv";
}

int write_out(report const& made, report_options const& options) {
    bool const to_folder = !options.out.empty();
    if (to_folder) {
        std::error_code failed;
        std::filesystem::create_directories(options.out, failed);
        if (failed) {
            return refuse_usage(options.out + ": cannot make the folder: " + failed.message());
        }
    }
    auto const write = [&](std::string const& name, std::string const& text) {
        return write_file((std::filesystem::path(options.out) / name).string(), text);
    };
    if (options.format == "csv") {
        bool first = true;
        for (table const& t : made.tables) {
            if (to_folder) {
                if (int const code = write(file_name_of(t.id), to_csv(t)); code != exit_done) {
                    return code;
                }
                continue;
            }
            // One stream of several tables: each under a line with its id, apart by an empty line.
            fmt::print("{}{}\n{}", first ? "" : "\n", t.id, to_csv(t));
            first = false;
        }
        return exit_done;
    }
    std::string const text = options.format == "json" ? to_json(made) : to_text(made);
    if (to_folder) return write(options.format == "json" ? "report.json" : "report.txt", text);
    fmt::print("{}", text);
    return exit_done;
}

int run(report_options const& options) {
    if (options.list_measures) {
        list_measures();
        return exit_done;
    }
    if (options.folder.empty() || options.period.empty()) {
        return refuse_usage("a folder and --period are needed; see upheld report --help");
    }
    auto const of = period_from_text(options.period);
    if (!of) return refuse_input(of.error());

    auto const asked = viewpoint_asked(options.seen_from);
    if (!asked) return refuse_input(asked.error());

    std::optional<day> structure;
    if (!options.structure.empty()) {
        auto const read = day_from_text(options.structure);
        if (!read) return refuse_input(about("--structure", read.error()));
        structure = *read;
    }
    comparisons const how = options.across_breaks   ? comparisons::across_breaks
                            : options.like_for_like ? comparisons::like_for_like
                                                    : comparisons::stop_at_breaks;

    auto const cases =
        structure ? counted_cases::in_structure(options.folder, *asked, *structure)
                  : counted_cases::of(options.folder, *asked, options.threads, tables_wanted::many);
    if (!cases) return exit_refused;

    std::filesystem::path const data(options.folder);
    auto const beside_data = [&](std::string const& chosen, char const* name) {
        if (!chosen.empty()) return chosen;
        return ((is_snapshot(options.folder) ? data.parent_path() : data) / name).string();
    };
    auto const plan =
        load_report_template(beside_data(options.tables_file, "report.toml"), cases->words());
    if (!plan.is_whole()) return refuse_input(plan.failures);

    if (auto const wrong = check_breaks(cases->words(), cases->series()); !wrong.empty()) {
        return refuse_input(wrong);
    }

    viewpoint const from = cases->from().value_or(viewpoint::at_the_time(of->days.last));
    report made = make_report(cases->rows(), from, cases->series(), plan.value, *of, how);
    made.structure = structure;
    if (options.compare.empty()) {
        if (auto const selected = select_tables(made, options.tables); !selected) {
            return refuse_input(selected.error());
        }
        return write_out(made, options);
    }

    if (options.format == "csv" && options.out.empty()) {
        return refuse_usage("--compare with --format csv needs --out");
    }
    auto const printed = load_printed_report(options.compare);
    if (!printed) return refuse_input(printed.error());
    std::string const explained = beside_data(options.differences, "differences.toml");
    loaded_explanations known;
    if (!options.differences.empty() || std::filesystem::exists(explained)) {
        known = load_explanations(explained);
        if (!known.is_whole()) return refuse_input(known.failures);
    }
    comparison const compared = compare(made, *printed, known.value);
    if (options.format == "text") made = with_printed_beside(std::move(made), compared);
    if (auto const selected = select_tables(made, options.tables); !selected) {
        return refuse_input(selected.error());
    }
    // The comparison is the answer asked for; the tables go with it as text, or into the folder.
    bool const is_json = options.format == "json";
    std::string const text =
        is_json ? to_json(compared, known.value) : to_text(compared, known.value);
    if (!is_json || !options.out.empty()) {
        if (int const code = write_out(made, options); code != exit_done) return code;
    }
    if (options.out.empty()) {
        fmt::print("{}{}", is_json ? "" : "\n", text);
    } else {
        std::string const name = is_json ? "comparison.json" : "comparison.txt";
        int const code = write_file((std::filesystem::path(options.out) / name).string(), text);
        if (code != exit_done) return code;
    }
    return compared.is_settled() ? exit_done : exit_findings;
}

} // namespace

void add_report_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<report_options>();
    CLI::App* const command =
        app.add_subcommand("report", "Compute a report's tables from a folder or snapshot of "
                                     "cases, and compare them with print");
    command->add_option("folder", options->folder,
                        "folder with taxonomy.toml and the CSV files, or a snapshot");
    command->add_option("--period", options->period, std::string(period_forms));
    add_viewpoint_options(*command, options->seen_from,
                          "the last day recorded in the folder, or the day of the snapshot");
    command->add_option("--structure", options->structure,
                        "day YYYY-MM-DD in whose structure all cases are told: the units and "
                        "services that stood then, by the changes in taxonomy.toml");
    auto* const across = command->add_flag(
        "--across-breaks", options->across_breaks,
        "compute changes over breaks in the series too; without it they are not comparable");
    command
        ->add_flag("--like-for-like", options->like_for_like,
                   "compute changes over the units and services alone that are on both sides with "
                   "no break between; the notes state them")
        ->excludes(across);
    command->add_option("--format", options->format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command->add_option(
        "--out", options->out,
        "folder to write to instead of the standard output; made if it is not there");
    command->add_option(
        "--template", options->tables_file,
        "what the report shows; default: report.toml in the folder, or beside the snapshot");
    command->add_option("--table", options->tables, "only this table, by id; may be repeated");
    command->add_option("--compare", options->compare,
                        "JSON file of the tables as printed: compare cell by cell");
    command->add_option("--differences", options->differences,
                        "explanations of known differences; default: differences.toml in the "
                        "folder or beside the snapshot, if there");
    command->add_option("--threads", options->threads, "threads that read the folder")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_flag("--list-measures", options->list_measures,
                      "list what a report can show, with definitions");
    command->footer("Exit codes: 0 done; 1 with --compare: a difference is unexplained, or an "
                    "explanation no longer applies; 2 bad input or usage.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
