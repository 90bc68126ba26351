// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct check_options {
    std::string folder;
    bool as_json = false;
};

void print_json(std::vector<failure> const& failures) {
    auto all = nlohmann::ordered_json::array();
    for (failure const& f : failures) {
        all.push_back({{"code", name_of(f.code)},
                       {"file", f.where.source},
                       {"row", f.where.row},
                       {"column", f.where.column},
                       {"message", f.message},
                       {"mend", f.mend}});
    }
    // Messages quote the files, whose bytes may be of any kind.
    fmt::print("{}\n", all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int run(check_options const& options) {
    std::error_code ignored;
    if (!std::filesystem::exists(options.folder, ignored)) {
        return refuse_usage(options.folder + ": there is no such folder or snapshot");
    }
    folder_reading const reading = read_with_progress(options.folder);
    std::size_t const problems = reading.failures.size();
    if (options.as_json) {
        print_json(reading.failures);
    } else {
        for (failure const& f : reading.failures) fmt::print("{}\n", to_string(f));
        fmt::print("{}: {} in {} {}\n", options.folder,
                   problems == 0   ? "no problem"
                   : problems == 1 ? "1 problem"
                                   : fmt::format("{} problems", problems),
                   reading.rows, reading.rows == 1 ? "row" : "rows");
    }
    return problems == 0 ? exit_done : exit_findings;
}

} // namespace

void add_check_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<check_options>();
    CLI::App* const command = app.add_subcommand(
        "check", "Read a folder or snapshot of cases and list everything that is wrong with it");
    command
        ->add_option("folder", options->folder,
                     "folder with taxonomy.toml and the CSV files, or a snapshot")
        ->required();
    command->add_flag("--json", options->as_json,
                      "a JSON array of objects with code, file, row, column, message and mend");
    command->footer("Prints one line a problem: file:row: column: what (how to mend).\n"
                    "Exit codes: 0 no problem; 1 problems were found; 2 bad usage, or no such "
                    "folder or snapshot.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
