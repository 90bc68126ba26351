// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/csv_stream.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Due days for the rows of a CSV text of any length. Private to the program.

namespace upheld::cli {

/// Finds the calendar with the id. The calendar must stay where it is for the whole batch.
using calendar_source = std::function<result<working_calendar const*>(std::string_view id)>;

struct due_batch_request {
    rule_book const& rules;
    calendar_source calendar_named;
    std::string calendar; ///< id of the one to use for every row; empty: the one each rule names
    std::optional<day> as_of;
    std::string source; ///< name of the input, for the failures
};

struct due_batch_summary {
    std::uint64_t rows = 0;
    std::uint64_t failed_rows = 0; ///< rows that say why in their `failure`
    std::uint64_t bytes_read = 0;
    std::uint64_t bytes_written = 0;
    std::vector<failure> refused; ///< why the text as a whole could not be read to its end
};

/// Reads a CSV text with the columns `regime` and `start_date` and perhaps `option:NAME` and
/// `event:KIND`, and writes every row in order with the columns `due_date`, `original_due_date`,
/// `state` and `failure` added. Other columns are carried through. Lines of the output end in LF.
/// A row that fails has its reason in `failure` and the other three empty; the rest go on.
/// @param write     takes text; false if it could not be written, which ends the work
/// @param progress  called now and then with the rows so far; may be null
/// @param block     bytes to read at a time
/// @fails  in `refused`: a header with a fault, without one of the two columns, with a column
///         twice, with one of the four that are added, or with an option or event kind that nobody
///         knows: nothing is written then. A line that does not end, or bytes that cannot be read
///         or written: the rows before have been written
/// @cost   memory does not grow with the rows; an answer without events is computed once for each
///         regime, set of options and start day
[[nodiscard]] due_batch_summary
due_for_all(due_batch_request const& request, upheld::detail::csv_stream::byte_source bytes,
            std::function<bool(std::string_view)> const& write,
            std::function<void(std::uint64_t)> const& progress = {},
            std::size_t block = upheld::detail::csv_stream::usual_block);

} // namespace upheld::cli
