// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/failure.hpp"
#include "upheld/store/event.hpp"
#include "upheld/store/records.hpp"
#include "upheld/store/series.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

/// Many records at once, on their way into a store or out of one.

namespace upheld {

/// The kinds of records, in the order in which a store is filled.
enum class record_kind : std::uint8_t {
    complaint,
    mention,
    aspect,
    ombudsman_case,
    event,
    ombudsman_deadline,
    ombudsman_recommendation,
    remedy,
    compliment,
    series_figure
};

/// Records of every kind; all may be empty.
struct record_set {
    std::vector<complaint> complaints;
    std::vector<mention> mentions;
    std::vector<aspect> aspects;
    std::vector<ombudsman_case> ombudsman_cases;
    std::vector<event> events; ///< of complaints and of ombudsman's cases
    std::vector<ombudsman_deadline> deadlines;
    std::vector<ombudsman_recommendation> recommendations;
    std::vector<remedy> remedies;
    std::vector<compliment> compliments;
    std::vector<series_figure> series;
    friend bool operator==(record_set const&, record_set const&) = default;
};

/// A record that a store refused.
struct fill_fault {
    record_kind kind{};
    std::size_t position = 0; ///< in its kind's vector, from 0
    failure what;
    friend bool operator==(fill_fault const&, fill_fault const&) = default;
};

} // namespace upheld
