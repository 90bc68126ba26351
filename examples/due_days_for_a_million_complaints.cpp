// SPDX-License-Identifier: BSL-1.0
#include <upheld/calendar/bank_holidays.hpp>
#include <upheld/calendar/working_day_shift.hpp>
#include <upheld/deadline/due.hpp>
#include <upheld/deadline/rule_book.hpp>

#include <array>
#include <cstdint>
#include <iostream>
#include <vector>

/// A million complaints received in 2010 to 2025: when is each due, 20 working days being allowed,
/// and on which weekdays does the work fall due? First one by one, then as a column; both agree.

int main() {
    using namespace upheld;
    constexpr std::size_t complaints = 1'000'000;
    std::vector<day> received(complaints);
    std::uint64_t state = 1;
    for (day& on : received) {
        // D. E. Knuth's MMIX generator: the same days on every machine.
        state = state * 6364136223846793005U + 1442695040888963407U;
        on = day(2010, 1, 1) + calendar_days(static_cast<std::int32_t>((state >> 33U) % 5844));
    }
    working_calendar const& calendar = england_and_wales();
    clock_rule const* const rule = find_clock_rule("corporate_20");
    if (rule == nullptr) return 1;

    // Before: one by one.
    std::vector<day> one_by_one(complaints);
    for (std::size_t i = 0; i != complaints; ++i) {
        auto const due = due_day(*rule, received[i], calendar);
        if (!due) {
            std::cerr << to_string(due.error()) << '\n';
            return 1;
        }
        one_by_one[i] = *due;
    }

    // After: the rule compiled to a byte a day, and the whole column at once.
    auto const shift = working_day_shift::make(calendar, working_days(rule->limit.value));
    if (!shift) {
        std::cerr << to_string(shift.error()) << '\n';
        return 1;
    }
    std::vector<day> due(complaints);
    std::vector<std::uint64_t> bits(row_set::words_for(complaints));
    rows_answered const done = shift->apply(received, due, row_set(bits, complaints));
    if (due != one_by_one) {
        std::cerr << "the two ways disagree\n";
        return 1;
    }

    std::array<std::size_t, 7> by_weekday{};
    std::int32_t longest = 0;
    std::size_t longest_row = 0;
    for (std::size_t i = 0; i != complaints; ++i) {
        ++by_weekday[static_cast<std::size_t>(due[i].weekday())];
        std::int32_t const took = (due[i] - received[i]).value;
        if (took > longest) {
            longest = took;
            longest_row = i;
        }
    }
    std::cout << done.answered << " due days, " << done.failed << " without an answer\n";
    constexpr std::array names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                               "Friday", "Saturday", "Sunday"};
    for (std::size_t i = 0; i != names.size(); ++i) {
        std::cout << names[i] << ": " << by_weekday[i] << '\n';
    }
    std::cout << "The longest wait is " << longest << " days, from "
              << to_text(received[longest_row]) << " to " << to_text(due[longest_row]) << '\n';
}
