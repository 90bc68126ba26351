// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/store.hpp"

#include <algorithm>
#include <tuple>

namespace upheld {
namespace {

/// Positions of events by case and in order of happening, in which a store takes them.
std::vector<std::size_t> in_order(std::vector<event> const& events) {
    std::vector<std::size_t> order(events.size());
    for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
    auto const key = [&](std::size_t i) {
        event const& e = events[i];
        return std::tuple(e.ombudsman_case, e.complaint, e.happened, e.recorded, e.id, i);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
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
    insert_all(record_kind::ombudsman_case, records.ombudsman_cases);
    for (std::size_t const i : in_order(records.events)) {
        see(record_kind::event, i, record(records.events[i]));
    }
    insert_all(record_kind::ombudsman_deadline, records.deadlines);
    insert_all(record_kind::ombudsman_recommendation, records.recommendations);
    insert_all(record_kind::remedy, records.remedies);
    insert_all(record_kind::compliment, records.compliments);
    insert_all(record_kind::series_figure, records.series);
    return faults;
}

} // namespace upheld
