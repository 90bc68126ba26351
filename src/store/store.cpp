// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/store.hpp"

#include "store/event_values.hpp"
#include "store/rooms.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

using detail::fault_of;
using detail::faults_found;

template <class Id> std::unexpected<failure> repeated(char const* kind, Id which) {
    return refuse(fault_of(failure_code::id_repeated, "id",
                           "there is a " + std::string(kind) + ' ' + std::to_string(which.value) +
                               " already"));
}

template <class Id>
std::unexpected<failure> dangling(char const* field, char const* kind, Id which) {
    return refuse(fault_of(failure_code::reference_dangling, field,
                           "there is no " + std::string(kind) + ' ' + std::to_string(which.value)));
}

template <class Id> std::unexpected<failure> unknown(char const* kind, Id which) {
    return refuse(fault_of(failure_code::not_found, "id",
                           "there is no " + std::string(kind) + ' ' + std::to_string(which.value)));
}

std::unexpected<failure> broken(char const* field, std::string message) {
    return refuse(fault_of(failure_code::order_broken, field, std::move(message)));
}

std::unexpected<failure> no_code_left() {
    return refuse(fault_of(failure_code::value_out_of_range, "place",
                           "there are " + std::to_string(detail::place_list::most) +
                               " places already, which is as many as there can be",
                           "give wards or areas, not addresses"));
}

std::unexpected<failure> first_of(faults_found& faults) {
    return refuse(std::move(faults.front()));
}

template <class Rows> auto copied(Rows const& rows) {
    return std::vector<std::remove_cvref_t<decltype(*rows.begin())>>(rows.begin(), rows.end());
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

} // namespace

std::optional<failure> store::rooms::fault_in_receipt(complaint_id which, day received,
                                                      char const* field) const {
    auto const first = first_referred.find(which);
    if (first == first_referred.end() || received <= first->second) return std::nullopt;
    return broken(field, "received on " + to_text(received) +
                             ", after an ombudsman's case that grew from it was referred on " +
                             to_text(first->second))
        .error();
}

std::optional<failure> store::rooms::refold(complaint_id which) {
    detail::complaint_row const& row = *find(which);
    detail::complaint_fold const folded =
        fold(row.start(words), events_of(which), detail::last_day);
    if (folded.problem()) return folded.problem();
    if (auto wrong = fault_in_receipt(which, folded.now().received, "value")) return wrong;
    complaints.stand(row, folded.now());
    return std::nullopt;
}

std::optional<failure> store::rooms::fault_in(detail::event_step const& step, complaint_id of,
                                              unit_code unit) const {
    if (step.aspect) {
        aspect const* const part = find(*step.aspect);
        if (part == nullptr) return dangling("aspect", "aspect", *step.aspect).error();
        complaint_id const its_complaint = find(part->mention)->complaint;
        if (its_complaint != of) {
            return fault_of(failure_code::contradiction, "aspect",
                            "aspect " + std::to_string(step.aspect->value) + " is of complaint " +
                                std::to_string(its_complaint.value) + ", not of " +
                                std::to_string(of.value));
        }
    }
    if (step.kind == event_kind::outcome_decided &&
        words.units[unit].state_of(kept::outcomes) != collected::yes) {
        return fault_of(failure_code::contradiction, "kind",
                        '"' + words.units[unit].name + "\" keeps no outcomes",
                        "leave it out, or change keeps.outcomes of the unit in taxonomy.toml");
    }
    faults_found faults;
    switch (step.corrected) {
    case detail::corrected_field::channel:
        detail::check_channel(words, unit, channel_code(step.code), faults);
        break;
    case detail::corrected_field::category:
        detail::check_category(words, unit, category_code(step.code), faults);
        break;
    case detail::corrected_field::subject:
        detail::check_subject(words, unit, subject_code(step.code), faults);
        break;
    case detail::corrected_field::none:
    case detail::corrected_field::received: break;
    }
    if (faults.empty()) return std::nullopt;
    faults.front().where.column = "value";
    return std::move(faults.front());
}

store::store(taxonomy words, working_calendar calendar)
    : rooms_(new rooms(std::move(words), std::move(calendar))) {}

store::store(store&& other) noexcept : rooms_(std::exchange(other.rooms_, nullptr)) {}

store& store::operator=(store&& other) noexcept {
    std::swap(rooms_, other.rooms_);
    return *this;
}

store::~store() { delete rooms_; }

taxonomy const& store::words() const noexcept { return rooms_->words; }

working_calendar const& store::calendar() const noexcept { return rooms_->calendar; }

result<void> store::insert(complaint const& record) {
    if (rooms_->find(record.id) != nullptr) return repeated("complaint", record.id);
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    if (!faults.empty()) return first_of(faults);
    detail::complaint_fold const folded(rooms_->words, rooms_->rules, rooms_->calendar,
                                        detail::start_of(record), record.received);
    if (folded.problem()) return refuse(*folded.problem());
    auto const place = rooms_->places.find_or_add(record.place);
    if (!place) return no_code_left();
    rooms_->complaints.insert(
        {record, folded.now(), *place, rooms_->texts.share(record.procedure_reason)});
    rooms_->tell(record.id);
    return {};
}

result<void> store::insert(mention record) {
    if (rooms_->find(record.id) != nullptr) return repeated("mention", record.id);
    detail::complaint_row const* const of = rooms_->find(record.complaint);
    if (of == nullptr) return dangling("complaint", "complaint", record.complaint);
    faults_found faults;
    detail::check_mentioned(rooms_->words, of->unit, record.service, faults);
    if (!faults.empty()) return first_of(faults);
    auto const& by_service = rooms_->mentions.get<detail::by_service>();
    auto const same = by_service.find(detail::service_key(record.service, record.complaint));
    if (same != by_service.end()) {
        return refuse(fault_of(failure_code::contradiction, "service",
                               "complaint " + std::to_string(record.complaint.value) +
                                   " mentions this service already, in mention " +
                                   std::to_string(same->id.value),
                               "a complaint mentions each service at most once; give that mention "
                               "the aspects of both"));
    }
    rooms_->mentions.insert(record);
    rooms_->tell(record.complaint);
    return {};
}

result<void> store::insert(aspect record) {
    if (rooms_->find(record.id) != nullptr) return repeated("aspect", record.id);
    mention const* const of = rooms_->find(record.mention);
    if (of == nullptr) return dangling("mention", "mention", record.mention);
    faults_found faults;
    detail::check_subject(rooms_->words, rooms_->find(of->complaint)->unit, record.subject, faults);
    if (!faults.empty()) return first_of(faults);
    complaint_id const its_complaint = of->complaint;
    rooms_->aspects.insert(std::move(record));
    rooms_->tell(its_complaint);
    return {};
}

result<void> store::insert(ombudsman_case record) {
    if (rooms_->ombudsman_cases.find(record.id) != nullptr) {
        return repeated("ombudsman's case", record.id);
    }
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    if (!faults.empty()) return first_of(faults);
    std::optional<complaint_id> const from = record.complaint;
    if (from) {
        detail::complaint_row const* const grew_from = rooms_->find(*from);
        if (grew_from == nullptr) return dangling("complaint", "complaint", *from);
        if (record.referred < grew_from->now.received) {
            return broken("referred", "referred on " + to_text(record.referred) +
                                          ", before the complaint was received on " +
                                          to_text(grew_from->now.received));
        }
    }
    rooms_->ombudsman_cases.add(record);
    if (from) {
        ++rooms_->referred_to[*from];
        day& first = rooms_->first_referred.try_emplace(*from, record.referred).first->second;
        first = std::min(first, record.referred);
    }
    return {};
}

result<void> store::insert(ombudsman_deadline record) {
    ombudsman_case const* const of = rooms_->ombudsman_cases.find(record.ombudsman_case);
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
    rooms_->deadlines.push_back(record);
    return {};
}

result<void> store::insert(ombudsman_recommendation record) {
    ombudsman_case const* const of = rooms_->ombudsman_cases.find(record.ombudsman_case);
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
    rooms_->recommendations.push_back(std::move(record));
    return {};
}

result<void> store::insert(remedy record) {
    if (rooms_->remedies.find(record.id) != nullptr) return repeated("remedy", record.id);
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    if (!faults.empty()) return first_of(faults);
    std::optional<complaint_id> const from = record.complaint;
    if (from && rooms_->find(*from) == nullptr) return dangling("complaint", "complaint", *from);
    if (record.ombudsman_case && rooms_->ombudsman_cases.find(*record.ombudsman_case) == nullptr) {
        return dangling("ombudsman_case", "ombudsman's case", *record.ombudsman_case);
    }
    rooms_->remedies.add(record);
    if (from) ++rooms_->referred_to[*from];
    return {};
}

result<void> store::insert(compliment record) {
    if (rooms_->compliments.find(record.id) != nullptr) return repeated("compliment", record.id);
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    if (!faults.empty()) return first_of(faults);
    rooms_->compliments.add(std::move(record));
    return {};
}

result<void> store::insert(series_figure figure) {
    faults_found faults;
    detail::check(rooms_->words, figure, faults);
    if (!faults.empty()) return first_of(faults);
    std::string key = key_of_figure(figure);
    if (rooms_->series_places.contains(key)) {
        return refuse(fault_of(failure_code::key_repeated, "measure",
                               "the figure \"" + figure.measure + "\" for " + figure.period +
                                   " is there already for the same entries",
                               "tell two published values of one figure apart by variant"));
    }
    rooms_->series.reserve(rooms_->series.size() + 1);
    rooms_->series_places.emplace(std::move(key), rooms_->series.size());
    rooms_->series.push_back(std::move(figure));
    return {};
}

result<void> store::record(event const& what) {
    auto& index = rooms_->events.get<detail::by_id>();
    if (index.find(what.id) != index.end()) return repeated("event", what.id);
    detail::complaint_row const* const of =
        what.complaint ? rooms_->find(*what.complaint) : nullptr;
    faults_found faults;
    detail::event_step const step =
        detail::understand(rooms_->words, rooms_->calendar, what,
                           of == nullptr ? procedure_code() : of->procedure(rooms_->words), faults);
    if (!faults.empty()) return first_of(faults);

    if (what.ombudsman_case) {
        ombudsman_case_id const which = *what.ombudsman_case;
        ombudsman_case const* const its_case = rooms_->ombudsman_cases.find(which);
        if (its_case == nullptr) return dangling("ombudsman_case", "ombudsman's case", which);
        auto const added = index.insert(rooms_->row_of(what.id, which, step, what.value)).first;
        auto const folded = rooms_->fold(*its_case, rooms_->events_of(which), detail::last_day);
        if (folded.problem()) {
            index.erase(added);
            return refuse(*folded.problem());
        }
        return {};
    }

    complaint_id const which = *what.complaint;
    if (of == nullptr) return dangling("complaint", "complaint", which);
    if (auto wrong = rooms_->fault_in(step, which, of->unit)) return refuse(std::move(*wrong));
    auto const added = index.insert(rooms_->row_of(what.id, which, step, what.value)).first;
    if (auto problem = rooms_->refold(which)) {
        index.erase(added);
        return refuse(std::move(*problem));
    }
    rooms_->tell(which);
    return {};
}

result<void> store::erase(event_id which) {
    auto& index = rooms_->events.get<detail::by_id>();
    auto const found = index.find(which);
    if (found == index.end()) return unknown("event", which);
    detail::case_number const of = found->of();
    auto taken = index.extract(found); // goes back, if need be, without asking for memory
    std::optional<failure> problem;
    if (of.is_ombudsmans) {
        ombudsman_case const& its_case =
            *rooms_->ombudsman_cases.find(ombudsman_case_id(of.number));
        problem = rooms_->fold(its_case, rooms_->events_of(of), detail::last_day).problem();
    } else {
        problem = rooms_->refold(complaint_id(of.number));
    }
    if (problem) {
        index.insert(std::move(taken));
        return refuse(std::move(*problem));
    }
    if (!of.is_ombudsmans) rooms_->tell(complaint_id(of.number));
    return {};
}

result<void> store::modify(complaint const& record) {
    detail::complaint_row const* const found = rooms_->find(record.id);
    if (found == nullptr) return unknown("complaint", record.id);
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    for (mention const& m : rooms_->mentions_of(record.id)) {
        if (!faults.empty()) break;
        detail::check_mentioned(rooms_->words, record.unit, m.service, faults);
        for (aspect const& a : rooms_->aspects_of(m.id)) {
            detail::check_subject(rooms_->words, record.unit, a.subject, faults);
        }
    }
    for (detail::event_row const& e : rooms_->events_of(record.id)) {
        if (e.kind() == event_kind::outcome_decided && faults.empty() &&
            rooms_->words.units[record.unit].state_of(kept::outcomes) != collected::yes) {
            faults.push_back(fault_of(failure_code::contradiction, "unit",
                                      "the complaint's aspects have outcomes, and the unit keeps "
                                      "none"));
        }
    }
    if (!faults.empty()) return first_of(faults);
    detail::complaint_fold const folded =
        rooms_->fold(detail::start_of(record), rooms_->events_of(record.id), detail::last_day);
    if (folded.problem()) return refuse(*folded.problem());
    if (auto wrong = rooms_->fault_in_receipt(record.id, folded.now().received, "received")) {
        return refuse(std::move(*wrong));
    }
    auto const place = rooms_->places.find_or_add(record.place);
    if (!place) return no_code_left();
    rooms_->complaints.replace(
        *found, {record, folded.now(), *place, rooms_->texts.share(record.procedure_reason)});
    rooms_->tell(record.id);
    return {};
}

result<void> store::modify(aspect record) {
    auto& index = rooms_->aspects.get<detail::by_id>();
    auto const found = index.find(record.id);
    if (found == index.end()) return unknown("aspect", record.id);
    mention const* const of = rooms_->find(record.mention);
    if (of == nullptr) return dangling("mention", "mention", record.mention);
    if (of->complaint != rooms_->find(found->mention)->complaint) {
        return refuse(
            fault_of(failure_code::contradiction, "mention",
                     "the aspect belongs to another complaint, whose events speak of it"));
    }
    faults_found faults;
    detail::check_subject(rooms_->words, rooms_->find(of->complaint)->unit, record.subject, faults);
    if (!faults.empty()) return first_of(faults);
    index.replace(found, std::move(record));
    rooms_->tell(of->complaint);
    return {};
}

result<void> store::erase(complaint_id which) {
    detail::complaint_row const* const found = rooms_->find(which);
    if (found == nullptr) return unknown("complaint", which);
    if (rooms_->referred_to.contains(which)) {
        return refuse(fault_of(failure_code::contradiction, "id",
                               "an ombudsman's case or a remedy refers to complaint " +
                                   std::to_string(which.value)));
    }
    auto const its_mentions = rooms_->mentions_of(which);
    for (mention const& m : its_mentions) {
        auto const its_aspects = rooms_->aspects_of(m.id);
        rooms_->aspects.get<detail::by_mention>().erase(its_aspects.first, its_aspects.last);
    }
    rooms_->mentions.get<detail::by_complaint>().erase(its_mentions.first, its_mentions.last);
    auto const its_events = rooms_->events_of(which);
    rooms_->events.get<detail::by_case>().erase(its_events.first, its_events.last);
    rooms_->complaints.erase(*found);
    rooms_->tell(which);
    return {};
}

std::optional<complaint> store::find(complaint_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt
                            : std::optional(found->record(rooms_->words, rooms_->places.names()));
}

std::optional<mention> store::find(mention_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<aspect> store::find(aspect_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<ombudsman_case> store::find(ombudsman_case_id which) const {
    auto const* const found = rooms_->ombudsman_cases.find(which);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<complaint_state> store::state_of(complaint_id which) const {
    detail::complaint_row const* const found = rooms_->find(which);
    if (found == nullptr) return std::nullopt;
    // What a complaint received that day, with nothing happened yet, would be due.
    detail::complaint_fold const fresh(rooms_->words, rooms_->rules, rooms_->calendar,
                                       found->start(rooms_->words), found->now.received);
    complaint_state state{.record = found->record(rooms_->words, rooms_->places.names()),
                          .acknowledged = found->acknowledged.get(),
                          .acknowledge_due = fresh.now().acknowledge_due,
                          .responded = found->responded.get(),
                          .original_due = fresh.now().original_due,
                          .due = found->due.get(),
                          .stage = found->stage,
                          .is_open = found->is_open,
                          .is_paused = found->is_paused,
                          .is_withdrawn = found->is_withdrawn,
                          .is_referred = found->is_referred};
    state.record.received = found->now.received;
    state.record.channel = found->now.channel;
    state.record.category = found->now.category;
    state.record.is_service_request = found->is_service_request;
    return state;
}

std::vector<event> store::events_of(complaint_id which) const {
    std::vector<event> all;
    for (auto const& e : rooms_->events_of(which)) all.push_back(e.record(rooms_->words));
    return all;
}

std::vector<event> store::events_of(ombudsman_case_id which) const {
    std::vector<event> all;
    for (auto const& e : rooms_->events_of(which)) all.push_back(e.record(rooms_->words));
    return all;
}

std::vector<mention> store::mentions_of(complaint_id which) const {
    return copied(rooms_->mentions_of(which));
}

std::vector<aspect> store::aspects_of(mention_id which) const {
    return copied(rooms_->aspects_of(which));
}

std::vector<complaint_id> store::received(unit_code unit, day_span when) const {
    std::vector<complaint_id> all;
    if (when.last < when.first) return all;
    rooms_->complaints.by_unit().for_each(
        detail::unit_key(unit, when.first, complaint_id(0)),
        detail::unit_key(unit, when.last, complaint_id(UINT64_MAX)),
        [&](std::uint64_t id) { all.emplace_back(id); });
    return all;
}

std::vector<complaint_id> store::mentioning(service_code service) const {
    std::vector<complaint_id> all;
    auto const rows = rooms::between(rooms_->mentions.get<detail::by_service>(),
                                     detail::service_key(service, complaint_id(0)),
                                     detail::service_key(service, complaint_id(UINT64_MAX)));
    for (mention const& m : rows) all.push_back(m.complaint);
    return all;
}

std::vector<complaint_id> store::made_by(std::string_view complainant) const {
    std::vector<complaint_id> all;
    rooms_->complaints.by_person().for_each(
        detail::person_key(complainant, complaint_id(0)),
        detail::person_key(complainant, complaint_id(UINT64_MAX)), [&](std::uint64_t id) {
            complaint_id const which(id);
            if (rooms_->find(which)->complainant.view() == complainant) all.push_back(which);
        });
    return all;
}

std::vector<complaint_id> store::overdue(day on) const {
    std::vector<complaint_id> all;
    if (on == detail::first_day) return all;
    rooms_->complaints.by_due().for_each(
        {}, detail::due_key(on - calendar_days(1), complaint_id(UINT64_MAX)),
        [&](std::uint64_t id) { all.emplace_back(id); });
    return all;
}

result<std::vector<complaint_id>> store::due_within(working_days n, day on) const {
    UPHELD_EXPECTS(n.value >= 0);
    result<day> const until = rooms_->calendar.add(on, n);
    if (!until) return refuse(until.error());
    std::vector<complaint_id> all;
    rooms_->complaints.by_due().for_each(detail::due_key(on, complaint_id(0)),
                                         detail::due_key(*until, complaint_id(UINT64_MAX)),
                                         [&](std::uint64_t id) { all.emplace_back(id); });
    return all;
}

std::span<std::string const> store::places() const noexcept { return rooms_->places.names(); }

void store::listen(change_listener to) { rooms_->listener = to; }

std::size_t store::complaint_count() const noexcept { return rooms_->complaints.size(); }

std::size_t store::mention_count() const noexcept { return rooms_->mentions.size(); }

std::size_t store::aspect_count() const noexcept { return rooms_->aspects.size(); }

std::size_t store::event_count() const noexcept { return rooms_->events.size(); }

std::span<series_figure const> store::series() const noexcept { return rooms_->series; }

std::optional<day> store::last_recorded() const {
    std::optional<day> last;
    auto const see = [&](day d) {
        if (!last || *last < d) last = d;
    };
    for (detail::complaint_row const& row : rooms_->complaints) see(row.now.received);
    for (detail::event_row const& row : rooms_->events) see(row.recorded);
    for (ombudsman_case const& c : rooms_->ombudsman_cases.rows) see(c.referred);
    for (remedy const& r : rooms_->remedies.rows) see(r.agreed);
    for (compliment const& c : rooms_->compliments.rows) see(c.received);
    return last;
}

} // namespace upheld
