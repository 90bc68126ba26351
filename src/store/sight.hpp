// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/event_step.hpp"
#include "upheld/store/viewpoint.hpp"

/// What is in sight from a viewpoint: see `viewpoint`. Private to src.

namespace upheld::detail {

/// Sees everything.
inline constexpr viewpoint end_of_time{day(2199, 12, 31), day(2199, 12, 31)};

/// None: from nowhere in particular, so that everything is seen.
[[nodiscard]] constexpr std::optional<viewpoint> at_the_time(std::optional<day> of) noexcept {
    return of ? std::optional(viewpoint::at_the_time(*of)) : std::nullopt;
}

[[nodiscard]] constexpr bool sees(viewpoint from, event_kind kind, day happened,
                                  day recorded) noexcept {
    return recorded <= from.known_on && (happened <= from.as_of || kind == event_kind::corrected);
}

[[nodiscard]] inline bool sees(viewpoint from, event_step const& step) noexcept {
    return sees(from, step.kind, step.happened, step.recorded);
}

/// When a complaint was entered, by its events in any order.
class day_entered {
  public:
    void note(event_kind kind, day recorded) noexcept {
        if (kind != event_kind::received) return;
        if (!first_ || recorded < *first_) first_ = recorded;
    }

    /// @param received  as far as it is known from there
    [[nodiscard]] bool is_seen(viewpoint from, day received) const noexcept {
        return received <= from.as_of && first_.value_or(received) <= from.known_on;
    }

  private:
    std::optional<day> first_; ///< none: on the day received
};

} // namespace upheld::detail
