// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <optional>
#include <vector>

namespace upheld {

/// Which ombudsman's cases, by how far they have come.
enum class decided_or_not : std::uint8_t { either, decided, ongoing };

/// Which rows to count. An empty list lets every row through; several entries of one list are
/// alternatives; lists of different dimensions must all let a row through.
struct filter {
    std::vector<unit_code> units; ///< a unit stands for itself and all below it
    std::vector<service_code> services;
    std::vector<subject_code> subjects;
    std::vector<category_code> categories;
    std::vector<channel_code> channels;
    std::vector<procedure_code> procedures;
    std::vector<stage_code> stages;
    std::vector<outcome_code> outcomes;
    std::vector<decision_code> decisions;
    decided_or_not decision_state = decided_or_not::either;
    std::vector<remedy_stage_code> remedy_stages;
    std::vector<remedy_kind_code> remedy_kinds;
    std::optional<bool> concerns_contractor;

    friend bool operator==(filter const&, filter const&) = default;
};

/// Rows that both let through: for each dimension the narrower statement wins, which is `inner`'s
/// if it has one.
[[nodiscard]] inline filter narrowed(filter outer, filter const& inner) {
    auto const take = [](auto& ours, auto const& theirs) {
        if (!theirs.empty()) ours = theirs;
    };
    take(outer.units, inner.units);
    take(outer.services, inner.services);
    take(outer.subjects, inner.subjects);
    take(outer.categories, inner.categories);
    take(outer.channels, inner.channels);
    take(outer.procedures, inner.procedures);
    take(outer.stages, inner.stages);
    take(outer.outcomes, inner.outcomes);
    take(outer.decisions, inner.decisions);
    take(outer.remedy_stages, inner.remedy_stages);
    take(outer.remedy_kinds, inner.remedy_kinds);
    if (inner.decision_state != decided_or_not::either) outer.decision_state = inner.decision_state;
    if (inner.concerns_contractor) outer.concerns_contractor = inner.concerns_contractor;
    return outer;
}

} // namespace upheld
