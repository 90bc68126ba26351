// SPDX-License-Identifier: BSL-1.0
#include "cli/cube_request.hpp"

#include "basis/closest.hpp"
#include "cli/commands.hpp"
#include "cli/where_text.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>

namespace upheld::cli {
namespace {

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

} // namespace

void add_cube_request(CLI::App& command, cube_request& into) {
    command.add_option("folder", into.folder,
                       "folder with taxonomy.toml and the CSV files, or a snapshot");
    command
        .add_option("--where", into.where,
                    "count only these rows: DIMENSION=KEY or DIMENSION=KEY|KEY, keys or names of "
                    "the taxonomy. Also place=NAME, answer=not_answered|in_time|late|no_clock, "
                    "contractor=yes or no, decision=decided or ongoing, decision_group=KEY. Apart "
                    "by commas, or repeated; all dimensions named must fit")
        ->allow_extra_args(false);
    command.add_option("--period", into.period, std::string(period_forms) + "; default: all days");
    command.add_option("--structure", into.structure,
                       "day YYYY-MM-DD in whose structure all cases are told: the units and "
                       "services that stood then, by the changes in taxonomy.toml");
    add_viewpoint_options(command, into.seen_from,
                          "the last day recorded in the folder, or the day of the snapshot");
    command
        .add_option("--threads", into.threads,
                    "threads that read and count; the numbers are the same")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
}

result<cube_question> question_of(cube_request const& asked) {
    cube_question made;
    if (!asked.period.empty()) {
        auto const read = period_from_text(asked.period);
        if (!read) return refuse(about("--period", read.error()));
        made.in = *read;
    }
    auto const from = viewpoint_asked(asked.seen_from);
    if (!from) return refuse(from.error());
    made.from = *from;
    if (!asked.structure.empty()) {
        auto const read = day_from_text(asked.structure);
        if (!read) return refuse(about("--structure", read.error()));
        made.structure = *read;
    }
    auto const what = measures_from_texts(asked.measures);
    if (!what) return refuse(about("--measure", what.error()));
    made.what = *what;
    return made;
}

std::optional<cube_answer> cube_answer::of(cube_request const& asked,
                                           cube_question const& question) {
    auto counted =
        question.structure
            ? counted_cases::in_structure(asked.folder, question.from, *question.structure)
            : counted_cases::of(asked.folder, question.from, asked.threads, tables_wanted::one);
    if (!counted) return std::nullopt;
    auto const refused = [](failure const& what) {
        refuse_input(what);
        return std::nullopt;
    };
    columns const& table = counted->rows();
    auto const groups = groupings_from_texts(asked.by, table.words());
    if (!groups) return refused(about("--by", groups.error()));
    measures what = question.what;
    if (asked.measures.empty()) {
        std::vector<std::string> dimensions = dimensions_named(asked.where);
        dimensions.insert(dimensions.end(), asked.by.begin(), asked.by.end());
        what = usual_measures(dimensions);
    }
    auto const chosen = where_from_texts(asked.where, table.words(), table.places());
    if (!chosen) return refused(about("--where", chosen.error()));

    if (auto const wrong = check_breaks(table.words(), counted->series()); !wrong.empty()) {
        refuse_input(wrong);
        return std::nullopt;
    }
    constexpr day_span all_days{day(1900, 1, 1), day(2199, 12, 31)};
    auto breaks = breaks_within(table.words(), *groups, what, chosen->rows,
                                question.in ? question.in->days : all_days);

    rollup_options options;
    options.threads = asked.threads;
    auto whole = rollup(table, *groups, what, *chosen, question.in, options);
    if (!whole) return refused(whole.error());
    std::optional<viewpoint> seen_from = counted->from();
    if (!seen_from && question.in) seen_from = viewpoint::at_the_time(question.in->days.last);
    return cube_answer{.cases = std::move(*counted),
                       .groups = *groups,
                       .what = std::move(what),
                       .rows = *chosen,
                       .seen_from = seen_from,
                       .breaks = std::move(breaks),
                       .whole = std::move(*whole)};
}

} // namespace upheld::cli
