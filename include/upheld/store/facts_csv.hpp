// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstdint>
#include <string>

/// The rows that a rollup counts as CSV files, for spreadsheets and databases: one file a countable
/// thing, every dimension already joined to each row.

namespace upheld {

/// Writes `complaints.csv`, `mentions.csv`, `aspects.csv`, `stages.csv`, `referrals.csv`,
/// `deadlines.csv`, `recommendations.csv`, `remedies.csv` and `compliments.csv`, with a header each
/// and rows or none, as `store/flat-format.md` describes them. This is no data folder, and cannot
/// be read as one. Files are put in place as by `write_folder`.
/// @param words   of the store that the facts are from
/// @param folder  made if it is not there
/// @returns       rows written over all files
/// @fails         write_failed; field_malformed for a place's name that is not UTF-8
[[nodiscard]] result<std::uint64_t> write_facts_csv(facts const& rows, taxonomy const& words,
                                                    std::string const& folder);

} // namespace upheld
