// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The one failure type: what was wrong with the data, where, and how to mend it.

namespace upheld {

/// Closed list of what can be wrong with data.
enum class failure_code : std::uint8_t {
    file_missing,       ///< a file that must be there is not, or cannot be opened
    file_unreadable,    ///< the file is not the kind it should be (not UTF-8, not TOML, broken
                        ///< quoting)
    column_missing,     ///< a table lacks a column that it needs
    column_unknown,     ///< a table has a column that nothing reads
    column_repeated,    ///< a table names a column twice
    field_missing,      ///< a field that must have a value is empty
    field_malformed,    ///< the text of a field is not a value of its type
    date_invalid,       ///< not a day of the calendar, or not written YYYY-MM-DD
    key_unknown,        ///< a key, name or alias that the taxonomy does not list
    key_repeated,       ///< a key or name is given twice
    id_repeated,        ///< two records of one kind carry the same id
    reference_dangling, ///< a record refers to a record that does not exist
    order_broken,       ///< days of one case are in an order that cannot be
    value_out_of_range, ///< a number or day outside what its kind allows
    no_base,            ///< a share, rate or mean of nothing
    part_exceeds_whole, ///< more events than there are things they can happen to
    contradiction,      ///< two statements about one thing cannot both hold
    calendar_ends,      ///< a day outside the known range of a calendar
    not_found,          ///< nothing by that name
    unexplained,        ///< a difference from a published figure that nothing explains
    disclosive,         ///< a small number of people could be worked out from what is published
    write_failed,       ///< output could not be written
};

/// The code's name as it appears in JSON and in messages, such as `reference_dangling`.
[[nodiscard]] constexpr std::string_view name_of(failure_code code) noexcept {
    using enum failure_code;
    switch (code) {
    case file_missing: return "file_missing";
    case file_unreadable: return "file_unreadable";
    case column_missing: return "column_missing";
    case column_unknown: return "column_unknown";
    case column_repeated: return "column_repeated";
    case field_missing: return "field_missing";
    case field_malformed: return "field_malformed";
    case date_invalid: return "date_invalid";
    case key_unknown: return "key_unknown";
    case key_repeated: return "key_repeated";
    case id_repeated: return "id_repeated";
    case reference_dangling: return "reference_dangling";
    case order_broken: return "order_broken";
    case value_out_of_range: return "value_out_of_range";
    case no_base: return "no_base";
    case part_exceeds_whole: return "part_exceeds_whole";
    case contradiction: return "contradiction";
    case calendar_ends: return "calendar_ends";
    case not_found: return "not_found";
    case unexplained: return "unexplained";
    case disclosive: return "disclosive";
    case write_failed: return "write_failed";
    }
    return "unknown";
}

/// Where it was: a source, and in a table the row and column. Empty or 0 where that has no meaning.
struct place {
    std::string source;    ///< file name or table id
    std::uint64_t row = 0; ///< line of a file, from 1; the header of a CSV is 1; 0 if none
    std::string column;    ///< column's or key's name; empty if none
    friend bool operator==(place const&, place const&) = default;
};

/// A thing that was wrong, in words that a case officer can act on.
struct failure {
    failure_code code{};
    place where;
    std::string message; ///< what is wrong, one sentence without a full stop
    std::string mend;    ///< how to put it right; empty if the message says so already
    friend bool operator==(failure const&, failure const&) = default;
};

/// `aspects.csv:17: subject: no subject "delay" in the taxonomy (use one of ...)`
[[nodiscard]] inline std::string to_string(failure const& what) {
    std::string text = what.where.source;
    if (what.where.row != 0) {
        text += ':';
        text += std::to_string(what.where.row);
    }
    if (!text.empty()) text += ": ";
    if (!what.where.column.empty()) {
        text += what.where.column;
        text += ": ";
    }
    text += what.message;
    if (!what.mend.empty()) {
        text += " (";
        text += what.mend;
        text += ')';
    }
    return text;
}

} // namespace upheld
