// SPDX-License-Identifier: BSL-1.0
#include <upheld/calendar/bank_holidays.hpp>
#include <upheld/deadline/explain.hpp>
#include <upheld/deadline/rule_book.hpp>

#include <array>
#include <iostream>

/// A parent asks why the answer to a complaint about children's social care took until February.
/// The complaint went to stage two just before Christmas 2019; the council gave notice in January
/// that it needed more time.

namespace {

/// One failure ends the program: nothing here comes from outside.
template <class T> T const& or_stop(upheld::result<T> const& made) {
    if (!made) {
        std::cerr << to_string(made.error()) << '\n';
        std::exit(1);
    }
    return *made;
}

} // namespace

int main() {
    using namespace upheld;
    rule_book const rules = rule_book::built_in();
    clock_rule const rule = or_stop(rules.get("children_s2"));

    day const requested(2019, 12, 16);
    std::array const events{
        clock_event{clock_event_kind::extended, day(2020, 1, 15), day(2020, 2, 14)},
        clock_event{clock_event_kind::answered, day(2020, 2, 12)},
    };

    // The day that held before the notice, then the one that held after it.
    deadline const at_first = or_stop(
        deadline_of(rule, requested, {}, rule_options(), england_and_wales(), day(2020, 1, 6)));
    std::cout << "On 6 January 2020 the case was " << name_of(at_first.state) << ", due on "
              << in_words(at_first.due) << ": " << at_first.used.value << " working days used, "
              << at_first.left.value << " left.\n\n"
              << explain(at_first, rule) << '\n';

    deadline const in_the_end =
        or_stop(deadline_of(rule, requested, events, rule_options(), england_and_wales()));
    bool const in_time = in_the_end.state == clock_state::answered_in_time;
    std::cout << "In the end it was answered " << (in_time ? "in time" : "late") << ": due on "
              << in_words(in_the_end.due) << " after the notice, on "
              << in_words(in_the_end.original_due) << " without it, sent on "
              << in_words(in_the_end.done.value_or(in_the_end.as_of)) << ".\n";
    for (std::string const& remark : in_the_end.remarks) std::cout << "Remark: " << remark << ".\n";

    // The regulations leave open from which day stage two runs. Policy may say: from the day on
    // which the written statement was agreed.
    rule_options by_statement;
    if (auto const set = by_statement.set(rule, "runs_from", "statement_agreed"); !set) {
        std::cerr << to_string(set.error()) << '\n';
        return 1;
    }
    std::array const agreed{clock_event{clock_event_kind::statement_agreed, day(2020, 1, 2)}};
    deadline const other = or_stop(deadline_of(rule, agreed, by_statement, england_and_wales()));
    std::cout << "Counted from the statement agreed on " << in_words(other.start)
              << " it would have been due on " << in_words(other.due) << ".\n";
}
