// SPDX-License-Identifier: BSL-1.0
#include "taxonomy/crosswalk_reader.hpp"

#include "basis/closest.hpp"
#include "taxonomy/names.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>
#include <set>

namespace upheld::detail {
namespace {

template <class Code> bool has(std::vector<Code> const& list, Code code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

/// Whether an entry is valid on the last day before one.
template <class Entry> bool stands_before(Entry const& entry, std::string_view day) {
    return entry.valid_from < day && (entry.valid_until.empty() || day <= entry.valid_until);
}

class changes_reader {
  public:
    changes_reader(taxonomy& into, toml_faults& faults) : into_(into), faults_(faults) {}

    void read(toml_fields& file) {
        for (toml_fields& fields : file.tables("unit_change")) {
            read_change(fields, "unit", into_.units, into_.unit_changes);
        }
        for (toml_fields& fields : file.tables("service_change")) {
            read_change(fields, "service", into_.services, into_.service_changes);
        }
        std::vector<toml_fields> moves = file.tables("move");
        for (toml_fields& fields : moves) read_move(fields);
        // Where an entry lay depends on every move of it, so they are looked at together.
        for (std::size_t i = 0; i != into_.moves.size(); ++i) check_move(moves[i], into_.moves[i]);
        for (toml_fields& fields : file.tables("break")) read_break(fields);
    }

  private:
    template <class Words> auto word(toml_fields& fields, char const* key, Words const& words) {
        std::string const text = fields.needed_text(key);
        auto const value = value_of(words, text);
        if (!value && !text.empty()) {
            faults_.add(failure_code::key_unknown, fields.where(key), key,
                        "\"" + text + "\" means nothing here", suggest(text, texts_of(words)));
        }
        return value;
    }

    std::string effective_day(toml_fields& fields) {
        std::string text = fields.needed_text("took_effect");
        if (!text.empty() && !is_iso_day(text)) {
            faults_.add(failure_code::date_invalid, fields.where("took_effect"), "took_effect",
                        "\"" + text + "\" is not a day",
                        "write it as YYYY-MM-DD in quotes, for example \"2019-08-01\"");
        }
        return text;
    }

    template <class Code, class Entry>
    std::optional<Code> entry(toml_fields& fields, char const* column, std::string const& kind,
                              std::string const& text, code_list<Code, Entry> const& list) {
        if (auto const found = list.find(text)) return found;
        std::vector<std::string> known;
        for (Entry const& e : list.entries()) known.push_back(e.key);
        faults_.add(failure_code::reference_dangling, fields.where(column), column,
                    "there is no " + kind + " \"" + text + "\"", suggest(text, known));
        return std::nullopt;
    }

    /// The entries of a key or of a list of keys, each once.
    template <class Code, class Entry>
    std::vector<Code> entries(toml_fields& fields, char const* column, std::string const& kind,
                              code_list<Code, Entry> const& list) {
        std::vector<Code> found;
        for (std::string const& text :
             fields.texts(column, true).value_or(std::vector<std::string>())) {
            auto const code = entry(fields, column, kind, text, list);
            if (!code) continue;
            if (has(found, *code)) {
                faults_.add(failure_code::key_repeated, fields.where(column), column,
                            "the " + kind + " \"" + text + "\" is named twice");
            } else {
                found.push_back(*code);
            }
        }
        return found;
    }

    // ---- rename, merge, split

    template <class Code, class Entry>
    void read_change(toml_fields& fields, std::string const& kind,
                     code_list<Code, Entry> const& list, std::vector<change_of<Code>>& into) {
        change_of<Code> made;
        auto const what = word(fields, "kind", change_words);
        made.kind = what.value_or(entry_change::rename);
        made.took_effect = effective_day(fields);
        made.from = entries(fields, "from", kind, list);
        made.into = entries(fields, "into", kind, list);
        bool const is_counted = what && has_right_numbers(fields, kind, made);
        read_rule(fields, kind, list, what.has_value(), made);
        fields.finish();
        if (is_counted && is_iso_day(made.took_effect)) {
            check_validity(fields, kind, list, made);
            check_once(fields, kind, list, made, into);
        }
        into.push_back(std::move(made));
    }

    template <class Code>
    bool has_right_numbers(toml_fields& fields, std::string const& kind,
                           change_of<Code> const& made) {
        bool const is_merge = made.kind == entry_change::merge;
        bool const is_split = made.kind == entry_change::split;
        bool good = true;
        auto const need = [&](char const* column, std::size_t count, bool several) {
            if (several ? count >= 2 : count == 1) return;
            // What is no list, and keys that are not listed, have been reported.
            auto const said = fields.texts(column, true);
            if (said ? said->size() != count : fields.has(column)) {
                good = false;
                return;
            }
            good = false;
            faults_.add(count == 0 ? failure_code::field_missing : failure_code::contradiction,
                        fields.where(column), column,
                        "a " +
                            std::string(is_merge   ? "merge"
                                        : is_split ? "split"
                                                   : "rename") +
                            " is " +
                            (is_split   ? "of one "
                             : is_merge ? "of several "
                                        : "of one ") +
                            kind +
                            (is_merge   ? "s into one"
                             : is_split ? " into several"
                                        : " into one"),
                        is_merge ? "name a " + kind + " that goes on in from as well" : "");
        };
        need("from", made.from.size(), is_merge);
        need("into", made.into.size(), is_split);
        if (made.kind == entry_change::rename && good && made.from == made.into) {
            faults_.add(failure_code::contradiction, fields.where("into"), "into",
                        "a " + kind + " is not renamed into itself");
            good = false;
        }
        return good;
    }

    template <class Code, class Entry>
    void read_rule(toml_fields& fields, std::string const& kind, code_list<Code, Entry> const& list,
                   bool kind_is_known, change_of<Code>& made) {
        bool const is_split = made.kind == entry_change::split;
        if (!is_split) {
            for (char const* const key : {"by", "places", "otherwise"}) {
                if (!fields.has(key)) continue;
                if (kind_is_known) {
                    faults_.add(failure_code::contradiction, fields.where(key), key,
                                "only a split has a rule", "take it out");
                }
            }
            // Asked for all the same, so that they are not reported as unknown too.
            static_cast<void>(fields.text("by"));
            static_cast<void>(fields.table("places"));
            static_cast<void>(fields.text("otherwise"));
            return;
        }
        read_by(fields, kind, made);
        if (auto const text = fields.text("otherwise")) {
            made.otherwise = entry(fields, "otherwise", kind, *text, list).value_or(Code());
            if (!made.otherwise.is_none() && !has(made.into, made.otherwise)) {
                faults_.add(failure_code::contradiction, fields.where("otherwise"), "otherwise",
                            "the split is not into \"" + *text + "\"", "name one of those in into");
            }
        }
        read_places(fields, kind, list, made);
    }

    template <class Code>
    void read_by(toml_fields& fields, std::string const& kind, change_of<Code>& made) {
        std::string const by = fields.needed_text("by");
        if (by == "place") {
            made.rule = split_rule::by_place;
        } else if (by == "service" && kind == "unit") {
            made.rule = split_rule::by_service;
        } else if (by == "share") {
            faults_.add(failure_code::key_unknown, fields.where("by"), "by",
                        "a share says how many cases went to each " + kind + " and not which",
                        kind == "unit" ? "use \"service\" or \"place\"" : "use \"place\"");
        } else if (!by.empty()) {
            faults_.add(failure_code::key_unknown, fields.where("by"), "by",
                        "a " + kind + " is not split by \"" + by + "\"",
                        kind == "unit" ? "use \"service\" or \"place\"" : "use \"place\"");
        }
    }

    template <class Code, class Entry>
    void read_places(toml_fields& fields, std::string const& kind,
                     code_list<Code, Entry> const& list, change_of<Code>& made) {
        auto table = fields.table("places");
        if (made.rule != split_rule::by_place) {
            if (table && made.rule == split_rule::by_service) {
                faults_.add(failure_code::contradiction, fields.where("places"), "places",
                            "a split by service has no places", "take them out");
            }
            return;
        }
        if (!table) {
            if (!fields.has("places")) {
                faults_.add(failure_code::field_missing, fields.where(), "places",
                            "a split by place has no places",
                            "say in places = { KEY = [\"...\"] } which go where");
            }
            return;
        }
        std::set<std::string> taken;
        for (Code const to : made.into) {
            std::string const& key = list[to].key;
            auto const places = table->texts(key);
            if (!places || places->empty()) {
                if (to != made.otherwise) {
                    faults_.add(failure_code::field_missing, table->where(), "places",
                                "no place goes to the " + kind + " \"" + key + "\"");
                }
                continue;
            }
            for (std::string const& place : *places) {
                if (place.empty()) {
                    faults_.add(failure_code::field_missing, table->where(key), key,
                                "a place is empty");
                } else if (!taken.insert(place).second) {
                    faults_.add(failure_code::key_repeated, table->where(key), key,
                                "the place \"" + place + "\" is named twice");
                }
            }
            made.places.push_back({to, *places});
        }
        table->finish();
    }

    /// What a change ends is valid until its day, and what it begins from its day. So no chain of
    /// changes comes back to an entry that has ended.
    template <class Code, class Entry>
    void check_validity(toml_fields& fields, std::string const& kind,
                        code_list<Code, Entry> const& list, change_of<Code> const& made) {
        std::string const& day = made.took_effect;
        auto const fault = [&](char const* column, Entry const& entry, std::string const& what,
                               std::string const& mend) {
            faults_.add(failure_code::contradiction, fields.where(column), column,
                        "the " + kind + " \"" + entry.key + "\" " + what, mend);
        };
        for (Code const c : made.from) {
            Entry const& entry = list[c];
            if (has(made.into, c)) {
                if (!stands_before(entry, day) || !stands_on(entry, day)) {
                    fault("from", entry,
                          "goes on and is not valid both before " + day + " and on it",
                          "see its valid_from and valid_until");
                }
            } else if (entry.valid_until != day) {
                fault("from", entry, "ends by this change and is not valid until " + day,
                      "give it valid_until = \"" + day + "\"");
            }
        }
        for (Code const c : made.into) {
            Entry const& entry = list[c];
            if (!has(made.from, c) && entry.valid_from != day) {
                fault("into", entry, "begins by this change and is not valid from " + day,
                      "give it valid_from = \"" + day + "\"" +
                          (made.kind == entry_change::merge
                               ? ", or name it in from if it was there before"
                               : ""));
            }
        }
    }

    /// On one day an entry leaves by one change at most. Several may bring it: a unit that was
    /// renamed and got a part of another.
    template <class Code, class Entry>
    void check_once(toml_fields& fields, std::string const& kind,
                    code_list<Code, Entry> const& list, change_of<Code> const& made,
                    std::vector<change_of<Code>> const& before) {
        for (change_of<Code> const& other : before) {
            if (other.took_effect != made.took_effect) continue;
            for (Code const c : made.from) {
                if (!has(other.from, c)) continue;
                faults_.add(failure_code::contradiction, fields.where("from"), "from",
                            "the " + kind + " \"" + list[c].key + "\" is changed twice on " +
                                made.took_effect,
                            "write it as one change");
            }
        }
    }

    // ---- moves

    void read_move(toml_fields& fields) {
        structure_move made;
        made.took_effect = effective_day(fields);
        made.units = entries(fields, "units", "unit", into_.units);
        made.services = entries(fields, "services", "service", into_.services);
        auto const end = [&](char const* column) {
            auto const text = fields.text(column);
            if (!text) return unit_code();
            return entry(fields, column, "unit", *text, into_.units).value_or(unit_code());
        };
        made.from = end("from");
        made.into = end("into");
        auto const names_some = [&](char const* column) {
            auto const texts = fields.texts(column, true);
            return texts ? !texts->empty() : fields.has(column); // of another type: reported
        };
        bool const names_something = names_some("units") || names_some("services");
        fields.finish();
        if (!names_something) {
            faults_.add(failure_code::field_missing, fields.where(), "services",
                        "a move names neither units nor services");
        }
        for (char const* const column : {"from", "into"}) {
            if (!made.services.empty() && !fields.has(column)) {
                faults_.add(failure_code::field_missing, fields.where(), column,
                            "services move from a unit into a unit", "say which");
            }
        }
        into_.moves.push_back(std::move(made));
    }

    void check_move(toml_fields& fields, structure_move const& made) {
        std::string const& day = made.took_effect;
        bool const is_named = fields.has("from") || fields.has("into");
        bool const is_known = (!fields.has("from") || !made.from.is_none()) &&
                              (!fields.has("into") || !made.into.is_none());
        if (!is_known || !is_iso_day(day)) return; // reported
        if (!is_named || made.from == made.into) {
            faults_.add(failure_code::contradiction, fields.where(), "into",
                        "a move leads from one unit into another",
                        "leave out one of the two for units that come from the top, or get there");
            return;
        }
        if (!made.from.is_none() && !stands_before(into_.units[made.from], day)) {
            fault_of_move(fields, "from", "is not valid before " + day, made.from);
        }
        if (!made.into.is_none() && !stands_on(into_.units[made.into], day)) {
            fault_of_move(fields, "into", "is not valid on " + day, made.into);
        }
        for (unit_code const u : made.units) {
            check_moved(fields, "units", made, into_.units[u], unit_above(into_, u, day),
                        count_same(made, u, &structure_move::units));
        }
        for (service_code const s : made.services) {
            check_moved(fields, "services", made, into_.services[s], unit_of(into_, s, day),
                        count_same(made, s, &structure_move::services));
        }
    }

    void fault_of_move(toml_fields& fields, char const* column, std::string const& what,
                       unit_code unit) {
        faults_.add(failure_code::contradiction, fields.where(column), column,
                    "the unit \"" + into_.units[unit].key + "\" " + what,
                    "see its valid_from and valid_until");
    }

    /// How many moves take an entry on one day.
    template <class Code>
    [[nodiscard]] std::size_t count_same(structure_move const& made, Code code,
                                         std::vector<Code> structure_move::* list) const {
        return static_cast<std::size_t>(
            std::count_if(into_.moves.begin(), into_.moves.end(), [&](structure_move const& m) {
                return m.took_effect == made.took_effect && has(m.*list, code);
            }));
    }

    template <class Entry>
    void check_moved(toml_fields& fields, char const* column, structure_move const& made,
                     Entry const& entry, unit_code after, std::size_t moves) {
        std::string const& day = made.took_effect;
        std::string const name = "\"" + entry.key + "\"";
        if (moves > 1) {
            faults_.add(failure_code::contradiction, fields.where(column), column,
                        name + " moves twice on " + day);
        } else if (!stands_before(entry, day) || !stands_on(entry, day)) {
            faults_.add(failure_code::contradiction, fields.where(column), column,
                        name + " is not valid both before " + day + " and on it",
                        "what begins or ends on that day does not move");
        } else if (after != made.into) {
            faults_.add(failure_code::contradiction, fields.where(column), column,
                        name + " is within " + name_of(after) + " after the move and not within " +
                            name_of(made.into),
                        "see its own unit, and its later moves");
        }
    }

    [[nodiscard]] std::string name_of(unit_code unit) const {
        return unit.is_none() ? "no unit" : "\"" + into_.units[unit].key + "\"";
    }

    // ---- breaks

    void read_break(toml_fields& fields) {
        series_break made;
        made.kind = word(fields, "kind", break_words).value_or(break_kind::structure);
        made.took_effect = effective_day(fields);
        auto const measures = fields.texts("measures", true);
        made.measures = measures.value_or(std::vector<std::string>());
        made.units = entries(fields, "units", "unit", into_.units);
        made.services = entries(fields, "services", "service", into_.services);
        made.note = fields.needed_text("note");
        for (char const* const list : {"measures", "units", "services"}) {
            auto const texts = fields.texts(list, true);
            if (texts && texts->empty()) {
                faults_.add(failure_code::field_missing, fields.where(list), list,
                            "an empty list would break nothing", "leave it out to break all");
            }
        }
        fields.finish();
        into_.breaks.push_back(std::move(made));
    }

    taxonomy& into_;
    toml_faults& faults_;
};

/// Every day on which the structure may become another, and the beginning.
std::set<std::string> days_of_change(taxonomy const& words) {
    std::set<std::string> days{std::string()};
    auto const add = [&](auto const& list) {
        for (auto const& entry : list.entries()) {
            days.insert(entry.valid_from);
            days.insert(entry.valid_until);
        }
    };
    add(words.units);
    add(words.services);
    for (structure_move const& m : words.moves) days.insert(m.took_effect);
    return days;
}

class structure_checker {
  public:
    structure_checker(taxonomy const& words, toml_faults& faults)
        : words_(words), days_(days_of_change(words)), faults_(faults) {}

    void check(unit_code unit, toml::source_position at) {
        unit_entry const& entry = words_.units[unit];
        for (std::string const& day : days_) {
            if (!stands_on(entry, day)) continue;
            unit_code const above = unit_above(words_, unit, day);
            if (is_refused(entry, "unit", above, day, at)) return;
            // Units come after those that they are within; only moves could make a circle.
            if (words_.moves.empty()) continue;
            unit_code up = above;
            for (std::size_t left = words_.units.size(); !up.is_none(); --left) {
                if (up == unit || left == 0) {
                    faults_.add(failure_code::contradiction, at, "within",
                                "the unit \"" + entry.key + "\" lies within itself" + since(day),
                                "see the moves");
                    return;
                }
                up = unit_above(words_, up, day);
            }
        }
    }

    void check(service_code service, toml::source_position at) {
        service_entry const& entry = words_.services[service];
        for (std::string const& day : days_) {
            if (!stands_on(entry, day)) continue;
            if (is_refused(entry, "service", unit_of(words_, service, day), day, at)) return;
        }
    }

  private:
    static std::string since(std::string const& day) {
        return day.empty() ? std::string() : " on " + day;
    }

    bool is_refused(auto const& entry, char const* kind, unit_code above, std::string const& day,
                    toml::source_position at) {
        if (above.is_none() || stands_on(words_.units[above], day)) return false;
        faults_.add(failure_code::contradiction, at, "valid_from",
                    "the " + std::string(kind) + " \"" + entry.key + "\" is valid" +
                        (day.empty() ? std::string(" from the first") : since(day)) +
                        ", and the unit \"" + words_.units[above].key +
                        "\" that it is within is not",
                    "give it days of validity, or a [[move]] from where it was before");
        return true;
    }

    taxonomy const& words_;
    std::set<std::string> days_;
    toml_faults& faults_;
};

} // namespace

void read_changes(toml_fields& file, taxonomy& into, toml_faults& faults) {
    changes_reader(into, faults).read(file);
}

void check_every_structure(taxonomy const& words, entry_lines const& lines, toml_faults& faults) {
    structure_checker check(words, faults);
    for (unit_code const unit : words.units.codes()) check.check(unit, lines.units[unit.value]);
    for (service_code const s : words.services.codes()) {
        check.check(s, lines.services[s.value]);
    }
}

} // namespace upheld::detail
