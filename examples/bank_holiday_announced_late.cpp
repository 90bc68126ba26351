// SPDX-License-Identifier: BSL-1.0
#include <upheld/calendar/bank_holidays.hpp>
#include <upheld/calendar/local_closure.hpp>
#include <upheld/deadline/explain.hpp>
#include <upheld/deadline/moved_due_days.hpp>
#include <upheld/deadline/rule_book.hpp>

#include <array>
#include <iostream>
#include <vector>

/// Monday 19 September 2022 became a bank holiday with about nine days' notice. Clocks that were
/// running got a day more. Which cases of this council are due on another day?

namespace {

struct open_case {
    char const* number;
    char const* regime;
    upheld::day start;
};

} // namespace

int main() {
    using namespace upheld;
    std::array const announced{day(2022, 9, 19)};
    working_calendar const& after = england_and_wales();
    auto const before = without_holidays(after, "as known on 1 September 2022", announced);
    if (!before) {
        std::cerr << to_string(before.error()) << '\n';
        return 1;
    }

    constexpr std::array cases{
        open_case{"C-101", "corporate_20", day(2022, 8, 12)}, // due before the day: stays
        open_case{"C-117", "corporate_20", day(2022, 8, 19)}, // due on that very day
        open_case{"C-124", "corporate_20", day(2022, 9, 1)},
        open_case{"C-130", "corporate_ack", day(2022, 9, 15)},
        open_case{"K-008", "children_s1", day(2022, 9, 5)},
        open_case{"K-009", "children_s2", day(2022, 9, 7)},
        open_case{"A-044", "asc2009_relevant_period", day(2022, 9, 5)}, // months know no holidays
        open_case{"C-131", "corporate_20", day(2022, 9, 20)},           // began after it: stays
    };
    rule_book const rules = rule_book::built_in();
    std::vector<running_clock> clocks;
    for (open_case const& one : cases) {
        clock_rule const* const rule = rules.find(one.regime);
        if (rule == nullptr) {
            std::cerr << "no rule " << one.regime << '\n';
            return 1;
        }
        clocks.push_back({.rule = rule, .start = one.start});
    }

    moved_clocks const found = moved_due_days(clocks, *before, after);
    std::cout << "Edition \"" << before->edition() << "\" against edition \"" << after.edition()
              << "\":\n";
    for (moved_due_day const& one : found.moved) {
        open_case const& moved = cases[one.position];
        std::cout << moved.number << "  " << moved.regime << ": due on " << in_words(one.after)
                  << ", not on " << in_words(one.before) << '\n';
    }
    for (failed_clock const& one : found.failed) {
        std::cout << cases[one.position].number << ": " << to_string(one.why) << '\n';
    }
    std::cout << found.moved.size() << " moved, " << found.unmoved << " as before, "
              << found.failed.size() << " failed, of " << cases.size() << '\n';
    return found.failed.empty() ? 0 : 1;
}
