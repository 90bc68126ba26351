// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/taxonomy/taxonomy.hpp"

#include <string_view>

/// What a taxonomy says of the organisation on one day. Days are in ISO text, which sorts as days
/// do.

namespace upheld {

/// Whether a unit or service is valid on a day: `valid_from` is in, `valid_until` is out.
template <class Entry> [[nodiscard]] bool stands_on(Entry const& entry, std::string_view on) {
    return entry.valid_from <= on && (entry.valid_until.empty() || on < entry.valid_until);
}

/// The unit above on a day, none at the top: `within`, unless a move came later or the unit above
/// had another name then.
/// @expects `words.units.lists(unit)`
[[nodiscard]] unit_code unit_above(taxonomy const& words, unit_code unit, std::string_view on);

/// The unit that a service lies within on a day; none if it is nobody's.
/// @expects `words.services.lists(service)`
[[nodiscard]] unit_code unit_of(taxonomy const& words, service_code service, std::string_view on);

/// Whether a service was the unit's own on a day, that of a unit below it, or nobody's.
/// @expects both are listed
[[nodiscard]] bool belongs_to(taxonomy const& words, service_code service, unit_code unit,
                              std::string_view on);

/// The same of any day: now, or before services moved and units were renamed.
[[nodiscard]] bool ever_belonged_to(taxonomy const& words, service_code service, unit_code unit);

} // namespace upheld
