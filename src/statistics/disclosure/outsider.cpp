// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/outsider.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace upheld::detail {
namespace {

/// Solutions are whole numbers or simple fractions of up to ten digits; the solver is exact to
/// 1e-7.
constexpr double tolerance = 1e-5;
/// Rarely more than a few; a table beyond that is taken to be known as well as it may be.
constexpr int most_branches = 20'000;
constexpr int most_times = 3;

program_text::bounds change_bounds(known_range const& known, std::int64_t count) {
    return {static_cast<double>(known.low - count),
            known.high ? static_cast<double>(*known.high - count) : unlimited};
}

} // namespace

outsider::outsider(linked_tables const& tables, std::span<known_range const> known)
    : column_of_(tables.cells().size(), -1), exact_(tables.cells().size()) {
    program_text text;
    for (std::size_t cell = 0; cell != known.size(); ++cell) {
        std::int64_t const count = tables.cells()[cell].count;
        UPHELD_EXPECTS(known[cell].holds(count));
        exact_[cell] = count;
        if (known[cell].is_single()) continue;
        column_of_[cell] = static_cast<int>(counts_.size());
        counts_.push_back(count);
        known_.push_back(known[cell]);
        text.columns.push_back(change_bounds(known[cell], count));
        text.costs.push_back(0);
    }
    for (linked_sum const& sum : tables.sums()) {
        std::vector<term> unknown;
        std::vector<term> fixed;
        auto const add = [&](cell_id cell, int sign) {
            int const column = column_of_[cell.value];
            if (column < 0) {
                fixed.push_back({static_cast<int>(cell.value), sign});
            } else {
                unknown.push_back({column, sign});
            }
        };
        add(sum.whole, -1);
        for (cell_id const part : sum.parts) add(part, 1);
        if (unknown.empty()) continue;
        int const row = static_cast<int>(sums_.size());
        for (term const& one : unknown) {
            text.entries.push_back({row, one.column, static_cast<double>(one.sign)});
        }
        text.rows.push_back({0, 0});
        sums_.push_back(std::move(unknown));
        known_sums_.push_back(std::move(fixed));
    }
    met_.emplace_back(counts_.size()); // the true table
    program_ = std::make_unique<linear_program>(text);
}

void outsider::learn(std::span<cell_id const> cells) {
    forget();
    for (cell_id const cell : cells) {
        int const column = column_of_[cell.value];
        if (column < 0) continue;
        learnt_.push_back(column);
        program_->set_bounds(column, {0, 0});
    }
}

void outsider::forget() {
    for (int const column : learnt_) {
        auto const at = static_cast<std::size_t>(column);
        program_->set_bounds(column, change_bounds(known_[at], counts_[at]));
    }
    learnt_.clear();
}

bool outsider::agrees_with_learnt(table_change const& change) const {
    return std::ranges::none_of(
        learnt_, [&](int column) { return change[static_cast<std::size_t>(column)] != 0; });
}

bool outsider::is_possible(table_change const& change) const {
    for (std::size_t at = 0; at != change.size(); ++at) {
        if (!known_[at].holds(counts_[at] + change[at])) return false;
    }
    return std::ranges::all_of(sums_, [&](std::vector<term> const& sum) {
        std::int64_t total = 0;
        for (term const& one : sum)
            total += one.sign * change[static_cast<std::size_t>(one.column)];
        return total == 0;
    });
}

void outsider::record(std::span<double const> solution) {
    // A table of halves or thirds, twice or three times as far from the true one, is of whole
    // numbers.
    for (int times = 1; times <= most_times; ++times) {
        table_change change;
        for (double const value : solution) change.push_back(std::llround(times * value));
        if (!is_possible(change)) continue;
        met_.push_back(std::move(change));
        return;
    }
}

std::int64_t outsider::reached(int column, int direction) const {
    std::int64_t most = 0;
    for (table_change const& change : met_) {
        if (!agrees_with_learnt(change)) continue;
        most = std::max(most, direction * change[static_cast<std::size_t>(column)]);
    }
    return most;
}

outsider::extent outsider::farthest(int column, int direction, protection const* enough) {
    if (std::ranges::find(learnt_, column) != learnt_.end()) return {.change = 0};
    std::optional<std::int64_t> const limit = known_limit(column, direction);
    extent found{.change = reached(column, direction)};
    if (limit && *limit == *found.change) return found;

    program_->set_cost(column, -direction);
    program_outcome const outcome = program_->minimise();
    found.is_solved = true;
    if (outcome == program_outcome::unbounded) {
        found.change.reset();
    } else if (outcome == program_outcome::optimal) {
        auto const bound = static_cast<std::int64_t>(std::floor(-program_->cost() + tolerance));
        record(program_->solution());
        bool const is_enough = enough != nullptr && enough->allows(seen(column));
        if (!is_enough && reached(column, direction) < bound &&
            program_->minimise_in_integers(most_branches) == program_outcome::optimal) {
            record(program_->solution());
        }
        found.change = reached(column, direction);
        found.is_linear = *found.change == bound;
    }
    program_->set_cost(column, 0);
    return found;
}

std::optional<std::int64_t> outsider::known_limit(int column, int direction) const {
    auto const at = static_cast<std::size_t>(column);
    if (direction < 0) return counts_[at] - known_[at].low;
    return known_[at].high ? std::optional(*known_[at].high - counts_[at]) : std::nullopt;
}

known_range outsider::seen(int column) const {
    std::int64_t const count = counts_[static_cast<std::size_t>(column)];
    return {count - reached(column, -1), count + reached(column, 1)};
}

known_range outsider::range_of(int column, extent up, extent down) const {
    std::int64_t const count = counts_[static_cast<std::size_t>(column)];
    known_range range{.low = count - down.change.value_or(count), .high = {}};
    if (up.change) range.high = count + *up.change;
    return range;
}

known_range outsider::derive(cell_id cell) {
    int const column = column_of_[cell.value];
    if (column < 0) return exactly(exact_[cell.value]);
    extent const up = farthest(column, 1);
    return range_of(column, up, farthest(column, -1));
}

known_range outsider::derive_until(cell_id cell, protection const& asked) {
    int const column = column_of_[cell.value];
    if (column < 0) return exactly(exact_[cell.value]);
    known_range range = seen(column);
    if (asked.allows(range)) return range;
    extent const up = farthest(column, 1, &asked);
    range = range_of(column, up, {.change = reached(column, -1)});
    if (asked.allows(range)) return range;
    return range_of(column, up, farthest(column, -1, &asked));
}

outsider::reason outsider::reason_for(cell_id cell, bool also_low) {
    reason why;
    int const column = column_of_[cell.value];
    UPHELD_EXPECTS(column >= 0);
    for (int const direction : {1, -1}) {
        if (direction < 0 && !also_low) continue;
        extent const end = farthest(column, direction);
        why.is_linear = why.is_linear && end.is_linear;
        // What is known of the cell itself needs no other cell.
        if (end.is_solved) add_reasons(why.rests_on);
    }
    std::ranges::sort(why.rests_on);
    auto const [from, until] = std::ranges::unique(why.rests_on);
    why.rests_on.erase(from, until);
    return why;
}

void outsider::add_reasons(std::vector<cell_id>& to) const {
    std::map<int, double> weights; // of cells
    std::span<double const> const prices = program_->row_prices();
    for (std::size_t row = 0; row != known_sums_.size(); ++row) {
        if (std::abs(prices[row]) < tolerance) continue;
        for (term const& one : known_sums_[row]) weights[one.column] += one.sign * prices[row];
    }
    for (auto const& [cell, weight] : weights) {
        if (std::abs(weight) > tolerance) to.emplace_back(static_cast<cell_id::rep>(cell));
    }
}

} // namespace upheld::detail
