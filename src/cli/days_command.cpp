// SPDX-License-Identifier: BSL-1.0
#include "cli/calendars_at_hand.hpp"
#include "cli/commands.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/day_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>

namespace upheld::cli {
namespace {

/// What all questions about days share, and their words.
struct days_options {
    std::string calendar = "england-and-wales";
    std::string feed;
    std::string first;
    std::string last;
    std::int32_t working_days = 0;
    bool as_json = false;
};

result<working_calendar> calendar_of(days_options const& options) {
    auto calendars = calendars_at_hand::make(options.feed, {});
    if (!calendars) return refuse(calendars.error());
    auto const found = calendars->named(options.calendar);
    if (!found) return refuse(found.error());
    return **found;
}

/// A day given as an argument, which failures call by its name.
result<day> argument(char const* name, std::string const& text) {
    result<day> read = day_from_text(text);
    if (!read) read.error().where.column = name;
    return read;
}

bool is_projected(working_calendar const& calendar, day latest) {
    auto const until = proclaimed_until(calendar);
    return !until || *until < latest;
}

nlohmann::ordered_json answer_of(working_calendar const& calendar) {
    return {{"calendar", calendar.id()}, {"edition", calendar.edition()}};
}

/// Prints the plain answer, or `more` with what it rests on.
/// @param latest  the last day that the answer depends on
int print_answer(days_options const& options, working_calendar const& calendar, day latest,
                 std::string const& plain, nlohmann::ordered_json const& more) {
    bool const projected = is_projected(calendar, latest);
    if (options.as_json) {
        nlohmann::ordered_json answer = answer_of(calendar);
        answer.update(more);
        answer["projected"] = projected;
        // Editions quote file names, whose bytes may be of any kind.
        fmt::print("{}\n",
                   answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    } else {
        fmt::print("{}\n", plain);
        if (projected) {
            fmt::print(stderr, "upheld: rests on projected bank holidays: none is proclaimed {}\n",
                       proclaimed_until(calendar) ? "after " + to_text(*proclaimed_until(calendar))
                                                  : std::string("in this calendar"));
        }
    }
    return exit_done;
}

int run_add(days_options const& options, std::optional<std::int32_t> step) {
    auto const calendar = calendar_of(options);
    if (!calendar) return refuse_input(calendar.error());
    auto const from = argument("DAY", options.first);
    if (!from) return refuse_input(from.error());
    working_days const n(step.value_or(options.working_days));
    auto const found = calendar->add(*from, n);
    if (!found) return refuse_input(found.error());
    nlohmann::ordered_json more{{"day", to_text(*from)}};
    if (!step) more["working_days"] = n.value;
    more["result"] = to_text(*found);
    return print_answer(options, *calendar, *found < *from ? *from : *found, to_text(*found), more);
}

int run_count(days_options const& options) {
    auto const calendar = calendar_of(options);
    if (!calendar) return refuse_input(calendar.error());
    auto const first = argument("FIRST", options.first);
    if (!first) return refuse_input(first.error());
    auto const last = argument("LAST", options.last);
    if (!last) return refuse_input(last.error());
    if (*last < *first) {
        return refuse_input({.code = failure_code::order_broken,
                             .where = {},
                             .message = fmt::format("{} is before {}", options.last, options.first),
                             .mend = "give the earlier day first"});
    }
    auto const counted = calendar->count_after_until(*first, *last);
    if (!counted) return refuse_input(counted.error());
    return print_answer(
        options, *calendar, *last, std::to_string(counted->value),
        {{"after", to_text(*first)}, {"until", to_text(*last)}, {"working_days", counted->value}});
}

/// A field of a CSV: in quotes where it must be.
std::string csv_field(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

int run_list(days_options const& options) {
    auto const calendar = calendar_of(options);
    if (!calendar) return refuse_input(calendar.error());
    day_span asked = calendar->known();
    if (!options.first.empty()) {
        auto const first = argument("--from", options.first);
        if (!first) return refuse_input(first.error());
        asked.first = *first;
    }
    if (!options.last.empty()) {
        auto const last = argument("--to", options.last);
        if (!last) return refuse_input(last.error());
        asked.last = *last;
    }
    if (asked.last < asked.first) {
        return refuse_input({.code = failure_code::order_broken,
                             .where = {},
                             .message = fmt::format("--to {} is before --from {}",
                                                    to_text(asked.last), to_text(asked.first)),
                             .mend = "give the earlier day as --from"});
    }
    // Asking for the ends makes the calendar itself say what it does not know.
    for (day const end : {asked.first, asked.last}) {
        if (auto const known = calendar->is_working_day(end); !known) {
            return refuse_input(known.error());
        }
    }
    auto all = nlohmann::ordered_json::array();
    if (!options.as_json) fmt::print("date,calendar,name,status\n");
    for (holiday const& h : calendar->holidays()) {
        if (!asked.covers(h.on)) continue;
        if (options.as_json) {
            all.push_back({{"date", to_text(h.on)},
                           {"calendar", calendar->id()},
                           {"name", h.name},
                           {"status", name_of(h.status)},
                           {"source", h.source}});
        } else {
            fmt::print("{},{},{},{}\n", to_text(h.on), calendar->id(), csv_field(h.name),
                       name_of(h.status));
        }
    }
    if (options.as_json) {
        fmt::print("{}\n",
                   all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }
    return exit_done;
}

CLI::App* add_question(CLI::App& days, char const* name, char const* what,
                       std::shared_ptr<days_options> const& options) {
    CLI::App* const question = days.add_subcommand(name, what);
    question
        ->add_option("--calendar", options->calendar, "id of a calendar, see `upheld calendars`")
        ->capture_default_str();
    question->add_option("--feed", options->feed,
                         "GOV.UK's bank-holidays.json, to be merged over what is built in; what it "
                         "contradicts is told on the standard error");
    question->footer(
        "Exit codes: 0 done; 2 bad input or usage, or a day that the calendar does not "
        "know.");
    return question;
}

} // namespace

void add_days_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<days_options>();
    CLI::App* const days =
        app.add_subcommand("days", "Add, count and list working days and holidays of a calendar");
    days->require_subcommand(1);
    days->footer("Exit codes: 0 done; 2 bad input or usage, or a day that the calendar does not "
                 "know.");

    CLI::App* const add =
        add_question(*days, "add", "The N-th working day after a day, or before it", options);
    add->add_option("DAY", options->first, "YYYY-MM-DD; any day of the week")->required();
    add->add_option("N", options->working_days,
                    "working days: 1 is the first one after DAY, -1 the last one before it, 0 DAY "
                    "itself or the next one if it is no working day")
        ->required();
    add->add_flag("--json", options->as_json,
                  "an object with calendar, edition, day, working_days, result and projected");
    add->callback([options, &exit_code] { exit_code = run_add(*options, std::nullopt); });

    CLI::App* const count = add_question(
        *days, "count", "How many working days there are after FIRST, up to and including LAST",
        options);
    count->add_option("FIRST", options->first, "YYYY-MM-DD; itself not counted")->required();
    count->add_option("LAST", options->last, "YYYY-MM-DD; counted if it is a working day")
        ->required();
    count->add_flag("--json", options->as_json,
                    "an object with calendar, edition, after, until, working_days and projected");
    count->callback([options, &exit_code] { exit_code = run_count(*options); });

    CLI::App* const list = add_question(
        *days, "list", "The holidays of a calendar, as CSV: date,calendar,name,status", options);
    list->add_option("--from", options->first, "first day, in; default: the first one known");
    list->add_option("--to", options->last, "last day, in; default: the last one known");
    list->add_flag("--json", options->as_json,
                   "a JSON array of objects with date, calendar, name, status and source");
    list->footer(
        "Status: proclaimed (set by law, proclamation or common law), projected (expected "
        "by the usual rule) or local (a council's own closure).\nExit codes: 0 done; 2 bad "
        "input or usage, or a day that the calendar does not know.");
    list->callback([options, &exit_code] { exit_code = run_list(*options); });

    CLI::App* const next =
        add_question(*days, "next", "The first working day after a day", options);
    next->add_option("DAY", options->first, "YYYY-MM-DD; itself never the answer")->required();
    next->add_flag("--json", options->as_json,
                   "an object with calendar, edition, day, result and projected");
    next->callback([options, &exit_code] { exit_code = run_add(*options, 1); });

    CLI::App* const previous =
        add_question(*days, "previous", "The last working day before a day", options);
    previous->add_option("DAY", options->first, "YYYY-MM-DD; itself never the answer")->required();
    previous->add_flag("--json", options->as_json,
                       "an object with calendar, edition, day, result and projected");
    previous->callback([options, &exit_code] { exit_code = run_add(*options, -1); });
}

} // namespace upheld::cli
