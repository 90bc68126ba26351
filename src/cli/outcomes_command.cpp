// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/flow_cases.hpp"
#include "report/period_heading.hpp"
#include "upheld/rollup/case_counts.hpp"
#include "upheld/rollup/case_outcome.hpp"

#include <algorithm>
#include <memory>

namespace upheld::cli {
namespace {

struct outcomes_request {
    flow_request flow;
    std::string rule = "all_some_none";
    std::string set_aside = "ignored";
    std::string basis = "received";
};

constexpr outcome_rule rules[] = {outcome_rule::all_some_none, outcome_rule::any,
                                  outcome_rule::partial_maladministration,
                                  outcome_rule::lead_issue};
constexpr set_aside_effect effects[] = {
    set_aside_effect::ignored, set_aside_effect::counts_not_upheld, set_aside_effect::blocks};
constexpr char const* findings_alone = "findings";

/// The value with this name. @expects the command line lets only names through
template <class Value, std::size_t Size>
Value named(Value const (&all)[Size], std::string const& name) {
    return *std::find_if(all, all + Size, [&](Value one) { return name_of(one) == name; });
}

template <class Value, std::size_t Size>
std::vector<std::string> names_of(Value const (&all)[Size]) {
    std::vector<std::string> names;
    for (Value const one : all) names.emplace_back(name_of(one));
    return names;
}

std::vector<flow_column> columns_of(bool are_findings) {
    if (are_findings) {
        return {{"share", "share upheld"},  {"fully", "fully"},
                {"partly", "partly"},       {"not_upheld", "not upheld"},
                {"undecided", "undecided"}, {"set_aside", "set aside", true}};
    }
    return {{"share", "share upheld"},
            {"upheld", "upheld"},
            {"partly_upheld", "partly"},
            {"not_upheld", "not upheld"},
            {"undecided", "undecided"},
            {"set_aside", "set aside", true},
            {"no_aspects", "no aspects", true},
            {"not_kept", "not kept", true},
            {"aspects_set_aside", "aspects set aside", true}};
}

std::vector<figure> figures_of(outcome_counts const& c, bool are_findings) {
    finding_counts const& f = c.findings;
    if (are_findings) {
        return {figure::of(f.upheld_share()), counted(f.fully),     counted(f.partly),
                counted(f.not_upheld),        counted(f.undecided), counted(f.set_aside)};
    }
    return {figure::of(c.upheld_share()), counted(c.upheld),    counted(c.partly_upheld),
            counted(c.not_upheld),        counted(c.undecided), counted(c.set_aside),
            counted(c.no_aspects),        counted(c.not_kept),  counted(f.set_aside)};
}

/// Leaves the cases that fall into the period by the basis, and their aspects.
void keep(facts& known, flow_cases const& from, case_basis by, day_span in) {
    // Closed means something only where the days of answers are kept.
    auto const& spells = by == case_basis::closed ? from.spells : from.every_spell;
    auto const ids = cases_by(spells, by, in); // in order of id
    auto const is_out = [&](complaint_fact const& c) {
        return by == case_basis::received ? !in.covers(c.received)
                                          : !std::binary_search(ids.begin(), ids.end(), c.id);
    };
    std::erase_if(known.complaints, is_out);
    std::erase_if(known.aspects, [&](aspect_fact const& a) { return is_out(a.of); });
}

int run(outcomes_request const& asked) {
    auto const question = question_of(asked.flow, false);
    if (!question) return refuse_input(question.error());
    auto const from = flow_cases::of(asked.flow, *question);
    if (!from) return exit_refused;
    taxonomy const& words = from->cases.words();
    case_basis const by = asked.basis == "received"  ? case_basis::received
                          : asked.basis == "decided" ? case_basis::decided
                                                     : case_basis::closed;
    facts known = from->cases.facts_as_of(from->from);
    keep(known, *from, by, question->in->days);
    bool const are_findings = asked.rule == findings_alone;
    outcome_rules how;
    if (!are_findings) how.rule = named(rules, asked.rule);
    how.set_aside = named(effects, asked.set_aside);
    outcome_table const found =
        count_outcomes(case_outcomes(known.complaints, known.aspects, words, how), question->by);

    flow_table table = table_of(*from, *question);
    table.head["rule"] = asked.rule;
    table.head["set_aside"] = asked.set_aside;
    table.head["in_the_period_if"] = asked.basis;
    table.says = {std::string(are_findings ? "Findings on the aspects of complaints "
                                           : "Outcomes of complaints ") +
                      asked.basis + " in the period, " + detail::period_heading(*question->in) +
                      ", " + to_text(from->from),
                  are_findings ? "Every aspect by itself"
                               : "From aspects to cases by " + asked.rule};
    table.columns = columns_of(are_findings);
    for (outcome_count_row const& row : found.rows) {
        table.rows.push_back({{}, row.of, figures_of(row.counts, are_findings)});
    }
    table.total = figures_of(found.total, are_findings);
    if (question->by == flow_by() && table.rows.empty())
        table.rows.push_back({{}, {}, table.total});
    table.notes = {"The share is of what has a finding: upheld and partly upheld, over these and "
                   "not upheld."};
    if (!are_findings) {
        table.notes.push_back(
            how.set_aside == set_aside_effect::ignored
                ? "Aspects set aside (withdrawn, out of scope, resolved) are ignored; a case with "
                  "no others is set aside."
            : how.set_aside == set_aside_effect::blocks
                ? "A case with an aspect set aside (withdrawn, out of scope, resolved) is set "
                  "aside."
                : "Aspects set aside (withdrawn, out of scope, resolved) count as not upheld.");
    }
    table.notes.emplace_back("Service requests and withdrawn complaints are left out.");
    if (by == case_basis::closed) tell_left_out(table, *from);
    return show(asked.flow, table, words);
}

} // namespace

void add_outcomes_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<outcomes_request>();
    CLI::App* const command = app.add_subcommand(
        "outcomes", "Tell what cases came to, from the outcomes of their aspects, by a rule that "
                    "is named");
    add_flow_options(*command, asked->flow, wants_period::yes, "unit, procedure");
    std::vector<std::string> known = names_of(rules);
    known.emplace_back(findings_alone);
    command
        ->add_option("--rule", asked->rule,
                     "all_some_none: upheld if all aspects are, not if none is, else partly; any: "
                     "upheld if one is, fully or partly; partial_maladministration: a partly "
                     "upheld aspect is one with fault in it; lead_issue: as the first aspect; "
                     "findings: no roll-up, every aspect by itself")
        ->check(CLI::IsMember(known))
        ->capture_default_str();
    command
        ->add_option("--set-aside", asked->set_aside,
                     "what an aspect does whose outcome is outside the base of the upheld share: "
                     "ignored, counts_not_upheld, or blocks: its case has no outcome")
        ->check(CLI::IsMember(names_of(effects)))
        ->capture_default_str();
    command
        ->add_option("--basis", asked->basis,
                     "what puts a case into the period: received, decided (the last of its "
                     "aspects) or closed")
        ->check(CLI::IsMember({"received", "decided", "closed"}))
        ->capture_default_str();
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
