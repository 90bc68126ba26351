// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/timeliness.hpp"

#include "rollup/by_group.hpp"

#include <algorithm>
#include <numeric>

namespace upheld {
namespace {

/// Counts one complaint's stages or journey. All that a stage came to is in its last spell.
class stage_counter {
  public:
    stage_counter(timeliness_rule const& rule, day_span in, day as_of)
        : rule_(rule), in_(in), as_of_(as_of) {}

    [[nodiscard]] bool is_journey() const {
        return rule_.stage.what() == stage_choice::kind::journey;
    }

    [[nodiscard]] std::optional<day> due_of(open_spell const& s) const {
        return rule_.by == due_day_kind::original ? s.original_due : s.due;
    }

    /// The day from which its answer is awaited.
    [[nodiscard]] day start_of(open_spell const& s) const {
        return is_journey() ? s.received : s.stage_began;
    }

    [[nodiscard]] static bool is_answered(open_spell const& s) {
        return s.ended && s.ended_by == spell_end::answered;
    }

    [[nodiscard]] bool is_in_period(open_spell const& s) const {
        switch (rule_.basis) {
        case timely_basis::began: return in_.covers(start_of(s));
        case timely_basis::answered: return is_answered(s) && in_.covers(*s.ended);
        case timely_basis::due: return due_of(s) && in_.covers(*due_of(s));
        }
        return false;
    }

    /// Whether a stage of a journey let its limit pass: answered, or left unanswered, after it.
    [[nodiscard]] bool is_missed(open_spell const& s) const {
        auto const due = due_of(s);
        return due && (s.ended ? *due < *s.ended : *due < as_of_);
    }

    /// Where the last spell of a stage, or of a journey, is counted.
    /// @param has_clock, missed  of any stage of the journey; means nothing for a stage
    [[nodiscard]] std::int64_t& place_in(timeliness_counts& counts, open_spell const& s,
                                         bool has_clock, bool missed) const {
        if (s.is_withdrawn) return counts.withdrawn;
        if (!is_journey()) {
            has_clock = due_of(s).has_value();
            missed = is_missed(s);
        }
        if (!has_clock) return counts.no_clock;
        if (!s.ended) return missed ? counts.open_overdue : counts.open_not_yet_due;
        if (!is_answered(s)) return counts.never_answered;
        return missed ? counts.answered_late : counts.in_time;
    }

  private:
    timeliness_rule const& rule_;
    day_span in_;
    day as_of_;
};

} // namespace

result<timeliness> timeliness_of(std::span<open_spell const> spells, day_span in, day as_of,
                                 working_calendar const& calendar, timeliness_rule const& rule,
                                 flow_by by) {
    timeliness made{.in = in, .as_of = as_of, .rule = rule, .rows = {}, .total = {}};
    stage_counter const counter(rule, in, as_of);
    detail::by_group<timeliness_row> groups;
    bool has_clock = false;
    bool missed = false;
    complaint_id of;
    bool is_first = true;
    for (open_spell const& s : spells) {
        if (is_first || s.id != of) has_clock = missed = false;
        is_first = false;
        of = s.id;
        if (!s.is_last_of_stage) continue;
        has_clock = has_clock || counter.due_of(s);
        missed = missed || counter.is_missed(s);
        if (!s.is_counted_as_of || !rule.stage.takes(s) || !counter.is_in_period(s)) continue;
        timeliness_row& row = groups[group_of(s, by)];
        bool const by_aspects = rule.of == counted_as::aspects;
        for (timeliness_row* const to : {&row, &made.total}) {
            if (by_aspects && s.aspects == 0) ++to->counts.without_aspects;
            counter.place_in(to->counts, s, has_clock, missed) += by_aspects ? s.aspects : 1;
        }
        if (s.is_withdrawn) continue;
        if (!s.ended) {
            for (timeliness_row* const to : {&row, &made.total}) {
                to->open_since.push_back(counter.start_of(s));
            }
        }
        if (!stage_counter::is_answered(s)) continue;
        auto const days = calendar.count_after_until(counter.start_of(s), *s.ended);
        if (!days) return refuse(days.error());
        row.days.push_back(days->value);
        made.total.days.push_back(days->value);
    }
    auto const in_order = [](timeliness_row& row) {
        std::sort(row.days.begin(), row.days.end());
        std::sort(row.open_since.begin(), row.open_since.end());
    };
    for (auto const& [group, row] : groups.all()) {
        made.rows.push_back(row);
        made.rows.back().of = group;
        in_order(made.rows.back());
    }
    in_order(made.total);
    return made;
}

figure figure_of_days(std::span<std::int32_t const> days, days_statistic which) {
    UPHELD_EXPECTS(which != days_statistic::none);
    if (days.empty()) return figure::absent(figure_state::no_base, figure_form::days);
    auto const n = static_cast<std::int64_t>(days.size());
    if (which == days_statistic::mean) {
        return figure::of_days({std::accumulate(days.begin(), days.end(), std::int64_t{0}), n});
    }
    // The quantile lies at (n - 1) x tenths / 10 between the values, counted from 0.
    std::int64_t const at = (n - 1) * (which == days_statistic::median ? 5 : 9);
    auto const low = static_cast<std::size_t>(at / 10);
    std::int64_t const below = days[low];
    std::int64_t const above = days[std::min(low + 1, days.size() - 1)];
    return figure::of_days({below * 10 + at % 10 * (above - below), 10});
}

result<survival_curve> waiting_times(timeliness_row const& row, day as_of,
                                     working_calendar const& calendar) {
    std::vector<observed_duration> cases;
    cases.reserve(row.days.size() + row.open_since.size());
    auto const add = [&](working_days waited, bool is_ended) {
        cases.push_back({.time = static_cast<double>(waited.value), .is_ended = is_ended});
    };
    for (std::int32_t const days : row.days) add(working_days(days), true);
    for (day const since : row.open_since) {
        auto const waited = calendar.count_after_until(since, as_of);
        if (!waited) return refuse(waited.error());
        add(*waited, false);
    }
    return survival_curve::of(cases);
}

} // namespace upheld
