// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <utility>

/// Private to src.

namespace upheld::detail {

/// A record's id behind what it is grouped and ordered by.
struct grouped_id {
    std::uint64_t group = 0;
    std::uint64_t id = 0;

    friend auto operator<=>(grouped_id const&, grouped_id const&) = default;
};

/// An ordered set of pairs: leaves of neighbours, branches of neighbouring leaves, and a map of the
/// branches. Beside a tree with a node a row: a search looks at a few places in memory where a
/// million nodes cost twenty, and a pair takes 16 bytes and its share of the room that leaves keep
/// free. Every change costs O(log n).
class ordered_pairs {
  public:
    /// @returns false if it is there already
    bool insert(grouped_id what) {
        if (branches_.empty()) {
            auto first = std::make_unique<leaf>();
            branches_.try_emplace(grouped_id{})
                .first->second.open(0, grouped_id{}, std::move(first));
        }
        for (;;) {
            auto const at = branch_of(what);
            branch& here = at->second;
            std::size_t const i = here.leaf_of(what);
            std::size_t const place = here.place_in(i, what);
            if (here.holds(i, place, what)) return false;
            if (here.sizes[i] != leaf_most) {
                here.put(i, place, what);
                ++size_;
                return true;
            }
            make_room(at, i, place, what);
        }
    }

    /// As `insert`, of pairs that come in order.
    void insert_sorted(std::span<grouped_id const> pairs) {
        // Far enough ahead that what is fetched has come, and little enough to still be there.
        constexpr std::size_t ahead = 6;
        for (std::size_t i = 0; i != pairs.size(); ++i) {
            if (i + ahead < pairs.size()) fetch(pairs[i + ahead]);
            insert(pairs[i]);
        }
    }

    /// Has what a change of this pair reads fetched, and does not wait for it.
    void fetch(grouped_id what) const noexcept {
        if (branches_.empty()) return;
        branch const& here = std::prev(branches_.upper_bound(what))->second;
        auto const* const pairs = here.leaves[here.leaf_of(what)]->data();
        constexpr std::size_t a_line = 64 / sizeof(grouped_id);
        for (std::size_t i = 0; i < leaf_most; i += a_line) __builtin_prefetch(pairs + i);
    }

    /// Does nothing if it is not there.
    void erase(grouped_id what) noexcept {
        if (branches_.empty()) return;
        auto const at = branch_of(what);
        branch& here = at->second;
        std::size_t const i = here.leaf_of(what);
        std::size_t const place = here.place_in(i, what);
        if (!here.holds(i, place, what)) return;
        here.take(i, place);
        --size_;
        if (here.sizes[i] > leaf_most / 4) return;
        if (i + 1 != here.count) here.merge_behind(i);
        if (i != 0) here.merge_behind(i - 1);
        if (here.count > branch::most / 4) return;
        if (auto const next = std::next(at); next != branches_.end()) merge(at, next);
        if (at != branches_.begin()) merge(std::prev(at), at);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Calls `see(id)` for all pairs from `first` to `last`, both in, in order.
    template <class See> void for_each(grouped_id first, grouped_id last, See see) const {
        if (branches_.empty()) return;
        auto at = std::prev(branches_.upper_bound(first));
        std::size_t i = at->second.leaf_of(first);
        std::size_t place = at->second.place_in(i, first);
        for (; at != branches_.end(); ++at, i = 0) {
            for (; i != at->second.count; ++i, place = 0) {
                leaf const& pairs = *at->second.leaves[i];
                for (; place != at->second.sizes[i]; ++place) {
                    if (last < pairs[place]) return;
                    see(pairs[place].id);
                }
            }
        }
    }

  private:
    static constexpr std::size_t leaf_most = 64;
    using leaf = std::array<grouped_id, leaf_most>; ///< in order; those behind its size say nothing

    struct branch {
        static constexpr std::size_t most = 64;
        std::size_t count = 0; ///< of leaves; one or more
        /// None of a leaf's pairs is below its bound; the first bound is the branch's own.
        std::array<grouped_id, most> bounds;
        std::array<std::uint8_t, most> sizes{};
        std::array<std::unique_ptr<leaf>, most> leaves;

        [[nodiscard]] std::size_t leaf_of(grouped_id what) const noexcept {
            auto const* const first = bounds.data();
            return static_cast<std::size_t>(std::upper_bound(first + 1, first + count, what) -
                                            first - 1);
        }

        [[nodiscard]] std::size_t place_in(std::size_t i, grouped_id what) const noexcept {
            auto const* const first = leaves[i]->data();
            return static_cast<std::size_t>(std::lower_bound(first, first + sizes[i], what) -
                                            first);
        }

        [[nodiscard]] bool holds(std::size_t i, std::size_t place, grouped_id what) const noexcept {
            return place != sizes[i] && (*leaves[i])[place] == what;
        }

        void put(std::size_t i, std::size_t place, grouped_id what) noexcept {
            auto* const first = leaves[i]->data();
            std::copy_backward(first + place, first + sizes[i], first + sizes[i] + 1);
            first[place] = what;
            ++sizes[i];
        }

        void take(std::size_t i, std::size_t place) noexcept {
            auto* const first = leaves[i]->data();
            std::copy(first + place + 1, first + sizes[i], first + place);
            --sizes[i];
        }

        /// Puts an empty leaf at place i.
        void open(std::size_t i, grouped_id bound, std::unique_ptr<leaf> made) noexcept {
            std::copy_backward(bounds.data() + i, bounds.data() + count, bounds.data() + count + 1);
            std::copy_backward(sizes.data() + i, sizes.data() + count, sizes.data() + count + 1);
            std::move_backward(leaves.data() + i, leaves.data() + count, leaves.data() + count + 1);
            bounds[i] = bound;
            sizes[i] = 0;
            leaves[i] = std::move(made);
            ++count;
        }

        /// Moves all pairs of leaf i + 1 to leaf i if that leaves half of it free, or if one of
        /// them is empty.
        void merge_behind(std::size_t i) noexcept {
            std::size_t const together = sizes[i] + std::size_t{sizes[i + 1]};
            bool const has_empty = sizes[i] == 0 || sizes[i + 1] == 0;
            if (together > leaf_most / 2 && !has_empty) return;
            std::copy_n(leaves[i + 1]->data(), sizes[i + 1], leaves[i]->data() + sizes[i]);
            sizes[i] = static_cast<std::uint8_t>(together);
            std::copy(bounds.data() + i + 2, bounds.data() + count, bounds.data() + i + 1);
            std::copy(sizes.data() + i + 2, sizes.data() + count, sizes.data() + i + 1);
            std::move(leaves.data() + i + 2, leaves.data() + count, leaves.data() + i + 1);
            --count;
            leaves[count].reset();
        }

        /// Moves the leaves from place `first` on behind those of `to`.
        void move_leaves(std::size_t first, branch& to) noexcept {
            std::copy(bounds.data() + first, bounds.data() + count, to.bounds.data() + to.count);
            std::copy(sizes.data() + first, sizes.data() + count, to.sizes.data() + to.count);
            std::move(leaves.data() + first, leaves.data() + count, to.leaves.data() + to.count);
            to.count += count - first;
            count = first;
        }
    };

    /// Each branch under its bound; the first one's is the lowest of all.
    using branch_map = std::map<grouped_id, branch>;

    branch_map::iterator branch_of(grouped_id what) noexcept {
        return std::prev(branches_.upper_bound(what));
    }

    /// Does one step towards room for `what`, whose place is in a full leaf.
    void make_room(branch_map::iterator at, std::size_t i, std::size_t place, grouped_id what) {
        branch& here = at->second;
        if (place == leaf_most && i + 1 != here.count && here.sizes[i + 1] != leaf_most) {
            here.bounds[i + 1] = what; // it becomes the first of the next leaf
            return;
        }
        if (here.count == branch::most) {
            std::size_t const half = i + 1 == here.count ? i : branch::most / 2;
            auto const upper = branches_.try_emplace(std::next(at), here.bounds[half]);
            here.move_leaves(half, upper->second);
            return;
        }
        // Pairs that come in order, be it in the midst of others, fill their leaves this way.
        auto made = std::make_unique<leaf>();
        std::size_t const split = std::max(place, leaf_most / 2);
        std::copy(here.leaves[i]->data() + split, here.leaves[i]->data() + leaf_most, made->data());
        grouped_id const bound = split == leaf_most ? what : (*made)[0];
        here.open(i + 1, bound, std::move(made));
        here.sizes[i] = static_cast<std::uint8_t>(split);
        here.sizes[i + 1] = static_cast<std::uint8_t>(leaf_most - split);
    }

    /// Moves the second branch's leaves into the first if that leaves half of it free.
    void merge(branch_map::iterator into, branch_map::iterator from) noexcept {
        if (into->second.count + from->second.count > branch::most / 2) return;
        from->second.move_leaves(0, into->second);
        branches_.erase(from);
    }

    branch_map branches_;
    std::size_t size_ = 0;
};

} // namespace upheld::detail
