// SPDX-License-Identifier: BSL-1.0
#include "store/refusals.hpp"
#include "store/rooms.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <utility>

/// How records get into the store, one by one or many at once.

namespace upheld {
namespace {

using detail::dangling;
using detail::fault_of;
using detail::faults_found;
using detail::repeated;

failure broken(char const* field, std::string message) {
    return fault_of(failure_code::order_broken, field, std::move(message));
}

/// Everything that tells one figure from another, in one text. The unit separator is no part of
/// any.
std::string key_of_figure(series_figure const& f) {
    std::string key;
    for (std::string const* text : {&f.measure, &f.variant, &f.period}) key += *text + '\x1f';
    for (std::uint16_t const c : {f.unit.value, f.service.value, f.stage.value,
                                  f.remedy_stage.value, f.remedy_kind.value}) {
        key += std::to_string(c) + '\x1f';
    }
    return key;
}

/// The first row of an ordered index that is not below the key. Records mostly come in order, and
/// then this is the end, found without a search.
template <class Key, class Index> auto place_of(Index const& index, Key const& key) {
    if (index.empty() || Key(*std::prev(index.end())) < key) return index.end();
    return index.lower_bound(key);
}

/// Enters the step that `row` holds among those of its case.
/// @param folded  the fold of the case's events so far, made if it is not there; kept up to date,
///                or taken away after a refusal
/// @param refold  folds the case's events as the table has them
/// @param wrong_in  what else is wrong with a fold
/// @returns       what cannot be; the row is not entered then
template <class Fold, class Refold, class Wrong>
std::optional<failure> enter_step(detail::event_rows& rows, detail::event_row row,
                                  std::optional<Fold>& folded, Refold refold, Wrong wrong_in) {
    auto& by_case = rows.get<detail::by_case>();
    detail::event_step const step = row.step();
    detail::case_number const of = row.of();
    if (!folded) folded.emplace(refold());
    auto const place = place_of(by_case, detail::event_key(row));
    bool const is_last = place == by_case.end() || place->of() != of;
    auto const entered = by_case.insert(place, std::move(row));
    std::optional<failure> wrong;
    try {
        if (is_last && step.corrected != detail::corrected_field::received) {
            folded->apply(step);
        } else {
            folded.emplace(refold());
        }
        wrong = folded->problem();
        if (!wrong) wrong = wrong_in(*folded);
    } catch (...) {
        by_case.erase(entered);
        throw;
    }
    if (wrong) {
        by_case.erase(entered);
        folded.reset();
    }
    return wrong;
}

} // namespace

std::optional<failure> store::rooms::enter(complaint const& record, indexing when) {
    if (find(record.id) != nullptr) return repeated("complaint", record.id);
    faults_found faults;
    detail::check(words, record, faults);
    if (faults.empty()) detail::check_stands(words, record.unit, record.received, faults);
    if (!faults.empty()) return std::move(faults.front());
    detail::complaint_fold const folded(words, rules, calendar, detail::start_of(record),
                                        record.received);
    if (folded.problem()) return folded.problem();
    auto const place = places.find_or_add(record.place);
    if (!place) return detail::no_code_left();
    detail::complaint_row row(record, folded.now(), *place, texts.share(record.procedure_reason));
    if (when == indexing::at_once) {
        complaints.insert(std::move(row));
    } else {
        complaints.add(std::move(row));
    }
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(mention const& record) {
    if (find(record.id) != nullptr) return repeated("mention", record.id);
    detail::complaint_row const* const of = find(record.complaint);
    if (of == nullptr) return dangling("complaint", "complaint", record.complaint);
    faults_found faults;
    detail::check_mentioned(words, of->unit, record.service, faults);
    if (faults.empty())
        detail::check_stands(words, of->unit, record.service, of->received_now, faults);
    if (!faults.empty()) return std::move(faults.front());
    auto const& by_service = mentions.get<detail::by_service>();
    auto const same = by_service.find(detail::service_key(record.service, record.complaint));
    if (same != by_service.end()) {
        return fault_of(failure_code::contradiction, "service",
                        "complaint " + std::to_string(record.complaint.value) +
                            " mentions this service already, in mention " +
                            std::to_string(same->id.value),
                        "a complaint mentions each service at most once; give that mention the "
                        "aspects of both");
    }
    auto& by_complaint = mentions.get<detail::by_complaint>();
    by_complaint.insert(place_of(by_complaint, detail::mention_of_key(record)), record);
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(aspect const& record) {
    if (find(record.id) != nullptr) return repeated("aspect", record.id);
    mention const* const of = find(record.mention);
    if (of == nullptr) return dangling("mention", "mention", record.mention);
    faults_found faults;
    detail::check_subject(words, find(of->complaint)->unit, record.subject, faults);
    if (!faults.empty()) return std::move(faults.front());
    auto& by_mention = aspects.get<detail::by_mention>();
    detail::aspect_row row(record);
    auto const place = place_of(by_mention, detail::aspect_of_key(row));
    by_mention.insert(place, std::move(row));
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(ombudsman_case const& record) {
    if (ombudsman_cases.find(record.id) != nullptr) return repeated("ombudsman's case", record.id);
    faults_found faults;
    detail::check(words, record, faults);
    if (!faults.empty()) return std::move(faults.front());
    if (record.complaint) {
        detail::complaint_row const* const grew_from = find(*record.complaint);
        if (grew_from == nullptr) return dangling("complaint", "complaint", *record.complaint);
        if (record.referred < grew_from->received_now) {
            return broken("referred", "referred on " + to_text(record.referred) +
                                          ", before the complaint was received on " +
                                          to_text(grew_from->received_now));
        }
    }
    ombudsman_cases.add(record);
    if (record.complaint) {
        ++referred_to[*record.complaint];
        day& first = first_referred.try_emplace(*record.complaint, record.referred).first->second;
        first = std::min(first, record.referred);
    }
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(ombudsman_deadline const& record) {
    ombudsman_case const* const of = ombudsman_cases.find(record.ombudsman_case);
    if (of == nullptr) {
        return dangling("ombudsman_case", "ombudsman's case", record.ombudsman_case);
    }
    std::string const referred = ", before the case was referred on " + to_text(of->referred);
    if (record.first_set < of->referred) {
        return broken("first_set", "set for " + to_text(record.first_set) + referred);
    }
    if (record.extended_to && *record.extended_to < record.first_set) {
        return broken("extended_to", "extended to " + to_text(*record.extended_to) +
                                         ", before the day first set, " +
                                         to_text(record.first_set));
    }
    if (record.answered && *record.answered < of->referred) {
        return broken("answered", "answered on " + to_text(*record.answered) + referred);
    }
    deadlines.push_back(record);
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(ombudsman_recommendation const& record) {
    ombudsman_case const* const of = ombudsman_cases.find(record.ombudsman_case);
    if (of == nullptr) {
        return dangling("ombudsman_case", "ombudsman's case", record.ombudsman_case);
    }
    std::string const referred = ", before the case was referred on " + to_text(of->referred);
    if (record.due && *record.due < of->referred) {
        return broken("due", "due on " + to_text(*record.due) + referred);
    }
    if (record.implemented && *record.implemented < of->referred) {
        return broken("implemented", "implemented on " + to_text(*record.implemented) + referred);
    }
    recommendations.push_back(record);
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(remedy const& record) {
    if (remedies.find(record.id) != nullptr) return repeated("remedy", record.id);
    faults_found faults;
    detail::check(words, record, faults);
    if (!faults.empty()) return std::move(faults.front());
    if (record.complaint && find(*record.complaint) == nullptr) {
        return dangling("complaint", "complaint", *record.complaint);
    }
    if (record.ombudsman_case && ombudsman_cases.find(*record.ombudsman_case) == nullptr) {
        return dangling("ombudsman_case", "ombudsman's case", *record.ombudsman_case);
    }
    remedies.add(record);
    if (record.complaint) ++referred_to[*record.complaint];
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(compliment const& record) {
    if (compliments.find(record.id) != nullptr) return repeated("compliment", record.id);
    faults_found faults;
    detail::check(words, record, faults);
    if (faults.empty()) {
        detail::check_stands(words, record.unit, record.received, faults);
        detail::check_stands(words, record.unit, record.service, record.received, faults);
    }
    if (!faults.empty()) return std::move(faults.front());
    compliments.add(record);
    return std::nullopt;
}

std::optional<failure> store::rooms::enter(series_figure const& record) {
    faults_found faults;
    detail::check(words, record, faults);
    if (!faults.empty()) return std::move(faults.front());
    std::string key = key_of_figure(record);
    if (series_places.contains(key)) {
        return fault_of(failure_code::key_repeated, "measure",
                        "the figure \"" + record.measure + "\" for " + record.period +
                            " is there already for the same entries",
                        "tell two published values of one figure apart by variant");
    }
    auto const place = series_places.emplace(std::move(key), series.size()).first;
    try {
        series.push_back(record);
    } catch (...) {
        series_places.erase(place);
        throw;
    }
    return std::nullopt;
}

std::optional<failure> store::rooms::fault_in_receipt(complaint_id which, day received,
                                                      char const* field) const {
    auto const first = first_referred.find(which);
    if (first == first_referred.end() || received <= first->second) return std::nullopt;
    return broken(field, "received on " + to_text(received) +
                             ", after an ombudsman's case that grew from it was referred on " +
                             to_text(first->second));
}

std::optional<failure> store::rooms::fault_in(detail::event_step const& step,
                                              detail::complaint_row const& of) const {
    if (step.aspect) {
        detail::aspect_row const* const part = find(*step.aspect);
        if (part == nullptr) return dangling("aspect", "aspect", *step.aspect);
        complaint_id const its_complaint = find(part->mention)->complaint;
        if (its_complaint != of.id) {
            return fault_of(failure_code::contradiction, "aspect",
                            "aspect " + std::to_string(step.aspect->value) + " is of complaint " +
                                std::to_string(its_complaint.value) + ", not of " +
                                std::to_string(of.id.value));
        }
    }
    if (step.kind == event_kind::outcome_decided &&
        words.units[of.unit].state_of(kept::outcomes) != collected::yes) {
        return fault_of(failure_code::contradiction, "kind",
                        '"' + words.units[of.unit].name + "\" keeps no outcomes",
                        "leave it out, or change keeps.outcomes of the unit in taxonomy.toml");
    }
    faults_found faults;
    detail::check_correction(words, of.unit, step, faults);
    if (step.corrected == detail::corrected_field::received) {
        for (mention const& m : mentions_of(of.id)) {
            detail::check_stands(words, of.unit, m.service, *step.until, faults);
        }
    }
    if (faults.empty()) return std::nullopt;
    faults.front().where.column = "value";
    return std::move(faults.front());
}

std::vector<detail::refused_event> store::rooms::enter(std::span<event const* const> given) {
    event const& first = *given.front();
    detail::complaint_row* const of = first.complaint ? complaints.find(*first.complaint) : nullptr;
    ombudsman_case const* const its_case =
        first.ombudsman_case ? ombudsman_cases.find(*first.ombudsman_case) : nullptr;
    procedure_code const procedure = of == nullptr ? procedure_code() : of->procedure;
    std::optional<detail::complaint_fold> of_complaint;
    std::optional<detail::ombudsman_fold> of_case;
    auto const fold_complaint = [&] {
        return fold(of->start(), events_of(of->id), detail::end_of_time);
    };
    auto const fold_case = [&] {
        return fold(*its_case, events_of(its_case->id), detail::end_of_time);
    };
    auto const enter_one = [&](event const& what) -> std::optional<failure> {
        if (detail::row_in(events, what.id) != nullptr) return repeated("event", what.id);
        faults_found faults;
        detail::event_step const step =
            detail::understand(words, calendar, what, procedure, faults);
        if (!faults.empty()) return std::move(faults.front());
        if (what.ombudsman_case) {
            if (its_case == nullptr) {
                return dangling("ombudsman_case", "ombudsman's case", *what.ombudsman_case);
            }
            return enter_step(events, row_of(what.id, its_case->id, step, what.value), of_case,
                              fold_case, [](auto const&) { return std::optional<failure>(); });
        }
        if (of == nullptr) return dangling("complaint", "complaint", *what.complaint);
        if (auto wrong = fault_in(step, *of)) return wrong;
        auto const wrong_in = [&](detail::complaint_fold const& folded) {
            if (step.corrected != detail::corrected_field::received) {
                return std::optional<failure>();
            }
            return fault_in_receipt(of->id, folded.now().received, "value");
        };
        return enter_step(events, row_of(what.id, of->id, step, what.value), of_complaint,
                          fold_complaint, wrong_in);
    };
    std::vector<detail::refused_event> refused;
    for (std::size_t i = 0; i != given.size(); ++i) {
        if (auto wrong = enter_one(*given[i])) refused.push_back({i, std::move(*wrong)});
    }
    if (of != nullptr && refused.size() != given.size()) {
        if (!of_complaint) of_complaint.emplace(fold_complaint());
        complaints.stand(*of, of_complaint->now());
    }
    return refused;
}

} // namespace upheld
