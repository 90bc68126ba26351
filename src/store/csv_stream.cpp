// SPDX-License-Identifier: BSL-1.0
#include "store/csv_stream.hpp"

#include <algorithm>
#include <cstring>

namespace upheld::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

enum class which_end : std::uint8_t { first, last };

/// Position after the line end that closes the first or the last whole record of a text that starts
/// with a record; 0 if it closes none. Sees quotes where `csv_reader` does.
std::size_t end_of_record(std::string_view text, which_end which) {
    enum class where : std::uint8_t { field_start, plain, quoted, after_quote };
    auto state = where::field_start;
    std::size_t end = 0;
    for (std::size_t i = 0; i != text.size(); ++i) {
        char const c = text[i];
        if (state == where::quoted) {
            if (c == '"') state = where::after_quote;
        } else if (c == '\n') {
            end = i + 1;
            if (which == which_end::first) return end;
            state = where::field_start;
        } else if (c == ',') {
            state = where::field_start;
        } else if (c == '"' && state != where::plain) {
            state = where::quoted; // opening, or the second of a doubled pair
        } else {
            state = where::plain;
        }
    }
    return end;
}

bool has_lone_return(std::string_view text) {
    for (std::size_t i = text.find('\r'); i != std::string_view::npos; i = text.find('\r', i + 1)) {
        if (i + 1 == text.size() || text[i + 1] != '\n') return true;
    }
    return false;
}

std::uint64_t line_ends(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

csv_stream::csv_stream(byte_source bytes, std::string name, std::size_t block,
                       std::size_t longest_record)
    : bytes_(std::move(bytes)), name_(std::move(name)),
      block_size_(std::max<std::size_t>(block, 1)), longest_record_(longest_record) {
    read_header();
}

std::string_view csv_stream::block() const {
    return std::string_view(buffer_).substr(header_end_, whole_end_ - header_end_);
}

void csv_stream::stop(std::uint64_t row, std::string message, std::string mend) {
    stopped_ = failure{.code = failure_code::file_unreadable,
                       .where = {.source = name_, .row = row, .column = {}},
                       .message = std::move(message),
                       .mend = std::move(mend)};
}

/// Reads behind what is there. @returns false at the end and on failure
bool csv_stream::read_more() {
    std::size_t const needed = used_ + block_size_ + readable_behind;
    if (buffer_.size() < needed) buffer_.resize(needed);
    auto const got = bytes_(std::span(buffer_).subspan(used_, block_size_));
    if (!got) {
        stop(0, "cannot be read", {});
        return false;
    }
    used_ += *got;
    bytes_read_ += *got;
    is_ended_ = *got == 0;
    return !is_ended_;
}

void csv_stream::read_header() {
    while (true) {
        bool const has_more = read_more();
        if (stopped_) return;
        if (has_more && used_ < byte_order_mark.size()) continue;
        auto const text = std::string_view(buffer_).substr(0, used_);
        // The mark stays: whoever reads the header again expects the text as it is.
        std::size_t const mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
        std::size_t const end = end_of_record(text.substr(mark), which_end::first);
        header_end_ = end == 0 ? 0 : mark + end;
        if (header_end_ != 0) break;
        if (!has_more) {
            header_end_ = used_;
            break;
        }
        if (used_ > longest_record_) {
            stop(1, "the header does not end", "close its quotes and end it with a line end");
            return;
        }
    }
    csv_reader const reader(std::string_view(buffer_).substr(0, header_end_), name_, faults_);
    if (!faults_.empty()) {
        stopped_ = faults_.front();
        return;
    }
    header_ = reader.header();
    header_lines_ = line_ends(std::string_view(buffer_).substr(0, header_end_));
    next_block_line_ = header_lines_ + 1;
    whole_end_ = header_end_;
    is_plain_ = true;
}

/// Brings the next whole records to the place after the header. @returns false if there are none
bool csv_stream::next_block() {
    std::memmove(buffer_.data() + header_end_, buffer_.data() + whole_end_, used_ - whole_end_);
    used_ = header_end_ + (used_ - whole_end_);
    whole_end_ = header_end_;
    reader_.reset();
    while (whole_end_ == header_end_) {
        bool const has_more = !is_ended_ && read_more();
        if (stopped_) return false;
        auto const text = std::string_view(buffer_).substr(header_end_, used_ - header_end_);
        if (text.empty()) return false;
        scan(text, marks_);
        if (!has_more) {
            whole_end_ = used_;
            break;
        }
        std::size_t end =
            marks_.has_quotes ? end_of_record(text, which_end::last) : text.rfind('\n') + 1;
        if (end == 0 && text.size() > longest_record_) {
            std::size_t const line_end = text.rfind('\n');
            if (line_end == std::string_view::npos) {
                stop(next_block_line_, "the line does not end",
                     "lines end in LF or CR LF; one record may have " +
                         std::to_string(longest_record_) + " bytes");
                return false;
            }
            end = line_end + 1;
        }
        whole_end_ = header_end_ + end;
    }
    line_ = next_block_line_;
    next_block_line_ += marks_.has_quotes ? line_ends(block()) : marks_.lines;
    // No quotes, no NUL, no carriage return but before a line feed, and UTF-8: then lines are
    // records, and what stands between commas are fields without a fault.
    is_plain_ = !marks_.has_quotes && !marks_.has_nul &&
                !(marks_.has_returns && has_lone_return(block())) &&
                (marks_.is_ascii || first_not_utf8(block()) == block().size());
    plain_rows_ = {};
    fields_.clear();
    at_ = 0;
    if (is_plain_) {
        plain_rows_ = rows_between_marks();
        if (plain_rows_.count == 0) {
            find_fields();
        } else {
            fields_.resize(header_.size());
            at_ = fields_.size();
        }
    } else {
        reader_.emplace(std::string_view(buffer_).substr(0, whole_end_), name_, faults_);
        reader_lines_before_ = line_ - 1 - header_lines_;
    }
    return true;
}

/// The records of a plain block, or none if any is not like the rest.
csv_plain_rows csv_stream::rows_between_marks() const {
    std::string_view const text = block();
    std::span<std::uint32_t const> ends = marks_.ends();
    while (!ends.empty() && ends.back() >= text.size()) ends = ends.first(ends.size() - 1);
    std::size_t const width = header_.size();
    // In a plain block a line feed stands behind each return, so nothing is between them.
    std::size_t const stride = width + (marks_.has_returns ? 1U : 0U);
    std::size_t const lines = next_block_line_ - line_;
    // An empty line of a file with one column is no record.
    if (width == 1 || text.back() != '\n' || ends.size() != lines * stride) return {};
    // As many line feeds as records of the header's width, each at the end of one: then there are
    // no others.
    for (std::size_t end = stride; end <= ends.size(); end += stride) {
        if (text[ends[end - 1]] != '\n') return {};
        if (marks_.has_returns && text[ends[end - 2]] != '\r') return {};
    }
    return {.text = &text.front(), .ends = ends.data(), .stride = stride, .count = lines};
}

/// Cuts a plain block at its marks.
void csv_stream::find_fields() {
    std::string_view const text = block();
    std::size_t from = 0;
    for (std::uint32_t const end : marks_.ends()) {
        if (end >= text.size()) break;
        // A return belongs to the line end behind it.
        if (text[end] == '\r') continue;
        fields_.push_back(text.substr(from, end - from));
        from = std::size_t{end} + 1;
    }
    // The last line of a text may end without a line feed.
    if (text.back() != '\n') fields_.push_back(text.substr(from));
}

bool csv_stream::next_of_any_form(csv_stream_record& into) {
    if (stopped_ || header_.empty()) return false;
    while (true) {
        if (is_plain_) {
            if (at_ != fields_.size()) {
                next_plain(into);
                return true;
            }
        } else {
            faults_.clear();
            if (reader_->next(record_)) {
                take_record(reader_lines_before_, into);
                return true;
            }
        }
        if (!next_block()) return false;
        if (plain_rows_.count != 0) return next(into);
    }
}

void csv_stream::next_plain(csv_stream_record& into) {
    std::string_view const* const first = fields_.data() + at_;
    char const* const end = buffer_.data() + whole_end_;
    auto const ends_line = [&](std::string_view const& field) {
        char const* const behind = field.data() + field.size();
        return behind == end || *behind == '\n';
    };
    std::size_t count = 1;
    while (!ends_line(first[count - 1])) ++count;
    at_ += count;
    std::string_view& last = fields_[at_ - 1];
    if (last.ends_with('\r')) last.remove_suffix(1);
    into.fields = {first, count};
    into.row = line_++;
    into.plain_line = std::string_view(first->begin(), last.end());
    into.is_whole = true;
    into.faults = {};
    if (count == header_.size() && !into.plain_line.empty()) return;
    // Fewer or more fields than the header, or an empty line: for the reader to say in its words.
    odd_line_.assign(buffer_, 0, header_end_);
    odd_line_ += into.plain_line;
    odd_line_ += '\n';
    faults_.clear();
    csv_reader reader(odd_line_, name_, faults_);
    if (reader.next(record_)) take_record(into.row - 1 - header_lines_, into);
}

void csv_stream::take_record(std::uint64_t lines_before, csv_stream_record& into) {
    into.row = record_.row + lines_before;
    into.fields = record_.fields;
    into.plain_line = {};
    into.is_whole = record_.is_whole;
    for (failure& what : faults_) what.where.row += lines_before;
    into.faults = faults_;
}

} // namespace upheld::detail
