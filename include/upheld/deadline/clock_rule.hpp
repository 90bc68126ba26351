// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_days.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// How long a step of a complaint procedure may take, as a value with a name and a source.

namespace upheld {

/// Which day is day one of a clock in working days.
enum class counting : std::uint8_t {
    from_next_working_day, ///< the start day is day 0; day one is the first working day after it
    from_day_of_receipt,   ///< day one is the start day if it is a working day, else the next one
};

[[nodiscard]] constexpr std::string_view name_of(counting how) noexcept {
    switch (how) {
    case counting::from_next_working_day: return "from_next_working_day";
    case counting::from_day_of_receipt: return "from_day_of_receipt";
    }
    return "unknown";
}

/// The clock of one step. The texts are not owned and must outlive the rule; the built-in ones do.
struct clock_rule {
    std::string_view id;
    std::string_view title;
    working_days limit;                         ///< one or more
    std::optional<working_days> extended_limit; ///< counted from the same start; none: no extension
    counting count = counting::from_next_working_day;
    std::string_view calendar; ///< id of the calendar that the rule is meant for
    std::string_view source;   ///< where the rule stands, and how sure that is
    friend constexpr bool operator==(clock_rule const&, clock_rule const&) = default;
};

/// `children_s2: 25 working days, extended 65, from_next_working_day, england-and-wales`
[[nodiscard]] inline std::string to_string(clock_rule const& rule) {
    std::string text(rule.id);
    text += ": " + std::to_string(rule.limit.value) + " working days";
    if (rule.extended_limit) text += ", extended " + std::to_string(rule.extended_limit->value);
    text += ", ";
    text += name_of(rule.count);
    text += ", ";
    text += rule.calendar;
    return text;
}

namespace detail {

inline constexpr std::array<clock_rule, 5> built_in_clock_rules{{
    {"corporate_ack", "acknowledgement under a corporate procedure", working_days(3), std::nullopt,
     counting::from_next_working_day, "england-and-wales",
     "no statute: a common limit in councils' own policies; check the policy in force"},
    {"corporate_20", "response under a one-stage corporate procedure", working_days(20),
     std::nullopt, counting::from_next_working_day, "england-and-wales",
     "no statute: a common limit in councils' own policies; check the policy in force"},
    {"children_s1", "children's social care, stage one: local resolution", working_days(10),
     working_days(20), counting::from_next_working_day, "england-and-wales",
     "SI 2006/1738 reg 14; limit and extension from secondary sources, to be verified against the "
     "regulation's text"},
    {"children_s2", "children's social care, stage two: investigation and response",
     working_days(25), working_days(65), counting::from_next_working_day, "england-and-wales",
     "SI 2006/1738 reg 17; limit and extension from secondary sources, to be verified against the "
     "regulation's text; whether the clock starts when the request is received or when the written "
     "statement is agreed is for local policy to say"},
    {"children_s3_panel", "children's social care, stage three: review panel meets",
     working_days(30), std::nullopt, counting::from_next_working_day, "england-and-wales",
     "SI 2006/1738 reg 19; the provision's own text was seen"},
}};

} // namespace detail

[[nodiscard]] constexpr std::span<clock_rule const> built_in_clock_rules() noexcept {
    return detail::built_in_clock_rules;
}

/// The built-in rule of that id; none if there is no such rule.
[[nodiscard]] constexpr std::optional<clock_rule> find_clock_rule(std::string_view id) noexcept {
    for (clock_rule const& rule : built_in_clock_rules()) {
        if (rule.id == id) return rule;
    }
    return std::nullopt;
}

} // namespace upheld
