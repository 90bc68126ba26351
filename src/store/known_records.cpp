// SPDX-License-Identifier: BSL-1.0
#include "store/known_records.hpp"

#include "upheld/calendar/day_text.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

template <class Record, class Out> void take_out(std::vector<Record>& records, Out is_out) {
    records.erase(std::remove_if(records.begin(), records.end(), is_out), records.end());
}

/// Takes out the events that a store refused.
void take_out(std::vector<event>& events, std::vector<fill_fault> const& refused) {
    std::vector<bool> is_out(events.size());
    for (fill_fault const& f : refused) {
        // All other records were in a store with the same words already.
        UPHELD_EXPECTS(f.kind == record_kind::event);
        is_out[f.position] = true;
    }
    std::vector<event> kept;
    kept.reserve(events.size() - refused.size());
    for (std::size_t i = 0; i != events.size(); ++i) {
        if (!is_out[i]) kept.push_back(std::move(events[i]));
    }
    events = std::move(kept);
}

/// When each complaint was entered. Complaints and events are in the same order.
std::vector<day_entered> days_entered(record_set const& records) {
    std::vector<day_entered> days(records.complaints.size());
    auto next = records.events.begin();
    for (std::size_t c = 0; c != days.size(); ++c) {
        for (; next != records.events.end() && next->complaint == records.complaints[c].id;
             ++next) {
            days[c].note(next->kind, next->recorded);
        }
    }
    return days;
}

/// The day each complaint was received, as the events here correct it: of each complaint the last
/// one stands. Complaints and events are in the same order.
std::vector<day> days_received(record_set const& records) {
    std::vector<day> days;
    days.reserve(records.complaints.size());
    auto next = records.events.begin();
    for (complaint const& c : records.complaints) {
        day received = c.received;
        for (; next != records.events.end() && next->complaint == c.id; ++next) {
            if (next->kind != event_kind::corrected || next->field != "received") continue;
            received = day_from_text(next->value).value();
        }
        days.push_back(received);
    }
    return days;
}

} // namespace

known_records::known_records(store const& cases, std::optional<viewpoint> from, std::size_t batch)
    : cases_(cases), from_(from), batch_(batch), ids_(cases.complaint_ids()) {
    UPHELD_EXPECTS(batch != 0);
}

bool known_records::next(record_set& into) {
    if (next_ == ids_.size()) return false;
    std::size_t const n = std::min(batch_, ids_.size() - next_);
    into = cases_.records_of(std::span(ids_).subspan(next_, n));
    next_ += n;
    if (from_) keep_known(into);
    return true;
}

void known_records::restart() {
    next_ = 0;
    known_.clear();
    set_aside_ = set_aside_of_others_;
}

std::optional<day> known_records::received(complaint_id which) const {
    auto const found = std::lower_bound(
        known_.begin(), known_.end(), which,
        [](known_complaint const& known, complaint_id id) { return known.id < id; });
    if (found == known_.end() || found->id != which) return std::nullopt;
    return found->received;
}

void known_records::keep_known(record_set& records) {
    std::vector<day_entered> const entered = days_entered(records);
    take_out(records.events, [&](event const& e) { return !is_in_sight(e); });
    std::vector<day> const days = days_received(records);
    std::size_t at = 0;
    for (complaint const& c : records.complaints) {
        if (entered[at].is_seen(*from_, days[at])) known_.push_back({c.id, days[at]});
        ++at;
    }
    take_out(records.complaints, [&](complaint const& c) { return !knows(c.id); });
    take_out(records.events, [&](event const& e) { return !knows(e.complaint); });
    // Aspects come in the order of their mentions.
    std::vector<mention_id> gone;
    for (mention const& m : records.mentions) {
        if (!knows(m.complaint)) gone.push_back(m.id);
    }
    std::sort(gone.begin(), gone.end());
    take_out(records.mentions, [&](mention const& m) { return !knows(m.complaint); });
    take_out(records.aspects, [&](aspect const& a) {
        return std::binary_search(gone.begin(), gone.end(), a.mention);
    });
    then_.emplace(cases_.words(), cases_.calendar());
    auto const refused = then_->fill(records);
    set_aside_ += refused.size();
    take_out(records.events, refused);
}

record_set known_records::others() {
    record_set all = cases_.other_records();
    if (!from_) return all;
    day const then = from_->last_known();
    auto const is_later = [&](std::optional<day> const& d) { return d && *d > then; };

    take_out(all.ombudsman_cases, [&](ombudsman_case const& c) { return c.referred > then; });
    std::vector<ombudsman_case_id> cases; // in order of id, as they come
    for (ombudsman_case const& c : all.ombudsman_cases) cases.push_back(c.id);
    auto const has_case = [&](std::optional<ombudsman_case_id> which) {
        return which && std::binary_search(cases.begin(), cases.end(), *which);
    };
    take_out(all.events,
             [&](event const& e) { return !is_in_sight(e) || !has_case(e.ombudsman_case); });
    take_out(all.deadlines,
             [&](ombudsman_deadline const& d) { return !has_case(d.ombudsman_case); });
    for (ombudsman_deadline& d : all.deadlines) {
        if (is_later(d.answered)) d.answered.reset();
    }
    take_out(all.recommendations,
             [&](ombudsman_recommendation const& r) { return !has_case(r.ombudsman_case); });
    for (ombudsman_recommendation& r : all.recommendations) {
        if (is_later(r.implemented)) r.implemented.reset();
    }
    take_out(all.remedies, [&](remedy const& r) { return r.agreed > then; });
    for (remedy& r : all.remedies) {
        if (!has_case(r.ombudsman_case)) r.ombudsman_case.reset();
    }
    take_out(all.compliments, [&](compliment const& c) { return c.received > then; });

    // The cases alone, without their complaints, tell which of their events could be.
    record_set alone;
    alone.ombudsman_cases = all.ombudsman_cases;
    alone.events = all.events;
    for (ombudsman_case& c : alone.ombudsman_cases) c.complaint.reset();
    store folded(cases_.words(), cases_.calendar());
    auto const refused = folded.fill(alone);
    set_aside_of_others_ = refused.size();
    set_aside_ += set_aside_of_others_;
    take_out(all.events, refused);
    return all;
}

void known_records::drop_unknown_references(record_set& others) const {
    UPHELD_EXPECTS(next_ == ids_.size());
    if (!from_) return;
    for (ombudsman_case& c : others.ombudsman_cases) {
        if (!c.complaint) continue;
        auto const day_received = received(*c.complaint);
        if (!day_received || c.referred < *day_received) c.complaint.reset();
    }
    for (remedy& r : others.remedies) {
        if (!knows(r.complaint)) r.complaint.reset();
    }
}

} // namespace upheld::detail
