// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/store/series.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>
#include <vector>

/// Cases told in the structure of one day: old ones in the units and services of today, new ones in
/// those of before a reorganisation.

namespace upheld {

struct cases_in_structure {
    day structure;
    /// The units and services that stood on that day, where they lay then, with codes of their own.
    /// A unit counts as not keeping what some unit did not keep whose cases it has now, and its
    /// subjects are its own and those of the cases it got. Without changes, days of validity and
    /// breaks of structure: the rows are past them. All other lists have the codes they had.
    taxonomy words;
    facts rows;                        ///< in codes of `words`
    std::vector<series_figure> series; ///< likewise
};

/// Tells every row in the structure of a day, change by change through the taxonomy's crosswalk.
///
/// A row starts from the structure of its own day (of receipt, referral, agreement), or from the
/// last in which its unit stood, if it came after: money is agreed when a unit has gone. Then, day
/// by day of change:
/// | forwards | backwards |
/// |---|---|
/// | a renamed entry has its new name | and its old one |
/// | merged entries are the one they became | a unit's row is of the unit that all its services
/// were in; a service's is refused | | an entry that was split: the row goes where its services
/// went, or by its place | what it was split from | | services that moved take the row with them |
/// likewise |
///
/// A complaint whose services come to lie in several units is of the lowest unit above all of them.
/// It mentions a service once even if two that it mentioned became one; then there are fewer
/// mentions than before. All other rows stay as many as they were.
///
/// Published figures go with their unit where it stayed as it was, was renamed, merged (counts and
/// money are added up) or, backwards, split; from the structure that they say they are stated in
/// (`2019-08` or a day). What no whole figure can be made of is left out, so that it is not known.
/// @param rows  of those words, in the order in which the store gives them
/// @fails contradiction for a row that no rule places: its entry ended and nothing says what became
///        of it, or did not exist yet; merged services backwards; a split or merge that wants a
///        service or a place of a row that has none. The row, the entry and the day are named
/// @cost  linear in the rows; memory of another set of them
[[nodiscard]] result<cases_in_structure> in_structure(taxonomy const& words, facts const& rows,
                                                      std::span<series_figure const> series,
                                                      day structure);

} // namespace upheld
