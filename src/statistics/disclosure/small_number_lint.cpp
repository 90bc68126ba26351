// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/small_number_lint.hpp"

#include "upheld/basis/expects.hpp"

#include <algorithm>

namespace upheld {

std::optional<small_number_finding> lint_count(std::int64_t count, counted_people people) {
    if (count != 1 || people != counted_people::children) return {};
    return small_number_finding{small_number::one_child, "a table about children counts one child"};
}

std::optional<small_number_finding> lint_relative_change(std::int64_t from, std::int64_t to,
                                                         std::int64_t least_base) {
    UPHELD_EXPECTS(from >= 0);
    if (from == 0 || from >= least_base) return {};
    return small_number_finding{small_number::change_of_few,
                                "a change from " + std::to_string(from) + " to " +
                                    std::to_string(to) + " is shown in per cent of " +
                                    std::to_string(from) + ", and a base needs at least " +
                                    std::to_string(least_base)};
}

std::optional<small_number_finding> lint_share(ratio share) {
    if (share.whole != 1) return {};
    return small_number_finding{small_number::all_of_one,
                                std::string(share.part == 0 ? "0%" : "100%") + " is of one case"};
}

std::optional<small_number_finding> lint_interval(double low, double high, double scale_low,
                                                  double scale_high) {
    UPHELD_EXPECTS(low <= high && scale_low < scale_high);
    if (high - low < scale_high - scale_low) return {};
    return small_number_finding{small_number::interval_says_less,
                                "the interval is as wide as its scale or wider"};
}

std::optional<small_number_finding> lint_average(std::int64_t values, std::int64_t fewest) {
    if (values <= 0 || values >= fewest) return {};
    return small_number_finding{
        small_number::average_of_few,
        "an average of " + std::to_string(values) + (values == 1 ? " value" : " values") +
            " tells their size, and needs at least " + std::to_string(fewest)};
}

std::optional<small_number_finding> lint_rounding(std::span<std::int64_t const> cells,
                                                  std::span<std::int64_t const> totals,
                                                  std::int64_t base) {
    UPHELD_EXPECTS(base >= 2);
    auto const is_rounded = [&](std::int64_t count) { return count % base == 0; };
    auto const exact = std::ranges::find_if_not(totals, is_rounded);
    if (cells.empty() || exact == totals.end() || !std::ranges::all_of(cells, is_rounded)) {
        return {};
    }
    return small_number_finding{small_number::mixed_rounding,
                                "the total " + std::to_string(*exact) +
                                    " is exact beside cells rounded to " + std::to_string(base)};
}

} // namespace upheld
