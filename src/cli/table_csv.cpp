// SPDX-License-Identifier: BSL-1.0
#include "cli/table_csv.hpp"

#include "store/csv.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace upheld::cli {
namespace {

class table_reader {
  public:
    table_reader(std::string_view text, std::string const& source, std::string_view total,
                 std::span<row_group const> groups, table_reading& into)
        : source_(source), total_(total), known_groups_(groups), into_(into),
          lines_(text, source, into.failures) {}

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
        if (into_.failures.empty()) check_groups();
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
            if (is_total_label(header[at], total_)) {
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

        bool const is_total = is_total_label(label, total_);
        if (is_total && total_row_ != 0) {
            fault(failure_code::key_repeated, record.row, into_.file.corner,
                  "there is a total above");
        }
        if (auto const group = std::ranges::find(known_groups_, label, &row_group::name);
            !is_total && group != known_groups_.end()) {
            group_lines_.push_back({&*group, record.row, {}});
            for (std::size_t at = 1; at != record.fields.size(); ++at) {
                group_lines_.back().counts.push_back(read_count(record, at));
            }
            return;
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

    /// The counts of a row, or of a group that was checked, as they stand in the file.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> counts_of(std::string const& label) {
        for (group_line const& line : group_lines_) {
            if (line.group->name == label) return line.counts;
        }
        auto const found = std::ranges::find(table().rows, label);
        if (found == table().rows.end()) return std::nullopt;
        auto const row = static_cast<std::size_t>(found - table().rows.begin());
        std::size_t const columns = table().columns.size();
        auto const from = table().counts.begin() + static_cast<std::ptrdiff_t>(row * columns);
        std::vector<std::int64_t> counts(from, from + static_cast<std::ptrdiff_t>(columns));
        if (total_column_ != 0) {
            auto const where = counts.begin() + static_cast<std::ptrdiff_t>(total_column_) - 1;
            counts.insert(where, row_totals_[row]);
        }
        return counts;
    }

    /// In the order of the groups, so that each comes after its parts.
    void check_groups() {
        std::ranges::sort(group_lines_, {}, &group_line::group);
        for (group_line const& line : group_lines_) {
            std::vector<std::int64_t> sums(line.counts.size());
            for (std::string const& part : line.group->parts) {
                auto const counts = counts_of(part);
                if (!counts) {
                    fault(failure_code::not_found, line.row, into_.file.corner,
                          '"' + line.group->name + "\" adds up \"" + part +
                              "\", which the table has no row of",
                          "leave the group's row out, or put its parts in");
                    return;
                }
                for (std::size_t at = 0; at != sums.size(); ++at) sums[at] += (*counts)[at];
            }
            for (std::size_t at = 0; at != sums.size(); ++at) {
                check(line.counts[at], sums[at], line.row, lines_.header()[at + 1]);
            }
            table().groups.push_back(*line.group);
        }
    }

    /// A row of the file that is the sum of others.
    struct group_line {
        row_group const* group;
        std::uint64_t row;
        std::vector<std::int64_t> counts; ///< all columns of the file but the first
    };

    std::string const& source_;
    std::string total_;
    std::span<row_group const> known_groups_;
    table_reading& into_;
    detail::csv_reader lines_;
    std::size_t total_column_ = 0;    ///< position in the file; 0: none
    std::uint64_t total_row_ = 0;     ///< line of the file; 0: none
    std::vector<std::uint64_t> rows_; ///< line of each row
    std::vector<std::int64_t> row_totals_;
    std::vector<std::int64_t> column_totals_;
    std::vector<std::int64_t> grand_;
    std::vector<group_line> group_lines_;
};

/// A group comes after the groups in it.
/// @returns false if two groups are part of each other
bool put_parts_first(std::vector<row_group>& groups) {
    std::vector<row_group> ordered;
    while (!groups.empty()) {
        auto const is_ready = [&](row_group const& group) {
            return std::ranges::none_of(group.parts, [&](std::string const& part) {
                return std::ranges::find(groups, part, &row_group::name) != groups.end();
            });
        };
        auto const ready = std::ranges::find_if(groups, is_ready);
        if (ready == groups.end()) return false;
        ordered.push_back(std::move(*ready));
        groups.erase(ready);
    }
    groups = std::move(ordered);
    return true;
}

} // namespace

bool is_total_label(std::string_view label, std::string_view total) {
    auto const small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(label, total, {}, small, small);
}

table_reading read_table_csv(std::string_view text, std::string const& source,
                             std::string_view total, std::span<row_group const> groups) {
    table_reading reading;
    table_reader(text, source, total, groups, reading).read();
    return reading;
}

groups_reading read_groups_csv(std::string_view text, std::string const& source) {
    groups_reading reading;
    detail::csv_reader lines(text, source, reading.failures);
    if (lines.header() != std::vector<std::string>{"group", "row"}) {
        if (reading.failures.empty()) {
            reading.failures.push_back({failure_code::column_missing,
                                        {source, 1, {}},
                                        "the columns are not group and row",
                                        "write one line for each row: its group, and its label"});
        }
        return reading;
    }
    detail::csv_record record;
    while (lines.next(record)) {
        if (!record.is_whole) continue;
        std::string const group(record.fields[0]);
        std::string const row(record.fields[1]);
        if (group.empty() || row.empty()) {
            reading.failures.push_back({failure_code::field_missing,
                                        {source, record.row, group.empty() ? "group" : "row"},
                                        "there is no label",
                                        {}});
            continue;
        }
        auto at = std::ranges::find(reading.groups, group, &row_group::name);
        if (at == reading.groups.end()) {
            at = reading.groups.insert(at, {.name = group, .parts = {}});
        }
        if (std::ranges::find(at->parts, row) != at->parts.end()) {
            reading.failures.push_back({failure_code::key_repeated,
                                        {source, record.row, "row"},
                                        '"' + row + "\" is part of \"" + group + "\" twice",
                                        {}});
        }
        at->parts.push_back(row);
    }
    if (reading.failures.empty() && !put_parts_first(reading.groups)) {
        reading.failures.push_back({failure_code::contradiction,
                                    {source, 0, {}},
                                    "some groups are part of each other",
                                    {}});
    }
    return reading;
}

} // namespace upheld::cli
