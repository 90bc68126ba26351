// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statistics/disclosure/outsider.hpp"
#include "statistics/disclosure/single_persons.hpp"
#include "upheld/statistics/suppression.hpp"

/// The two searches for complements. Private to src.

namespace upheld::detail {

/// What is to be protected, and what may be hidden for it.
struct complement_task {
    linked_tables const& tables;
    std::vector<cell_id> small;      ///< to be protected
    hidden_cells hidden;             ///< of the start: small cells, and what was hidden before
    std::vector<cell_id> candidates; ///< may be hidden as well; ascending, none of them hidden
    suppression_options const& options;

    /// Neither printed at the start nor to be printed: hidden or implied.
    [[nodiscard]] bool is_open(cell_id cell) const {
        return hidden.holds(cell) || tables[cell].standing == cell_standing::implied ||
               tables[cell].standing == cell_standing::already_hidden;
    }

    /// What readers know if these cells are hidden.
    [[nodiscard]] std::vector<known_range> known_if_hidden(hidden_cells const& also) const;
};

/// Chosen cells, or what is known if the search has ended without.
struct complement_choice {
    std::vector<cell_id> cells; ///< ascending
    bool is_found = false;
    bool is_least = false;
    std::size_t least_known = 0;
};

/// Proves its choice to be least; ends without one after so many rounds.
[[nodiscard]] complement_choice exact_complements(complement_task const& task, int most_rounds);

/// @returns a protecting set, not always the least; none in rare cases of widths and fractions
[[nodiscard]] complement_choice quick_complements(complement_task const& task);

} // namespace upheld::detail
