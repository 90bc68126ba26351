// SPDX-License-Identifier: BSL-1.0
#include "cli/table_csv.hpp"

#include "store/csv.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace upheld::cli {
namespace {

bool is_alike(std::string_view a, std::string_view b) {
    auto const small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, small, small);
}

class table_reader {
  public:
    table_reader(std::string_view text, std::string const& source, std::string_view total,
                 table_reading& into)
        : source_(source), total_(total), into_(into), lines_(text, source, into.failures) {}

    void read() {
        into_.file.total = total_;
        if (!read_header()) return;
        detail::csv_record record;
        while (lines_.next(record)) {
            if (record.is_whole) read_row(record);
        }
        if (into_.failures.empty() && table().rows.empty()) {
            fault(failure_code::field_missing, 1, {}, "the table has no rows");
        }
        if (into_.failures.empty()) check_margins();
    }

  private:
    table_with_margins& table() { return into_.file.table; }

    void fault(failure_code code, std::uint64_t row, std::string column, std::string message,
               std::string mend = {}) {
        into_.failures.push_back(
            {code, {source_, row, std::move(column)}, std::move(message), std::move(mend)});
    }

    bool read_header() {
        std::vector<std::string> const& header = lines_.header();
        if (!lines_.has_header() || header.size() < 2) {
            if (into_.failures.empty()) {
                fault(failure_code::column_missing, 1, {}, "the table has no columns of counts",
                      "the first line names the columns, the first of them that of the labels");
            }
            return false;
        }
        into_.file.corner = header.front();
        table().margins = {false, false, false};
        for (std::size_t at = 1; at != header.size(); ++at) {
            if (is_alike(header[at], total_)) {
                if (total_column_)
                    fault(failure_code::column_repeated, 1, header[at], "a second one");
                total_column_ = at;
                table().margins.rows = true;
            } else if (std::ranges::find(table().columns, header[at]) != table().columns.end()) {
                fault(failure_code::column_repeated, 1, header[at], "the column is there twice");
            } else {
                table().columns.push_back(header[at]);
            }
        }
        if (table().columns.empty()) {
            fault(failure_code::column_missing, 1, {}, "the table has a total and no other column");
        }
        return into_.failures.empty();
    }

    void read_row(detail::csv_record const& record) {
        std::string const label(record.fields.front());
        if (label.empty()) {
            fault(failure_code::field_missing, record.row, into_.file.corner,
                  "the row has no label");
        }
        if (std::ranges::find(into_.file.order, label) != into_.file.order.end()) {
            fault(failure_code::key_repeated, record.row, into_.file.corner,
                  "the row \"" + label + "\" is there twice");
        }
        into_.file.order.push_back(label);

        bool const is_total = is_alike(label, total_);
        if (is_total && total_row_ != 0) {
            fault(failure_code::key_repeated, record.row, into_.file.corner,
                  "there is a total above");
        }
        for (std::size_t at = 1; at != record.fields.size(); ++at) {
            std::int64_t const count = read_count(record, at);
            if (at == total_column_) {
                (is_total ? grand_ : row_totals_).push_back(count);
            } else {
                (is_total ? column_totals_ : table().counts).push_back(count);
            }
        }
        if (is_total) {
            total_row_ = record.row;
            table().margins.columns = true;
            table().margins.grand = table().margins.rows;
        } else {
            table().rows.push_back(label);
            rows_.push_back(record.row);
        }
    }

    std::int64_t read_count(detail::csv_record const& record, std::size_t at) {
        std::string_view const text = record.fields[at];
        std::string const& column = lines_.header()[at];
        std::int64_t count = 0;
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (text.empty()) {
            fault(failure_code::field_missing, record.row, column, "there is no count",
                  "write 0 if there were none");
        } else if (problem == std::errc::invalid_argument || end != text.data() + text.size()) {
            fault(failure_code::field_malformed, record.row, column,
                  '"' + std::string(text) + "\" is not a count", "write a whole number in digits");
        } else if (problem != std::errc() || count < 0 || count > linked_tables::largest_count) {
            fault(failure_code::value_out_of_range, record.row, column,
                  std::string(text) + " is not a count of cases", "a count is 0 to 1000000000");
        }
        return count;
    }

    void check(std::int64_t printed, std::int64_t sum, std::uint64_t row,
               std::string const& column) {
        if (printed == sum) return;
        fault(failure_code::contradiction, row, column,
              "the total is " + std::to_string(printed) + ", and its cells add up to " +
                  std::to_string(sum));
    }

    void check_margins() {
        std::size_t const columns = table().columns.size();
        std::string const total_name =
            total_column_ == 0 ? std::string() : lines_.header()[total_column_];
        std::vector<std::int64_t> by_column(columns);
        std::int64_t all = 0;
        for (std::size_t row = 0; row != rows_.size(); ++row) {
            std::int64_t sum = 0;
            for (std::size_t column = 0; column != columns; ++column) {
                std::int64_t const count = table().counts[row * columns + column];
                sum += count;
                by_column[column] += count;
            }
            all += sum;
            if (total_column_ != 0) check(row_totals_[row], sum, rows_[row], total_name);
        }
        if (total_row_ == 0) return;
        for (std::size_t column = 0; column != columns; ++column) {
            check(column_totals_[column], by_column[column], total_row_, table().columns[column]);
        }
        if (total_column_ != 0) check(grand_.front(), all, total_row_, total_name);
    }

    std::string const& source_;
    std::string total_;
    table_reading& into_;
    detail::csv_reader lines_;
    std::size_t total_column_ = 0;    ///< position in the file; 0: none
    std::uint64_t total_row_ = 0;     ///< line of the file; 0: none
    std::vector<std::uint64_t> rows_; ///< line of each row
    std::vector<std::int64_t> row_totals_;
    std::vector<std::int64_t> column_totals_;
    std::vector<std::int64_t> grand_;
};

} // namespace

table_reading read_table_csv(std::string_view text, std::string const& source,
                             std::string_view total) {
    table_reading reading;
    table_reader(text, source, total, reading).read();
    return reading;
}

} // namespace upheld::cli
