// SPDX-License-Identifier: BSL-1.0
#include "rollup/coverage.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

coverage coverage_of(collected state) {
    switch (state) {
    case collected::yes: return coverage::kept;
    case collected::not_collected: return coverage::not_collected;
    case collected::not_known: return coverage::not_known;
    case collected::not_applicable: break;
    }
    return coverage::not_applicable;
}

/// Money is there if any wanted stage is kept, and in part if another is not.
coverage money_coverage_at(taxonomy const& words, unit_code unit, filter const& where) {
    coverage all = coverage::nobody_asked;
    bool any_missing = false;
    for (remedy_stage_code const s : words.remedy_stages.codes()) {
        if (!where.remedy_stages.empty() &&
            std::find(where.remedy_stages.begin(), where.remedy_stages.end(), s) ==
                where.remedy_stages.end()) {
            continue;
        }
        coverage const here =
            coverage_of(words.units[unit].state_of(words.remedy_stages[s].kept_as));
        if (here == coverage::kept) {
            all = all | here;
        } else if (!any_missing) {
            // The first reason is the one given.
            any_missing = true;
            all = all | here;
        }
    }
    return all == coverage::nobody_asked ? coverage::not_applicable : all;
}

bool has(coverage all, coverage one) {
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

} // namespace

std::vector<unit_code> leaf_units(taxonomy const& words) {
    std::vector<unit_code> leaves;
    for (unit_code const unit : words.units.codes()) {
        auto const entries = words.units.entries();
        bool const has_below = std::any_of(entries.begin(), entries.end(),
                                           [&](auto const& other) { return other.within == unit; });
        if (!has_below) leaves.push_back(unit);
    }
    return leaves;
}

coverage coverage_at(taxonomy const& words, unit_code unit, measure const& what,
                     filter const& where, std::span<subject_code const> subjects) {
    if (what.of == grain::remedy) return money_coverage_at(words, unit, where);
    unit_entry const& entry = words.units[unit];
    auto const missing = [&](bool is_asked, kept kind) {
        return is_asked && entry.state_of(kind) != collected::yes;
    };
    for (auto const& [is_asked, kind] :
         {std::pair(true, what.needs),
          std::pair(what.needs_too.has_value(), what.needs_too.value_or(what.needs)),
          std::pair(!where.channels.empty(), kept::channels),
          std::pair(!subjects.empty(), kept::aspects),
          std::pair(!where.outcomes.empty(), kept::outcomes),
          std::pair(!where.categories.empty(), kept::categories)}) {
        if (missing(is_asked, kind)) return coverage_of(entry.state_of(kind));
    }
    bool const no_subject_in_use =
        !subjects.empty() && std::none_of(subjects.begin(), subjects.end(), [&](subject_code s) {
            return std::find(entry.subjects.begin(), entry.subjects.end(), s) !=
                   entry.subjects.end();
        });
    return no_subject_in_use ? coverage::not_applicable : coverage::kept;
}

bool addresses(taxonomy const& words, filter const& where, unit_code leaf) {
    return where.units.empty() ||
           std::any_of(where.units.begin(), where.units.end(),
                       [&](unit_code above) { return words.is_within(leaf, above); });
}

coverage_state state_of(coverage all) noexcept {
    // What a unit does not have is not missing from the total.
    bool const any_missing = has(all, coverage::not_collected) || has(all, coverage::not_known);
    if (all == coverage::nobody_asked || has(all, coverage::kept)) {
        return {figure_state::value, any_missing};
    }
    if (has(all, coverage::not_collected)) return {figure_state::not_collected, false};
    if (has(all, coverage::not_known)) return {figure_state::not_known, false};
    return {figure_state::not_applicable, false};
}

} // namespace upheld::detail
