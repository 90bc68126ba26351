// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/cube_output.hpp"
#include "cli/cube_request.hpp"

#include <fmt/format.h>

#include <memory>

namespace upheld::cli {
namespace {

struct rollup_request {
    cube_request of;
    bool list_measures = false;
    bool annualise = false;
    cube_output output;
};

int run(rollup_request const& asked) {
    if (asked.list_measures) {
        list_measures();
        return exit_done;
    }
    if (asked.of.folder.empty()) {
        return refuse_usage("a folder or snapshot is needed; see upheld rollup --help");
    }
    // What can be refused without the cases is refused before they are read.
    auto const question = question_of(asked.of);
    if (!question) return refuse_input(question.error());
    std::optional<ratio> annualised_by;
    if (asked.annualise) {
        if (!question->in) {
            return refuse_usage("--annualise needs --period: it must be said of which part");
        }
        auto const factor = annualising_factor(*question->in);
        if (!factor) return refuse_input(about("--annualise", factor.error()));
        annualised_by = *factor;
    }
    if (asked.output.totals != "none" && asked.of.by.size() > cube_output::most_axes) {
        return refuse_usage(
            fmt::format("--totals needs {} groupings or fewer", cube_output::most_axes));
    }
    auto found = cube_answer::of(asked.of, *question);
    if (!found) return exit_refused;

    std::vector<cube> sets;
    for (std::vector<std::size_t> const& kept :
         narrower_sets(asked.output, found->groups.axes.size())) {
        auto set = folded(found->whole, kept);
        if (!set) {
            // Something does not add up over an axis that goes: the rows know.
            by fewer;
            for (std::size_t const at : kept) fewer.axes.push_back(found->groups.axes[at]);
            rollup_options options;
            options.threads = asked.of.threads;
            set =
                rollup(found->cases.rows(), fewer, found->what, found->rows, question->in, options);
        }
        if (!set) return refuse_input(set.error());
        sets.push_back(std::move(*set));
    }
    return show(asked.output, std::move(found->whole), std::move(sets),
                {.title = found->cases.words().council,
                 .from = found->seen_from,
                 .empty = empty_groups::left_out,
                 .rounding = rounding_rule::half_up,
                 .annualised_by = annualised_by,
                 .breaks = std::move(found->breaks),
                 .structure = question->structure});
}

} // namespace

void add_rollup_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<rollup_request>();
    CLI::App* const command = app.add_subcommand(
        "rollup", "Count a folder's cases by any dimensions: a cross-tabulation as a table, CSV or "
                  "JSON, or as a partial to be merged");
    add_cube_request(*command, asked->of);
    command
        ->add_option("--by", asked->of.by,
                     "groupings, outermost first: unit, unit:LEVEL, service, subject, outcome, "
                     "answer, channel, category, procedure, stage, place, contractor, "
                     "working_days, decision, remedy_stage, remedy_kind, and for time "
                     "financial_year, financial_half, financial_quarter, calendar_year, "
                     "calendar_half, calendar_quarter, month, week; apart by commas, or repeated. "
                     "None: one total")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--measure", asked->of.measures,
                     "what is counted, by key (--list-measures shows them); complaints stands for "
                     "received, in_time for in_time_aspects; apart by commas, or repeated. "
                     "Default: received, in_time_by_complaints, aspects and upheld_share, or what "
                     "the Ombudsman's decisions, remedies or stages have")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--annualise", asked->annualise,
                      "tell counts and money of a part of a year once more as of a year: times the "
                      "days of the year over the days of the period, which are named");
    add_cube_output(*command, asked->output);
    command->add_flag("--list-measures", asked->list_measures,
                      "list what can be counted, with definitions");
    command->footer("Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
