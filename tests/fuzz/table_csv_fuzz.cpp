// SPDX-License-Identifier: BSL-1.0
#include "cli/table_csv.hpp"

#include <cstdlib>

/// Any bytes give a table with one count for each row and column, whose printed margins and groups
/// add up, or failures with a line and a message; and groups in an order in which they can be added
/// up, or failures with a message.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace upheld;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    for (failure const& what : cli::read_groups_csv(text, "fuzz.csv").failures) {
        if (what.message.empty()) std::abort();
    }
    row_group const groups[] = {{"g", {"r", "s"}}, {"h", {"g", "t"}}};
    cli::table_reading const read = cli::read_table_csv(text, "fuzz.csv", "Total", groups);
    for (failure const& what : read.failures) {
        if (what.message.empty() || what.where.row == 0) std::abort();
    }
    if (!read.failures.empty()) return 0;
    table_with_margins const& table = read.file.table;
    if (table.rows.empty() || table.columns.empty()) std::abort();
    if (table.counts.size() != table.rows.size() * table.columns.size()) std::abort();
    linked_tables tables;
    if (!add_table(tables, table)) std::abort();
    return 0;
}
