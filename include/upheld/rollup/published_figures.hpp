// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/live_cubes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Figures for many readers while one writer goes on changing the cases: what is published does not
/// change any more, and nobody waits for the writer's work.

namespace upheld {

/// A figure that the writer puts beside the cubes: cases open, overdue in one unit, ...
struct stated_figure {
    std::string key; ///< the host's own
    figure value;

    friend bool operator==(stated_figure const&, stated_figure const&) = default;
};

/// What was published at one time: all of its figures are of the same state of the cases. It stays
/// as it is for as long as anybody keeps it, whatever becomes of the writer. One copied from
/// another costs a count and shares everything.
class figures_edition {
  public:
    /// The edition before the first: without figures.
    figures_edition() noexcept = default;
    figures_edition(figures_edition const& other) noexcept;
    figures_edition(figures_edition&& other) noexcept;
    figures_edition& operator=(figures_edition const& other) noexcept;
    figures_edition& operator=(figures_edition&& other) noexcept;
    ~figures_edition();

    /// 1 for the first that was published, 2 for the next, ...; 0 for the one before.
    [[nodiscard]] std::uint64_t number() const noexcept;
    /// How many cubes.
    [[nodiscard]] std::size_t size() const noexcept;
    /// The cube that `live_cubes::watch` gave this number. @expects which < size()
    [[nodiscard]] cube const& at(std::size_t which) const;
    /// In the order in which they were stated.
    [[nodiscard]] std::span<stated_figure const> stated() const noexcept;

    struct contents; ///< for the rollup room's own source files

  private:
    friend class published_figures;

    explicit figures_edition(contents const* made) noexcept : contents_(made) {}

    contents const* contents_ = nullptr;
};

/// Publishes watched cubes, and any figures beside them.
///
/// One thread changes the cases and calls `publish` when readers are to see it, for instance ten
/// times a second, or after each change; it alone may touch the store, the columns and the live
/// cubes meanwhile. Any number of threads call `current` and read what they get. A lock is held for
/// as long as a pointer is copied, on both sides, and for nothing else.
class published_figures {
  public:
    /// @param of  its cubes are published; must outlive calls of `publish`
    explicit published_figures(live_cubes const& of);
    published_figures(published_figures const&) = delete;
    published_figures& operator=(published_figures const&) = delete;
    published_figures(published_figures&&) = delete;
    published_figures& operator=(published_figures&&) = delete;
    /// Editions that readers keep stay good.
    ~published_figures();

    /// Publishes the cubes as they are now. The writer's own.
    /// @param beside  figures that belong to the same state of the cases
    /// @returns the number of the new edition
    /// @cost  of each cube that changed a copy of its numbers, 8 bytes each (16 of a share); a cube
    ///        without a change since the last edition is shared with it
    std::uint64_t publish(std::vector<stated_figure> beside = {});

    /// The latest edition. From any thread.
    [[nodiscard]] figures_edition current() const;

  private:
    struct press;
    press* press_;
};

} // namespace upheld
