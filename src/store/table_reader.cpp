// SPDX-License-Identifier: BSL-1.0
#include "store/table_reader.hpp"

#include "basis/read_file.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace upheld::detail {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

} // namespace

table_reader::table_reader(std::string const& folder, table_spec const& spec, bool words_known,
                           std::vector<failure>& out)
    : spec_(spec), words_known_(words_known), out_(out), places_(spec.columns.size(), nowhere) {
    std::filesystem::path const path = std::filesystem::path(folder) / spec.file;
    std::error_code ignored;
    if (!spec.is_needed && !std::filesystem::exists(path, ignored)) {
        is_usable_ = true;
        return;
    }
    auto read = read_file(path.string());
    if (!read) {
        out.push_back({.code = failure_code::file_missing,
                       .where = {.source = std::string(spec.file), .row = 0, .column = {}},
                       .message = "the file is not there or cannot be read",
                       .mend = {}});
        return;
    }
    text_ = std::move(*read);
    csv_.emplace(text_, std::string(spec.file), out);
    read_header();
}

table_reader::table_reader(table_spec const& spec, std::string text, bool words_known,
                           std::vector<failure>& out)
    : spec_(spec), words_known_(words_known), out_(out), text_(std::move(text)),
      places_(spec.columns.size(), nowhere) {
    csv_.emplace(text_, std::string(spec.file), out);
    read_header();
}

void table_reader::read_header() {
    std::vector<std::string> const& header = csv_->header();
    auto const report = [&](failure_code code, std::string const& column, std::string message,
                            std::string mend) {
        out_.push_back({.code = code,
                        .where = {.source = std::string(spec_.file), .row = 1, .column = column},
                        .message = std::move(message),
                        .mend = std::move(mend)});
    };
    if (header.empty()) {
        report(failure_code::column_missing, {}, "the file is empty",
               "its first line names the columns");
        return;
    }
    if (!csv_->has_header()) return;
    is_usable_ = true;
    std::vector<std::string> known;
    for (column_spec const& c : spec_.columns) known.emplace_back(c.name);
    for (std::size_t i = 0; i != header.size(); ++i) {
        auto const found = std::find(known.begin(), known.end(), header[i]);
        if (found == known.end()) {
            report(failure_code::column_unknown, header[i],
                   "nothing reads a column \"" + header[i] + "\"", suggest(header[i], known));
            continue;
        }
        std::size_t& place = places_[static_cast<std::size_t>(found - known.begin())];
        if (place != nowhere) {
            report(failure_code::column_repeated, header[i],
                   "the column \"" + header[i] + "\" is there twice", {});
        } else {
            place = i;
        }
    }
    for (std::size_t c = 0; c != places_.size(); ++c) {
        if (places_[c] != nowhere || !spec_.columns[c].is_needed) continue;
        report(failure_code::column_missing, known[c],
               "the file has no column \"" + known[c] + "\"", {});
        is_usable_ = false;
    }
}

bool table_reader::next() {
    if (!csv_ || !is_usable_ || !csv_->next(record_)) return false;
    is_whole_ = record_.is_whole;
    is_good_ = is_whole_;
    has_its_words_ = true;
    return true;
}

void table_reader::fault(failure_code code, std::size_t column, std::string message,
                         std::string mend) {
    fault({.code = code,
           .where = {.source = {}, .row = 0, .column = std::string(spec_.columns[column].name)},
           .message = std::move(message),
           .mend = std::move(mend)});
}

void table_reader::fault(failure what) {
    is_good_ = false;
    what.where.source = spec_.file;
    what.where.row = row();
    out_.push_back(std::move(what));
}

void table_reader::report_if_missing(std::size_t column) {
    if (!is_whole_ || !field(column).empty()) return;
    fault(failure_code::field_missing, column, "the field is empty");
}

std::optional<std::uint64_t> table_reader::number_in(std::size_t column, bool is_needed) {
    std::string_view const text = field(column);
    auto const number = whole_number(text);
    if (number || !is_whole_) return number;
    if (text.empty()) {
        if (is_needed) report_if_missing(column);
    } else {
        fault(failure_code::field_malformed, column,
              '"' + std::string(text) + "\" is not a whole number",
              "ids are whole numbers from 0 to 9223372036854775807");
    }
    return std::nullopt;
}

std::optional<day> table_reader::optional_day(std::size_t column) {
    std::string_view const text = raw(column);
    if (text.empty()) return std::nullopt;
    auto parsed = day_from_text(text);
    if (parsed) return *parsed;
    fault(parsed.error().code, column, std::move(parsed.error().message),
          std::move(parsed.error().mend));
    return std::nullopt;
}

day table_reader::needed_day(std::size_t column) {
    report_if_missing(column);
    return optional_day(column).value_or(day());
}

bool table_reader::truth(std::size_t column) {
    std::string_view const text = raw(column);
    if (text == "yes") return true;
    if (!text.empty() && text != "no") {
        fault(failure_code::field_malformed, column,
              '"' + std::string(text) + "\" is neither yes nor no");
    }
    return false;
}

pence table_reader::needed_pounds(std::size_t column) {
    report_if_missing(column);
    std::string_view const text = raw(column);
    if (text.empty()) return {};
    auto parsed = pounds_from_text(text);
    if (parsed) return *parsed;
    fault(parsed.error().code, column, std::move(parsed.error().message),
          std::move(parsed.error().mend));
    return {};
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    if (text.empty() || text.front() == '-') return std::nullopt;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return static_cast<std::uint64_t>(value);
}

result<pence> pounds_from_text(std::string_view text) {
    std::size_t const point = std::min(text.find('.'), text.size());
    std::string_view const pounds = text.substr(0, point);
    std::string_view const decimals = text.substr(std::min(point + 1, text.size()));
    bool const has_point = point != text.size();
    auto const whole = whole_number(pounds);
    auto const part = decimals.empty() ? std::optional<std::uint64_t>(0) : whole_number(decimals);
    if (!whole || !part || decimals.size() > 2 || (has_point && decimals.empty())) {
        bool const has_comma = text.find(',') != std::string_view::npos;
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = '"' + std::string(text) + "\" is not an amount of money",
                       .mend = has_comma ? "write it without a thousands separator, such as 1234.50"
                                         : "write pounds with at most two decimals, such as "
                                           "1234.50"});
    }
    if (*whole > static_cast<std::uint64_t>(most_pounds)) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "\"" + std::string(text) + "\" is more money than there is",
                       .mend = {}});
    }
    std::uint64_t const tenths = decimals.size() == 1 ? 10 : 1;
    return pence(static_cast<std::int64_t>(*whole * 100 + *part * tenths));
}

} // namespace upheld::detail
