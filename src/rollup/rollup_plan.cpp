// SPDX-License-Identifier: BSL-1.0
#include "rollup/rollup_plan.hpp"

#include "rollup/time_steps.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

std::unexpected<failure> contradiction(std::string message, std::string mend = {}) {
    return refuse({.code = failure_code::contradiction,
                   .where = {},
                   .message = std::move(message),
                   .mend = std::move(mend)});
}

result<void> check_dimensions(by const& groups, measures const& what, where const& rows) {
    std::vector<dimension> used = dimensions_of(rows);
    for (std::size_t a = 0; a != groups.axes.size(); ++a) {
        grouping const& one = groups.axes[a];
        for (std::size_t b = 0; b != a; ++b) {
            bool const is_same = groups.axes[b] == one ||
                                 (one.what == dimension::time && groups.axes[b].what == one.what);
            if (is_same) {
                return contradiction("grouped by " + name_of(groups.axes[b]) + " and by " +
                                         name_of(one),
                                     "name each grouping once, and one of time");
            }
        }
        used.push_back(one.what);
    }
    for (measure const& m : what.list) {
        for (dimension const d : used) {
            if (has_dimension(m.of, d)) continue;
            return contradiction(
                "\"" + std::string(m.key) + "\" counts rows of kind " + std::string(name_of(m.of)) +
                    ", which have no " + name_of(grouping{d, {}, {}}),
                "leave the measure or the " + name_of(grouping{d, {}, {}}) + " out");
        }
    }
    return {};
}

constexpr day first_of_all(1900, 1, 1);
constexpr day last_of_all(2199, 12, 31);

/// One span a slot of the time axis, cut to the days that are wanted; one of all days without.
std::vector<counted_span> spans_of(std::vector<planned_axis> const& axes,
                                   std::vector<std::uint64_t> const& strides, day_span days) {
    for (std::size_t a = 0; a != axes.size(); ++a) {
        if (axes[a].what != dimension::time) continue;
        std::vector<counted_span> spans;
        for (std::size_t e = 0; e != axes[a].labels.size(); ++e) {
            day_span slot =
                days_of_slot(axes[a].first_slot + static_cast<std::int32_t>(e), axes[a].every);
            slot.first = std::max(slot.first, days.first);
            slot.last = std::min(slot.last, days.last);
            spans.push_back({slot, e * strides[a]});
        }
        return spans;
    }
    return {{days, 0}};
}

} // namespace

result<rollup_plan> plan_rollup(columns::tables const& in, by const& groups, measures const& what,
                                where const& rows, std::optional<period> const& over) {
    if (auto const fits = check_dimensions(groups, what, rows); !fits) return refuse(fits.error());
    if (auto const fits = check_codes(in, rows); !fits) return refuse(fits.error());
    if (over && over->days.last < over->days.first) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "the period ends on " + to_text(over->days.last) +
                                  ", before it starts on " + to_text(over->days.first),
                       .mend = {}});
    }
    rollup_plan plan;
    plan.of = over.value_or(period{"all days", {first_of_all, last_of_all}});
    std::vector<dimension> grouped;
    auto const days = over ? std::optional(over->days) : days_of_rows(in, what.list);
    for (grouping const& one : groups.axes) {
        bool const has_none =
            std::any_of(what.list.begin(), what.list.end(),
                        [&](measure const& m) { return may_be_none(m.of, one.what); });
        plan.axes.push_back(plan_axis(in, one, days, has_none));
        grouped.push_back(one.what);
    }
    std::vector<std::uint64_t> strides(plan.axes.size(), 1);
    constexpr std::uint64_t most_groups = left_out / 65'536; // a number of days a group fits too
    for (std::size_t a = plan.axes.size(); a-- != 0;) {
        strides[a] = plan.groups;
        std::uint64_t const entries = plan.axes[a].labels.size();
        if (entries != 0 && plan.groups > most_groups / entries) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "there could be more groups than can be numbered",
                           .mend = "group by fewer dimensions"});
        }
        plan.groups *= entries;
    }
    plan.spans = spans_of(plan.axes, strides, plan.of.days);

    for (measure const& m : what.list) {
        packing const& how = in.rows_of(m.of).how();
        planned_measure planned{.what = m,
                                .which = rows_to_count(m.of, grouped, rows),
                                .part = {},
                                .whole = {},
                                .width = 1};
        bool const is_of_days = m.form == figure_form::days;
        if (is_of_days) planned.width = in.cases.most_days() + 1u;
        counting base;
        base.cells = plan.groups * planned.width;
        for (std::size_t a = 0; a != plan.axes.size(); ++a) {
            if (plan.axes[a].what == dimension::time) continue;
            group_by(base, planned.which, plan.axes[a], strides[a] * planned.width);
        }
        only_where(base, in, how, m.of, planned.which, rows);
        if (is_of_days) {
            std::vector<std::uint64_t> moves;
            for (std::uint32_t d = 0; d != planned.width; ++d) moves.push_back(d);
            moves.push_back(left_out); // no answer
            base.move(field::days, moves);
        }
        if (m.form == figure_form::share) {
            only_if(base, in, how, planned.which, m.whole);
            planned.whole = base;
        }
        only_if(base, in, how, planned.which, m.part);
        planned.part = std::move(base);
        plan.measures.push_back(std::move(planned));
    }
    return plan;
}

std::vector<axis> rollup_plan::labels() const {
    std::vector<axis> all;
    for (planned_axis const& a : axes) all.push_back(a.labels);
    return all;
}

std::vector<cube_measure> rollup_plan::empty_measures(taxonomy const& words,
                                                      where const& rows) const {
    std::vector<cube_measure> all;
    for (planned_measure const& m : measures) {
        cube_measure made;
        made.key = m.what.key;
        made.width = m.width;
        for (planned_axis const& a : axes) {
            bool const same_complaint_elsewhere = !adds_up(m.what.of, a.what);
            made.adds_up_over.push_back(!same_complaint_elsewhere);
        }
        made.covered = coverage_table(words, m.what, rows, axes);
        all.push_back(std::move(made));
    }
    return all;
}

} // namespace upheld::detail
