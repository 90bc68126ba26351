// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/rollup.hpp"

#include <cstddef>

/// Tables on a screen: cubes that follow every change of the columns.

namespace upheld {

/// Keeps cubes up to date with their columns: every row that comes adds to them, every row that
/// goes takes away, so reading one after a change costs nothing. As long as it lives no other
/// thread may read the cubes while the columns change; `subscription` tells which figures moved.
class live_cubes {
  public:
    /// @param of  must outlive this, and must not be moved meanwhile
    explicit live_cubes(columns& of);
    live_cubes(live_cubes const&) = delete;
    live_cubes& operator=(live_cubes const&) = delete;
    live_cubes(live_cubes&&) = delete;
    live_cubes& operator=(live_cubes&&) = delete;
    ~live_cubes();

    /// Counts the cube once, and follows it from here on. Its entries stay as they are: a place
    /// that no case named before, or a day outside the period, is not in it.
    /// @returns its number, for `at`
    /// @fails as `rollup`; contradiction for a cube grouped by time without a period, for measures
    ///        of working days, and for complaints grouped or filtered by parts of them (subject,
    ///        outcome, contractor), which one row's coming and going does not tell
    /// @cost  of each change afterwards: about 10 ns a measure
    [[nodiscard]] result<std::size_t> watch(by const& groups, measures const& what,
                                            where const& rows = {},
                                            std::optional<period> const& in = {});

    [[nodiscard]] std::size_t size() const noexcept;
    /// @expects which < size()
    [[nodiscard]] cube const& at(std::size_t which) const;

  private:
    friend class published_figures;
    friend class subscription;

    struct watched_cubes;
    watched_cubes* cubes_;
};

} // namespace upheld
