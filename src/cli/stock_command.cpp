// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "report/period_heading.hpp"
#include "upheld/rollup/ageing.hpp"
#include "upheld/rollup/stock.hpp"

#include <algorithm>
#include <memory>

namespace upheld::cli {
namespace {

struct stock_request {
    flow_request flow;
    std::string reopened = "new_arrival";
    std::string every;
};

reopening rule_of(stock_request const& asked) {
    return asked.reopened == "new_arrival" ? reopening::new_arrival : reopening::never_closed;
}

constexpr time_step steps[] = {time_step::month,
                               time_step::financial_quarter,
                               time_step::financial_half,
                               time_step::financial_year,
                               time_step::calendar_quarter,
                               time_step::calendar_half,
                               time_step::calendar_year,
                               time_step::week};

std::string name_of(time_step every) {
    return upheld::name_of(grouping{.what = dimension::time, .level = {}, .every = every});
}

/// @expects the name is one of those the command line lets through
time_step step_of(std::string const& every) {
    return *std::find_if(std::begin(steps), std::end(steps),
                         [&](time_step one) { return name_of(one) == every; });
}

std::vector<flow_column> stock_columns() {
    return {{"opening", "opening"},
            {"received", "received"},
            {"escalated_in", "escalated in", true},
            {"reopened", "reopened", true},
            {"reclassified_in", "reclassified in", true},
            {"answered", "answered"},
            {"withdrawn", "withdrawn", true},
            {"escalated_out", "escalated out", true},
            {"reclassified_out", "reclassified out", true},
            {"closing", "closing"},
            {"days_to_clear", "days to clear"}};
}

result<std::vector<figure>> figures_of(stock_counts const& c, day_span in,
                                       working_calendar const& calendar) {
    auto const clear = days_to_clear(c, in, calendar);
    if (!clear) return refuse(clear.error());
    return std::vector<figure>{counted(c.opening),
                               counted(c.received),
                               counted(c.escalated_in),
                               counted(c.reopened),
                               counted(c.reclassified_in),
                               counted(c.answered),
                               counted(c.withdrawn),
                               counted(c.escalated_out),
                               counted(c.reclassified_out),
                               counted(c.closing),
                               *clear};
}

int run(stock_request const& asked) {
    auto const question = question_of(asked.flow);
    if (!question) return refuse_input(question.error());
    auto const from = flow_cases::of(asked.flow, *question);
    if (!from) return exit_refused;
    reopening const rule = rule_of(asked);
    std::vector<stock> found;
    if (asked.every.empty()) {
        found.push_back(stock_of(from->spells, *question->in, question->by, rule));
    } else {
        found = stock_series(from->spells, question->in->days, step_of(asked.every), question->by,
                             rule);
    }

    flow_table table = table_of(*from, *question);
    table.head["reopened"] = asked.reopened;
    table.has_periods = !asked.every.empty();
    table.says = {"Complaints in hand, " + detail::period_heading(*question->in) + ", " +
                      to_text(from->from),
                  rule == reopening::new_arrival ? "A reopening is an arrival of its own"
                                                 : "A case that was reopened was never closed"};
    table.columns = stock_columns();
    for (stock const& one : found) {
        for (stock_row const& row : one.rows) {
            auto figures = figures_of(row.counts, one.in.days, from->cases.calendar());
            if (!figures) return refuse_input(figures.error());
            table.rows.push_back({one.in.label, row.of, std::move(*figures)});
        }
        bool const is_one_row = question->by == flow_by();
        if (table.has_periods && !(is_one_row && one.rows.empty())) continue;
        auto total = figures_of(one.total, one.in.days, from->cases.calendar());
        if (!total) return refuse_input(total.error());
        if (is_one_row && one.rows.empty()) {
            table.rows.push_back({one.in.label, {}, *total});
        }
        if (!table.has_periods) table.total = std::move(*total);
    }
    table.notes = {"Opening and what came equal closing and what went. Days to clear: working days "
                   "in which the closing stock would be answered or withdrawn at the period's "
                   "pace.",
                   "A case that came and went on one day is in both and in no stock. Service "
                   "requests are left out."};
    tell_left_out(table, *from);
    return show(asked.flow, table, from->cases.words());
}

} // namespace

void add_stock_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<stock_request>();
    CLI::App* const command = app.add_subcommand(
        "stock", "Count the complaints in hand: open when a period began, what came and went, and "
                 "what was left");
    add_flow_options(*command, asked->flow, wants_period::yes, "unit, procedure, stage");
    command
        ->add_option("--reopened", asked->reopened,
                     "what a reopening is: new_arrival, an arrival of its own; never_closed, "
                     "nothing: the answer that no longer stands did not close the case")
        ->check(CLI::IsMember({"new_arrival", "never_closed"}))
        ->capture_default_str();
    std::vector<std::string> known;
    std::string listed;
    for (time_step const one : steps) {
        known.push_back(name_of(one));
        listed += (listed.empty() ? "" : ", ") + known.back();
    }
    command->add_option("--every", asked->every, "cut the period: " + listed)
        ->check(CLI::IsMember(known));
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
