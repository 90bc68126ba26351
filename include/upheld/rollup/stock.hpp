// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/dimension.hpp"
#include "upheld/rollup/flow_group.hpp"
#include "upheld/rollup/period.hpp"

#include <span>
#include <vector>

/// Work in hand: what was open when a period began, what came, what went, what was left.

namespace upheld {

/// What a reopening is.
enum class reopening : std::uint8_t {
    new_arrival,  ///< an arrival of its own; the answer before it closed the case
    never_closed, ///< nothing: the answer that no longer stands did not close the case
};

/// `new_arrival`, `never_closed`.
[[nodiscard]] constexpr char const* name_of(reopening rule) noexcept {
    return rule == reopening::new_arrival ? "new_arrival" : "never_closed";
}

/// The spells as the rule sees them. By `never_closed` an answer, and the reopening that took it
/// away, are left out: the two spells become one. A complaint that was reclassified between the two
/// keeps both, since one of them is not counted.
/// @param spells  those of one complaint together and in order of happening, as a store gives them
[[nodiscard]] std::vector<open_spell> by_rule(std::span<open_spell const> spells, reopening rule);

/// The stock of a group of cases over a period, and what made it change. Service requests are in
/// none of it. Counts of two groups, or of the same group in two periods one after the other, may
/// be added where that has a meaning: flows always, stocks over groups only.
struct stock_counts {
    std::int64_t opening = 0; ///< open at the end of the day before the period's first

    std::int64_t received = 0;
    std::int64_t escalated_in = 0; ///< a later stage began, answered before or not
    std::int64_t reopened = 0;
    std::int64_t reclassified_in = 0; ///< was a service request

    std::int64_t answered = 0;
    std::int64_t withdrawn = 0;
    std::int64_t escalated_out = 0;    ///< the next stage began and this one had no answer
    std::int64_t reclassified_out = 0; ///< became a service request

    std::int64_t closing = 0; ///< open at the end of the period's last day

    [[nodiscard]] constexpr std::int64_t came() const noexcept {
        return received + escalated_in + reopened + reclassified_in;
    }

    [[nodiscard]] constexpr std::int64_t went() const noexcept {
        return answered + withdrawn + escalated_out + reclassified_out;
    }

    /// opening + came = closing + went: holds for whatever `stock_of` gives.
    [[nodiscard]] constexpr bool balances() const noexcept {
        return opening + came() == closing + went();
    }

    friend bool operator==(stock_counts const&, stock_counts const&) = default;
};

struct stock_row {
    flow_group of;
    stock_counts counts;
    friend bool operator==(stock_row const&, stock_row const&) = default;
};

struct stock {
    period in;
    std::vector<stock_row> rows; ///< in order of group; groups without any count are left out
    stock_counts total;          ///< of all rows
};

/// Counts the stock and its flows. Every spell that is open when the period begins, or comes in it,
/// either goes in it or is left at its end: nothing is derived from anything else. A case that came
/// and went on one day is in both flows and in no stock; one that went on from one stage to the
/// next is in both flows of its unit.
/// @param spells  as of `in.days.last` or a later day: later days do not exist in them
/// @expects the period has a day
[[nodiscard]] stock stock_of(std::span<open_spell const> spells, period const& in, flow_by by = {},
                             reopening rule = reopening::new_arrival);

/// The stock month by month, quarter by quarter, ...: the closing of each is the opening of the
/// next. The first and the last are cut to the days asked for, and are then called by their days.
/// @param spells  as of `days.last` or later
/// @expects `days` has a day
[[nodiscard]] std::vector<stock> stock_series(std::span<open_spell const> spells, day_span days,
                                              time_step every, flow_by by = {},
                                              reopening rule = reopening::new_arrival);

} // namespace upheld
