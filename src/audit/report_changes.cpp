// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/report_changes.hpp"

#include "audit/effects_by_case.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/rollup/moving_columns.hpp"
#include "upheld/rollup/tabulation.hpp"

#include <algorithm>
#include <map>

namespace upheld {
namespace {

using detail::counted_figure;

/// A row that is left out while it is empty may be there from one viewpoint alone: with all rows
/// shown both reports have the same shape.
report_template with_every_row(report_template tables) {
    for (table_template& t : tables.tables) {
        for (row_template& r : t.rows) r.only_if_any = false;
    }
    return tables;
}

/// Figures of a report's counts as they were: from one body of columns.
class counts_then {
  public:
    explicit counts_then(columns const& rows) : rows_(rows) {}

    figure of(counted_figure const& what) {
        auto found = by_period_.find(what.of.label);
        if (found == by_period_.end()) {
            found = by_period_.emplace(what.of.label, tabulation(rows_, what.of)).first;
        }
        return found->second.evaluate(what.what, what.where);
    }

  private:
    columns const& rows_;
    std::map<std::string, tabulation> by_period_;
};

bool is_same(figure const& a, figure const& b) {
    return a.state == b.state && a.number == b.number && a.share.part == b.share.part &&
           a.share.whole == b.share.whole;
}

class comparing {
  public:
    comparing(columns const& before, columns const& after, detail::effects_by_case const& effects)
        : before_(before), after_(after), effects_(effects) {}

    /// What was counted for a cell and moved. Counts that several cells share are looked at once.
    std::vector<moved_count> moved(std::vector<counted_figure> const& counted) {
        std::vector<moved_count> all;
        for (counted_figure const& what : counted) {
            moved_count const& one = found(what);
            if (!is_same(one.before, one.after) || !one.effects.empty()) all.push_back(one);
        }
        return all;
    }

  private:
    moved_count const& found(counted_figure const& what) {
        auto& list = known_[std::string(what.what.key) + ' ' + what.of.label];
        for (auto const& [where, count] : list) {
            if (where == what.where) return count;
        }
        list.emplace_back(what.where, moved_count{.what = what.what,
                                                  .of = what.of,
                                                  .before = before_.of(what),
                                                  .after = after_.of(what),
                                                  .effects = effects_.of(what)});
        return list.back().second;
    }

    counts_then before_;
    counts_then after_;
    detail::effects_by_case const& effects_;
    std::map<std::string, std::vector<std::pair<filter, moved_count>>> known_;
};

} // namespace

std::string_view name_of(case_kind kind) noexcept {
    switch (kind) {
    case case_kind::complaint: return "complaint";
    case case_kind::ombudsman_case: return "ombudsman_case";
    case case_kind::remedy: return "remedy";
    case case_kind::compliment: return "compliment";
    }
    return {};
}

report_changes changes_of_report(store const& cases, report_template const& tables,
                                 period const& of, viewpoint from, viewpoint to) {
    report_changes all{.title = tables.title,
                       .council = cases.words().council,
                       .of = of,
                       .from = from,
                       .to = to,
                       .cells_compared = 0,
                       .cells = {},
                       .cases = detail::cases_that_changed(cases, from, to)};
    report_template const whole = with_every_row(tables);
    auto const rows_of = [&](viewpoint seen_from) {
        auto made = columns_of(cases.words(), cases.facts_as_of(seen_from));
        // The store has checked every code against the same taxonomy.
        UPHELD_EXPECTS(made.has_value());
        return std::move(*made);
    };
    columns const rows_before = rows_of(from);
    columns const rows_after = rows_of(to);
    detail::report_basis basis;
    report const before = detail::make_report(rows_before, from, cases.series(), whole, of,
                                              comparisons::stop_at_breaks, nullptr);
    report const after = detail::make_report(rows_after, to, cases.series(), whole, of,
                                             comparisons::stop_at_breaks, &basis);
    detail::effects_by_case const effects(cases, all.cases, from, to);
    comparing counts(rows_before, rows_after, effects);

    for (std::size_t t = 0; t != after.tables.size(); ++t) {
        table const& then = before.tables[t];
        table const& now = after.tables[t];
        std::map<std::string, int> occurrences;
        for (std::size_t r = 0; r != now.rows.size(); ++r) {
            int const occurrence = ++occurrences[now.rows[r].name];
            auto const compare = [&](std::vector<cell> const& was, std::vector<cell> const& is,
                                     std::vector<std::vector<counted_figure>> const& counted,
                                     bool is_percent) {
                for (std::size_t c = 0; c != is.size(); ++c) {
                    ++all.cells_compared;
                    if (was[c].text == is[c].text && is_same(was[c].value, is[c].value)) continue;
                    all.cells.push_back({.where = {.table = now.id,
                                                   .row = now.rows[r].name,
                                                   .row_occurrence = occurrence,
                                                   .column = now.columns[c].key,
                                                   .is_percent = is_percent},
                                         .column_title = now.columns[c].title,
                                         .before = was[c],
                                         .after = is[c],
                                         .counts = counts.moved(counted[c])});
                }
            };
            detail::row_basis const& own = basis.tables[t][r];
            compare(then.rows[r].cells, now.rows[r].cells, own.cells, false);
            compare(then.rows[r].percents, now.rows[r].percents, own.percents, true);
        }
    }
    return all;
}

} // namespace upheld
