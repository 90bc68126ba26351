// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/nearest_table.hpp"

#include <algorithm>
#include <cmath>

namespace upheld::detail {
namespace {

constexpr int most_branches = 500;
constexpr int most_times = 3;

} // namespace

nearest_table_search::nearest_table_search(linked_tables const& tables,
                                           std::span<known_range const> known,
                                           std::span<double const> weights)
    : tables_(tables), known_(known.begin(), known.end()), column_(weights.size(), -1),
      may_differ_(weights.size(), true) {
    program_text text;
    for (std::size_t at = 0; at != weights.size(); ++at) {
        if (weights[at] == 0) continue;
        cell_id const cell(static_cast<std::uint32_t>(at));
        column_[at] = static_cast<int>(text.columns.size());
        // A column for more, one for less.
        text.columns.push_back(room(cell, true));
        text.columns.push_back(room(cell, false));
        text.costs.insert(text.costs.end(), {weights[at], weights[at]});
    }
    for (linked_sum const& sum : tables.sums()) {
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

program_text::bounds nearest_table_search::room(cell_id cell, bool above) const {
    known_range const& known = known_[cell.value];
    std::int64_t const count = tables_[cell].count;
    if (!above) return {0, static_cast<double>(count - known.low)};
    return {0, known.high ? static_cast<double>(*known.high - count) : unlimited};
}

void nearest_table_search::apply(cell_id cell, bool may_differ) {
    int const column = column_[cell.value];
    if (column < 0) return;
    program_->set_bounds(column, may_differ ? room(cell, true) : program_text::bounds{0, 0});
    program_->set_bounds(column + 1, may_differ ? room(cell, false) : program_text::bounds{0, 0});
}

void nearest_table_search::set(cell_id cell, bool may_differ) {
    may_differ_[cell.value] = may_differ;
    apply(cell, may_differ);
}

void nearest_table_search::set_weight(cell_id cell, double weight) {
    int const column = column_[cell.value];
    program_->set_cost(column, weight);
    program_->set_cost(column + 1, weight);
}

std::optional<nearest_table_search::other_table> nearest_table_search::find(demand const& of,
                                                                            std::int64_t by) {
    int const column = column_[of.cell.value];
    program_text::bounds wanted = room(of.cell, by > 0);
    wanted.low = static_cast<double>(by > 0 ? by : -by);
    if (column < 0 || wanted.low > wanted.high) return {};
    for (cell_id const one : of.own) apply(one, false);
    program_->set_bounds(by > 0 ? column : column + 1, wanted);
    program_->set_bounds(by > 0 ? column + 1 : column, {0, 0});
    std::optional<other_table> found = solve();
    apply(of.cell, may_differ_[of.cell.value]);
    for (cell_id const one : of.own) apply(one, may_differ_[one.value]);
    return found;
}

std::optional<nearest_table_search::other_table> nearest_table_search::solve() {
    // Nothing but the wanted difference breaks a sum at first, so few steps mend it.
    program_->restart();
    if (program_->minimise_from_costs() != program_outcome::optimal) return {};
    // Halves or thirds, taken twice or three times, are whole and differ in the same cells.
    for (int times = 1; times <= most_times; ++times) {
        other_table found{rounded(times), program_->cost()};
        if (is_possible(found.change)) return found;
    }
    if (program_->minimise_in_integers(most_branches) == program_outcome::infeasible) return {};
    other_table found{rounded(1), program_->cost()};
    if (is_possible(found.change)) return found;
    return {};
}

table_change nearest_table_search::rounded(int times) const {
    std::span<double const> const solution = program_->solution();
    table_change change(column_.size());
    for (std::size_t at = 0; at != column_.size(); ++at) {
        if (column_[at] < 0) continue;
        auto const column = static_cast<std::size_t>(column_[at]);
        change[at] = std::llround(times * (solution[column] - solution[column + 1]));
    }
    return change;
}

bool nearest_table_search::is_possible(table_change const& change) const {
    for (std::size_t at = 0; at != change.size(); ++at) {
        if (change[at] != 0 && !known_[at].holds(tables_.cells()[at].count + change[at])) {
            return false;
        }
    }
    return std::ranges::all_of(tables_.sums(), [&](linked_sum const& sum) {
        std::int64_t total = -change[sum.whole.value];
        for (cell_id const part : sum.parts) total += change[part.value];
        return total == 0;
    });
}

std::vector<table_change> nearest_table_search::meet(demand const& of, protection const& asked) {
    std::int64_t const count = tables_[of.cell].count;
    std::int64_t const up = std::max<std::int64_t>(0, asked.reaches.value_or(0) - count);
    std::int64_t const width = std::max<std::int64_t>(asked.least_width, 1);
    std::optional<other_table> best = find(of, std::max(width, up));
    // What costs next to nothing hides nothing more, and is not bettered.
    if (up == 0 && (!best || best->cost > 0.5)) {
        std::optional<other_table> less = find(of, -width);
        if (less && (!best || less->cost < best->cost)) best = std::move(less);
    }
    if (best) return {std::move(best->change)};
    for (std::int64_t above = std::max<std::int64_t>(up, 1); above < width; ++above) {
        std::optional<other_table> more = find(of, above);
        if (!more) break;
        std::optional<other_table> less = find(of, above - width);
        if (less) return {std::move(more->change), std::move(less->change)};
    }
    return {};
}

bool is_met(demand const& of, protection const& asked, std::int64_t count,
            std::span<table_change const> others, std::optional<cell_id> without) {
    known_range seen = exactly(count);
    if (asked.allows(seen)) return true;
    for (table_change const& change : others) {
        if (change[of.cell.value] == 0) continue;
        if (without && change[without->value] != 0) continue;
        if (std::ranges::any_of(of.own, [&](cell_id own) { return change[own.value] != 0; })) {
            continue;
        }
        seen.low = std::min(seen.low, count + change[of.cell.value]);
        seen.high = std::max(*seen.high, count + change[of.cell.value]);
        if (asked.allows(seen)) return true;
    }
    return false;
}

} // namespace upheld::detail
