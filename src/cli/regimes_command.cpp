// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace upheld::cli {
namespace {

struct regimes_options {
    std::string rules;
    bool as_json = false;
};

std::vector<std::string_view> names_of(std::vector<clock_event_kind> const& kinds) {
    std::vector<std::string_view> names;
    for (clock_event_kind const kind : kinds) names.push_back(name_of(kind));
    return names;
}

void print_text(clock_rule const& rule) {
    fmt::print("{}: {}\n", rule.id, rule.title);
    fmt::print("  limit     {}", to_string(rule.limit));
    if (rule.extended_limit) fmt::print(", extended {}", to_string(*rule.extended_limit));
    if (rule.cap) fmt::print(", at most {}", to_string(*rule.cap));
    if (rule.extension_by_agreement) fmt::print(", longer by agreement");
    if (rule.or_as_soon_as_practicable) fmt::print(", or as soon as practicable");
    fmt::print("\n");
    for (temporary_limit const& other : rule.temporary_limits) {
        fmt::print("            {} if answered from {} to {}: {}\n", to_string(other.limit),
                   to_text(other.answered.first), to_text(other.answered.last), other.source);
    }
    fmt::print("  counting  {}, from {}, until {}; roll {}\n", name_of(rule.count),
               name_of(rule.starts_with), name_of(rule.done_by), name_of(rule.roll));
    if (!rule.starts_no_earlier_than.empty()) {
        fmt::print("            not before {}\n",
                   fmt::join(names_of(rule.starts_no_earlier_than), ", "));
    }
    fmt::print("  nation    {}; calendar {}\n", rule.nation, rule.calendar);
    if (rule.in_force_from || rule.in_force_until) {
        fmt::print("  in force  {}..{}\n",
                   rule.in_force_from ? to_text(*rule.in_force_from) : std::string(),
                   rule.in_force_until ? to_text(*rule.in_force_until) : std::string());
    }
    for (offered_option const& option : options_of(rule)) {
        fmt::print("  option    {}={}\n", option.name, fmt::join(option.values, "|"));
    }
    fmt::print("  events    {}\n", fmt::join(names_of(event_kinds_of(rule)), ", "));
    fmt::print("  source    {} [{}]\n", rule.source, name_of(rule.sure));
}

nlohmann::ordered_json json_of(clock_limit limit) {
    return {{"value", limit.value}, {"unit", name_of(limit.unit)}};
}

template <class Limit> nlohmann::ordered_json json_or_null(std::optional<Limit> const& value) {
    if (!value) return nullptr;
    if constexpr (std::is_same_v<Limit, day>) {
        return to_text(*value);
    } else {
        return json_of(*value);
    }
}

nlohmann::ordered_json json_of(clock_rule const& rule) {
    auto options = nlohmann::ordered_json::array();
    for (offered_option const& option : options_of(rule)) {
        options.push_back({{"name", option.name},
                           {"values", option.values},
                           {"default", option.values.empty() ? "" : option.values.front()}});
    }
    auto temporary = nlohmann::ordered_json::array();
    for (temporary_limit const& other : rule.temporary_limits) {
        temporary.push_back({{"answered_first", to_text(other.answered.first)},
                             {"answered_last", to_text(other.answered.last)},
                             {"limit", json_of(other.limit)},
                             {"source", other.source}});
    }
    return {{"id", rule.id},
            {"title", rule.title},
            {"nation", rule.nation},
            {"calendar", rule.calendar},
            {"limit", json_of(rule.limit)},
            {"extended_limit", json_or_null(rule.extended_limit)},
            {"cap", json_or_null(rule.cap)},
            {"extension_by_agreement", rule.extension_by_agreement},
            {"or_as_soon_as_practicable", rule.or_as_soon_as_practicable},
            {"temporary_limits", std::move(temporary)},
            {"counting", name_of(rule.count)},
            {"roll", name_of(rule.roll)},
            {"starts_with", name_of(rule.starts_with)},
            {"starts_no_earlier_than", names_of(rule.starts_no_earlier_than)},
            {"done_by", name_of(rule.done_by)},
            {"clarification", name_of(rule.clarification)},
            {"fee_notice_pauses", rule.fee_notice_pauses},
            {"in_force_from", json_or_null(rule.in_force_from)},
            {"in_force_until", json_or_null(rule.in_force_until)},
            {"options", std::move(options)},
            {"event_kinds", names_of(event_kinds_of(rule))},
            {"source", rule.source},
            {"evidence", name_of(rule.sure)}};
}

int run(regimes_options const& asked) {
    rule_book rules = rule_book::built_in();
    if (!asked.rules.empty()) {
        rules_reading read = load_rules(asked.rules);
        if (!read.is_whole()) return refuse_input(read.failures);
        rules = std::move(read.value);
    }
    if (!asked.as_json) {
        for (clock_rule const& rule : rules.rules()) print_text(rule);
        return exit_done;
    }
    auto all = nlohmann::ordered_json::array();
    for (clock_rule const& rule : rules.rules()) all.push_back(json_of(rule));
    // A council's own rules may hold any bytes that its file holds.
    fmt::print("{}\n", all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return exit_done;
}

} // namespace

void add_regimes_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<regimes_options>();
    CLI::App* const command = app.add_subcommand(
        "regimes", "List every clock: limits, calendar, options, events, source and evidence");
    command->add_option("--rules", asked->rules,
                        "TOML file of a council's own clocks, added to the built-in ones");
    command->add_flag("--json", asked->as_json, "a JSON array with one object for each clock");
    command->footer("Evidence: primary, the provision's own text was read; secondary, a secondary "
                    "source; recalled, to be verified before relying on it.\n"
                    "Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
