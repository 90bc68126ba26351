// SPDX-License-Identifier: BSL-1.0
#include "cli/calendars_at_hand.hpp"
#include "cli/commands.hpp"
#include "cli/due_batch.hpp"
#include "cli/due_in_folder.hpp"
#include "upheld/deadline/explain.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>

namespace upheld::cli {
namespace {

struct due_options {
    std::string regime;
    std::string start;
    std::vector<std::string> options;
    std::vector<std::string> events;
    std::string folder;
    viewpoint_options seen_from;
    std::optional<int> within;
    std::string format = "text";
    std::string calendar;
    std::string edition;
    std::string feed;
    std::string rules;
    std::string batch;
    bool explained = false;
    bool as_json = false;
};

/// `a=b` in its two parts.
result<std::pair<std::string_view, std::string_view>> split_at_sign(std::string_view text,
                                                                    std::string_view form) {
    std::size_t const sign = text.find('=');
    if (sign == std::string_view::npos) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = fmt::format("\"{}\" has no =", text),
                       .mend = fmt::format("write {}", form)});
    }
    return std::pair(text.substr(0, sign), text.substr(sign + 1));
}

std::string list_of_ids(rule_book const& rules) {
    std::string all;
    for (clock_rule const& rule : rules.rules()) all += (all.empty() ? "" : ", ") + rule.id;
    return all;
}

std::string in_state(deadline const& what) {
    auto const by = [&](char const* words) {
        return fmt::format("{} by {} working {}", words, what.late_by.value,
                           what.late_by.value == 1 ? "day" : "days");
    };
    switch (what.state) {
    case clock_state::not_started: return "not started";
    case clock_state::running: return "running";
    case clock_state::paused: return "paused";
    case clock_state::due_today: return "due today";
    case clock_state::answered_in_time: return "answered in time";
    case clock_state::answered_late: return by("answered late");
    case clock_state::overdue: return by("overdue");
    case clock_state::withdrawn: return "withdrawn";
    }
    return "unknown";
}

void print_text(deadline const& what, clock_rule const& rule, bool explained) {
    fmt::print("due day:           {}  {}\n", to_text(what.due), in_words(what.due));
    fmt::print("original due day:  {}{}\n", to_text(what.original_due),
               what.is_extended ? "  (extended since)" : "");
    if (!what.extension_reason.empty()) {
        fmt::print("extended because:  {}\n", what.extension_reason);
    }
    fmt::print("state:             {}, as of {}\n", in_state(what), to_text(what.as_of));
    fmt::print("working days:      {} used, {} left\n", what.used.value, what.left.value);
    fmt::print("calendar:          {}, edition {}{}\n", what.calendar_id, what.calendar_edition,
               what.uses_projected ? ", with holidays that are not yet proclaimed" : "");
    for (std::string const& remark : what.remarks) fmt::print("remark:            {}\n", remark);
    if (explained) fmt::print("\n{}", explain(what, rule));
}

void print_json(deadline const& what, clock_rule const& rule, bool explained) {
    nlohmann::ordered_json all = {
        {"regime", rule.id},
        {"title", rule.title},
        {"start", to_text(what.start)},
        {"due_date", to_text(what.due)},
        {"original_due_date", to_text(what.original_due)},
        {"is_extended", what.is_extended},
        {"extension_reason", what.extension_reason},
        {"is_soft", what.is_soft},
        {"state", name_of(what.state)},
        {"as_of", to_text(what.as_of)},
        {"done", what.done ? nlohmann::ordered_json(to_text(*what.done)) : nullptr},
        {"late_by_working_days", what.late_by.value},
        {"working_days_used", what.used.value},
        {"working_days_left", what.left.value},
        {"calendar", what.calendar_id},
        {"calendar_edition", what.calendar_edition},
        {"uses_projected_holidays", what.uses_projected},
        {"remarks", what.remarks},
        {"source", rule.source},
        {"evidence", name_of(rule.sure)},
    };
    if (explained) {
        auto lines = nlohmann::ordered_json::array();
        for (ledger_line const& line : what.days.lines()) {
            lines.push_back({{"day", to_text(line.on)},
                             {"reason", name_of(line.reason)},
                             {"counted", line.counted},
                             {"note", what.days.note(line)}});
        }
        all["ledger"] = std::move(lines);
        all["explanation"] = explain(what, rule);
    }
    // Titles and sources of a council's own rules may hold any bytes that its file holds.
    fmt::print("{}\n", all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int due_for_one(due_options const& asked, rule_book const& rules, std::optional<day> as_of) {
    if (asked.regime.empty()) {
        return refuse_usage("--regime is needed, or --batch; the regimes are: " +
                            list_of_ids(rules));
    }
    clock_rule const* const rule = rules.find(asked.regime);
    if (rule == nullptr) {
        print_failure(rules.get(asked.regime).error());
        return refuse_usage("the regimes are: " + list_of_ids(rules));
    }
    rule_options options;
    for (std::string const& text : asked.options) {
        auto const parts = split_at_sign(text, "--option NAME=VALUE");
        if (!parts) return refuse_input(parts.error());
        if (auto const set = options.set(*rule, parts->first, parts->second); !set) {
            return refuse_input(set.error());
        }
    }
    std::vector<clock_event> events;
    for (std::string const& text : asked.events) {
        auto const parts = split_at_sign(text, "--event KIND=YYYY-MM-DD");
        if (!parts) return refuse_input(parts.error());
        auto const event = clock_event_from_text(parts->first, parts->second);
        if (!event) return refuse_input(event.error());
        events.push_back(*event);
    }
    auto known = calendars_at_hand::make(asked.feed, asked.edition);
    if (!known) return refuse_input(known.error());
    auto const calendar = known->named(asked.calendar.empty() ? calendar_id_for(*rule, options)
                                                              : std::string_view(asked.calendar));
    if (!calendar) return refuse_input(calendar.error());
    auto const made = [&]() -> result<deadline> {
        if (asked.start.empty()) return deadline_of(*rule, events, options, **calendar, as_of);
        auto const start = day_from_text(asked.start);
        if (!start) return refuse(start.error());
        return deadline_of(*rule, *start, events, options, **calendar, as_of);
    }();
    if (!made) return refuse_input(made.error());
    if (asked.as_json) {
        print_json(*made, *rule, asked.explained);
    } else {
        print_text(*made, *rule, asked.explained);
    }
    return exit_done;
}

/// Bytes of an open file, whatever it is.
std::optional<std::size_t> read_some(int file, std::span<char> into) {
    while (true) {
        ssize_t const got = ::read(file, into.data(), into.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return std::nullopt;
    }
}

bool write_whole(int file, std::string_view text) {
    while (!text.empty()) {
        ssize_t const put = ::write(file, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

int due_for_file(due_options const& asked, rule_book const& rules, std::optional<day> as_of) {
    if (!asked.regime.empty() || !asked.start.empty() || !asked.options.empty() ||
        !asked.events.empty() || asked.explained || asked.as_json) {
        return refuse_usage("--batch takes regime, start day, options and events from the columns "
                            "of the file, and writes CSV: leave out --regime, --start, --option, "
                            "--event, --explain and --json");
    }
    bool const is_stdin = asked.batch == "-";
    int const file = is_stdin ? STDIN_FILENO : ::open(asked.batch.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return refuse_usage(asked.batch + ": cannot be opened");

    auto known = calendars_at_hand::make(asked.feed, asked.edition);
    if (!known) return refuse_input(known.error());
    // A calendar asked for by name, and a feed, are wanted or refused before a row is written. The
    // union needs all parts of a feed.
    if (!asked.calendar.empty() || known->are_fed()) {
        auto const there = known->named(asked.calendar.empty() ? "uk-any" : asked.calendar);
        if (!there) return refuse_input(there.error());
    }
    progress_line progress("rows");
    auto const began = std::chrono::steady_clock::now();
    due_batch_summary const done = due_for_all(
        {.rules = rules,
         .calendar_named = [&](std::string_view id) { return known->named(id); },
         .calendar = asked.calendar,
         .as_of = as_of,
         .source = is_stdin ? "standard input" : asked.batch},
        [file](std::span<char> into) { return read_some(file, into); },
        [](std::string_view text) { return write_whole(STDOUT_FILENO, text); },
        [&](std::uint64_t rows) { progress.show(rows); });
    progress.finish();
    if (!is_stdin) ::close(file);
    if (!done.refused.empty()) return refuse_input(done.refused);
    if (isatty(STDERR_FILENO) == 1) {
        double const seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        double const megabytes = static_cast<double>(done.bytes_read + done.bytes_written) / 1e6;
        fmt::print(stderr, "{} rows, {} with a failure; {:.0f} MB read and written, {:.0f} MB/s\n",
                   done.rows, done.failed_rows, megabytes, megabytes / std::max(seconds, 1e-9));
    }
    return done.failed_rows == 0 ? exit_done : exit_findings;
}

int run(due_options const& asked) {
    if (!asked.folder.empty()) {
        bool const is_of_one = !asked.regime.empty() || !asked.start.empty() ||
                               !asked.events.empty() || !asked.batch.empty();
        if (is_of_one) {
            return refuse_usage("a folder's cases have their own clocks: leave --regime, --start, "
                                "--event and --batch out");
        }
        return due_in_folder({.folder = asked.folder,
                              .seen_from = asked.seen_from,
                              .within = asked.within,
                              .format = asked.as_json ? "json" : asked.format});
    }
    if (!asked.seen_from.known_on.empty() || asked.within) {
        return refuse_usage("--known-on and --within are for the cases of a folder");
    }
    rule_book rules = rule_book::built_in();
    if (!asked.rules.empty()) {
        rules_reading read = load_rules(asked.rules);
        if (!read.is_whole()) return refuse_input(read.failures);
        rules = std::move(read.value);
    }
    std::optional<day> as_of;
    if (!asked.seen_from.as_of.empty()) {
        auto const read = day_from_text(asked.seen_from.as_of);
        if (!read) return refuse_input(about("--as-of", read.error()));
        as_of = *read;
    }
    return asked.batch.empty() ? due_for_one(asked, rules, as_of)
                               : due_for_file(asked, rules, as_of);
}

} // namespace

void add_due_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<due_options>();
    CLI::App* const command = app.add_subcommand(
        "due",
        "By which day must a case be answered, and why? One case, every row of a file, or the "
        "open cases of a folder");
    command->add_option("--regime", asked->regime, "clock; upheld regimes lists them");
    command->add_option("--start", asked->start,
                        "day YYYY-MM-DD that starts the clock; may be left out if an --event does");
    command
        ->add_option("--option", asked->options,
                     "NAME=VALUE: a question that the rule leaves open; may be repeated")
        ->allow_extra_args(false);
    command
        ->add_option("--event", asked->events,
                     "KIND=YYYY-MM-DD: what happened; may be repeated. An agreed extension is "
                     "extended=NOTICE/LAST, two days; a reason may follow after a blank")
        ->allow_extra_args(false);
    command->add_option("folder", asked->folder,
                        "folder of cases, or a snapshot: the open cases with their due days");
    add_viewpoint_options(*command, asked->seen_from,
                          "the last event, or the start; of a folder, the last day recorded");
    command
        ->add_option("--within", asked->within,
                     "of a folder: only cases overdue, or due within so many working days")
        ->check(CLI::Range(0, 10'000));
    command->add_option("--format", asked->format, "of a folder: text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command->add_option("--calendar", asked->calendar,
                        "calendar to use; default: the one that the rule names");
    command->add_option("--feed", asked->feed,
                        "GOV.UK's bank-holidays.json, to be merged over what is built in; what it "
                        "contradicts is told on the standard error");
    command->add_option(
        "--calendar-edition", asked->edition,
        "edition of the calendars: the built-in one, as upheld calendars tells it, "
        "or \"BUILT-IN + FILE\" with the name of the feed's file; default: with the "
        "feed, if one is given. Any other is refused");
    command->add_option("--rules", asked->rules,
                        "TOML file of a council's own clocks, added to the built-in ones");
    command->add_option("--batch", asked->batch,
                        "CSV file with the columns regime,start_date and perhaps option:NAME and "
                        "event:KIND; - is the standard input");
    command->add_flag("--explain", asked->explained, "the count day by day, and the source");
    command->add_flag("--json", asked->as_json, "one JSON object");
    command->footer("--batch writes the rows in order with the columns due_date, "
                    "original_due_date, state and failure added; other columns are kept.\n"
                    "Exit codes: 0 done; 1 rows of a batch have a failure; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
