// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_method.hpp"

#include "basis/closest.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace upheld::cli {
namespace {

constexpr double largest_exact = 9007199254740992.0; // 2^53: whole doubles below it are exact

std::vector<std::string> field_names(std::string_view lines) {
    std::vector<std::string> names;
    while (!lines.empty()) {
        std::size_t const end = std::min(lines.find('\n'), lines.size());
        names.emplace_back(lines.substr(0, lines.find(':')));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return names;
}

} // namespace

std::vector<stats_method> all_stats_methods() {
    std::vector<stats_method> all;
    for (auto const methods : {
             share_methods(),
             rate_methods(),
             control_chart_methods(),
             funnel_methods(),
             duration_methods(),
             rounding_methods(),
             small_number_methods(),
         }) {
        all.insert(all.end(), methods.begin(), methods.end());
    }
    return all;
}

result<stats_method> stats_method_named(std::string_view name) {
    std::vector<std::string> known;
    std::string begun; // names that begin so
    for (stats_method const& method : all_stats_methods()) {
        if (method.name == name) return method;
        known.emplace_back(method.name);
        if (!name.empty() && method.name.starts_with(name)) {
            begun += (begun.empty() ? "\"" : "\", \"") + std::string(method.name);
        }
    }
    return refuse(
        {.code = failure_code::not_found,
         .where = {.source = {}, .row = 0, .column = "method"},
         .message = "no method \"" + std::string(name) + '"',
         .mend = begun.empty() ? upheld::detail::suggest(name, known) : "so begin " + begun + '"'});
}

result<stats_json> answer_by(stats_method const& method, stats_json const& input) {
    if (!input.is_object()) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = "the input is not a JSON object",
                       .mend = R"(write {"field": value, ...})"});
    }
    auto answer = method.answer(input);
    if (!answer) return answer;
    auto const known = field_names(method.inputs);
    auto ignored = stats_json::array();
    for (auto const& [name, value] : input.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) ignored.push_back(name);
    }
    if (!ignored.empty()) (*answer)["ignored"] = std::move(ignored);
    return answer;
}

bool stats_input::has(std::string const& name) const {
    auto const found = fields_.find(name);
    return found != fields_.end() && !found->is_null();
}

stats_json const* stats_input::find(std::string const& name) {
    if (has(name)) return &*fields_.find(name);
    keep({.code = failure_code::field_missing,
          .where = {.source = {}, .row = 0, .column = name},
          .message = "the field is missing",
          .mend = {}});
    return nullptr;
}

void stats_input::keep_malformed(std::string const& name, std::string message) {
    keep({.code = failure_code::field_malformed,
          .where = {.source = {}, .row = 0, .column = name},
          .message = std::move(message),
          .mend = {}});
}

std::int64_t stats_input::whole_of(stats_json const& value, std::string const& name) {
    if (value.is_number_unsigned()) {
        auto const n = value.get<std::uint64_t>();
        if (n <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return static_cast<std::int64_t>(n);
        }
    } else if (value.is_number_integer()) {
        return value.get<std::int64_t>();
    } else if (value.is_number_float()) {
        auto const n = value.get<double>();
        if (n == std::floor(n) && std::abs(n) <= largest_exact) return static_cast<std::int64_t>(n);
    }
    keep_malformed(name, value.dump() + " is not a whole number");
    return 0;
}

double stats_input::number_of(stats_json const& value, std::string const& name) {
    if (value.is_number()) return value.get<double>();
    keep_malformed(name, value.dump() + " is not a number");
    return 0;
}

bool stats_input::yes_of(stats_json const& value, std::string const& name) {
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number() && (value == 0 || value == 1)) return value == 1;
    keep_malformed(name, value.dump() + " is neither true nor false, nor 1 or 0");
    return false;
}

std::string stats_input::decimal_of(stats_json const& value, std::string const& name) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    if (value.is_number_float()) {
        char digits[512]; // the longest double has 309 digits before the point
        auto const end = std::to_chars(digits, digits + sizeof digits, value.get<double>(),
                                       std::chars_format::fixed);
        return {digits, end.ptr};
    }
    keep_malformed(name, value.dump() + " is neither a number nor the text of one");
    return "0";
}

template <class Read> auto stats_input::list(std::string const& name, Read read) {
    std::vector<decltype(read(fields_))> made;
    stats_json const* const found = find(name);
    if (found == nullptr) return made;
    if (!found->is_array()) {
        keep_malformed(name, found->dump() + " is not a list");
        return made;
    }
    for (stats_json const& value : *found) made.push_back(read(value));
    return made;
}

std::int64_t stats_input::count(std::string const& name) {
    stats_json const* const found = find(name);
    return found == nullptr ? 0 : whole_of(*found, name);
}

std::vector<std::int64_t> stats_input::counts(std::string const& name) {
    return list(name, [&](stats_json const& value) { return whole_of(value, name); });
}

double stats_input::number(std::string const& name) {
    stats_json const* const found = find(name);
    return found == nullptr ? 0 : number_of(*found, name);
}

double stats_input::number(std::string const& name, double usual) {
    return has(name) ? number(name) : usual;
}

std::vector<double> stats_input::numbers(std::string const& name) {
    return list(name, [&](stats_json const& value) { return number_of(value, name); });
}

std::string stats_input::word(std::string const& name) {
    stats_json const* const found = find(name);
    if (found == nullptr) return {};
    if (found->is_string()) return found->get<std::string>();
    keep_malformed(name, found->dump() + " is not a text");
    return {};
}

std::string stats_input::word(std::string const& name, std::string usual) {
    return has(name) ? word(name) : std::move(usual);
}

bool stats_input::yes(std::string const& name, bool usual) {
    return has(name) ? yes_of(*fields_.find(name), name) : usual;
}

std::vector<bool> stats_input::yeses(std::string const& name) {
    return list(name, [&](stats_json const& value) { return yes_of(value, name); });
}

std::vector<std::string> stats_input::names(std::string const& name) {
    return list(name, [&](stats_json const& value) -> std::string {
        if (value.is_string()) return value.get<std::string>();
        if (value.is_number_integer() || value.is_boolean()) return value.dump();
        keep_malformed(name, value.dump() + " is not a name");
        return {};
    });
}

std::string stats_input::decimal(std::string const& name) {
    stats_json const* const found = find(name);
    return found == nullptr ? "0" : decimal_of(*found, name);
}

std::vector<std::string> stats_input::decimals(std::string const& name) {
    return list(name, [&](stats_json const& value) { return decimal_of(value, name); });
}

std::vector<ratio> stats_input::shares() {
    std::vector<std::int64_t> const events = counts("events");
    std::vector<std::int64_t> const n = counts("n");
    keep_same_length(events.size(), "events", n.size(), "n");
    std::vector<ratio> made;
    for (std::size_t i = 0; i != std::min(events.size(), n.size()); ++i) {
        made.push_back({events[i], n[i]});
    }
    return made;
}

void stats_input::keep_same_length(std::size_t first, std::string const& first_name,
                                   std::size_t second, std::string const& second_name) {
    if (first == second) return;
    keep({.code = failure_code::contradiction,
          .where = {.source = {}, .row = 0, .column = second_name},
          .message = std::to_string(second) + " entries, and " + first_name + " has " +
                     std::to_string(first),
          .mend = "give one for each"});
}

confidence stats_input::level() {
    if (!has("confidence")) return usual_confidence();
    auto const made = confidence::of(number("confidence"));
    if (made) return *made;
    keep(made.error());
    return usual_confidence();
}

std::size_t stats_input::size(std::string const& name, std::size_t least) {
    std::int64_t const n = count(name);
    if (n >= 0 && static_cast<std::size_t>(n) >= least) return static_cast<std::size_t>(n);
    keep({.code = failure_code::value_out_of_range,
          .where = {.source = {}, .row = 0, .column = name},
          .message = std::to_string(n) + " is below " + std::to_string(least),
          .mend = {}});
    return least;
}

stats_output& stats_output::add(std::string const& name, or_absent<double> const& value) {
    if (!value) return add_absent(name, value.error());
    // What is too large for a double cannot be told.
    if (!std::isfinite(*value)) return add_absent(name, absence::not_available);
    made_[name] = *value;
    return *this;
}

stats_output& stats_output::add(std::string const& name,
                                std::span<or_absent<double> const> values) {
    auto all = stats_json::array();
    std::optional<absence> why;
    for (or_absent<double> const& value : values) {
        all.push_back(value ? stats_json(*value) : stats_json(nullptr));
        if (!value && !why) why = value.error();
    }
    if (why) reasons_.emplace_back(name, *why);
    made_[name] = std::move(all);
    return *this;
}

stats_output& stats_output::add_absent(std::string const& name, absence why) {
    made_[name] = nullptr;
    reasons_.emplace_back(name, why);
    return *this;
}

stats_json stats_output::take() {
    if (!reasons_.empty()) {
        bool const is_one = std::all_of(reasons_.begin(), reasons_.end(), [&](auto const& reason) {
            return reason.second == reasons_.front().second;
        });
        std::string text(name_of(reasons_.front().second));
        if (!is_one) {
            text.clear();
            for (auto const& [field, why] : reasons_) {
                text += (text.empty() ? "" : "; ") + field + ": " + std::string(name_of(why));
            }
        }
        made_["reason"] = text;
    }
    return std::move(made_);
}

std::string dumped(stats_json const& what) {
    return what.dump(-1, ' ', false, stats_json::error_handler_t::replace);
}

stats_json failure_json(failure const& what) {
    stats_json told = {{"reason", name_of(what.code)}};
    if (!what.where.column.empty()) told["field"] = what.where.column;
    told["message"] = what.message;
    if (!what.mend.empty()) told["mend"] = what.mend;
    return {{"failure", std::move(told)}};
}

} // namespace upheld::cli
