// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/checks.hpp"
#include "store/complaint_table.hpp"
#include "store/event_row.hpp"
#include "store/place_list.hpp"
#include "store/sight.hpp"
#include "upheld/store/store.hpp"

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/tag.hpp>
#include <boost/multi_index_container.hpp>

#include <unordered_map>

/// The containers behind the store. Private to src.

namespace upheld::detail {

namespace mi = boost::multi_index;

struct id_hash {
    template <class Tag> std::size_t operator()(id<Tag> of) const noexcept {
        return static_cast<std::size_t>(of.value);
    }
};

/// What no container holds twice: the row's own id.
template <class Id> struct own_id {
    using result_type = Id;

    template <class Row> Id operator()(Row const& row) const { return row.id; }
};

/// The days at the ends of what a day can be: they bound the ranges of keys that end with a day.
inline constexpr day first_day(1900, 1, 1);
inline constexpr day last_day(2199, 12, 31);

/// Extracts the key `Key`, which is made from the row. Every key of an ordered index ends with the
/// row's id and so is unique: groups of any size are entered and left in logarithmic time.
template <class Key> struct key_of {
    using result_type = Key;

    template <class Row> Key operator()(Row const& row) const { return Key(row); }
};

struct mention_of_key {
    complaint_id of;
    mention_id id;

    mention_of_key(complaint_id c, mention_id m) : of(c), id(m) {}

    explicit mention_of_key(mention const& row) : of(row.complaint), id(row.id) {}

    friend auto operator<=>(mention_of_key const&, mention_of_key const&) = default;
};

struct service_key {
    service_code service;
    complaint_id of;

    service_key(service_code s, complaint_id c) : service(s), of(c) {}

    explicit service_key(mention const& row) : service(row.service), of(row.complaint) {}

    friend auto operator<=>(service_key const&, service_key const&) = default;
};

struct by_id {};

struct by_complaint {};

struct by_service {};

using mention_rows = mi::multi_index_container<
    mention, mi::indexed_by<mi::hashed_unique<mi::tag<by_id>, own_id<mention_id>, id_hash>,
                            mi::ordered_unique<mi::tag<by_complaint>, key_of<mention_of_key>>,
                            mi::ordered_unique<mi::tag<by_service>, key_of<service_key>>>>;

/// An aspect as the store keeps it.
struct aspect_row {
    aspect_id id;
    mention_id mention;
    compact_text remedy;
    subject_code subject;
    bool concerns_contractor;

    explicit aspect_row(aspect const& of)
        : id(of.id), mention(of.mention), remedy(of.remedy), subject(of.subject),
          concerns_contractor(of.concerns_contractor) {}

    /// The record as it came.
    [[nodiscard]] aspect record() const {
        return {.id = id,
                .mention = mention,
                .subject = subject,
                .concerns_contractor = concerns_contractor,
                .remedy = std::string(remedy.view())};
    }
};

static_assert(sizeof(aspect_row) == 40);

struct aspect_of_key {
    mention_id of;
    aspect_id id;

    aspect_of_key(mention_id m, aspect_id a) : of(m), id(a) {}

    explicit aspect_of_key(aspect_row const& row) : of(row.mention), id(row.id) {}

    friend auto operator<=>(aspect_of_key const&, aspect_of_key const&) = default;
};

struct by_mention {};

using aspect_rows = mi::multi_index_container<
    aspect_row, mi::indexed_by<mi::hashed_unique<mi::tag<by_id>, own_id<aspect_id>, id_hash>,
                               mi::ordered_unique<mi::tag<by_mention>, key_of<aspect_of_key>>>>;

struct event_key {
    case_number of;
    day happened;
    day recorded;
    event_id id;

    event_key(case_number its_case, day d, event_id which)
        : of(its_case), happened(d), recorded(d), id(which) {}

    explicit event_key(event_row const& row)
        : of(row.of()), happened(row.happened), recorded(row.recorded), id(row.id) {}

    friend auto operator<=>(event_key const&, event_key const&) = default;
};

struct by_case {};

using event_rows = mi::multi_index_container<
    event_row, mi::indexed_by<mi::hashed_unique<mi::tag<by_id>, own_id<event_id>, id_hash>,
                              mi::ordered_unique<mi::tag<by_case>, key_of<event_key>>>>;

/// The row with the id, or null.
template <class Rows, class Id>
[[nodiscard]] typename Rows::value_type const* row_in(Rows const& rows, Id which) {
    auto const& index = rows.template get<by_id>();
    auto const found = index.find(which);
    return found == index.end() ? nullptr : &*found;
}

/// One of the events given together that was refused.
struct refused_event {
    std::size_t position; ///< among those given
    failure what;
};

/// Records that are only ever added, in order of arrival.
template <class Record, class Id> struct id_table {
    std::vector<Record> rows;
    std::unordered_map<Id, std::size_t, id_hash> places;

    [[nodiscard]] Record const* find(Id which) const {
        auto const found = places.find(which);
        return found == places.end() ? nullptr : &rows[found->second];
    }

    /// @expects the id is new
    void add(Record record) {
        auto const place = places.emplace(record.id, rows.size()).first;
        try {
            rows.push_back(std::move(record));
        } catch (...) {
            places.erase(place);
            throw;
        }
    }
};

} // namespace upheld::detail

namespace upheld {

struct store::rooms {
    rooms(taxonomy w, working_calendar c)
        : words(std::move(w)), calendar(std::move(c)), rules(words) {}

    taxonomy words;
    working_calendar calendar;
    detail::clocks rules;
    detail::place_list places;
    detail::shared_texts texts; ///< outlives the rows that use them
    change_listener listener;

    detail::complaint_table complaints;
    detail::mention_rows mentions;
    detail::aspect_rows aspects;
    detail::event_rows events;
    detail::id_table<ombudsman_case, ombudsman_case_id> ombudsman_cases;
    detail::id_table<remedy, remedy_id> remedies;
    detail::id_table<compliment, compliment_id> compliments;
    std::vector<ombudsman_deadline> deadlines;
    std::vector<ombudsman_recommendation> recommendations;
    std::vector<series_figure> series;
    std::unordered_map<std::string, std::size_t> series_places;
    /// Complaints that an ombudsman's case or a remedy refers to, with how many do.
    std::unordered_map<complaint_id, std::size_t, detail::id_hash> referred_to;
    /// Of those, the day on which the first ombudsman's case was referred.
    std::unordered_map<complaint_id, day, detail::id_hash> first_referred;

    [[nodiscard]] detail::complaint_row const* find(complaint_id which) const {
        return complaints.find(which);
    }

    [[nodiscard]] mention const* find(mention_id which) const {
        return detail::row_in(mentions, which);
    }

    [[nodiscard]] detail::aspect_row const* find(aspect_id which) const {
        return detail::row_in(aspects, which);
    }

    /// A range of rows of an ordered index.
    template <class Iterator> struct rows_between {
        Iterator first;
        Iterator last;

        [[nodiscard]] Iterator begin() const { return first; }

        [[nodiscard]] Iterator end() const { return last; }
    };

    template <class Index, class Key>
    static auto between(Index const& index, Key const& low, Key const& high) {
        return rows_between<typename Index::const_iterator>{index.lower_bound(low),
                                                            index.upper_bound(high)};
    }

    /// The rows from `low` on that `is_in`.
    template <class Index, class Key, class IsIn>
    static auto range_from(Index const& index, typename Index::const_iterator& next, Key const& low,
                           IsIn is_in) {
        bool const is_lowest = (next == index.end() || !(Key(*next) < low)) &&
                               (next == index.begin() || Key(*std::prev(next)) < low);
        if (!is_lowest) next = index.lower_bound(low);
        auto const first = next;
        while (next != index.end() && is_in(*next)) ++next;
        return rows_between<typename Index::const_iterator>{first, next};
    }

    [[nodiscard]] auto events_of(detail::case_number which) const {
        using detail::event_key;
        return between(events.get<detail::by_case>(),
                       event_key(which, detail::first_day, event_id(0)),
                       event_key(which, detail::last_day, event_id(UINT64_MAX)));
    }

    [[nodiscard]] auto mentions_of(complaint_id which) const {
        return between(mentions.get<detail::by_complaint>(),
                       detail::mention_of_key(which, mention_id(0)),
                       detail::mention_of_key(which, mention_id(UINT64_MAX)));
    }

    [[nodiscard]] auto aspects_of(mention_id which) const {
        return between(aspects.get<detail::by_mention>(),
                       detail::aspect_of_key(which, aspect_id(0)),
                       detail::aspect_of_key(which, aspect_id(UINT64_MAX)));
    }

    using event_place = detail::event_rows::index<detail::by_case>::type::const_iterator;
    using mention_place = detail::mention_rows::index<detail::by_complaint>::type::const_iterator;
    using aspect_place = detail::aspect_rows::index<detail::by_mention>::type::const_iterator;

    [[nodiscard]] event_place first_event() const { return events.get<detail::by_case>().begin(); }

    [[nodiscard]] mention_place first_mention() const {
        return mentions.get<detail::by_complaint>().begin();
    }

    [[nodiscard]] aspect_place first_aspect() const {
        return aspects.get<detail::by_mention>().begin();
    }

    // As `events_of` and kin, for whoever goes through them in order: `next` is tried first, and
    // left behind the range. Where the guess is good nothing is searched for.

    [[nodiscard]] auto events_from(event_place& next, complaint_id of) const {
        using detail::event_key;
        return range_from(events.get<detail::by_case>(), next,
                          event_key(of, detail::first_day, event_id(0)),
                          [of](detail::event_row const& e) { return e.of() == of; });
    }

    [[nodiscard]] auto mentions_from(mention_place& next, complaint_id of) const {
        return range_from(mentions.get<detail::by_complaint>(), next,
                          detail::mention_of_key(of, mention_id(0)),
                          [of](mention const& m) { return m.complaint == of; });
    }

    [[nodiscard]] auto aspects_from(aspect_place& next, mention_id of) const {
        return range_from(aspects.get<detail::by_mention>(), next,
                          detail::aspect_of_key(of, aspect_id(0)),
                          [of](detail::aspect_row const& a) { return a.mention == of; });
    }

    /// Folds the events of a complaint that are seen from there.
    template <class Rows>
    [[nodiscard]] detail::complaint_fold fold(detail::fold_start const& record,
                                              Rows const& its_events, viewpoint from) const {
        day received = record.received;
        for (detail::event_row const& e : its_events) {
            if (e.corrects_received() && e.is_seen(from)) received = *e.until();
        }
        detail::complaint_fold folded(words, rules, calendar, record, received);
        for (detail::event_row const& e : its_events) {
            if (e.is_seen(from)) folded.apply(e.step());
        }
        return folded;
    }

    /// @param received  as far as it is known from there
    template <class Rows>
    [[nodiscard]] static bool is_seen(Rows const& its_events, day received, viewpoint from) {
        detail::day_entered entered;
        for (detail::event_row const& e : its_events) entered.note(e.kind(), e.recorded);
        return entered.is_seen(from, received);
    }

    template <class Rows>
    [[nodiscard]] detail::ombudsman_fold fold(ombudsman_case const& record, Rows const& its_events,
                                              viewpoint from) const {
        detail::ombudsman_fold folded(record.referred);
        for (detail::event_row const& e : its_events) {
            if (e.is_seen(from)) folded.apply(e.step());
        }
        return folded;
    }

    void tell(complaint_id which) const {
        if (listener.changed != nullptr) listener.changed(listener.context, which);
    }

    enum class indexing : std::uint8_t {
        at_once,
        later ///< `complaint_table::index_added` must follow
    };

    /// What keeps a complaint from having been received on a day: a case that grew from it before.
    /// @param field  which says so
    [[nodiscard]] std::optional<failure> fault_in_receipt(complaint_id which, day received,
                                                          char const* field) const;

    // Each enters a record, or says what is wrong with it and enters nothing.
    [[nodiscard]] std::optional<failure> enter(complaint const& record, indexing when);
    [[nodiscard]] std::optional<failure> enter(mention const& record);
    [[nodiscard]] std::optional<failure> enter(aspect const& record);
    [[nodiscard]] std::optional<failure> enter(ombudsman_case const& record);
    [[nodiscard]] std::optional<failure> enter(ombudsman_deadline const& record);
    [[nodiscard]] std::optional<failure> enter(ombudsman_recommendation const& record);
    [[nodiscard]] std::optional<failure> enter(remedy const& record);
    [[nodiscard]] std::optional<failure> enter(compliment const& record);
    [[nodiscard]] std::optional<failure> enter(series_figure const& record);
    /// Enters events of one case, as if one after the other, with one fold for all of them where
    /// they come in order of happening and behind the events that the case has.
    /// @expects one event or more, and all name the same case or cases
    [[nodiscard]] std::vector<detail::refused_event> enter(std::span<event const* const> given);

    /// As `store::fill`, but that after a failure for want of memory complaints may be left that
    /// the indices do not have (`complaint_table::added`).
    [[nodiscard]] std::vector<fill_fault> fill(record_set const& records);

    /// Takes a complaint out with its mentions, aspects and events.
    void take_out(detail::complaint_row& which) noexcept;

    /// What is wrong with an event of the complaint in the light of its record and aspects; nothing
    /// of other events.
    [[nodiscard]] std::optional<failure> fault_in(detail::event_step const& step,
                                                  detail::complaint_row const& of) const;

    /// @param value  as it was given
    [[nodiscard]] detail::event_row row_of(event_id which, detail::case_number of,
                                           detail::event_step const& step, std::string_view value) {
        bool const is_plain = detail::is_value_of(words, step, value);
        return {which, of, step, is_plain ? detail::shared_text() : texts.share(value)};
    }
};

} // namespace upheld
