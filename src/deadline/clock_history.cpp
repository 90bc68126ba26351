// SPDX-License-Identifier: BSL-1.0
#include "deadline/clock_history.hpp"

#include "upheld/calendar/day_text.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

class history_reader {
  public:
    history_reader(std::span<clock_event const> events, history_choices const& how)
        : events_(events), how_(how) {}

    clock_history read() {
        using enum clock_event_kind;
        read_.start = first(how_.starts_with, false);
        for (clock_event_kind const kind : how_.starts_no_earlier_than) {
            std::optional<day> const on = first(kind, true);
            if (on && (!read_.later || read_.later->on < *on)) read_.later = {kind, *on};
        }
        read_.done = first(how_.done_by, true);
        // A response sent without an acknowledgement, say, is one. What the complainant has to do
        // is not done by an answer.
        if (!read_.done && how_.done_by != requested && how_.done_by != received) {
            read_.done = first(answered, true);
        }
        read_.withdrawn = first(withdrawn, true);
        clarifications();
        if (how_.fee_notice_pauses) {
            pause_between(fee_notice, fee_paid, pause_counting::both_ends_in);
        } else if (!days_of(fee_notice).empty()) {
            read_.remarks.emplace_back("a fee notice does not stop this clock");
        }
        pause_between(paused, resumed, how_.pause);
        join_pauses();
        extensions();
        return std::move(read_);
    }

  private:
    /// Days of the events of one kind, in order.
    [[nodiscard]] std::vector<day> days_of(clock_event_kind kind) const {
        std::vector<day> all;
        for (clock_event const& e : events_) {
            if (e.kind == kind && e.day <= how_.as_of) all.push_back(e.day);
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    /// The same without repeats; a repeat is remarked on.
    std::vector<day> once(clock_event_kind kind) {
        std::vector<day> all = days_of(kind);
        auto const end = std::unique(all.begin(), all.end());
        if (end != all.end()) {
            all.erase(end, all.end());
            read_.remarks.push_back(std::string(name_of(kind)) +
                                    " is given more than once for one day");
        }
        return all;
    }

    std::optional<day> first(clock_event_kind kind, bool remark) {
        std::vector<day> const all = days_of(kind);
        if (all.empty()) return std::nullopt;
        if (remark && all.size() > 1) {
            read_.remarks.push_back(std::string(name_of(kind)) + " is given " +
                                    std::to_string(all.size()) + " times; the first, on " +
                                    to_text(all.front()) + ", counts");
        }
        return all.front();
    }

    void clarifications() {
        using enum clock_event_kind;
        switch (how_.clarification) {
        case clarification_effect::none:
            if (!days_of(clarification_asked).empty() || !days_of(clarification_supplied).empty()) {
                read_.remarks.emplace_back("asking for clarification does not stop this clock");
            }
            return;
        case clarification_effect::pauses:
            pause_between(clarification_asked, clarification_supplied, how_.pause);
            return;
        case clarification_effect::resets: break;
        }
        std::vector<day> const asked = once(clarification_asked);
        std::vector<day> const supplied = once(clarification_supplied);
        if (!supplied.empty()) {
            read_.reset = supplied.back();
            read_.remarks.push_back("the clock starts again on " + to_text(supplied.back()) +
                                    ", when the clarification arrived");
        }
        for (day const d : asked) {
            if (supplied.empty() || supplied.back() < d) {
                open(d, "the clarification asked for");
                break;
            }
        }
    }

    void open(day since, std::string const& what) {
        read_.pauses.push_back({since, how_.as_of});
        read_.open_pause = read_.open_pause ? std::min(*read_.open_pause, since) : since;
        read_.remarks.push_back(what + " on " + to_text(since) +
                                " has no end yet; the due day is that of an end on " +
                                to_text(how_.as_of));
    }

    /// Each run of beginnings is matched with the run of ends that follows it: the pause lasts from
    /// the first beginning to the last end, of which at most as many count as there were
    /// beginnings.
    void pause_between(clock_event_kind begins, clock_event_kind ends, pause_counting count) {
        std::vector<day> const from = once(begins);
        std::vector<day> const to = once(ends);
        std::size_t b = 0;
        std::size_t e = 0;
        while (e != to.size() && (from.empty() || to[e] < from[0])) stray_end(ends, to[e++]);
        while (b != from.size()) {
            day const first = from[b];
            std::size_t run = 0;
            day const next_end = e != to.size() ? to[e] : how_.as_of;
            while (b != from.size() && (e == to.size() || from[b] <= next_end)) {
                ++b;
                ++run;
            }
            if (e == to.size()) {
                overlap(begins, run);
                open(first, std::string(words_of(begins)));
                return;
            }
            day last = to[e];
            std::size_t ended = 0;
            while (e != to.size() && (b == from.size() || to[e] < from[b])) {
                if (ended == run) {
                    stray_end(ends, to[e]);
                } else {
                    last = to[e];
                    ++ended;
                }
                ++e;
            }
            overlap(begins, run);
            if (count == pause_counting::difference) {
                if (last == first) continue;
                last = last - calendar_days(1);
            }
            read_.pauses.push_back({first, last});
        }
    }

    void overlap(clock_event_kind begins, std::size_t run) {
        if (run < 2) return;
        read_.remarks.push_back(std::string(name_of(begins)) + " is given " + std::to_string(run) +
                                " times before an end; these pauses are counted as one");
    }

    void stray_end(clock_event_kind kind, day on) {
        read_.remarks.push_back(std::string(name_of(kind)) + " on " + to_text(on) +
                                " ends nothing and is left out");
    }

    /// Union of the pauses.
    void join_pauses() {
        std::vector<day_span>& all = read_.pauses;
        if (all.size() < 2) return;
        std::sort(all.begin(), all.end(), [](day_span const& a, day_span const& b) {
            return a.first != b.first ? a.first < b.first : a.last < b.last;
        });
        std::vector<day_span> joined{all.front()};
        bool overlapped = false;
        for (std::size_t i = 1; i != all.size(); ++i) {
            day_span& last = joined.back();
            if (last.last < all[i].first) {
                joined.push_back(all[i]);
            } else {
                overlapped = true;
                last.last = std::max(last.last, all[i].last);
            }
        }
        if (overlapped) read_.remarks.emplace_back("pauses overlap; each day is left out once");
        all = std::move(joined);
    }

    void extensions() {
        for (clock_event const& e : events_) {
            bool const withdrawal = e.kind == clock_event_kind::extension_withdrawn;
            if ((e.kind != clock_event_kind::extended && !withdrawal) || how_.as_of < e.day) {
                continue;
            }
            if (!how_.may_extend) {
                read_.remarks.push_back(std::string(name_of(e.kind)) + " on " + to_text(e.day) +
                                        " changes nothing: this clock has no extension");
                continue;
            }
            // Those of one day stay in the order given.
            auto at = read_.extensions.end();
            while (at != read_.extensions.begin() && e.day < (at - 1)->on) --at;
            read_.extensions.insert(at, {e.day, e.until, withdrawal, e.reason});
        }
    }

    std::span<clock_event const> events_;
    history_choices const& how_;
    clock_history read_;
};

} // namespace

clock_history history_of(std::span<clock_event const> events, history_choices const& how) {
    return history_reader(events, how).read();
}

} // namespace upheld::detail
