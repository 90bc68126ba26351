// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/rollup.hpp"

#include "rollup/rollup_plan.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

using detail::counted_span;
using detail::counting;
using detail::planned_measure;
using detail::rollup_plan;

/// Measures that count the same rows, which are then read once.
struct one_scan {
    detail::packed_rows const* rows;
    detail::counted_rows which;
    std::uint32_t width;
    std::vector<std::size_t> of; ///< positions of measures
};

std::vector<one_scan> scans_of(columns::tables const& in, rollup_plan const& plan) {
    std::vector<one_scan> scans;
    for (std::size_t m = 0; m != plan.measures.size(); ++m) {
        planned_measure const& one = plan.measures[m];
        if (one.what.form == figure_form::pence) continue;
        detail::packed_rows const* const rows = &in.rows_of(one.what.of);
        auto const same = std::find_if(scans.begin(), scans.end(), [&](one_scan const& s) {
            return s.rows == rows && s.which == one.which && s.width == one.width;
        });
        if (same != scans.end()) {
            same->of.push_back(m);
        } else {
            scans.push_back({rows, one.which, one.width, {m}});
        }
    }
    return scans;
}

/// The plan's spans with the moves that groups of so many numbers need.
std::vector<counted_span> widened(std::vector<counted_span> spans, std::uint32_t width) {
    for (counted_span& span : spans) span.moves *= width;
    return spans;
}

/// Parts and wholes of a scan's measures, one behind the other.
std::vector<counting> countings_of(rollup_plan& plan, one_scan const& scan) {
    std::vector<counting> all;
    for (std::size_t const m : scan.of) {
        all.push_back(std::move(plan.measures[m].part));
        if (plan.measures[m].whole) all.push_back(std::move(*plan.measures[m].whole));
    }
    return all;
}

cube dense_cube(columns::tables const& in, rollup_plan plan, where const& rows,
                rollup_options const& options) {
    std::vector<cube_measure> made = plan.empty_measures(*in.words, rows);
    for (one_scan const& scan : scans_of(in, plan)) {
        auto const what = countings_of(plan, scan);
        auto counts =
            detail::count_rows(*scan.rows, scan.which, what, widened(plan.spans, scan.width),
                               {options.threads, options.use_summaries});
        auto next = counts.begin();
        for (std::size_t const m : scan.of) {
            made[m].part = std::move(*next++);
            if (plan.measures[m].whole) made[m].whole = std::move(*next++);
        }
    }
    for (std::size_t m = 0; m != plan.measures.size(); ++m) {
        planned_measure const& one = plan.measures[m];
        if (one.what.form != figure_form::pence) continue;
        made[m].part = detail::sum_rows(in.rows_of(one.what.of), one.part, plan.spans);
    }
    return {plan.labels(), std::move(plan.of), std::move(made)};
}

std::unexpected<failure> too_many(std::string message, std::string mend) {
    return refuse({.code = failure_code::value_out_of_range,
                   .where = {},
                   .message = std::move(message),
                   .mend = std::move(mend)});
}

result<cube> sparse_cube(columns::tables const& in, rollup_plan plan, where const& rows,
                         rollup_options const& options) {
    for (planned_measure const& one : plan.measures) {
        if (one.width == 1 && one.what.form != figure_form::pence) continue;
        return too_many("\"" + std::string(one.what.key) + "\" by " + std::to_string(plan.groups) +
                            " possible groups",
                        "measures of days and money need no more groups than the largest dense "
                        "cube has: group by fewer dimensions");
    }
    std::vector<std::pair<one_scan, detail::sparse_counts>> counted;
    std::vector<std::uint64_t> groups;
    for (one_scan const& scan : scans_of(in, plan)) {
        auto const what = countings_of(plan, scan);
        auto counts = detail::count_sparsely(*scan.rows, scan.which, what, plan.spans,
                                             options.largest_sparse);
        if (counts.is_full) {
            return too_many("there are more than " + std::to_string(options.largest_sparse) +
                                " groups with rows",
                            "group by fewer dimensions, or allow more with largest_sparse");
        }
        groups.insert(groups.end(), counts.cells.begin(), counts.cells.end());
        counted.emplace_back(scan, std::move(counts));
    }
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    std::vector<cube_measure> made = plan.empty_measures(*in.words, rows);
    for (auto const& [scan, counts] : counted) {
        std::vector<std::size_t> places;
        for (std::uint64_t const cell : counts.cells) {
            places.push_back(static_cast<std::size_t>(
                std::lower_bound(groups.begin(), groups.end(), cell) - groups.begin()));
        }
        auto next = counts.counts.begin();
        auto const spread = [&](std::vector<std::int64_t>& to) {
            to.assign(groups.size(), 0);
            for (std::size_t i = 0; i != places.size(); ++i) to[places[i]] = (*next)[i];
            ++next;
        };
        for (std::size_t const m : scan.of) {
            spread(made[m].part);
            if (plan.measures[m].whole) spread(made[m].whole);
        }
    }
    return cube(plan.labels(), std::move(plan.of), std::move(made), std::move(groups));
}

} // namespace

measures::measures(std::initializer_list<std::string_view> keys) {
    for (std::string_view const key : keys) {
        auto const found = find_measure(key);
        UPHELD_EXPECTS(found.has_value());
        list.push_back(*found);
    }
}

result<cube> rollup(columns const& of, by const& groups, measures const& what, where const& rows,
                    std::optional<period> const& in, rollup_options const& options) {
    UPHELD_EXPECTS(options.threads >= 1);
    columns::tables const& tables = of.inside();
    auto plan = detail::plan_rollup(tables, groups, what, rows, in);
    if (!plan) return refuse(plan.error());
    // Tables are numbered in 32 bits with room to mark what is left out.
    constexpr std::uint64_t most_dense_numbers = 1u << 28;
    std::uint64_t widest = 1;
    for (planned_measure const& one : plan->measures) {
        widest = std::max<std::uint64_t>(widest, one.width);
    }
    bool const is_dense =
        plan->groups <= options.largest_dense && plan->groups * widest < most_dense_numbers;
    if (is_dense) return dense_cube(tables, std::move(*plan), rows, options);
    return sparse_cube(tables, std::move(*plan), rows, options);
}

} // namespace upheld
