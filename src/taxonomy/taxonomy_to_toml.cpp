// SPDX-License-Identifier: BSL-1.0
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include "taxonomy/names.hpp"

#include <algorithm>

namespace upheld {
namespace {

constexpr std::size_t longest_line = 100;

/// A basic string of TOML: everything but quotes, backslashes and control letters stands for
/// itself.
std::string quoted(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "\"";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (byte >= 0x20 && byte != 0x7F) {
                out += c;
            } else {
                out += "\\u00";
                out += digits[byte >> 4U];
                out += digits[byte & 0xFU];
            }
        }
    }
    return out += '"';
}

/// The part of a key such as `procedure/stage` that stands in the file.
std::string_view own_part(std::string_view key) {
    std::size_t const slash = key.find('/');
    UPHELD_EXPECTS(slash != std::string_view::npos);
    return key.substr(slash + 1);
}

/// The word of the format that has this value.
template <class Words, class Value> std::string_view word_of(Words const& words, Value value) {
    auto const found = std::find_if(words.begin(), words.end(),
                                    [&](auto const& word) { return word.value == value; });
    UPHELD_EXPECTS(found != words.end());
    return found->text;
}

/// What a unit keeps if its table says nothing of it.
std::array<collected, kept_kinds> inherited(taxonomy const& words, unit_entry const& unit) {
    if (!unit.within.is_none()) return words.units[unit.within].keeps;
    std::array<collected, kept_kinds> keeps{};
    keeps[static_cast<std::size_t>(kept::categories)] = collected::not_applicable;
    return keeps;
}

class toml_writer {
  public:
    explicit toml_writer(taxonomy const& words) : words_(words) {}

    std::string write() {
        out_ += "[taxonomy]\n";
        text("id", words_.id);
        text("title", words_.title);
        text("council", words_.council);
        text("calendar", words_.calendar);
        for (unit_entry const& unit : words_.units.entries()) write(unit);
        for (service_entry const& service : words_.services.entries()) write(service);
        write_plain("subject", words_.subjects);
        write_plain("category", words_.categories);
        write_plain("channel", words_.channels);
        write_procedures();
        for (outcome_entry const& outcome : words_.outcomes.entries()) write(outcome);
        write_decision_groups();
        for (remedy_stage_entry const& stage : words_.remedy_stages.entries()) {
            begin("remedy_stage", stage.key, stage);
            text("kept_as", word_of(detail::remedy_kept_words, stage.kept_as));
        }
        write_plain("remedy_kind", words_.remedy_kinds);
        for (unit_change const& c : words_.unit_changes) write("unit_change", c, words_.units);
        for (service_change const& c : words_.service_changes) {
            write("service_change", c, words_.services);
        }
        for (structure_move const& m : words_.moves) write(m);
        for (series_break const& b : words_.breaks) write(b);
        return std::move(out_);
    }

  private:
    void begin(std::string_view list, std::string_view key, labelled const& label) {
        begin(list);
        text("key", key);
        text("name", label.name);
        texts("aliases", label.aliases);
    }

    void value(std::string_view key, std::string_view written) {
        out_ += key;
        out_ += " = ";
        out_ += written;
        out_ += '\n';
    }

    void text(std::string_view key, std::string_view of) { value(key, quoted(of)); }

    void text_if_any(std::string_view key, std::string_view of) {
        if (!of.empty()) text(key, of);
    }

    void truth(std::string_view key, bool of) { value(key, of ? "true" : "false"); }

    void truth_unless(bool usual, std::string_view key, bool of) {
        if (of != usual) truth(key, of);
    }

    /// On one line if there is room for it, else on as many as are needed.
    void texts(std::string_view key, std::vector<std::string> const& all) {
        if (all.empty()) return;
        std::string line;
        for (std::string const& one : all) line += (line.empty() ? "" : ", ") + quoted(one);
        if (key.size() + line.size() + std::string_view(" = []").size() <= longest_line) {
            value(key, '[' + line + ']');
            return;
        }
        std::string const margin = "    ";
        std::string lines = "[\n";
        line = margin;
        for (std::string const& one : all) {
            std::string const next = quoted(one) + ',';
            if (line != margin && line.size() + 1 + next.size() > longest_line) {
                lines += line + '\n';
                line = margin;
            }
            line += (line == margin ? "" : " ") + next;
        }
        value(key, lines + line + "\n]");
    }

    template <class Code, class Entry>
    void write_plain(std::string_view list, code_list<Code, Entry> const& entries) {
        for (Entry const& entry : entries.entries()) begin(list, entry.key, entry);
    }

    void write(unit_entry const& unit) {
        begin("unit", unit.key, unit);
        if (unit.short_name != unit.name) text("short", unit.short_name);
        text_if_any("level", unit.level);
        if (!unit.within.is_none()) text("within", words_.units[unit.within].key);
        text_if_any("valid_from", unit.valid_from);
        text_if_any("valid_until", unit.valid_until);
        std::vector<std::string> subjects;
        for (subject_code const s : unit.subjects) subjects.push_back(words_.subjects[s].key);
        texts("subjects", subjects);

        auto const usual = inherited(words_, unit);
        if (unit.keeps == usual) return;
        out_ += "[unit.keeps]\n";
        for (auto const& kind : detail::kept_words) {
            collected const state = unit.state_of(kind.value);
            if (state == usual[static_cast<std::size_t>(kind.value)]) continue;
            text(kind.text, word_of(detail::collected_words, state));
        }
    }

    void write(service_entry const& service) {
        begin("service", service.key, service);
        text("unit", words_.units[service.unit].key);
        truth_unless(false, "contracted", service.is_contracted);
        text_if_any("valid_from", service.valid_from);
        text_if_any("valid_until", service.valid_until);
    }

    void write_procedures() {
        for (procedure_entry const& procedure : words_.procedures.entries()) {
            begin("procedure", procedure.key, procedure);
            truth_unless(false, "statutory", procedure.is_statutory);
            text_if_any("law", procedure.law);
            for (stage_code const s : procedure.stages) {
                stage_entry const& stage = words_.stages[s];
                begin("procedure.stage", own_part(stage.key), stage);
                text_if_any("acknowledge_rule", stage.acknowledge_rule);
                text_if_any("respond_rule", stage.respond_rule);
            }
        }
    }

    void write(outcome_entry const& outcome) {
        begin("outcome", outcome.key, outcome);
        truth("decided", outcome.is_decided);
        if (outcome.is_decided) text("finding", word_of(detail::finding_words, outcome.finding));
        truth_unless(true, "in_upheld_base", outcome.in_upheld_base);
    }

    void write_decision_groups() {
        std::size_t next = 0;
        auto const decisions = words_.decisions.entries();
        for (decision_group_code const g : words_.decision_groups.codes()) {
            decision_group_entry const& group = words_.decision_groups[g];
            begin("decision_group", group.key, group);
            truth_unless(false, "upheld", group.counts_as_upheld);
            truth_unless(false, "investigated", group.counts_as_investigated);
            truth_unless(false, "declined", group.counts_as_declined);
            for (; next != decisions.size() && decisions[next].group == g; ++next) {
                decision_entry const& decision = decisions[next];
                begin("decision_group.decision", own_part(decision.key), decision);
            }
        }
        UPHELD_EXPECTS(next == decisions.size());
    }

    void begin(std::string_view list) {
        out_ += "\n[[";
        out_ += list;
        out_ += "]]\n";
    }

    template <class Code, class Entry>
    static std::vector<std::string> keys_of(std::vector<Code> const& codes,
                                            code_list<Code, Entry> const& list) {
        std::vector<std::string> keys;
        for (Code const c : codes) keys.push_back(list[c].key);
        return keys;
    }

    template <class Code, class Entry>
    void write(std::string_view kind, change_of<Code> const& change,
               code_list<Code, Entry> const& list) {
        begin(kind);
        text("kind", word_of(detail::change_words, change.kind));
        text("took_effect", change.took_effect);
        texts("from", keys_of(change.from, list));
        texts("into", keys_of(change.into, list));
        if (change.kind != entry_change::split) return;
        text("by", change.rule == split_rule::by_place ? "place" : "service");
        if (!change.otherwise.is_none()) text("otherwise", list[change.otherwise].key);
        if (change.places.empty()) return;
        out_ += '[';
        out_ += kind;
        out_ += ".places]\n";
        for (places_of<Code> const& one : change.places) texts(list[one.entry].key, one.places);
    }

    void write(structure_move const& move) {
        begin("move");
        text("took_effect", move.took_effect);
        texts("units", keys_of(move.units, words_.units));
        texts("services", keys_of(move.services, words_.services));
        if (!move.from.is_none()) text("from", words_.units[move.from].key);
        if (!move.into.is_none()) text("into", words_.units[move.into].key);
    }

    void write(series_break const& what) {
        begin("break");
        text("kind", word_of(detail::break_words, what.kind));
        text("took_effect", what.took_effect);
        texts("measures", what.measures);
        texts("units", keys_of(what.units, words_.units));
        texts("services", keys_of(what.services, words_.services));
        text("note", what.note);
    }

    taxonomy const& words_;
    std::string out_;
};

} // namespace

std::string to_toml(taxonomy const& words) { return toml_writer(words).write(); }

} // namespace upheld
