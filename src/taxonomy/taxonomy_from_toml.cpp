// SPDX-License-Identifier: BSL-1.0
#include "basis/closest.hpp"
#include "basis/read_file.hpp"
#include "basis/toml_fields.hpp"
#include "taxonomy/crosswalk_reader.hpp"
#include "taxonomy/names.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace upheld {
namespace {

using detail::toml_fields;

/// Keys, names and aliases of one list, each with the entry that it stands for.
class label_book {
  public:
    explicit label_book(std::string kind) : kind_(std::move(kind)) {}

    /// Reads the label of the entry at `position`.
    void read(toml_fields& fields, labelled& into, std::size_t position) {
        into.key = fields.needed_text("key");
        into.name = fields.needed_text("name");
        into.aliases = fields.texts("aliases").value_or(std::vector<std::string>());
        if (!into.key.empty() && !detail::is_key(into.key)) {
            fields.faults().add(failure_code::field_malformed, fields.where("key"), "key",
                                "\"" + into.key + "\" cannot be a key",
                                "use lower case letters, digits and _");
        }
        enter(fields, "key", into.key, position);
        enter(fields, "name", into.name, position);
        for (std::string const& alias : into.aliases) {
            if (alias.empty()) {
                fields.faults().add(failure_code::field_missing, fields.where("aliases"), "aliases",
                                    "an alias is empty");
            }
            enter(fields, "aliases", alias, position);
        }
    }

  private:
    struct owner {
        std::size_t position;
        std::uint64_t line;
    };

    void enter(toml_fields& fields, char const* column, std::string const& text,
               std::size_t position) {
        if (text.empty()) return;
        auto const [found, is_new] =
            owners_.try_emplace(text, owner{position, fields.where(column).line});
        // An entry may repeat its own words: an alias that equals its name misleads nobody.
        if (is_new || found->second.position == position) return;
        fields.faults().add(failure_code::key_repeated, fields.where(column), column,
                            "\"" + text + "\" stands for another " + kind_ + " already, in line " +
                                std::to_string(found->second.line),
                            "give each its own words");
    }

    std::string kind_;
    std::map<std::string, owner, std::less<>> owners_;
};

/// Reads one file into a taxonomy.
class taxonomy_reader {
  public:
    taxonomy_reader(taxonomy& into, detail::toml_faults& faults) : into_(into), faults_(faults) {}

    void read(toml::table const& root) {
        toml_fields file(root, "the file", faults_);
        if (auto head = file.table("taxonomy")) {
            into_.id = head->needed_text("id");
            into_.title = head->needed_text("title");
            into_.council = head->needed_text("council");
            into_.calendar = head->needed_text("calendar");
            head->finish();
        } else if (!file.has("taxonomy")) {
            faults_.add(failure_code::field_missing, file.where(), "taxonomy",
                        "the file has no [taxonomy]");
        }
        // Lists that others refer to come first, whatever their order in the file.
        read_plain(file, "subject", into_.subjects);
        read_plain(file, "category", into_.categories);
        read_plain(file, "channel", into_.channels);
        read_plain(file, "remedy_kind", into_.remedy_kinds);
        read_units(file);
        read_services(file);
        read_procedures(file);
        read_outcomes(file);
        read_decision_groups(file);
        read_remedy_stages(file);
        detail::read_changes(file, into_, faults_);
        detail::check_every_structure(into_, lines_, faults_);
        file.finish();
    }

  private:
    /// Adds an entry; a list that is full refuses it.
    template <class Code, class Entry>
    std::optional<Code> add(toml_fields& fields, code_list<Code, Entry>& list, Entry entry) {
        if (list.size() + 1 >= Code::none_value) {
            faults_.add(failure_code::value_out_of_range, fields.where(), {},
                        "there are more than 65,534 entries of one kind");
            return std::nullopt;
        }
        return list.add(std::move(entry));
    }

    template <class Code, class Entry>
    void read_plain(toml_fields& file, char const* kind, code_list<Code, Entry>& list) {
        label_book labels(kind);
        for (toml_fields& fields : file.tables(kind)) {
            Entry entry;
            labels.read(fields, entry, list.size());
            fields.finish();
            add(fields, list, std::move(entry));
        }
    }

    template <class Code, class Entry>
    void dangling(toml_fields& fields, char const* column, std::string const& text,
                  code_list<Code, Entry> const& list, std::string const& kind) {
        std::vector<std::string> known;
        for (Entry const& e : list.entries()) known.push_back(e.key);
        faults_.add(failure_code::reference_dangling, fields.where(column), column,
                    "there is no " + kind + " \"" + text + "\"", detail::suggest(text, known));
    }

    template <class Words>
    auto word(toml_fields& fields, std::string const& key, std::string const& text,
              Words const& words) {
        auto const value = detail::value_of(words, text);
        if (!value) {
            faults_.add(failure_code::key_unknown, fields.where(key), key,
                        "\"" + text + "\" means nothing here",
                        detail::suggest(text, detail::texts_of(words)));
        }
        return value;
    }

    template <class Entry> void read_validity(toml_fields& fields, Entry& entry) {
        bool both_good = true;
        auto const read = [&](char const* key) {
            std::string text = fields.text(key).value_or(std::string());
            if (!text.empty() && !detail::is_iso_day(text)) {
                both_good = false;
                faults_.add(failure_code::date_invalid, fields.where(key), key,
                            "\"" + text + "\" is not a day",
                            "write it as YYYY-MM-DD in quotes, for example \"2020-03-31\"");
            }
            return text;
        };
        entry.valid_from = read("valid_from");
        entry.valid_until = read("valid_until");
        if (both_good && !entry.valid_from.empty() && !entry.valid_until.empty() &&
            entry.valid_from >= entry.valid_until) {
            faults_.add(failure_code::order_broken, fields.where("valid_until"), "valid_until",
                        "valid_until is not after valid_from",
                        "valid_until is the first day on which it is no longer valid");
        }
    }

    void read_units(toml_fields& file) {
        label_book labels("unit");
        std::vector<toml_fields> tables = file.tables("unit");
        for (toml_fields& fields : tables) {
            unit_entry unit;
            labels.read(fields, unit, into_.units.size());
            unit.short_name = fields.text("short").value_or(unit.name);
            unit.level = fields.text("level").value_or(std::string());
            read_validity(fields, unit);
            read_within(fields, tables, unit);
            read_keeps(fields, unit);
            read_subjects(fields, unit);
            fields.finish();
            if (add(fields, into_.units, std::move(unit))) lines_.units.push_back(fields.where());
        }
    }

    void read_within(toml_fields& fields, std::vector<toml_fields>& tables, unit_entry& unit) {
        auto const above = fields.text("within");
        if (!above) return;
        if (auto const found = into_.units.find(*above)) {
            unit.within = *found;
            return;
        }
        for (toml_fields& later : tables) {
            // The tables ahead are asked for their keys once more when their turn comes.
            if (later.text("key") != above) continue;
            faults_.add(failure_code::order_broken, fields.where("within"), "within",
                        "the unit \"" + *above + "\" comes later in the file",
                        "put it before the units that are within it");
            return;
        }
        dangling(fields, "within", *above, into_.units, "unit");
    }

    void read_keeps(toml_fields& fields, unit_entry& unit) {
        if (!unit.within.is_none()) {
            unit.keeps = into_.units[unit.within].keeps;
        } else {
            unit.keeps[static_cast<std::size_t>(kept::categories)] = collected::not_applicable;
        }
        auto keeps = fields.table("keeps");
        if (!keeps) return;
        for (auto const& kind : detail::kept_words) {
            std::string const key(kind.text);
            auto const text = keeps->text(key);
            if (!text) continue;
            if (auto const state = word(*keeps, key, *text, detail::collected_words)) {
                unit.keeps[static_cast<std::size_t>(kind.value)] = *state;
            }
        }
        keeps->finish();
    }

    void read_subjects(toml_fields& fields, unit_entry& unit) {
        auto const keys = fields.texts("subjects");
        if (!keys) return;
        for (std::string const& key : *keys) {
            auto const found = into_.subjects.find(key);
            if (!found) {
                dangling(fields, "subjects", key, into_.subjects, "subject");
            } else if (std::find(unit.subjects.begin(), unit.subjects.end(), *found) !=
                       unit.subjects.end()) {
                faults_.add(failure_code::key_repeated, fields.where("subjects"), "subjects",
                            "the subject \"" + key + "\" is listed twice");
            } else {
                unit.subjects.push_back(*found);
            }
        }
    }

    void read_services(toml_fields& file) {
        label_book labels("service");
        for (toml_fields& fields : file.tables("service")) {
            service_entry service;
            labels.read(fields, service, into_.services.size());
            std::string const unit = fields.needed_text("unit");
            if (auto const found = into_.units.find(unit); found && !unit.empty()) {
                service.unit = *found;
            } else if (!unit.empty()) {
                dangling(fields, "unit", unit, into_.units, "unit");
            }
            service.is_contracted = fields.truth("contracted").value_or(false);
            read_validity(fields, service);
            fields.finish();
            if (add(fields, into_.services, std::move(service))) {
                lines_.services.push_back(fields.where());
            }
        }
    }

    void read_procedures(toml_fields& file) {
        label_book labels("procedure");
        for (toml_fields& fields : file.tables("procedure")) {
            procedure_entry procedure;
            labels.read(fields, procedure, into_.procedures.size());
            procedure.is_statutory = fields.truth("statutory").value_or(false);
            procedure.law = fields.text("law").value_or(std::string());
            std::string const key = procedure.key;
            std::vector<toml_fields> stages = fields.tables("stage");
            if (!fields.has("stage")) {
                faults_.add(failure_code::field_missing, fields.where(), "stage",
                            "procedure has no stage", "add a [[procedure.stage]]");
            }
            fields.finish();
            auto const code = add(fields, into_.procedures, std::move(procedure));
            if (!code) return;

            label_book stage_labels("stage of the procedure");
            for (toml_fields& s : stages) {
                stage_entry stage;
                stage_labels.read(s, stage, into_.procedures[*code].stages.size());
                stage.key = key + "/" + stage.key;
                stage.procedure = *code;
                stage.acknowledge_rule = s.text("acknowledge_rule").value_or(std::string());
                stage.respond_rule = s.text("respond_rule").value_or(std::string());
                s.finish();
                if (auto const added = add(s, into_.stages, std::move(stage))) {
                    into_.procedures[*code].stages.push_back(*added);
                }
            }
        }
    }

    void read_outcomes(toml_fields& file) {
        label_book labels("outcome");
        for (toml_fields& fields : file.tables("outcome")) {
            outcome_entry outcome;
            labels.read(fields, outcome, into_.outcomes.size());
            if (!fields.has("decided")) {
                faults_.add(failure_code::field_missing, fields.where(), "decided",
                            "outcome has no decided", "say true, or false if it is still ongoing");
            }
            outcome.is_decided = fields.truth("decided").value_or(true);
            outcome.in_upheld_base = fields.truth("in_upheld_base").value_or(true);
            auto const finding = fields.text("finding");
            if (finding && !outcome.is_decided) {
                faults_.add(failure_code::contradiction, fields.where("finding"), "finding",
                            "an outcome that is not decided has a finding", "take the finding out");
            } else if (finding) {
                outcome.finding = word(fields, "finding", *finding, detail::finding_words)
                                      .value_or(upheld_class::not_upheld);
            } else if (outcome.is_decided && fields.has("decided") && !fields.has("finding")) {
                faults_.add(failure_code::field_missing, fields.where(), "finding",
                            "a decided outcome has no finding",
                            detail::suggest("", detail::texts_of(detail::finding_words)));
            }
            fields.finish();
            add(fields, into_.outcomes, std::move(outcome));
        }
    }

    void read_decision_groups(toml_fields& file) {
        label_book labels("decision group");
        for (toml_fields& fields : file.tables("decision_group")) {
            decision_group_entry group;
            labels.read(fields, group, into_.decision_groups.size());
            group.counts_as_upheld = fields.truth("upheld").value_or(false);
            group.counts_as_investigated = fields.truth("investigated").value_or(false);
            group.counts_as_declined = fields.truth("declined").value_or(false);
            std::string const key = group.key;
            std::vector<toml_fields> decisions = fields.tables("decision");
            fields.finish();
            auto const code = add(fields, into_.decision_groups, std::move(group));
            if (!code) return;

            label_book decision_labels("decision of the group");
            std::size_t position = 0;
            for (toml_fields& d : decisions) {
                decision_entry decision;
                decision_labels.read(d, decision, position++);
                decision.key = key + "/" + decision.key;
                decision.group = *code;
                d.finish();
                add(d, into_.decisions, std::move(decision));
            }
        }
    }

    void read_remedy_stages(toml_fields& file) {
        label_book labels("remedy stage");
        for (toml_fields& fields : file.tables("remedy_stage")) {
            remedy_stage_entry stage;
            labels.read(fields, stage, into_.remedy_stages.size());
            std::string const kept_as = fields.needed_text("kept_as");
            if (!kept_as.empty()) {
                stage.kept_as = word(fields, "kept_as", kept_as, detail::remedy_kept_words)
                                    .value_or(kept::own_remedies);
            }
            fields.finish();
            add(fields, into_.remedy_stages, std::move(stage));
        }
    }

    taxonomy& into_;
    detail::toml_faults& faults_;
    detail::entry_lines lines_;
};

} // namespace

loaded_taxonomy taxonomy_from_toml(std::string_view text, std::string const& source) {
    loaded_taxonomy loaded;
    detail::toml_faults faults(source, loaded.failures);
    if (auto const root = detail::parse_toml(text, source, faults)) {
        taxonomy_reader(loaded.value, faults).read(*root);
    }
    std::sort(loaded.failures.begin(), loaded.failures.end(),
              [](failure const& a, failure const& b) {
                  return std::tie(a.where.row, a.where.column, a.message) <
                         std::tie(b.where.row, b.where.column, b.message);
              });
    // A key that is looked at twice would be reported twice.
    loaded.failures.erase(std::unique(loaded.failures.begin(), loaded.failures.end()),
                          loaded.failures.end());
    return loaded;
}

loaded_taxonomy load_taxonomy(std::string const& path) {
    std::optional<std::string> const text = detail::read_file(path);
    if (!text) {
        loaded_taxonomy missing;
        detail::toml_faults(path, missing.failures)
            .add(failure_code::file_missing, {}, {}, "the file is not there or cannot be read");
        return missing;
    }
    return taxonomy_from_toml(*text, path);
}

} // namespace upheld
