// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"

#include "upheld/rollup/measure.hpp"
#include "upheld/statistics/confidence.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

namespace upheld::cli {

CLI::Option* add_confidence_option(CLI::App& command, double& into) {
    return command
        .add_option("--confidence", into,
                    "of the intervals: a fraction between 0 and 1, such as 0.95 or 0.998")
        ->check([](std::string const& text) {
            double fraction = 0;
            if (!CLI::detail::lexical_cast(text, fraction)) return text + " is not a number";
            auto const made = confidence::of(fraction);
            return made ? std::string() : to_string(made.error());
        })
        ->capture_default_str();
}

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

failure about(std::string option, failure what) {
    if (what.where.column.empty()) what.where.column = std::move(option);
    return what;
}

namespace {

/// What reading a folder gives, of a snapshot's records.
folder_reading reading_of(result<store> cases) {
    folder_reading reading;
    if (!cases) {
        reading.failures.push_back(cases.error());
        return reading;
    }
    record_set const others = cases->other_records();
    reading.rows = cases->complaint_count() + cases->mention_count() + cases->aspect_count() +
                   cases->event_count() + others.ombudsman_cases.size() + others.deadlines.size() +
                   others.recommendations.size() + others.remedies.size() +
                   others.compliments.size() + others.series.size();
    reading.cases = std::move(*cases);
    return reading;
}

std::optional<store> cases_of(folder_reading reading, std::string const& path) {
    if (reading.cases) return std::move(reading.cases);
    refuse_folder(path, reading.failures, reading.failures_left_out);
    return std::nullopt;
}

} // namespace

int refuse_folder(std::string const& path, std::span<failure const> what, std::uint64_t left_out) {
    constexpr std::size_t most = 10;
    for (failure const& one : what.first(std::min(most, what.size()))) print_failure(one);
    std::uint64_t const problems = what.size() + left_out;
    return refuse_usage(fmt::format("{} cannot be used as it is: {} {}; upheld check {} lists them",
                                    path, problems, problems == 1 ? "problem" : "problems", path));
}

bool is_snapshot(std::string const& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) && !std::filesystem::is_directory(path, ignored);
}

folder_reading read_with_progress(std::string const& path) {
    if (is_snapshot(path)) {
        auto const opened = snapshot::open(path);
        return reading_of(opened ? opened->cases() : refuse(opened.error()));
    }
    progress_line line("rows read");
    folder_reading reading = read_folder(
        path, {.show = [](std::size_t rows,
                          void* context) { static_cast<progress_line*>(context)->show(rows); },
               .context = &line});
    line.finish();
    return reading;
}

std::optional<store> cases_with_progress(std::string const& path) {
    return cases_of(read_with_progress(path), path);
}

std::optional<store> cases_with_progress(snapshot const& of, std::string const& path) {
    return cases_of(reading_of(of.cases()), path);
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
