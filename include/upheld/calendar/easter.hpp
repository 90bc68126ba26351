// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

namespace upheld {

/// Easter Sunday of the western churches; between 22 March and 25 April.
/// @param year     1900 to 2199
/// @source         J. Meeus, "Astronomical Algorithms", 1991, chapter 8: the rule first printed
///                 without an author's name in "Nature", 20 April 1876
[[nodiscard]] constexpr day easter_sunday(int year) noexcept {
    int const a = year % 19;
    int const b = year / 100;
    int const c = year % 100;
    int const d = b / 4;
    int const e = b % 4;
    int const f = (b + 8) / 25;
    int const g = (b - f + 1) / 3;
    int const h = (19 * a + b - d - g + 15) % 30;
    int const i = c / 4;
    int const k = c % 4;
    int const l = (32 + 2 * e + 2 * i - h - k) % 7;
    int const m = (a + 11 * h + 22 * l) / 451;
    int const n = h + l - 7 * m + 114;
    return day(year, n / 31, n % 31 + 1);
}

} // namespace upheld
