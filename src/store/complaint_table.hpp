// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/complaint_row.hpp"
#include "store/ordered_pairs.hpp"
#include "store/row_table.hpp"

#include <algorithm>
#include <array>
#include <span>

/// Private to src.

namespace upheld::detail {

/// A day as a number in the days' order.
[[nodiscard]] inline std::uint64_t number_of(day d) noexcept {
    return static_cast<std::uint32_t>(d.serial()) ^ 0x8000'0000U;
}

[[nodiscard]] inline grouped_id unit_key(unit_code unit, day received, complaint_id id) noexcept {
    return {std::uint64_t{unit.value} << 32U | number_of(received), id.value};
}

[[nodiscard]] inline grouped_id due_key(day due, complaint_id id) noexcept {
    return {number_of(due), id.value};
}

/// By a hash of the person's reference: who asks compares the reference itself.
[[nodiscard]] inline grouped_id person_key(std::string_view person, complaint_id id) noexcept {
    return {std::hash<std::string_view>()(person), id.value};
}

/// Complaints by id, and what orders them by unit and day received, due day, and person. A change
/// that fails for want of memory leaves all of it as it was.
class complaint_table {
  public:
    [[nodiscard]] row_table<complaint_row> const& rows() const noexcept { return rows_; }

    [[nodiscard]] complaint_row* find(complaint_id which) { return rows_.find(which); }

    [[nodiscard]] complaint_row const* find(complaint_id which) const { return rows_.find(which); }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    /// By unit and day received.
    [[nodiscard]] ordered_pairs const& by_unit() const noexcept { return indices_[0]; }

    /// Open complaints with a clock, by due day.
    [[nodiscard]] ordered_pairs const& by_due() const noexcept { return indices_[1]; }

    [[nodiscard]] ordered_pairs const& by_person() const noexcept { return indices_[2]; }

    /// @expects its id is new
    void insert(complaint_row row) {
        keys const added = keys_of(row);
        complaint_row& here = rows_.insert(std::move(row));
        try {
            enter({}, added);
        } catch (...) {
            rows_.erase(here);
            throw;
        }
        here.is_indexed = true;
    }

    void reserve(std::size_t rows) { rows_.reserve(rows); }

    /// Inserts a complaint that the indices do not have yet; `index_added` must follow.
    /// @expects its id is new
    void add(complaint_row row) {
        added_.push_back(row.id);
        rows_.insert(std::move(row));
    }

    /// What was added and is not in the indices yet.
    [[nodiscard]] std::span<complaint_id const> added() const noexcept { return added_; }

    /// Forgets what was added, which must have been erased.
    void forget_added() noexcept { added_.clear(); }

    /// Enters what was added in the indices, each in its own order, which costs far less than one
    /// by one.
    void index_added() {
        std::array<std::vector<grouped_id>, index_count> sorted;
        for (std::vector<grouped_id>& one : sorted) one.reserve(added_.size());
        for (complaint_id const which : added_) {
            keys const its_keys = keys_of(*rows_.find(which));
            for (std::size_t n = 0; n != index_count; ++n) {
                if (its_keys[n]) sorted[n].push_back(*its_keys[n]);
            }
        }
        for (std::size_t n = 0; n != index_count; ++n) {
            std::sort(sorted[n].begin(), sorted[n].end());
            for (grouped_id const key : sorted[n]) indices_[n].insert(key);
        }
        for (complaint_id const which : added_) rows_.find(which)->is_indexed = true;
        added_.clear();
    }

    /// Puts `changed` in the place of `old`, which has the same id.
    void replace(complaint_row& old, complaint_row changed) {
        keys const from = keys_of(old);
        keys const to = keys_of(changed);
        enter(from, to);
        old = std::move(changed);
        old.is_indexed = true;
        leave(from, to);
    }

    /// Enters where a complaint stands now.
    void stand(complaint_row& which, standing const& now) {
        if (!which.is_indexed) return which.stand(now);
        keys const from = keys_of(which);
        keys to = from;
        to[0] = unit_key(which.unit, now.received, which.id);
        to[1] = now.is_open && now.stage_due ? std::optional(due_key(*now.stage_due, which.id))
                                             : std::nullopt;
        enter(from, to);
        which.stand(now);
        leave(from, to);
    }

    void erase(complaint_row& which) noexcept {
        leave(keys_of(which), {});
        rows_.erase(which);
    }

  private:
    static constexpr std::size_t index_count = 3;
    /// In order: by unit, by due day, by person.
    using keys = std::array<std::optional<grouped_id>, index_count>;

    static keys keys_of(complaint_row const& row) noexcept {
        std::optional<day> const due = row.due_now.get();
        return {unit_key(row.unit, row.received_now, row.id),
                due ? std::optional(due_key(*due, row.id)) : std::nullopt,
                person_key(row.complainant.view(), row.id)};
    }

    /// Enters the keys that are in `to` and not in `from`: all of them or, if that throws, none.
    void enter(keys const& from, keys const& to) {
        std::size_t n = 0;
        try {
            for (; n != index_count; ++n) {
                if (to[n] && to[n] != from[n]) indices_[n].insert(*to[n]);
            }
        } catch (...) {
            while (n-- != 0) {
                if (to[n] && to[n] != from[n]) indices_[n].erase(*to[n]);
            }
            throw;
        }
    }

    void leave(keys const& from, keys const& to) noexcept {
        for (std::size_t n = 0; n != index_count; ++n) {
            if (from[n] && from[n] != to[n]) indices_[n].erase(*from[n]);
        }
    }

    row_table<complaint_row> rows_;
    block_pool<ordered_pairs::leaf> leaves_;
    std::array<ordered_pairs, index_count> indices_{ordered_pairs(leaves_), ordered_pairs(leaves_),
                                                    ordered_pairs(leaves_)};
    std::vector<complaint_id> added_; ///< and not in the indices yet
};

} // namespace upheld::detail
