// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/taxonomy/code_list.hpp"
#include "upheld/taxonomy/collected.hpp"

#include <array>

/// The entries of a taxonomy's lists. All of them are data of one council; nothing here names any.

namespace upheld {

/// A unit of the organisation, at any depth. Days of validity are in ISO text because the taxonomy
/// room knows no calendar (ISO text sorts as days do): `taxonomy/structure_on.hpp` compares them,
/// and the store refuses what was received when its unit was not valid.
struct unit_entry : labelled {
    std::string short_name;  ///< for narrow columns; the name if the file gives none
    std::string level;       ///< the level's own word: division, directorate, team
    unit_code within;        ///< the unit above, now or at its end; none at the top
    std::string valid_from;  ///< YYYY-MM-DD, in; empty if always
    std::string valid_until; ///< YYYY-MM-DD, out; empty if still valid
    std::array<collected, kept_kinds> keeps{};
    std::vector<subject_code> subjects; ///< in use, in display order

    [[nodiscard]] collected state_of(kept what) const noexcept {
        return keeps[static_cast<std::size_t>(what)];
    }

    friend bool operator==(unit_entry const&, unit_entry const&) = default;
};

/// A service or team that complaints mention.
struct service_entry : labelled {
    unit_code unit;             ///< now or at its end
    bool is_contracted = false; ///< provided by a third party; the council stays responsible
    std::string valid_from;     ///< as for units
    std::string valid_until;
    friend bool operator==(service_entry const&, service_entry const&) = default;
};

/// What an aspect is about.
struct subject_entry : labelled {
    friend bool operator==(subject_entry const&, subject_entry const&) = default;
};

/// What a case is about, for units that keep one category per case instead of aspects.
struct category_entry : labelled {
    friend bool operator==(category_entry const&, category_entry const&) = default;
};

/// How a complaint came in.
struct channel_entry : labelled {
    friend bool operator==(channel_entry const&, channel_entry const&) = default;
};

/// A procedure under which complaints are answered.
struct procedure_entry : labelled {
    bool is_statutory = false;
    std::string law;                ///< act or regulations; empty for local policy
    std::vector<stage_code> stages; ///< in order
    friend bool operator==(procedure_entry const&, procedure_entry const&) = default;
};

/// One stage of a procedure, with the clocks that run in it by the id of their rule.
struct stage_entry : labelled {
    procedure_code procedure;
    std::string acknowledge_rule; ///< id of a clock rule; empty if the stage has none
    std::string respond_rule;     ///< id of a clock rule; empty if the stage has none
    friend bool operator==(stage_entry const&, stage_entry const&) = default;
};

enum class upheld_class : std::uint8_t { not_upheld, partly, fully };

/// The outcome of an aspect, with the sets that it is in.
struct outcome_entry : labelled {
    bool is_decided = true;                          ///< false: still ongoing
    upheld_class finding = upheld_class::not_upheld; ///< means nothing if not decided
    bool in_upheld_base = true;                      ///< counted in the whole of the upheld share
    friend bool operator==(outcome_entry const&, outcome_entry const&) = default;
};

/// closed, not upheld, upheld: an ombudsman's own groups.
struct decision_group_entry : labelled {
    bool counts_as_upheld = false;
    bool counts_as_investigated = false;
    bool counts_as_declined = false;
    friend bool operator==(decision_group_entry const&, decision_group_entry const&) = default;
};

/// An ombudsman's decision; the same words may occur in several groups, so key and name are unique
/// within the group only and `find` on the list is by `group/key`.
struct decision_entry : labelled {
    decision_group_code group;
    friend bool operator==(decision_entry const&, decision_entry const&) = default;
};

/// At whose stage money was awarded.
struct remedy_stage_entry : labelled {
    kept kept_as = kept::own_remedies; ///< which of a unit's collected states applies
    friend bool operator==(remedy_stage_entry const&, remedy_stage_entry const&) = default;
};

/// compensation, charges written off, ...
struct remedy_kind_entry : labelled {
    friend bool operator==(remedy_kind_entry const&, remedy_kind_entry const&) = default;
};

} // namespace upheld
