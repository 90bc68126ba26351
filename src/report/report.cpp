// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/report.hpp"

#include "report/cell_text.hpp"
#include "report/report_basis.hpp"
#include "upheld/rollup/series_figure.hpp"
#include "upheld/rollup/tabulation.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace upheld {
namespace {

/// What table, column and row say together; `inner` wins.
cell_spec joined(cell_spec outer, cell_spec const& inner) {
    if (inner.what) outer.what = inner.what;
    if (!inner.series.empty()) outer.series = inner.series;
    if (!inner.series_whole.empty()) outer.series_whole = inner.series_whole;
    if (!inner.variant.empty()) outer.variant = inner.variant;
    if (!inner.series_units.empty()) outer.series_units = inner.series_units;
    outer.where = narrowed(std::move(outer.where), inner.where);
    outer.part = narrowed(std::move(outer.part), inner.part);
    if (inner.of != share_base::not_said) outer.of = inner.of;
    if (inner.years_back) outer.years_back = inner.years_back;
    if (inner.change != change_kind::not_said) outer.change = inner.change;
    if (inner.decimals) outer.decimals = inner.decimals;
    if (inner.percent_of != share_base::not_said) outer.percent_of = inner.percent_of;
    if (inner.percent_whole) outer.percent_whole = inner.percent_whole;
    return outer;
}

/// A figure with the place it came from.
struct sourced_figure {
    figure value;
    cell_origin origin = cell_origin::cases;
};

class maker {
  public:
    maker(columns const& rows, std::span<series_figure const> series, period of,
          rounding_rule rounding, comparisons how, detail::report_basis* basis)
        : words_(rows.words()), rows_(rows), first_received_(rows.first_received()),
          series_(series), of_(std::move(of)), rounding_(rounding), how_(how), basis_(basis) {}

    table make(table_template const& plan) {
        table made{plan.id, with_periods(plan.title), {}, {}, plan.notes};
        breaks_.clear();
        bases_.clear();
        for (column_template const& c : plan.columns) {
            made.columns.push_back({with_periods(c.key), with_periods(c.title)});
        }
        if (basis_ != nullptr) basis_->tables.emplace_back();
        for (row_template const& r : plan.rows) {
            detail::row_basis basis;
            table_row row = make_row(plan, r, basis);
            if (r.only_if_any && !has_any(row)) continue;
            made.rows.push_back(std::move(row));
            if (basis_ != nullptr) basis_->tables.back().push_back(std::move(basis));
        }
        if (std::any_of(made.rows.begin(), made.rows.end(), is_partial_row)) {
            made.notes.push_back("Some figures leave out units that do not record them");
        }
        made.notes.insert(made.notes.end(), bases_.begin(), bases_.end());
        made.breaks = std::move(breaks_);
        return made;
    }

  private:
    /// A label as headings have it: 2018/19, 2018/19-Q1; what is no part of a financial year stays.
    static std::string for_heading(period const& of) {
        std::string label = of.label;
        auto const year = year_of(of);
        if (year && kind_of(*year) == period_kind::financial_year) label[4] = '/';
        return label;
    }

    /// Puts periods in the place of {label:N} and {year:N}, N years back: 2018-19 and 2018/19.
    [[nodiscard]] std::string with_periods(std::string text) const {
        for (auto const& [name, slash] : {std::pair{"{label:", false}, std::pair{"{year:", true}}) {
            std::size_t const length = std::string_view(name).size();
            for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
                std::size_t const end = text.find('}', at);
                if (end != at + length + 1 || text[at + length] < '0' || text[at + length] > '9') {
                    break;
                }
                period const told = years_before(of_, text[at + length] - '0');
                text.replace(at, end + 1 - at, slash ? for_heading(told) : told.label);
            }
        }
        return text;
    }

    static bool has_any(table_row const& row) {
        return std::any_of(row.cells.begin(), row.cells.end(), [](cell const& c) {
            return c.value.has_value() && (c.value.number != 0 || c.value.share.part != 0);
        });
    }

    static bool is_partial_row(table_row const& row) {
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [](cell const& c) { return c.value.is_partial; });
    }

    table_row make_row(table_template const& plan, row_template const& r,
                       detail::row_basis& basis) {
        table_row row;
        row.name = r.name;
        row.kind = r.is_group ? row_kind::group : r.is_total ? row_kind::total : row_kind::data;
        if (r.is_group) return row;
        row_ = r.name;
        for (column_template const& c : plan.columns) {
            cell_spec const of_table = joined(plan.cells, c.cells);
            cell_spec const spec = joined(of_table, r.cells);
            // A total's share of the table is all of it: reports leave it blank.
            row.cells.push_back(r.is_total && spec.of == share_base::table
                                    ? cell{}
                                    : make_cell(spec, of_table.where, plan.no_base));
            basis.cells.push_back(std::exchange(counted_, {}));
            if (plan.has_percent_rows) {
                bool const is_share_of_itself = r.is_total && spec.percent_of == share_base::table;
                row.percents.push_back(
                    is_share_of_itself ? cell{} : percent_cell(spec, plan.cells, plan.no_base));
                basis.percents.push_back(std::exchange(counted_, {}));
            }
        }
        return row;
    }

    [[nodiscard]] cell finished(cell made, std::string const& no_base) const {
        made.text = detail::cell_text(made, rounding_, no_base);
        return made;
    }

    cell make_cell(cell_spec const& spec, filter const& of_table, std::string const& no_base) {
        cell made;
        made.decimals = spec.decimals.value_or(0);
        if (spec.change == change_kind::not_said) {
            made.years_back = spec.years_back.value_or(0);
            auto const [value, origin] = figure_of(spec, of_table, made.years_back);
            made.value = value;
            made.origin = origin;
            if (made.years_back != 0 && value.has_value()) {
                made.breaks = noted(breaks_since(spec, made.years_back));
            }
            return finished(made, no_base);
        }
        if (spec.change == change_kind::no_change) return made;
        int const back = spec.years_back.value_or(1);
        if (how_ == comparisons::like_for_like && spec.what) {
            return finished(like_for_like_cell(spec, of_table, back, made), no_base);
        }
        figure const now = figure_of(spec, of_table, 0).value;
        figure const before = figure_of(spec, of_table, back).value;
        made = change_cell(spec.change, now, before, made);
        if (made.origin == cell_origin::change && made.value.has_value()) {
            made.breaks = noted(breaks_since(spec, back));
            if (!made.breaks.empty() && how_ != comparisons::across_breaks) {
                made.value = figure::absent(figure_state::not_comparable, made.value.form);
            }
        }
        return finished(made, no_base);
    }

    /// The breaks between the same period some years back and the report's own, of the rows and of
    /// the units whose published figures stand for them.
    [[nodiscard]] std::vector<told_break> breaks_since(cell_spec const& spec,
                                                       int years_back) const {
        std::array const names{spec.what ? spec.what->key : std::string_view(),
                               std::string_view(spec.series), std::string_view(spec.series_whole)};
        day_span const before = years_before(of_, years_back).days;
        auto found = breaks_between(words_, names, spec.where, before, of_.days);
        if (spec.series_units.empty()) return found;
        filter published = spec.where;
        published.units = spec.series_units;
        for (told_break& b : breaks_between(words_, names, published, before, of_.days)) {
            if (std::find(found.begin(), found.end(), b) == found.end()) {
                found.push_back(std::move(b));
            }
        }
        return found;
    }

    /// Their places among the table's.
    std::vector<std::size_t> noted(std::vector<told_break> const& found) {
        std::vector<std::size_t> places;
        for (told_break const& b : found) {
            auto const known = std::find(breaks_.begin(), breaks_.end(), b);
            places.push_back(static_cast<std::size_t>(known - breaks_.begin()));
            if (known == breaks_.end()) breaks_.push_back(b);
        }
        return places;
    }

    cell like_for_like_cell(cell_spec spec, filter of_table, int back, cell made) {
        day_span const before = years_before(of_, back).days;
        like_for_like_base base =
            like_for_like(words_, *spec.what, spec.series, spec.where, before, of_.days);
        if (!base.is_empty) leave_out_unpublished(spec, of_table, back, base);
        if (base.is_empty) {
            // By form, some figures have no change to be compared.
            bool const has_none = spec.change == change_kind::by_form &&
                                  !is_rate(spec.what->form) &&
                                  spec.what->form != figure_form::count;
            if (has_none) return made;
            made.origin = cell_origin::change;
            made.value = figure::absent(figure_state::not_comparable, figure_form::share);
            made.breaks = noted(breaks_since(spec, back));
            return made;
        }
        if (!base.is_whole()) {
            spec.where = base.where;
            spec.series_units.clear();
            if (spec.of == share_base::table) {
                of_table =
                    like_for_like(words_, *spec.what, spec.series, of_table, before, of_.days)
                        .where;
            }
        }
        figure const now = figure_of(spec, of_table, 0).value;
        figure const earlier = figure_of(spec, of_table, back).value;
        made = change_cell(spec.change, now, earlier, made);
        if (made.origin == cell_origin::change && !base.is_whole()) note(base);
        return made;
    }

    /// What was published is not of every unit that stood then.
    void leave_out_unpublished(cell_spec spec, filter const& of_table, int back,
                               like_for_like_base& base) {
        spec.series_units.clear();
        std::vector<unit_code> kept;
        for (unit_code const unit : base.units) {
            spec.where.units = {unit};
            figure const earlier = figure_of(spec, of_table, back).value;
            bool const is_there = (earlier.has_value() && !earlier.is_partial) ||
                                  earlier.state == figure_state::no_base ||
                                  earlier.state == figure_state::none;
            (is_there ? kept : base.left_out).push_back(unit);
        }
        if (kept.size() == base.units.size()) return;
        std::sort(base.left_out.begin(), base.left_out.end());
        base.units = kept;
        base.where.units = std::move(kept);
        base.is_empty = base.units.empty();
    }

    void note(like_for_like_base const& base) {
        auto const names = [](auto const& codes, auto const& list) {
            std::string text;
            for (auto const c : codes) text += (text.empty() ? "" : ", ") + list[c].name;
            return text;
        };
        std::string text =
            "Change of " + row_ + ": like for like, over " + names(base.units, words_.units);
        std::string left = names(base.left_out, words_.units);
        std::string const services = names(base.services_left_out, words_.services);
        if (!left.empty() && !services.empty()) left += ", ";
        text += "; without " + left + services;
        if (std::find(bases_.begin(), bases_.end(), text) == bases_.end()) bases_.push_back(text);
    }

    static bool is_rate(figure_form form) {
        return form == figure_form::share || form == figure_form::percent;
    }

    [[nodiscard]] cell change_cell(change_kind kind, figure const& now, figure const& before,
                                   cell made) const {
        bool const is_rate = now.form == figure_form::share || now.form == figure_form::percent;
        bool const is_counted = now.form == figure_form::count;
        if (kind == change_kind::by_form) {
            if (!is_rate && !is_counted) return made;
            kind = is_rate ? change_kind::in_points : change_kind::relative;
        }
        made.origin = cell_origin::change;
        made.is_change_in_points = kind == change_kind::in_points;
        made.value.form = made.is_change_in_points ? figure_form::percent : figure_form::share;
        for (figure const& side : {now, before}) {
            if (!side.has_value()) {
                made.value.state =
                    side.state == figure_state::none ? figure_state::no_base : side.state;
                return made;
            }
        }
        made.value.is_partial = now.is_partial || before.is_partial;
        if (made.is_change_in_points) {
            bool const was_rate =
                before.form == figure_form::share || before.form == figure_form::percent;
            if (!is_rate || !was_rate) {
                made.value.state = figure_state::not_applicable;
                return made;
            }
            // As reports do it: the difference of what stands in the two cells, so that a reader
            // who subtracts them agrees.
            std::int64_t const points = detail::percent_units(now, made.decimals, rounding_) -
                                        detail::percent_units(before, made.decimals, rounding_);
            made.value.number = points * 100 / power_of_ten(made.decimals);
            return made;
        }
        figure const change = figure::of(ratio{now.number - before.number, before.number});
        made.value.state = change.state;
        made.value.share = change.share;
        return made;
    }

    cell percent_cell(cell_spec const& spec, cell_spec const& table_cells,
                      std::string const& no_base) {
        cell made;
        if (spec.percent_of == share_base::not_said || !spec.what) return made;
        made.decimals = spec.decimals.value_or(0);
        measure const whole_of = spec.percent_whole.value_or(*spec.what);
        // The whole is free of what narrows the column: the row's aspects, not the row's upheld
        // ones.
        filter whole = spec.percent_whole ? without_outcomes(spec.where) : spec.where;
        if (spec.percent_of == share_base::table) whole = table_cells.where;
        figure const part = counted(0, *spec.what, spec.where);
        figure const base = counted(0, whole_of, whole);
        made.origin = cell_origin::cases;
        made.value = !part.has_value()   ? figure::absent(part.state, figure_form::share)
                     : !base.has_value() ? figure::absent(base.state, figure_form::share)
                                         : figure::of(ratio{part.number, base.number});
        made.value.is_partial = part.is_partial || base.is_partial;
        return finished(made, no_base);
    }

    static filter without_outcomes(filter where) {
        where.outcomes.clear();
        return where;
    }

    sourced_figure figure_of(cell_spec const& spec, filter const& of_table, int years_back) {
        if (spec.what && years_back == 0) return {computed(spec, of_table, 0), cell_origin::cases};
        if (auto const published = published_figure(spec, years_back)) {
            return {*published, cell_origin::series};
        }
        if (spec.what && reach_back_to(years_back)) {
            return {computed(spec, of_table, years_back), cell_origin::cases};
        }
        figure_form const form = spec.what ? spec.what->form : figure_form::count;
        return {figure::absent(figure_state::not_known, form), cell_origin::series};
    }

    figure computed(cell_spec const& spec, filter const& of_table, int years_back) {
        if (spec.of == share_base::not_said) return counted(years_back, *spec.what, spec.where);
        filter const& whole = spec.of == share_base::row ? spec.where : of_table;
        filter const part = narrowed(spec.where, spec.part);
        note(years_back, *spec.what, whole);
        note(years_back, *spec.what, narrowed(whole, part));
        return tabulated(years_back).evaluate_share(*spec.what, part, whole);
    }

    figure counted(int years_back, measure const& what, filter const& where) {
        note(years_back, what, where);
        return tabulated(years_back).evaluate(what, where);
    }

    void note(int years_back, measure const& what, filter const& where) {
        if (basis_ == nullptr) return;
        counted_.push_back({.what = what, .where = where, .of = years_before(of_, years_back)});
    }

    [[nodiscard]] std::optional<figure> published_figure(cell_spec const& spec,
                                                         int years_back) const {
        std::string const name = !spec.series.empty() ? spec.series
                                 : spec.what          ? std::string(spec.what->key)
                                                      : std::string();
        filter where = spec.where;
        if (!spec.series_units.empty()) where.units = spec.series_units;
        std::string const label = years_before(of_, years_back).label;
        auto const look_up = [&](std::string const& series) {
            return find_series_figure(series_, words_, {series, spec.variant, label}, where);
        };
        auto const found = look_up(name);
        if (!found || spec.series_whole.empty()) return found;
        auto const whole = look_up(spec.series_whole);
        if (!whole || !found->has_value() || !whole->has_value()) {
            return figure::absent(figure_state::not_known, figure_form::share);
        }
        return figure::of(ratio{found->number, whole->number});
    }

    /// True if the cases' first day is not after the first day of the earlier period.
    [[nodiscard]] bool reach_back_to(int years_back) const {
        return first_received_ && *first_received_ <= years_before(of_, years_back).days.first;
    }

    tabulation const& tabulated(int years_back) {
        auto found = tabulations_.find(years_back);
        if (found == tabulations_.end()) {
            found =
                tabulations_.emplace(years_back, tabulation(rows_, years_before(of_, years_back)))
                    .first;
        }
        return found->second;
    }

    taxonomy const& words_;
    columns const& rows_;
    std::optional<day> first_received_;
    std::span<series_figure const> series_;
    period of_;
    rounding_rule rounding_;
    comparisons how_;
    std::string row_;                ///< the row being made
    std::vector<told_break> breaks_; ///< of the table being made
    std::vector<std::string> bases_; ///< likewise: notes on what was compared
    std::map<int, tabulation> tabulations_;
    detail::report_basis* basis_;                 ///< null: nobody asks what was counted
    std::vector<detail::counted_figure> counted_; ///< for the cell that is being made
};

} // namespace

report detail::make_report(columns const& rows, viewpoint from,
                           std::span<series_figure const> series, report_template const& tables,
                           period const& of, comparisons how, report_basis* basis) {
    report made{tables.title, rows.words().council, of, from, tables.rounding, {}};
    maker make(rows, series, of, tables.rounding, how, basis);
    for (table_template const& plan : tables.tables) made.tables.push_back(make.make(plan));
    return made;
}

report make_report(columns const& rows, viewpoint from, std::span<series_figure const> series,
                   report_template const& tables, period const& of, comparisons how) {
    return detail::make_report(rows, from, series, tables, of, how, nullptr);
}

report make_report(taxonomy const& words, facts const& rows, std::span<series_figure const> series,
                   report_template const& tables, period const& of, comparisons how) {
    auto const packed = columns_of(words, rows);
    UPHELD_EXPECTS(packed.has_value());
    return make_report(*packed, rows.from, series, tables, of, how);
}

report make_report(store const& cases, report_template const& tables, period const& of,
                   viewpoint from, comparisons how) {
    return make_report(cases.words(), cases.facts_as_of(from), cases.series(), tables, of, how);
}

report make_report(store const& cases, report_template const& tables, period const& of, day as_of,
                   comparisons how) {
    return make_report(cases, tables, of, viewpoint::at_the_time(as_of), how);
}

} // namespace upheld
