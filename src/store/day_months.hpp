// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

/// Months by number, from January 1900 to December 2199, for days by the million. Private to src.

namespace upheld::detail {

/// Serials of the first day of each month, and of the day after the last.
inline constexpr auto month_starts = [] {
    constexpr int years = 300;
    std::array<std::int32_t, years * 12 + 1> starts{};
    std::size_t place = 0;
    for (int y = 0; y != years; ++y) {
        for (int m = 0; m != 12; ++m) {
            starts[place++] = day(1900 + y, m + 1, 1).serial();
        }
    }
    starts.back() = day(2199, 12, 31).serial() + 1;
    return starts;
}();

/// The month that a day is in, by its place in `month_starts`. A quarter of the time that
/// `day::fields` takes.
[[nodiscard]] inline std::size_t month_place_of(day d) {
    // As if all months were of one length: at most one month off.
    constexpr unsigned bits = 20;
    constexpr auto months_a_day = static_cast<std::uint32_t>((1U << bits) * 12 / 365.2425);
    auto const since = static_cast<std::uint32_t>(d.serial() - month_starts.front());
    std::size_t place = since * months_a_day >> bits;
    if (place + 1 != month_starts.size() - 1 && d.serial() >= month_starts[place + 1]) ++place;
    if (d.serial() < month_starts[place]) --place;
    return place;
}

} // namespace upheld::detail
