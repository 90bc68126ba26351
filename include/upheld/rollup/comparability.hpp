// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/failure.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/rollup/filter.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/store/series.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Whether figures of two periods may be compared, and what of them may.

namespace upheld {

/// `structure`, `definition`, `coverage`, `system`.
[[nodiscard]] std::string_view name_of(break_kind kind) noexcept;

/// A break with what it is of, for people.
struct told_break {
    std::string took_effect; ///< YYYY-MM-DD: the first day of the new way
    break_kind kind{};
    /// `2019-08-01, definition of received at Streets: only what is a complaint is logged`
    std::string words;
    friend bool operator==(told_break const&, told_break const&) = default;
};

/// The breaks of a figure within some days: those that took effect after the first of them, up to
/// the last, in.
///
/// Breaks that the taxonomy states count for the measures, units and services they name; a unit's
/// break is one of the units above and below it too. Where a unit or a service was renamed, merged
/// or split, or something moved into a unit or out of it, that is a break of structure without
/// being stated as one, for figures that do not hold both ends of it: the council's total does not
/// change with its divisions.
/// @param names  the figure's measure, and the published series that stands for it; empty ones
///               count for nothing
/// @param where  the rows it is of
/// @returns      in order of day; empty if `days` is
[[nodiscard]] std::vector<told_break> breaks_within(taxonomy const& words,
                                                    std::span<std::string_view const> names,
                                                    filter const& where, day_span days);

/// The same between two periods: from the first day of the earlier to the last day of the later.
[[nodiscard]] std::vector<told_break> breaks_between(taxonomy const& words,
                                                     std::span<std::string_view const> names,
                                                     filter const& where, day_span before,
                                                     day_span now);

/// The breaks that a cross-tabulation of some days may have: those of its measures over its rows,
/// and of every unit and service that it has groups for.
[[nodiscard]] std::vector<told_break> breaks_within(taxonomy const& words, by const& groups,
                                                    measures const& what, filter const& where,
                                                    day_span days);

/// The part of a figure's rows that is on both sides of a comparison.
struct like_for_like_base {
    /// The figure's own filter, narrowed; means nothing if `is_empty`.
    filter where;
    std::vector<unit_code> units;    ///< lowest units that are in it, in order of display
    std::vector<unit_code> left_out; ///< lowest units that the figure is of and that are not in it
    std::vector<service_code> services_left_out; ///< of the services that the filter names
    bool is_empty = false;                       ///< nothing is left to compare

    [[nodiscard]] bool is_whole() const noexcept {
        return left_out.empty() && services_left_out.empty();
    }
};

/// Of the lowest units that `where` addresses those that were valid through both periods, keep what
/// the measure needs, and have no break between them; likewise of the services that it names.
/// @param series  name of the published series that stands for the measure; may be empty
[[nodiscard]] like_for_like_base like_for_like(taxonomy const& words, measure const& what,
                                               std::string_view series, filter const& where,
                                               day_span before, day_span now);

/// What is wrong with the measures that the taxonomy's breaks name: a misspelt one would stop
/// nothing.
/// @returns  key_unknown for each that is neither a measure nor a published series
[[nodiscard]] std::vector<failure> check_breaks(taxonomy const& words,
                                                std::span<series_figure const> published);

} // namespace upheld
