// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/event.hpp"

#include <compare>
#include <tuple>

/// Private to src.

namespace upheld::detail {

/// Which of two events a store takes first when it is filled: complaints' events before those of
/// ombudsman's cases, case by case, in order of happening. Corrections of the day received come
/// first, the last of them at the very first: it says from which day on things can have happened.
/// @returns less if `a` comes first; equivalent for events of one id in one place
[[nodiscard]] inline std::weak_ordering filling_order(event const& a, event const& b) {
    auto const of = [](event const& e) { return std::tie(e.ombudsman_case, e.complaint); };
    if (auto const cases = of(a) <=> of(b); cases != 0) return cases;
    auto const corrects_received = [](event const& e) {
        return e.kind == event_kind::corrected && e.field == "received";
    };
    bool const is_correction = corrects_received(a);
    if (is_correction != corrects_received(b)) {
        return is_correction ? std::weak_ordering::less : std::weak_ordering::greater;
    }
    auto const when = [](event const& e) { return std::tie(e.happened, e.recorded, e.id); };
    return is_correction ? when(b) <=> when(a) : when(a) <=> when(b);
}

} // namespace upheld::detail
