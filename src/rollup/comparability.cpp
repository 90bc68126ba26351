// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/comparability.hpp"

#include "basis/closest.hpp"
#include "rollup/coverage.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace upheld {
namespace {

template <class List, class Value> bool has(List const& list, Value const& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

template <class Code>
bool have_one_in_common(std::vector<Code> const& a, std::vector<Code> const& b) {
    return std::any_of(a.begin(), a.end(), [&](Code c) { return has(b, c); });
}

/// A stretch of days in ISO text, for comparing with the taxonomy's.
struct text_span {
    std::string first;
    std::string last;

    explicit text_span(day_span days) : first(to_text(days.first)), last(to_text(days.last)) {}

    /// Whether the new way of a day is different from the way of the stretch's first.
    [[nodiscard]] bool is_broken_on(std::string const& took_effect) const {
        return first < took_effect && took_effect <= last;
    }
};

/// By day, each once.
void put_in_order(std::vector<told_break>& found) {
    std::sort(found.begin(), found.end(), [](told_break const& a, told_break const& b) {
        return std::tie(a.took_effect, a.words) < std::tie(b.took_effect, b.words);
    });
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

class breaks {
  public:
    breaks(taxonomy const& words, std::span<std::string_view const> names, filter const& where,
           day_span days)
        : words_(words), names_(names), where_(where), days_(days) {
        for (service_code const s : where.services) {
            unit_code const owner = words.services[s].unit;
            if (!owner.is_none() && !has(owners_, owner)) owners_.push_back(owner);
        }
    }

    std::vector<told_break> find() {
        for (series_break const& b : words_.breaks) {
            if (days_.is_broken_on(b.took_effect) && is_of(b)) tell(b);
        }
        for (unit_change const& c : words_.unit_changes) {
            if (!days_.is_broken_on(c.took_effect)) continue;
            if (holds(c.from) != holds(c.into)) tell(c, words_.units, "unit");
        }
        for (service_change const& c : words_.service_changes) {
            if (!days_.is_broken_on(c.took_effect) || where_.services.empty()) continue;
            if (names_some(c.from) || names_some(c.into)) tell(c, words_.services, "service");
        }
        for (structure_move const& m : words_.moves) {
            // A service is the same service wherever it lies.
            if (!days_.is_broken_on(m.took_effect) || !where_.services.empty()) continue;
            if (is_under(m.from) != is_under(m.into)) tell(m);
        }
        put_in_order(found_);
        return std::move(found_);
    }

  private:
    /// The units that the figure is of, or that its services are of; empty for all.
    [[nodiscard]] std::vector<unit_code> const& units() const {
        return where_.units.empty() ? owners_ : where_.units;
    }

    [[nodiscard]] bool is_of(series_break const& b) const {
        bool const has_measure =
            b.measures.empty() ||
            std::any_of(names_.begin(), names_.end(), [&](std::string_view name) {
                return !name.empty() && has(b.measures, name);
            });
        if (!has_measure) return false;
        if (!b.services.empty()) {
            if (!where_.services.empty()) {
                if (!have_one_in_common(b.services, where_.services)) return false;
            } else if (std::none_of(b.services.begin(), b.services.end(), [&](service_code s) {
                           return touches(words_.services[s].unit);
                       })) {
                return false;
            }
        }
        return b.units.empty() ||
               std::any_of(b.units.begin(), b.units.end(), [&](unit_code u) { return touches(u); });
    }

    /// Whether the figure is of the unit, of some unit below it or of some above it.
    [[nodiscard]] bool touches(unit_code unit) const {
        if (unit.is_none() || units().empty()) return true;
        return std::any_of(units().begin(), units().end(), [&](unit_code u) {
            return words_.is_within(u, unit) || words_.is_within(unit, u);
        });
    }

    /// Whether the unit lies within those that the filter names.
    [[nodiscard]] bool is_under(unit_code unit) const {
        return where_.units.empty() ||
               std::any_of(where_.units.begin(), where_.units.end(),
                           [&](unit_code above) { return words_.is_within(unit, above); });
    }

    /// Whether the filter's units have all of these within them, none or some.
    enum class held : std::uint8_t { none, some, all };

    [[nodiscard]] held holds(std::vector<unit_code> const& parts) const {
        auto const under =
            std::count_if(parts.begin(), parts.end(), [&](unit_code u) { return is_under(u); });
        if (under == 0) return held::none;
        return static_cast<std::size_t>(under) == parts.size() ? held::all : held::some;
    }

    [[nodiscard]] bool names_some(std::vector<service_code> const& of) const {
        return have_one_in_common(of, where_.services);
    }

    // ---- telling

    template <class Code, class Entry>
    static std::string names(std::vector<Code> const& codes, code_list<Code, Entry> const& list) {
        std::string text;
        for (std::size_t i = 0; i != codes.size(); ++i) {
            if (i != 0) text += i + 1 == codes.size() ? " and " : ", ";
            text += list[codes[i]].name;
        }
        return text;
    }

    void add(std::string const& day, break_kind kind, std::string const& what) {
        found_.push_back({day, kind, day + ", " + std::string(name_of(kind)) + what});
    }

    void tell(series_break const& b) {
        std::string what;
        for (std::size_t i = 0; i != b.measures.size(); ++i) {
            what += i == 0 ? " of " : i + 1 == b.measures.size() ? " and " : ", ";
            what += b.measures[i];
        }
        if (!b.units.empty()) what += " at " + names(b.units, words_.units);
        if (!b.services.empty()) what += " in " + names(b.services, words_.services);
        add(b.took_effect, b.kind, what + ": " + b.note);
    }

    template <class Code, class Entry>
    void tell(change_of<Code> const& c, code_list<Code, Entry> const& list, char const* kind) {
        std::string const done = c.kind == entry_change::rename  ? " became "
                                 : c.kind == entry_change::merge ? " were merged into "
                                                                 : " was split into ";
        std::string const noun = std::string(kind) + (c.from.size() > 1 ? "s " : " ");
        add(c.took_effect, break_kind::structure,
            ": the " + noun + names(c.from, list) + done + names(c.into, list));
    }

    void tell(structure_move const& m) {
        std::string what = names(m.units, words_.units);
        std::string const services = names(m.services, words_.services);
        if (!what.empty() && !services.empty()) what += ", ";
        what += services;
        if (!m.from.is_none()) what += " left " + words_.units[m.from].name;
        if (!m.into.is_none()) {
            what += (m.from.is_none() ? " came under " : " for ") + words_.units[m.into].name;
        }
        add(m.took_effect, break_kind::structure, ": " + what);
    }

    taxonomy const& words_;
    std::span<std::string_view const> names_;
    filter const& where_;
    text_span days_;
    std::vector<unit_code> owners_; ///< units of the services that the filter names
    std::vector<told_break> found_;
};

/// True if an entry is valid on every day of the stretch.
template <class Entry> bool stands_through(Entry const& entry, text_span const& days) {
    return entry.valid_from <= days.first &&
           (entry.valid_until.empty() || days.last < entry.valid_until);
}

} // namespace

std::string_view name_of(break_kind kind) noexcept {
    switch (kind) {
    case break_kind::structure: return "structure";
    case break_kind::definition: return "definition";
    case break_kind::coverage: return "coverage";
    case break_kind::system: return "system";
    }
    return "structure";
}

std::vector<told_break> breaks_within(taxonomy const& words,
                                      std::span<std::string_view const> names, filter const& where,
                                      day_span days) {
    return breaks(words, names, where, days).find();
}

std::vector<told_break> breaks_between(taxonomy const& words,
                                       std::span<std::string_view const> names, filter const& where,
                                       day_span before, day_span now) {
    return breaks_within(words, names, where, {before.first, now.last});
}

std::vector<told_break> breaks_within(taxonomy const& words, by const& groups, measures const& what,
                                      filter const& where, day_span days) {
    std::vector<filter> parts{where};
    auto const part_by = [&](auto const& list, auto filter::* member, auto const& is_in) {
        for (auto const c : list.codes()) {
            if (!is_in(c)) continue;
            filter part = where;
            part.*member = {c};
            parts.push_back(std::move(part));
        }
    };
    for (grouping const& g : groups.axes) {
        if (g.what == dimension::unit) {
            part_by(words.units, &filter::units, [&](unit_code u) {
                return where.units.empty() ||
                       std::any_of(where.units.begin(), where.units.end(),
                                   [&](unit_code above) { return words.is_within(u, above); });
            });
        } else if (g.what == dimension::service) {
            part_by(words.services, &filter::services, [&](service_code s) {
                return where.services.empty() || has(where.services, s);
            });
        }
    }
    std::vector<told_break> found;
    for (measure const& m : what.list) {
        std::array const names{m.key};
        for (filter const& part : parts) {
            auto const some = breaks_within(words, names, part, days);
            found.insert(found.end(), some.begin(), some.end());
        }
    }
    put_in_order(found);
    return found;
}

like_for_like_base like_for_like(taxonomy const& words, measure const& what,
                                 std::string_view series, filter const& where, day_span before,
                                 day_span now) {
    like_for_like_base made;
    made.where = where;
    day_span const all{before.first, now.last};
    text_span const days(all);
    std::array const names{what.key, series};
    bool const names_services = !where.services.empty();
    if (names_services) {
        made.where.services.clear();
        for (service_code const s : where.services) {
            filter alone;
            alone.services = {s};
            bool const is_good = stands_through(words.services[s], days) &&
                                 breaks_within(words, names, alone, all).empty();
            (is_good ? made.where.services : made.services_left_out).push_back(s);
        }
    }
    auto const has_services = [&](unit_code unit) {
        return std::any_of(where.services.begin(), where.services.end(), [&](service_code s) {
            unit_code const owner = words.services[s].unit;
            return owner.is_none() || words.is_within(owner, unit) || words.is_within(unit, owner);
        });
    };
    for (unit_code const unit : detail::leaf_units(words)) {
        if (!detail::addresses(words, where, unit)) continue;
        if (names_services && !has_services(unit)) continue;
        filter alone;
        alone.units = {unit};
        bool const is_kept =
            detail::coverage_at(words, unit, what, where, where.subjects) == coverage::kept;
        bool const is_good = is_kept && stands_through(words.units[unit], days) &&
                             (names_services || breaks_within(words, names, alone, all).empty());
        (is_good ? made.units : made.left_out).push_back(unit);
    }
    if (!made.left_out.empty()) made.where.units = made.units;
    made.is_empty = made.units.empty() || (names_services && made.where.services.empty());
    return made;
}

std::vector<failure> check_breaks(taxonomy const& words, std::span<series_figure const> published) {
    std::vector<failure> wrong;
    for (series_break const& b : words.breaks) {
        for (std::string const& name : b.measures) {
            bool const is_published =
                std::any_of(published.begin(), published.end(),
                            [&](series_figure const& f) { return f.measure == name; });
            if (is_published || find_measure(name)) continue;
            std::vector<std::string> known;
            for (measure const& m : all_measures()) known.emplace_back(m.key);
            wrong.push_back({.code = failure_code::key_unknown,
                             .where = {.source = "taxonomy.toml", .row = 0, .column = "measures"},
                             .message = "the break of " + b.took_effect + " names \"" + name +
                                        "\", which is no measure and no published series",
                             .mend = detail::suggest(name, known)});
        }
    }
    return wrong;
}

} // namespace upheld
