// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/event.hpp"
#include "upheld/store/records.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace fit {

/// The rows of a data folder.
struct folder {
    std::vector<upheld::complaint> complaints;
    std::vector<upheld::mention> mentions;
    std::vector<upheld::aspect> aspects;
    std::vector<upheld::event> events;
    std::vector<upheld::ombudsman_case> cases;
    std::vector<upheld::ombudsman_deadline> deadlines;
    std::vector<upheld::ombudsman_recommendation> recommendations;
    std::vector<upheld::remedy> remedies;
    std::vector<upheld::compliment> compliments;

    /// Adds an event of a complaint, or of an ombudsman's case, and gives it the next number.
    upheld::event& add_event(upheld::complaint_id of, upheld::event_kind kind, upheld::day happened,
                             upheld::day recorded, std::string value = {});
    upheld::event& add_event(upheld::ombudsman_case_id of, upheld::event_kind kind,
                             upheld::day happened, upheld::day recorded, std::string value = {});
};

/// The code of the entry with that key, name or alias.
template <class Code, class Entry>
[[nodiscard]] Code need(upheld::code_list<Code, Entry> const& list, std::string const& text) {
    auto const found = list.find(text);
    if (!found) throw std::runtime_error("the taxonomy does not list \"" + text + "\"");
    return *found;
}

/// Writes the CSV files into an existing directory.
/// @throws std::runtime_error if a file cannot be written
void write(folder const& rows, upheld::taxonomy const& words, std::string const& directory);

} // namespace fit
