// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/failure.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

/// Reading of CSV text. Private to src.

namespace upheld::detail {

/// One record of a CSV text.
struct csv_record {
    std::uint64_t row = 0;                ///< line on which it starts; the header's is 1
    std::vector<std::string_view> fields; ///< without quotes; valid until the next record is read
    bool is_whole = true;                 ///< false: a fault of this record has been reported
};

/// Reads comma separated values as RFC 4180 has them, in UTF-8 with or without a byte order mark,
/// lines ending in LF or CR LF, the last one perhaps in nothing. A field in quotes may hold commas,
/// line ends and doubled quotes. Quotes elsewhere, other carriage returns, NUL bytes, bytes that
/// are not UTF-8, and records with more or fewer fields than the header are faults, each reported
/// with the line on which its record starts and its column; reading goes on after them.
/// @source RFC 4180, October 2005; RFC 3629 for UTF-8
class csv_reader {
  public:
    /// @param text    the whole file; must outlive the reader and its records
    /// @param source  name of the file, for the failures
    /// @param out     receives the failures
    csv_reader(std::string_view text, std::string source, std::vector<failure>& out);

    /// Names of the columns as the first record gives them; empty if the text has no record.
    [[nodiscard]] std::vector<std::string> const& header() const { return header_; }

    /// False if the first record has a fault, so that no column can be told from another.
    [[nodiscard]] bool has_header() const { return has_header_; }

    /// The next record after the header. @returns false at the end
    [[nodiscard]] bool next(csv_record& into);

  private:
    void read_record(csv_record& into);
    [[nodiscard]] std::string_view plain_field(csv_record& into);
    [[nodiscard]] std::string_view quoted_field(csv_record& into);
    void skip_line();
    void fault(csv_record& into, std::size_t field, std::string message, std::string mend);
    [[nodiscard]] std::string column(std::size_t field) const;
    [[nodiscard]] bool at_line_end(std::size_t at) const;

    std::string_view text_;
    std::string source_;
    std::vector<failure>& out_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::deque<std::string> unquoted_; ///< fields with doubled quotes, of the record last read
    std::vector<std::string> header_;
    bool has_header_ = false;
};

/// Position of the first byte that does not belong to well-formed UTF-8, or the text's size.
[[nodiscard]] std::size_t first_not_utf8(std::string_view text) noexcept;

} // namespace upheld::detail
