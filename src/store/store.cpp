// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/store.hpp"

#include "store/event_values.hpp"
#include "store/refusals.hpp"
#include "store/rooms.hpp"
#include "upheld/store/store_view.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

using detail::fault_of;
using detail::faults_found;

/// `{}`, or the refusal.
result<void> done_unless(std::optional<failure> wrong) {
    if (wrong) return refuse(std::move(*wrong));
    return {};
}

} // namespace

void store::rooms::take_out(detail::complaint_row& which) noexcept {
    auto const its_mentions = mentions_of(which.id);
    for (mention const& m : its_mentions) {
        auto const its_aspects = aspects_of(m.id);
        aspects.get<detail::by_mention>().erase(its_aspects.first, its_aspects.last);
    }
    mentions.get<detail::by_complaint>().erase(its_mentions.first, its_mentions.last);
    auto const its_events = events_of(which.id);
    events.get<detail::by_case>().erase(its_events.first, its_events.last);
    complaints.erase(which);
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
    auto wrong = rooms_->enter(record, rooms::indexing::at_once);
    if (!wrong) rooms_->tell(record.id);
    return done_unless(std::move(wrong));
}

result<void> store::insert(mention const& record) {
    auto wrong = rooms_->enter(record);
    if (!wrong) rooms_->tell(record.complaint);
    return done_unless(std::move(wrong));
}

result<void> store::insert(aspect const& record) {
    auto wrong = rooms_->enter(record);
    if (!wrong) rooms_->tell(rooms_->find(record.mention)->complaint);
    return done_unless(std::move(wrong));
}

result<void> store::insert(ombudsman_case const& record) {
    return done_unless(rooms_->enter(record));
}

result<void> store::insert(ombudsman_deadline const& record) {
    return done_unless(rooms_->enter(record));
}

result<void> store::insert(ombudsman_recommendation const& record) {
    return done_unless(rooms_->enter(record));
}

result<void> store::insert(remedy const& record) { return done_unless(rooms_->enter(record)); }

result<void> store::insert(compliment const& record) { return done_unless(rooms_->enter(record)); }

result<void> store::insert(series_figure const& figure) {
    return done_unless(rooms_->enter(figure));
}

result<void> store::record(event const& what) {
    event const* const given = &what;
    auto refused = rooms_->enter(std::span(&given, 1));
    if (!refused.empty()) return refuse(std::move(refused.front().what));
    if (what.complaint) rooms_->tell(*what.complaint);
    return {};
}

result<void> store::erase(event_id which) {
    auto& index = rooms_->events.get<detail::by_id>();
    auto const found = index.find(which);
    if (found == index.end()) return refuse(detail::unknown("event", which));
    detail::case_number const of = found->of();
    auto taken = index.extract(found); // goes back, if need be, without asking for memory
    std::optional<failure> problem;
    if (of.is_ombudsmans) {
        ombudsman_case const& its_case =
            *rooms_->ombudsman_cases.find(ombudsman_case_id(of.number));
        problem = rooms_->fold(its_case, rooms_->events_of(of), detail::end_of_time).problem();
    } else {
        detail::complaint_row& its_row = *rooms_->complaints.find(complaint_id(of.number));
        auto const folded =
            rooms_->fold(its_row.start(), rooms_->events_of(of), detail::end_of_time);
        problem = folded.problem();
        if (!problem) {
            problem = rooms_->fault_in_receipt(its_row.id, folded.now().received, "value");
        }
        if (!problem) rooms_->complaints.stand(its_row, folded.now());
    }
    if (problem) {
        index.insert(std::move(taken));
        return refuse(std::move(*problem));
    }
    if (!of.is_ombudsmans) rooms_->tell(complaint_id(of.number));
    return {};
}

result<void> store::modify(complaint const& record) {
    detail::complaint_row* const found = rooms_->complaints.find(record.id);
    if (found == nullptr) return refuse(detail::unknown("complaint", record.id));
    faults_found faults;
    detail::check(rooms_->words, record, faults);
    detail::check_stands(rooms_->words, record.unit, record.received, faults);
    for (mention const& m : rooms_->mentions_of(record.id)) {
        if (!faults.empty()) break;
        detail::check_mentioned(rooms_->words, record.unit, m.service, faults);
        detail::check_stands(rooms_->words, record.unit, m.service, record.received, faults);
        for (detail::aspect_row const& a : rooms_->aspects_of(m.id)) {
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
        detail::check_correction(rooms_->words, record.unit, e.step(), faults);
    }
    if (!faults.empty()) return refuse(std::move(faults.front()));
    detail::complaint_fold const folded =
        rooms_->fold(detail::start_of(record), rooms_->events_of(record.id), detail::end_of_time);
    if (folded.problem()) return refuse(*folded.problem());
    if (auto wrong = rooms_->fault_in_receipt(record.id, folded.now().received, "received")) {
        return refuse(std::move(*wrong));
    }
    auto const place = rooms_->places.find_or_add(record.place);
    if (!place) return refuse(detail::no_code_left());
    rooms_->complaints.replace(
        *found, {record, folded.now(), *place, rooms_->texts.share(record.procedure_reason)});
    rooms_->tell(record.id);
    return {};
}

result<void> store::modify(aspect const& record) {
    auto& index = rooms_->aspects.get<detail::by_id>();
    auto const found = index.find(record.id);
    if (found == index.end()) return refuse(detail::unknown("aspect", record.id));
    mention const* const of = rooms_->find(record.mention);
    if (of == nullptr) return refuse(detail::dangling("mention", "mention", record.mention));
    if (of->complaint != rooms_->find(found->mention)->complaint) {
        return refuse(
            fault_of(failure_code::contradiction, "mention",
                     "the aspect belongs to another complaint, whose events speak of it"));
    }
    faults_found faults;
    detail::check_subject(rooms_->words, rooms_->find(of->complaint)->unit, record.subject, faults);
    if (!faults.empty()) return refuse(std::move(faults.front()));
    index.replace(found, detail::aspect_row(record));
    rooms_->tell(of->complaint);
    return {};
}

result<void> store::erase(complaint_id which) {
    detail::complaint_row* const found = rooms_->complaints.find(which);
    if (found == nullptr) return refuse(detail::unknown("complaint", which));
    if (rooms_->referred_to.contains(which)) {
        return refuse(fault_of(failure_code::contradiction, "id",
                               "an ombudsman's case or a remedy refers to complaint " +
                                   std::to_string(which.value)));
    }
    rooms_->take_out(*found);
    rooms_->tell(which);
    return {};
}

std::optional<complaint> store::find(complaint_id which) const {
    auto const found = view(which);
    return found ? std::optional(found->copied()) : std::nullopt;
}

std::optional<complaint_view> store::view(complaint_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt : std::optional(found->view(rooms_->places.names()));
}

void store::view(std::span<complaint_id const> which,
                 std::span<std::optional<complaint_view>> out) const {
    UPHELD_EXPECTS(which.size() == out.size());
    // A search waits for two lines of memory, one after the other. Those of one search are on
    // their way while others before it are read.
    constexpr std::size_t places_ahead = 16;
    constexpr std::size_t rows_ahead = 8;
    auto const& rows = rooms_->complaints.rows();
    for (std::size_t i = 0; i != which.size(); ++i) {
        if (i + places_ahead < which.size()) rows.fetch(which[i + places_ahead]);
        if (i + rows_ahead < which.size()) rows.fetch_row(which[i + rows_ahead]);
        out[i] = view(which[i]);
    }
}

std::optional<mention> store::find(mention_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<aspect> store::find(aspect_id which) const {
    auto const* const found = rooms_->find(which);
    return found == nullptr ? std::nullopt : std::optional(found->record());
}

std::optional<ombudsman_case> store::find(ombudsman_case_id which) const {
    auto const* const found = rooms_->ombudsman_cases.find(which);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<complaint_state> store::state_of(complaint_id which) const {
    return store_view(*this, detail::end_of_time).state_of(which);
}

store_view store::as_of(day happened, day recorded) const {
    return store_view(*this, {.as_of = happened, .known_on = recorded});
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
    auto const its_mentions = rooms_->mentions_of(which);
    return {its_mentions.begin(), its_mentions.end()};
}

std::vector<aspect> store::aspects_of(mention_id which) const {
    std::vector<aspect> all;
    for (detail::aspect_row const& a : rooms_->aspects_of(which)) all.push_back(a.record());
    return all;
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
    rooms_->complaints.rows().for_each(
        [&](detail::complaint_row const& row) { see(row.received_now); });
    for (detail::event_row const& row : rooms_->events) see(row.recorded);
    for (ombudsman_case const& c : rooms_->ombudsman_cases.rows) see(c.referred);
    for (remedy const& r : rooms_->remedies.rows) see(r.agreed);
    for (compliment const& c : rooms_->compliments.rows) see(c.received);
    return last;
}

} // namespace upheld
