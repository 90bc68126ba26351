// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"
#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/flow_group.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/statistics/survival.hpp"

#include <span>
#include <vector>

/// In time, by a rule that is named: published figures count the same cases in half a dozen ways.

namespace upheld {

/// What a case is that is open and not due yet.
enum class open_not_due : std::uint8_t { in_time, not_in_time, left_out };

/// Which due day an answer is held against.
enum class due_day_kind : std::uint8_t {
    original,
    extended, ///< after extension, where there was one
};

/// What one unit of the count is.
enum class counted_as : std::uint8_t {
    complaints,
    aspects, ///< each complaint as often as it has aspects
};

/// The day by which a case falls into the period.
enum class timely_basis : std::uint8_t {
    began,    ///< the stage began; for the first stage and the journey, the complaint was received
    answered, ///< the answer that stands was given: nothing open is counted
    due,      ///< by the rule's due day: nothing without a clock is counted
};

/// Which stages are counted.
class stage_choice {
  public:
    enum class kind : std::uint8_t { first, one, every, journey };

    /// The first stage of each procedure.
    [[nodiscard]] static constexpr stage_choice first() noexcept { return {kind::first, {}}; }

    [[nodiscard]] static constexpr stage_choice of(stage_code which) noexcept {
        return {kind::one, which};
    }

    /// Every stage that a complaint reached, each by itself.
    [[nodiscard]] static constexpr stage_choice every() noexcept { return {kind::every, {}}; }

    /// From receipt to the answer of the last stage that the complaint reached. It is in time if
    /// that answer stands and no stage's limit was missed on the way.
    [[nodiscard]] static constexpr stage_choice journey() noexcept { return {kind::journey, {}}; }

    [[nodiscard]] constexpr kind what() const noexcept { return what_; }

    [[nodiscard]] constexpr bool takes(open_spell const& s) const noexcept {
        switch (what_) {
        case kind::first: return s.position == 0;
        case kind::one: return s.stage == which_;
        case kind::every: return true;
        case kind::journey: return s.is_last;
        }
        return false;
    }

    friend bool operator==(stage_choice const&, stage_choice const&) = default;

  private:
    constexpr stage_choice(kind what, stage_code which) noexcept : what_(what), which_(which) {}

    kind what_;
    stage_code which_;
};

/// As it stands it is the rule of the measure `in_time_by_complaints`.
struct timeliness_rule {
    open_not_due open = open_not_due::not_in_time;
    due_day_kind by = due_day_kind::extended;
    counted_as of = counted_as::complaints;
    stage_choice stage = stage_choice::first();
    timely_basis basis = timely_basis::began;
};

/// Every case of the period in exactly one of these, so that a reader can apply another rule.
struct timeliness_counts {
    std::int64_t in_time = 0; ///< the answer that stands came on or before the due day
    std::int64_t answered_late = 0;
    /// The next stage began and this one was never answered. Not in time. Of a journey there is
    /// none: it goes on.
    std::int64_t never_answered = 0;
    std::int64_t open_overdue = 0; ///< open past the due day; of a journey, or an earlier stage's
    std::int64_t open_not_yet_due = 0;
    std::int64_t no_clock = 0;  ///< no limit, so in time means nothing; answered or open
    std::int64_t withdrawn = 0; ///< by the day of the spells, answered before or not
    /// Beside the others: complaints that have no aspects, which a count by aspects cannot see.
    std::int64_t without_aspects = 0;

    /// In time over all that have a clock and were not withdrawn, open cases as the rule says.
    [[nodiscard]] constexpr ratio share(open_not_due open) const noexcept {
        std::int64_t const part = in_time + (open == open_not_due::in_time ? open_not_yet_due : 0);
        std::int64_t const others = answered_late + never_answered + open_overdue;
        std::int64_t const waiting = open == open_not_due::left_out ? 0 : open_not_yet_due;
        return {part, in_time + others + waiting};
    }

    friend bool operator==(timeliness_counts const&, timeliness_counts const&) = default;
};

struct timeliness_row {
    flow_group of;
    timeliness_counts counts;
    /// Working days that each answer took, from the stage's first day (of a journey: receipt),
    /// which does not count, to the answer, which does; rising. One for each complaint answered and
    /// not withdrawn, with a clock or without, also where the counts are by aspects.
    std::vector<std::int32_t> days;
    /// The days from which those wait who have no answer yet, one for each complaint that is open;
    /// earliest first.
    std::vector<day> open_since;
    friend bool operator==(timeliness_row const&, timeliness_row const&) = default;
};

struct timeliness {
    day_span in;
    day as_of;
    timeliness_rule rule;
    std::vector<timeliness_row> rows; ///< in order of group; groups without a case are left out
    timeliness_row total;
};

/// Counts cases by a rule. What is a service request as of the spells' day is left out. A journey
/// belongs to the group of its last stage.
/// @param spells  as of that day, those of one complaint together and in order
/// @param as_of   the day at whose end the spells are told: what is open and was due before it is
///                overdue
/// @fails calendar_ends
[[nodiscard]] result<timeliness> timeliness_of(std::span<open_spell const> spells, day_span in,
                                               day as_of, working_calendar const& calendar,
                                               timeliness_rule const& rule = {}, flow_by by = {});

/// Mean, median or 90th percentile (type 7: Hyndman and Fan, 1996) of working days; `no_base` if
/// there are none.
/// @param days  rising
/// @expects `which` is not `none`
[[nodiscard]] figure figure_of_days(std::span<std::int32_t const> days, days_statistic which);

/// How long an answer takes if those who still wait are counted too, as having waited at least so
/// long: the Kaplan-Meier curve of `days` and `open_since`. Days of the answers alone leave the
/// slowest cases out for as long as they are open. What was withdrawn, or went on to the next stage
/// without an answer, is in neither and so not in the curve; nor is anybody who waits if the rule's
/// basis is `answered`.
/// @param as_of  as of `timeliness`
/// @fails no_base if nobody was answered and nobody waits; calendar_ends
[[nodiscard]] result<survival_curve> waiting_times(timeliness_row const& row, day as_of,
                                                   working_calendar const& calendar);

} // namespace upheld
