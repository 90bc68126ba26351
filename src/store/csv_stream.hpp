// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/csv.hpp"
#include "store/csv_scan.hpp"

#include <cstddef>
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

/// Records of a text whose fields stand between marks: no quotes, no faults, as many fields as the
/// header has.
struct csv_plain_rows {
    char const* text = nullptr;
    /// Field f of row r ends at `ends[r * stride + f]` and begins behind the mark before that,
    /// which can be read for the first field too.
    std::uint32_t const* ends = nullptr;
    std::size_t stride = 0; ///< more than there are fields if lines end in CR LF
    std::size_t count = 0;
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
        if (plain_rows_.count == 0) return next_of_any_form(into);
        std::uint32_t const* const ends = plain_rows_.ends;
        for (std::size_t i = 0; i != header_.size(); ++i) {
            std::uint32_t const from = ends[std::ptrdiff_t(i) - 1] + 1;
            fields_[i] = {plain_rows_.text + from, ends[i] - from};
        }
        pass_plain_rows(1);
        into.row = line_++;
        into.fields = {fields_.data(), header_.size()};
        into.plain_line =
            std::string_view(fields_.front().begin(), fields_[header_.size() - 1].end());
        into.is_whole = true;
        into.faults = {};
        return true;
    }

    /// So many bytes behind the records of `next_plain_rows` can be read.
    static constexpr std::size_t readable_behind = 32;

    /// What is left of the block at hand if it is as plain as most are: quicker than record by
    /// record. No records at the end of a block, and where `next` has to see to it.
    [[nodiscard]] csv_plain_rows next_plain_rows() {
        csv_plain_rows const rows = plain_rows_;
        line_ += rows.count;
        pass_plain_rows(rows.count);
        return rows;
    }

    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

  private:
    [[nodiscard]] std::string_view block() const;
    bool read_more();
    void read_header();
    bool next_block();
    [[nodiscard]] csv_plain_rows rows_between_marks() const;

    void pass_plain_rows(std::size_t count) {
        plain_rows_.ends += count * plain_rows_.stride;
        plain_rows_.count -= count;
    }

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
    csv_marks marks_;           ///< of what is behind the header
    csv_plain_rows plain_rows_; ///< those of the block that are still to come, if it is all such
    /// Of the block, where it is plain but not all of such rows; else of one record.
    std::vector<std::string_view> fields_;
    std::size_t at_ = 0; ///< first field of the next record in a plain block
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
