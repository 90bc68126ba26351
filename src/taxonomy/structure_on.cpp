// SPDX-License-Identifier: BSL-1.0
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>

namespace upheld {
namespace {

/// Where an entry lay on a day that now lies within `now`; `is_moved` tells the moves that took it.
template <class IsMoved>
unit_code lay_within(taxonomy const& words, unit_code now, std::string_view on, IsMoved is_moved) {
    structure_move const* next = nullptr; // the first move after the day: it tells from where
    for (structure_move const& m : words.moves) {
        bool const is_later = m.took_effect > on && is_moved(m);
        if (is_later && (next == nullptr || m.took_effect < next->took_effect)) next = &m;
    }
    unit_code at = next == nullptr ? now : next->from;
    // A unit that was renamed takes with it what lies within it. One step a name; a taxonomy that
    // is not whole could go round in a circle.
    for (std::size_t steps = words.units.size(); steps != 0 && !at.is_none(); --steps) {
        if (words.units[at].valid_from <= on) break;
        auto const named = std::find_if(
            words.unit_changes.begin(), words.unit_changes.end(), [&](unit_change const& c) {
                return c.kind == entry_change::rename && c.into.size() == 1 && c.from.size() == 1 &&
                       c.into.front() == at;
            });
        if (named == words.unit_changes.end()) break;
        at = named->from.front();
    }
    return at;
}

template <class Code> bool has(std::vector<Code> const& list, Code code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

} // namespace

unit_code unit_above(taxonomy const& words, unit_code unit, std::string_view on) {
    return lay_within(words, words.units[unit].within, on,
                      [&](structure_move const& m) { return has(m.units, unit); });
}

unit_code unit_of(taxonomy const& words, service_code service, std::string_view on) {
    return lay_within(words, words.services[service].unit, on,
                      [&](structure_move const& m) { return has(m.services, service); });
}

bool belongs_to(taxonomy const& words, service_code service, unit_code unit, std::string_view on) {
    unit_code at = unit_of(words, service, on);
    if (at.is_none()) return true;
    for (std::size_t steps = words.units.size(); steps != 0 && !at.is_none(); --steps) {
        if (at == unit) return true;
        at = unit_above(words, at, on);
    }
    return false;
}

bool ever_belonged_to(taxonomy const& words, service_code service, unit_code unit) {
    unit_code const now = words.services[service].unit;
    if (now.is_none() || words.is_within(now, unit)) return true;
    // Every stretch between two changes begins with one of them, but for the first.
    auto const since = [&](auto const& change) {
        return belongs_to(words, service, unit, change.took_effect);
    };
    return (!words.moves.empty() || !words.unit_changes.empty()) &&
           (belongs_to(words, service, unit, {}) ||
            std::any_of(words.moves.begin(), words.moves.end(), since) ||
            std::any_of(words.unit_changes.begin(), words.unit_changes.end(), since));
}

} // namespace upheld
