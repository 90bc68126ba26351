// SPDX-License-Identifier: BSL-1.0
#include "store/rooms.hpp"

#include <algorithm>
#include <tuple>

namespace upheld {
namespace {

/// One complaint on its way to rows: what it was on the day, and where its events are.
template <class Events> struct folded_complaint {
    complaint_fact fact;
    Events its_events;
};

answer_state answer_of(detail::standing const& now) {
    if (!now.due) return answer_state::no_clock;
    if (!now.responded) return answer_state::not_answered;
    return *now.responded <= *now.due ? answer_state::answered_in_time
                                      : answer_state::answered_late;
}

/// A day outside the calendar is refused when the event comes, so the answer's is inside.
std::uint16_t working_days_to_answer(detail::standing const& now,
                                     working_calendar const& calendar) {
    if (!now.responded) return not_answered_days;
    auto const counted = calendar.count_after_until(now.received, *now.responded);
    if (!counted) return not_answered_days;
    return static_cast<std::uint16_t>(std::min<std::int32_t>(counted->value, most_answered_days));
}

complaint_fact fact_of(detail::complaint_row const& row, detail::standing const& now,
                       working_calendar const& calendar) {
    return {.id = row.id,
            .received = now.received,
            .unit = row.unit,
            .channel = now.channel,
            .category = now.category,
            .procedure = row.procedure,
            .answer = answer_of(now),
            .is_counted = !now.is_service_request && !now.is_withdrawn,
            .place = row.place,
            .working_days = working_days_to_answer(now, calendar)};
}

outcome_code first_undecided(taxonomy const& words) {
    for (outcome_code const o : words.outcomes.codes()) {
        if (!words.outcomes[o].is_decided) return o;
    }
    return {};
}

/// Adds the rows of one complaint and what belongs to it.
/// @param ongoing  the outcome of aspects whose own is not decided
template <class Rooms, class Events>
void add_rows(Rooms const& all, complaint_fact const& fact, Events const& its_events,
              outcome_code ongoing, facts& out) {
    out.complaints.push_back(fact);
    out.stages.push_back(
        {fact, all.words.procedures[fact.procedure].stages.front(), fact.received});
    for (detail::event_row const& e : its_events) {
        if (e.kind() == event_kind::escalated && e.recorded <= out.as_of) {
            out.stages.push_back({fact, stage_code(e.code()), e.happened});
        }
    }
    bool const has_outcomes = all.words.units[fact.unit].state_of(kept::outcomes) == collected::yes;
    for (mention const& m : all.mentions_of(fact.id)) {
        out.mentions.push_back({fact, m.service});
        for (detail::aspect_row const& a : all.aspects_of(m.id)) {
            aspect_fact row{.of = fact,
                            .service = m.service,
                            .subject = a.subject,
                            .outcome = has_outcomes ? ongoing : outcome_code(),
                            .concerns_contractor = a.concerns_contractor};
            for (detail::event_row const& e : its_events) {
                if (!e.is_of(a.id) || e.recorded > out.as_of) continue;
                if (e.kind() == event_kind::outcome_decided) {
                    row.outcome = outcome_code(e.code());
                } else if (e.kind() == event_kind::corrected) {
                    row.subject = subject_code(e.code());
                }
            }
            out.aspects.push_back(row);
        }
    }
}

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

} // namespace

facts store::facts_of(complaint_id which, day as_of) const {
    rooms const& all = *rooms_;
    facts out;
    out.as_of = as_of;
    detail::complaint_row const* const row = all.find(which);
    if (row == nullptr) return out;
    auto const its_events = all.events_of(which);
    detail::complaint_fold const fold = all.fold(row->start(), its_events, as_of);
    if (fold.now().received > as_of) return out;
    add_rows(all, fact_of(*row, fold.now(), all.calendar), its_events, first_undecided(all.words),
             out);
    return out;
}

facts store::facts_as_of(day as_of) const {
    rooms const& all = *rooms_;
    facts out;
    out.as_of = as_of;
    out.places.assign(all.places.names().begin(), all.places.names().end());

    // Folded in order of id: the events' index is then read from its start to its end.
    std::vector<detail::complaint_row const*> rows;
    rows.reserve(all.complaints.size());
    all.complaints.rows().for_each([&](detail::complaint_row const& row) { rows.push_back(&row); });
    std::sort(rows.begin(), rows.end(),
              [](detail::complaint_row const* a, detail::complaint_row const* b) {
                  return a->id < b->id;
              });

    auto const& by_case = all.events.get<detail::by_case>();
    using events_between = decltype(all.events_of(complaint_id()));
    std::vector<folded_complaint<events_between>> folded;
    folded.reserve(rows.size());
    auto next_event = by_case.begin();
    for (detail::complaint_row const* const row : rows) {
        // Each complaint's events lie behind those of the one before it; none are between.
        auto const first = next_event;
        while (next_event != by_case.end() && next_event->of() == row->id) {
            ++next_event;
        }
        events_between const its_events{first, next_event};
        detail::complaint_fold const fold = all.fold(row->start(), its_events, as_of);
        if (fold.now().received > as_of) continue;
        folded.push_back({fact_of(*row, fold.now(), all.calendar), its_events});
    }
    std::sort(folded.begin(), folded.end(), [](auto const& a, auto const& b) {
        return std::tie(a.fact.received, a.fact.id) < std::tie(b.fact.received, b.fact.id);
    });

    outcome_code const ongoing = first_undecided(all.words);
    out.complaints.reserve(folded.size());
    out.stages.reserve(folded.size());
    out.mentions.reserve(all.mentions.size());
    out.aspects.reserve(all.aspects.size());
    for (auto const& [fact, its_events] : folded) {
        add_rows(all, fact, its_events, ongoing, out);
    }

    auto const referred = in_order(
        all.ombudsman_cases.rows, [&](auto const& c) { return c.referred <= as_of; },
        [](auto const& c) { return c.referred; });

    struct known_case {
        ombudsman_case const* record;
        detail::ombudsman_standing now;
    };

    std::unordered_map<ombudsman_case_id, known_case, detail::id_hash> known;
    for (ombudsman_case const* const c : referred) {
        auto const now = all.fold(*c, all.events_of(c->id), as_of).now();
        known.emplace(c->id, known_case{c, now});
        out.referrals.push_back({c->referred, c->unit, c->service, now.decision});
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
    auto const by_then = [&](std::optional<day> const& d) { return d && *d <= as_of; };
    for (ombudsman_deadline const* const d : by_its_case(all.deadlines)) {
        // A deadline that still runs is neither met nor missed.
        bool const is_answered = by_then(d->answered);
        if (d->first_set > as_of && !is_answered) continue;
        ombudsman_case const& of = *known.at(d->ombudsman_case).record;
        out.deadlines.push_back(
            {of.referred, d->first_set, of.unit, is_answered && *d->answered <= d->first_set});
    }
    for (ombudsman_recommendation const* const r : by_its_case(all.recommendations)) {
        known_case const& of = known.at(r->ombudsman_case);
        bool const is_implemented = by_then(r->implemented);
        out.recommendations.push_back({.referred = of.record->referred,
                                       .unit = of.record->unit,
                                       .is_assessed = is_implemented || by_then(r->due),
                                       .is_implemented = is_implemented,
                                       .decision_stands = !of.now.is_decision_withdrawn});
    }
    for (remedy const* const r : in_order(
             all.remedies.rows, [&](auto const& x) { return x.agreed <= as_of; },
             [](auto const& x) { return x.agreed; })) {
        out.remedies.push_back({r->agreed, r->unit, r->stage, r->kind, r->amount});
    }
    for (compliment const* const c : in_order(
             all.compliments.rows, [&](auto const& x) { return x.received <= as_of; },
             [](auto const& x) { return x.received; })) {
        out.compliments.push_back({c->received, c->unit, c->service});
    }
    return out;
}

} // namespace upheld
