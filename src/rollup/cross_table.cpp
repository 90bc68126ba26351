// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/cross_table.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace upheld {
namespace {

failure not_a_table(std::string message, std::string mend) {
    return {.code = failure_code::contradiction,
            .where = {},
            .message = std::move(message),
            .mend = std::move(mend)};
}

/// Every figure of a cube of two axes, row by row.
class figures {
  public:
    figures(cube const& of, std::size_t measure) : of_(of), measure_(measure) {}

    [[nodiscard]] std::size_t rows() const { return of_.axes()[0].size(); }

    [[nodiscard]] std::size_t columns() const { return of_.axes()[1].size(); }

    [[nodiscard]] figure at(std::size_t row, std::size_t column) const {
        std::array const entries{row, column};
        auto const group = of_.find(entries);
        return group ? of_.at(*group, measure_) : figure::of(figure_form::count, 0);
    }

  private:
    cube const& of_;
    std::size_t measure_;
};

/// 0 where there can be none.
std::int64_t count_of(figure const& value) {
    return value.state == figure_state::value ? value.number : 0;
}

bool is_unknown(figure const& value) {
    return value.state != figure_state::value && value.state != figure_state::not_applicable;
}

} // namespace

result<cross_table> cross_table_of(cube const& of, std::size_t measure) {
    UPHELD_EXPECTS(measure < of.measures().size());
    upheld::measure const what = find_measure(of.measures()[measure].key).value();
    if (of.axes().size() != 2) {
        return refuse(not_a_table("a table of counts needs two groupings, one of rows and one of "
                                  "columns",
                                  "group by unit,outcome, say"));
    }
    if (what.form != figure_form::count) {
        return refuse(not_a_table(std::string(what.key) + " is no count", "take a count"));
    }
    for (std::size_t a = 0; a != 2; ++a) {
        if (of.measures()[measure].adds_up_over[a]) continue;
        return refuse(not_a_table("one complaint may be in several entries of " +
                                      name_of(of.axes()[a].by()) + ", so " + std::string(what.key) +
                                      " does not add up to a total",
                                  "take a measure of mentions or aspects"));
    }
    figures const all(of, measure);
    std::vector<bool> has_row(all.rows());
    std::vector<bool> has_column(all.columns());
    cross_table made;
    for (std::size_t r = 0; r != all.rows(); ++r) {
        std::size_t numbers = 0;
        std::size_t unknown = 0;
        for (std::size_t c = 0; c != all.columns(); ++c) {
            figure const value = all.at(r, c);
            numbers += value.has_value() ? 1U : 0U;
            unknown += is_unknown(value) ? 1U : 0U;
            if (count_of(value) < 0) {
                return refuse({.code = failure_code::value_out_of_range,
                               .where = {},
                               .message = "there is a negative count",
                               .mend = {}});
            }
            if (count_of(value) != 0) has_row[r] = has_column[c] = true;
        }
        if (numbers == 0) made.without_figure.push_back(r);
        if (numbers != 0 && unknown != 0) {
            return refuse(not_a_table("of " + std::string(of.axes()[0].key(r)) +
                                          " some counts are known and others are not",
                                      "leave it out"));
        }
    }
    auto const take = [](axis const& from, std::vector<bool> const& has,
                         std::vector<std::size_t>& entries, std::vector<std::string>& names) {
        for (std::size_t entry = 0; entry != has.size(); ++entry) {
            if (!has[entry]) continue;
            entries.push_back(entry);
            names.emplace_back(from.key(entry));
        }
    };
    take(of.axes()[0], has_row, made.rows, made.table.rows);
    take(of.axes()[1], has_column, made.columns, made.table.columns);
    if (made.rows.empty()) {
        return refuse({.code = failure_code::no_base,
                       .where = {},
                       .message = "there is nothing to count",
                       .mend = {}});
    }
    for (std::size_t const r : made.rows) {
        for (std::size_t const c : made.columns) {
            made.table.counts.push_back(count_of(all.at(r, c)));
        }
    }
    return made;
}

} // namespace upheld
