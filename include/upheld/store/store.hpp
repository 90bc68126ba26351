// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/store/change_listener.hpp"
#include "upheld/store/complaint_view.hpp"
#include "upheld/store/event.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/store/open_spell.hpp"
#include "upheld/store/record_set.hpp"
#include "upheld/store/series.hpp"
#include "upheld/store/viewpoint.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <span>

/// The people's layer: cases found by id, unit, service, person and due day.

namespace upheld {

/// Where a complaint stands; the fold of its record and events.
struct complaint_state {
    complaint record; ///< with corrections applied
    std::optional<day> acknowledged;
    std::optional<day> acknowledge_due; ///< inclusive; absent if the first stage has no such clock
    std::optional<day> responded;       ///< the first stage's answer, if it stands
    std::optional<day> original_due;    ///< inclusive, of the first stage's answer
    std::optional<day> due;             ///< inclusive, after extension
    stage_code stage;                   ///< the stage the case is in
    std::optional<day> stage_due;       ///< inclusive, of that stage, after extension
    bool is_open = true;                ///< no standing answer at the stage it is in, not withdrawn
    bool is_paused = false;
    bool is_withdrawn = false;
    bool is_referred = false;
};

class change_days;
class store_view;

/// A case store. Queries are const, hold no hidden cache and may run in many threads at once while
/// nobody writes. Every change costs O(log n) whatever the size of the groups the case is in, but
/// for some kilobytes that move aside once in a thousand changes; a refused change leaves the store
/// as it was.
class store {
  public:
    /// @param calendar  counts the working days of every clock; must cover the days of the cases
    store(taxonomy words, working_calendar calendar);
    store(store&& other) noexcept;
    store& operator=(store&& other) noexcept;
    store(store const&) = delete;
    store& operator=(store const&) = delete;
    ~store();

    [[nodiscard]] taxonomy const& words() const noexcept;
    [[nodiscard]] working_calendar const& calendar() const noexcept;

    /// @fails id_repeated; key_unknown (a code the taxonomy does not list); contradiction (a
    ///        service of another unit, a subject or category the unit does not use, a second
    ///        mention of a service); calendar_ends; reference_dangling; value_out_of_range (the
    ///        65,535th place)
    [[nodiscard]] result<void> insert(complaint const& record);
    [[nodiscard]] result<void> insert(mention const& record);
    [[nodiscard]] result<void> insert(aspect const& record);
    [[nodiscard]] result<void> insert(ombudsman_case const& record);
    [[nodiscard]] result<void> insert(ombudsman_deadline const& record);
    [[nodiscard]] result<void> insert(ombudsman_recommendation const& record);
    [[nodiscard]] result<void> insert(remedy const& record);
    [[nodiscard]] result<void> insert(compliment const& record);
    /// @fails key_repeated if the same figure is there already
    [[nodiscard]] result<void> insert(series_figure const& figure);

    /// Adds an event. Events of one case may arrive in any order; they are folded by day happened,
    /// then day recorded, then id.
    /// @fails as insert; order_broken (recorded before it happened, happened before the case was
    ///        received, resumed without a pause, ...); key_unknown for an unknown outcome, stage,
    ///        ...
    [[nodiscard]] result<void> record(event const& what);
    /// Enters many records at once: complaints, mentions, aspects, the complaints' events,
    /// ombudsman's cases, their events, then the rest. Events go in by case and in order of
    /// happening, whatever their order here, but for corrections of the day received: these come
    /// first and the last of them at the very first, since it decides what can have happened. All
    /// else goes in as it stands. What is accepted, what is refused and why, and what the store
    /// holds afterwards are the same as if each had been entered by itself; a refused record leaves
    /// the others alone, and those that refer to it are refused as dangling. The listener is told
    /// once of each complaint that changed, when all records are in.
    /// Where memory runs out, `std::bad_alloc` passes through, and a part of the records is in.
    /// @returns one fault for each record refused, in the order in which they were tried
    std::vector<fill_fault> fill(record_set const& records);

    /// Takes an event away again, for instance to put a changed one in its place. @fails not_found
    [[nodiscard]] result<void> erase(event_id which);

    /// Puts a changed record in the place of the one with its id.
    [[nodiscard]] result<void> modify(complaint const& record);
    [[nodiscard]] result<void> modify(aspect const& record);
    /// Takes a complaint away with its mentions, aspects and events. @fails not_found;
    /// contradiction if an ombudsman's case or a remedy refers to it
    [[nodiscard]] result<void> erase(complaint_id which);

    [[nodiscard]] std::optional<complaint> find(complaint_id which) const;
    /// As `find`, without copying a text.
    [[nodiscard]] std::optional<complaint_view> view(complaint_id which) const;
    /// As `view` of one after the other, for far less where the complaints are scattered in memory:
    /// their reading overlaps.
    /// @expects one place in `out` for each id
    void view(std::span<complaint_id const> which,
              std::span<std::optional<complaint_view>> out) const;
    [[nodiscard]] std::optional<mention> find(mention_id which) const;
    [[nodiscard]] std::optional<aspect> find(aspect_id which) const;
    [[nodiscard]] std::optional<ombudsman_case> find(ombudsman_case_id which) const;
    /// The fold of all events. Absent if there is no such complaint.
    [[nodiscard]] std::optional<complaint_state> state_of(complaint_id which) const;
    /// In order of happening.
    [[nodiscard]] std::vector<event> events_of(complaint_id which) const;
    [[nodiscard]] std::vector<event> events_of(ombudsman_case_id which) const;
    [[nodiscard]] std::vector<mention> mentions_of(complaint_id which) const;
    [[nodiscard]] std::vector<aspect> aspects_of(mention_id which) const;

    /// Every complaint, in order of id.
    [[nodiscard]] std::vector<complaint_id> complaint_ids() const;
    /// The complaints asked for, in the order asked for, with their mentions in order of id, the
    /// aspects of each mention in order of id, and their events in order of happening. Ids that are
    /// not known are left out. `fill` of what comes, in a store without these, enters the same.
    [[nodiscard]] record_set records_of(std::span<complaint_id const> which) const;
    /// Everything else: ombudsman's cases in order of id with their events, deadlines and
    /// recommendations by case in order of arrival, remedies and compliments in order of id, and
    /// the series in order of arrival.
    [[nodiscard]] record_set other_records() const;

    /// Complaints of exactly this unit received in the span, in order of day and id.
    [[nodiscard]] std::vector<complaint_id> received(unit_code unit, day_span when) const;
    /// Complaints that mention the service, in order of id.
    [[nodiscard]] std::vector<complaint_id> mentioning(service_code service) const;
    /// Complaints by one person, in order of id.
    [[nodiscard]] std::vector<complaint_id> made_by(std::string_view complainant) const;
    /// Open complaints whose due day is before `on`, longest overdue first.
    [[nodiscard]] std::vector<complaint_id> overdue(day on) const;
    /// Open complaints due from `on` to the n-th working day after it, both in, soonest first.
    /// @fails calendar_ends
    [[nodiscard]] result<std::vector<complaint_id>> due_within(working_days n, day on) const;

    [[nodiscard]] std::size_t complaint_count() const noexcept;
    [[nodiscard]] std::size_t mention_count() const noexcept;
    [[nodiscard]] std::size_t aspect_count() const noexcept;
    [[nodiscard]] std::size_t event_count() const noexcept;
    [[nodiscard]] std::span<series_figure const> series() const noexcept;
    /// The last day on which anything was recorded or received; absent if the store is empty.
    [[nodiscard]] std::optional<day> last_recorded() const;

    /// The store as it stood: what had happened by the end of one day, as known at the end of
    /// another. See `store_view`.
    [[nodiscard]] store_view as_of(day happened, day recorded) const;

    /// Rows for the rollup room, as the store knew them at the end of `as_of`, or from a viewpoint:
    /// records received (or referred, agreed) by then, events recorded by then. Rows are in order
    /// of day received, then id.
    [[nodiscard]] facts facts_as_of(day as_of) const {
        return facts_as_of(viewpoint::at_the_time(as_of));
    }

    [[nodiscard]] facts facts_as_of(viewpoint from) const;

    /// Of these rows those of one complaint: complaints, stages, mentions and aspects. Empty if it
    /// cannot be seen from there. `facts::places` is left empty, to be as cheap as
    /// the complaint is small; the codes are those of `places()`.
    [[nodiscard]] facts facts_of(complaint_id which, day as_of) const {
        return facts_of(which, viewpoint::at_the_time(as_of));
    }

    [[nodiscard]] facts facts_of(complaint_id which, viewpoint from) const;
    /// Of these rows those that belong to no complaint: referrals, deadlines, recommendations,
    /// remedies and compliments. `facts::places` is left empty.
    [[nodiscard]] facts facts_of_others(viewpoint from) const;
    /// When each complaint was open, at which stage, and how it came and went, as seen from there.
    /// In order of complaint's id, and then of happening.
    [[nodiscard]] std::vector<open_spell> spells_as_of(viewpoint from) const;
    /// The names of all places that complaints have had, in order of first arrival; positions are
    /// their codes, which do not change while the store lives.
    [[nodiscard]] std::span<std::string const> places() const noexcept;

    /// Has `to` told of every change of a complaint from now on, instead of the listener before it.
    void listen(change_listener to);

  private:
    friend class store_view;
    friend class change_days;

    struct rooms;
    rooms* rooms_;
};

} // namespace upheld
