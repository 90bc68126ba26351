// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/ageing.hpp"

#include <fmt/format.h>

#include <memory>

namespace upheld::cli {
namespace {

struct ageing_request {
    flow_request flow;
    std::string bands = "5,10,20,40,65";
    std::string since = "received";
    std::int32_t within = 5;
};

std::vector<figure> figures_of(ageing_counts const& c) {
    std::vector<figure> made{counted(c.open)};
    for (std::int64_t const n : c.in_band) made.push_back(counted(n));
    clock_counts const& k = c.clocks;
    for (std::int64_t const n : {k.overdue, k.at_risk, k.due_later, k.paused_overdue,
                                 k.paused_due_within, k.paused_due_later, k.no_clock}) {
        made.push_back(counted(n));
    }
    return made;
}

int run(ageing_request const& asked) {
    auto const question = question_of(asked.flow);
    if (!question) return refuse_input(question.error());
    auto bands = bands_from_text(asked.bands);
    if (!bands) return refuse_input(about("--bands", bands.error()));
    auto const from = flow_cases::of(asked.flow, *question);
    if (!from) return exit_refused;

    ageing_options how;
    how.by = question->by;
    how.bands = std::move(*bands);
    how.since = asked.since == "received" ? age_since::received : age_since::stage_began;
    how.within = working_days(asked.within);
    auto const found = ageing_of(from->spells, from->from.as_of, from->cases.calendar(), how);
    if (!found) return refuse_input(found.error());

    flow_table table = table_of(*from, *question);
    table.head["age_since"] = asked.since;
    table.head["at_risk_within"] = asked.within;
    table.head["at_risk_until"] = to_text(found->at_risk_until);
    table.says = {"Open complaints, " + to_text(from->from),
                  std::string("By age in working days since ") +
                      (how.since == age_since::received ? "receipt" : "their stage began") +
                      ", and by when they are due"};
    table.columns = {{"open", "open"}};
    for (std::size_t b = 0; b != how.bands.size(); ++b) {
        std::string const name = how.bands.name(b);
        table.columns.push_back({"age " + name, name});
    }
    for (flow_column const& column : {flow_column{"overdue", "overdue"},
                                      {"at_risk", "at risk"},
                                      {"due_later", "due later"},
                                      {"paused_overdue", "paused, overdue", true},
                                      {"paused_due_within", "paused, due soon", true},
                                      {"paused_due_later", "paused, due later", true},
                                      {"no_clock", "no clock"}}) {
        table.columns.push_back(column);
    }
    for (ageing_row const& row : found->rows) {
        table.rows.push_back({{}, row.of, figures_of(row.counts)});
    }
    table.total = figures_of(found->total);
    if (question->by == flow_by() && table.rows.empty())
        table.rows.push_back({{}, {}, table.total});
    table.notes = {
        fmt::format("At risk: not overdue, not paused, and due by {}, {} working {} on.",
                    to_text(found->at_risk_until), asked.within,
                    asked.within == 1 ? "day" : "days"),
        "Overdue: the due day of the stage, after extension, is before the day. No clock: the "
        "stage has no limit. Service requests are left out."};
    tell_left_out(table, *from);
    return show(asked.flow, table, from->cases.words());
}

} // namespace

void add_ageing_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<ageing_request>();
    CLI::App* const command = app.add_subcommand(
        "ageing", "Tell how old the open complaints are, and which are overdue or at risk");
    add_flow_options(*command, asked->flow, wants_period::no, "unit, procedure, stage");
    command
        ->add_option("--bands", asked->bands, "last working day of each band but the last, rising")
        ->capture_default_str();
    command
        ->add_option("--within", asked->within,
                     "a case that is due within so many working days is at risk")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command
        ->add_option("--since", asked->since, "from when age is counted: received, or stage_began")
        ->check(CLI::IsMember({"received", "stage_began"}))
        ->capture_default_str();
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
