// SPDX-License-Identifier: BSL-1.0
#include "basis/closest.hpp"
#include "cli/commands.hpp"
#include "cli/counted_cases.hpp"
#include "cli/cube_output.hpp"
#include "cli/viewpoint_options.hpp"
#include "cli/where_text.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/rollup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace upheld::cli {
namespace {

struct rollup_request {
    std::string folder;
    std::vector<std::string> by;
    std::vector<std::string> measures;
    std::vector<std::string> where;
    std::string period;
    viewpoint_options seen_from;
    unsigned threads = usual_threads();
    bool list_measures = false;
    bool annualise = false;
    std::string structure;
    cube_output output;
};

/// Short words that people use for the most wanted measures.
std::string_view key_behind(std::string_view word) {
    if (word == "complaints") return "received";
    if (word == "in_time") return "in_time_aspects";
    return word;
}

result<measures> measures_from_texts(std::span<std::string const> texts) {
    measures made;
    for (std::string const& text : texts) {
        auto const found = find_measure(key_behind(text));
        if (!found) {
            std::vector<std::string> known;
            for (measure const& m : all_measures()) known.emplace_back(m.key);
            return refuse({.code = failure_code::key_unknown,
                           .where = {},
                           .message = "no measure \"" + text + "\"",
                           .mend = detail::suggest(text, known) + "; --list-measures shows all"});
        }
        if (std::find(made.list.begin(), made.list.end(), *found) == made.list.end()) {
            made.list.push_back(*found);
        }
    }
    return made;
}

/// What people ask first of rows that have these dimensions.
measures usual_measures(std::vector<std::string> const& dimensions) {
    auto const names = [&](std::string_view prefix) {
        return std::any_of(dimensions.begin(), dimensions.end(),
                           [&](std::string const& d) { return d.starts_with(prefix); });
    };
    if (names("decision")) return {"referrals"};
    if (names("remedy_")) return {"awards", "remedies"};
    if (names("stage")) return {"stage_reached"};
    return {"received", "in_time_by_complaints", "aspects", "upheld_share"};
}

result<by> groupings_from_texts(std::span<std::string const> texts, taxonomy const& words) {
    by made;
    for (std::string const& text : texts) {
        auto const one = grouping_from_text(text, words);
        if (!one) return refuse(one.error());
        made.axes.push_back(*one);
    }
    return made;
}

int run(rollup_request const& asked) {
    if (asked.list_measures) {
        list_measures();
        return exit_done;
    }
    if (asked.folder.empty()) {
        return refuse_usage("a folder or snapshot is needed; see upheld rollup --help");
    }
    // What can be refused without the cases is refused before they are read.
    std::optional<period> in;
    if (!asked.period.empty()) {
        auto const read = period_from_text(asked.period);
        if (!read) return refuse_input(about("--period", read.error()));
        in = *read;
    }
    std::optional<ratio> annualised_by;
    if (asked.annualise) {
        if (!in) return refuse_usage("--annualise needs --period: it must be said of which part");
        auto const factor = annualising_factor(*in);
        if (!factor) return refuse_input(about("--annualise", factor.error()));
        annualised_by = *factor;
    }
    auto const from = viewpoint_asked(asked.seen_from);
    if (!from) return refuse_input(from.error());
    std::optional<day> structure;
    if (!asked.structure.empty()) {
        auto const read = day_from_text(asked.structure);
        if (!read) return refuse_input(about("--structure", read.error()));
        structure = *read;
    }
    auto what = measures_from_texts(asked.measures);
    if (!what) return refuse_input(about("--measure", what.error()));
    if (asked.output.totals != "none" && asked.by.size() > cube_output::most_axes) {
        return refuse_usage(
            fmt::format("--totals needs {} groupings or fewer", cube_output::most_axes));
    }

    auto const counted =
        structure ? counted_cases::in_structure(asked.folder, *from, *structure)
                  : counted_cases::of(asked.folder, *from, asked.threads, tables_wanted::one);
    if (!counted) return exit_refused;
    columns const& table = counted->rows();
    auto const groups = groupings_from_texts(asked.by, table.words());
    if (!groups) return refuse_input(about("--by", groups.error()));
    if (asked.measures.empty()) {
        std::vector<std::string> dimensions = dimensions_named(asked.where);
        dimensions.insert(dimensions.end(), asked.by.begin(), asked.by.end());
        what = usual_measures(dimensions);
    }

    auto const chosen = where_from_texts(asked.where, table.words(), table.places());
    if (!chosen) return refuse_input(about("--where", chosen.error()));

    if (auto const wrong = check_breaks(table.words(), counted->series()); !wrong.empty()) {
        return refuse_input(wrong);
    }
    constexpr day_span all_days{day(1900, 1, 1), day(2199, 12, 31)};
    auto breaks =
        breaks_within(table.words(), *groups, *what, chosen->rows, in ? in->days : all_days);

    rollup_options options;
    options.threads = asked.threads;
    auto whole = rollup(table, *groups, *what, *chosen, in, options);
    if (!whole) return refuse_input(whole.error());

    std::vector<cube> sets;
    for (std::vector<std::size_t> const& kept : narrower_sets(asked.output, groups->axes.size())) {
        auto set = folded(*whole, kept);
        if (!set) {
            // Something does not add up over an axis that goes: the rows know.
            by fewer;
            for (std::size_t const at : kept) fewer.axes.push_back(groups->axes[at]);
            set = rollup(table, fewer, *what, *chosen, in, options);
        }
        if (!set) return refuse_input(set.error());
        sets.push_back(std::move(*set));
    }
    std::optional<viewpoint> seen_from = counted->from();
    if (!seen_from && in) seen_from = viewpoint::at_the_time(in->days.last);
    return show(asked.output, std::move(*whole), std::move(sets),
                {.title = table.words().council,
                 .from = seen_from,
                 .empty = empty_groups::left_out,
                 .rounding = rounding_rule::half_up,
                 .annualised_by = annualised_by,
                 .breaks = std::move(breaks),
                 .structure = structure});
}

} // namespace

void add_rollup_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<rollup_request>();
    CLI::App* const command = app.add_subcommand(
        "rollup", "Count a folder's cases by any dimensions: a cross-tabulation as a table, CSV or "
                  "JSON, or as a partial to be merged");
    command->add_option("folder", asked->folder,
                        "folder with taxonomy.toml and the CSV files, or a snapshot");
    command
        ->add_option("--by", asked->by,
                     "groupings, outermost first: unit, unit:LEVEL, service, subject, outcome, "
                     "answer, channel, category, procedure, stage, place, contractor, "
                     "working_days, decision, remedy_stage, remedy_kind, and for time "
                     "financial_year, financial_half, financial_quarter, calendar_year, "
                     "calendar_half, calendar_quarter, month, week; apart by commas, or repeated. "
                     "None: one total")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--measure", asked->measures,
                     "what is counted, by key (--list-measures shows them); complaints stands for "
                     "received, in_time for in_time_aspects; apart by commas, or repeated. "
                     "Default: received, in_time_by_complaints, aspects and upheld_share, or what "
                     "the Ombudsman's decisions, remedies or stages have")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--where", asked->where,
                     "count only these rows: DIMENSION=KEY or DIMENSION=KEY|KEY, keys or names of "
                     "the taxonomy. Also place=NAME, answer=not_answered|in_time|late|no_clock, "
                     "contractor=yes or no, decision=decided or ongoing, decision_group=KEY. Apart "
                     "by commas, or repeated; all dimensions named must fit")
        ->allow_extra_args(false);
    command->add_option("--period", asked->period,
                        std::string(period_forms) + "; default: all days");
    command->add_option("--structure", asked->structure,
                        "day YYYY-MM-DD in whose structure all cases are told: the units and "
                        "services that stood then, by the changes in taxonomy.toml");
    command->add_flag("--annualise", asked->annualise,
                      "tell counts and money of a part of a year once more as of a year: times the "
                      "days of the year over the days of the period, which are named");
    add_viewpoint_options(*command, asked->seen_from,
                          "the last day recorded in the folder, or the day of the snapshot");
    command
        ->add_option("--threads", asked->threads,
                     "threads that read and count; the numbers are the same")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    add_cube_output(*command, asked->output);
    command->add_flag("--list-measures", asked->list_measures,
                      "list what can be counted, with definitions");
    command->footer("Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
