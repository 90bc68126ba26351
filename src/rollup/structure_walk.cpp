// SPDX-License-Identifier: BSL-1.0
#include "rollup/structure_walk.hpp"

#include "upheld/basis/expects.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace upheld::detail {
namespace {

template <class Code> bool has(std::vector<Code> const& list, Code code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

std::unexpected<failure> cannot_tell(std::string message, std::string mend = {}) {
    return refuse({.code = failure_code::contradiction,
                   .where = {},
                   .message = std::move(message),
                   .mend = std::move(mend)});
}

std::string named(char const* kind, std::string const& key) {
    return "the " + std::string(kind) + " \"" + key + '"';
}

std::unexpected<failure> ended(char const* kind, std::string const& key, std::string const& day) {
    return cannot_tell(named(kind, key) + " ended on " + day +
                           " and nothing says what became of it",
                       "add a [[" + std::string(kind) + "_change]] to taxonomy.toml");
}

std::unexpected<failure> not_yet(char const* kind, std::string const& key, std::string const& day) {
    return cannot_tell(named(kind, key) + " begins on " + day +
                           " and nothing says what it was before",
                       "add a [[" + std::string(kind) + "_change]] to taxonomy.toml");
}

/// Where a split by place sends a case; none if no rule says it.
template <class Code> Code sent(change_of<Code> const& split, std::string_view place) {
    for (places_of<Code> const& one : split.places) {
        if (std::find(one.places.begin(), one.places.end(), place) != one.places.end()) {
            return one.entry;
        }
    }
    return split.otherwise;
}

template <class Code>
std::unexpected<failure> no_place(change_of<Code> const& split, char const* kind,
                                  std::string const& key, std::string_view place) {
    return cannot_tell(named(kind, key) + " was split by place on " + split.took_effect + " and " +
                           (place.empty() ? "it has no place"
                                          : "no part has the place \"" + std::string(place) + '"'),
                       "name the place in the split's places, or say otherwise = \"...\"");
}

template <class Entry, class Code>
std::string keys_of(code_list<Code, Entry> const& list, std::vector<Code> const& codes) {
    std::string text;
    for (Code const c : codes) text += (text.empty() ? "\"" : ", \"") + list[c].key + '"';
    return text;
}

} // namespace

structure_walk::structure_walk(taxonomy const& words) : words_(words) {
    std::set<std::string> days{std::string()};
    auto const add = [&](auto const& list) {
        for (auto const& entry : list.entries()) {
            days.insert(entry.valid_from);
            days.insert(entry.valid_until);
        }
    };
    add(words.units);
    add(words.services);
    for (unit_change const& c : words.unit_changes) days.insert(c.took_effect);
    for (service_change const& c : words.service_changes) days.insert(c.took_effect);
    for (structure_move const& m : words.moves) days.insert(m.took_effect);
    for (std::string const& text : days) {
        auto const real = day_from_text(text);
        UPHELD_EXPECTS(text.empty() || real.has_value());
        begins_.push_back(text);
        serials_.push_back(real ? real->serial() : std::numeric_limits<std::int32_t>::min());
        std::vector<unit_code>& above = above_.emplace_back();
        for (unit_code const u : words.units.codes()) {
            above.push_back(upheld::unit_above(words, u, text));
        }
        std::vector<unit_code>& of = unit_of_.emplace_back();
        for (service_code const s : words.services.codes()) {
            of.push_back(upheld::unit_of(words, s, text));
        }
    }
    index(words.unit_changes, units_left_, units_came_);
    index(words.service_changes, services_left_, services_came_);
}

template <class Code>
void structure_walk::index(std::vector<change_of<Code>> const& changes,
                           changes_by_entry<Code>& left, changes_by_entry<Code>& came) const {
    for (change_of<Code> const& c : changes) {
        std::size_t const at = number_of(c.took_effect);
        for (Code const e : c.from) left[{at, e}].push_back(&c);
        for (Code const e : c.into) came[{at, e}].push_back(&c);
    }
}

std::size_t structure_walk::number_of(std::string const& begins) const {
    return static_cast<std::size_t>(std::lower_bound(begins_.begin(), begins_.end(), begins) -
                                    begins_.begin());
}

std::size_t structure_walk::structure_on(day when) const {
    auto const after = std::upper_bound(serials_.begin(), serials_.end(), when.serial());
    return static_cast<std::size_t>(after - serials_.begin()) - 1;
}

/// The structure of a day, or the nearest in which the entry stood.
template <class Entry> std::size_t structure_walk::home(Entry const& entry, day when) const {
    std::size_t const at = structure_on(when);
    if (!entry.valid_until.empty() && at >= number_of(entry.valid_until)) {
        return number_of(entry.valid_until) - 1;
    }
    return std::max(at, number_of(entry.valid_from));
}

bool structure_walk::is_within(std::size_t structure, unit_code unit, unit_code above) const {
    for (; !unit.is_none(); unit = unit_above(structure, unit)) {
        if (unit == above) return true;
    }
    return false;
}

namespace {

template <class Changes, class Code>
std::span<change_of<Code> const* const> changes_at(Changes const& changes, std::size_t structure,
                                                   Code code) {
    auto const found = changes.find({structure, code});
    if (found == changes.end()) return {};
    return found->second;
}

/// The only change by which an entry leaves, as reading has seen to; null if there is none.
template <class Code> change_of<Code> const* only(std::span<change_of<Code> const* const> changes) {
    return changes.empty() ? nullptr : changes.front();
}

/// What an entry was before; several where it was put together.
template <class Code> std::vector<Code> origins(std::span<change_of<Code> const* const> changes) {
    std::vector<Code> all;
    for (change_of<Code> const* const c : changes) {
        for (Code const from : c->from) {
            if (!has(all, from)) all.push_back(from);
        }
    }
    return all;
}

} // namespace

unit_change const* structure_walk::left_by(std::size_t structure, unit_code unit) const {
    return only(changes_at(units_left_, structure, unit));
}

service_change const* structure_walk::left_by(std::size_t structure, service_code service) const {
    return only(changes_at(services_left_, structure, service));
}

std::span<unit_change const* const> structure_walk::came_by(std::size_t structure,
                                                            unit_code unit) const {
    return changes_at(units_came_, structure, unit);
}

std::span<service_change const* const> structure_walk::came_by(std::size_t structure,
                                                               service_code service) const {
    return changes_at(services_came_, structure, service);
}

result<service_code> structure_walk::forwards(std::size_t into, service_code service,
                                              std::string_view place) const {
    service_entry const& entry = words_.services[service];
    service_change const* const change = left_by(into, service);
    if (change == nullptr) {
        if (!stands_on(entry, begins_[into])) return ended("service", entry.key, begins_[into]);
        return service;
    }
    if (change->kind != entry_change::split) return change->into.front();
    service_code const to = sent(*change, place);
    if (to.is_none()) return no_place(*change, "service", entry.key, place);
    return to;
}

result<service_code> structure_walk::backwards(std::size_t from, service_code service) const {
    service_entry const& entry = words_.services[service];
    std::vector<service_code> const were = origins(came_by(from, service));
    if (were.empty()) {
        if (entry.valid_from == begins_[from]) {
            return not_yet("service", entry.key, begins_[from]);
        }
        return service;
    }
    if (were.size() == 1) return were.front();
    return cannot_tell(named("service", entry.key) + " was merged on " + begins_[from] +
                       " out of " + keys_of(words_.services, were) +
                       ", and nothing tells of which of them a later case would have been");
}

unit_code structure_walk::common(std::size_t structure, std::span<unit_code const> units) const {
    unit_code above = units.front();
    auto const contains_all = [&] {
        return std::all_of(units.begin(), units.end(),
                           [&](unit_code u) { return is_within(structure, u, above); });
    };
    while (!above.is_none() && !contains_all()) above = unit_above(structure, above);
    return above;
}

result<unit_code> structure_walk::with_services(std::size_t structure, unit_code unit,
                                                std::span<service_code const> services,
                                                bool keeps_unit) const {
    std::vector<unit_code> owners;
    for (service_code const s : services) {
        unit_code const owner = unit_of(structure, s);
        if (!owner.is_none()) owners.push_back(owner);
    }
    bool const fits = std::all_of(owners.begin(), owners.end(), [&](unit_code u) {
        return !unit.is_none() && is_within(structure, u, unit);
    });
    if (fits && (!unit.is_none() || owners.empty())) return unit;
    if (keeps_unit) owners.push_back(unit);
    unit_code const above = common(structure, owners);
    if (above.is_none()) {
        return cannot_tell("its services lie in units with no unit above them all: " +
                           keys_of(words_.units, owners));
    }
    return above;
}

result<unit_code> structure_walk::forwards(std::size_t into, unit_code unit,
                                           std::span<service_code const> services,
                                           std::string_view place) const {
    unit_entry const& entry = words_.units[unit];
    unit_change const* const change = left_by(into, unit);
    unit_code to = unit;
    bool is_placed = false;
    if (change == nullptr) {
        if (!stands_on(entry, begins_[into])) return ended("unit", entry.key, begins_[into]);
    } else if (change->kind != entry_change::split) {
        to = change->into.front();
    } else if (change->rule == split_rule::by_place) {
        to = sent(*change, place);
        if (to.is_none()) return no_place(*change, "unit", entry.key, place);
        is_placed = true;
    } else {
        to = unit_code();
    }
    auto const found = with_services(into, to, services, is_placed);
    if (!found || !found->is_none()) return found;
    if (!change->otherwise.is_none()) return change->otherwise;
    return cannot_tell(named("unit", entry.key) + " was split by service on " +
                           change->took_effect + " and it has no service",
                       "say otherwise = \"...\" in the split");
}

result<unit_code> structure_walk::backwards(std::size_t from, unit_code unit,
                                            std::span<service_code const> services) const {
    unit_entry const& entry = words_.units[unit];
    std::vector<unit_code> const were = origins(came_by(from, unit));
    unit_code to = unit;
    if (were.empty()) {
        if (entry.valid_from == begins_[from]) return not_yet("unit", entry.key, begins_[from]);
    } else {
        to = were.size() == 1 ? were.front() : unit_code();
    }
    auto const found = with_services(from - 1, to, services, false);
    if (!found || !found->is_none()) return found;
    return cannot_tell(named("unit", entry.key) + " was merged on " + begins_[from] + " out of " +
                       keys_of(words_.units, were) +
                       ", and without a service nothing tells of which of them it would have been");
}

result<told_codes> structure_walk::tell(std::size_t to, day when, unit_code unit,
                                        std::span<service_code const> services,
                                        std::string_view place) const {
    // Services on their way, each in the structure where the unit is.
    std::vector<service_code> now(services.begin(), services.end());
    std::size_t at = home(words_.units[unit], when);
    auto const step = [&](service_code& s, std::size_t& where, std::size_t target) -> result<void> {
        while (where != target) {
            bool const ahead = where < target;
            auto const next = ahead ? forwards(where + 1, s, place) : backwards(where, s);
            if (!next) return refuse(next.error());
            s = *next;
            where = ahead ? where + 1 : where - 1;
        }
        return {};
    };
    for (service_code& s : now) {
        std::size_t where = home(words_.services[s], when);
        if (auto const arrived = step(s, where, at); !arrived) return refuse(arrived.error());
    }
    while (at != to) {
        bool const ahead = at < to;
        std::size_t const next = ahead ? at + 1 : at - 1;
        for (service_code& s : now) {
            std::size_t where = at;
            if (auto const done = step(s, where, next); !done) return refuse(done.error());
        }
        auto const moved = ahead ? forwards(next, unit, now, place) : backwards(at, unit, now);
        if (!moved) return refuse(moved.error());
        unit = *moved;
        at = next;
    }
    return told_codes{unit, std::move(now)};
}

} // namespace upheld::detail
