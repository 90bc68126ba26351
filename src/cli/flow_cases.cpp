// SPDX-License-Identifier: BSL-1.0
#include "cli/flow_cases.hpp"

#include "cli/commands.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/covered_spells.hpp"

#include <fmt/format.h>

namespace upheld::cli {
void add_flow_options(CLI::App& command, flow_request& into, wants_period period,
                      char const* groupings) {
    command
        .add_option("folder", into.folder,
                    "folder with taxonomy.toml and the CSV files, or a snapshot")
        ->required();
    if (period == wants_period::yes) {
        command
            .add_option("--period", into.period,
                        std::string(period_forms) + "; must be over by --as-of")
            ->required();
    }
    command
        .add_option("--by", into.by,
                    std::string(groupings) + "; apart by commas, or repeated. None: one total")
        ->delimiter(',')
        ->allow_extra_args(false);
    add_viewpoint_options(command, into.seen_from, "the last day recorded");
    command.add_option("--format", into.format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command.add_option("--out", into.out, "file to write to instead of the standard output");
    command.footer("Exit codes: 0 done; 2 bad input or usage.");
}

result<flow_question> question_of(flow_request const& asked, bool may_be_by_stage) {
    flow_question question;
    if (!asked.period.empty()) {
        auto const read = period_from_text(asked.period);
        if (!read) return refuse(about("--period", read.error()));
        question.in = *read;
    }
    auto const from = viewpoint_asked(asked.seen_from);
    if (!from) return refuse(from.error());
    question.from = *from;
    auto const by = flow_by_from_texts(asked.by, may_be_by_stage);
    if (!by) return refuse(about("--by", by.error()));
    question.by = *by;
    return question;
}

std::optional<flow_cases> flow_cases::of(flow_request const& asked, flow_question const& question) {
    auto cases = cases_with_progress(asked.folder);
    if (!cases) return std::nullopt;
    auto from = question.from;
    auto const last = cases->last_recorded();
    if (!from && last) from = viewpoint::at_the_time(*last);
    if (!from && question.in) from = viewpoint::at_the_time(question.in->days.last);
    if (!from) {
        refuse_usage(asked.folder + ": nothing is recorded; say --as-of");
        return std::nullopt;
    }
    if (question.in && from->last_known() < question.in->days.last) {
        std::string const seen = to_text(from->last_known());
        std::string const end = to_text(question.in->days.last);
        refuse_input({.code = failure_code::value_out_of_range,
                      .where = {.source = {}, .row = 0, .column = "--period"},
                      .message = fmt::format("{} ends on {}, and the cases are told as of {}",
                                             question.in->label, end, seen),
                      .mend = fmt::format("end it on {}, or say --as-of {} if nothing is missing",
                                          seen, end)});
        return std::nullopt;
    }
    auto every_spell = cases->spells_as_of(*from);
    covered_spells with_days = covered(every_spell, cases->words());
    return flow_cases{std::move(*cases), *from, std::move(every_spell), std::move(with_days.spells),
                      std::move(with_days.left_out)};
}

flow_table table_of(flow_cases const& from, flow_question const& question) {
    flow_table made;
    made.title = from.cases.words().council;
    made.by = question.by;
    made.head["title"] = made.title;
    if (question.in) {
        made.head["period"] = question.in->label;
        made.head["first"] = to_text(question.in->days.first);
        made.head["last"] = to_text(question.in->days.last);
    }
    made.head["as_of"] = to_text(from.from.as_of);
    made.head["known_on"] = to_text(from.from.known_on);
    return made;
}

void tell_left_out(flow_table& table, flow_cases const& from) {
    auto keys = nlohmann::ordered_json::array();
    std::string names;
    for (unit_code const unit : from.left_out) {
        unit_entry const& entry = from.cases.words().units[unit];
        keys.push_back(entry.key);
        names += (names.empty() ? "" : ", ") + entry.name;
    }
    table.head["units_left_out"] = std::move(keys);
    if (names.empty()) return;
    table.notes.push_back("Left out, since the days of their answers are not kept: " + names + ".");
}

int show(flow_request const& asked, flow_table const& what, taxonomy const& words) {
    std::string const text = asked.format == "csv"    ? to_csv(what, words)
                             : asked.format == "json" ? to_json(what, words)
                                                      : to_text(what, words);
    if (!asked.out.empty()) return write_file(asked.out, text);
    fmt::print("{}", text);
    return exit_done;
}

} // namespace upheld::cli
