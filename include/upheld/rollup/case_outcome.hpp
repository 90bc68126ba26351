// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/rollup/flow_group.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>
#include <string_view>
#include <vector>

/// From the outcomes of a case's aspects to an outcome of the case, by a rule that is named. The
/// rules read the classes of the taxonomy's outcomes (`outcome_entry`), never their names: a
/// finding in the base of the upheld share is `fully`, `partly` or `not`, and a decided outcome
/// outside that base (withdrawn, out of scope, resolved without a finding) sets its aspect aside.

namespace upheld {

/// | rule | all upheld | some, or partly | none | in use |
/// |---|---|---|---|---|
/// | `all_some_none` | upheld | partly | not upheld | NHS KO41, SPSO, most councils |
/// | `any` | upheld | upheld | not upheld | LGSCO (any fault); financial services' returns |
/// | `partial_maladministration` | upheld | partly, if not all | not upheld | Housing Ombudsman |
/// | `lead_issue` | as the lead | as the lead | as the lead | some case systems |
/// @source NHS England, KO41a guidance; Housing Ombudsman, landlord performance reports 2021-22
enum class outcome_rule : std::uint8_t {
    /// All aspects fully upheld: upheld. None fully or partly: not upheld. Else: partly upheld.
    all_some_none,
    /// Any aspect fully or partly upheld: upheld. Else: not upheld.
    any,
    /// As `all_some_none`, but an aspect that is partly upheld counts as one with maladministration
    /// in it: a case is partly upheld only if others are not upheld.
    partial_maladministration,
    /// As the lead aspect alone. Records mark no lead: it is the first one in order of mention and
    /// of aspect.
    lead_issue,
};

/// What an aspect that is set aside does to its case.
enum class set_aside_effect : std::uint8_t {
    ignored,           ///< the other aspects decide
    counts_not_upheld, ///< it is an aspect that was not upheld
    blocks,            ///< a case with one of them has no outcome
};

/// What a case came to.
enum class case_outcome : std::uint8_t {
    upheld,
    partly_upheld,
    not_upheld,
    undecided,  ///< an aspect that matters is not decided yet
    set_aside,  ///< every aspect is set aside, or one is and it blocks
    no_aspects, ///< the unit keeps outcomes, and the case has no aspect
    not_kept,   ///< the unit keeps no outcomes
};

/// The name in files and on command lines: `all_some_none`, ...
[[nodiscard]] std::string_view name_of(outcome_rule rule) noexcept;
[[nodiscard]] std::string_view name_of(set_aside_effect effect) noexcept;
[[nodiscard]] std::string_view name_of(case_outcome outcome) noexcept;

struct outcome_rules {
    outcome_rule rule = outcome_rule::all_some_none;
    set_aside_effect set_aside = set_aside_effect::ignored;
};

/// Aspects by what was found, without any roll-up.
struct finding_counts {
    std::int64_t fully = 0;
    std::int64_t partly = 0;
    std::int64_t not_upheld = 0;
    std::int64_t undecided = 0;
    std::int64_t set_aside = 0;

    [[nodiscard]] constexpr std::int64_t all() const noexcept {
        return fully + partly + not_upheld + undecided + set_aside;
    }

    /// Fully or partly upheld, of all with a finding.
    [[nodiscard]] constexpr ratio upheld_share() const noexcept {
        return {fully + partly, fully + partly + not_upheld};
    }

    friend bool operator==(finding_counts const&, finding_counts const&) = default;
};

/// One complaint with the outcome that a rule gives it.
struct case_outcome_row {
    complaint_fact of;
    case_outcome outcome{};
    finding_counts findings;
};

/// One row for each complaint, in their order. Withdrawn complaints and service requests have rows
/// too; `of.is_counted` tells them.
/// @param complaints, aspects  of one `facts`, or any run of complaints with all their aspects
[[nodiscard]] std::vector<case_outcome_row>
case_outcomes(std::span<complaint_fact const> complaints, std::span<aspect_fact const> aspects,
              taxonomy const& words, outcome_rules how = {});

/// Cases by outcome; every case in exactly one, and beside them their aspects.
struct outcome_counts {
    std::int64_t upheld = 0;
    std::int64_t partly_upheld = 0;
    std::int64_t not_upheld = 0;
    std::int64_t undecided = 0;
    std::int64_t set_aside = 0;
    std::int64_t no_aspects = 0;
    std::int64_t not_kept = 0;
    finding_counts findings{}; ///< of these cases

    /// Cases with an outcome.
    [[nodiscard]] constexpr std::int64_t decided() const noexcept {
        return upheld + partly_upheld + not_upheld;
    }

    [[nodiscard]] constexpr std::int64_t all() const noexcept {
        return decided() + undecided + set_aside + no_aspects + not_kept;
    }

    /// Upheld or partly upheld, of the cases with an outcome.
    [[nodiscard]] constexpr ratio upheld_share() const noexcept {
        return {upheld + partly_upheld, decided()};
    }

    friend bool operator==(outcome_counts const&, outcome_counts const&) = default;
};

struct outcome_count_row {
    flow_group of;
    outcome_counts counts;
    friend bool operator==(outcome_count_row const&, outcome_count_row const&) = default;
};

struct outcome_table {
    std::vector<outcome_count_row> rows; ///< in order of group; groups without a case are left out
    outcome_counts total;
};

/// Counts the cases that are counted (`complaint_fact::is_counted`).
/// @param by  unit and procedure; a case has no stage here
/// @expects not by stage
[[nodiscard]] outcome_table count_outcomes(std::span<case_outcome_row const> cases,
                                           flow_by by = {});

} // namespace upheld
