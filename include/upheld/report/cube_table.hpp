// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"
#include "upheld/rollup/cube.hpp"
#include "upheld/statistics/confidence.hpp"
#include "upheld/statistics/rounding.hpp"
#include "upheld/store/viewpoint.hpp"

#include <optional>
#include <span>
#include <string>

/// A cube as a table for people, as CSV for spreadsheets and databases, as JSON or lines of it for
/// programs. Every
/// figure is told with its unit, base and coverage.

namespace upheld {

/// Groups in which every number of every measure is 0.
enum class empty_groups : std::uint8_t {
    left_out, ///< a text says how many; a cube without axes keeps its one group
    shown,
};

/// What a cube does not know of itself, and how it is shown.
struct cube_layout {
    std::string title{}; ///< first line of a text; no line if empty
    /// Where the cases are seen from; if absent nothing is said of it.
    std::optional<viewpoint> from{};
    empty_groups empty = empty_groups::left_out;
    rounding_rule rounding = rounding_rule::half_up; ///< of a text's shares and working days
    /// If there, counts and money are told once more as of a year: times this, which is the
    /// `annualising_factor` of the cube's period. The factor is named beside them. Their numbers
    /// must be within a million billion then.
    std::optional<ratio> annualised_by{};
    /// Shares have the limits of a Wilson interval beside them; absent: they have none.
    std::optional<confidence> interval{};
};

/// Columns aligned: one an axis with the entries' names (`(none)` for rows that carry nothing
/// there), then the measures under their key and unit. Shares are in per cent and working days have
/// one decimal; each has its base in the column after it; `a year` is what a count or sum before it
/// comes to in a year, where that is asked for. `*` marks a figure that leaves out units
/// which do not keep what it needs. Below: what each measure is, in words, and what must not be
/// added up. A figure that is no number is `not collected`, `not known`, `not applicable`, or `n/a`
/// for a share of nothing. With `interval` a share's limits stand behind its base: `28.5 to 43.0`.
[[nodiscard]] std::string to_text(cube const& what, cube_layout const& how = {});

/// One row a group, without a heading: one column an axis, called as `name_of(grouping)`, with the
/// entries' keys; then the measures by key: counts as whole numbers, money in pounds (`1234.50`).
/// A share has three columns, KEY (a decimal fraction with every digit of a double), KEY.part and
/// KEY.whole, and with `interval` KEY.lower and KEY.upper behind them; working days have KEY and
/// KEY.whole, the number of complaints answered. Counts and
/// money annualised have KEY.annualised, a decimal fraction. The last
/// column, `partial`, has the keys of the measures that leave units out. What is no number is as in
/// a text. RFC 4180, LF.
[[nodiscard]] std::string to_csv(cube const& what, cube_layout const& how = {});

/// One object: `title`, `period` (label), `period_words` (`in_words`), `first`, `last`, `as_of` and
/// `known_on` (null if absent), `annualised_by` (`days_of_year`, `days_counted`) where it was asked
/// for;
/// `axes`, each with `by` and `entries` (`key`, `name`); `measures`, each with `key`, `title`,
/// `form`, `unit`, `counts`, `by_day`, `definition` and `adds_up_over` (names of axes);
/// `groups_left_out`; and `rows`, each with `group` (one entry's key an axis) and `figures` (one a
/// measure). A figure has `state` (value, not_collected, not_known, not_applicable, no_base) and,
/// for a value, `value`: a count, pounds, a fraction, working days. Money has `pence` too; a share
/// and working days have `part` and `whole`, whose quotient is the exact value, and working days
/// `answered`, the complaints behind them. `annualised` is a count or pounds of a year. With
/// `interval` a share has `lower` and `upper`, and the whole the object `interval` (`method`,
/// `confidence`). One that leaves units out has `partial`: true. A row stands on a line of its own.
/// Ends with a newline.
[[nodiscard]] std::string to_json(cube const& what, cube_layout const& how = {});

/// One object a group and line, each whole in itself: `type` (group), `title`, `period` (label),
/// `period_words`, `first`, `last`, `as_of` and `known_on` (null if absent), `annualised_by`,
/// `group` (an object: the entry's key by the axis's name) and `figures` (an object: by the
/// measure's key, as in `to_json`). No line for a table without groups.
[[nodiscard]] std::string to_json_lines(cube const& what, cube_layout const& how = {});

/// Several grouping sets of one cube (`all_grouping_sets`, `rolled_up`) in one table: where a set
/// does not have an axis the entry is `(all)` (null in JSON), and comes after the axis's entries.
/// @expects one set has every axis that any has, none twice, and all have the same measures
[[nodiscard]] std::string to_text(std::span<cube const> sets, cube_layout const& how = {});
[[nodiscard]] std::string to_csv(std::span<cube const> sets, cube_layout const& how = {});
[[nodiscard]] std::string to_json(std::span<cube const> sets, cube_layout const& how = {});
[[nodiscard]] std::string to_json_lines(std::span<cube const> sets, cube_layout const& how = {});

} // namespace upheld
