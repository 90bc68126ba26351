// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/columns_tables.hpp"
#include "rollup/count_rows.hpp"
#include "upheld/rollup/live_cubes.hpp"
#include "upheld/rollup/subscription.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

/// Cubes that rows add to and take from, and those who follow their figures. Private to src.

namespace upheld {

/// The one door to the numbers of a finished cube.
class cube_in_place {
  public:
    static std::vector<cube_measure>& measures_of(cube& of) { return of.measures_; }
};

/// One listener, and what it is to be told at the end of the change.
struct subscription::follower {
    figure_listener to;
    std::vector<changed_figure> changed;
};

namespace detail {

/// One row of numbers of one cube, and how a row finds its place there.
struct live_counter {
    packed_rows const* rows;
    counted_rows which;
    bool is_money = false;
    std::vector<std::pair<field, std::vector<std::uint64_t>>> moves;
    std::size_t measure = 0;
    bool is_whole = false;
};

/// Who follows which figures of one cube, and what these were when the change began. Figures are
/// numbered measure by measure.
class followed_figures {
  public:
    using follower = subscription::follower;

    struct touched_figure {
        std::size_t number;
        std::int64_t part; ///< before the change
        std::int64_t whole;
    };

    /// @param figures  how many the cube has
    void add(follower& who, std::size_t figures, std::size_t number);
    void add_to_all(follower& who, std::size_t figures);
    void remove(follower const& who);

    [[nodiscard]] bool is_anybody_there() const noexcept { return !list_of_.empty(); }

    /// The figure is about to be counted up or down.
    void touch(std::size_t number, cube_measure const& of, std::size_t group) {
        if (list_of_[number] == nobody) return;
        std::uint32_t& place = place_[number];
        if (place < touched_.size() && touched_[place].number == number) return;
        place = static_cast<std::uint32_t>(touched_.size());
        touched_.push_back({number, of.part[group], of.whole.empty() ? 0 : of.whole[group]});
    }

    [[nodiscard]] std::vector<touched_figure>& touched() noexcept { return touched_; }

    [[nodiscard]] std::vector<follower*> const& followers_of(std::size_t number) const {
        return lists_[list_of_[number]];
    }

  private:
    static constexpr std::uint32_t nobody = 0;

    void set_up(std::size_t figures);
    std::uint32_t list_with(std::uint32_t list, follower& who);

    std::vector<std::vector<follower*>> lists_; ///< the first is nobody's
    std::vector<std::uint32_t> list_of_;        ///< by figure; empty if nobody follows any
    std::vector<std::uint32_t> place_;          ///< by figure; where it is in `touched_`, if it is
    std::vector<touched_figure> touched_;
};

struct live_cube {
    cube value;
    std::vector<counted_span> spans; ///< in order of day
    std::vector<live_counter> counters;
    followed_figures followed;
    std::uint64_t changes = 0; ///< grows with every row that counts

    void see(packed_rows const* rows, row_values const& row, day on, int sign);
};

} // namespace detail

struct live_cubes::watched_cubes {
    /// What each kind of rows calls.
    struct ear {
        watched_cubes* to;
        detail::packed_rows* rows;
    };

    columns* of;
    std::vector<std::unique_ptr<detail::live_cube>> cubes;
    std::array<ear, 7> ears;
    std::vector<subscription::follower*> to_be_told;

    static void hear(void* context, detail::row_values const& row, day on, int sign) {
        ear const& own = *static_cast<ear*>(context);
        for (auto const& one : own.to->cubes) one->see(own.rows, row, on, sign);
    }

    static void end_change(void* context) { static_cast<watched_cubes*>(context)->tell(); }

    /// Tells every follower what the change moved.
    void tell();
};

} // namespace upheld
