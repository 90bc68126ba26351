// SPDX-License-Identifier: BSL-1.0
#include "cli/due_in_folder.hpp"

#include "cli/commands.hpp"
#include "report/text_layout.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/store/store_view.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace upheld::cli {
namespace {

using json = nlohmann::ordered_json;

/// One open case and its clock.
struct open_case {
    complaint_id id;
    unit_code unit;
    stage_code stage;
    day received;
    std::optional<day> due;
    bool is_paused = false;
    std::int32_t working_days = 0; ///< to the due day, or since it if it is overdue
    bool is_overdue = false;
};

result<std::vector<open_case>> open_cases(store const& cases, viewpoint from,
                                          std::optional<int> within) {
    store_view const view = cases.as_of(from.as_of, from.known_on);
    std::vector<open_case> all;
    for (complaint_id const which : view.complaint_ids()) {
        complaint_state const now = view.state_of(which).value();
        if (!now.is_open || now.record.is_service_request) continue;
        open_case one{.id = which,
                      .unit = now.record.unit,
                      .stage = now.stage,
                      .received = now.record.received,
                      .due = now.stage_due,
                      .is_paused = now.is_paused};
        if (one.due) {
            one.is_overdue = *one.due < from.as_of;
            day const first = std::min(*one.due, from.as_of);
            day const last = std::max(*one.due, from.as_of);
            auto const counted = cases.calendar().count_after_until(first, last);
            if (!counted) return refuse(counted.error());
            one.working_days = counted->value;
        }
        if (within && (!one.due || (!one.is_overdue && one.working_days > *within))) continue;
        all.push_back(one);
    }
    std::sort(all.begin(), all.end(), [](open_case const& a, open_case const& b) {
        return std::tuple(!a.due, a.due, a.id) < std::tuple(!b.due, b.due, b.id);
    });
    return all;
}

std::string state_of(open_case const& one) {
    if (!one.due) return "no clock";
    std::string const days =
        fmt::format("{} working {}", one.working_days, one.working_days == 1 ? "day" : "days");
    std::string const paused = one.is_paused ? ", paused" : "";
    if (one.is_overdue) return "overdue by " + days + paused;
    return (one.working_days == 0 ? std::string("due today") : "due in " + days) + paused;
}

void print_text(std::vector<open_case> const& all, taxonomy const& words, viewpoint from) {
    std::size_t unit_width = 4;
    std::size_t stage_width = 5;
    for (open_case const& one : all) {
        unit_width = std::max(unit_width, detail::width_of(words.units[one.unit].name));
        stage_width = std::max(stage_width, detail::width_of(words.stages[one.stage].name));
    }
    auto const overdue =
        std::count_if(all.begin(), all.end(), [](open_case const& one) { return one.is_overdue; });
    fmt::print("{}: {} open {}, {}; {} overdue\n", words.council, all.size(),
               all.size() == 1 ? "case" : "cases", to_text(from), overdue);
    if (all.empty()) return;
    fmt::print("\n{:>10}  {}  {}  {:<10}  {:<10}  state\n", "complaint",
               detail::padded("unit", unit_width, false),
               detail::padded("stage", stage_width, false), "received", "due");
    for (open_case const& one : all) {
        fmt::print("{:>10}  {}  {}  {:<10}  {:<10}  {}\n", one.id.value,
                   detail::padded(words.units[one.unit].name, unit_width, false),
                   detail::padded(words.stages[one.stage].name, stage_width, false),
                   to_text(one.received), one.due ? to_text(*one.due) : "", state_of(one));
    }
}

char const* key_of_state(open_case const& one) {
    if (!one.due) return "no_clock";
    return one.is_overdue ? "overdue" : "running";
}

void print_csv(std::vector<open_case> const& all, taxonomy const& words) {
    fmt::print("complaint,unit,stage,received,due,state,working_days,paused\n");
    for (open_case const& one : all) {
        fmt::print("{},{},{},{},{},{},{},{}\n", one.id.value,
                   detail::csv_field(words.units[one.unit].key),
                   detail::csv_field(words.stages[one.stage].key), to_text(one.received),
                   one.due ? to_text(*one.due) : "", key_of_state(one),
                   one.due ? std::to_string(one.working_days) : "", one.is_paused ? "yes" : "no");
    }
}

void print_json(std::vector<open_case> const& all, taxonomy const& words, viewpoint from) {
    json made{{"council", words.council},
              {"as_of", to_text(from.as_of)},
              {"known_on", to_text(from.known_on)},
              {"open", json::array()}};
    for (open_case const& one : all) {
        made["open"].push_back({{"complaint", one.id.value},
                                {"unit", words.units[one.unit].key},
                                {"stage", words.stages[one.stage].key},
                                {"received", to_text(one.received)},
                                {"due", one.due ? json(to_text(*one.due)) : json(nullptr)},
                                {"state", key_of_state(one)},
                                {"working_days", one.due ? json(one.working_days) : json(nullptr)},
                                {"paused", one.is_paused}});
    }
    fmt::print("{}\n", made.dump(2, ' ', false, json::error_handler_t::replace));
}

} // namespace

int due_in_folder(due_in_folder_request const& asked) {
    auto const chosen = viewpoint_asked(asked.seen_from);
    if (!chosen) return refuse_input(chosen.error());
    auto const cases = cases_with_progress(asked.folder);
    if (!cases) return exit_refused;
    std::optional<viewpoint> from = *chosen;
    if (auto const last = cases->last_recorded(); !from && last) {
        from = viewpoint::at_the_time(*last);
    }
    if (!from) return refuse_usage(asked.folder + ": has no cases, so --as-of is needed");
    auto const all = open_cases(*cases, *from, asked.within);
    if (!all) return refuse_input(about("--as-of", all.error()));
    if (asked.format == "csv") {
        print_csv(*all, cases->words());
    } else if (asked.format == "json") {
        print_json(*all, cases->words(), *from);
    } else {
        print_text(*all, cases->words(), *from);
    }
    return exit_done;
}

} // namespace upheld::cli
