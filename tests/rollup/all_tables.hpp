// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/partial.hpp"
#include "upheld/rollup/rollup.hpp"

#include <cstdlib>
#include <string>

namespace upheld::test {

/// A partial without the room it has for working days: rows that took long and went leave theirs.
inline std::string without_width_of_days(std::string text) {
    std::string const begins = "# measure,median_working_days,";
    if (auto const at = text.find(begins); at != std::string::npos) {
        auto const from = at + begins.size();
        text.erase(from, text.find('\n', from) - from);
    }
    return text;
}

/// Tables that tell one body of columns from another, as text.
inline std::string all_tables(columns const& of) {
    struct asked {
        by groups;
        measures what;
    };

    using enum dimension;
    auto const month = grouping{time, {}, time_step::month};
    auto const dim = [](dimension d) { return grouping{d, {}, {}}; };
    std::string text;
    for (asked const& one :
         {asked{{dim(unit), dim(channel), dim(answer), month},
                {"received", "median_working_days", "in_time_by_complaints"}},
          asked{{dim(service), dim(subject), dim(outcome), month}, {"aspects", "upheld_share"}},
          asked{{dim(unit), dim(service)}, {"mentions", "received"}},
          asked{{dim(unit), dim(subject)}, {"aspects", "upheld"}},
          asked{{dim(contractor)}, {"aspects"}},
          asked{{dim(category), dim(procedure)}, {"received"}},
          asked{{dim(place), month}, {"received", "aspects"}},
          asked{{dim(stage), month}, {"stage_reached"}},
          asked{{dim(unit), dim(decision)}, {"referrals"}},
          asked{{dim(remedy_stage), dim(remedy_kind)}, {"awards", "remedies"}},
          asked{{dim(unit)}, {"compliments", "deadlines_met"}}}) {
        auto const made = rollup(of, one.groups, one.what);
        if (!made) std::abort();
        text += without_width_of_days(to_partial_csv(without_empty_groups(*made))) + '\n';
    }
    return text;
}

} // namespace upheld::test
