// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/filter.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

namespace upheld {

/// The rows of one period, counted once into small tables so that any number of figures can be read
/// from them. Figures that no table has (by three dimensions at once, say) are counted from the
/// rows when the first of them is asked for, and kept for the others by the same dimensions. Const
/// reads are thread-safe while nobody changes the columns.
class tabulation {
  public:
    /// @param rows  must outlive the tabulation, and its summaries be up to date or not be there
    tabulation(columns const& rows, period of);
    /// Makes columns of its own; neither facts nor store are needed afterwards.
    /// @param words  the taxonomy of the facts; must outlive the tabulation
    /// @expects the facts are of that taxonomy
    tabulation(taxonomy const& words, facts const& rows, period of);
    tabulation(tabulation&& other) noexcept;
    tabulation& operator=(tabulation&& other) noexcept;
    tabulation(tabulation const&) = delete;
    tabulation& operator=(tabulation const&) = delete;
    ~tabulation();

    [[nodiscard]] period const& of() const noexcept;

    /// The figure of `what` over the rows that `where` lets through.
    ///
    /// A count of no rows is 0 where it could have been otherwise. Where no unit that `where`
    /// addresses keeps what is asked for, the figure has the state that the taxonomy gives (not
    /// collected, not known, not applicable); where only some do, it is the figure of those and
    /// `is_partial`. A subject in use nowhere among them is not applicable, and neither is a filter
    /// on a dimension that the measure's rows do not have (a complaint has no subject, a referral
    /// no procedure).
    [[nodiscard]] figure evaluate(measure const& what, filter const& where) const;

    /// The share of rows that `part` lets through among those that `whole` lets through, for a
    /// measure that counts or sums. A row must pass both to be in the part.
    [[nodiscard]] figure evaluate_share(measure const& what, filter const& part,
                                        filter const& whole) const;

  private:
    struct counted;
    counted* counted_;
};

} // namespace upheld
