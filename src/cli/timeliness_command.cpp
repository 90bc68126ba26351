// SPDX-License-Identifier: BSL-1.0
#include "basis/closest.hpp"
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "report/period_heading.hpp"
#include "upheld/rollup/timeliness.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace upheld::cli {
namespace {

struct timeliness_request {
    flow_request flow;
    std::string open = "not_in_time";
    std::string due = "extended";
    std::string of = "complaints";
    std::string stage = "first";
    std::string basis = "began";
    bool waiting = false; ///< who waits counts in the median too
    double confidence = 0.95;
};

/// `first`, `every`, `journey`, or the key of a stage: `corporate/stage_1`.
result<stage_choice> stage_from_text(std::string const& text, taxonomy const& words) {
    if (text == "first") return stage_choice::first();
    if (text == "every") return stage_choice::every();
    if (text == "journey") return stage_choice::journey();
    if (auto const found = words.stages.find(text)) return stage_choice::of(*found);
    std::vector<std::string> known{"first", "every", "journey"};
    for (stage_entry const& stage : words.stages.entries()) known.push_back(stage.key);
    return refuse({.code = failure_code::key_unknown,
                   .where = {},
                   .message = "no stage \"" + text + "\"",
                   .mend = detail::suggest(text, known)});
}

/// @expects the words are those the command line lets through
timeliness_rule rule_of(timeliness_request const& asked, stage_choice stage) {
    return {.open = asked.open == "in_time"       ? open_not_due::in_time
                    : asked.open == "not_in_time" ? open_not_due::not_in_time
                                                  : open_not_due::left_out,
            .by = asked.due == "original" ? due_day_kind::original : due_day_kind::extended,
            .of = asked.of == "aspects" ? counted_as::aspects : counted_as::complaints,
            .stage = stage,
            .basis = asked.basis == "began"      ? timely_basis::began
                     : asked.basis == "answered" ? timely_basis::answered
                                                 : timely_basis::due};
}

std::string stage_in_words(stage_choice stage, std::string const& text, taxonomy const& words) {
    switch (stage.what()) {
    case stage_choice::kind::first: return "first stages";
    case stage_choice::kind::every: return "every stage";
    case stage_choice::kind::journey: return "from receipt to the final answer";
    case stage_choice::kind::one: break;
    }
    stage_entry const& one = words.stages[*words.stages.find(text)];
    return one.name + " of " + words.procedures[one.procedure].name;
}

std::string basis_in_words(timeliness_rule const& rule) {
    switch (rule.basis) {
    case timely_basis::began:
        return rule.stage.what() == stage_choice::kind::first ||
                       rule.stage.what() == stage_choice::kind::journey
                   ? "received in the period"
                   : "whose stage began in the period";
    case timely_basis::answered: return "answered in the period";
    case timely_basis::due: return "due in the period";
    }
    return {};
}

std::vector<flow_column> columns_of(timeliness_rule const& rule, bool waiting) {
    std::vector<flow_column> columns{
        {"share", "share in time"},       {"in_time", "in time"},
        {"answered_late", "late"},        {"never_answered", "never answered", true},
        {"open_overdue", "open overdue"}, {"open_not_yet_due", "open not due"},
        {"no_clock", "no clock", true},   {"withdrawn", "withdrawn", true}};
    if (rule.of == counted_as::aspects) {
        columns.push_back({"without_aspects", "cases without aspects", true});
    }
    for (flow_column const& column : {flow_column{"answers", "answers"},
                                      {"mean_days", "mean days"},
                                      {"median_days", "median"},
                                      {"ninetieth_percent_days", "90th percentile"}}) {
        columns.push_back(column);
    }
    if (!waiting) return columns;
    for (flow_column const& column : {flow_column{"waiting", "waiting"},
                                      {"median_with_waiting", "median with waiting"},
                                      {"median_with_waiting_lower", "from"},
                                      {"median_with_waiting_upper", "to"}}) {
        columns.push_back(column);
    }
    return columns;
}

/// Days of a curve, which are whole or lie half-way between two that are.
figure days_told(or_absent<double> const& days) {
    if (!days) return figure::absent(figure_state::not_known, figure_form::days);
    return figure::of_days({std::llround(2 * *days), 2});
}

/// Whether those who wait are to count, and as of which day.
struct waiting_asked {
    day as_of;
    working_calendar const& calendar;
    confidence at;
};

/// How many wait, and the median with them. @fails calendar_ends
result<std::vector<figure>> figures_of_waiting(timeliness_row const& row,
                                               waiting_asked const& how) {
    std::vector<figure> made{counted(static_cast<std::int64_t>(row.open_since.size()))};
    auto const curve = waiting_times(row, how.as_of, how.calendar);
    if (!curve && curve.error().code != failure_code::no_base) return refuse(curve.error());
    if (!curve) {
        made.resize(4, figure::absent(figure_state::no_base, figure_form::days));
        return made;
    }
    estimate const median = curve->quantile(0.5, {.at = how.at});
    for (auto const& days : {median.value, median.lower, median.upper}) {
        made.push_back(days_told(days));
    }
    return made;
}

std::vector<figure> figures_of(timeliness_row const& row, timeliness_rule const& rule) {
    timeliness_counts const& c = row.counts;
    std::vector<figure> made{figure::of(c.share(rule.open)),
                             counted(c.in_time),
                             counted(c.answered_late),
                             counted(c.never_answered),
                             counted(c.open_overdue),
                             counted(c.open_not_yet_due),
                             counted(c.no_clock),
                             counted(c.withdrawn)};
    if (rule.of == counted_as::aspects) made.push_back(counted(c.without_aspects));
    made.push_back(counted(static_cast<std::int64_t>(row.days.size())));
    for (days_statistic const which :
         {days_statistic::mean, days_statistic::median, days_statistic::ninetieth_percent}) {
        made.push_back(figure_of_days(row.days, which));
    }
    return made;
}

int run(timeliness_request const& asked) {
    if (asked.waiting && asked.basis == "answered") {
        return refuse_usage(
            "--waiting needs cases that may be open still, and --basis answered has "
            "none; use began or due");
    }
    auto const question = question_of(asked.flow);
    if (!question) return refuse_input(question.error());
    auto const from = flow_cases::of(asked.flow, *question);
    if (!from) return exit_refused;
    taxonomy const& words = from->cases.words();
    auto const stage = stage_from_text(asked.stage, words);
    if (!stage) return refuse_input(about("--stage", stage.error()));
    timeliness_rule const rule = rule_of(asked, *stage);
    auto const found = timeliness_of(from->spells, question->in->days, from->from.as_of,
                                     from->cases.calendar(), rule, question->by);
    if (!found) return refuse_input(found.error());

    flow_table table = table_of(*from, *question);
    table.head["rule"] = {{"open_and_not_yet_due", asked.open},
                          {"due_day", asked.due},
                          {"counted", asked.of},
                          {"stage", asked.stage},
                          {"in_the_period_if", asked.basis}};
    table.says = {
        fmt::format("Answers in time, {}, {}", detail::period_heading(*question->in),
                    to_text(from->from)),
        fmt::format("{} {}; {}; against the {} due day",
                    rule.of == counted_as::aspects ? "Aspects of complaints" : "Complaints",
                    basis_in_words(rule), stage_in_words(*stage, asked.stage, words), asked.due)};
    table.columns = columns_of(rule, asked.waiting);
    waiting_asked const waiting{.as_of = from->from.as_of,
                                .calendar = from->cases.calendar(),
                                .at = confidence::of(asked.confidence).value()};
    auto const told = [&](timeliness_row const& row) -> result<std::vector<figure>> {
        std::vector<figure> figures = figures_of(row, rule);
        if (!asked.waiting) return figures;
        auto const more = figures_of_waiting(row, waiting);
        if (!more) return refuse(more.error());
        figures.insert(figures.end(), more->begin(), more->end());
        return figures;
    };
    for (timeliness_row const& row : found->rows) {
        auto figures = told(row);
        if (!figures) return refuse_input(figures.error());
        table.rows.push_back({{}, row.of, std::move(*figures)});
    }
    auto total = told(found->total);
    if (!total) return refuse_input(total.error());
    table.total = std::move(*total);
    if (question->by == flow_by() && table.rows.empty())
        table.rows.push_back({{}, {}, table.total});
    char const* const open = rule.open == open_not_due::in_time       ? "counts as in time"
                             : rule.open == open_not_due::not_in_time ? "counts as not in time"
                                                                      : "is left out of the share";
    table.notes = {
        fmt::format("The share is of all that have a limit and were not withdrawn; what is open "
                    "and not yet due {}.",
                    open),
        "Days are working days, of every answer that stands, with a limit or without. Service "
        "requests are left out."};
    if (asked.waiting) {
        table.head["with_waiting"] = {{"method", name_of(interval_method::kaplan_meier)},
                                      {"limits", name_of(survival_limits::log)},
                                      {"confidence", asked.confidence}};
        table.notes.push_back(fmt::format(
            "With waiting: half of the cases are answered within so many working days, where those "
            "still open count as waiting at least so long (Kaplan-Meier, limits at {:.10g}%). It "
            "is not known while too few have been answered to tell.",
            100 * asked.confidence));
    }
    tell_left_out(table, *from);
    return show(asked.flow, table, words);
}

} // namespace

void add_timeliness_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<timeliness_request>();
    CLI::App* const command = app.add_subcommand(
        "timeliness", "Count the answers in time by a rule that is named, with every count that "
                      "another rule needs");
    add_flow_options(*command, asked->flow, wants_period::yes, "unit, procedure, stage");
    command
        ->add_option("--open", asked->open,
                     "what a case is that is open and not yet due: in_time, not_in_time, left_out")
        ->check(CLI::IsMember({"in_time", "not_in_time", "left_out"}))
        ->capture_default_str();
    command->add_option("--due", asked->due, "original, or extended where it was")
        ->check(CLI::IsMember({"original", "extended"}))
        ->capture_default_str();
    command
        ->add_option("--of", asked->of,
                     "complaints, or aspects: each complaint as often as it has aspects")
        ->check(CLI::IsMember({"complaints", "aspects"}))
        ->capture_default_str();
    command
        ->add_option("--stage", asked->stage,
                     "first, every, the key of one stage (corporate/stage_1), or journey: from "
                     "receipt to the answer of the last stage reached")
        ->capture_default_str();
    command
        ->add_option("--basis", asked->basis,
                     "what puts a case into the period: its stage began, it was answered, or it is "
                     "due")
        ->check(CLI::IsMember({"began", "answered", "due"}))
        ->capture_default_str();
    auto* const waiting = command->add_flag(
        "--waiting", asked->waiting,
        "also the median of working days with those counted who still wait, with its interval");
    add_confidence_option(*command, asked->confidence)->needs(waiting);
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
