// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"

#include <cstdint>

namespace upheld {

/// Why there is or is no number. All of these are different answers, and none of them is 0.
enum class figure_state : std::uint8_t {
    value,
    none,           ///< published as "none": a nil return, not a counted 0
    not_collected,  ///< the unit does not record it
    not_known,      ///< it exists, but nobody told
    not_applicable, ///< there is no such thing here: a subject not in use, a stage that does not
                    ///< exist
    no_base,        ///< a share of nothing, a change from nothing
    not_comparable, ///< a change over a break in the series
};

/// What the number is.
enum class figure_form : std::uint8_t {
    count,      ///< `number` things
    pence,      ///< `number` pence
    share,      ///< `share.part` of `share.whole`
    percent,    ///< `number` hundredths of a per cent, published without its part and whole
    rank,       ///< position `number`, 1 is best
    joint_rank, ///< position `number`, shared
    days,       ///< `share.part / share.whole` working days, exact: a mean or a quantile
};

/// One figure, exact, before any rounding.
struct figure {
    figure_state state = figure_state::value;
    figure_form form = figure_form::count;
    bool is_partial = false; ///< some of the units asked for do not keep it and are left out
    std::int64_t number = 0;
    ratio share;

    [[nodiscard]] static constexpr figure absent(figure_state why, figure_form form) noexcept {
        return {why, form, false, 0, {}};
    }

    [[nodiscard]] static constexpr figure of(figure_form form, std::int64_t number) noexcept {
        return {figure_state::value, form, false, number, {}};
    }

    /// A whole of 0 gives `no_base`.
    [[nodiscard]] static constexpr figure of(ratio share) noexcept {
        return {share.has_base() ? figure_state::value : figure_state::no_base, figure_form::share,
                false, 0, share};
    }

    /// `sum / of` working days. An `of` of 0 gives `no_base`.
    [[nodiscard]] static constexpr figure of_days(ratio quotient) noexcept {
        return {quotient.has_base() ? figure_state::value : figure_state::no_base,
                figure_form::days, false, 0, quotient};
    }

    [[nodiscard]] constexpr bool has_value() const noexcept { return state == figure_state::value; }

    friend constexpr bool operator==(figure const&, figure const&) = default;
};

} // namespace upheld
