// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/disclosure_verifier.hpp"

#include "statistics/disclosure/nearest_table.hpp"
#include "statistics/disclosure/outsider.hpp"
#include "statistics/disclosure/single_persons.hpp"

#include <algorithm>
#include <iterator>

namespace upheld {
namespace {

failure not_possible(linked_cell const& cell) {
    return {.code = failure_code::contradiction,
            .where = {},
            .message = "the count of \"" + cell.name + "\" is not within what is known of it",
            .mend = {}};
}

result<void> check(linked_tables const& tables, std::span<known_range const> known) {
    UPHELD_EXPECTS(known.size() == tables.cells().size());
    for (std::size_t at = 0; at != known.size(); ++at) {
        linked_cell const& cell = tables.cells()[at];
        if (!known[at].holds(cell.count)) return refuse(not_possible(cell));
    }
    return {};
}

disclosure_kind kind_of(known_range derived, protection const& asked) {
    if (derived.is_single()) return disclosure_kind::exact;
    return asked.reaches && *derived.high < *asked.reaches ? disclosure_kind::too_low
                                                           : disclosure_kind::too_narrow;
}

} // namespace

result<std::vector<known_range>> known_to_readers(linked_tables const& tables,
                                                  hidden_cells const& hidden,
                                                  disclosure_policy const& policy,
                                                  hidden_marks marks) {
    std::vector<known_range> known;
    for (std::size_t at = 0; at != tables.cells().size(); ++at) {
        linked_cell const& cell = tables.cells()[at];
        bool const is_hidden = hidden.holds(cell_id(static_cast<std::uint32_t>(at))) ||
                               cell.standing == cell_standing::already_hidden;
        if (cell.standing == cell_standing::implied) {
            known.push_back({.low = 0, .high = {}});
        } else if (!is_hidden) {
            // Small counts that are not hidden are printed, whatever the policy would have done.
            known.push_back(policy.needs_complements() ? exactly(cell.count)
                                                       : policy.seen(cell.count));
        } else if (cell.count == 0 || !policy.needs_complements()) {
            return refuse({.code = failure_code::contradiction,
                           .where = {},
                           .message = '"' + cell.name + "\" is hidden, " +
                                      (cell.count == 0 ? "and zeros are shown"
                                                       : "which " + policy.name() + " never does"),
                           .mend = {}});
        } else if (marks == hidden_marks::alike) {
            known.push_back({.low = 1, .high = {}});
        } else if (policy.is_small(cell.count)) {
            known.push_back({1, policy.least_shown() - 1});
        } else {
            known.push_back({.low = policy.least_shown(), .high = {}});
        }
    }
    return known;
}

result<std::vector<known_range>> derivable_ranges(linked_tables const& tables,
                                                  std::span<known_range const> known,
                                                  std::span<cell_id const> asked) {
    auto const sound = check(tables, known);
    if (!sound) return refuse(sound.error());
    detail::outsider reader(tables, known);
    std::vector<known_range> derived;
    for (cell_id const cell : asked) derived.push_back(reader.derive(cell));
    return derived;
}

result<std::vector<disclosure>> find_disclosures(linked_tables const& tables,
                                                 std::span<known_range const> known,
                                                 std::span<cell_id const> small,
                                                 protection const& asked) {
    auto const sound = check(tables, known);
    if (!sound) return refuse(sound.error());
    detail::outsider reader(tables, known);
    std::vector<disclosure> found;
    auto const look = [&](cell_id cell, std::optional<cell_id> insider) {
        known_range const derived = reader.derive_until(cell, asked);
        if (asked.allows(derived)) return;
        found.push_back({cell, derived, kind_of(derived, asked), insider});
    };
    for (cell_id const cell : small) look(cell, {});
    hidden_cells open_to_all;
    for (disclosure const& one : found) open_to_all.hide(one.cell);
    if (!asked.against_insiders) return found;
    // Few of the nearest tables differ in a person's own cell, so most serve many persons; the
    // outsider has the last word where none is found.
    std::vector<double> weights;
    for (known_range const& range : known) weights.push_back(range.is_single() ? 0 : 1);
    detail::nearest_table_search search(tables, known, weights);
    std::vector<detail::table_change> others;
    for (detail::single_person const& person : detail::single_persons(tables)) {
        auto const unknown = std::ranges::find_if(
            person, [&](cell_id cell) { return !known[cell.value].is_single(); });
        if (unknown == person.end()) continue;
        reader.learn(person);
        for (cell_id const cell : small) {
            if (std::ranges::binary_search(person, cell) || open_to_all.holds(cell)) continue;
            detail::demand const one{cell, person};
            if (is_met(one, asked, tables[cell].count, others)) continue;
            std::vector<detail::table_change> more = search.meet(one, asked);
            if (more.empty()) look(cell, *unknown);
            std::ranges::move(more, std::back_inserter(others));
        }
    }
    return found;
}

std::vector<cell_id> small_cells(linked_tables const& tables, disclosure_policy const& policy) {
    std::vector<cell_id> small;
    for (std::size_t at = 0; at != tables.cells().size(); ++at) {
        if (policy.is_small(tables.cells()[at].count)) {
            small.emplace_back(static_cast<std::uint32_t>(at));
        }
    }
    return small;
}

} // namespace upheld
