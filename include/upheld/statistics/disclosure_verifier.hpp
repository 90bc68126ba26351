// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/disclosure_policy.hpp"
#include "upheld/statistics/hidden_cells.hpp"
#include "upheld/statistics/known_range.hpp"
#include "upheld/statistics/linked_tables.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What an outsider can work out from everything that is printed, and whether that is too much.
///
/// Two hidden cells in each row and column are no protection as such: with zeros shown, a hidden
/// block of two rows with totals 2 and 5 and two columns with totals 3 and 4 has one solution. So
/// nothing here looks at patterns: every bound is the least or largest whole number that agrees
/// with all that is printed, found by linear programming, and by integer programming where the
/// linear bound is not reached by whole numbers.
/// @source Fischetti and Salazar, Management Science 47 (2001) 1008, on the outsider's programme;
///         Hundepool et al., Statistical Disclosure Control (2012)

namespace upheld {

/// Whether readers can tell why a cell is hidden.
enum class hidden_marks : std::uint8_t {
    alike,      ///< one mark for small cells and their complements: a hidden cell is 1 or more
    told_apart, ///< a small cell is known to be small and a complement not to be
};

/// What readers know of every cell before they combine anything: one range a cell, in order.
///
/// Printed cells are known as the policy prints them. Hidden ones are at least 1, since zeros are
/// shown; the policy itself is public, but with one mark for all, readers cannot tell a small cell
/// from a complement. Implied cells are 0 or more.
/// @fails contradiction if a hidden cell is 0, or any cell is hidden under a rounding policy
[[nodiscard]] result<std::vector<known_range>>
known_to_readers(linked_tables const& tables, hidden_cells const& hidden,
                 disclosure_policy const& policy, hidden_marks marks = hidden_marks::alike);

/// The narrowest range that readers can derive for each asked cell, in the order asked.
/// @param known  one range a cell, such as `known_to_readers` gives
/// @fails contradiction if a cell's count is outside its known range
/// @cost  two small linear programmes for each cell that is not known exactly
[[nodiscard]] result<std::vector<known_range>> derivable_ranges(linked_tables const& tables,
                                                                std::span<known_range const> known,
                                                                std::span<cell_id const> asked);

/// How much must stay unknown about a small cell.
struct protection {
    /// Highest minus lowest possible value, at least; 1: the count is not known exactly.
    std::int64_t least_width = 1;
    /// If given, values of at least this many must be possible: with the threshold of the policy,
    /// a reader cannot be sure that the cell is small at all.
    std::optional<std::int64_t> reaches = std::nullopt;
    /// The same for somebody who is the only person of other hidden cells and so knows those. Two
    /// single persons whose cells protect only each other are not protected.
    bool against_insiders = false;

    /// @expects width and `reaches` not negative
    [[nodiscard]] constexpr bool allows(known_range derived) const noexcept {
        return !derived.high || (*derived.high - derived.low >= least_width &&
                                 (!reaches || *derived.high >= *reaches));
    }

    friend bool operator==(protection const&, protection const&) = default;
};

enum class disclosure_kind : std::uint8_t {
    exact,      ///< the count can be worked out
    too_narrow, ///< the possible values are too close to each other
    too_low,    ///< it is certain that the count is lower than `protection::reaches`
};

/// `exact`, `too_narrow`, `too_low`.
[[nodiscard]] constexpr std::string_view name_of(disclosure_kind kind) noexcept {
    switch (kind) {
    case disclosure_kind::exact: return "exact";
    case disclosure_kind::too_narrow: return "too_narrow";
    case disclosure_kind::too_low: return "too_low";
    }
    return "unknown";
}

/// A small cell about which too much can be derived.
struct disclosure {
    cell_id cell;
    known_range derived;
    disclosure_kind kind{};
    std::optional<cell_id> insider; ///< a hidden cell whose only person can derive this
    friend bool operator==(disclosure const&, disclosure const&) = default;
};

/// Looks for small cells about which readers can derive too much; none found: the tables may be
/// printed. Cells that are shown to be wide by possible tables met on the way cost nothing.
/// @param small  the cells to protect, such as `small_cells` gives
/// @fails contradiction if a cell's count is outside its known range
[[nodiscard]] result<std::vector<disclosure>> find_disclosures(linked_tables const& tables,
                                                               std::span<known_range const> known,
                                                               std::span<cell_id const> small,
                                                               protection const& asked);

/// Every cell, totals and implied cells included, whose count is small under the policy; ascending.
[[nodiscard]] std::vector<cell_id> small_cells(linked_tables const& tables,
                                               disclosure_policy const& policy);

} // namespace upheld
