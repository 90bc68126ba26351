// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/moved_due_days.hpp"

namespace upheld {

moved_clocks moved_due_days(std::span<running_clock const> clocks, working_calendar const& before,
                            working_calendar const& after, std::optional<day> as_of) {
    moved_clocks found;
    for (std::size_t i = 0; i != clocks.size(); ++i) {
        running_clock const& clock = clocks[i];
        UPHELD_EXPECTS(clock.rule != nullptr);
        auto const due = [&](working_calendar const& calendar) {
            return deadline_of(*clock.rule, clock.start, clock.events, clock.options, calendar,
                               as_of, keep_ledger::no);
        };
        auto const was = due(before);
        auto const is = due(after);
        if (!was || !is) {
            found.failed.push_back({i, was ? is.error() : was.error()});
        } else if (was->due != is->due) {
            found.moved.push_back({i, was->due, is->due});
        } else {
            ++found.unmoved;
        }
    }
    return found;
}

} // namespace upheld
