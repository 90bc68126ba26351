// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/store.hpp"

/// A store as of any day.

namespace upheld {

/// What can be seen of a store from a viewpoint. It refers to the store, copies nothing, and tells
/// what the store knows at the moment of the question; two questions to a store that did not change
/// in between have the same answer, byte for byte. See `viewpoint` for what is in sight.
///
/// A question about one complaint costs a fold of its events; one about all of them, a fold each.
/// For many tables use `rollup` on columns of `all_facts`, for one day after the other
/// `moving_columns`, and `known_on` for a store of its own.
class store_view {
  public:
    /// @param of  must outlive this, and must not be moved meanwhile
    store_view(store const& of, viewpoint from) noexcept : of_(&of), from_(from) {}

    [[nodiscard]] viewpoint from() const noexcept { return from_; }

    /// Of the complaints in sight, in order of id.
    [[nodiscard]] std::vector<complaint_id> complaint_ids() const;
    /// The fold of the events in sight; absent if the complaint is not.
    [[nodiscard]] std::optional<complaint_state> state_of(complaint_id which) const;
    /// The events in sight, in order of happening; none if the complaint is not.
    [[nodiscard]] std::vector<event> events_of(complaint_id which) const;

    /// Complaints in sight that were open and whose due day was before `on`, longest overdue first.
    [[nodiscard]] std::vector<complaint_id> overdue(day on) const;
    /// Complaints in sight that were open and due from `on` to the n-th working day after it, both
    /// in, soonest first.
    /// @fails calendar_ends
    [[nodiscard]] result<std::vector<complaint_id>> due_within(working_days n, day on) const;

    /// Rows for the rollup room.
    [[nodiscard]] facts all_facts() const { return of_->facts_as_of(from_); }

    [[nodiscard]] facts facts_of(complaint_id which) const { return of_->facts_of(which, from_); }

  private:
    [[nodiscard]] std::vector<complaint_id> due_between(day first, day last) const;

    store const* of_;
    viewpoint from_;
};

} // namespace upheld
