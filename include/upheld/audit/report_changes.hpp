// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/audit/comparison.hpp"
#include "upheld/report/report.hpp"
#include "upheld/store/event.hpp"
#include "upheld/store/store.hpp"
#include "upheld/store/viewpoint.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What became of a report: the cells that moved between two days, with the cases and events behind
/// each.

namespace upheld {

/// What a figure can have been counted from.
enum class case_kind : std::uint8_t { complaint, ombudsman_case, remedy, compliment };
/// `complaint`, `ombudsman_case`, ...
[[nodiscard]] std::string_view name_of(case_kind kind) noexcept;

/// A case that looks different from the two viewpoints.
struct changed_case {
    case_kind kind{};
    std::uint64_t id = 0;
    unit_code unit;
    /// Those in sight from one viewpoint alone, by day recorded, day happened and id.
    std::vector<event> events;
    bool is_new = false;  ///< not in sight from the first viewpoint
    bool is_gone = false; ///< not in sight from the second
    friend bool operator==(changed_case const&, changed_case const&) = default;
};

/// By how much one case moved one count.
struct case_effect {
    std::size_t which = 0; ///< index into `report_changes::cases`
    /// Of counts and sums (pence): the change. Of shares: that of the part. Of working days: that
    /// of the days of all answers together.
    std::int64_t part = 0;
    std::int64_t whole = 0; ///< of shares: that of the base; of working days: that of the answers
    friend bool operator==(case_effect const&, case_effect const&) = default;
};

/// One thing that is counted for a cell, and moved. The effects of counts, sums and shares add up
/// to the difference between `after` and `before`, part and base alike.
struct moved_count {
    measure what;
    period of;
    figure before;
    figure after;
    std::vector<case_effect> effects; ///< by case, none of 0 and 0
};

struct moved_cell {
    cell_place where;
    std::string column_title;
    cell before; ///< figures with their bases, and the text that was shown
    cell after;
    std::vector<moved_count> counts;
};

struct report_changes {
    std::string title;
    std::string council;
    period of;
    viewpoint from;
    viewpoint to;
    std::uint64_t cells_compared = 0;
    std::vector<moved_cell> cells;   ///< in the order of the report
    std::vector<changed_case> cases; ///< by kind and id; also those that moved no cell
};

/// Computes the report from both viewpoints and explains each cell whose figure or text is not the
/// same. Rows that a report leaves out while they are empty are compared too. Figures published
/// before, and those of other bodies, do not move.
/// @param tables  must have been read against `cases.words()`
/// @cost  two reports, a fold of each case that changed, and of each count that moved one look at
///        the rows of the cases that changed
[[nodiscard]] report_changes changes_of_report(store const& cases, report_template const& tables,
                                               period const& of, viewpoint from, viewpoint to);

/// Each moved cell with what was counted for it and the cases behind, then the cases with their
/// events.
/// @param words  of the store
[[nodiscard]] std::string to_text(report_changes const& what, taxonomy const& words);
/// One row for each case behind each count of each moved cell: `table`, `row`, `row_occurrence`,
/// `column`, `is_percent`, `before`, `after` (as shown), `measure`, `period`, `part_before`,
/// `base_before`, `part_after`, `base_after`, `case_kind`, `case`, `part_change`, `base_change`,
/// `events` (their ids, apart by spaces). Bases are empty for what is no share.
[[nodiscard]] std::string to_csv(report_changes const& what);
/// The same as one JSON object: `title`, `council`, `period`, `from` and `to` (each `as_of`,
/// `known_on`), `cells_compared`, `cells` and `cases`.
[[nodiscard]] std::string to_json(report_changes const& what, taxonomy const& words);

} // namespace upheld
