// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/dimension.hpp"

#include "basis/closest.hpp"
#include "rollup/grouping_name.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace upheld {
namespace {

/// In the order of `dimension`; time has the names of its steps.
constexpr std::array<std::string_view, dimension_count - 1> dimension_names = {
    "unit",       "service",      "subject",   "outcome",      "answer",
    "channel",    "category",     "procedure", "stage",        "place",
    "contractor", "working_days", "decision",  "remedy_stage", "remedy_kind"};

/// In the order of `time_step`.
constexpr std::array<std::string_view, time_step_count> step_names = {"financial_year",
                                                                      "financial_half",
                                                                      "financial_quarter",
                                                                      "calendar_year",
                                                                      "calendar_half",
                                                                      "calendar_quarter",
                                                                      "month",
                                                                      "week"};

constexpr std::string_view level_prefix = "unit:";

std::optional<std::size_t> position(std::span<std::string_view const> in, std::string_view name) {
    auto const found = std::find(in.begin(), in.end(), name);
    if (found == in.end()) return std::nullopt;
    return static_cast<std::size_t>(found - in.begin());
}

std::vector<std::string> levels(taxonomy const& words) {
    std::vector<std::string> found;
    for (unit_code const unit : words.units.codes()) {
        std::string const& level = words.units[unit].level;
        if (!level.empty() && std::find(found.begin(), found.end(), level) == found.end()) {
            found.push_back(level);
        }
    }
    return found;
}

/// `use unit, service, ...`: all of them are names that anybody may want to see.
std::string all_names() {
    std::string text = "the names are ";
    for (std::string_view const name : dimension_names) {
        text += name;
        text += ", ";
        if (name == "unit") text += "unit:LEVEL, ";
    }
    text += "and for time ";
    for (std::size_t i = 0; i != step_names.size(); ++i) {
        if (i != 0) text += ", ";
        text += step_names[i];
    }
    return text;
}

} // namespace

std::string name_of(grouping const& by) {
    if (by.what == dimension::time) {
        return std::string(step_names[static_cast<std::size_t>(by.every)]);
    }
    std::string name(dimension_names[static_cast<std::size_t>(by.what)]);
    if (by.what == dimension::unit && !by.level.empty()) name += ':' + by.level;
    return name;
}

std::optional<grouping> detail::grouping_named(std::string_view name) {
    if (auto const at = position(dimension_names, name)) {
        return grouping{static_cast<dimension>(*at), {}, {}};
    }
    if (auto const at = position(step_names, name)) {
        return grouping{dimension::time, {}, static_cast<time_step>(*at)};
    }
    if (name.size() > level_prefix.size() && name.starts_with(level_prefix)) {
        return grouping{dimension::unit, std::string(name.substr(level_prefix.size())), {}};
    }
    return std::nullopt;
}

result<grouping> grouping_from_text(std::string_view text, taxonomy const& words) {
    auto const named = detail::grouping_named(text);
    if (named && named->level.empty()) return *named;
    std::vector<std::string> const known_levels = levels(words);
    if (named) {
        if (std::find(known_levels.begin(), known_levels.end(), named->level) !=
            known_levels.end()) {
            return *named;
        }
        return refuse({.code = failure_code::key_unknown,
                       .where = {},
                       .message = "no unit is of a level \"" + named->level + "\"",
                       .mend = known_levels.empty() ? "the taxonomy names no levels; use unit"
                                                    : detail::suggest(named->level, known_levels)});
    }
    std::vector<std::string> known(dimension_names.begin(), dimension_names.end());
    known.insert(known.end(), step_names.begin(), step_names.end());
    for (std::string const& level : known_levels) {
        known.push_back(std::string(level_prefix) + level);
    }
    return refuse({.code = failure_code::field_malformed,
                   .where = {},
                   .message = "\"" + std::string(text) + "\" is nothing that can be grouped by",
                   .mend = detail::suggest(text, known) + "; " + all_names()});
}

} // namespace upheld
