// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/event.hpp"

#include <tuple>

/// Private to src.

namespace upheld::detail {

/// True if a store that is to be filled takes `a` before `b`: complaints' events before those of
/// ombudsman's cases, case by case, in order of happening. Corrections of the day received come
/// first, the last of them at the very first: it says from which day on things can have happened.
[[nodiscard]] inline bool is_filled_before(event const& a, event const& b) {
    auto const of = [](event const& e) { return std::tie(e.ombudsman_case, e.complaint); };
    if (of(a) != of(b)) return of(a) < of(b);
    auto const corrects_received = [](event const& e) {
        return e.kind == event_kind::corrected && e.field == "received";
    };
    bool const is_correction = corrects_received(a);
    if (is_correction != corrects_received(b)) return is_correction;
    auto const when = [](event const& e) { return std::tie(e.happened, e.recorded, e.id); };
    return is_correction ? when(b) < when(a) : when(a) < when(b);
}

} // namespace upheld::detail
