// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/complaint_row.hpp"
#include "store/ordered_pairs.hpp"

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/tag.hpp>
#include <boost/multi_index_container.hpp>

#include <array>

/// Private to src.

namespace upheld::detail {

struct id_hash {
    template <class Tag> std::size_t operator()(id<Tag> of) const noexcept {
        return static_cast<std::size_t>(of.value);
    }
};

/// What no container holds twice: the row's own id.
template <class Id> struct own_id {
    using result_type = Id;

    template <class Row> Id operator()(Row const& row) const { return row.id; }
};

struct by_id {};

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
    using rows = boost::multi_index_container<
        complaint_row, boost::multi_index::indexed_by<boost::multi_index::hashed_unique<
                           boost::multi_index::tag<by_id>, own_id<complaint_id>, id_hash>>>;

    [[nodiscard]] complaint_row const* find(complaint_id which) const {
        auto const found = rows_.find(which);
        return found == rows_.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    /// In no order.
    [[nodiscard]] rows::const_iterator begin() const noexcept { return rows_.begin(); }

    [[nodiscard]] rows::const_iterator end() const noexcept { return rows_.end(); }

    /// By unit and day received.
    [[nodiscard]] ordered_pairs const& by_unit() const noexcept { return by_unit_; }

    /// Open complaints with a clock, by due day.
    [[nodiscard]] ordered_pairs const& by_due() const noexcept { return by_due_; }

    [[nodiscard]] ordered_pairs const& by_person() const noexcept { return by_person_; }

    /// @expects its id is new
    void insert(complaint_row row) {
        keys const added = keys_of(row);
        auto const at = rows_.insert(std::move(row)).first;
        try {
            enter({}, added);
        } catch (...) {
            rows_.erase(at);
            throw;
        }
    }

    /// Puts `changed` in the place of `old`, which has the same id.
    void replace(complaint_row const& old, complaint_row changed) {
        keys const from = keys_of(old);
        keys const to = keys_of(changed);
        enter(from, to);
        // The id stays, so the row's own index is not touched.
        rows_.modify(rows_.iterator_to(old),
                     [&](complaint_row& row) noexcept { row = std::move(changed); });
        leave(from, to);
    }

    /// Enters where a complaint stands now.
    void stand(complaint_row const& which, standing const& now) {
        keys const from = keys_of(which);
        keys to = from;
        to[0] = unit_key(which.unit, now.received, which.id);
        to[1] = due_of(now.is_open, now.stage_due, which.id);
        enter(from, to);
        rows_.modify(rows_.iterator_to(which),
                     [&](complaint_row& row) noexcept { row.stand(now); });
        leave(from, to);
    }

    void erase(complaint_row const& which) noexcept {
        leave(keys_of(which), {});
        rows_.erase(rows_.iterator_to(which));
    }

  private:
    /// In order: by unit, by due day, by person.
    using keys = std::array<std::optional<grouped_id>, 3>;

    static std::optional<grouped_id> due_of(bool is_open, std::optional<day> due,
                                            complaint_id id) noexcept {
        return is_open && due ? std::optional(due_key(*due, id)) : std::nullopt;
    }

    static keys keys_of(complaint_row const& row) noexcept {
        return {unit_key(row.unit, row.now.received, row.id),
                due_of(row.is_open, row.stage_due.get(), row.id),
                person_key(row.complainant.view(), row.id)};
    }

    /// Enters the keys that are in `to` and not in `from`: all of them or, if that throws, none.
    void enter(keys const& from, keys const& to) {
        std::array<ordered_pairs*, 3> const all{&by_unit_, &by_due_, &by_person_};
        std::size_t n = 0;
        try {
            for (; n != all.size(); ++n) {
                if (to[n] && to[n] != from[n]) all[n]->insert(*to[n]);
            }
        } catch (...) {
            while (n-- != 0) {
                if (to[n] && to[n] != from[n]) all[n]->erase(*to[n]);
            }
            throw;
        }
    }

    void leave(keys const& from, keys const& to) noexcept {
        std::array<ordered_pairs*, 3> const all{&by_unit_, &by_due_, &by_person_};
        for (std::size_t n = 0; n != all.size(); ++n) {
            if (from[n] && from[n] != to[n]) all[n]->erase(*from[n]);
        }
    }

    rows rows_;
    ordered_pairs by_unit_;
    ordered_pairs by_due_;
    ordered_pairs by_person_;
};

} // namespace upheld::detail
