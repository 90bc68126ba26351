// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/day_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace upheld::cli {
namespace {

nlohmann::ordered_json json_of(built_in_calendar_entry const& entry) {
    working_calendar const& days = entry.days_of();
    auto const until = proclaimed_until(days);
    return {{"id", entry.id},
            {"edition", days.edition()},
            {"known_first", to_text(days.known().first)},
            {"known_last", to_text(days.known().last)},
            {"proclaimed_until",
             until ? nlohmann::ordered_json(to_text(*until)) : nlohmann::ordered_json(nullptr)},
            {"description", entry.description},
            {"source", entry.source}};
}

void print_text(built_in_calendar_entry const& entry) {
    working_calendar const& days = entry.days_of();
    auto const until = proclaimed_until(days);
    fmt::print("{}: {}\n", entry.id, entry.description);
    fmt::print("  edition {}, known from {} to {}", days.edition(), to_text(days.known().first),
               to_text(days.known().last));
    if (until && *until < days.known().last) {
        fmt::print(", projected after {}", to_text(*until));
    }
    fmt::print("\n  {}\n", entry.source);
}

int run(bool as_json) {
    if (as_json) {
        auto all = nlohmann::ordered_json::array();
        for (built_in_calendar_entry const& entry : built_in_calendars()) {
            all.push_back(json_of(entry));
        }
        fmt::print("{}\n", all.dump(2));
    } else {
        for (built_in_calendar_entry const& entry : built_in_calendars()) print_text(entry);
    }
    return exit_done;
}

} // namespace

void add_calendars_command(CLI::App& app, int& exit_code) {
    auto as_json = std::make_shared<bool>(false);
    CLI::App* const command = app.add_subcommand(
        "calendars", "List the built-in calendars: which days each knows as working days");
    command->add_flag("--json", *as_json,
                      "a JSON array of objects with id, edition, known_first, known_last, "
                      "proclaimed_until, description and source");
    command->footer("Exit codes: 0 done; 2 bad usage.");
    command->callback([as_json, &exit_code] { exit_code = run(*as_json); });
}

} // namespace upheld::cli
