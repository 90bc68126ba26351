// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/live_cubes.hpp"

#include "rollup/rollup_plan.hpp"
#include "rollup/watched_cubes.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>

namespace upheld {

namespace {

using detail::counted_rows;
using detail::counted_span;
using detail::counting;
using detail::field;
using detail::left_out;
using detail::live_counter;
using detail::row_values;

live_counter counter_of(detail::packed_rows const& rows, counted_rows which, counting what) {
    live_counter made{.rows = &rows, .which = which, .moves = {}};
    for (std::size_t f = 0; f != detail::field_count; ++f) {
        if (!what.moves[f].empty()) made.moves.emplace_back(field(f), std::move(what.moves[f]));
    }
    return made;
}

bool is_counted(live_counter const& by, row_values const& row) {
    switch (by.which) {
    case counted_rows::aspects: return row[field::subject] != by.rows->how().no_subject;
    case counted_rows::mentions: return detail::row_start::begins_mention(row[field::start]);
    case counted_rows::complaints: return detail::row_start::begins_complaint(row[field::start]);
    case counted_rows::complaints_by_service:
        return row[field::start] != detail::row_start::continues;
    case counted_rows::all:
    case counted_rows::complaints_in_cells: break;
    }
    return true;
}

} // namespace

void detail::live_cube::see(packed_rows const* rows, row_values const& row, day on, int sign) {
    auto const span =
        std::lower_bound(spans.begin(), spans.end(), on,
                         [](counted_span const& s, day d) { return s.days.last < d; });
    if (span == spans.end() || on < span->days.first) return;
    for (live_counter const& by : counters) {
        if (by.rows != rows || !is_counted(by, row)) continue;
        std::uint64_t cell = span->moves;
        for (auto const& [f, moves] : by.moves) {
            std::uint16_t const own = row[f];
            cell += own < moves.size() ? moves[own] : left_out;
        }
        if (cell >= left_out) continue;
        ++changes;
        cube_measure& to = cube_in_place::measures_of(value)[by.measure];
        if (followed.is_anybody_there()) {
            followed.touch(by.measure * value.size() + cell, to, cell);
        }
        (by.is_whole ? to.whole : to.part)[cell] += by.is_money ? sign * row.amount : sign;
    }
}

live_cubes::live_cubes(columns& of)
    : cubes_(new watched_cubes{.of = &of, .cubes = {}, .ears = {}, .to_be_told = {}}) {
    std::size_t next = 0;
    for (grain const which : {grain::aspect, grain::stage, grain::referral, grain::deadline,
                              grain::recommendation, grain::remedy, grain::compliment}) {
        watched_cubes::ear& own = cubes_->ears[next++];
        own = {cubes_, &of.inside().rows_of(which)};
        own.rows->watchers.push_back({watched_cubes::hear, &own});
    }
    of.inside().change_watchers.push_back({watched_cubes::end_change, cubes_});
}

live_cubes::~live_cubes() {
    for (watched_cubes::ear& own : cubes_->ears) {
        std::erase_if(own.rows->watchers,
                      [&](detail::row_watcher const& w) { return w.context == &own; });
    }
    std::erase_if(cubes_->of->inside().change_watchers,
                  [&](detail::change_watcher const& w) { return w.context == cubes_; });
    delete cubes_;
}

result<std::size_t> live_cubes::watch(by const& groups, measures const& what, where const& rows,
                                      std::optional<period> const& in) {
    auto const refused = [](std::string message, std::string mend) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = std::move(message),
                       .mend = std::move(mend)});
    };
    bool const by_time = std::any_of(groups.axes.begin(), groups.axes.end(),
                                     [](grouping const& g) { return g.what == dimension::time; });
    if (by_time && !in) {
        return refused("a cube of all days cannot be kept by time", "name the period it is of");
    }
    // Dense, so that every row has its place from the start.
    auto counted = rollup(*cubes_->of, groups, what, rows, in,
                          {.threads = 1, .use_summaries = true, .largest_sparse = 0});
    if (!counted) return refuse(counted.error());
    columns::tables& tables = cubes_->of->inside();
    auto plan = detail::plan_rollup(tables, groups, what, rows, in);
    if (!plan) return refuse(plan.error());
    auto made = std::make_unique<detail::live_cube>();
    made->value = std::move(*counted);
    made->spans = plan->spans;
    for (std::size_t m = 0; m != plan->measures.size(); ++m) {
        detail::planned_measure& one = plan->measures[m];
        if (one.what.form == figure_form::days || one.which == counted_rows::complaints_in_cells) {
            return refused('"' + std::string(one.what.key) +
                               "\" cannot be kept by the coming and going of rows",
                           "ask for it with rollup when it is needed");
        }
        live_counter part = counter_of(tables.rows_of(one.what.of), one.which, std::move(one.part));
        part.measure = m;
        part.is_money = one.what.form == figure_form::pence;
        made->counters.push_back(std::move(part));
        if (!one.whole) continue;
        live_counter whole =
            counter_of(tables.rows_of(one.what.of), one.which, std::move(*one.whole));
        whole.measure = m;
        whole.is_whole = true;
        made->counters.push_back(std::move(whole));
    }
    cubes_->cubes.push_back(std::move(made));
    return cubes_->cubes.size() - 1;
}

std::size_t live_cubes::size() const noexcept { return cubes_->cubes.size(); }

cube const& live_cubes::at(std::size_t which) const {
    UPHELD_EXPECTS(which < size());
    return cubes_->cubes[which]->value;
}

} // namespace upheld
