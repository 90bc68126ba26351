// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/csv.hpp"
#include "store/csv_scan.hpp"

#include <functional>
#include <optional>
#include <span>

/// Reading of CSV text of any length in constant memory. Private to src.

namespace upheld::detail {

/// One record after the header, with what was wrong with it.
struct csv_stream_record {
    std::uint64_t row = 0; ///< line on which it starts; the header's is 1
    /// Without quotes; as many as the header has if `is_whole`.
    std::span<std::string_view const> fields;
    std::string_view plain_line; ///< the record as it stands, without its line end; empty if the
                                 ///< record has to be written anew with quotes
    bool is_whole = true;        ///< false: `faults` says what is wrong
    std::span<failure const> faults;
};

/// Reads records as `csv_reader` does, with its faults, block after block. Blocks end where records
/// do, so a record may be of any form and lie across blocks. The one difference: a field in quotes
/// that goes on for more than `longest_record` bytes counts as one whose quotes are never closed.
class csv_stream {
  public:
    /// Fills a span from its front. @returns bytes given; 0 at the end; none if reading failed
    using byte_source = std::function<std::optional<std::size_t>(std::span<char>)>;

    static constexpr std::size_t usual_block = std::size_t{1} << 20;
    static constexpr std::size_t usual_longest_record = std::size_t{16} << 20;

    /// Reads the header. @param name  of the file, for the failures
    csv_stream(byte_source bytes, std::string name, std::size_t block = usual_block,
               std::size_t longest_record = usual_longest_record);

    /// Names of the columns; empty if the text has no record or its header has a fault.
    [[nodiscard]] std::vector<std::string> const& header() const { return header_; }

    /// What stopped the reading before the text's end: a header with a fault, bytes that could not
    /// be read, a line that is too long. Nothing if all went well so far.
    [[nodiscard]] std::optional<failure> const& stopped() const { return stopped_; }

    /// The next record; its texts are good until the next call. @returns false at the end, and
    /// where reading stopped
    [[nodiscard]] bool next(csv_stream_record& into) {
        // Here, because it is called for every row of files of any size.
        if (!is_regular_ || at_ == fields_.size()) return next_of_any_form(into);
        std::string_view* const first = fields_.data() + at_;
        std::string_view& last = first[header_.size() - 1];
        // A carriage return belongs to the line end; elsewhere the block would not be plain.
        if (marks_.has_returns && last.ends_with('\r')) last.remove_suffix(1);
        at_ += header_.size();
        into.row = line_++;
        into.fields = {first, header_.size()};
        into.plain_line = std::string_view(first->begin(), last.end());
        into.is_whole = true;
        into.faults = {};
        return true;
    }

    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

  private:
    [[nodiscard]] std::string_view block() const;
    bool read_more();
    void read_header();
    bool next_block();
    void find_fields();
    bool next_of_any_form(csv_stream_record& into);
    void next_plain(csv_stream_record& into);
    void take_record(std::uint64_t lines_before, csv_stream_record& into);
    void stop(std::uint64_t row, std::string message, std::string mend);

    byte_source bytes_;
    std::string name_;
    std::size_t block_size_;
    std::size_t longest_record_;
    std::string buffer_; ///< the header, then whole records, then the start of one more
    std::size_t header_end_ = 0;
    std::size_t whole_end_ = 0; ///< end of the whole records
    std::size_t used_ = 0;
    csv_marks marks_;                      ///< of what is behind the header
    std::vector<std::string_view> fields_; ///< of the block, where that is plain
    std::size_t at_ = 0;                   ///< first field of the next plain record
    bool is_regular_ = false; ///< the block is plain, and its records as wide as the header
    std::vector<std::string> header_;
    std::uint64_t header_lines_ = 0;
    std::uint64_t line_ = 1;            ///< of the next plain record
    std::uint64_t next_block_line_ = 1; ///< on which the next block starts
    bool is_ended_ = false;
    bool is_plain_ = false;
    std::vector<failure> faults_;
    std::optional<csv_reader> reader_; ///< over the header and the block, where that is not plain
    std::uint64_t reader_lines_before_ = 0;
    std::string odd_line_; ///< the header and one line with more or fewer fields
    csv_record record_;
    std::optional<failure> stopped_;
    std::uint64_t bytes_read_ = 0;
};

} // namespace upheld::detail
