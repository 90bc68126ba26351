// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/store_view.hpp"

#include "store/rooms.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

/// Where the complaint stands as seen from there; nothing if it is not in sight.
template <class Rooms>
std::optional<detail::standing> standing_of(Rooms const& all, detail::complaint_row const& row,
                                            viewpoint from) {
    auto const its_events = all.events_of(row.id);
    detail::standing const now = all.fold(row.start(), its_events, from).now();
    return all.is_seen(its_events, now.received, from) ? std::optional(now) : std::nullopt;
}

} // namespace

std::vector<complaint_id> store_view::complaint_ids() const {
    store::rooms const& all = *of_->rooms_;
    std::vector<complaint_id> ids = of_->complaint_ids();
    std::erase_if(ids,
                  [&](complaint_id which) { return !standing_of(all, *all.find(which), from_); });
    return ids;
}

std::optional<complaint_state> store_view::state_of(complaint_id which) const {
    store::rooms const& all = *of_->rooms_;
    detail::complaint_row const* const found = all.find(which);
    if (found == nullptr) return std::nullopt;
    auto const now = standing_of(all, *found, from_);
    if (!now) return std::nullopt;
    complaint_state state{.record = found->view(all.places.names()).copied(),
                          .acknowledged = now->acknowledged,
                          .acknowledge_due = now->acknowledge_due,
                          .responded = now->responded,
                          .original_due = now->original_due,
                          .due = now->due,
                          .stage = now->stage,
                          .stage_due = now->stage_due,
                          .is_open = now->is_open,
                          .is_paused = now->is_paused,
                          .is_withdrawn = now->is_withdrawn,
                          .is_referred = now->is_referred};
    state.record.received = now->received;
    state.record.channel = now->channel;
    state.record.category = now->category;
    state.record.is_service_request = now->is_service_request;
    return state;
}

std::vector<event> store_view::events_of(complaint_id which) const {
    std::vector<event> seen;
    store::rooms const& all = *of_->rooms_;
    detail::complaint_row const* const found = all.find(which);
    if (found == nullptr || !standing_of(all, *found, from_)) return seen;
    for (detail::event_row const& e : all.events_of(which)) {
        if (e.is_seen(from_)) seen.push_back(e.record(all.words));
    }
    return seen;
}

std::vector<complaint_id> store_view::due_between(day first, day last) const {
    store::rooms const& all = *of_->rooms_;
    std::vector<std::pair<day, complaint_id>> due;
    all.complaints.rows().for_each([&](detail::complaint_row const& row) {
        auto const now = standing_of(all, row, from_);
        if (!now || !now->is_open || !now->stage_due) return;
        if (first <= *now->stage_due && *now->stage_due <= last) {
            due.emplace_back(*now->stage_due, row.id);
        }
    });
    std::sort(due.begin(), due.end());
    std::vector<complaint_id> ids;
    ids.reserve(due.size());
    for (auto const& [on, which] : due) ids.push_back(which);
    return ids;
}

std::vector<complaint_id> store_view::overdue(day on) const {
    if (on == detail::first_day) return {};
    return due_between(detail::first_day, on - calendar_days(1));
}

result<std::vector<complaint_id>> store_view::due_within(working_days n, day on) const {
    UPHELD_EXPECTS(n.value >= 0);
    result<day> const until = of_->calendar().add(on, n);
    if (!until) return refuse(until.error());
    return due_between(on, *until);
}

} // namespace upheld
