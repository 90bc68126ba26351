// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"

#include "upheld/rollup/measure.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <utility>

namespace upheld::cli {

int refuse_usage(std::string const& message) {
    fmt::print(stderr, "upheld: {}\n", message);
    return exit_refused;
}

void print_failure(failure const& what) { fmt::print(stderr, "upheld: {}\n", to_string(what)); }

int refuse_input(failure const& what) { return refuse_input(std::span(&what, 1)); }

int refuse_input(std::span<failure const> what) {
    for (failure const& one : what) print_failure(one);
    return exit_refused;
}

folder_reading read_with_progress(std::string const& folder) {
    progress_line line("rows read");
    folder_reading reading = read_folder(
        folder, {.show = [](std::size_t rows,
                            void* context) { static_cast<progress_line*>(context)->show(rows); },
                 .context = &line});
    line.finish();
    return reading;
}

std::optional<store> cases_with_progress(std::string const& folder) {
    folder_reading read = read_with_progress(folder);
    if (read.cases) return std::move(read.cases);
    for (std::size_t i = 0; i != read.failures.size() && i != 10; ++i) {
        print_failure(read.failures[i]);
    }
    refuse_usage(fmt::format("{} cannot be used as it is: {} problems; upheld check {} lists them "
                             "all",
                             folder, read.failures.size(), folder));
    return std::nullopt;
}

void list_measures() {
    for (measure const& m : all_measures()) {
        fmt::print("{:<22} {} ({}; by day {})\n{:<22} {}\n", m.key, m.title, name_of(m.of),
                   name_of(m.by), "", m.definition);
    }
}

int write_file(std::string const& path, std::string const& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    return file ? exit_done : refuse_usage(path + ": cannot be written");
}

progress_line::progress_line(std::string what)
    : what_(std::move(what)), is_terminal_(isatty(STDERR_FILENO) == 1) {}

void progress_line::show(std::uint64_t so_far) {
    if (!is_terminal_) return;
    fmt::print(stderr, "\r{} {}", so_far, what_);
    std::fflush(stderr);
    is_shown_ = true;
}

void progress_line::finish() {
    if (!std::exchange(is_shown_, false)) return;
    fmt::print(stderr, "\r\033[K");
}

} // namespace upheld::cli
