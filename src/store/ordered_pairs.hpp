// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/block_pool.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// A record's id behind what it is grouped and ordered by.
struct grouped_id {
    std::uint64_t group = 0;
    std::uint64_t id = 0;

    friend auto operator<=>(grouped_id const&, grouped_id const&) = default;
};

/// An ordered set of pairs: leaves of neighbours, branches of neighbouring leaves, and a list of
/// the branches. Beside a tree with a node a row: a search looks at a few places in memory where a
/// million nodes cost twenty, and a pair takes 16 bytes and its share of the room that leaves keep
/// free. A change costs O(log n), and once in a thousand changes or more the list, which has 24
/// bytes for two thousand pairs or so, moves aside for a branch.
class ordered_pairs {
    static constexpr std::size_t leaf_most = 64;

  public:
    using leaf = std::array<grouped_id, leaf_most>; ///< in order; those behind its size say nothing

    /// @param leaves  where the leaves are from; outlives this
    explicit ordered_pairs(block_pool<leaf>& leaves) noexcept : pool_(leaves) {}

    ordered_pairs(ordered_pairs const&) = delete;
    ordered_pairs(ordered_pairs&&) = delete;
    ordered_pairs& operator=(ordered_pairs const&) = delete;
    ordered_pairs& operator=(ordered_pairs&&) = delete;
    ~ordered_pairs() = default;

    /// @returns false if it is there already
    bool insert(grouped_id what) {
        if (branches_.empty()) {
            auto first = std::make_unique<branch>();
            branches_.reserve(1);
            first->open(0, grouped_id{}, pool_.take());
            branches_.push_back({grouped_id{}, std::move(first)});
        }
        for (;;) {
            std::size_t const at = branch_of(what);
            branch& here = *branches_[at].leaves;
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

    /// Does nothing if it is not there.
    void erase(grouped_id what) noexcept {
        if (branches_.empty()) return;
        std::size_t const at = branch_of(what);
        branch& here = *branches_[at].leaves;
        std::size_t const i = here.leaf_of(what);
        std::size_t const place = here.place_in(i, what);
        if (!here.holds(i, place, what)) return;
        here.take(i, place);
        --size_;
        if (here.sizes[i] > leaf_most / 4) return;
        if (i + 1 != here.count) merge_leaf(here, i);
        if (i != 0) merge_leaf(here, i - 1);
        if (size_ == 0) {
            clear();
        } else if (here.count <= branch::most / 4) {
            if (at + 1 != branches_.size()) merge(at);
            if (at != 0) merge(at - 1);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Calls `see(id)` for all pairs from `first` to `last`, both in, in order.
    template <class See> void for_each(grouped_id first, grouped_id last, See see) const {
        if (branches_.empty()) return;
        std::size_t at = branch_of(first);
        std::size_t i = branches_[at].leaves->leaf_of(first);
        std::size_t place = branches_[at].leaves->place_in(i, first);
        for (; at != branches_.size(); ++at, i = 0) {
            branch const& here = *branches_[at].leaves;
            for (; i != here.count; ++i, place = 0) {
                leaf const& pairs = *here.leaves[i];
                for (; place != here.sizes[i]; ++place) {
                    if (last < pairs[place]) return;
                    see(pairs[place].id);
                }
            }
        }
    }

  private:
    struct branch {
        static constexpr std::size_t most = 64;
        std::size_t count = 0; ///< of leaves; one or more but for a branch in the making
        /// None of a leaf's pairs is below its bound; the first bound is the branch's own.
        std::array<grouped_id, most> bounds;
        std::array<std::uint8_t, most> sizes{};
        std::array<leaf*, most> leaves{};

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
        void open(std::size_t i, grouped_id bound, leaf* made) noexcept {
            std::copy_backward(bounds.data() + i, bounds.data() + count, bounds.data() + count + 1);
            std::copy_backward(sizes.data() + i, sizes.data() + count, sizes.data() + count + 1);
            std::copy_backward(leaves.data() + i, leaves.data() + count, leaves.data() + count + 1);
            bounds[i] = bound;
            sizes[i] = 0;
            leaves[i] = made;
            ++count;
        }

        /// Moves all pairs of leaf i + 1 to leaf i if that leaves half of it free, or if one of
        /// them is empty.
        /// @returns the leaf that is not needed any more; null if nothing was moved
        leaf* merge_behind(std::size_t i) noexcept {
            std::size_t const together = sizes[i] + std::size_t{sizes[i + 1]};
            bool const has_empty = sizes[i] == 0 || sizes[i + 1] == 0;
            if (together > leaf_most / 2 && !has_empty) return nullptr;
            leaf* const emptied = leaves[i + 1];
            std::copy_n(leaves[i + 1]->data(), sizes[i + 1], leaves[i]->data() + sizes[i]);
            sizes[i] = static_cast<std::uint8_t>(together);
            std::copy(bounds.data() + i + 2, bounds.data() + count, bounds.data() + i + 1);
            std::copy(sizes.data() + i + 2, sizes.data() + count, sizes.data() + i + 1);
            std::copy(leaves.data() + i + 2, leaves.data() + count, leaves.data() + i + 1);
            --count;
            return emptied;
        }

        /// Moves the leaves from place `first` on behind those of `to`.
        void move_leaves(std::size_t first, branch& to) noexcept {
            std::copy(bounds.data() + first, bounds.data() + count, to.bounds.data() + to.count);
            std::copy(sizes.data() + first, sizes.data() + count, to.sizes.data() + to.count);
            std::copy(leaves.data() + first, leaves.data() + count, to.leaves.data() + to.count);
            to.count += count - first;
            count = first;
        }
    };

    /// A branch behind its bound; the first one's is the lowest of all.
    struct bounded_branch {
        grouped_id bound;
        std::unique_ptr<branch> leaves;
    };

    [[nodiscard]] std::size_t branch_of(grouped_id what) const noexcept {
        auto const behind =
            std::upper_bound(branches_.begin() + 1, branches_.end(), what,
                             [](grouped_id w, bounded_branch const& b) { return w < b.bound; });
        return static_cast<std::size_t>(behind - branches_.begin()) - 1;
    }

    /// Does one step towards room for `what`, whose place is in a full leaf.
    void make_room(std::size_t at, std::size_t i, std::size_t place, grouped_id what) {
        branch& here = *branches_[at].leaves;
        if (place == leaf_most && i + 1 != here.count && here.sizes[i + 1] != leaf_most) {
            here.bounds[i + 1] = what; // it becomes the first of the next leaf
            return;
        }
        if (here.count == branch::most) {
            std::size_t const half = i + 1 == here.count ? i : branch::most / 2;
            auto upper = std::make_unique<branch>();
            branches_.reserve(branches_.size() + 1);
            grouped_id const bound = here.bounds[half];
            here.move_leaves(half, *upper);
            branches_.insert(branches_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                             {bound, std::move(upper)});
            return;
        }
        // Pairs that come in order, be it in the midst of others, fill their leaves this way.
        leaf* const made = pool_.take();
        std::size_t const split = std::max(place, leaf_most / 2);
        std::copy(here.leaves[i]->data() + split, here.leaves[i]->data() + leaf_most, made->data());
        grouped_id const bound = split == leaf_most ? what : (*made)[0];
        here.open(i + 1, bound, made);
        here.sizes[i] = static_cast<std::uint8_t>(split);
        here.sizes[i + 1] = static_cast<std::uint8_t>(leaf_most - split);
    }

    void clear() noexcept {
        for (bounded_branch const& b : branches_) {
            for (std::size_t i = 0; i != b.leaves->count; ++i) pool_.give_back(b.leaves->leaves[i]);
        }
        branches_.clear();
    }

    void merge_leaf(branch& in, std::size_t i) noexcept {
        if (leaf* const emptied = in.merge_behind(i)) pool_.give_back(emptied);
    }

    /// Moves the leaves of the branch behind the one at `at` into it if that leaves half of it
    /// free.
    void merge(std::size_t at) noexcept {
        branch& into = *branches_[at].leaves;
        branch& from = *branches_[at + 1].leaves;
        if (into.count + from.count > branch::most / 2) return;
        from.move_leaves(0, into);
        branches_.erase(branches_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }

    block_pool<leaf>& pool_;
    std::vector<bounded_branch> branches_;
    std::size_t size_ = 0;
};

} // namespace upheld::detail
