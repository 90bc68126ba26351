// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "cli/commands.hpp"
#include "cli/stats_batch.hpp"
#include "cli/stats_method.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace upheld::cli {
namespace {

struct stats_request {
    std::string method;
    std::string input;
    std::string batch;
    bool lists = false;
    bool wants_help = false;
    bool as_json = false;
};

/// Fields a line each, their meanings below each other.
void print_fields(std::string_view lines) {
    while (!lines.empty()) {
        std::size_t const end = std::min(lines.find('\n'), lines.size());
        std::string_view const line = lines.substr(0, end);
        std::size_t const colon = line.find(':');
        fmt::print("  {:<24} {}\n", line.substr(0, colon), line.substr(colon + 2));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

void print_help(stats_method const& method) {
    fmt::print("upheld stats {} --input JSON|FILE [--json]\n\n{}\n\ninput, one JSON object:\n",
               method.name, method.what);
    print_fields(method.inputs);
    fmt::print("\noutput:\n");
    print_fields(method.outputs);
    fmt::print("\nA number that does not exist is null, and the field reason says why.\n");
}

int list_all() {
    for (stats_method const& method : all_stats_methods()) {
        fmt::print("{:<40} {}\n", method.name, method.what);
    }
    return exit_done;
}

result<std::string> text_of_input(std::string const& input) {
    std::size_t const first = input.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (input[first] == '{' || input[first] == '[')) return input;
    auto text = upheld::detail::read_file(input == "-" ? "/dev/stdin" : input);
    if (text) return std::move(*text);
    return refuse({.code = failure_code::file_missing,
                   .where = {.source = input, .row = 0, .column = {}},
                   .message = "no such file, or it cannot be read",
                   .mend = R"(--input takes {"field": value, ...} or the name of a file)"});
}

int run_one(stats_request const& asked, stats_method const& method) {
    if (asked.input.empty()) {
        return refuse_usage(
            fmt::format("--input is needed; upheld stats {} --help names the fields", method.name));
    }
    auto const text = text_of_input(asked.input);
    if (!text) return refuse_input(text.error());
    auto const input = stats_json::parse(*text, nullptr, false);
    auto const answer =
        input.is_discarded()
            ? result<stats_json>(refuse({.code = failure_code::file_unreadable,
                                         .where = {.source = {}, .row = 0, .column = "--input"},
                                         .message = "it is not JSON",
                                         .mend = {}}))
            : answer_by(method, input);
    if (!answer) {
        if (asked.as_json) fmt::print("{}\n", dumped(failure_json(answer.error())));
        return refuse_input(answer.error());
    }
    if (asked.as_json) {
        fmt::print("{}\n", dumped(*answer));
        return exit_done;
    }
    for (auto const& [name, value] : answer->items()) {
        fmt::print("{:<24} {}\n", name,
                   value.is_string() ? value.get<std::string>() : dumped(value));
    }
    return exit_done;
}

int run_batch(stats_request const& asked) {
    bool const is_stdin = asked.batch == "-";
    int const file = is_stdin ? STDIN_FILENO : ::open(asked.batch.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return refuse_usage(asked.batch + ": cannot be opened");
    stats_batch_summary const done = stats_for_all(
        is_stdin ? "standard input" : asked.batch,
        [file](std::span<char> into) -> std::optional<std::size_t> {
            for (;;) {
                auto const got = ::read(file, into.data(), into.size());
                if (got >= 0) return static_cast<std::size_t>(got);
                if (errno != EINTR) return std::nullopt;
            }
        },
        [](std::string_view text) {
            return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
        });
    if (!is_stdin) ::close(file);
    if (std::fflush(stdout) != 0) return refuse_usage("the output cannot be written");
    if (!done.refused.empty()) return refuse_input(done.refused);
    return done.failed_rows == 0 ? exit_done : exit_findings;
}

int run(stats_request const& asked) {
    if (asked.lists) return list_all();
    if (!asked.batch.empty()) {
        if (!asked.method.empty() || !asked.input.empty() || asked.as_json) {
            return refuse_usage("--batch takes methods and inputs from the file, and writes CSV: "
                                "leave out the method, --input and --json");
        }
        return run_batch(asked);
    }
    if (asked.method.empty()) {
        return refuse_usage("a method is needed, or --batch; upheld stats --list shows all");
    }
    auto const method = stats_method_named(asked.method);
    if (!method) return refuse_input(method.error());
    if (asked.wants_help) {
        print_help(*method);
        return exit_done;
    }
    return run_one(asked, *method);
}

} // namespace

void add_stats_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<stats_request>();
    CLI::App* const command = app.add_subcommand(
        "stats", "Statistics of numbers: intervals, tests, charts, ranks, rounding");
    // A method's own help comes from the table of methods, so the flag is read here.
    command->set_help_flag();
    command->add_flag("-h,--help", asked->wants_help, "this text, or that of a method: its fields");
    command->add_option("method", asked->method, "name of the method; --list shows all");
    command->add_option("--input", asked->input,
                        "a JSON object, or a file with one; - is the standard input");
    command->add_flag("--json", asked->as_json, "the answer as one JSON object");
    command->add_option(
        "--batch", asked->batch,
        "CSV file with the columns method,inputs, the inputs a JSON object; - is the "
        "standard input. Writes the rows with a column result added");
    command->add_flag("--list", asked->lists, "list the methods");
    command->footer("A number that does not exist is null, with the reason beside it.\n"
                    "Exit codes: 0 done; 1 rows of a batch have a failure, told in their result; 2 "
                    "bad input or usage.");
    command->callback([asked, command, &exit_code] {
        if (asked->wants_help && asked->method.empty()) {
            fmt::print("{}", command->help("upheld"));
            return;
        }
        exit_code = run(*asked);
    });
}

} // namespace upheld::cli
