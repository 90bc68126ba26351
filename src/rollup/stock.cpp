// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/stock.hpp"

#include "rollup/by_group.hpp"
#include "rollup/time_steps.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>

namespace upheld {
namespace {

void add_arrival(stock_counts& to, spell_start how) {
    switch (how) {
    case spell_start::received: ++to.received; break;
    case spell_start::escalated: ++to.escalated_in; break;
    case spell_start::reopened: ++to.reopened; break;
    case spell_start::reclassified: ++to.reclassified_in; break;
    }
}

void add_departure(stock_counts& to, spell_end how) {
    switch (how) {
    case spell_end::answered: ++to.answered; break;
    case spell_end::withdrawn: ++to.withdrawn; break;
    case spell_end::escalated: ++to.escalated_out; break;
    case spell_end::reclassified: ++to.reclassified_out; break;
    }
}

void add(stock_counts& to, open_spell const& s, day_span days) {
    // Of the days before the period only the last matters, and it may be no real day.
    if (s.began < days.first && (!s.ended || *s.ended >= days.first)) ++to.opening;
    if (days.covers(s.began)) add_arrival(to, s.begun_by);
    if (s.ended && days.covers(*s.ended)) add_departure(to, s.ended_by);
    if (s.is_open_at_end_of(days.last)) ++to.closing;
}

/// True if the spell has anything to do with the days.
bool touches(open_spell const& s, day_span days) {
    return s.is_counted && s.began <= days.last && (!s.ended || *s.ended >= days.first);
}

stock counted(std::span<open_spell const> spells, period const& in, flow_by by) {
    UPHELD_EXPECTS(in.days.first <= in.days.last);
    stock made{.in = in, .rows = {}, .total = {}};
    detail::by_group<stock_counts> groups;
    for (open_spell const& s : spells) {
        if (!touches(s, in.days)) continue;
        add(groups[group_of(s, by)], s, in.days);
        add(made.total, s, in.days);
    }
    for (auto const& [group, counts] : groups.all()) made.rows.push_back({group, counts});
    return made;
}

} // namespace

std::vector<open_spell> by_rule(std::span<open_spell const> spells, reopening rule) {
    std::vector<open_spell> made;
    made.reserve(spells.size());
    for (open_spell const& s : spells) {
        bool const is_joined = rule == reopening::never_closed &&
                               s.begun_by == spell_start::reopened && !made.empty() &&
                               made.back().id == s.id && made.back().is_counted == s.is_counted;
        if (!is_joined) {
            made.push_back(s);
            continue;
        }
        open_spell const before = made.back();
        made.back() = s;
        made.back().began = before.began;
        made.back().begun_by = before.begun_by;
    }
    return made;
}

stock stock_of(std::span<open_spell const> spells, period const& in, flow_by by, reopening rule) {
    return counted(by_rule(spells, rule), in, by);
}

std::vector<stock> stock_series(std::span<open_spell const> spells, day_span days, time_step every,
                                flow_by by, reopening rule) {
    UPHELD_EXPECTS(days.first <= days.last);
    std::vector<open_spell> const seen = by_rule(spells, rule);
    std::vector<stock> series;
    std::int32_t const last = detail::time_slot(days.last, every);
    for (std::int32_t slot = detail::time_slot(days.first, every); slot <= last; ++slot) {
        day_span const whole = detail::days_of_slot(slot, every);
        day_span const cut{std::max(whole.first, days.first), std::min(whole.last, days.last)};
        std::string label = cut == whole ? detail::key_of_slot(slot, every)
                                         : to_text(cut.first) + ".." + to_text(cut.last);
        series.push_back(counted(seen, {std::move(label), cut}, by));
    }
    return series;
}

} // namespace upheld
