// SPDX-License-Identifier: BSL-1.0
#include "store/csv.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// Which byte of a field, from 1 on, and what it is: `4 (E9)`.
std::string byte_at(std::string_view field, std::size_t place) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(field[place]);
    return std::to_string(place + 1) + " (" + digits[byte >> 4U] + digits[byte & 15U] + ')';
}

} // namespace

std::size_t first_not_utf8(std::string_view text) noexcept {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const follows = [&](std::size_t i, unsigned low, unsigned high) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    std::size_t i = 0;
    while (i < text.size()) {
        unsigned const lead = byte(i);
        std::size_t length = 1;
        bool good = true;
        if (lead < 0x80) {
            ++i;
            continue;
        }
        // The second byte's range shuts out overlong forms, surrogates and what is past U+10FFFF.
        if (lead >= 0xC2 && lead <= 0xDF) {
            length = 2;
            good = follows(i + 1, 0x80, 0xBF);
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            length = 3;
            good = follows(i + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) &&
                   follows(i + 2, 0x80, 0xBF);
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            length = 4;
            good = follows(i + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) &&
                   follows(i + 2, 0x80, 0xBF) && follows(i + 3, 0x80, 0xBF);
        } else {
            good = false;
        }
        if (!good) return i;
        i += length;
    }
    return i;
}

csv_reader::csv_reader(std::string_view text, std::string source, std::vector<failure>& out)
    : text_(text), source_(std::move(source)), out_(out) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    if (text_.empty()) return;
    csv_record first;
    read_record(first);
    header_.assign(first.fields.begin(), first.fields.end());
    has_header_ = first.is_whole;
}

bool csv_reader::next(csv_record& into) {
    if (at_ >= text_.size()) return false;
    read_record(into);
    if (into.is_whole && has_header_ && into.fields.size() != header_.size()) {
        bool const is_empty = into.fields.size() == 1 && into.fields.front().empty();
        fault(into, std::min(into.fields.size(), header_.size()),
              is_empty ? "the line is empty"
                       : "the row has " + std::to_string(into.fields.size()) +
                             " fields, and the header " + std::to_string(header_.size()),
              is_empty ? "take the line out" : "a field with a comma in it needs quotes");
        if (into.fields.size() > header_.size()) into.fields.resize(header_.size());
    }
    return true;
}

void csv_reader::read_record(csv_record& into) {
    into.row = line_;
    into.fields.clear();
    into.is_whole = true;
    unquoted_.clear();
    while (true) {
        bool const is_quoted = at_ < text_.size() && text_[at_] == '"';
        std::string_view const field = is_quoted ? quoted_field(into) : plain_field(into);
        if (into.is_whole || !is_quoted) {
            if (std::size_t const bad = first_not_utf8(field); bad != field.size()) {
                fault(into, into.fields.size(),
                      "the field is not UTF-8 from its byte " + byte_at(field, bad) + " on",
                      "save the file in UTF-8");
            } else if (std::size_t const nul = field.find('\0'); nul != std::string_view::npos) {
                fault(into, into.fields.size(),
                      "the field has a NUL byte in it, its byte " + byte_at(field, nul),
                      "take the byte out");
            }
        }
        into.fields.push_back(field);
        if (at_ >= text_.size()) return;
        if (text_[at_] == ',') {
            ++at_;
            continue;
        }
        // Fields end at a comma, at a line's end or at the end of the text.
        at_ += text_[at_] == '\r' ? std::size_t{2} : std::size_t{1};
        ++line_;
        return;
    }
}

bool csv_reader::at_line_end(std::size_t at) const {
    return at >= text_.size() || text_[at] == '\n' ||
           (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n');
}

std::string_view csv_reader::plain_field(csv_record& into) {
    std::size_t const start = at_;
    bool is_reported = false;
    while (at_ < text_.size() && text_[at_] != ',' && !at_line_end(at_)) {
        char const c = text_[at_];
        if (!is_reported && (c == '"' || c == '\r')) {
            is_reported = true;
            if (c == '"') {
                fault(into, into.fields.size(), "a quote stands inside a field without quotes",
                      "put the field in quotes and double the quotes inside it");
            } else {
                fault(into, into.fields.size(), "a carriage return stands without a line feed",
                      "end lines in LF or CR LF");
            }
        }
        ++at_;
    }
    return text_.substr(start, at_ - start);
}

std::string_view csv_reader::quoted_field(csv_record& into) {
    std::size_t const start = at_ + 1;
    std::uint64_t const line_before = line_;
    std::size_t end = start;
    bool has_doubled = false;
    while (true) {
        std::size_t const quote = text_.find('"', end);
        if (quote == std::string_view::npos) {
            fault(into, into.fields.size(), "the quotes of the field are never closed",
                  "close them; a quote inside a field in quotes is written twice");
            // The rest of the file cannot be told from the field: go on at the next line.
            line_ = line_before;
            at_ = start;
            skip_line();
            return text_.substr(start, at_ - start);
        }
        line_ += static_cast<std::uint64_t>(
            std::count(text_.begin() + static_cast<std::ptrdiff_t>(end),
                       text_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
        end = quote + 1;
        if (end >= text_.size() || text_[end] != '"') break;
        has_doubled = true;
        ++end;
    }
    std::string_view field = text_.substr(start, end - 1 - start);
    at_ = end;
    if (at_ < text_.size() && text_[at_] != ',' && !at_line_end(at_)) {
        fault(into, into.fields.size(), "text follows the closing quote of the field",
              "a quote inside a field in quotes is written twice");
        while (at_ < text_.size() && text_[at_] != ',' && !at_line_end(at_)) ++at_;
    }
    if (!has_doubled) return field;
    std::string& plain = unquoted_.emplace_back();
    for (std::size_t i = 0; i < field.size(); ++i) {
        plain += field[i];
        if (field[i] == '"') ++i;
    }
    return plain;
}

void csv_reader::skip_line() {
    while (!at_line_end(at_)) ++at_;
}

std::string csv_reader::column(std::size_t field) const {
    if (field < header_.size()) return header_[field];
    return "field " + std::to_string(field + 1);
}

void csv_reader::fault(csv_record& into, std::size_t field, std::string message, std::string mend) {
    into.is_whole = false;
    out_.push_back({.code = failure_code::file_unreadable,
                    .where = {.source = source_, .row = into.row, .column = column(field)},
                    .message = std::move(message),
                    .mend = std::move(mend)});
}

} // namespace upheld::detail
