// SPDX-License-Identifier: BSL-1.0
#include "cli/charted_cube.hpp"

#include "cli/commands.hpp"
#include "report/period_heading.hpp"
#include "upheld/calendar/day_text.hpp"

#include <fmt/format.h>

namespace upheld::cli {

using nlohmann::ordered_json;

std::optional<cube_answer> counted_by(cube_request asked, std::string const& grouping,
                                      std::string const& measure) {
    asked.by = {grouping};
    asked.measures = {measure};
    auto const question = question_of(asked);
    if (!question) {
        refuse_input(question.error());
        return std::nullopt;
    }
    return cube_answer::of(asked, *question);
}

void add_chart_output(CLI::App& command, chart_output& into) {
    command.add_option("--format", into.format, "table, csv, or json")
        ->check(CLI::IsMember({"table", "csv", "json"}))
        ->capture_default_str();
    command.add_option("--out", into.out, "file to write to instead of the standard output");
}

std::string text_of(or_absent<double> const& number, figure_form form) {
    if (!number) return "n/a";
    switch (form) {
    case figure_form::share: return fmt::format("{:.1f}%", 100 * *number);
    case figure_form::pence: return fmt::format("{:.2f}", *number);
    default: return fmt::format("{:.1f}", *number);
    }
}

std::string csv_of(or_absent<double> const& number) {
    return number ? fmt::format("{}", *number) : "n/a";
}

ordered_json json_of(or_absent<double> const& number) {
    return number ? ordered_json(*number) : ordered_json(nullptr);
}

ordered_json head_of(cube_answer const& of) {
    measure const& what = of.what.list.front();
    period const& in = of.whole.of();
    ordered_json made{{"title", of.cases.words().council},
                      {"measure", what.key},
                      {"definition", what.definition},
                      {"by", name_of(of.whole.axes().front().by())},
                      {"period", in.label},
                      {"as_of", nullptr},
                      {"known_on", nullptr}};
    if (of.seen_from) {
        made["as_of"] = to_text(of.seen_from->as_of);
        made["known_on"] = to_text(of.seen_from->known_on);
    }
    for (told_break const& b : of.breaks) {
        made["breaks"].push_back(
            {{"took_effect", b.took_effect}, {"kind", name_of(b.kind)}, {"words", b.words}});
    }
    return made;
}

std::string heading_of(cube_answer const& of) {
    measure const& what = of.what.list.front();
    period const& in = of.whole.of();
    std::string text = of.cases.words().council;
    if (!text.empty()) text += '\n';
    text += fmt::format("{} by {}, {}", what.title, name_of(of.whole.axes().front().by()),
                        in.label == "all days" ? in.label : detail::period_heading(in));
    if (of.seen_from) text += ", " + to_text(*of.seen_from);
    return text + '\n';
}

std::string names_of(cube const& of, std::vector<std::size_t> const& entries) {
    std::string text;
    for (std::size_t const entry : entries) {
        text += (text.empty() ? "" : ", ") + std::string(of.axes().front().name(entry));
    }
    return text;
}

ordered_json keys_of(cube const& of, std::vector<std::size_t> const& entries) {
    auto all = ordered_json::array();
    for (std::size_t const entry : entries) all.push_back(of.axes().front().key(entry));
    return all;
}

int show(chart_output const& how, std::string const& text) {
    if (!how.out.empty()) return write_file(how.out, text);
    fmt::print("{}", text);
    return exit_done;
}

} // namespace upheld::cli
