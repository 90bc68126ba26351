// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/complements.hpp"

#include <algorithm>
#include <cmath>

namespace upheld::detail {
namespace {

constexpr int most_branches = 500;
constexpr int most_times = 3;

/// The least of another table that differs in a wanted way: cells that are to be printed may not
/// differ, cells that are hidden already differ almost for nothing.
class other_table_search {
  public:
    /// @param weights  of a unit of difference, one a cell; 0: the cell cannot differ
    other_table_search(complement_task const& task, std::vector<double> weights)
        : task_(task), column_(weights.size(), -1), may_differ_(weights.size(), true) {
        program_text text;
        for (std::size_t at = 0; at != weights.size(); ++at) {
            if (weights[at] == 0) continue;
            cell_id const cell(static_cast<std::uint32_t>(at));
            column_[at] = static_cast<int>(text.columns.size());
            // A column for more, one for less.
            text.columns.push_back({0, unlimited});
            text.columns.push_back({0, room_below(cell)});
            text.costs.insert(text.costs.end(), {weights[at], weights[at]});
        }
        for (linked_sum const& sum : task.tables.sums()) {
            int const row = static_cast<int>(text.rows.size());
            auto const add = [&](cell_id cell, int sign) {
                int const column = column_[cell.value];
                if (column < 0) return;
                text.entries.push_back({row, column, static_cast<double>(sign)});
                text.entries.push_back({row, column + 1, static_cast<double>(-sign)});
            };
            add(sum.whole, -1);
            for (cell_id const part : sum.parts) add(part, 1);
            text.rows.push_back({0, 0});
        }
        program_ = std::make_unique<linear_program>(text);
    }

    struct other_table {
        table_change change; ///< one a cell
        double cost = 0;
    };

    /// @param by  the cell must differ by at least so much: more if positive, less if negative
    /// @param as_is  cells that must not differ
    [[nodiscard]] std::optional<other_table> find(cell_id cell, std::int64_t by,
                                                  std::span<cell_id const> as_is) {
        int const column = column_[cell.value];
        if (column < 0 || (by < 0 && static_cast<double>(-by) > room_below(cell))) return {};
        for (cell_id const one : as_is) apply(one, false);
        if (by > 0) {
            program_->set_bounds(column, {static_cast<double>(by), unlimited});
            program_->set_bounds(column + 1, {0, 0});
        } else {
            program_->set_bounds(column, {0, 0});
            program_->set_bounds(column + 1, {static_cast<double>(-by), room_below(cell)});
        }
        std::optional<other_table> found = solve();
        apply(cell, may_differ_[cell.value]);
        for (cell_id const one : as_is) apply(one, may_differ_[one.value]);
        return found;
    }

    /// Whether the cell may differ from now on.
    void set(cell_id cell, bool may_differ) {
        may_differ_[cell.value] = may_differ;
        apply(cell, may_differ);
    }

    void set_weight(cell_id cell, double weight) {
        int const column = column_[cell.value];
        program_->set_cost(column, weight);
        program_->set_cost(column + 1, weight);
    }

  private:
    [[nodiscard]] double room_below(cell_id cell) const {
        return static_cast<double>(task_.tables[cell].count - task_.least_possible(cell));
    }

    void apply(cell_id cell, bool may_differ) {
        int const column = column_[cell.value];
        if (column < 0) return;
        program_->set_bounds(column, {0, may_differ ? unlimited : 0});
        program_->set_bounds(column + 1, {0, may_differ ? room_below(cell) : 0});
    }

    std::optional<other_table> solve() {
        // Nothing but the wanted difference breaks a sum at first, so few steps mend it.
        program_->restart();
        if (program_->minimise_from_costs() != program_outcome::optimal) return {};
        // Halves or thirds, taken twice or three times, are whole and hide the same cells.
        for (int times = 1; times <= most_times; ++times) {
            other_table found{rounded(times), program_->cost()};
            if (is_possible(found.change)) return found;
        }
        if (program_->minimise_in_integers(most_branches) == program_outcome::infeasible) return {};
        other_table found{rounded(1), program_->cost()};
        if (is_possible(found.change)) return found;
        return {};
    }

    [[nodiscard]] table_change rounded(int times) const {
        std::span<double const> const solution = program_->solution();
        table_change change(column_.size());
        for (std::size_t at = 0; at != column_.size(); ++at) {
            if (column_[at] < 0) continue;
            auto const column = static_cast<std::size_t>(column_[at]);
            change[at] = std::llround(times * (solution[column] - solution[column + 1]));
        }
        return change;
    }

    [[nodiscard]] bool is_possible(table_change const& change) const {
        for (std::size_t at = 0; at != change.size(); ++at) {
            cell_id const cell(static_cast<std::uint32_t>(at));
            if (change[at] < 0 && static_cast<double>(-change[at]) > room_below(cell)) return false;
        }
        return std::ranges::all_of(task_.tables.sums(), [&](linked_sum const& sum) {
            std::int64_t total = -change[sum.whole.value];
            for (cell_id const part : sum.parts) total += change[part.value];
            return total == 0;
        });
    }

    complement_task const& task_;
    std::vector<int> column_; ///< of more, one a cell; that of less is the next
    std::vector<bool> may_differ_;
    std::unique_ptr<linear_program> program_;
};

class quick_search {
  public:
    explicit quick_search(complement_task const& task) : task_(task), hidden_(task.hidden) {
        if (task.options.asked.against_insiders) persons_ = single_persons(task.tables);
    }

    complement_choice run() {
        complement_choice choice;
        if (!hide_where_others_differ()) return choice;
        take_back();
        for (cell_id const cell : task_.candidates) {
            if (hidden_.holds(cell)) choice.cells.push_back(cell);
        }
        choice.is_found = true;
        return choice;
    }

  private:
    /// To differ where nothing more must be hidden costs a little, so that chains stay short.
    static constexpr double weight_if_open = 1e-3;

    [[nodiscard]] double weight(cell_id cell) const {
        if (task_.is_open(cell) || hidden_.holds(cell)) return weight_if_open;
        auto const count = static_cast<double>(task_.tables[cell].count);
        double const alone = task_.options.objective == complement_objective::fewest_cells
                                 ? 1 + count / (count + 1000)
                                 : 0.1 + count;
        return task_.tables[cell].role == cell_role::total ? 1e4 * alone : alone;
    }

    /// A small cell, and what somebody knows of themselves.
    struct demand {
        cell_id cell;
        std::span<cell_id const> own;
    };

    [[nodiscard]] std::vector<demand> demands() const {
        std::vector<demand> all;
        for (cell_id const cell : task_.small) all.push_back({cell, {}});
        // Large ones first: they find small complements that help others.
        std::sort(all.begin(), all.end(), [&](demand const& a, demand const& b) {
            std::int64_t const left = task_.tables[a.cell].count;
            std::int64_t const right = task_.tables[b.cell].count;
            return left != right ? left > right : a.cell < b.cell;
        });
        std::size_t const outsiders = all.size();
        for (single_person const& person : persons_) {
            // Who is counted in a cell that may yet be hidden matters only then; and if it is
            // printed, everybody knows as much.
            bool const matters = std::ranges::any_of(person, [&](cell_id cell) {
                return task_.is_open(cell) || std::ranges::binary_search(task_.candidates, cell);
            });
            for (std::size_t small = 0; matters && small != outsiders; ++small) {
                if (!std::ranges::binary_search(person, all[small].cell)) {
                    all.push_back({all[small].cell, person});
                }
            }
        }
        return all;
    }

    /// @param without  do not count tables in which this cell differs
    [[nodiscard]] bool is_met(demand const& of, std::optional<cell_id> without) const {
        std::int64_t const count = task_.tables[of.cell].count;
        known_range seen = exactly(count);
        if (task_.options.asked.allows(seen)) return true;
        for (table_change const& change : others_) {
            if (change[of.cell.value] == 0) continue;
            if (std::ranges::any_of(of.own, [&](cell_id own) { return change[own.value] != 0; })) {
                continue;
            }
            if (without && change[without->value] != 0) continue;
            seen.low = std::min(seen.low, count + change[of.cell.value]);
            seen.high = std::max(*seen.high, count + change[of.cell.value]);
            if (task_.options.asked.allows(seen)) return true;
        }
        return false;
    }

    /// Finds what the demand needs; one table, or one above and one below if no single one will do.
    /// @returns none found: empty
    [[nodiscard]] std::vector<table_change> meet(other_table_search& search, demand const& of) {
        protection const& asked = task_.options.asked;
        std::int64_t const count = task_.tables[of.cell].count;
        std::int64_t const up = std::max<std::int64_t>(0, asked.reaches.value_or(0) - count);
        std::int64_t const width = std::max<std::int64_t>(asked.least_width, 1);
        auto more = search.find(of.cell, std::max(width, up), of.own);
        // What costs next to nothing hides nothing more, and is not bettered.
        if (up == 0 && (!more || more->cost > 0.5)) {
            auto less = search.find(of.cell, -width, of.own);
            if (less && (!more || less->cost < more->cost)) more = std::move(less);
        }
        if (more) return {std::move(more->change)};
        for (std::int64_t above = std::max<std::int64_t>(up, 1); above < width; ++above) {
            auto const one = search.find(of.cell, above, of.own);
            if (!one) break;
            auto const two = search.find(of.cell, above - width, of.own);
            if (two) return {one->change, two->change};
        }
        return {};
    }

    bool hide_where_others_differ() {
        std::vector<double> weights(task_.tables.cells().size());
        for (std::size_t at = 0; at != weights.size(); ++at) {
            cell_id const cell(static_cast<std::uint32_t>(at));
            if (task_.is_open(cell)) weights[at] = weight(cell);
        }
        for (cell_id const cell : task_.candidates) weights[cell.value] = weight(cell);
        other_table_search search(task_, std::move(weights));
        for (demand const& one : demands()) {
            if (is_met(one, {})) continue;
            std::vector<table_change> const found = meet(search, one);
            if (found.empty()) return false;
            for (table_change const& change : found) {
                for (cell_id const cell : task_.candidates) {
                    if (change[cell.value] == 0 || hidden_.holds(cell)) continue;
                    hidden_.hide(cell);
                    search.set_weight(cell, weight_if_open);
                }
                others_.push_back(change);
            }
        }
        return true;
    }

    /// Prints again, dearest first, what others of the hidden cells make up for.
    void take_back() {
        std::vector<cell_id> chosen;
        std::vector<double> weights(task_.tables.cells().size());
        for (std::size_t at = 0; at != weights.size(); ++at) {
            cell_id const cell(static_cast<std::uint32_t>(at));
            if (task_.is_open(cell) || hidden_.holds(cell)) weights[at] = 1;
            if (hidden_.holds(cell) && !task_.is_open(cell)) chosen.push_back(cell);
        }
        std::sort(chosen.begin(), chosen.end(), [&](cell_id a, cell_id b) {
            linked_cell const& left = task_.tables[a];
            linked_cell const& right = task_.tables[b];
            if (left.role != right.role) return left.role == cell_role::total;
            return left.count != right.count ? left.count > right.count : a < b;
        });
        other_table_search search(task_, std::move(weights));
        std::vector<demand> const all = demands();
        for (cell_id const cell : chosen) {
            search.set(cell, false);
            std::size_t const before = others_.size();
            bool const is_spare = std::ranges::all_of(all, [&](demand const& one) {
                if (is_met(one, cell)) return true;
                std::vector<table_change> found = meet(search, one);
                for (table_change& change : found) others_.push_back(std::move(change));
                return !found.empty();
            });
            if (is_spare) {
                hidden_.show(cell);
                std::erase_if(others_,
                              [&](table_change const& change) { return change[cell.value] != 0; });
            } else {
                others_.resize(before);
                search.set(cell, true);
            }
        }
    }

    complement_task const& task_;
    std::vector<single_person> persons_; ///< none if they are not asked about
    hidden_cells hidden_;
    std::vector<table_change> others_; ///< other tables that agree with all that is printed
};

} // namespace

complement_choice quick_complements(complement_task const& task) {
    return quick_search(task).run();
}

} // namespace upheld::detail
