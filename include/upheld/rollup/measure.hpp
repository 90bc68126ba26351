// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/figure.hpp"
#include "upheld/taxonomy/collected.hpp"

#include <optional>
#include <span>
#include <string_view>

/// Measures: named values that say what is counted, of what, and by which day it falls into a
/// period.

namespace upheld {

/// The thing that one unit of a count is.
enum class grain : std::uint8_t {
    complaint,
    mention,
    aspect,
    stage,          ///< one stage that one complaint reached
    referral,       ///< to an ombudsman
    deadline,       ///< set by an ombudsman
    recommendation, ///< by an ombudsman
    remedy,         ///< an award of money
    compliment,
};

/// The day by which a row falls into a period.
enum class date_basis : std::uint8_t {
    received,      ///< day the complaint or compliment was received
    stage_started, ///< day the stage began
    referred,      ///< day the case went to the ombudsman
    agreed,        ///< day the money was agreed
};

/// A condition on a row, in the taxonomy's classes rather than in any council's own words.
enum class condition : std::uint8_t {
    any,
    answered_in_time,      ///< first answer on or before the due day; open counts as not
    has_clock,             ///< the procedure has a limit, so in time means something
    upheld,                ///< outcome's finding is fully or partly
    in_upheld_base,        ///< outcome is in the whole of the upheld share
    decision_upheld,       ///< decision group counts as upheld
    decision_not_upheld,   ///< decision group is investigated and does not count as upheld
    decision_declined,     ///< decision group counts as declined
    deadline_met,          ///< answered by the day first set
    recommendation_counts, ///< assessed, and the decision stands
    recommendation_met,    ///< implemented
};

/// What is said of the working days that answers took.
enum class days_statistic : std::uint8_t {
    none, ///< the measure is of another form
    mean,
    median, ///< type 7 (Hyndman and Fan, 1996): of an even number the mean of the middle two
    ninetieth_percent ///< 90th percentile, type 7
};

/// What a report can show. A count or a sum has no `whole`; a share has both conditions.
struct measure {
    std::string_view key;
    std::string_view title;
    grain of;
    figure_form form;
    condition part;
    condition whole; ///< means nothing unless `form` is `share`
    date_basis by;
    kept needs; ///< what a unit must keep for the measure to mean anything there
    std::optional<kept> needs_too;
    std::string_view definition;                   ///< numerator, denominator and source, in words
    days_statistic of_days = days_statistic::none; ///< which, if `form` is `days`

    friend bool operator==(measure const&, measure const&) = default;
};

/// All measures, in the order in which `upheld report --list-measures` shows them.
[[nodiscard]] std::span<measure const> all_measures() noexcept;
/// The measure with this key.
[[nodiscard]] std::optional<measure> find_measure(std::string_view key) noexcept;

/// `complaint`, `aspect`, ...
[[nodiscard]] std::string_view name_of(grain of) noexcept;
/// `received`, `stage started`, ...
[[nodiscard]] std::string_view name_of(date_basis by) noexcept;

} // namespace upheld
