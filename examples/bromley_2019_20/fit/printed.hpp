// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace fit {

/// One row of a printed table. Cells are asked for by the column's key.
class printed_row {
  public:
    printed_row(nlohmann::json const& table, nlohmann::json const& row)
        : table_(&table), row_(&row) {}

    [[nodiscard]] std::string name() const;
    [[nodiscard]] bool is_data() const;
    [[nodiscard]] bool is_group() const;
    /// The cell's whole number; 0 for text such as "-".
    [[nodiscard]] int count(std::string const& column) const;
    /// The cell's money in pence; 0 for text such as "-" or "N/K".
    [[nodiscard]] std::int64_t pence(std::string const& column) const;
    /// Of `whole` things, the number whose percentage is nearest to the printed one.
    [[nodiscard]] int part_of(int whole, std::string const& column) const;

  private:
    [[nodiscard]] nlohmann::json const& cell(std::string const& column) const;

    nlohmann::json const* table_;
    nlohmann::json const* row_;
};

/// The report's tables, as printed. What is not there ends the program: an exception says what.
class printed_tables {
  public:
    explicit printed_tables(std::string const& path);
    ~printed_tables();
    printed_tables(printed_tables const&) = delete;
    printed_tables& operator=(printed_tables const&) = delete;

    [[nodiscard]] std::vector<printed_row> rows(std::string const& table) const;
    /// Without totals and sub-headings.
    [[nodiscard]] std::vector<printed_row> data_rows(std::string const& table) const;
    [[nodiscard]] printed_row row(std::string const& table, std::string const& name) const;

  private:
    std::unique_ptr<nlohmann::json> document_;
};

} // namespace fit
