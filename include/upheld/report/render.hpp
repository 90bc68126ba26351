// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/report/report.hpp"

#include <string>

/// A report as text for people, as CSV for spreadsheets, as JSON for programs.

namespace upheld {

/// Columns aligned, numbers to the right, percentages below their row, notes below the table. A
/// figure that a break in the series parts from the report's period has a dagger, and the breaks
/// are told below.
[[nodiscard]] std::string to_text(table const& what);
[[nodiscard]] std::string to_text(report const& what);

/// One table: the header row is `row,<column titles>`; a percentage row follows its row under the
/// name
/// `<row> %`. Cells are as shown. A table with breaks has a last column `breaks`: which columns of
/// the row, and what broke. RFC 4180, LF.
[[nodiscard]] std::string to_csv(table const& what);

/// One object: `title`, `council`, `period` (label), `period_words` (`in_words`), `first`, `last`,
/// `as_of`, `structure` if all is told in that of one day, `rounding`, and `tables`, each with
/// `id`, `title`, `columns` (keys), `column_titles`, `rows` (`name`, `kind`, `cells`, and `percent`
/// where there are percentage rows), `notes` and `breaks` (`took_effect`, `kind`, `words`). A cell
/// has `text` and `origin`, and either `value` (a number: a count, pounds, per cent, points,
/// working days, a position) or `mark` (the state that stands for a number); a share and a number
/// of working days have `part` and `whole` too, and a figure that leaves units out has `partial`:
/// true; `breaks` has the positions of the breaks that part a figure from the report's period. A
/// blank cell is null. Ends with a newline.
[[nodiscard]] std::string to_json(report const& what);

} // namespace upheld
