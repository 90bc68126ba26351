// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/report.hpp"

#include "report/cell_text.hpp"
#include "report/report_basis.hpp"
#include "upheld/rollup/series_figure.hpp"
#include "upheld/rollup/tabulation.hpp"

#include <algorithm>
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
          rounding_rule rounding, detail::report_basis* basis)
        : words_(rows.words()), rows_(rows), first_received_(rows.first_received()),
          series_(series), of_(std::move(of)), rounding_(rounding), basis_(basis) {}

    table make(table_template const& plan) {
        table made{plan.id, with_periods(plan.title), {}, {}, plan.notes};
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
            return finished(made, no_base);
        }
        if (spec.change == change_kind::no_change) return made;
        figure const now = figure_of(spec, of_table, 0).value;
        figure const before = figure_of(spec, of_table, spec.years_back.value_or(1)).value;
        return finished(change_cell(spec.change, now, before, made), no_base);
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
    std::map<int, tabulation> tabulations_;
    detail::report_basis* basis_;                 ///< null: nobody asks what was counted
    std::vector<detail::counted_figure> counted_; ///< for the cell that is being made
};

} // namespace

report detail::make_report(columns const& rows, viewpoint from,
                           std::span<series_figure const> series, report_template const& tables,
                           period const& of, report_basis* basis) {
    report made{tables.title, rows.words().council, of, from, tables.rounding, {}};
    maker make(rows, series, of, tables.rounding, basis);
    for (table_template const& plan : tables.tables) made.tables.push_back(make.make(plan));
    return made;
}

report make_report(columns const& rows, viewpoint from, std::span<series_figure const> series,
                   report_template const& tables, period const& of) {
    return detail::make_report(rows, from, series, tables, of, nullptr);
}

report make_report(taxonomy const& words, facts const& rows, std::span<series_figure const> series,
                   report_template const& tables, period const& of) {
    auto const packed = columns_of(words, rows);
    UPHELD_EXPECTS(packed.has_value());
    return make_report(*packed, rows.from, series, tables, of);
}

report make_report(store const& cases, report_template const& tables, period const& of,
                   viewpoint from) {
    return make_report(cases.words(), cases.facts_as_of(from), cases.series(), tables, of);
}

report make_report(store const& cases, report_template const& tables, period const& of, day as_of) {
    return make_report(cases, tables, of, viewpoint::at_the_time(as_of));
}

} // namespace upheld
