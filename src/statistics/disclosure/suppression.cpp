// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/suppression.hpp"

#include "statistics/disclosure/complements.hpp"

#include <algorithm>

namespace upheld {
namespace {

using detail::complement_choice;
using detail::complement_task;

/// Above these the exact search would take longer than an office waits.
constexpr std::size_t most_exact_candidates = 120;
constexpr int rounds_if_automatic = 100;
constexpr int rounds_if_exact = 5000;

std::vector<cell_id> candidates_of(complement_task const& task, bool with_totals) {
    std::vector<cell_id> candidates;
    for (std::size_t at = 0; at != task.tables.cells().size(); ++at) {
        cell_id const cell(static_cast<std::uint32_t>(at));
        linked_cell const& of = task.tables[cell];
        if (of.count != 0 && of.standing == cell_standing::published && !task.is_open(cell) &&
            (with_totals || of.role == cell_role::inner)) {
            candidates.push_back(cell);
        }
    }
    return candidates;
}

hidden_cells with(hidden_cells hidden, std::span<cell_id const> more) {
    for (cell_id const cell : more) hidden.hide(cell);
    return hidden;
}

/// What would be disclosed with these hidden as well.
std::vector<disclosure> left_open(complement_task const& task, std::span<cell_id const> also) {
    auto found = find_disclosures(task.tables, task.known_if_hidden(with(task.hidden, also)),
                                  task.small, task.options.asked);
    UPHELD_EXPECTS(found.has_value()); // ranges made of the tables themselves hold their counts
    return std::move(*found);
}

complement_choice search(complement_task const& task) {
    complement_choice exact;
    complement_search const how = task.options.search;
    if (how == complement_search::exact ||
        (how == complement_search::automatic && task.candidates.size() <= most_exact_candidates)) {
        exact = exact_complements(task, how == complement_search::exact ? rounds_if_exact
                                                                        : rounds_if_automatic);
        if (exact.is_found) return exact;
    }
    complement_choice quick = quick_complements(task);
    quick.least_known = exact.least_known;
    if (!quick.is_found || !left_open(task, quick.cells).empty()) {
        // Everything that may be hidden protects, as has been seen.
        quick.cells = task.candidates;
    }
    return quick;
}

} // namespace

std::vector<known_range> detail::complement_task::known_if_hidden(hidden_cells const& also) const {
    // Any threshold gives the same ranges: hidden cells are 1 or more.
    auto known = known_to_readers(tables, also, disclosure_policy::threshold(2));
    UPHELD_EXPECTS(known.has_value()); // zeros have been refused, and are no candidates
    return std::move(*known);
}

result<suppression> choose_complements(linked_tables const& tables, std::span<cell_id const> small,
                                       suppression_options const& options) {
    complement_task task{tables, {small.begin(), small.end()}, {}, {}, options};
    std::ranges::sort(task.small);
    auto const [from, until] = std::ranges::unique(task.small);
    task.small.erase(from, until);
    for (cell_id const cell : task.small) {
        if (tables[cell].standing == cell_standing::published) task.hidden.hide(cell);
    }
    auto const known = known_to_readers(tables, task.hidden, disclosure_policy::threshold(2));
    if (!known) return refuse(known.error());

    task.candidates = candidates_of(task, false);
    std::vector<disclosure> open = left_open(task, task.candidates);
    if (!open.empty() && options.totals == hidden_totals::if_needed) {
        task.candidates = candidates_of(task, true);
        open = left_open(task, task.candidates);
    }
    if (!open.empty()) {
        linked_cell const& cell = tables[open.front().cell];
        return refuse({.code = failure_code::disclosive,
                       .where = {},
                       .message = "\"" + cell.name + "\" cannot be protected by hiding other cells",
                       .mend = options.totals == hidden_totals::never
                                   ? "let totals be hidden, merge rows or columns, or leave the "
                                     "table out"
                                   : "merge rows or columns, or leave the table out"});
    }

    complement_choice chosen = search(task);
    return suppression{.small = std::move(task.small),
                       .complements = chosen.cells,
                       .hidden = with(std::move(task.hidden), chosen.cells),
                       .is_least = chosen.is_least,
                       .least_known = chosen.least_known};
}

result<suppression> suppress(linked_tables const& tables, disclosure_policy const& policy,
                             suppression_options const& options) {
    UPHELD_EXPECTS(policy.needs_complements());
    return choose_complements(tables, small_cells(tables, policy), options);
}

} // namespace upheld
