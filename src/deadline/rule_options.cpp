// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/rule_options.hpp"

#include "deadline/option_values.hpp"

namespace upheld {

result<void> rule_options::set(clock_rule const& rule, std::string_view name,
                               std::string_view value) {
    std::string names;
    for (std::size_t i = 0; i != clock_option_count; ++i) {
        auto const which = static_cast<clock_option>(i);
        auto const values = detail::values_offered(rule, which);
        if (values.empty()) continue;
        names.append(" ").append(name_of(which));
        if (name != name_of(which)) continue;
        std::string known;
        for (detail::option_value const v : values) {
            if (detail::name_of(v) == value) {
                values_[i] = static_cast<std::uint8_t>(v);
                return {};
            }
            known.append(" ").append(detail::name_of(v));
        }
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "the option " + std::string(name) + " of the clock \"" + rule.id +
                                  "\" has no value \"" + std::string(value) + "\"",
                       .mend = "use one of:" + known});
    }
    return refuse(
        {.code = failure_code::key_unknown,
         .where = {},
         .message = "the clock \"" + rule.id + "\" has no option \"" + std::string(name) + "\"",
         .mend = "use one of:" + names});
}

std::string_view rule_options::chosen(clock_option which) const noexcept {
    return detail::name_of(detail::option_access::value(*this, which));
}

result<void> set_option(rule_options& options, clock_rule const& rule,
                        std::string_view name_and_value) {
    std::size_t const equals = name_and_value.find('=');
    if (equals == std::string_view::npos) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = "\"" + std::string(name_and_value) + "\" is not an option",
                       .mend = "write it as name=value, for example projected=refuse"});
    }
    return options.set(rule, name_and_value.substr(0, equals), name_and_value.substr(equals + 1));
}

std::string_view calendar_id_for(clock_rule const& rule, rule_options const& options) noexcept {
    auto const chosen = detail::option_access::value(options, clock_option::bank_holidays);
    return chosen == detail::option_value::uk_any ? std::string_view("uk-any") : rule.calendar;
}

} // namespace upheld
