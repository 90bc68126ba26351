// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "report/period_heading.hpp"
#include "upheld/rollup/escalation.hpp"

#include <memory>

namespace upheld::cli {
namespace {

std::vector<figure> figures_of(escalation_row const& row) {
    return {counted(row.by_period.part), counted(row.by_period.whole), figure::of(row.by_period),
            figure::of(row.by_cohort)};
}

int run(flow_request const& asked) {
    auto const question = question_of(asked, false);
    if (!question) return refuse_input(question.error());
    auto const from = flow_cases::of(asked, *question);
    if (!from) return exit_refused;
    escalations const found = escalations_of(from->spells, question->in->days, question->by);

    flow_table table = table_of(*from, *question);
    std::string const mixture =
        std::string(name_of(found.mixture.part)) + " over " + name_of(found.mixture.whole);
    table.head["by_period_is"] = mixture;
    table.says = {"Complaints that went on from their first stage, " +
                  detail::period_heading(*question->in) + ", " + to_text(from->from)};
    table.columns = {{"escalated", "escalated"},
                     {"answered", "answered"},
                     {"by_period", mixture},
                     {"by_cohort", "of those answered, escalated since"}};
    for (escalation_row const& row : found.rows) {
        table.rows.push_back({{}, row.of, figures_of(row)});
    }
    table.total = figures_of(found.total);
    if (question->by == flow_by() && table.rows.empty())
        table.rows.push_back({{}, {}, table.total});
    table.notes = {"The first rate mixes two sets: who escalated in the period may have been "
                   "answered before it. The second follows those whose standing answer fell into "
                   "the period, and grows with time."};
    tell_left_out(table, *from);
    return show(asked, table, from->cases.words());
}

} // namespace

void add_escalations_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<flow_request>();
    CLI::App* const command = app.add_subcommand(
        "escalations", "Tell how many complaints went on to a later stage, of the period and of "
                       "those it answered");
    add_flow_options(*command, *asked, wants_period::yes, "unit, procedure");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
