// SPDX-License-Identifier: BSL-1.0
#include "store/rooms.hpp"

#include <algorithm>
#include <tuple>

namespace upheld {
namespace {

template <class Record> void sort_by_id(std::vector<Record>& records) {
    std::sort(records.begin(), records.end(),
              [](Record const& a, Record const& b) { return std::tuple(a.id) < std::tuple(b.id); });
}

/// By case; those of one case stay as they came.
template <class Record> std::vector<Record> by_case(std::vector<Record> const& records) {
    std::vector<Record const*> order;
    order.reserve(records.size());
    for (Record const& r : records) order.push_back(&r);
    std::sort(order.begin(), order.end(), [](Record const* a, Record const* b) {
        return std::tuple(a->ombudsman_case, a) < std::tuple(b->ombudsman_case, b);
    });
    std::vector<Record> sorted;
    sorted.reserve(order.size());
    for (Record const* const r : order) sorted.push_back(*r);
    return sorted;
}

} // namespace

std::vector<complaint_id> store::complaint_ids() const {
    std::vector<complaint_id> all;
    all.reserve(rooms_->complaints.size());
    rooms_->complaints.rows().for_each(
        [&](detail::complaint_row const& row) { all.push_back(row.id); });
    std::sort(all.begin(), all.end());
    return all;
}

record_set store::records_of(std::span<complaint_id const> which) const {
    rooms const& all = *rooms_;
    record_set out;
    out.complaints.reserve(which.size());
    for (complaint_id const id : which) {
        detail::complaint_row const* const row = all.find(id);
        if (row == nullptr) continue;
        out.complaints.push_back(row->view(all.places.names()).copied());
        for (mention const& m : all.mentions_of(id)) {
            out.mentions.push_back(m);
            for (detail::aspect_row const& a : all.aspects_of(m.id)) {
                out.aspects.push_back(a.record());
            }
        }
        for (detail::event_row const& e : all.events_of(id)) {
            out.events.push_back(e.record(all.words));
        }
    }
    return out;
}

record_set store::other_records() const {
    rooms const& all = *rooms_;
    record_set out;
    out.ombudsman_cases = all.ombudsman_cases.rows;
    sort_by_id(out.ombudsman_cases);
    for (ombudsman_case const& c : out.ombudsman_cases) {
        for (detail::event_row const& e : all.events_of(c.id)) {
            out.events.push_back(e.record(all.words));
        }
    }
    out.deadlines = by_case(all.deadlines);
    out.recommendations = by_case(all.recommendations);
    out.remedies = all.remedies.rows;
    sort_by_id(out.remedies);
    out.compliments = all.compliments.rows;
    sort_by_id(out.compliments);
    out.series = all.series;
    return out;
}

} // namespace upheld
