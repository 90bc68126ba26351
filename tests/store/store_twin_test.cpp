// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/deadline/due.hpp"

#include <algorithm>
#include <random>
#include <tuple>

namespace upheld {
namespace {

using test::code_of;

/// The store against plain vectors, with the same changes made to both.
class twin {
  public:
    explicit twin(std::uint32_t seed)
        : cases_(test::small_council(), england_and_wales()), random_(seed) {}

    void change() {
        switch (below(12)) {
        case 0:
        case 1:
        case 2: insert_complaint(); break;
        case 3:
        case 4: insert_mention(); break;
        case 5:
        case 6:
        case 7:
        case 8: record_event(); break;
        case 9: erase_event(); break;
        case 10: modify_complaint(); break;
        default:
            if (below(4) == 0) erase_complaint();
        }
    }

    void compare() {
        ASSERT_EQ(cases_.complaint_count(), complaints_.size());
        ASSERT_EQ(cases_.mention_count(), mentions_.size());
        ASSERT_EQ(cases_.event_count(), events_.size());
        day const on = some_day();
        std::vector<std::tuple<day, complaint_id>> overdue;
        std::vector<std::tuple<day, complaint_id>> soon;
        day const until = *cases_.calendar().add(on, working_days(5));
        for (complaint const& c : complaints_) {
            ASSERT_EQ(cases_.find(c.id), c);
            auto const [is_open, due] = naive_state(c);
            auto const state = cases_.state_of(c.id);
            ASSERT_EQ(state->is_open, is_open);
            ASSERT_EQ(state->due, due);
            if (is_open && due < on) overdue.emplace_back(due, c.id);
            if (is_open && on <= due && due <= until) soon.emplace_back(due, c.id);
        }
        ASSERT_EQ(cases_.overdue(on), ids_of(overdue));
        ASSERT_EQ(*cases_.due_within(working_days(5), on), ids_of(soon));

        day_span const when{on, on + calendar_days(10)};
        for (unit_code const unit : cases_.words().units.codes()) {
            std::vector<std::tuple<day, complaint_id>> received;
            for (complaint const& c : complaints_) {
                if (c.unit == unit && when.covers(c.received)) {
                    received.emplace_back(c.received, c.id);
                }
            }
            ASSERT_EQ(cases_.received(unit, when), ids_of(received));
        }
        for (service_code const service : cases_.words().services.codes()) {
            std::vector<complaint_id> mentioning;
            for (mention const& m : mentions_) {
                if (m.service == service) mentioning.push_back(m.complaint);
            }
            std::sort(mentioning.begin(), mentioning.end());
            ASSERT_EQ(cases_.mentioning(service), mentioning);
        }
        for (char const* const person : {"", "P0", "P1", "P2", "P9"}) {
            std::vector<complaint_id> made;
            for (complaint const& c : complaints_) {
                if (c.complainant == person) made.push_back(c.id);
            }
            std::sort(made.begin(), made.end());
            ASSERT_EQ(cases_.made_by(person), made);
        }
    }

    /// What the store knew on a day is what a store knows that learned of nothing after it.
    void replay() {
        day const as_of = some_day();
        store learned(cases_.words(), cases_.calendar());
        for (complaint const& c : complaints_) {
            if (c.received > as_of) continue;
            ASSERT_TRUE(learned.insert(c));
        }
        std::vector<event> known;
        for (event const& e : events_) {
            if (e.recorded <= as_of) known.push_back(e);
        }
        std::sort(known.begin(), known.end(), [](event const& a, event const& b) {
            return std::tuple(a.happened, a.recorded, a.id) <
                   std::tuple(b.happened, b.recorded, b.id);
        });
        for (event const& e : known) ASSERT_TRUE(learned.record(e));
        auto const then = cases_.facts_as_of(as_of).complaints;
        auto const all = learned.facts_as_of(day(2028, 1, 3)).complaints;
        ASSERT_EQ(then.size(), all.size());
        for (std::size_t i = 0; i != then.size(); ++i) {
            ASSERT_EQ(then[i].id, all[i].id);
            ASSERT_EQ(then[i].answer, all[i].answer);
            ASSERT_EQ(then[i].is_counted, all[i].is_counted);
        }
    }

  private:
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

    day some_day() {
        return day(2020, 1, 1) + calendar_days(static_cast<std::int32_t>(below(120)));
    }

    complaint const* some_complaint() {
        auto const n = static_cast<std::uint32_t>(complaints_.size());
        return n == 0 ? nullptr : &complaints_[below(n)];
    }

    static std::vector<complaint_id> ids_of(std::vector<std::tuple<day, complaint_id>>& rows) {
        std::sort(rows.begin(), rows.end());
        std::vector<complaint_id> ids;
        for (auto const& row : rows) ids.push_back(std::get<1>(row));
        return ids;
    }

    complaint random_complaint(complaint_id which) {
        taxonomy const& words = cases_.words();
        complaint c;
        c.id = which;
        bool const is_street = below(4) == 0;
        c.unit = code_of(words.units, is_street ? "streets" : "homes");
        if (is_street) c.category = code_of(words.categories, "noise");
        c.received = some_day();
        c.procedure = procedure_code(0);
        if (below(3) != 0) c.complainant = "P" + std::to_string(below(3));
        return c;
    }

    void insert_complaint() {
        complaint const c = random_complaint(complaint_id(below(60)));
        if (cases_.insert(c)) complaints_.push_back(c);
    }

    void insert_mention() {
        mention m;
        m.id = mention_id(below(100));
        m.complaint = complaint_id(below(60));
        m.service = service_code(static_cast<std::uint16_t>(
            below(static_cast<std::uint32_t>(cases_.words().services.size()))));
        if (cases_.insert(m)) mentions_.push_back(m);
    }

    void record_event() {
        complaint const* const of = some_complaint();
        if (of == nullptr) return;
        constexpr event_kind kinds[] = {event_kind::acknowledged, event_kind::responded,
                                        event_kind::reopened, event_kind::withdrawn,
                                        event_kind::extended};
        event e;
        e.id = event_id(below(300));
        e.complaint = of->id;
        e.kind = kinds[below(5)];
        e.happened = some_day();
        // Recorded at once: what was known on a day then never has a gap in it.
        e.recorded = e.happened;
        if (e.kind == event_kind::extended) {
            e.value = to_text(e.happened + calendar_days(static_cast<std::int32_t>(below(40))));
        }
        if (cases_.record(e)) events_.push_back(e);
    }

    void erase_event() {
        if (events_.empty()) return;
        std::size_t const at = below(static_cast<std::uint32_t>(events_.size()));
        if (cases_.erase(events_[at].id)) {
            events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }

    void modify_complaint() {
        complaint const* const old = some_complaint();
        if (old == nullptr) return;
        complaint const changed = random_complaint(old->id);
        if (!cases_.modify(changed)) return;
        for (complaint& c : complaints_) {
            if (c.id == changed.id) c = changed;
        }
    }

    void erase_complaint() {
        complaint const* const old = some_complaint();
        if (old == nullptr) return;
        complaint_id const which = old->id;
        ASSERT_TRUE(cases_.erase(which));
        std::erase_if(complaints_, [&](complaint const& c) { return c.id == which; });
        std::erase_if(mentions_, [&](mention const& m) { return m.complaint == which; });
        std::erase_if(events_, [&](event const& e) { return e.complaint == which; });
    }

    std::tuple<bool, day> naive_state(complaint const& c) {
        std::vector<event> its_events;
        for (event const& e : events_) {
            if (e.complaint == c.id) its_events.push_back(e);
        }
        std::sort(its_events.begin(), its_events.end(), [](event const& a, event const& b) {
            return std::tuple(a.happened, a.id) < std::tuple(b.happened, b.id);
        });
        day const original =
            *due_day(*find_clock_rule("corporate_20"), c.received, cases_.calendar());
        day due = original;
        bool is_answered = false;
        bool is_withdrawn = false;
        for (event const& e : its_events) {
            if (e.kind == event_kind::responded) is_answered = true;
            if (e.kind == event_kind::reopened) is_answered = false;
            if (e.kind == event_kind::withdrawn) is_withdrawn = true;
            if (e.kind == event_kind::extended && e.happened <= original) {
                due = *day_from_text(e.value);
            }
        }
        return {!is_answered && !is_withdrawn, due};
    }

    store cases_;
    std::mt19937 random_;
    std::vector<complaint> complaints_;
    std::vector<mention> mentions_;
    std::vector<event> events_;
};

TEST(StoreTwin, AgreesWithPlainVectorsWhateverIsDone) {
    std::uint32_t const first_seed = std::random_device{}();
    for (std::uint32_t seed = first_seed; seed != first_seed + 5; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        twin both(seed);
        for (int step = 0; step != 1000; ++step) {
            both.change();
            if (step % 10 == 9) both.compare();
            if (step % 100 == 99) both.replay();
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

} // namespace
} // namespace upheld
