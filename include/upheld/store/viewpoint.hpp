// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <string>

namespace upheld {

/// Where cases are looked at from: what had happened by the end of one day, as it was known at the
/// end of another. Late entries and corrections tell the two apart.
///
/// A complaint is in sight once it was received by `as_of` (as far as its day of receipt was known)
/// and known: from the day on which its event `received` was recorded, or without one from the day
/// received. An event counts if it happened by `as_of` and was recorded by `known_on`; a correction
/// says what was true all along, so it counts from the day it was recorded, whatever day it
/// happened. Records that carry one day alone (a referral, a remedy, an answer to an ombudsman)
/// were known on that day.
struct viewpoint {
    day as_of;    ///< what had happened by the end of this day
    day known_on; ///< as known at the end of this day

    /// As a day was seen when it ended.
    [[nodiscard]] static constexpr viewpoint at_the_time(day d) noexcept { return {d, d}; }

    /// The last day on which anything can have happened and been known.
    [[nodiscard]] constexpr day last_known() const noexcept {
        return as_of < known_on ? as_of : known_on;
    }

    friend constexpr bool operator==(viewpoint const&, viewpoint const&) = default;
};

/// `as known on 2020-06-15`, or `as of 2020-03-31, as known on 2020-06-15` if the days differ.
[[nodiscard]] std::string to_text(viewpoint const& from);

} // namespace upheld
