// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace upheld {

/// What a unit keeps of one kind of data. Anything but `yes` means that a count of it is no number
/// at all: not 0, and not left out in silence.
enum class collected : std::uint8_t {
    yes,            ///< the unit keeps it; no record means none
    not_collected,  ///< the unit does not record it
    not_known,      ///< it exists but nobody told the compiler of the figures
    not_applicable, ///< the unit has no such thing
};

/// The kinds of data a unit may keep or not. One bit of a report's coverage each.
enum class kept : std::uint8_t {
    complaints,      ///< one record per complaint
    channels,        ///< how each complaint came in
    mentions,        ///< the services that each complaint refers to
    aspects,         ///< the individual parts, each with a subject
    outcomes,        ///< the outcome of each aspect
    categories,      ///< one category per complaint, instead of aspects
    in_time,         ///< the days from which timeliness is computed
    own_remedies,    ///< money paid at the council's own stages
    ombudsman_cases, ///< referrals to an ombudsman and their remedies
    compliments,     ///< compliments
};
inline constexpr int kept_kinds = 10;

} // namespace upheld
