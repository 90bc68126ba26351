// SPDX-License-Identifier: BSL-1.0
#include "store/event_order.hpp"
#include "upheld/store/store.hpp"

#include <algorithm>

namespace upheld {
namespace {

/// Positions of events by case and in order of happening, in which a store takes them.
std::vector<std::size_t> in_order(std::vector<event> const& events) {
    std::vector<std::size_t> order(events.size());
    for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (detail::is_filled_before(events[a], events[b])) return true;
        return a < b && !detail::is_filled_before(events[b], events[a]);
    });
    return order;
}

} // namespace

std::vector<fill_fault> store::fill(record_set const& records) {
    std::vector<fill_fault> faults;
    auto const see = [&](record_kind kind, std::size_t position, result<void> const& entered) {
        if (!entered) faults.push_back({kind, position, entered.error()});
    };
    auto const insert_all = [&](record_kind kind, auto const& rows) {
        for (std::size_t i = 0; i != rows.size(); ++i) see(kind, i, insert(rows[i]));
    };
    insert_all(record_kind::complaint, records.complaints);
    insert_all(record_kind::mention, records.mentions);
    insert_all(record_kind::aspect, records.aspects);
    std::vector<std::size_t> const order = in_order(records.events);
    auto next = order.begin();
    auto const record_next = [&] {
        see(record_kind::event, *next, record(records.events[*next]));
        ++next;
    };
    while (next != order.end() && !records.events[*next].ombudsman_case) record_next();
    // Complaints have their corrections by now, and these are what a referral is compared with.
    insert_all(record_kind::ombudsman_case, records.ombudsman_cases);
    while (next != order.end()) record_next();
    insert_all(record_kind::ombudsman_deadline, records.deadlines);
    insert_all(record_kind::ombudsman_recommendation, records.recommendations);
    insert_all(record_kind::remedy, records.remedies);
    insert_all(record_kind::compliment, records.compliments);
    insert_all(record_kind::series_figure, records.series);
    return faults;
}

} // namespace upheld
