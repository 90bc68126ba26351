// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/calendar/day.hpp"

#include <cstdint>
#include <optional>

/// From what happened to stretches of work: what was open on any day, at which stage, and how it
/// came and went.

namespace upheld {

/// How a spell began.
enum class spell_start : std::uint8_t {
    received,
    escalated,    ///< the stage began
    reopened,     ///< the stage's answer no longer stands
    reclassified, ///< while open: from a service request to a complaint, or the other way round
};

/// How a spell ended.
enum class spell_end : std::uint8_t {
    answered,
    withdrawn,
    escalated,    ///< the next stage began, and this one had no answer
    reclassified, ///< as `spell_start`; the next spell begins on the same day
};

/// A stretch in which one complaint was open at one stage, as a store told it from a viewpoint,
/// whose day is called `as_of` below. A complaint that was answered and reopened, or that went on
/// to another stage, has several. A case is in stock at the end of a day if it began by then and
/// did not end by then: one that began and ended on one day is in no stock, and in both flows.
///
/// What was corrected was true all along: day received, channel and category are the right ones in
/// every spell. Everything else counts from the day it happened.
struct open_spell {
    complaint_id id;
    unit_code unit;
    channel_code channel;
    category_code category;
    procedure_code procedure;
    stage_code stage;
    std::uint8_t position = 0; ///< of the stage in its procedure; 0 is the first
    bool is_counted = true;    ///< false: a service request during this spell
    spell_start begun_by{};
    spell_end ended_by{};    ///< means nothing while open
    bool is_paused = false;  ///< open, and its clock paused at the end of `as_of`
    std::uint16_t aspects{}; ///< of its complaint; at most 65,535 are told

    day received;             ///< by the complaint's corrections
    day began;                ///< this spell
    std::optional<day> ended; ///< absent: still open at the end of `as_of`

    day stage_began;                 ///< the stage; its clock is counted from here, reopened or not
    std::optional<day> original_due; ///< inclusive, of the stage; absent if the stage has no clock
    std::optional<day> due;          ///< inclusive, of the stage, after extension

    // Of the complaint, the same in all its spells.
    std::optional<day> acknowledged;    ///< the first time
    std::optional<day> acknowledge_due; ///< inclusive; absent if its first stage has no such clock
    /// The day on which the outcomes of all its aspects were decided: the last of their last
    /// decisions. Absent if one is undecided, or there are none.
    std::optional<day> decided;
    bool is_withdrawn = false;     ///< by the end of `as_of`, open or answered
    bool is_counted_as_of = true;  ///< false: a service request at the end of `as_of`
    bool is_last_of_stage = false; ///< no later spell of the complaint is at this stage
    bool is_last = false;          ///< no later spell of the complaint

    [[nodiscard]] constexpr bool is_open() const noexcept { return !ended; }

    [[nodiscard]] constexpr bool is_open_at_end_of(day d) const noexcept {
        return began <= d && (!ended || d < *ended);
    }

    friend bool operator==(open_spell const&, open_spell const&) = default;
};

/// `received`, `escalated`, `reopened`, `reclassified`.
[[nodiscard]] constexpr char const* name_of(spell_start how) noexcept {
    switch (how) {
    case spell_start::received: return "received";
    case spell_start::escalated: return "escalated";
    case spell_start::reopened: return "reopened";
    case spell_start::reclassified: return "reclassified";
    }
    return "unknown";
}

/// `answered`, `withdrawn`, `escalated`, `reclassified`.
[[nodiscard]] constexpr char const* name_of(spell_end how) noexcept {
    switch (how) {
    case spell_end::answered: return "answered";
    case spell_end::withdrawn: return "withdrawn";
    case spell_end::escalated: return "escalated";
    case spell_end::reclassified: return "reclassified";
    }
    return "unknown";
}

} // namespace upheld
