// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/taxonomy/crosswalk.hpp"
#include "upheld/taxonomy/entries.hpp"
#include "upheld/taxonomy/series_break.hpp"

/// A council's own words: organisation, services, subjects, procedures, outcomes. A value, loaded
/// from a TOML file (the format is described key by key in `taxonomy/taxonomy-format.md`).

namespace upheld {

struct taxonomy {
    std::string id;       ///< such as `bromley-2019-20`
    std::string title;    ///< for headings
    std::string council;  ///< the body's name
    std::string calendar; ///< id of the working-day calendar, such as `england-and-wales`

    code_list<unit_code, unit_entry> units;
    code_list<service_code, service_entry> services;
    code_list<subject_code, subject_entry> subjects;
    code_list<category_code, category_entry> categories;
    code_list<channel_code, channel_entry> channels;
    code_list<procedure_code, procedure_entry> procedures;
    code_list<stage_code, stage_entry> stages; ///< keys are `procedure/stage`
    code_list<outcome_code, outcome_entry> outcomes;
    code_list<decision_group_code, decision_group_entry> decision_groups;
    code_list<decision_code, decision_entry> decisions; ///< keys are `group/decision`
    code_list<remedy_stage_code, remedy_stage_entry> remedy_stages;
    code_list<remedy_kind_code, remedy_kind_entry> remedy_kinds;

    /// How the organisation became what it is, in the order of the file.
    std::vector<unit_change> unit_changes;
    std::vector<service_change> service_changes;
    std::vector<structure_move> moves;
    std::vector<series_break> breaks; ///< what stops comparisons over time

    /// True if `unit` is `above` or lies below it.
    [[nodiscard]] bool is_within(unit_code unit, unit_code above) const {
        for (; !unit.is_none(); unit = units[unit].within) {
            if (unit == above) return true;
        }
        return false;
    }

    /// The same entries in the same order, so that codes of one are codes of the other.
    friend bool operator==(taxonomy const&, taxonomy const&) = default;
};

/// What loading gave: the taxonomy if there was nothing wrong, and everything that was wrong.
struct loaded_taxonomy {
    taxonomy value;
    std::vector<failure> failures; ///< empty means that `value` is whole

    [[nodiscard]] bool is_whole() const noexcept { return failures.empty(); }
};

/// Reads TOML text. Every fault is reported, not only the first, each with line and offending key.
/// @param source  name of the file, for messages
[[nodiscard]] loaded_taxonomy taxonomy_from_toml(std::string_view text, std::string const& source);

/// Reads a file. @fails file_missing, as the only failure
[[nodiscard]] loaded_taxonomy load_taxonomy(std::string const& path);

} // namespace upheld
