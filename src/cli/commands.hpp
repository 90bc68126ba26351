// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/failure.hpp"
#include "upheld/rollup/snapshot.hpp"
#include "upheld/store/folder.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the commands of the program share. One file per command; each adds itself to the program.

namespace upheld::cli {

inline constexpr int exit_done = 0;     ///< nothing to complain of
inline constexpr int exit_findings = 1; ///< the input was read, and something in it is wrong
inline constexpr int exit_refused = 2;  ///< bad input or usage: nothing was done

void add_ageing_command(CLI::App& app, int& exit_code);
void add_calendars_command(CLI::App& app, int& exit_code);
void add_cases_command(CLI::App& app, int& exit_code);
void add_changes_command(CLI::App& app, int& exit_code);
void add_chart_command(CLI::App& app, int& exit_code);
void add_check_command(CLI::App& app, int& exit_code);
void add_convert_command(CLI::App& app, int& exit_code);
void add_dashboard_command(CLI::App& app, int& exit_code);
void add_days_command(CLI::App& app, int& exit_code);
void add_due_command(CLI::App& app, int& exit_code);
void add_escalations_command(CLI::App& app, int& exit_code);
void add_funnel_command(CLI::App& app, int& exit_code);
void add_generate_command(CLI::App& app, int& exit_code);
void add_merge_command(CLI::App& app, int& exit_code);
void add_outcomes_command(CLI::App& app, int& exit_code);
void add_protect_command(CLI::App& app, int& exit_code);
void add_regimes_command(CLI::App& app, int& exit_code);
void add_report_command(CLI::App& app, int& exit_code);
void add_rollup_command(CLI::App& app, int& exit_code);
void add_stats_command(CLI::App& app, int& exit_code);
void add_stock_command(CLI::App& app, int& exit_code);
void add_timeliness_command(CLI::App& app, int& exit_code);

/// What --period takes, for the texts of --help.
inline constexpr std::string_view period_forms =
    "2019-20 (financial year), 2019-20-H1, 2019-20-Q1, 2019 (calendar year), 2019-H1, 2019-Q1, "
    "2019-M07, 2019-W01, 12-months-to-2020-M03, 2019-20..2019-12-31 (part of a year) or "
    "2019-04-15..2019-05-14";

/// --confidence of intervals, for which `confidence::of` will have a value.
CLI::Option* add_confidence_option(CLI::App& command, double& into);

/// `upheld: <message>` on the standard error. @returns exit_refused
int refuse_usage(std::string const& message);
/// The same for what was wrong with the input.
int refuse_input(failure const& what);
int refuse_input(std::span<failure const> what);
/// A failure told with the option that it is about.
failure about(std::string option, failure what);
/// The same for cases that cannot be used: the first problems, and how many there are.
int refuse_folder(std::string const& path, std::span<failure const> what, std::uint64_t left_out);
/// Reads a folder with the calendar its taxonomy names, showing progress where there is a terminal;
/// or the records of a snapshot, if the path is that of a file.
folder_reading read_with_progress(std::string const& path);

/// The store of a folder or snapshot; absent after saying what is wrong with it, or with the most
/// of it.
std::optional<store> cases_with_progress(std::string const& path);
/// The same of a snapshot that is open, with the name of its file.
std::optional<store> cases_with_progress(snapshot const& of, std::string const& path);

/// True if the path is that of a file and no folder: then it is taken for a snapshot.
bool is_snapshot(std::string const& path);

/// Every measure with its definition, on the standard output.
void list_measures();

/// One problem, on the standard error.
void print_failure(failure const& what);

/// Writes a whole file, byte for byte. @returns exit_done, or exit_refused after saying why
int write_file(std::string const& path, std::string const& text);

/// A line on the standard error that grows, if that is a terminal; else nothing at all.
class progress_line {
  public:
    explicit progress_line(std::string what);
    void show(std::uint64_t so_far);
    /// Takes the line away again.
    void finish();

  private:
    std::string what_;
    bool is_terminal_;
    bool is_shown_ = false;
};

} // namespace upheld::cli
