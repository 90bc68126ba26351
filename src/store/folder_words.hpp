// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/store/record_set.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <optional>
#include <string>
#include <vector>

/// What readers of a data folder need before and beside its cases. Private to src.

namespace upheld::detail {

/// A folder's taxonomy and the calendar that counts its days.
struct folder_words {
    bool has_folder = false;
    bool words_known = false; ///< the taxonomy is whole
    taxonomy words;
    std::optional<working_calendar> calendar;
    std::vector<failure> failures; ///< none: all of this is there
};

/// @param calendar  null: the built-in one that the taxonomy names
[[nodiscard]] folder_words read_folder_words(std::string const& folder,
                                             working_calendar const* calendar);

/// The tables that have no row for each case: of the Ombudsman, remedies, compliments and series.
/// What they refer to is not looked up.
/// @returns nothing if there is any fault in them
[[nodiscard]] std::optional<record_set> read_other_tables(std::string const& folder,
                                                          taxonomy const& words);

} // namespace upheld::detail
