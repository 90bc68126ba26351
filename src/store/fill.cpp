// SPDX-License-Identifier: BSL-1.0
#include "store/event_order.hpp"
#include "store/rooms.hpp"

#include <algorithm>

namespace upheld {
namespace {

/// Events in the order in which a store takes them.
std::vector<event const*> in_order(std::vector<event> const& events) {
    std::vector<event const*> order;
    order.reserve(events.size());
    for (event const& e : events) order.push_back(&e);
    auto const is_before = [](event const* a, event const* b) {
        auto const filled = detail::filling_order(*a, *b);
        return filled != 0 ? filled < 0 : a < b;
    };
    if (!std::is_sorted(order.begin(), order.end(), is_before)) {
        std::sort(order.begin(), order.end(), is_before);
    }
    return order;
}

/// The events at the front that are of the same case as the first.
std::span<event const* const> of_one_case(std::span<event const* const> events) {
    std::size_t n = 1;
    while (n != events.size() && events[n]->complaint == events[0]->complaint &&
           events[n]->ombudsman_case == events[0]->ombudsman_case) {
        ++n;
    }
    return events.first(n);
}

} // namespace

std::vector<fill_fault> store::fill(record_set const& records) {
    try {
        return rooms_->fill(records);
    } catch (...) {
        // Memory ran out: complaints that the indices do not have must not stay.
        detail::complaint_table& complaints = rooms_->complaints;
        for (complaint_id const which : complaints.added()) {
            if (auto* const row = complaints.find(which)) rooms_->take_out(*row);
        }
        complaints.forget_added();
        throw;
    }
}

std::vector<fill_fault> store::rooms::fill(record_set const& records) {
    std::vector<fill_fault> faults;
    std::vector<complaint_id> changed; ///< for the listener
    auto const note = [&](complaint_id which) {
        if (listener.changed != nullptr) changed.push_back(which);
    };
    auto const enter_all = [&](record_kind kind, auto const& rows, auto enter_one) {
        for (std::size_t i = 0; i != rows.size(); ++i) {
            if (auto wrong = enter_one(rows[i])) faults.push_back({kind, i, std::move(*wrong)});
        }
    };
    auto const enter_plainly = [&](auto const& record) { return enter(record); };

    complaints.reserve(complaints.size() + records.complaints.size());
    enter_all(record_kind::complaint, records.complaints, [&](complaint const& c) {
        auto wrong = enter(c, indexing::later);
        if (!wrong) note(c.id);
        return wrong;
    });
    enter_all(record_kind::mention, records.mentions, [&](mention const& m) {
        auto wrong = enter(m);
        if (!wrong) note(m.complaint);
        return wrong;
    });
    enter_all(record_kind::aspect, records.aspects, [&](aspect const& a) {
        auto wrong = enter(a);
        if (!wrong) note(find(a.mention)->complaint);
        return wrong;
    });

    auto const enter_events = [&](std::span<event const* const> rest) {
        while (!rest.empty()) {
            auto const its_events = of_one_case(rest);
            auto refused = enter(its_events);
            if (refused.size() != its_events.size() && its_events[0]->complaint) {
                note(*its_events[0]->complaint);
            }
            for (detail::refused_event& one : refused) {
                auto const position =
                    static_cast<std::size_t>(its_events[one.position] - records.events.data());
                faults.push_back({record_kind::event, position, std::move(one.what)});
            }
            rest = rest.subspan(its_events.size());
        }
    };
    std::vector<event const*> const ordered = in_order(records.events);
    auto const first_of_cases = std::find_if(ordered.begin(), ordered.end(), [](event const* e) {
        return e->ombudsman_case.has_value();
    });
    enter_events({ordered.begin(), first_of_cases});
    // Complaints have their corrections by now, and these are what a referral is compared with. And
    // what may still be taken out again if memory runs out must have nothing that refers to it.
    complaints.index_added();
    enter_all(record_kind::ombudsman_case, records.ombudsman_cases, enter_plainly);
    enter_events({first_of_cases, ordered.end()});

    enter_all(record_kind::ombudsman_deadline, records.deadlines, enter_plainly);
    enter_all(record_kind::ombudsman_recommendation, records.recommendations, enter_plainly);
    enter_all(record_kind::remedy, records.remedies, enter_plainly);
    enter_all(record_kind::compliment, records.compliments, enter_plainly);
    enter_all(record_kind::series_figure, records.series, enter_plainly);

    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (complaint_id const which : changed) tell(which);
    return faults;
}

} // namespace upheld
