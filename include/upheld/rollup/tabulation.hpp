// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/filter.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/rollup/period.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

namespace upheld {

/// The facts of one period, folded once so that any number of figures can be read from them: rows
/// alike in every dimension are kept as one with their number. Reading a figure costs one pass over
/// those, not over the rows. Needs neither the facts nor the store afterwards; const reads are
/// thread-safe.
class tabulation {
  public:
    /// @param words  the taxonomy of the facts; must outlive the tabulation
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
    struct groups;
    groups* groups_;
};

} // namespace upheld
