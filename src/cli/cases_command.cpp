// SPDX-License-Identifier: BSL-1.0
#include "basis/closest.hpp"
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "report/period_heading.hpp"
#include "upheld/rollup/case_counts.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace upheld::cli {
namespace {

struct cases_request {
    flow_request flow;
    std::string rate;
    std::string mixture;
};

constexpr case_basis every_basis[] = {
    case_basis::received, case_basis::acknowledged, case_basis::decided, case_basis::answered,
    case_basis::closed,   case_basis::escalated,    case_basis::open};

result<case_basis> basis_named(std::string const& name) {
    for (case_basis const by : every_basis) {
        if (name == name_of(by)) return by;
    }
    std::vector<std::string> known;
    for (case_basis const by : every_basis) known.emplace_back(name_of(by));
    return refuse({.code = failure_code::key_unknown,
                   .where = {},
                   .message = "cases are not counted by \"" + name + "\"",
                   .mend = detail::suggest(name, known)});
}

/// `answered/received`; nothing of an empty text.
result<std::optional<basis_mixture>> pair_from_text(std::string const& text) {
    if (text.empty()) return std::nullopt;
    std::size_t const slash = text.find('/');
    if (slash == std::string::npos) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = '"' + text + "\" has no /",
                       .mend = "write PART/WHOLE, such as answered/received"});
    }
    auto const part = basis_named(text.substr(0, slash));
    if (!part) return refuse(part.error());
    auto const whole = basis_named(text.substr(slash + 1));
    if (!whole) return refuse(whole.error());
    return basis_mixture{*part, *whole};
}

/// The groups that have a spell, in order.
std::set<flow_group> groups_of(std::span<open_spell const> spells, flow_by by) {
    std::set<flow_group> groups;
    for (open_spell const& s : spells) groups.insert(group_of(s, by));
    return groups;
}

int run(cases_request const& asked) {
    auto const question = question_of(asked.flow);
    if (!question) return refuse_input(question.error());
    auto const rate = pair_from_text(asked.rate);
    if (!rate) return refuse_input(about("--rate", rate.error()));
    auto const mixture = pair_from_text(asked.mixture);
    if (!mixture) return refuse_input(about("--mixture", mixture.error()));
    if (*mixture && !*rate) return refuse_usage("--mixture names a --rate, and there is none");
    auto const from = flow_cases::of(asked.flow, *question);
    if (!from) return exit_refused;

    flow_table table = table_of(*from, *question);
    for (case_basis const by : every_basis) table.columns.push_back({name_of(by), name_of(by)});
    if (*rate) table.columns.push_back({"rate", asked.rate});
    auto const figures_of = [&](flow_group const& in) -> result<std::vector<figure>> {
        auto const count = [&](case_basis by) {
            return count_cases(from->spells, by, question->in->days, in);
        };
        std::vector<figure> figures;
        for (case_basis const by : every_basis) figures.push_back(counted(count(by).cases));
        if (!*rate) return figures;
        auto const made = rate_of(count((*rate)->part), count((*rate)->whole), *mixture);
        if (!made) return refuse(made.error());
        figures.push_back(figure::of(*made));
        return figures;
    };
    auto total = figures_of({});
    if (!total) return refuse_input(about("--rate", total.error()));
    table.total = std::move(*total);
    if (question->by == flow_by()) {
        table.rows.push_back({{}, {}, table.total});
    } else {
        for (flow_group const& group : groups_of(from->spells, question->by)) {
            auto figures = figures_of(group);
            if (!figures) return refuse_input(about("--rate", figures.error()));
            auto const has_none = [](figure const& f) { return f.number == 0; };
            if (std::all_of(figures->begin(), figures->end(), has_none)) continue;
            table.rows.push_back({{}, group, std::move(*figures)});
        }
    }
    if (*rate) table.head["rate"] = asked.rate;
    table.says = {"Complaints by the day that puts them into the period, " +
                  detail::period_heading(*question->in) + ", " + to_text(from->from)};
    table.notes = {"Each column is a set of its own: received, answered and open are different "
                   "complaints. Open is at the end of the period. A complaint is acknowledged and "
                   "decided once, and may be answered more than once."};
    tell_left_out(table, *from);
    return show(asked.flow, table, from->cases.words());
}

} // namespace

void add_cases_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<cases_request>();
    CLI::App* const command = app.add_subcommand(
        "cases", "Count the complaints received, acknowledged, decided, answered, closed and "
                 "escalated in a period, and open at its end");
    add_flow_options(*command, asked->flow, wants_period::yes, "unit, procedure, stage");
    command->add_option(
        "--rate", asked->rate,
        "also one of these over another: PART/WHOLE, such as answered/closed; "
        "refused if they are different sets of cases and --mixture does not say so");
    command->add_option("--mixture", asked->mixture,
                        "the rate of two different sets that is meant: PART/WHOLE");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
