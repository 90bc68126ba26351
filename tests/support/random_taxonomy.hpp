// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/taxonomy/taxonomy.hpp"

#include <algorithm>
#include <random>
#include <string>

/// Taxonomies of any shape that reading can give, with texts of any letters.

namespace upheld::test {

class random_taxonomy {
  public:
    explicit random_taxonomy(std::uint32_t seed) : random_(seed) {}

    taxonomy make() {
        taxonomy made;
        made.id = text();
        made.title = text();
        made.council = text();
        made.calendar = text();
        add_plain(made.subjects, 6);
        add_plain(made.categories, 3);
        add_plain(made.channels, 3);
        add_plain(made.remedy_kinds, 2);
        add_units(made);
        add_services(made);
        add_changes(made);
        add_procedures(made);
        add_outcomes(made);
        add_decisions(made);
        for (std::size_t n = below(4); n != 0; --n) {
            remedy_stage_entry stage = labelled_as<remedy_stage_entry>();
            stage.kept_as = chance() ? kept::own_remedies : kept::ombudsman_cases;
            static_cast<void>(made.remedy_stages.add(std::move(stage)));
        }
        return made;
    }

    /// Letters of every kind: what TOML and CSV must escape, and letters of two to four bytes.
    /// Never empty, and no two are the same.
    std::string text() {
        static constexpr std::string_view pieces[] = {
            "a", "B",      "7",  " ",          "\"",  "\"\"\"", "\\",   "\n",       "\r\n",  "\t",
            "'", ",",      "#",  "=",          "[",   "]",      "\x01", "\x1F",     "\x7F",  "é",
            "£", "\u200B", "水", "\U0001F600", "\\u", "{}",     "\v",   "\xC2\x85", "\uFEFF"};
        std::string made = std::to_string(++texts_);
        for (std::size_t n = below(8); n != 0; --n) made += pieces[below(std::size(pieces))];
        return made;
    }

  private:
    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
    }

    bool chance() { return below(2) == 0; }

    template <class Entry> Entry labelled_as() {
        Entry entry;
        entry.key = "k" + std::to_string(++keys_);
        entry.name = chance() ? text() : "Name " + std::to_string(keys_);
        for (std::size_t n = below(4); n > 1; --n) {
            entry.aliases.push_back(text() + std::string(below(60), 'x'));
        }
        return entry;
    }

    template <class Code, class Entry>
    void add_plain(code_list<Code, Entry>& list, std::size_t most) {
        for (std::size_t n = below(most + 1); n != 0; --n) {
            static_cast<void>(list.add(labelled_as<Entry>()));
        }
    }

    /// What lies within a unit is valid only while the unit is.
    template <class Entry> void make_valid(Entry& entry, taxonomy const& words, unit_code within) {
        if (!within.is_none()) {
            entry.valid_from = words.units[within].valid_from;
            entry.valid_until = words.units[within].valid_until;
            return;
        }
        if (chance()) entry.valid_from = "20" + std::to_string(10 + below(5)) + "-02-28";
        if (chance()) entry.valid_until = "20" + std::to_string(15 + below(5)) + "-12-31";
    }

    void add_units(taxonomy& made) {
        for (std::size_t n = below(6); n != 0; --n) {
            unit_entry unit = labelled_as<unit_entry>();
            unit.short_name = chance() ? unit.name : text();
            if (chance()) unit.level = text();
            if (!made.units.is_empty() && chance()) {
                unit.within = unit_code(static_cast<std::uint16_t>(below(made.units.size())));
                unit.keeps = made.units[unit.within].keeps;
            } else {
                unit.keeps[static_cast<std::size_t>(kept::categories)] = collected::not_applicable;
            }
            for (collected& state : unit.keeps) {
                if (below(3) == 0) state = static_cast<collected>(below(4));
            }
            make_valid(unit, made, unit.within);
            for (subject_code const s : made.subjects.codes()) {
                if (chance()) unit.subjects.push_back(s);
            }
            std::shuffle(unit.subjects.begin(), unit.subjects.end(), random_);
            static_cast<void>(made.units.add(std::move(unit)));
        }
    }

    void add_services(taxonomy& made) {
        if (made.units.is_empty()) return;
        for (std::size_t n = below(5); n != 0; --n) {
            service_entry service = labelled_as<service_entry>();
            service.unit = unit_code(static_cast<std::uint16_t>(below(made.units.size())));
            service.is_contracted = chance();
            make_valid(service, made, service.unit);
            static_cast<void>(made.services.add(std::move(service)));
        }
    }

    /// A unit that becomes several by place, and breaks of any kind.
    void add_changes(taxonomy& made) {
        std::string const day = "2021-04-01";
        unit_change split;
        split.kind = entry_change::split;
        split.took_effect = day;
        split.rule = split_rule::by_place;
        for (std::size_t n = 3 * below(2); n != 0; --n) {
            unit_entry unit = labelled_as<unit_entry>();
            unit.short_name = unit.name;
            unit.keeps[static_cast<std::size_t>(kept::categories)] = collected::not_applicable;
            (split.from.empty() ? unit.valid_until : unit.valid_from) = day;
            bool const is_first = split.from.empty();
            unit_code const code = made.units.add(std::move(unit));
            (is_first ? split.from : split.into).push_back(code);
        }
        for (unit_code const into : split.into) {
            std::vector<std::string> places;
            for (std::size_t n = 1 + below(3); n != 0; --n) places.push_back(text());
            split.places.push_back({into, places});
        }
        if (chance() && !split.into.empty()) split.otherwise = split.into.front();
        if (!split.from.empty()) made.unit_changes.push_back(split);
        for (std::size_t n = below(3); n != 0; --n) {
            series_break one;
            one.kind = static_cast<break_kind>(below(4));
            one.took_effect = day;
            if (chance()) one.measures.push_back(text());
            if (chance() && !made.units.is_empty()) one.units.push_back(unit_code(0));
            if (chance() && !made.services.is_empty()) one.services.push_back(service_code(0));
            one.note = text();
            made.breaks.push_back(std::move(one));
        }
    }

    void add_procedures(taxonomy& made) {
        for (std::size_t n = below(4); n != 0; --n) {
            procedure_entry procedure = labelled_as<procedure_entry>();
            procedure.is_statutory = chance();
            if (chance()) procedure.law = text();
            procedure_code const code(static_cast<std::uint16_t>(made.procedures.size()));
            for (std::size_t s = 1 + below(3); s != 0; --s) {
                stage_entry stage = labelled_as<stage_entry>();
                stage.key = procedure.key + '/' + stage.key;
                stage.procedure = code;
                if (chance()) stage.acknowledge_rule = text();
                if (chance()) stage.respond_rule = text();
                procedure.stages.push_back(made.stages.add(std::move(stage)));
            }
            static_cast<void>(made.procedures.add(std::move(procedure)));
        }
    }

    void add_outcomes(taxonomy& made) {
        for (std::size_t n = below(5); n != 0; --n) {
            outcome_entry outcome = labelled_as<outcome_entry>();
            outcome.is_decided = chance();
            if (outcome.is_decided) outcome.finding = static_cast<upheld_class>(below(3));
            outcome.in_upheld_base = chance();
            static_cast<void>(made.outcomes.add(std::move(outcome)));
        }
    }

    void add_decisions(taxonomy& made) {
        for (std::size_t n = below(4); n != 0; --n) {
            decision_group_entry group = labelled_as<decision_group_entry>();
            group.counts_as_upheld = chance();
            group.counts_as_investigated = chance();
            group.counts_as_declined = chance();
            decision_group_code const code(static_cast<std::uint16_t>(made.decision_groups.size()));
            for (std::size_t d = below(4); d != 0; --d) {
                decision_entry decision = labelled_as<decision_entry>();
                decision.key = group.key + '/' + decision.key;
                decision.group = code;
                static_cast<void>(made.decisions.add(std::move(decision)));
            }
            static_cast<void>(made.decision_groups.add(std::move(group)));
        }
    }

    std::mt19937 random_;
    std::size_t texts_ = 0;
    std::size_t keys_ = 0;
};

} // namespace upheld::test
