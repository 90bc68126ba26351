// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace upheld {

enum class break_kind : std::uint8_t {
    structure,  ///< the organisation changed
    definition, ///< what is counted, or how
    coverage,   ///< who records it, or of what
    system,     ///< the system it is recorded in
};

/// A day from which figures are no longer comparable with those before. It stops comparisons that
/// nobody asked for (`rollup/comparability.hpp`).
struct series_break {
    break_kind kind{};
    std::string took_effect;            ///< YYYY-MM-DD: first day of the new way, in
    std::vector<std::string> measures;  ///< keys of measures or published series; empty: all
    std::vector<unit_code> units;       ///< and all within or above them; empty: all
    std::vector<service_code> services; ///< empty: all
    std::string note;                   ///< what happened, a sentence without a full stop
    friend bool operator==(series_break const&, series_break const&) = default;
};

} // namespace upheld
