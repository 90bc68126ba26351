// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/gov_uk_feed.hpp"

#include "calendar/gov_uk_events.hpp"
#include "upheld/calendar/bank_holidays.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace upheld {
namespace {

/// Goes through the calendar's holidays and the feed's side by side.
class merging {
  public:
    merging(working_calendar const& base, std::vector<detail::gov_uk_event> const& events,
            std::string_view source, missing_from_feed missing)
        : base_(base), events_(events), source_(source), missing_(missing),
          spoken_for_{day(events.front().on.fields().year, 1, 1),
                      day(events.back().on.fields().year, 12, 31)} {}

    result<fed_calendar> merge(std::string_view edition) {
        auto const known = base_.holidays();
        std::size_t at = 0;
        for (detail::gov_uk_event const& event : events_) {
            if (!base_.covers(event.on)) return refuse(outside(event));
            while (at != known.size() && known[at].on < event.on) take_missing(known[at++]);
            if (at != known.size() && known[at].on == event.on) {
                take_known(known[at++]);
            } else {
                added_.push_back(event.on);
                holidays_.push_back({event.on, event.title, holiday_status::proclaimed, source_});
            }
        }
        while (at != known.size()) take_missing(known[at++]);
        result<working_calendar> made = working_calendar::adopt(
            base_.id(), edition, base_.known(), std::move(holidays_), base_.weekend());
        if (!made) return refuse(made.error());
        return fed_calendar{*std::move(made), std::move(conflicts_), std::move(added_),
                            std::move(taken_away_)};
    }

  private:
    void take_known(holiday const& h) {
        holidays_.push_back(h);
        if (h.status == holiday_status::proclaimed) return;
        holidays_.back().status = holiday_status::proclaimed;
        holidays_.back().source = source_;
    }

    void take_missing(holiday const& h) {
        bool const is_contradicted = spoken_for_.covers(h.on) && h.status != holiday_status::local;
        if (is_contradicted && h.status == holiday_status::proclaimed) {
            conflicts_.push_back(
                {.code = failure_code::contradiction,
                 .where = {.source = source_, .row = 0, .column = std::string(base_.id())},
                 .message = h.name + " on " + to_text(h.on) + " is not in the feed, and edition " +
                            std::string(base_.edition()) + " has it: " + h.source,
                 .mend =
                     missing_ == missing_from_feed::stays
                         ? "it stays a holiday; if it has been moved or cancelled, let the feed "
                           "take it away"
                         : "it is a holiday no more; if the feed errs, let it stay"});
        }
        if (is_contradicted &&
            (h.status == holiday_status::projected || missing_ == missing_from_feed::goes)) {
            taken_away_.push_back(h.on);
        } else {
            holidays_.push_back(h);
        }
    }

    [[nodiscard]] failure outside(detail::gov_uk_event const& event) const {
        return {.code = failure_code::value_out_of_range,
                .where = event.where,
                .message = to_text(event.on) + " is outside calendar \"" + std::string(base_.id()) +
                           "\", which is known from " + to_text(base_.known().first) + " to " +
                           to_text(base_.known().last),
                .mend = "merge it over a calendar that covers the day"};
    }

    working_calendar const& base_;
    std::vector<detail::gov_uk_event> const& events_;
    std::string source_;
    missing_from_feed missing_;
    day_span spoken_for_;
    std::vector<holiday> holidays_;
    std::vector<failure> conflicts_;
    std::vector<day> added_;
    std::vector<day> taken_away_;
};

/// The built-in calendar of one part of a union.
working_calendar const& part_of(built_in_calendar_entry const& whole, jurisdiction of) {
    switch (of) {
    case jurisdiction::england_and_wales: return england_and_wales();
    case jurisdiction::northern_ireland: return northern_ireland();
    case jurisdiction::scotland: break;
    }
    return whole.days_of == &uk_any_as_advertised ? scotland_as_advertised() : scotland();
}

/// The days of `candidates` that are holidays of `has` and not of `has_not`, in order, each once.
std::vector<day> moved(std::vector<day> candidates, working_calendar const& has,
                       working_calendar const& has_not) {
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    std::erase_if(candidates, [&](day d) {
        return has.holiday_on(d) == nullptr || has_not.holiday_on(d) != nullptr;
    });
    return candidates;
}

} // namespace

result<fed_calendar> merge_gov_uk_feed(working_calendar const& base, jurisdiction of,
                                       std::string_view json, std::string_view source,
                                       std::string_view edition, missing_from_feed missing) {
    auto const events = detail::gov_uk_events(json, of, source);
    if (!events) return refuse(events.error());
    return merging(base, *events, source, missing).merge(edition);
}

result<fed_calendar> built_in_calendar_with_feed(std::string_view id, std::string_view json,
                                                 std::string_view source, std::string_view edition,
                                                 missing_from_feed missing) {
    result<working_calendar> const base = built_in_calendar(id);
    if (!base) return refuse(base.error());
    built_in_calendar_entry const& entry =
        *std::find_if(built_in_calendars().begin(), built_in_calendars().end(),
                      [&](built_in_calendar_entry const& e) { return e.id == id; });
    bool const is_union = entry.where == detail::everywhere;
    std::vector<working_calendar> parts;
    std::vector<failure> conflicts;
    std::vector<day> added;
    std::vector<day> taken_away;
    for (jurisdiction const of : {jurisdiction::england_and_wales, jurisdiction::scotland,
                                  jurisdiction::northern_ireland}) {
        if (!entry.where.has(of)) continue;
        auto fed = merge_gov_uk_feed(is_union ? part_of(entry, of) : *base, of, json, source,
                                     edition, missing);
        if (!fed || !is_union) return fed;
        parts.push_back(std::move(fed->value));
        conflicts.insert(conflicts.end(), fed->conflicts.begin(), fed->conflicts.end());
        added.insert(added.end(), fed->added.begin(), fed->added.end());
        taken_away.insert(taken_away.end(), fed->taken_away.begin(), fed->taken_away.end());
    }
    result<working_calendar> made = closed_if_any(id, {&parts[0], &parts[1], &parts[2]});
    if (!made) return refuse(made.error());
    added = moved(std::move(added), *made, *base);
    taken_away = moved(std::move(taken_away), *base, *made);
    return fed_calendar{*std::move(made), std::move(conflicts), std::move(added),
                        std::move(taken_away)};
}

} // namespace upheld
