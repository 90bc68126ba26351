// SPDX-License-Identifier: BSL-1.0
#include "store/checks.hpp"

#include "upheld/calendar/day_text.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// @returns false after reporting a code that the list does not have
template <class Code, class Entry>
bool is_listed(code_list<Code, Entry> const& list, Code code, char const* field,
               faults_found& out) {
    if (list.lists(code)) return true;
    out.push_back(fault_of(failure_code::key_unknown, field,
                           "the taxonomy lists no such " + std::string(field)));
    return false;
}

template <class Code, class Entry>
bool is_listed_or_none(code_list<Code, Entry> const& list, Code code, char const* field,
                       faults_found& out) {
    return code.is_none() || is_listed(list, code, field, out);
}

bool keeps(taxonomy const& words, unit_code unit, kept what) {
    return words.units[unit].state_of(what) == collected::yes;
}

std::string quoted(std::string const& name) { return '"' + name + '"'; }

void refuse_not_kept(taxonomy const& words, unit_code unit, char const* field, char const* what,
                     char const* key, faults_found& out) {
    out.push_back(fault_of(
        failure_code::contradiction, field, quoted(words.units[unit].name) + " keeps no " + what,
        "leave it out, or change keeps." + std::string(key) + " of the unit in taxonomy.toml"));
}

/// A service belongs to the unit if on some day it was the unit's own or that of a unit within it.
void check_owner(taxonomy const& words, unit_code unit, service_code service, faults_found& out) {
    service_entry const& entry = words.services[service];
    if (ever_belonged_to(words, service, unit)) return;
    out.push_back(fault_of(failure_code::contradiction, "service",
                           "the service " + quoted(entry.name) + " belongs to " +
                               quoted(words.units[entry.unit].name) + ", not to " +
                               quoted(words.units[unit].name)));
}

template <class Entry>
void check_valid(Entry const& entry, char const* field, day received, faults_found& out) {
    if (entry.valid_from.empty() && entry.valid_until.empty()) return;
    std::string const on = to_text(received);
    if (stands_on(entry, on)) return;
    bool const is_early = on < entry.valid_from;
    out.push_back(fault_of(failure_code::contradiction, field,
                           "received on " + on + ", and " + quoted(entry.name) +
                               (is_early ? " is valid from " + entry.valid_from
                                         : " was valid until " + entry.valid_until),
                           is_early ? "use what it was before" : "use what became of it"));
}

void check_optional_service(taxonomy const& words, unit_code unit, service_code service,
                            faults_found& out) {
    if (!is_listed_or_none(words.services, service, "service", out) || service.is_none()) return;
    if (words.units.lists(unit)) check_owner(words, unit, service, out);
}

} // namespace

failure fault_of(failure_code code, char const* field, std::string message, std::string mend) {
    return {.code = code,
            .where = {.source = {}, .row = 0, .column = field},
            .message = std::move(message),
            .mend = std::move(mend)};
}

void check_channel(taxonomy const& words, unit_code unit, channel_code channel, faults_found& out) {
    if (!is_listed_or_none(words.channels, channel, "channel", out) || channel.is_none()) return;
    if (!keeps(words, unit, kept::channels)) {
        refuse_not_kept(words, unit, "channel", "channels", "channels", out);
    }
}

void check_category(taxonomy const& words, unit_code unit, category_code category,
                    faults_found& out) {
    if (!is_listed_or_none(words.categories, category, "category", out)) return;
    bool const is_kept = keeps(words, unit, kept::categories);
    if (!is_kept && !category.is_none()) {
        refuse_not_kept(words, unit, "category", "categories", "categories", out);
    } else if (is_kept && category.is_none()) {
        out.push_back(fault_of(failure_code::field_missing, "category",
                               quoted(words.units[unit].name) +
                                   " keeps a category for each complaint, and this one has none"));
    }
}

void check_stands(taxonomy const& words, unit_code unit, day received, faults_found& out) {
    if (words.units.lists(unit)) check_valid(words.units[unit], "unit", received, out);
}

void check_stands(taxonomy const& words, unit_code unit, service_code service, day received,
                  faults_found& out) {
    if (!words.units.lists(unit) || !words.services.lists(service)) return;
    std::size_t const before = out.size();
    check_valid(words.services[service], "service", received, out);
    if (out.size() != before || (words.moves.empty() && words.unit_changes.empty())) return;
    std::string const on = to_text(received);
    if (belongs_to(words, service, unit, on)) return;
    unit_code const owner = unit_of(words, service, on);
    out.push_back(fault_of(failure_code::contradiction, "service",
                           "received on " + on + ", when the service " +
                               quoted(words.services[service].name) + " belonged to " +
                               quoted(words.units[owner].name) + ", not to " +
                               quoted(words.units[unit].name)));
}

void check_mentioned(taxonomy const& words, unit_code unit, service_code service,
                     faults_found& out) {
    if (!is_listed(words.services, service, "service", out)) return;
    if (!keeps(words, unit, kept::mentions)) {
        refuse_not_kept(words, unit, "service", "mentions of services", "mentions", out);
    }
    check_owner(words, unit, service, out);
}

void check_subject(taxonomy const& words, unit_code unit, subject_code subject, faults_found& out) {
    if (!is_listed(words.subjects, subject, "subject", out)) return;
    unit_entry const& entry = words.units[unit];
    if (!keeps(words, unit, kept::aspects)) {
        refuse_not_kept(words, unit, "subject", "aspects", "aspects", out);
    } else if (std::find(entry.subjects.begin(), entry.subjects.end(), subject) ==
               entry.subjects.end()) {
        std::string in_use;
        for (subject_code const s : entry.subjects) {
            in_use += (in_use.empty() ? "" : ", ") + words.subjects[s].key;
        }
        out.push_back(
            fault_of(failure_code::contradiction, "subject",
                     "the subject " + quoted(words.subjects[subject].name) + " is not in use at " +
                         quoted(entry.name),
                     in_use.empty() ? "no subject is in use there" : "in use there: " + in_use));
    }
}

void check(taxonomy const& words, complaint const& record, faults_found& out) {
    is_listed(words.procedures, record.procedure, "procedure", out);
    if (!is_listed(words.units, record.unit, "unit", out)) return;
    if (!keeps(words, record.unit, kept::complaints)) {
        refuse_not_kept(words, record.unit, "unit", "records of complaints", "complaints", out);
    }
    check_channel(words, record.unit, record.channel, out);
    check_category(words, record.unit, record.category, out);
}

void check(taxonomy const& words, ombudsman_case const& record, faults_found& out) {
    if (!is_listed(words.units, record.unit, "unit", out)) return;
    if (!keeps(words, record.unit, kept::ombudsman_cases)) {
        refuse_not_kept(words, record.unit, "unit", "ombudsman's cases", "ombudsman_cases", out);
    }
    check_optional_service(words, record.unit, record.service, out);
}

void check(taxonomy const& words, remedy const& record, faults_found& out) {
    is_listed(words.remedy_kinds, record.kind, "kind", out);
    bool const has_stage = is_listed(words.remedy_stages, record.stage, "stage", out);
    bool const has_unit = is_listed(words.units, record.unit, "unit", out);
    if (!has_stage || !has_unit) return;
    kept const needed = words.remedy_stages[record.stage].kept_as;
    if (!keeps(words, record.unit, needed)) {
        refuse_not_kept(words, record.unit, "stage", "remedies of this stage",
                        needed == kept::own_remedies ? "own_remedies" : "ombudsman_cases", out);
    }
}

void check(taxonomy const& words, compliment const& record, faults_found& out) {
    if (!is_listed(words.units, record.unit, "unit", out)) return;
    if (!keeps(words, record.unit, kept::compliments)) {
        refuse_not_kept(words, record.unit, "unit", "compliments", "compliments", out);
    }
    check_optional_service(words, record.unit, record.service, out);
}

void check(taxonomy const& words, series_figure const& record, faults_found& out) {
    is_listed_or_none(words.units, record.unit, "unit", out);
    is_listed_or_none(words.services, record.service, "service", out);
    is_listed_or_none(words.stages, record.stage, "stage", out);
    is_listed_or_none(words.remedy_stages, record.remedy_stage, "remedy_stage", out);
    is_listed_or_none(words.remedy_kinds, record.remedy_kind, "remedy_kind", out);
}

} // namespace upheld::detail
