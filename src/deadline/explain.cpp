// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/explain.hpp"

#include <algorithm>
#include <array>

namespace upheld {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string count_of(working_days n) {
    return std::to_string(n.value) + (n.value == 1 ? " working day" : " working days");
}

std::string standing(deadline const& what) {
    std::string const at = in_words(what.as_of);
    switch (what.state) {
    case clock_state::not_started: return "On " + at + " the clock had not started.";
    case clock_state::running:
        return "On " + at + " the clock was running: " + count_of(what.used) + " used, " +
               count_of(what.left) + " left.";
    case clock_state::paused:
        return "On " + at + " the clock was paused: " + count_of(what.used) + " used.";
    case clock_state::due_today: return "It was due on that very day, " + at + ".";
    case clock_state::answered_in_time:
        return "It was done on " + in_words(*what.done) + ", in time.";
    case clock_state::answered_late:
        return "It was done on " + in_words(*what.done) + ", late by " + count_of(what.late_by) +
               ".";
    case clock_state::overdue:
        return "On " + at + " it was overdue by " + count_of(what.late_by) + ".";
    case clock_state::withdrawn: return "It was withdrawn on " + in_words(*what.done) + ".";
    }
    return {};
}

std::string reason_of(ledger_line const& line, clock_unit unit, std::string_view note) {
    std::string text;
    auto const noted = [&](std::string_view fallback) {
        text += "not counted: ";
        text += note.empty() ? fallback : note;
    };
    std::string const counted =
        (unit == clock_unit::working_days ? "working day " : "day ") + std::to_string(line.counted);
    switch (line.reason) {
    case ledger_reason::deemed_later: return "not counted: receipt is deemed to be later";
    case ledger_reason::start:
        text = line.counted == 0 ? "the clock starts; this day does not count"
                                 : "the clock starts; " + counted;
        break;
    case ledger_reason::counted: text = counted; break;
    case ledger_reason::weekend: noted("weekend"); break;
    case ledger_reason::holiday: noted("holiday"); break;
    case ledger_reason::closure: noted("closed"); break;
    case ledger_reason::paused: noted("paused"); break;
    case ledger_reason::reset:
        text = "the clock starts again";
        if (line.counted != 0) text += "; " + counted;
        break;
    case ledger_reason::rolled: text = "moved on: not a working day"; break;
    case ledger_reason::due: text = line.counted == 0 ? "due" : counted + ", due"; break;
    }
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(text.size() < width ? width : text.size(), ' ');
    return text;
}

std::string_view sureness(evidence sure) {
    switch (sure) {
    case evidence::primary: return "primary: the provision or the regulator's own page was read";
    case evidence::secondary: return "secondary: taken from secondary sources";
    case evidence::recalled: return "recalled: verify before relying on it";
    }
    return {};
}

std::string_view how_counted(clock_unit unit, counting count) {
    bool const in_working_days = unit == clock_unit::working_days;
    switch (count) {
    case counting::after_start:
        return unit == clock_unit::months ? "to the corresponding date"
                                          : "the day of the start not counted";
    case counting::beginning_with_start:
        return in_working_days ? "the day of the start being the first if it is a working day"
                               : "the day of the start included";
    case counting::from_day_after: return "to the corresponding date of the day after";
    case counting::as_ico: break; // deadlines have what it came to
    }
    return {};
}

} // namespace

std::string in_words(day d) {
    auto const [year, month, day_of_month] = d.fields();
    std::string text(weekdays[static_cast<std::size_t>(d.weekday())]);
    text += ' ' + std::to_string(day_of_month) + ' ';
    text += month_names[static_cast<std::size_t>(month) - 1];
    return text + ' ' + std::to_string(year);
}

std::string explain(deadline const& what, clock_rule const& rule) {
    std::string text = "Due on " + in_words(what.due) + " at the latest.\n";
    if (what.is_extended) {
        text += "Without the extension it would have been " + in_words(what.original_due) + ".\n";
        if (!what.extension_reason.empty()) {
            text += "Reason for the extension: " + what.extension_reason + ".\n";
        }
    }
    text += standing(what) + "\n\n";
    text += "Clock: " + rule.title + " (" + rule.id + ").\n";
    text += "Limit: " + to_string(what.limit) + " from " + std::string(words_of(what.started_by)) +
            ", ";
    text += how_counted(what.limit.unit, what.count);
    if (rule.extended_limit && what.limit == rule.limit)
        text += "; extended " + to_string(*rule.extended_limit) + " in all";
    if (rule.or_as_soon_as_practicable) text += "; or as soon as practicable";
    text += ".\n";
    text += "Calendar: " + what.calendar_id + ", edition " + what.calendar_edition + ".\n";
    for (std::string const& remark : what.remarks) text += "Note: " + remark + ".\n";
    if (!what.days.empty()) {
        text += '\n';
        std::size_t widest = 0;
        for (ledger_line const& line : what.days.lines()) {
            widest = std::max(widest, in_words(line.on).size());
        }
        for (ledger_line const& line : what.days.lines()) {
            text += padded(in_words(line.on), widest + 2) +
                    reason_of(line, what.limit.unit, what.days.note(line)) + '\n';
        }
    }
    text += "\nSource: " + rule.source + ".\n";
    text += "Evidence: " + std::string(sureness(rule.sure)) + ".\n";
    return text;
}

} // namespace upheld
