// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/comparison.hpp"

#include <algorithm>
#include <map>

namespace upheld {
namespace {

mark_meaning const* meaning_of(std::string const& mark, explanations const& known) {
    for (mark_meaning const& m : known.marks) {
        if (m.mark == mark) return &m;
    }
    return nullptr;
}

/// A percent sign, so that 35 and 35% are not the same statement.
bool is_percentage(std::string const& text) { return text.ends_with('%'); }

bool agree(std::string const& printed, cell const& computed, explanations const& known) {
    auto const printed_value = printed_number(printed);
    mark_meaning const* const mark = meaning_of(printed, known);
    bool const is_blank = computed.origin == cell_origin::blank;
    if (!is_blank && computed.value.has_value()) {
        auto const value = printed_number(computed.text);
        if (printed_value && value && *printed_value == *value) {
            return is_percentage(printed) == is_percentage(computed.text);
        }
        return value && *value == 0 && mark != nullptr && mark->may_be_zero;
    }
    if (printed == computed.text) return true;
    if (is_blank) return printed.empty();
    // "None" published as a state is nothing counted, so a printed 0 says the same.
    if (computed.value.state == figure_state::none && printed_value && *printed_value == 0) {
        return true;
    }
    return mark != nullptr && std::find(mark->states.begin(), mark->states.end(),
                                        computed.value.state) != mark->states.end();
}

cell_group group_of(cell const& computed, std::string const& printed, bool is_this_period) {
    if (computed.origin == cell_origin::change) return cell_group::change;
    if (computed.origin == cell_origin::series || !is_this_period) {
        return cell_group::earlier_or_external;
    }
    auto const value = printed_number(printed);
    return value && *value != 0 ? cell_group::this_period : cell_group::zero_or_mark;
}

class comparing {
  public:
    comparing(report const& computed, printed_report const& printed, explanations const& known)
        : computed_(computed), printed_(printed), known_(known),
          is_used_(known.cells.size(), false) {}

    comparison run() {
        for (printed_table const& one : printed_.tables) {
            table const* const ours = computed_.find(one.id);
            if (ours == nullptr) {
                add_finding(one.id, {}, "the printed table was not computed");
            } else {
                compare_tables(one, *ours);
            }
        }
        for (table const& t : computed_.tables) {
            if (printed_.find(t.id) == nullptr) made_.only_computed.push_back(t.id);
        }
        for (std::size_t i = 0; i != known_.cells.size(); ++i) {
            if (!is_used_[i]) add_stale(known_.cells[i]);
        }
        return std::move(made_);
    }

  private:
    void add_finding(std::string const& table, std::string const& column, std::string message) {
        made_.findings.push_back({.code = failure_code::unexplained,
                                  .where = {.source = table, .row = 0, .column = column},
                                  .message = std::move(message),
                                  .mend = {}});
    }

    void add_stale(explained_cell const& cell) {
        made_.findings.push_back(
            {.code = failure_code::unexplained,
             .where = {.source = known_.source, .row = cell.line, .column = cell.where.column},
             .message = "the explanation \"" + known_.causes[cell.cause].id + "\" of " +
                        cell.where.table + ", row \"" + cell.where.row +
                        "\" no longer applies: the cell agrees, is not there or shows other texts",
             .mend = "remove the entry or correct its texts"});
    }

    void compare_tables(printed_table const& printed, table const& ours) {
        std::vector<std::size_t> column_at;
        for (std::string const& key : printed.columns) {
            auto const found = std::find_if(ours.columns.begin(), ours.columns.end(),
                                            [&](table_column const& c) { return c.key == key; });
            if (found == ours.columns.end()) {
                add_finding(printed.id, key, "the printed column was not computed");
            }
            column_at.push_back(static_cast<std::size_t>(found - ours.columns.begin()));
        }
        for (table_column const& c : ours.columns) {
            if (std::find(printed.columns.begin(), printed.columns.end(), c.key) ==
                printed.columns.end()) {
                add_finding(printed.id, c.key, "the computed column was not printed");
            }
        }

        std::map<std::string, int> seen;
        std::vector<bool> is_matched(ours.rows.size(), false);
        for (printed_row const& row : printed.rows) {
            int const occurrence = ++seen[row.name];
            std::size_t const at = row_named(ours, row.name, occurrence);
            if (at == ours.rows.size()) {
                add_finding(printed.id, {},
                            "the printed row \"" + row.name + "\" was not computed");
                continue;
            }
            is_matched[at] = true;
            if (row.is_group) continue;
            compare_cells(printed, row, occurrence, ours.rows[at], column_at);
        }
        for (std::size_t i = 0; i != ours.rows.size(); ++i) {
            if (!is_matched[i]) {
                add_finding(printed.id, {},
                            "the computed row \"" + ours.rows[i].name + "\" was not printed");
            }
        }
    }

    static std::size_t row_named(table const& ours, std::string const& name, int occurrence) {
        for (std::size_t i = 0; i != ours.rows.size(); ++i) {
            if (ours.rows[i].name == name && --occurrence == 0) return i;
        }
        return ours.rows.size();
    }

    void compare_cells(printed_table const& printed, printed_row const& row, int occurrence,
                       table_row const& ours, std::vector<std::size_t> const& column_at) {
        static cell const blank;
        auto const at = [&](std::vector<cell> const& cells, std::size_t column) -> cell const& {
            return column < cells.size() ? cells[column] : blank;
        };
        for (std::size_t i = 0; i != printed.columns.size(); ++i) {
            cell_place const where{printed.id, row.name, occurrence, printed.columns[i], false};
            compare_cell(where, row.cells[i], at(ours.cells, column_at[i]));
        }
        if (row.percents.empty()) return;
        for (std::size_t i = 0; i != printed.columns.size(); ++i) {
            cell_place const where{printed.id, row.name, occurrence, printed.columns[i], true};
            compare_cell(where, row.percents[i], at(ours.percents, column_at[i]));
        }
    }

    void compare_cell(cell_place const& where, std::string const& printed, cell const& computed) {
        cell_group const group = group_of(computed, printed, computed.years_back == 0);
        group_count& count = made_.groups[static_cast<std::size_t>(group)];
        ++count.compared;
        if (agree(printed, computed, known_)) {
            ++count.equal;
            return;
        }
        difference found{where, group, printed, computed.text, std::nullopt};
        for (std::size_t i = 0; i != known_.cells.size(); ++i) {
            explained_cell const& cell = known_.cells[i];
            if (cell.where == where && cell.printed == printed && cell.computed == computed.text) {
                is_used_[i] = true;
                found.cause = cell.cause;
            }
        }
        ++(found.cause ? count.explained : count.unexplained);
        made_.differences.push_back(std::move(found));
    }

    report const& computed_;
    printed_report const& printed_;
    explanations const& known_;
    std::vector<bool> is_used_;
    comparison made_;
};

} // namespace

std::string_view name_of(cell_group group) noexcept {
    switch (group) {
    case cell_group::this_period: return "this period, not zero";
    case cell_group::zero_or_mark: return "this period, zero or a mark";
    case cell_group::earlier_or_external: return "earlier periods and other bodies";
    case cell_group::change: return "changes";
    }
    return "unknown";
}

bool comparison::is_settled() const noexcept {
    return findings.empty() && std::all_of(groups.begin(), groups.end(),
                                           [](group_count const& g) { return g.unexplained == 0; });
}

comparison compare(report const& computed, printed_report const& printed,
                   explanations const& known) {
    return comparing(computed, printed, known).run();
}

} // namespace upheld
