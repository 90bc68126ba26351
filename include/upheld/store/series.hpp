// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Figures that are not computed from cases: earlier years as they were published, and other
/// bodies'.

namespace upheld {

enum class series_state : std::uint8_t { value, none, not_collected, not_known, not_applicable };

/// How `number` is to be read.
enum class series_form : std::uint8_t {
    count,      ///< a whole number of things
    pence,      ///< whole pence
    percent,    ///< a percentage as printed, in hundredths of a per cent (4,900 is 49%)
    rank,       ///< a position, 1 is best
    joint_rank, ///< a position shared with others
};

/// One figure with everything that tells what it is a figure of.
struct series_figure {
    std::string measure;  ///< a measure's key, or a name of the source's own
    std::string variant;  ///< empty, or what tells two published values of one figure apart
    std::string period;   ///< label such as 2018-19
    unit_code unit;       ///< none: the body as a whole
    service_code service; ///< none: all
    stage_code stage;
    remedy_stage_code remedy_stage;
    remedy_kind_code remedy_kind;
    series_state state = series_state::value;
    series_form form = series_form::count;
    std::int64_t number = 0; ///< means nothing unless `state` is `value`
    std::string source;      ///< document and table
    std::string structure;   ///< the structure of the organisation that it is stated in
    std::string coverage;    ///< what is in it or left out, in words; may be empty
    friend bool operator==(series_figure const&, series_figure const&) = default;
};

} // namespace upheld
