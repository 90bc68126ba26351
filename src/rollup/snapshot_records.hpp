// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/snapshot_bytes.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/store/record_set.hpp"

#include <span>

/// Records and calendars in a snapshot. Private to src.

namespace upheld::detail {

/// Some records of every kind; all may be empty.
struct record_slices {
    std::span<complaint const> complaints;
    std::span<mention const> mentions;
    std::span<aspect const> aspects;
    std::span<ombudsman_case const> ombudsman_cases;
    std::span<event const> events;
    std::span<ombudsman_deadline const> deadlines;
    std::span<ombudsman_recommendation const> recommendations;
    std::span<remedy const> remedies;
    std::span<compliment const> compliments;
    std::span<series_figure const> series;
};

/// Writes records so that `read_records` gives the same, in the same order.
void write_records(byte_writer& to, record_slices const& some);

/// Codes are not compared with a taxonomy: a store does that.
[[nodiscard]] record_set read_records(byte_reader& in);

/// Writes everything that makes the calendar equal to itself.
void write_calendar(byte_writer& to, working_calendar const& calendar);

/// @fails as `working_calendar::make`; field_malformed
[[nodiscard]] result<working_calendar> read_calendar(byte_reader& in);

} // namespace upheld::detail
