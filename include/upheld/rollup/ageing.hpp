// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/flow_group.hpp"
#include "upheld/rollup/stock.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How old the work in hand is, and when it is due.

namespace upheld {

/// Bands of working days, each from the one after the band before it.
struct age_bands {
    /// Last working day of each band, rising; behind the last comes a band without an end.
    std::vector<std::int32_t> last = {5, 10, 20, 40, 65};

    [[nodiscard]] std::size_t size() const noexcept { return last.size() + 1; }

    /// @param age  working days, 0 or more
    [[nodiscard]] std::size_t band_of(std::int32_t age) const noexcept;
    /// `0-5`, `6-10`, ..., `66+`. @expects below `size()`
    [[nodiscard]] std::string name(std::size_t band) const;

    friend bool operator==(age_bands const&, age_bands const&) = default;
};

/// Reads the last days of bands: `5,10,20` gives 0-5, 6-10, 11-20 and 21+.
/// @fails field_malformed if one is no whole number; order_broken if they do not rise
[[nodiscard]] result<age_bands> bands_from_text(std::string_view text);

/// From which day on the age of a case is counted. That day itself is not.
enum class age_since : std::uint8_t {
    received,    ///< what the complainant has waited
    stage_began, ///< what the stage has taken so far, reopened or not
};

struct ageing_options {
    flow_by by{};
    age_bands bands{};
    age_since since = age_since::received;
    working_days within{5}; ///< a case due in so many working days is at risk
};

/// Open cases by their own clocks; each case is in one of these.
struct clock_counts {
    std::int64_t overdue = 0;   ///< the due day is before the day of the count
    std::int64_t at_risk = 0;   ///< not overdue, and due within n working days
    std::int64_t due_later = 0; ///< after that
    /// The same of cases whose clock is paused. A pause that the law does not know moves no due
    /// day, so that a paused case may be overdue; none of them is at risk.
    std::int64_t paused_overdue = 0;
    std::int64_t paused_due_within = 0;
    std::int64_t paused_due_later = 0;
    std::int64_t no_clock = 0; ///< the stage has no limit, paused or not

    [[nodiscard]] constexpr std::int64_t all() const noexcept {
        return overdue + at_risk + due_later + paused_overdue + paused_due_within +
               paused_due_later + no_clock;
    }

    friend bool operator==(clock_counts const&, clock_counts const&) = default;
};

struct ageing_counts {
    std::int64_t open = 0;             ///< the sum of the bands, and of the clocks
    std::vector<std::int64_t> in_band; ///< one count a band
    clock_counts clocks;
    friend bool operator==(ageing_counts const&, ageing_counts const&) = default;
};

struct ageing_row {
    flow_group of;
    ageing_counts counts;
    friend bool operator==(ageing_row const&, ageing_row const&) = default;
};

struct ageing {
    day as_of;
    day at_risk_until; ///< the last due day that is at risk, in
    ageing_options how;
    std::vector<ageing_row> rows; ///< in order of group; groups with no open case are left out
    ageing_counts total;
};

/// Counts the cases open at the end of a day. Service requests are left out. A case due on that
/// very day is at risk and not overdue.
/// @param spells  as of that day, which may not be any other
/// @expects bands rise, `within` is 0 or more
/// @fails calendar_ends
[[nodiscard]] result<ageing> ageing_of(std::span<open_spell const> spells, day as_of,
                                       working_calendar const& calendar,
                                       ageing_options const& how = {});

/// Working days in which the closing stock would be answered or withdrawn at the period's pace:
/// stock / (answered and withdrawn / working days of the period). Where none was, or the period has
/// no working day, there is no pace, and the figure is `no_base`: never 0, never endless.
/// @fails calendar_ends
[[nodiscard]] result<figure> days_to_clear(stock_counts const& of, day_span in,
                                           working_calendar const& calendar);

} // namespace upheld
