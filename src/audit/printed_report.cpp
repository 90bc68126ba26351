// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/printed_report.hpp"

#include "basis/read_file.hpp"

#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using nlohmann::json;

std::unexpected<failure> refused(failure_code code, std::string const& source,
                                 std::string const& table, std::string message) {
    return refuse({.code = code,
                   .where = {.source = source, .row = 0, .column = table},
                   .message = std::move(message),
                   .mend = {}});
}

std::optional<std::string> printed_text(json const& cell) {
    if (cell.is_null()) return std::string();
    if (cell.is_string()) return cell.get<std::string>();
    if (cell.is_number()) return cell.dump();
    return std::nullopt;
}

/// The cells of one row under `key`.
result<std::vector<std::string>> cells_of(json const& row, char const* key, std::size_t columns,
                                          std::string const& source, std::string const& table,
                                          std::string const& name) {
    json const& cells = row.at(key);
    if (!cells.is_array() || cells.size() != columns) {
        return refused(failure_code::field_malformed, source, table,
                       "row \"" + name + "\": \"" + key + "\" must be a list of " +
                           std::to_string(columns) + " cells");
    }
    std::vector<std::string> texts;
    for (json const& cell : cells) {
        auto const text = printed_text(cell);
        if (!text) {
            return refused(failure_code::field_malformed, source, table,
                           "row \"" + name + "\": a cell must be a number, a text or null");
        }
        texts.push_back(*text);
    }
    return texts;
}

result<printed_row> row_from(json const& row, std::size_t columns, std::string const& source,
                             std::string const& table) {
    if (!row.is_object() || !row.contains("name") || !row["name"].is_string()) {
        return refused(failure_code::field_missing, source, table, "a row without a name");
    }
    printed_row made;
    made.name = row["name"].get<std::string>();
    made.is_group = row.contains("kind") && row["kind"] == "group";
    if (made.is_group) return made;
    if (!row.contains("cells")) {
        return refused(failure_code::field_missing, source, table,
                       "row \"" + made.name + "\" has no cells");
    }
    auto cells = cells_of(row, "cells", columns, source, table, made.name);
    if (!cells) return std::unexpected(cells.error());
    made.cells = std::move(*cells);
    if (row.contains("percent") && !row["percent"].is_null()) {
        auto percents = cells_of(row, "percent", columns, source, table, made.name);
        if (!percents) return std::unexpected(percents.error());
        made.percents = std::move(*percents);
    }
    return made;
}

result<printed_table> table_from(json const& table, std::string const& source) {
    if (!table.is_object() || !table.contains("id") || !table["id"].is_string()) {
        return refused(failure_code::field_missing, source, {}, "a table without an id");
    }
    printed_table made;
    made.id = table["id"].get<std::string>();
    for (char const* const key : {"columns", "rows"}) {
        if (!table.contains(key) || !table[key].is_array()) {
            return refused(failure_code::field_missing, source, made.id,
                           std::string("no list of ") + key);
        }
    }
    for (json const& column : table["columns"]) {
        if (!column.is_string()) {
            return refused(failure_code::field_malformed, source, made.id,
                           "a column's key must be a text");
        }
        made.columns.push_back(column.get<std::string>());
    }
    for (json const& row : table["rows"]) {
        auto one = row_from(row, made.columns.size(), source, made.id);
        if (!one) return std::unexpected(one.error());
        made.rows.push_back(std::move(*one));
    }
    return made;
}

} // namespace

result<printed_report> printed_report_from_json(std::string_view text, std::string const& source) {
    json const file = json::parse(text, nullptr, false);
    if (file.is_discarded()) {
        return refused(failure_code::file_unreadable, source, {}, "not JSON");
    }
    if (!file.is_object() || !file.contains("tables") || !file["tables"].is_array()) {
        return refused(failure_code::field_missing, source, "tables", "no list of tables");
    }
    printed_report made;
    for (json const& table : file["tables"]) {
        auto one = table_from(table, source);
        if (!one) return std::unexpected(one.error());
        if (made.find(one->id) != nullptr) {
            return refused(failure_code::key_repeated, source, one->id, "table is there twice");
        }
        made.tables.push_back(std::move(*one));
    }
    return made;
}

result<printed_report> load_printed_report(std::string const& path) {
    std::optional<std::string> const text = detail::read_file(path);
    if (!text) {
        return refused(failure_code::file_missing, path, {},
                       "the file is not there or cannot be read");
    }
    return printed_report_from_json(*text, path);
}

std::optional<std::int64_t> printed_number(std::string_view text) noexcept {
    constexpr std::int64_t millionth = 1'000'000;
    auto const strip = [&](std::string_view start) {
        if (text.substr(0, start.size()) != start) return false;
        text.remove_prefix(start.size());
        return true;
    };
    bool const is_negative = strip("-");
    if (!is_negative) strip("+");
    bool const is_position = strip("Joint ") || strip("joint ");
    bool const is_money = strip("£");

    std::int64_t value = 0;
    std::int64_t place = 0; // weight of the last digit after the point; 0 before the point
    bool has_digit = false;
    std::size_t at = 0;
    for (; at != text.size(); ++at) {
        char const c = text[at];
        if (c >= '0' && c <= '9') {
            if (place == 1) return std::nullopt; // finer than millionths
            if (value > 9'000'000'000'000) return std::nullopt;
            if (place == 0) {
                value = value * 10 + (c - '0') * millionth;
            } else {
                place /= 10;
                value += (c - '0') * place;
            }
            has_digit = true;
        } else if (c == '.' && place == 0 && has_digit) {
            place = millionth;
        } else if (c == ',' && place == 0 && has_digit) {
            continue;
        } else {
            break;
        }
    }
    if (!has_digit) return std::nullopt;
    text.remove_prefix(at);
    if (!is_money) strip("%");
    if (!text.empty()) {
        strip(" ");
        bool const is_ordinal = text == "st" || text == "nd" || text == "rd" || text == "th";
        if (!is_ordinal) return std::nullopt;
    } else if (is_position) {
        return std::nullopt;
    }
    return is_negative ? -value : value;
}

} // namespace upheld
