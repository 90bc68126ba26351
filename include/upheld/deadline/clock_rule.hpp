// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day_span.hpp"
#include "upheld/deadline/clock_event.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How long a step of a procedure may take, as a value with a name and a source.

namespace upheld {

enum class clock_unit : std::uint8_t { working_days, calendar_days, weeks, months };

/// A length of time in its own unit. "20 working days".
struct clock_limit {
    std::int32_t value = 0; ///< one or more
    clock_unit unit = clock_unit::working_days;
    friend constexpr bool operator==(clock_limit, clock_limit) = default;
};

/// Whether the start day is a part of the limit.
enum class counting : std::uint8_t {
    /// Working days: the start is day 0, day one is the first working day after it. Calendar days
    /// and weeks: day one is the day after. Months: the corresponding date, or the last day of the
    /// month if it has no such day.
    after_start,
    /// Working days: the start is day one if it is a working day, else the next one is. Calendar
    /// days and weeks: the start is day one. Months: the period ends on the day before the
    /// corresponding date.
    beginning_with_start,
    /// Months only: the corresponding date of the day after the start.
    from_day_after,
    /// Months only, subject access: `from_day_after` for a start before 15 August 2019, when the
    /// Information Commissioner's Office changed its method, and `after_start` from then on.
    as_ico,
};

/// What becomes of a due day that is not a working day.
enum class rolling : std::uint8_t { none, to_next_working_day };

/// What a request for clarification does to the clock.
enum class clarification_effect : std::uint8_t {
    none,
    resets, ///< the clock starts again on the day on which the answer arrives
    pauses, ///< see `pause_counting`
};

/// Which days of a pause do not count. A fee notice always excludes both its ends.
enum class pause_counting : std::uint8_t {
    both_ends_in, ///< from the day asked to the day supplied, both in
    difference,   ///< the day supplied counts again
};

/// How sure it is that the rule is as written here.
enum class evidence : std::uint8_t {
    primary,   ///< the provision's own text or the regulator's own page was read
    secondary, ///< a secondary source was read
    recalled,  ///< from general knowledge; verify before relying on it
};

/// The questions that a rule may leave open, and that an option answers.
enum class clock_option : std::uint8_t {
    limit,                      ///< `ordinary`, `extended`
    receipt_on_non_working_day, ///< `actual_day`, `next_working_day`
    receipt_after_hours,        ///< `same_day`, `next_working_day`: choose it for a late arrival
    count,                      ///< is the start day counted: see `options_of`
    runs_from,                  ///< kind of the event that starts the clock
    bank_holidays,              ///< `england`, `uk_any`
    short_month,                ///< `ends_with_month`, `clamp_then_step_back`
    pause,                      ///< `both_ends_in`, `difference`
    roll,                       ///< `none`, `next_working_day`
    extension_from,             ///< `original_start`, `original_due`
    extension_notified,         ///< `before_due`, `any_time`
    holidays_known,             ///< `final`, `at_start`
    january_4,                  ///< `legal`, `as_advertised`: Scotland in 2010 and 2011
    closures,                   ///< `excluded`, `counted`
    anniversary_of_29_february, ///< `28_february`, `1_march`
    as_soon_as_practicable,     ///< `strict`, `soft`
    clarification,              ///< `none`, `reset`, `pause`
    projected,                  ///< `allow`, `refuse`
};

inline constexpr std::size_t clock_option_count = 18;

/// Days on which the council is closed, by name. First and last in.
struct closure {
    day_span days;
    std::string name;
    friend bool operator==(closure const&, closure const&) = default;
};

/// Another limit for answers that are given within a span of days, such as a temporary law.
struct temporary_limit {
    day_span answered; ///< both in
    clock_limit limit;
    std::string source;
    friend bool operator==(temporary_limit const&, temporary_limit const&) = default;
};

/// The clock of one step. Owns its texts.
struct clock_rule {
    std::string id;
    std::string title;
    std::string nation;   ///< "England", "Scotland", ...; or "local"
    std::string calendar; ///< id of the calendar that the rule is meant for
    clock_limit limit;
    std::optional<clock_limit> extended_limit = std::nullopt; ///< in all, counted from the start
    std::optional<clock_limit> cap = std::nullopt; ///< no extension goes further; from the start
    bool extension_by_agreement = false;           ///< a later day may be agreed, see `clock_event`
    counting count = counting::after_start;
    rolling roll = rolling::none;
    clock_event_kind starts_with = clock_event_kind::received;
    /// Where one of these happened later than the start event, the clock starts with the latest.
    std::vector<clock_event_kind> starts_no_earlier_than = {};
    /// The event that ends the clock. Where there is none `answered` ends it too, unless it is the
    /// complainant who has to act.
    clock_event_kind done_by = clock_event_kind::answered;
    /// Other events that policy may let the clock run from (option `runs_from`).
    std::vector<clock_event_kind> may_run_from = {};
    /// Added to the limit if the clock runs from `received` and not from the acknowledgement.
    std::optional<clock_limit> acknowledgement_limit = std::nullopt;
    clarification_effect clarification = clarification_effect::none;
    pause_counting pause = pause_counting::both_ends_in;
    bool fee_notice_pauses = false;
    bool or_as_soon_as_practicable = false;           ///< the limit is soft
    std::optional<day> in_force_from = std::nullopt;  ///< first day, in
    std::optional<day> in_force_until = std::nullopt; ///< last day, in; none: still in force
    std::vector<clock_option> open_questions = {};    ///< options beside those all rules have
    std::vector<closure> closures = {};
    std::vector<temporary_limit> temporary_limits = {};
    std::string source;
    evidence sure = evidence::secondary;
    friend bool operator==(clock_rule const&, clock_rule const&) = default;
};

/// An option of a rule: its name and the values it may take, the default first.
struct offered_option {
    clock_option which{};
    std::string_view name;
    std::vector<std::string_view> values;
};

/// All options of a rule. `count` offers `after` and `day_one` for working days, `after` and
/// `inclusive` for calendar days and weeks, `corresponding` and `inclusive` for months, and for
/// subject access `ico`, `corresponding`, `inclusive`, `day_after`; the rule's own comes first.
[[nodiscard]] std::vector<offered_option> options_of(clock_rule const& rule);

/// The kinds of events that this rule takes notice of.
[[nodiscard]] std::vector<clock_event_kind> event_kinds_of(clock_rule const& rule);

[[nodiscard]] std::string_view name_of(clock_unit unit) noexcept;
[[nodiscard]] std::string_view name_of(counting how) noexcept;
[[nodiscard]] std::string_view name_of(rolling how) noexcept;
[[nodiscard]] std::string_view name_of(clarification_effect what) noexcept;
[[nodiscard]] std::string_view name_of(pause_counting how) noexcept;
[[nodiscard]] std::string_view name_of(evidence sure) noexcept;
[[nodiscard]] std::string_view name_of(clock_option which) noexcept;

/// "20 working days", "1 month".
[[nodiscard]] std::string to_string(clock_limit limit);

/// `children_s2: 25 working days, extended 65, after_start, england-and-wales`
[[nodiscard]] std::string to_string(clock_rule const& rule);

/// The rules of law and guidance that the library knows. One object for the whole program, made on
/// first use; safe from many threads.
[[nodiscard]] std::span<clock_rule const> built_in_clock_rules();

/// The built-in rule of that id; null if there is no such rule. Lives as long as the program.
[[nodiscard]] clock_rule const* find_clock_rule(std::string_view id);

} // namespace upheld
