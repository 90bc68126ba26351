// SPDX-License-Identifier: BSL-1.0
#include "cli/dashboard.hpp"

#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/rollup.hpp"

#include <algorithm>
#include <utility>

namespace upheld::cli {
namespace {

enum shown : std::size_t { received, in_time, upheld };

/// Figures of one period, of all and by unit.
class period_figures {
  public:
    [[nodiscard]] static result<period_figures> of(facts const& rows, taxonomy const& words,
                                                   period const& in) {
        auto const counted = columns_of(words, rows);
        if (!counted) return refuse(counted.error());
        measures const what{"received", "in_time_by_complaints", "upheld_share"};
        auto all = rollup(*counted, by{}, what, {}, in);
        if (!all) return refuse(all.error());
        auto units = rollup(*counted, by{dimension::unit}, what, {}, in);
        if (!units) return refuse(units.error());
        return period_figures(std::move(*all), std::move(*units), rows, words, in);
    }

    [[nodiscard]] cube const& units() const { return units_; }

    /// @param line  an entry of `units()`; absent: all of them
    [[nodiscard]] figure at(std::optional<std::size_t> line, shown what) const {
        return line ? units_.at(*line, what) : all_.at(0, what);
    }

    /// Where complaints are kept, so is that they were answered.
    [[nodiscard]] figure answered(std::optional<std::size_t> line) const {
        figure made = at(line, received);
        if (made.has_value()) made.number = line ? answered_[*line] : all_answered_;
        return made;
    }

  private:
    period_figures(cube all, cube units, facts const& rows, taxonomy const& words, period const& in)
        : all_(std::move(all)), units_(std::move(units)), answered_(units_.size(), 0) {
        std::vector<std::optional<std::size_t>> entry_of;
        for (unit_code const unit : words.units.codes()) {
            entry_of.push_back(units_.axes()[0].find(words.units[unit].key));
        }
        for (complaint_fact const& row : rows.complaints) {
            bool const is_in = in.days.first <= row.received && row.received <= in.days.last;
            if (!row.is_counted || !is_in || row.working_days == not_answered_days) continue;
            ++all_answered_;
            if (auto const entry = entry_of[row.unit.value]) ++answered_[*entry];
        }
    }

    cube all_;
    cube units_;
    std::vector<std::int64_t> answered_; ///< by entry of `units_`
    std::int64_t all_answered_ = 0;
};

/// Where the figures of a year before are looked at from: what is known now of that day.
viewpoint a_year_before(viewpoint from) {
    return {years_before(period{"", {from.as_of, from.as_of}}, 1).days.last, from.known_on};
}

dashboard_line line_of(period_figures const& now, period_figures const& before,
                       std::optional<std::size_t> entry) {
    dashboard_line line;
    line.received = {now.at(entry, received), before.at(entry, received)};
    line.answered = {now.answered(entry), before.answered(entry)};
    line.in_time = {now.at(entry, in_time), before.at(entry, in_time)};
    line.upheld = now.at(entry, upheld);
    return line;
}

/// Numbers of cases by unit.
class cases_by_unit {
  public:
    explicit cases_by_unit(taxonomy const& words) : counts_(words.units.size(), 0) {}

    void add(unit_code unit) { ++counts_[unit.value]; }

    [[nodiscard]] std::int64_t of(unit_code unit) const { return counts_[unit.value]; }

    [[nodiscard]] std::int64_t all() const {
        std::int64_t sum = 0;
        for (std::int64_t const n : counts_) sum += n;
        return sum;
    }

  private:
    std::vector<std::int64_t> counts_;
};

/// A unit without a figure or a case of its own, above others or not in use, has no line.
bool has_something(dashboard_line const& line, bool is_above_others) {
    if (line.open != 0) return true;
    auto const is_some = [](figure const& f) { return f.has_value() && f.number != 0; };
    if (is_some(line.received.now) || is_some(line.received.before)) return true;
    return !is_above_others;
}

} // namespace

result<period> period_until(period const& of, day last) {
    if (of.days.last <= last) return of;
    if (last < of.days.first) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = of.label + " starts on " + to_text(of.days.first) +
                                  ", after the day " + to_text(last) + " that is shown",
                       .mend = {}});
    }
    auto const part = period_from_text(of.label + ".." + to_text(last));
    if (part) return *part;
    return period_from_text(to_text(of.days.first) + ".." + to_text(last));
}

period financial_year_of(day d) {
    auto const [year, month, day_of_month] = d.fields();
    int const first = month >= 4 ? year : year - 1;
    std::string const next = std::to_string((first + 1) % 100);
    std::string const label =
        std::to_string(first) + '-' + std::string(2 - next.size(), '0') + next;
    return period{label, {day(first, 4, 1), day(first + 1, 3, 31)}};
}

result<dashboard> dashboard_of(store const& cases, viewpoint from, period const& in,
                               std::size_t most) {
    taxonomy const& words = cases.words();
    store_view const seen(cases, from);
    dashboard made;
    made.council = words.council;
    made.from = from;
    made.now = in;
    made.before = years_before(in, 1);

    auto const now = period_figures::of(seen.all_facts(), words, made.now);
    if (!now) return refuse(now.error());
    auto const before =
        period_figures::of(cases.facts_as_of(a_year_before(from)), words, made.before);
    if (!before) return refuse(before.error());

    cases_by_unit open(words);
    cases_by_unit overdue(words);
    cases_by_unit due_soon(words);
    result<day> const soon = cases.calendar().add(from.as_of, due_soon_days);
    if (!soon) return refuse(soon.error());
    for (complaint_id const id : seen.complaint_ids()) {
        complaint_state const state = *seen.state_of(id);
        if (!state.is_open || state.record.is_service_request) continue;
        open.add(state.record.unit);
        bool const is_overdue = state.stage_due && *state.stage_due < from.as_of;
        if (is_overdue) {
            overdue.add(state.record.unit);
        } else if (state.stage_due && *state.stage_due <= *soon) {
            due_soon.add(state.record.unit);
        }
        made.oldest.push_back({.id = id,
                               .unit = words.units[state.record.unit].name,
                               .received = state.record.received,
                               .stage = words.stages[state.stage].name,
                               .due = state.stage_due,
                               .is_overdue = is_overdue,
                               .is_paused = state.is_paused});
    }
    std::sort(made.oldest.begin(), made.oldest.end(), [](open_case const& a, open_case const& b) {
        return std::pair(a.received, a.id) < std::pair(b.received, b.id);
    });
    if (made.oldest.size() > most) made.oldest.resize(most);

    made.all = line_of(*now, *before, std::nullopt);
    made.all.name = made.all.short_name = "All units";
    made.all.open = open.all();
    made.all.overdue = overdue.all();
    made.all.due_soon = due_soon.all();
    for (std::size_t entry = 0; entry != now->units().size(); ++entry) {
        auto const unit = words.units.find(now->units().axes()[0].key(entry));
        if (!unit) continue;
        dashboard_line line = line_of(*now, *before, entry);
        line.name = words.units[*unit].name;
        line.short_name = words.units[*unit].short_name;
        line.open = open.of(*unit);
        line.overdue = overdue.of(*unit);
        line.due_soon = due_soon.of(*unit);
        auto const entries = words.units.entries();
        bool const is_above_others = std::any_of(
            entries.begin(), entries.end(), [&](unit_entry const& u) { return u.within == *unit; });
        if (has_something(line, is_above_others)) made.units.push_back(std::move(line));
    }
    return made;
}

} // namespace upheld::cli
