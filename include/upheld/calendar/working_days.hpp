// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <compare>
#include <cstdint>

namespace upheld {

/// A distance in working days; may be negative. Only a calendar can apply it to a day
/// (`calendar/working_calendar.hpp`), and it does not convert to or from `calendar_days`.
struct working_days {
    std::int32_t value = 0;
    constexpr working_days() = default;

    constexpr explicit working_days(std::int32_t v) noexcept : value(v) {}

    friend constexpr auto operator<=>(working_days const&, working_days const&) = default;

    friend constexpr working_days operator+(working_days a, working_days b) noexcept {
        return working_days(a.value + b.value);
    }

    friend constexpr working_days operator-(working_days a, working_days b) noexcept {
        return working_days(a.value - b.value);
    }
};

// Deleted rather than absent, so that the compiler's message points here: which days are working
// days depends on a calendar. Write `calendar.add(day, working_days(20))`.
void operator+(day from, working_days distance) = delete;
void operator+(working_days distance, day from) = delete;
void operator-(day from, working_days distance) = delete;
void operator+=(day& from, working_days distance) = delete;
void operator-=(day& from, working_days distance) = delete;

} // namespace upheld
