// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/counted_cases.hpp"
#include "upheld/rollup/comparability.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct check_options {
    std::string folder;
    bool as_json = false;
    unsigned threads = usual_threads();
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

struct checked {
    std::vector<failure> failures;
    std::uint64_t left_out = 0;
    std::uint64_t rows = 0;
};

/// What only the measures can tell of the taxonomy.
template <class Cases> void look_at_breaks(Cases const& cases, std::vector<failure>& into) {
    if (!cases) return;
    auto wrong = check_breaks(cases->words(), cases->series());
    into.insert(into.end(), wrong.begin(), wrong.end());
}

checked check(check_options const& options) {
    if (is_snapshot(options.folder)) {
        folder_reading read = read_with_progress(options.folder);
        look_at_breaks(read.cases, read.failures);
        return {std::move(read.failures), read.failures_left_out, read.rows};
    }
    // The quick reader finds that there is nothing to find, or has the plain one look.
    columns_reading read =
        read_columns_with_progress(options.folder, {}, options.threads, tables_wanted::one);
    look_at_breaks(read.cases, read.failures);
    return {std::move(read.failures), read.failures_left_out, read.rows};
}

int run(check_options const& options) {
    std::error_code ignored;
    if (!std::filesystem::exists(options.folder, ignored)) {
        return refuse_usage(options.folder + ": there is no such folder or snapshot");
    }
    checked const found = check(options);
    std::uint64_t const problems = found.failures.size() + found.left_out;
    if (options.as_json) {
        print_json(found.failures);
    } else {
        for (failure const& f : found.failures) fmt::print("{}\n", to_string(f));
        fmt::print("{}: {} in {} {}\n", options.folder,
                   problems == 0   ? "no problem"
                   : problems == 1 ? "1 problem"
                                   : fmt::format("{} problems", problems),
                   found.rows, found.rows == 1 ? "row" : "rows");
    }
    if (found.left_out != 0) {
        std::fflush(stdout);
        fmt::print(stderr, "upheld: {} problems are not listed: of each file the first {} are\n",
                   found.left_out, usual_most_failures);
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
    command->add_option("--threads", options->threads, "threads that read the folder")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->footer("Prints one line a problem: file:row: column: what (how to mend).\n"
                    "Exit codes: 0 no problem; 1 problems were found; 2 bad usage, or no such "
                    "folder or snapshot.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
