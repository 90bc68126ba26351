// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace upheld::cli {
namespace {

struct generate_options {
    std::string taxonomy_file;
    std::string out;
    std::string period = "2019-20";
    std::uint64_t complaints = 1000;
    std::uint64_t seed = 1;
};

int run(generate_options const& options) {
    auto const of = period_from_text(options.period);
    if (!of) return refuse_input(of.error());
    auto const words = load_taxonomy(options.taxonomy_file);
    if (!words.is_whole()) return refuse_input(words.failures);
    auto const calendar = built_in_calendar(words.value.calendar);
    if (!calendar) return refuse_input(calendar.error());

    namespace fs = std::filesystem;
    std::error_code failed;
    fs::create_directories(options.out, failed);
    if (failed) {
        return refuse_usage(options.out + ": cannot make the folder: " + failed.message());
    }
    fs::path const out(options.out);
    fs::path const taxonomy_file(options.taxonomy_file);
    auto const copy = [&](fs::path const& from, char const* name) {
        if (fs::exists(out / name) && fs::equivalent(from, out / name)) return true;
        std::error_code copy_failed;
        fs::copy_file(from, out / name, fs::copy_options::overwrite_existing, copy_failed);
        return !copy_failed;
    };
    fs::path const report_file = taxonomy_file.parent_path() / "report.toml";
    if (!copy(taxonomy_file, "taxonomy.toml") ||
        (fs::exists(report_file) && !copy(report_file, "report.toml"))) {
        return refuse_usage(options.out + ": cannot be written");
    }

    progress_line progress("complaints");
    auto const written = write_synthetic_folder(
        words.value, *calendar,
        {.complaints = options.complaints, .seed = options.seed, .received = of->days}, options.out,
        [](std::uint64_t so_far, void* line) { static_cast<progress_line*>(line)->show(so_far); },
        &progress);
    progress.finish();
    if (!written) return refuse_input(written.error());
    fmt::print("{}: {} complaints, {} mentions, {} aspects, {} events\n", options.out,
               written->complaints, written->mentions, written->aspects, written->events);
    return exit_done;
}

} // namespace

void add_generate_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<generate_options>();
    CLI::App* const command = app.add_subcommand(
        "generate", "Write a folder of made-up cases of any size, for demonstrations and benches");
    command
        ->add_option("--taxonomy", options->taxonomy_file,
                     "taxonomy.toml to follow; it is copied, and a report.toml beside it too")
        ->required();
    // A bound, because a minus sign would be read as a number of twenty digits.
    command->add_option("--complaints", options->complaints, "how many, up to a thousand million")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "the same seed gives the same bytes")
        ->capture_default_str();
    command->add_option("--period", options->period, "when they are received")
        ->capture_default_str();
    command->add_option("--out", options->out, "folder to write to; made if it is not there")
        ->required();
    command->footer("Exit codes: 0 done; 2 bad input or usage.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace upheld::cli
