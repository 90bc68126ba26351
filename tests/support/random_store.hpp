// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/random_taxonomy.hpp"
#include "support/small_council.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/store/store.hpp"

#include <random>

/// Stores of the small council with records of every kind, in any order, with texts of any letters.

namespace upheld::test {

class random_store {
  public:
    explicit random_store(std::uint32_t seed)
        : random_(seed), texts_(seed), cases_(small_council(), england_and_wales()),
          words_(cases_.words()) {}

    /// What the store refuses is left out of it.
    store make(std::size_t complaints) {
        for (std::size_t i = 0; i != complaints; ++i) add_complaint();
        for (std::size_t i = 0; i != complaints * 5; ++i) add_event();
        for (std::size_t i = 0; i != complaints / 4; ++i) add_ombudsman_case();
        for (std::size_t i = 0; i != complaints / 2; ++i) add_of_ombudsman();
        for (std::size_t i = 0; i != complaints / 4; ++i) add_others();
        // Some corrections come when all else is there.
        for (std::size_t i = 0; i != complaints; ++i) add_event();
        return std::move(cases_);
    }

    /// A day on which some of the records are known.
    day some_day() { return day(2020, 1, 6) + calendar_days(number(120)); }

  private:
    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
    }

    std::int32_t number(std::size_t n) { return static_cast<std::int32_t>(below(n)); }

    bool chance() { return below(2) == 0; }

    std::string maybe_text() { return chance() ? std::string() : texts_.text(); }

    std::optional<day> maybe_day() {
        return chance() ? std::nullopt : std::optional(some_day() + calendar_days(20));
    }

    template <class Code, class Entry> Code any(code_list<Code, Entry> const& list) {
        return Code(static_cast<std::uint16_t>(below(list.size())));
    }

    template <class Code, class Entry> Code any_or_none(code_list<Code, Entry> const& list) {
        return below(4) == 0 ? Code() : any(list);
    }

    /// Sometimes far apart, so that ids are of any length.
    std::uint64_t next_id() {
        last_id_ += 1 + below(3);
        if (below(50) == 0) last_id_ += std::uint64_t{1} << below(40);
        return last_id_;
    }

    template <class Id> Id one_of(std::vector<Id> const& ids) {
        return ids.empty() ? Id(0) : ids[below(ids.size())];
    }

    template <class Id> std::optional<Id> maybe_one_of(std::vector<Id> const& ids) {
        return chance() ? std::nullopt : std::optional(one_of(ids));
    }

    void add_complaint() {
        complaint c;
        c.id = complaint_id(next_id());
        c.unit = any(words_.units);
        c.place = chance() ? std::string() : "Ward " + std::to_string(below(6)) + ", \"north\"";
        c.received = some_day();
        bool const has_categories =
            words_.units[c.unit].state_of(kept::categories) == collected::yes;
        if (!has_categories) c.channel = any_or_none(words_.channels);
        if (has_categories) c.category = any(words_.categories);
        c.procedure = any(words_.procedures);
        c.procedure_reason = maybe_text();
        c.complainant = maybe_text();
        c.is_service_request = below(5) == 0;
        c.advocacy_offered = chance();
        c.ombudsman_signposted = below(5) == 0;
        if (!cases_.insert(c)) return;
        complaints_.push_back(c.id);
        for (service_code const s : words_.services.codes()) {
            mention const m{.id = mention_id(next_id()), .complaint = c.id, .service = s};
            if (!chance() || !cases_.insert(m)) continue;
            for (std::size_t n = below(3); n != 0; --n) {
                aspect a;
                a.id = aspect_id(next_id());
                a.mention = m.id;
                a.subject = any(words_.subjects);
                a.concerns_contractor = chance();
                a.remedy = maybe_text();
                if (cases_.insert(a)) aspects_.push_back({c.id, a.id});
            }
        }
    }

    void add_event() {
        event e;
        e.id = event_id(next_id());
        e.complaint = one_of(complaints_);
        e.happened = some_day();
        e.recorded = e.happened + calendar_days(number(12));
        e.kind = static_cast<event_kind>(below(static_cast<std::size_t>(event_kind::decided)));
        if (e.kind == event_kind::outcome_decided) {
            if (aspects_.empty()) return;
            auto const [of, which] = aspects_[below(aspects_.size())];
            e.complaint = of;
            e.aspect = which;
            outcome_entry const& outcome = words_.outcomes[any(words_.outcomes)];
            e.value = chance() ? outcome.key : outcome.name;
        } else if (e.kind == event_kind::extended) {
            if (chance()) e.value = to_text(e.happened + calendar_days(30 + number(30)));
        } else if (e.kind == event_kind::escalated) {
            e.value = chance() ? "stage_2" : "corporate/stage_2";
        } else if (e.kind == event_kind::reclassified) {
            e.value = chance() ? "complaint" : "service_request";
        } else if (e.kind == event_kind::corrected) {
            correct(e);
        }
        static_cast<void>(cases_.record(e));
    }

    void correct(event& e) {
        switch (below(4)) {
        case 0:
            e.field = "received";
            e.value = to_text(some_day());
            break;
        case 1:
            e.field = "channel";
            e.value = words_.channels[any(words_.channels)].key;
            break;
        case 2:
            e.field = "category";
            e.value = words_.categories[any(words_.categories)].name;
            break;
        default:
            if (aspects_.empty()) return;
            auto const [of, which] = aspects_[below(aspects_.size())];
            e.complaint = of;
            e.aspect = which;
            e.field = "subject";
            e.value = words_.subjects[any(words_.subjects)].key;
        }
    }

    void add_ombudsman_case() {
        ombudsman_case c;
        c.id = ombudsman_case_id(next_id());
        c.unit = any(words_.units);
        c.service = any_or_none(words_.services);
        c.referred = some_day() + calendar_days(20);
        c.complaint = maybe_one_of(complaints_);
        if (cases_.insert(c)) ombudsman_cases_.push_back(c.id);
    }

    void add_of_ombudsman() {
        event e;
        e.id = event_id(next_id());
        e.ombudsman_case = one_of(ombudsman_cases_);
        e.happened = some_day() + calendar_days(20);
        e.recorded = e.happened + calendar_days(number(12));
        e.kind = static_cast<event_kind>(static_cast<std::size_t>(event_kind::decided) + below(4));
        if (e.kind == event_kind::decided) e.value = words_.decisions[any(words_.decisions)].key;
        static_cast<void>(cases_.record(e));
        static_cast<void>(
            cases_.insert(ombudsman_deadline{.ombudsman_case = one_of(ombudsman_cases_),
                                             .first_set = some_day() + calendar_days(30),
                                             .extended_to = maybe_day(),
                                             .answered = maybe_day()}));
        static_cast<void>(
            cases_.insert(ombudsman_recommendation{.ombudsman_case = one_of(ombudsman_cases_),
                                                   .text = texts_.text(),
                                                   .due = maybe_day(),
                                                   .implemented = maybe_day()}));
    }

    void add_others() {
        remedy r;
        r.id = remedy_id(next_id());
        r.unit = any(words_.units);
        r.agreed = some_day();
        r.stage = any(words_.remedy_stages);
        r.kind = any(words_.remedy_kinds);
        r.amount = pence(number(1'000'000));
        r.complaint = maybe_one_of(complaints_);
        if (!ombudsman_cases_.empty()) r.ombudsman_case = maybe_one_of(ombudsman_cases_);
        static_cast<void>(cases_.insert(r));
        static_cast<void>(cases_.insert(compliment{.id = compliment_id(next_id()),
                                                   .unit = any(words_.units),
                                                   .service = any_or_none(words_.services),
                                                   .received = some_day(),
                                                   .text = maybe_text()}));
        series_figure f;
        f.measure = texts_.text();
        f.variant = maybe_text();
        f.period = "2018-19";
        f.unit = any_or_none(words_.units);
        f.service = any_or_none(words_.services);
        f.stage = any_or_none(words_.stages);
        f.remedy_stage = any_or_none(words_.remedy_stages);
        f.remedy_kind = any_or_none(words_.remedy_kinds);
        f.state = static_cast<series_state>(below(5));
        if (f.state == series_state::value) {
            f.form = static_cast<series_form>(below(5));
            f.number = 1 + number(100'000);
        }
        f.source = texts_.text();
        f.structure = maybe_text();
        f.coverage = maybe_text();
        static_cast<void>(cases_.insert(f));
    }

    struct placed_aspect {
        complaint_id of;
        aspect_id which;
    };

    std::mt19937 random_;
    random_taxonomy texts_;
    store cases_;
    taxonomy const& words_;
    std::uint64_t last_id_ = 0;
    std::vector<complaint_id> complaints_;
    std::vector<placed_aspect> aspects_;
    std::vector<ombudsman_case_id> ombudsman_cases_;
};

/// Every record of a store.
inline record_set all_records(store const& of) {
    record_set all = of.other_records();
    std::vector<complaint_id> const ids = of.complaint_ids();
    record_set cases = of.records_of(ids);
    cases.events.insert(cases.events.end(), all.events.begin(), all.events.end());
    all.complaints = std::move(cases.complaints);
    all.mentions = std::move(cases.mentions);
    all.aspects = std::move(cases.aspects);
    all.events = std::move(cases.events);
    return all;
}

} // namespace upheld::test
