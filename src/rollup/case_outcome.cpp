// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/case_outcome.hpp"

#include "rollup/by_group.hpp"
#include "upheld/basis/expects.hpp"

namespace upheld {
namespace {

/// What one aspect is to a rule.
enum class finding : std::uint8_t { fully, partly, not_upheld, undecided, set_aside };

/// @expects the outcome is listed
finding finding_of(outcome_entry const& outcome) {
    if (!outcome.is_decided) return finding::undecided;
    if (!outcome.in_upheld_base) return finding::set_aside;
    switch (outcome.finding) {
    case upheld_class::fully: return finding::fully;
    case upheld_class::partly: return finding::partly;
    case upheld_class::not_upheld: return finding::not_upheld;
    }
    return finding::undecided;
}

std::int64_t& place_of(finding_counts& counts, finding what) {
    switch (what) {
    case finding::fully: return counts.fully;
    case finding::partly: return counts.partly;
    case finding::not_upheld: return counts.not_upheld;
    case finding::undecided: return counts.undecided;
    case finding::set_aside: break;
    }
    return counts.set_aside;
}

/// @expects one aspect or more
case_outcome rolled_up(finding_counts of, outcome_rules how) {
    if (of.set_aside != 0 && how.set_aside == set_aside_effect::blocks) {
        return case_outcome::set_aside;
    }
    if (how.set_aside == set_aside_effect::counts_not_upheld) of.not_upheld += of.set_aside;
    if (of.undecided != 0) return case_outcome::undecided;
    std::int64_t const upheld = of.fully + of.partly;
    if (upheld + of.not_upheld == 0) return case_outcome::set_aside;
    if (upheld == 0) return case_outcome::not_upheld;
    bool const is_whole = how.rule == outcome_rule::any ||
                          (of.not_upheld == 0 &&
                           (of.partly == 0 || how.rule == outcome_rule::partial_maladministration));
    return is_whole ? case_outcome::upheld : case_outcome::partly_upheld;
}

std::int64_t& place_of(outcome_counts& counts, case_outcome what) {
    switch (what) {
    case case_outcome::upheld: return counts.upheld;
    case case_outcome::partly_upheld: return counts.partly_upheld;
    case case_outcome::not_upheld: return counts.not_upheld;
    case case_outcome::undecided: return counts.undecided;
    case case_outcome::set_aside: return counts.set_aside;
    case case_outcome::no_aspects: return counts.no_aspects;
    case case_outcome::not_kept: break;
    }
    return counts.not_kept;
}

void add(finding_counts& to, finding_counts const& more) {
    to.fully += more.fully;
    to.partly += more.partly;
    to.not_upheld += more.not_upheld;
    to.undecided += more.undecided;
    to.set_aside += more.set_aside;
}

} // namespace

std::string_view name_of(outcome_rule rule) noexcept {
    switch (rule) {
    case outcome_rule::all_some_none: return "all_some_none";
    case outcome_rule::any: return "any";
    case outcome_rule::partial_maladministration: return "partial_maladministration";
    case outcome_rule::lead_issue: return "lead_issue";
    }
    return "unknown";
}

std::string_view name_of(set_aside_effect effect) noexcept {
    switch (effect) {
    case set_aside_effect::ignored: return "ignored";
    case set_aside_effect::counts_not_upheld: return "counts_not_upheld";
    case set_aside_effect::blocks: return "blocks";
    }
    return "unknown";
}

std::string_view name_of(case_outcome outcome) noexcept {
    switch (outcome) {
    case case_outcome::upheld: return "upheld";
    case case_outcome::partly_upheld: return "partly_upheld";
    case case_outcome::not_upheld: return "not_upheld";
    case case_outcome::undecided: return "undecided";
    case case_outcome::set_aside: return "set_aside";
    case case_outcome::no_aspects: return "no_aspects";
    case case_outcome::not_kept: return "not_kept";
    }
    return "unknown";
}

std::vector<case_outcome_row> case_outcomes(std::span<complaint_fact const> complaints,
                                            std::span<aspect_fact const> aspects,
                                            taxonomy const& words, outcome_rules how) {
    std::vector<case_outcome_row> made;
    made.reserve(complaints.size());
    std::size_t next = 0;
    for (complaint_fact const& c : complaints) {
        case_outcome_row row{.of = c, .outcome = case_outcome::no_aspects, .findings = {}};
        finding_counts deciding; // what the rule looks at
        for (; next != aspects.size() && aspects[next].of.id == c.id; ++next) {
            outcome_code const outcome = aspects[next].outcome;
            if (outcome.is_none()) continue; // of a unit that keeps none
            finding const found = finding_of(words.outcomes[outcome]);
            bool const is_first = row.findings.all() == 0;
            ++place_of(row.findings, found);
            if (is_first || how.rule != outcome_rule::lead_issue) ++place_of(deciding, found);
        }
        if (words.units[c.unit].state_of(kept::outcomes) != collected::yes) {
            row.outcome = case_outcome::not_kept;
        } else if (deciding.all() != 0) {
            row.outcome = rolled_up(deciding, how);
        }
        made.push_back(row);
    }
    UPHELD_EXPECTS(next == aspects.size());
    return made;
}

outcome_table count_outcomes(std::span<case_outcome_row const> cases, flow_by by) {
    UPHELD_EXPECTS(!by.stage);
    outcome_table made;
    detail::by_group<outcome_counts> groups;
    for (case_outcome_row const& c : cases) {
        if (!c.of.is_counted) continue;
        flow_group const group{by.unit ? c.of.unit : unit_code(),
                               by.procedure ? c.of.procedure : procedure_code(), stage_code()};
        for (outcome_counts* const counts : {&groups[group], &made.total}) {
            ++place_of(*counts, c.outcome);
            add(counts->findings, c.findings);
        }
    }
    for (auto const& [group, counts] : groups.all()) made.rows.push_back({group, counts});
    return made;
}

} // namespace upheld
