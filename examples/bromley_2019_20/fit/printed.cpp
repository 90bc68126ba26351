// SPDX-License-Identifier: BSL-1.0
#include "fit/printed.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace fit {

nlohmann::json const& printed_row::cell(std::string const& column) const {
    nlohmann::json const& columns = table_->at("columns");
    for (std::size_t i = 0; i != columns.size(); ++i) {
        if (columns[i] == column) return row_->at("cells").at(i);
    }
    throw std::runtime_error("no column \"" + column + "\" in " +
                             table_->at("id").get<std::string>());
}

std::string printed_row::name() const { return row_->at("name").get<std::string>(); }

bool printed_row::is_data() const { return row_->at("kind") == "data"; }

bool printed_row::is_group() const { return row_->at("kind") == "group"; }

int printed_row::count(std::string const& column) const {
    nlohmann::json const& value = cell(column);
    return value.is_number() ? value.get<int>() : 0;
}

std::int64_t printed_row::pence(std::string const& column) const {
    nlohmann::json const& value = cell(column);
    return value.is_number() ? std::llround(value.get<double>() * 100) : 0;
}

int printed_row::part_of(int whole, std::string const& column) const {
    int const percent = std::stoi(cell(column).get<std::string>()); // "35%": stops at the sign
    return (whole * percent + 50) / 100;
}

printed_tables::printed_tables(std::string const& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + " cannot be opened");
    document_ = std::make_unique<nlohmann::json>(nlohmann::json::parse(file));
}

printed_tables::~printed_tables() = default;

std::vector<printed_row> printed_tables::rows(std::string const& table) const {
    for (nlohmann::json const& candidate : document_->at("tables")) {
        if (candidate.at("id") != table) continue;
        std::vector<printed_row> found;
        for (nlohmann::json const& row : candidate.at("rows")) found.emplace_back(candidate, row);
        return found;
    }
    throw std::runtime_error("no table " + table);
}

std::vector<printed_row> printed_tables::data_rows(std::string const& table) const {
    std::vector<printed_row> found;
    for (printed_row const& row : rows(table)) {
        if (row.is_data()) found.push_back(row);
    }
    return found;
}

printed_row printed_tables::row(std::string const& table, std::string const& name) const {
    for (printed_row const& row : rows(table)) {
        if (row.name() == name) return row;
    }
    throw std::runtime_error("no row \"" + name + "\" in " + table);
}

} // namespace fit
