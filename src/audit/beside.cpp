// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/beside.hpp"

namespace upheld {
namespace {

/// The row of that name and occurrence, or null.
table_row* row_of(table& in, cell_place const& where) {
    int occurrence = where.row_occurrence;
    for (table_row& row : in.rows) {
        if (row.name == where.row && --occurrence == 0) return &row;
    }
    return nullptr;
}

} // namespace

report with_printed_beside(report computed, comparison const& compared) {
    for (difference const& d : compared.differences) {
        for (table& t : computed.tables) {
            if (t.id != d.where.table) continue;
            table_row* const row = row_of(t, d.where);
            if (row == nullptr) continue;
            auto& cells = d.where.is_percent ? row->percents : row->cells;
            for (std::size_t i = 0; i != cells.size(); ++i) {
                if (t.columns[i].key != d.where.column) continue;
                std::string const printed = d.printed.empty() ? "blank" : d.printed;
                cells[i].text += (cells[i].text.empty() ? "[" : " [") + printed + "]";
            }
        }
    }
    return computed;
}

} // namespace upheld
