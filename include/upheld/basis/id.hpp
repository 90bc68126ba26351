// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <compare>
#include <cstdint>

/// Strong identifiers: explicit, comparable, without arithmetic and without conversion to each
/// other.

namespace upheld {

/// A number that names one record. `Tag` keeps the kinds apart; any value of `Rep` is a name.
template <class Tag, class Rep = std::uint64_t> struct id {
    using rep = Rep;
    Rep value{};

    constexpr id() = default;

    constexpr explicit id(Rep v) noexcept : value(v) {}

    friend constexpr auto operator<=>(id const&, id const&) = default;
};

/// A dense small number that names one entry of a taxonomy's list: 0 to size - 1 in display order.
/// Chosen when the taxonomy is loaded, so it is good for indexing arrays and never for storing in a
/// file. `none` says that a record carries no entry; whether that is "not collected" or "not known"
/// is for the taxonomy to say (see `taxonomy/collected.hpp`).
template <class Tag> struct code {
    static constexpr std::uint16_t none_value = 0xFFFF;
    std::uint16_t value{none_value};

    constexpr code() = default;

    constexpr explicit code(std::uint16_t v) noexcept : value(v) {}

    [[nodiscard]] constexpr bool is_none() const noexcept { return value == none_value; }

    friend constexpr auto operator<=>(code const&, code const&) = default;
};

using complaint_id = id<struct complaint_tag>;
using mention_id = id<struct mention_tag>;
using aspect_id = id<struct aspect_tag>;
using ombudsman_case_id = id<struct ombudsman_case_tag>;
using remedy_id = id<struct remedy_tag>;
using compliment_id = id<struct compliment_tag>;
using event_id = id<struct event_tag>;

using unit_code = code<struct unit_tag>;
using service_code = code<struct service_tag>;
using subject_code = code<struct subject_tag>;
using category_code = code<struct category_tag>;
using channel_code = code<struct channel_tag>;
using procedure_code = code<struct procedure_tag>;
/// Stages are numbered over all procedures together, so a stage code also tells its procedure.
using stage_code = code<struct stage_tag>;
using outcome_code = code<struct outcome_tag>;
/// A decision is a pair (group, decision); its code tells its group.
using decision_code = code<struct decision_tag>;
using decision_group_code = code<struct decision_group_tag>;
using remedy_stage_code = code<struct remedy_stage_tag>;
using remedy_kind_code = code<struct remedy_kind_tag>;

/// A ward or area. Places are data of the cases and not of the taxonomy: a place's code is its
/// position in the list that a store keeps and that facts carry, in order of first arrival.
using place_code = code<struct place_tag>;

} // namespace upheld
