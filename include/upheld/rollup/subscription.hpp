// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/live_cubes.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

/// Figures that say when they change, so that nobody compares tables to find out what moved.

namespace upheld {

/// One figure of a watched cube that a change moved.
struct changed_figure {
    std::size_t cube = 0;    ///< its number in the `live_cubes`
    std::size_t group = 0;   ///< as `cube::at` takes it
    std::size_t measure = 0; ///< likewise
    figure before;
    figure after;

    friend bool operator==(changed_figure const&, changed_figure const&) = default;
};

/// Told of figures that changed. What is told may read the cubes; it must not throw, change the
/// columns or their store, watch, or follow.
struct figure_listener {
    /// Null: nobody listens. @param which  one or more; good until the call returns
    void (*changed)(void* context, std::span<changed_figure const> which) = nullptr;
    void* context = nullptr; ///< handed on to `changed`
};

/// Figures of watched cubes that one listener is told of.
///
/// A change is one call of `columns::add`, `replace` or an erasure; of columns that follow a store
/// (`live_columns`) it is one change of the store, with all of its complaint's rows. The listener
/// is called at most once a change, at its end, with the figures followed here that differ from
/// those before it, in no particular order: rows that go and come back in between are not told, and
/// neither are figures that a unit does not keep. A share differs if its part or its whole does.
class subscription {
  public:
    /// @param of  must outlive this
    subscription(live_cubes& of, figure_listener to);
    subscription(subscription const&) = delete;
    subscription& operator=(subscription const&) = delete;
    subscription(subscription&&) = delete;
    subscription& operator=(subscription&&) = delete;
    ~subscription();

    /// Every figure of the cube. @expects a number that `watch` gave
    void follow(std::size_t cube);
    /// One figure; nothing happens if it is followed already. @expects it is in the cube
    void follow(std::size_t cube, std::size_t group, std::size_t measure);
    /// One figure by its names.
    /// @param entries  the key of an entry for each axis of the cube, in order
    /// @fails key_unknown for a measure or an entry that the cube does not have; contradiction for
    ///        another number of entries than of axes
    /// @cost  of each change afterwards: about 20 ns a followed figure that its rows are in,
    /// however
    ///        many are followed
    [[nodiscard]] result<void> follow(std::size_t cube, std::string_view measure,
                                      std::span<std::string_view const> entries);
    [[nodiscard]] result<void> follow(std::size_t cube, std::string_view measure,
                                      std::initializer_list<std::string_view> entries);

    struct follower; ///< for the rollup room's own source files

  private:
    live_cubes* of_;
    follower* own_;
};

} // namespace upheld
