// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/store/store.hpp"
#include "upheld/store/viewpoint.hpp"

/// The statistics layer as of one day after the other.

namespace upheld {

/// The columns of what can be seen of a store from a viewpoint, which can be moved: to the next
/// day, to the day before, or to any other. Rollups and reports of each day are then asked of the
/// same columns.
///
/// Moving costs as much as the complaints that changed between the viewpoints, not as all of them;
/// where most of them did, the columns are made anew. Memory beside the columns: 16 bytes a
/// complaint, 16 more for each stage after the first, and `change_days`.
class moving_columns {
  public:
    /// @param of  must outlive this, and must neither be moved nor changed meanwhile
    /// @fails as `columns_of`
    /// @cost  a fold of every case, and `columns_of`
    [[nodiscard]] static result<moving_columns> of_store(store const& of, viewpoint from,
                                                         columns_options options = {});
    moving_columns(moving_columns&& other) noexcept;
    moving_columns& operator=(moving_columns&& other) noexcept;
    moving_columns(moving_columns const&) = delete;
    moving_columns& operator=(moving_columns const&) = delete;
    ~moving_columns();

    /// Afterwards the columns count what `columns_of` the store's facts from there would.
    /// @returns how many complaints were looked at again
    std::size_t move_to(viewpoint from);

    [[nodiscard]] viewpoint from() const noexcept;
    /// For `rollup` and reports; good until the next move.
    [[nodiscard]] columns const& rows() const noexcept;
    /// Beside the columns' own (`columns::size`).
    [[nodiscard]] std::size_t bytes_beside() const noexcept;

  private:
    struct moved;

    explicit moving_columns(moved* made) noexcept : moved_(made) {}

    moved* moved_;
};

} // namespace upheld
