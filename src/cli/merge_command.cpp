// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "cli/commands.hpp"
#include "cli/cube_output.hpp"
#include "upheld/rollup/partial.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct merge_request {
    std::vector<std::string> files;
    cube_output output;
};

/// CSV begins with a comment or a letter of its header, perhaps after a byte order mark; bytes are
/// told by not being so.
bool looks_like_csv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text.starts_with('#') || text.starts_with("measure") || text.starts_with("\"measure");
}

result<cube> cube_of_file(std::string const& path) {
    std::optional<std::string> const text = detail::read_file(path);
    if (!text) {
        return refuse({.code = failure_code::file_missing,
                       .where = {path, 0, {}},
                       .message = "the file is not there or cannot be read",
                       .mend = {}});
    }
    auto read = looks_like_csv(*text)
                    ? cube_from_partial_csv(*text, path)
                    : cube_from_bytes(std::as_bytes(std::span(text->data(), text->size())));
    if (!read && read.error().where.source.empty()) {
        failure what = read.error();
        what.where.source = path;
        return refuse(std::move(what));
    }
    return read;
}

/// A file named twice would be counted twice.
std::optional<std::string> named_twice(std::vector<std::string> const& files) {
    for (std::size_t i = 0; i != files.size(); ++i) {
        for (std::size_t j = 0; j != i; ++j) {
            std::error_code ignored;
            if (std::filesystem::equivalent(files[i], files[j], ignored)) return files[i];
        }
    }
    return std::nullopt;
}

int run(merge_request const& asked) {
    if (auto const twice = named_twice(asked.files)) {
        return refuse_usage(*twice + ": is given twice, and would be counted twice");
    }
    std::optional<cube> whole;
    for (std::string const& path : asked.files) {
        auto read = cube_of_file(path);
        if (!read) return refuse_input(read.error());
        if (!whole) {
            whole = std::move(*read);
            continue;
        }
        auto sum = merged(*whole, *read);
        if (!sum) {
            failure what = sum.error();
            if (what.where.source.empty()) what.where.source = path;
            return refuse_input(what);
        }
        whole = std::move(*sum);
    }
    if (asked.output.totals != "none" && whole->axes().size() > cube_output::most_axes) {
        return refuse_usage(
            fmt::format("--totals needs {} groupings or fewer", cube_output::most_axes));
    }
    std::vector<cube> sets;
    for (std::vector<std::size_t> const& kept : narrower_sets(asked.output, whole->axes().size())) {
        auto set = folded(*whole, kept);
        if (!set) return refuse_input(about("--totals", set.error()));
        sets.push_back(std::move(*set));
    }
    return show(asked.output, std::move(*whole), std::move(sets), {});
}

} // namespace

void add_merge_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<merge_request>();
    CLI::App* const command = app.add_subcommand(
        "merge", "Add up partials that upheld rollup wrote, as one table, CSV, JSON or partial");
    command
        ->add_option("files", asked->files,
                     "partials as bytes or as CSV, told by their content; of the same period, "
                     "measures and groupings")
        ->required();
    add_cube_output(*command, asked->output);
    command->footer(
        "The sum is exact if no complaint has rows in two of the files: divide cases by "
        "complaint, not by row.\n"
        "Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
