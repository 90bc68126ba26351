// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/local_closure.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace upheld {
namespace {

bool is_earlier(holiday const& a, holiday const& b) { return a.on < b.on; }

} // namespace

result<working_calendar> with_closures(working_calendar const& of, std::string_view id,
                                       std::string_view edition,
                                       std::span<local_closure const> closures) {
    std::vector<holiday> added;
    for (local_closure const& closure : closures) {
        if (closure.days.last < closure.days.first) {
            return refuse({.code = failure_code::order_broken,
                           .where = {},
                           .message = "the closure \"" + closure.name + "\" ends on " +
                                      to_text(closure.days.last) + ", before its first day " +
                                      to_text(closure.days.first),
                           .mend = "give the first day, then the last, both in"});
        }
        if (!of.known().covers(closure.days)) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "the closure \"" + closure.name + "\" from " +
                                      to_text(closure.days.first) + " to " +
                                      to_text(closure.days.last) + " is outside calendar \"" +
                                      std::string(of.id()) + "\", which is known from " +
                                      to_text(of.known().first) + " to " + to_text(of.known().last),
                           .mend = "give days that the calendar knows"});
        }
        for (std::int32_t at = closure.days.first.serial(); at <= closure.days.last.serial();
             ++at) {
            day const d = day::from_serial(at);
            bool const is_named = std::any_of(added.begin(), added.end(),
                                              [&](holiday const& h) { return h.on == d; });
            if (is_named || of.weekend().has(d.weekday()) || of.holiday_on(d) != nullptr) continue;
            added.push_back({d, closure.name, holiday_status::local, closure.source});
        }
    }
    std::sort(added.begin(), added.end(), is_earlier);
    std::vector<holiday> all;
    all.reserve(of.holidays().size() + added.size());
    std::merge(of.holidays().begin(), of.holidays().end(), added.begin(), added.end(),
               std::back_inserter(all), is_earlier);
    return working_calendar::adopt(id, edition, of.known(), std::move(all), of.weekend());
}

result<working_calendar> without_holidays(working_calendar const& of, std::string_view edition,
                                          std::span<day const> days) {
    for (day const d : days) {
        if (of.holiday_on(d) == nullptr) {
            return refuse({.code = failure_code::not_found,
                           .where = {},
                           .message = to_text(d) + " is no holiday of calendar \"" +
                                      std::string(of.id()) + "\", edition " +
                                      std::string(of.edition()),
                           .mend = "name days that the calendar has as holidays"});
        }
    }
    std::vector<holiday> kept;
    kept.reserve(of.holidays().size());
    for (holiday const& h : of.holidays()) {
        if (std::find(days.begin(), days.end(), h.on) == days.end()) kept.push_back(h);
    }
    return working_calendar::adopt(of.id(), edition, of.known(), std::move(kept), of.weekend());
}

} // namespace upheld
