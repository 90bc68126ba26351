// SPDX-License-Identifier: BSL-1.0
#include "store/case_words.hpp"

#include "store/checks.hpp"
#include "store/complaint_facts.hpp"
#include "upheld/calendar/day_text.hpp"

namespace upheld::detail {
namespace {

/// Key, name and aliases of every entry, as `code_list::find` knows them.
template <class Code, class Entry> code_table spellings_of(code_list<Code, Entry> const& list) {
    code_table table;
    for (Code const c : list.codes()) {
        labelled const& label = list[c];
        table.add(label.key, c.value);
        table.add(label.name, c.value);
        for (std::string const& alias : label.aliases) table.add(alias, c.value);
    }
    table.lay_out();
    return table;
}

/// First and last day on which an entry is valid.
template <class Entry> day_span valid_days(Entry const& entry) {
    day_span days{day(1900, 1, 1), day(2199, 12, 31)};
    if (auto const from = day_from_text(entry.valid_from)) days.first = *from;
    if (auto const until = day_from_text(entry.valid_until)) {
        // Until the first of all days is valid on none.
        if (*until == day(1900, 1, 1)) return {day(1900, 1, 2), day(1900, 1, 1)};
        days.last = *until - calendar_days(1);
    }
    return days;
}

code_table named_kinds() {
    code_table table;
    for (int k = 0; k <= static_cast<int>(event_kind::discontinued); ++k) {
        table.add(name_of(static_cast<event_kind>(k)), static_cast<std::uint16_t>(k));
    }
    table.lay_out();
    return table;
}

} // namespace

case_words::case_words(taxonomy const& w, working_calendar const& c)
    : words(w), calendar(c), rules(w), units(spellings_of(w.units)),
      services(spellings_of(w.services)), subjects(spellings_of(w.subjects)),
      categories(spellings_of(w.categories)), channels(spellings_of(w.channels)),
      procedures(spellings_of(w.procedures)), outcomes(spellings_of(w.outcomes)),
      event_kinds(named_kinds()), ongoing(first_undecided(w)) {
    has_moves_ = !w.moves.empty() || !w.unit_changes.empty();
    for (service_code const s : w.services.codes()) {
        valid_services_.push_back(valid_days(w.services[s]));
    }
    for (unit_code const unit : w.units.codes()) {
        unit_rules& of = units_.emplace_back();
        of.valid = valid_days(w.units[unit]);
        for (unsigned k = 0; k != kept_kinds; ++k) {
            if (w.units[unit].state_of(static_cast<kept>(k)) == collected::yes) {
                of.keeps |= 1U << k;
            }
        }
        faults_found faults;
        auto const is_clean = [&] {
            bool const is = faults.empty();
            faults.clear();
            return static_cast<std::uint8_t>(is ? 1 : 0);
        };
        for (service_code const s : w.services.codes()) {
            check_mentioned(w, unit, s, faults);
            of.services.push_back(is_clean());
        }
        for (subject_code const s : w.subjects.codes()) {
            check_subject(w, unit, s, faults);
            of.subjects.push_back(is_clean());
        }
    }
}

} // namespace upheld::detail
