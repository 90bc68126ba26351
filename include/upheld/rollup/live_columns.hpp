// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/store/store.hpp"

/// The statistics layer of a store that people work in.

namespace upheld {

/// The columns of everything that a store knows, kept in step with it: each change that the store
/// accepts takes the rows of that one complaint away and puts its new rows in their place, in
/// columns, summaries, year cubes and watched cubes alike, whatever the size of the store.
/// Listens to the store, so a store has one of these at a time. Ombudsman's cases, remedies and
/// compliments are those that the store had at the start.
class live_columns {
  public:
    /// @param of  must outlive this, and must not be moved meanwhile
    /// @fails as `columns_of`
    [[nodiscard]] static result<live_columns> of_store(store& of, columns_options options = {});
    live_columns(live_columns&& other) noexcept;
    live_columns& operator=(live_columns&& other) noexcept;
    live_columns(live_columns const&) = delete;
    live_columns& operator=(live_columns const&) = delete;
    ~live_columns();

    /// For `rollup`. @expects not moved from
    [[nodiscard]] columns const& rows() const noexcept;
    /// For `live_cubes`, which must go before this does.
    [[nodiscard]] columns& rows() noexcept;

  private:
    struct following;

    explicit live_columns(following* made) noexcept : following_(made) {}

    following* following_;
};

} // namespace upheld
