// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/store/facts_csv.hpp"
#include "upheld/store/json_lines.hpp"
#include "upheld/store/known_on.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

namespace fs = std::filesystem;

struct convert_options {
    std::string from;
    std::string to;
    std::string form;
    std::string as_known_on;
    bool is_flat = false;
    bool force = false;
};

/// What --to names, or what the name of OUT tells.
std::string form_of(convert_options const& options) {
    if (options.is_flat) return "flat";
    if (!options.form.empty()) return options.form;
    if (options.to.ends_with(".upheld")) return "snapshot";
    return options.to.ends_with(".jsonl") ? "jsonl" : "folder";
}

/// Why OUT must not be written, in words; nothing if it may be.
std::optional<std::string> why_not_out(convert_options const& options, std::string const& form) {
    std::error_code ignored;
    fs::path const out(options.to);
    if (fs::equivalent(options.from, out, ignored)) {
        return "is what is to be converted: name another";
    }
    if (!fs::exists(out, ignored)) return std::nullopt;
    bool const is_folder = fs::is_directory(out, ignored);
    if (is_folder != (form == "folder" || form == "flat")) {
        return is_folder ? "is a folder, and a file is to be written" : "is no folder";
    }
    if (is_folder && fs::is_empty(out, ignored)) return std::nullopt;
    // Both forms have a complaints.csv, and the records are worth more.
    if (form == "flat" && fs::exists(out / "taxonomy.toml", ignored)) {
        return "is a data folder, whose files the flat rows would overwrite: name another";
    }
    if (options.force) return std::nullopt;
    return "is there already: --force overwrites it";
}

/// The report's description goes along, unless there is one already.
/// @param from  the folder in which the cases are, or their snapshot is
result<void> copy_report_template(fs::path const& from, fs::path const& to) {
    std::error_code ignored;
    fs::path const source = from / "report.toml";
    if (!fs::exists(source, ignored) || fs::exists(to / "report.toml", ignored)) return {};
    std::error_code failed;
    fs::copy_file(source, to / "report.toml", failed);
    if (!failed) return {};
    return refuse({.code = failure_code::write_failed,
                   .where = {.source = (to / "report.toml").string(), .row = 0, .column = {}},
                   .message = "cannot be written: " + failed.message(),
                   .mend = {}});
}

int convert_flat(store const& cases, convert_options const& options,
                 std::optional<day> as_known_on) {
    // Nothing is "today": without a day the rows are as of the last day that the cases know of.
    day const as_of = as_known_on ? *as_known_on : cases.last_recorded().value_or(day());
    auto const rows = write_facts_csv(cases.facts_as_of(as_of), cases.words(), options.to);
    if (!rows) return refuse_input(rows.error());
    fmt::print("{}: {} rows, as known on {}\n", options.to, *rows, to_text(as_of));
    return exit_done;
}

int convert_to_snapshot(store const& cases, convert_options const& options,
                        std::optional<day> as_known_on) {
    std::optional<day> const as_of = as_known_on ? as_known_on : cases.last_recorded();
    if (!as_of) {
        return refuse_usage(
            "there are no cases that a snapshot could be as of the last day of: give "
            "--as-known-on");
    }
    result<void> written;
    if (as_known_on) {
        auto const known = known_on(cases, *as_known_on);
        if (!known) return refuse_input(known.error());
        written = write_snapshot(options.to, *known, *as_of);
    } else {
        written = write_snapshot(options.to, cases, *as_of);
    }
    if (!written) return refuse_input(written.error());
    fmt::print("{}: a snapshot as of {}, {} bytes\n", options.to, to_text(*as_of),
               fs::file_size(options.to));
    return exit_done;
}

int run(convert_options const& options) {
    std::string const form = form_of(options);
    std::optional<day> as_known_on;
    if (!options.as_known_on.empty()) {
        auto const read = day_from_text(options.as_known_on);
        if (!read) {
            failure what = read.error();
            what.where.column = "--as-known-on";
            return refuse_input(what);
        }
        as_known_on = *read;
    }
    if (auto const why = why_not_out(options, form)) return refuse_usage(options.to + ' ' + *why);
    std::optional<store> const cases = cases_with_progress(options.from);
    if (!cases) return exit_refused;
    if (form == "flat") return convert_flat(*cases, options, as_known_on);
    if (form == "snapshot") return convert_to_snapshot(*cases, options, as_known_on);

    progress_line line("complaints written");
    writing_options how;
    how.as_known_on = as_known_on;
    how.progress = {.show = [](std::size_t complaints,
                               void* to) { static_cast<progress_line*>(to)->show(complaints); },
                    .context = &line};
    auto const written = form == "jsonl" ? write_json_lines(*cases, options.to, how)
                                         : write_folder(*cases, options.to, how);
    line.finish();
    if (!written) return refuse_input(written.error());
    if (form == "folder") {
        fs::path const from(options.from);
        auto const copied =
            copy_report_template(is_snapshot(options.from) ? from.parent_path() : from, options.to);
        if (!copied) return refuse_input(copied.error());
    }
    fmt::print("{}: {} complaints, {} mentions, {} aspects, {} events; {} rows in all, {} bytes\n",
               options.to, written->complaints, written->mentions, written->aspects,
               written->events, written->total(), written->bytes);
    if (written->events_set_aside != 0) {
        bool const is_one = written->events_set_aside == 1;
        fmt::print("{} {} could not be by what was known on {} and {} set aside\n",
                   written->events_set_aside, is_one ? "event" : "events", options.as_known_on,
                   is_one ? "is" : "are");
    }
    return exit_done;
}

} // namespace

void add_convert_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<convert_options>();
    CLI::App* const command = app.add_subcommand(
        "convert",
        "Write cases in another form: a data folder, a snapshot, JSON lines, or flat rows");
    command
        ->add_option("in", options->from,
                     "folder with taxonomy.toml and the CSV files, or a snapshot")
        ->required();
    command->add_option("out", options->to, "folder or file to write to")->required();
    CLI::Option* const to = command->add_option(
        "--to", options->form,
        "folder; snapshot (one file that opens at once, for rollup, report and check); jsonl (one "
        "JSON object a complaint); or flat (CSV of the rows that a rollup counts). Default: "
        "snapshot "
        "if OUT ends in .upheld, jsonl if it ends in .jsonl, else folder");
    to->check(CLI::IsMember({"folder", "snapshot", "jsonl", "flat"}));
    command->add_flag("--flat", options->is_flat, "the same as --to flat")->excludes(to);
    command->add_option("--as-known-on", options->as_known_on,
                        "day YYYY-MM-DD: only what was known at its end");
    command->add_flag("--force", options->force, "overwrite OUT");
    command->footer("OUT takes its name when it is whole; until then files end in .part. A "
                    "report.toml with the cases goes along into a folder that has none.\n"
                    "Exit codes: 0 done; 2 bad input or usage, or OUT cannot be written.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
