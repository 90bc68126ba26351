// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/report/report.hpp"

#include <string>

/// A report as text for people, as CSV for spreadsheets, as JSON for programs.

namespace upheld {

/// Columns aligned, numbers to the right, percentages below their row, notes below the table.
[[nodiscard]] std::string to_text(table const& what);
[[nodiscard]] std::string to_text(report const& what);

/// One table: the header row is `row,<column titles>`; a percentage row follows its row under the
/// name
/// `<row> %`. Cells are as shown. RFC 4180, LF.
[[nodiscard]] std::string to_csv(table const& what);

/// One object: `title`, `council`, `period` (label), `period_words` (`in_words`), `first`, `last`,
/// `as_of`, `rounding`, and `tables`, each with `id`, `title`, `columns` (keys), `column_titles`,
/// `rows` (`name`, `kind`, `cells`, and `percent` where there are percentage rows) and `notes`. A
/// cell has `text` and `origin`, and either `value` (a number: a count, pounds, per cent, points,
/// working days, a position) or `mark` (the state that stands for a number); a share and a number
/// of working days have `part` and `whole` too, and a figure that leaves units out has `partial`:
/// true. A blank cell is null. Ends with a newline.
[[nodiscard]] std::string to_json(report const& what);

} // namespace upheld
