// SPDX-License-Identifier: BSL-1.0
#include "store/complaint_facts.hpp"
#include "store/rooms.hpp"

#include <algorithm>
#include <tuple>

namespace upheld {
namespace {

/// What one complaint gives, but for what its rows have in common.
struct mention_part {
    service_code service;
};

struct aspect_part {
    service_code service;
    subject_code subject;
    outcome_code outcome;
    bool concerns_contractor;
};

struct stage_part {
    stage_code stage;
    day started;
};

/// One complaint on its way to rows: what it was on the day, and where its parts begin among those
/// of all; they end where the next one's begin.
struct folded_complaint {
    complaint_fact fact;
    std::size_t mentions;
    std::size_t aspects;
    std::size_t stages;
};

/// Folds complaints, and gathers their parts in the order in which they come.
template <class Rooms> class fact_gatherer {
  public:
    fact_gatherer(Rooms const& all, viewpoint from)
        : all_(all), from_(from), ongoing_(detail::first_undecided(all.words)) {}

    /// Complaints that come in order of id have the tables read from start to end.
    void add(detail::complaint_row const& row) {
        auto const its_events = all_.events_from(next_event_, row.id);
        detail::standing const now = all_.fold(row.start(), its_events, from_).now();
        if (!all_.is_seen(its_events, now.received, from_)) return;
        folded_.push_back(
            {detail::fact_of(detail::unchanging{row.id, row.unit, row.procedure, row.place}, now,
                             all_.calendar),
             mentions_.size(), aspects_.size(), stages_.size()});
        stages_.push_back({all_.words.procedures[row.procedure].stages.front(), now.received});
        for (detail::event_row const& e : its_events) {
            if (e.kind() == event_kind::escalated && e.is_seen(from_)) {
                stages_.push_back({stage_code(e.code()), e.happened});
            }
        }
        outcome_code const undecided =
            all_.words.units[row.unit].state_of(kept::outcomes) == collected::yes ? ongoing_
                                                                                  : outcome_code();
        for (mention const& m : all_.mentions_from(next_mention_, row.id)) {
            mentions_.push_back({m.service});
            for (detail::aspect_row const& a : all_.aspects_from(next_aspect_, m.id)) {
                aspects_.push_back({m.service, a.subject, undecided, a.concerns_contractor});
                for (detail::event_row const& e : its_events) {
                    if (e.is_of(a.id) && e.is_seen(from_)) decide(e, aspects_.back());
                }
            }
        }
    }

    /// Lays the rows out in order of day received; those of one day stay as they came.
    void lay_out(facts& out) const {
        out.complaints.reserve(folded_.size());
        out.mentions.reserve(mentions_.size());
        out.aspects.reserve(aspects_.size());
        out.stages.reserve(stages_.size());
        for (std::size_t const n : by_day()) {
            folded_complaint const& one = folded_[n];
            folded_complaint const end = n + 1 == folded_.size()
                                             ? folded_complaint{.fact = {},
                                                                .mentions = mentions_.size(),
                                                                .aspects = aspects_.size(),
                                                                .stages = stages_.size()}
                                             : folded_[n + 1];
            out.complaints.push_back(one.fact);
            for (std::size_t i = one.mentions; i != end.mentions; ++i) {
                out.mentions.push_back({one.fact, mentions_[i].service});
            }
            for (std::size_t i = one.aspects; i != end.aspects; ++i) {
                aspect_part const& a = aspects_[i];
                out.aspects.push_back(
                    {one.fact, a.service, a.subject, a.outcome, a.concerns_contractor});
            }
            for (std::size_t i = one.stages; i != end.stages; ++i) {
                out.stages.push_back({one.fact, stages_[i].stage, stages_[i].started});
            }
        }
    }

  private:
    static void decide(detail::event_row const& e, aspect_part& part) {
        if (e.kind() == event_kind::outcome_decided) {
            part.outcome = outcome_code(e.code());
        } else if (e.kind() == event_kind::corrected) {
            part.subject = subject_code(e.code());
        }
    }

    /// Positions of the folded complaints in order of day received and then as they came. Days are
    /// few, so they are counted, not compared.
    [[nodiscard]] std::vector<std::size_t> by_day() const {
        std::vector<std::size_t> order(folded_.size());
        if (order.empty()) return order;
        auto const is_before = [](folded_complaint const& a, folded_complaint const& b) {
            return a.fact.received < b.fact.received;
        };
        auto const [first, last] = std::minmax_element(folded_.begin(), folded_.end(), is_before);
        auto const place_of = [&, from = first->fact.received](folded_complaint const& one) {
            return static_cast<std::size_t>((one.fact.received - from).value);
        };
        std::vector<std::size_t> next(place_of(*last) + 2);
        for (folded_complaint const& one : folded_) ++next[place_of(one) + 1];
        for (std::size_t d = 1; d != next.size(); ++d) next[d] += next[d - 1];
        for (std::size_t n = 0; n != folded_.size(); ++n) order[next[place_of(folded_[n])]++] = n;
        return order;
    }

    Rooms const& all_;
    viewpoint from_;
    outcome_code ongoing_; ///< of aspects whose own is not decided
    typename Rooms::event_place next_event_ = all_.first_event();
    typename Rooms::mention_place next_mention_ = all_.first_mention();
    typename Rooms::aspect_place next_aspect_ = all_.first_aspect();
    std::vector<folded_complaint> folded_;
    std::vector<mention_part> mentions_;
    std::vector<aspect_part> aspects_;
    std::vector<stage_part> stages_;
};

/// Pointers to the records that `is_known` lets through, in order of day and id.
template <class Record, class Known, class Day>
std::vector<Record const*> in_order(std::vector<Record> const& rows, Known is_known, Day day_of) {
    std::vector<Record const*> all;
    for (Record const& row : rows) {
        if (is_known(row)) all.push_back(&row);
    }
    std::sort(all.begin(), all.end(), [&](Record const* a, Record const* b) {
        return std::tuple(day_of(*a), a->id) < std::tuple(day_of(*b), b->id);
    });
    return all;
}

/// Rows of everything that belongs to no complaint.
template <class Rooms> void add_others(Rooms const& all, viewpoint from, facts& out) {
    day const then = from.last_known();
    auto const referred = in_order(
        all.ombudsman_cases.rows, [&](auto const& c) { return c.referred <= then; },
        [](auto const& c) { return c.referred; });

    struct known_case {
        ombudsman_case const* record;
        detail::ombudsman_standing now;
    };

    std::unordered_map<ombudsman_case_id, known_case, detail::id_hash> known;
    for (ombudsman_case const* const c : referred) {
        auto const now = all.fold(*c, all.events_of(c->id), from).now();
        known.emplace(c->id, known_case{c, now});
        out.referrals.push_back({c->referred, c->unit, c->service, now.decision, c->id});
    }
    // Deadlines and recommendations have no id of their own: those of one case stay as they came.
    auto const by_its_case = [&](auto const& records) {
        std::vector<decltype(records.data())> order;
        for (auto const& r : records) {
            if (known.contains(r.ombudsman_case)) order.push_back(&r);
        }
        std::sort(order.begin(), order.end(), [&](auto const* a, auto const* b) {
            return std::tuple(known.at(a->ombudsman_case).record->referred, a->ombudsman_case, a) <
                   std::tuple(known.at(b->ombudsman_case).record->referred, b->ombudsman_case, b);
        });
        return order;
    };
    auto const by_then = [&](std::optional<day> const& d) { return d && *d <= then; };
    for (ombudsman_deadline const* const d : by_its_case(all.deadlines)) {
        // A deadline that still runs is neither met nor missed.
        bool const is_answered = by_then(d->answered);
        if (d->first_set > then && !is_answered) continue;
        ombudsman_case const& of = *known.at(d->ombudsman_case).record;
        out.deadlines.push_back({of.referred, d->first_set, of.unit,
                                 is_answered && *d->answered <= d->first_set, d->ombudsman_case});
    }
    for (ombudsman_recommendation const* const r : by_its_case(all.recommendations)) {
        known_case const& of = known.at(r->ombudsman_case);
        bool const is_implemented = by_then(r->implemented);
        out.recommendations.push_back({.referred = of.record->referred,
                                       .unit = of.record->unit,
                                       .is_assessed = is_implemented || by_then(r->due),
                                       .is_implemented = is_implemented,
                                       .decision_stands = !of.now.is_decision_withdrawn,
                                       .of = r->ombudsman_case});
    }
    for (remedy const* const r : in_order(
             all.remedies.rows, [&](auto const& x) { return x.agreed <= then; },
             [](auto const& x) { return x.agreed; })) {
        out.remedies.push_back({r->agreed, r->unit, r->stage, r->kind, r->amount, r->id});
    }
    for (compliment const* const c : in_order(
             all.compliments.rows, [&](auto const& x) { return x.received <= then; },
             [](auto const& x) { return x.received; })) {
        out.compliments.push_back({c->received, c->unit, c->service, c->id});
    }
}

} // namespace

facts store::facts_of(complaint_id which, viewpoint from) const {
    rooms const& all = *rooms_;
    facts out;
    out.from = from;
    detail::complaint_row const* const row = all.find(which);
    if (row == nullptr) return out;
    fact_gatherer gathered(all, from);
    gathered.add(*row);
    gathered.lay_out(out);
    return out;
}

facts store::facts_as_of(viewpoint from) const {
    rooms const& all = *rooms_;
    facts out;
    out.from = from;
    out.places.assign(all.places.names().begin(), all.places.names().end());

    std::vector<detail::complaint_row const*> rows;
    rows.reserve(all.complaints.size());
    all.complaints.rows().for_each([&](detail::complaint_row const& row) { rows.push_back(&row); });
    auto const is_before = [](detail::complaint_row const* a, detail::complaint_row const* b) {
        return a->id < b->id;
    };
    if (!std::is_sorted(rows.begin(), rows.end(), is_before)) {
        std::sort(rows.begin(), rows.end(), is_before);
    }
    fact_gatherer gathered(all, from);
    for (detail::complaint_row const* const row : rows) gathered.add(*row);
    gathered.lay_out(out);
    add_others(all, from, out);
    return out;
}

facts store::facts_of_others(viewpoint from) const {
    facts out;
    out.from = from;
    add_others(*rooms_, from, out);
    return out;
}

} // namespace upheld
