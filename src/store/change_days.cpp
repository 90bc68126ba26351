// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/change_days.hpp"

#include "store/rooms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace upheld {
namespace {

/// Days after the first up to the second, as serials.
struct stretch {
    std::int32_t after;
    std::int32_t last;
};

std::array<stretch, 2> stretches(viewpoint one, viewpoint other) {
    auto const between = [](day a, day b) {
        auto const [first, last] = std::minmax({a.serial(), b.serial()});
        return stretch{first, last};
    };
    return {between(one.as_of, other.as_of), between(one.known_on, other.known_on)};
}

} // namespace

change_days::change_days(store const& of) : ids_(of.complaint_ids()) {
    store::rooms const& all = *of.rooms_;
    std::vector<std::int32_t> own;
    auto next = all.first_event();
    for (std::uint32_t c = 0; c != ids_.size(); ++c) {
        own.assign(1, all.find(ids_[c])->start().received.serial());
        for (detail::event_row const& e : all.events_from(next, ids_[c])) {
            own.push_back(e.happened.serial());
            own.push_back(e.recorded.serial());
            if (e.corrects_received()) own.push_back(e.until()->serial());
        }
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        for (std::int32_t const on : own) touches_.push_back({on, c});
    }
    // By counting: days are few.
    if (!touches_.empty()) {
        auto const [first, last] =
            std::minmax_element(touches_.begin(), touches_.end(),
                                [](touch const& a, touch const& b) { return a.on < b.on; });
        std::int32_t const lowest = first->on;
        std::vector<std::size_t> place(static_cast<std::size_t>(last->on - lowest) + 2);
        for (touch const& t : touches_) ++place[static_cast<std::size_t>(t.on - lowest) + 1];
        for (std::size_t d = 1; d != place.size(); ++d) place[d] += place[d - 1];
        std::vector<touch> sorted(touches_.size());
        for (touch const& t : touches_)
            sorted[place[static_cast<std::size_t>(t.on - lowest)]++] = t;
        touches_ = std::move(sorted);
    }

    record_set const rest = of.other_records();
    auto const see = [&](std::optional<day> on) {
        if (on) others_.push_back(on->serial());
    };
    for (ombudsman_case const& c : rest.ombudsman_cases) see(c.referred);
    for (event const& e : rest.events) {
        see(e.happened);
        see(e.recorded);
    }
    for (ombudsman_deadline const& d : rest.deadlines) {
        see(d.first_set);
        see(d.answered);
    }
    for (ombudsman_recommendation const& r : rest.recommendations) {
        see(r.due);
        see(r.implemented);
    }
    for (remedy const& r : rest.remedies) see(r.agreed);
    for (compliment const& c : rest.compliments) see(c.received);
    std::sort(others_.begin(), others_.end());
    others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
}

std::vector<std::uint32_t> change_days::between(viewpoint one, viewpoint other) const {
    std::vector<std::uint32_t> touched;
    for (stretch const& days : stretches(one, other)) {
        auto const is_before = [](std::int32_t on, touch const& t) { return on < t.on; };
        auto const first =
            std::upper_bound(touches_.begin(), touches_.end(), days.after, is_before);
        auto const last = std::upper_bound(first, touches_.end(), days.last, is_before);
        for (auto t = first; t != last; ++t) touched.push_back(t->complaint);
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    return touched;
}

bool change_days::others_between(viewpoint one, viewpoint other) const {
    auto const days = stretches(one, other);
    return std::any_of(days.begin(), days.end(), [&](stretch const& s) {
        auto const next = std::upper_bound(others_.begin(), others_.end(), s.after);
        return next != others_.end() && *next <= s.last;
    });
}

std::size_t change_days::bytes() const noexcept {
    return ids_.capacity() * sizeof(complaint_id) + touches_.capacity() * sizeof(touch) +
           others_.capacity() * sizeof(std::int32_t);
}

} // namespace upheld
