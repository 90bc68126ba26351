// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/deadline.hpp"

#include "deadline/clock_arithmetic.hpp"
#include "deadline/clock_history.hpp"
#include "deadline/option_values.hpp"

#include <algorithm>

namespace upheld {

std::string_view name_of(clock_state state) noexcept {
    switch (state) {
    case clock_state::not_started: return "not_started";
    case clock_state::running: return "running";
    case clock_state::paused: return "paused";
    case clock_state::due_today: return "due_today";
    case clock_state::answered_in_time: return "answered_in_time";
    case clock_state::answered_late: return "answered_late";
    case clock_state::overdue: return "overdue";
    case clock_state::withdrawn: return "withdrawn";
    }
    return "unknown";
}

namespace {

using detail::option_value;

/// A rule's defaults with the options applied.
struct choices {
    detail::counting_choices counting;
    clock_event_kind starts_with{};
    clarification_effect clarification{};
    pause_counting pause{};
    bool is_extended = false;
    bool deems_next_working_day = false;
    bool came_after_hours = false;
    bool extends_from_due = false;
    bool extends_at_any_time = false;
    bool holidays_known_at_start = false;
    bool advertised_too = false;
    bool ignores_own_closures = false; ///< closures of the rule
    bool counts_closures = false;      ///< closures of the calendar
    bool is_soft = false;
    bool refuses_projected = false;
};

counting counting_of(option_value chosen, counting by_default) {
    switch (chosen) {
    case option_value::after:
    case option_value::corresponding: return counting::after_start;
    case option_value::day_one:
    case option_value::inclusive: return counting::beginning_with_start;
    case option_value::ico: return counting::as_ico;
    case option_value::day_after: return counting::from_day_after;
    default: return by_default;
    }
}

choices choices_of(clock_rule const& rule, rule_options const& options) {
    auto const chosen = [&](clock_option which) {
        return detail::option_access::value(options, which);
    };
    auto const is = [&](clock_option which, option_value value) { return chosen(which) == value; };
    choices made;
    made.counting.count = counting_of(chosen(clock_option::count), rule.count);
    made.counting.clamps_then_steps_back =
        is(clock_option::short_month, option_value::clamp_then_step_back);
    made.counting.anniversary_in_march =
        is(clock_option::anniversary_of_29_february, option_value::to_1_march);
    option_value const roll = chosen(clock_option::roll);
    made.counting.roll = roll == option_value::not_chosen ? rule.roll
                         : roll == option_value::none     ? rolling::none
                                                          : rolling::to_next_working_day;
    made.starts_with = start_kind_of(rule, options);
    option_value const clarification = chosen(clock_option::clarification);
    made.clarification = clarification == option_value::not_chosen ? rule.clarification
                         : clarification == option_value::reset    ? clarification_effect::resets
                         : clarification == option_value::pause    ? clarification_effect::pauses
                                                                   : clarification_effect::none;
    option_value const pause = chosen(clock_option::pause);
    made.pause = pause == option_value::not_chosen   ? rule.pause
                 : pause == option_value::difference ? pause_counting::difference
                                                     : pause_counting::both_ends_in;
    made.is_extended = is(clock_option::limit, option_value::extended);
    made.deems_next_working_day =
        is(clock_option::receipt_on_non_working_day, option_value::next_working_day);
    made.came_after_hours = is(clock_option::receipt_after_hours, option_value::next_working_day);
    made.extends_from_due = is(clock_option::extension_from, option_value::original_due);
    made.extends_at_any_time = is(clock_option::extension_notified, option_value::any_time);
    made.holidays_known_at_start = is(clock_option::holidays_known, option_value::at_start);
    made.advertised_too = is(clock_option::january_4, option_value::as_advertised);
    made.ignores_own_closures = is(clock_option::closures, option_value::counted);
    made.counts_closures = made.ignores_own_closures ||
                           std::find(rule.open_questions.begin(), rule.open_questions.end(),
                                     clock_option::closures) == rule.open_questions.end();
    made.is_soft = rule.or_as_soon_as_practicable &&
                   is(clock_option::as_soon_as_practicable, option_value::soft);
    made.refuses_projected = is(clock_option::projected, option_value::refuse);
    return made;
}

day last_event_or(std::span<clock_event const> events, day start) {
    day last = start;
    for (clock_event const& e : events) last = std::max(last, e.day);
    return last;
}

class clock_run {
  public:
    clock_run(clock_rule const& rule, choices const& how, working_calendar const& calendar)
        : rule_(rule), how_(how), days_{.calendar = calendar} {
        if (!how.ignores_own_closures) days_.closures = rule.closures;
        days_.advertised_too = how.advertised_too;
    }

    result<deadline> run(day start, std::span<clock_event const> events, std::optional<day> as_of,
                         keep_ledger keep) {
        made_.as_of = as_of ? *as_of : last_event_or(events, start);
        if (!events.empty()) read(events);
        given_ = history_.start.value_or(start);
        if (history_.start && *history_.start != start) {
            remark("the clock runs from " + std::string(words_of(how_.starts_with)) + " on " +
                   to_text(given_) + ", not from the start given, " + to_text(start));
        }
        if (how_.holidays_known_at_start) days_.known_on = given_;
        if (auto const found = find_start(); !found) return refuse(found.error());
        if (history_.done && *history_.done < first_) {
            return refuse({.code = failure_code::order_broken,
                           .where = {},
                           .message = std::string(name_of(rule_.done_by)) + " on " +
                                      to_text(*history_.done) + ", before the clock started on " +
                                      to_text(first_),
                           .mend = "mend one of the two days"});
        }
        check_force();
        days_.pauses = history_.pauses;
        next_holiday_ = detail::first_holiday_from(days_.calendar.holidays(), given_);
        std::size_t const remarks = made_.remarks.size();
        if (auto const found = find_due(); !found) return refuse(found.error());
        if (how_.counts_closures && meets(holiday_status::local)) {
            // Rare, so it is done over rather than asked before every clock.
            days_.counts_local = true;
            made_.remarks.resize(remarks);
            made_.is_extended = false;
            made_.extension_reason.clear();
            if (auto const found = find_due(); !found) return refuse(found.error());
        }
        if (auto const found = find_standing(); !found) return refuse(found.error());
        made_.uses_projected = meets_projected();
        if (made_.uses_projected && how_.refuses_projected) {
            return refuse({.code = failure_code::calendar_ends,
                           .where = {},
                           .message = "the clock from " + to_text(made_.start) + " to " +
                                      to_text(made_.due) +
                                      " meets holidays that are not yet proclaimed in calendar \"" +
                                      std::string(days_.calendar.id()) + "\", edition " +
                                      std::string(days_.calendar.edition()),
                           .mend = "use a later edition, or the option projected=allow"});
        }
        if (made_.uses_projected) {
            remark("holidays are projected here; a proclamation may move the due day");
        }
        made_.is_soft = how_.is_soft;
        if (made_.is_soft) {
            remark("the limit is soft: in time, or as soon as practicable after it");
        }
        made_.calendar_id = days_.calendar.id();
        made_.calendar_edition = days_.calendar.edition();
        if (keep == keep_ledger::yes) write_ledger();
        return std::move(made_);
    }

  private:
    void remark(std::string text) { made_.remarks.push_back(std::move(text)); }

    void read(std::span<clock_event const> events) {
        history_ = detail::history_of(
            events, {.starts_with = how_.starts_with,
                     .starts_no_earlier_than = rule_.starts_no_earlier_than,
                     .done_by = rule_.done_by,
                     .clarification = how_.clarification,
                     .pause = how_.pause,
                     .fee_notice_pauses = rule_.fee_notice_pauses,
                     .may_extend = rule_.extended_limit || rule_.extension_by_agreement,
                     .as_of = made_.as_of});
        made_.remarks = std::move(history_.remarks);
    }

    /// Where receipt is deemed to be.
    [[nodiscard]] result<day> deemed(day on) const {
        result<day> found = on;
        if (how_.came_after_hours) {
            found = detail::working_days_on(days_, on, 1, counting::after_start);
        } else if (how_.deems_next_working_day) {
            found = detail::working_days_on(days_, on, 1, counting::beginning_with_start);
        }
        return found;
    }

    result<void> find_start() {
        day begun = given_;
        if (history_.later && begun < history_.later->on) {
            begun = history_.later->on;
            remark("the clock starts with " + std::string(words_of(history_.later->kind)) + " on " +
                   to_text(begun));
        }
        result<day> const first = deemed(begun);
        if (!first) return refuse(first.error());
        first_ = *first;
        made_.start = first_;
        if (first_ != begun) {
            remark("receipt on " + to_text(begun) + " is deemed to be on " + to_text(first_));
        }
        if (history_.reset) {
            result<day> const again = deemed(*history_.reset);
            if (!again) return refuse(again.error());
            if (first_ < *again) made_.start = *again;
        }
        // A clock that starts later than given still has the days before in its ledger.
        if (made_.start != given_ && !days_.calendar.covers(given_)) {
            return refuse(detail::leaves(days_.calendar, given_, rule_.limit));
        }
        return {};
    }

    void check_force() {
        if (rule_.in_force_from && first_ < *rule_.in_force_from) {
            remark("the rule was not yet in force on " + to_text(first_) + ": from " +
                   to_text(*rule_.in_force_from));
        }
        if (rule_.in_force_until && *rule_.in_force_until < first_) {
            remark("the rule was no longer in force on " + to_text(first_) + ": until " +
                   to_text(*rule_.in_force_until));
        }
    }

    /// The limit with the time for the acknowledgement, if the clock does not run from that.
    [[nodiscard]] clock_limit with_acknowledgement(clock_limit limit) const {
        if (rule_.acknowledgement_limit && how_.starts_with != clock_event_kind::acknowledged &&
            how_.starts_with != clock_event_kind::logged &&
            rule_.acknowledgement_limit->unit == limit.unit) {
            limit.value += rule_.acknowledgement_limit->value;
        }
        return limit;
    }

    clock_limit ordinary_limit() {
        for (temporary_limit const& t : rule_.temporary_limits) {
            day const judged = history_.done.value_or(made_.as_of);
            bool const is_known = history_.done.has_value() || made_.start < made_.as_of;
            if (is_known && t.answered.covers(judged)) {
                remark("judged on " + to_text(judged) + " by " + to_string(t.limit) + ": " +
                       t.source);
                return t.limit;
            }
        }
        return with_acknowledgement(rule_.limit);
    }

    [[nodiscard]] result<detail::period_end> extended_end() const {
        clock_limit const whole = *rule_.extended_limit;
        bool const from_due = how_.extends_from_due && whole.unit == clock_unit::months &&
                              rule_.limit.unit == clock_unit::months &&
                              rule_.limit.value < whole.value;
        if (!from_due) {
            return detail::end_of(days_, made_.start, with_acknowledgement(whole), how_.counting);
        }
        detail::counting_choices counting = how_.counting;
        counting.count = counting::after_start;
        return detail::end_of(days_, made_.original_due,
                              {whole.value - rule_.limit.value, clock_unit::months}, counting);
    }

    result<void> find_due() {
        made_.started_by = how_.starts_with;
        made_.limit = ordinary_limit();
        made_.count = detail::counting_on(how_.counting.count, made_.start);
        auto const ordinary = detail::end_of(days_, made_.start, made_.limit, how_.counting);
        if (!ordinary) return refuse(ordinary.error());
        last_ = ordinary->last;
        made_.original_due = ordinary->due;
        made_.due = ordinary->due;
        if (how_.is_extended) {
            if (auto const extended = extend_fully(); !extended) return extended;
        }
        for (detail::extension_notice const& notice : history_.extensions) {
            if (auto const applied = apply(notice, *ordinary); !applied) return applied;
        }
        return {};
    }

    result<void> extend_fully() {
        auto const extended = extended_end();
        if (!extended) return refuse(extended.error());
        last_ = extended->last;
        made_.due = extended->due;
        made_.is_extended = true;
        return {};
    }

    result<void> apply(detail::extension_notice const& notice, detail::period_end const& ordinary) {
        if (notice.is_withdrawal) {
            if (!made_.is_extended) {
                remark("extension_withdrawn on " + to_text(notice.on) +
                       " changes nothing: there was no extension");
            }
            last_ = ordinary.last;
            made_.due = ordinary.due;
            made_.is_extended = false;
            made_.extension_reason.clear();
            return {};
        }
        if (made_.due < notice.on && !how_.extends_at_any_time) {
            remark("the extension notified on " + to_text(notice.on) +
                   " came after the due day and does not count");
            return {};
        }
        if (!notice.until) {
            if (rule_.extended_limit) {
                made_.extension_reason = notice.reason;
                return extend_fully();
            }
            remark("the extension notified on " + to_text(notice.on) +
                   " names no day, and this clock has no extended limit; it does not count");
            return {};
        }
        return extend_until(notice);
    }

    result<void> extend_until(detail::extension_notice const& notice) {
        day until = *notice.until;
        if (until < made_.original_due) {
            remark("the extension to " + to_text(until) +
                   " is before the original due day and does not count");
            return {};
        }
        if (rule_.cap) {
            auto const cap =
                detail::end_of(days_, made_.start, with_acknowledgement(*rule_.cap), how_.counting);
            if (!cap) return refuse(cap.error());
            if (cap->due < until) {
                remark("the extension to " + to_text(until) + " is cut to " + to_text(cap->due) +
                       ", " + to_string(*rule_.cap) + " from the start");
                until = cap->due;
            }
        } else if (rule_.extended_limit) {
            auto const usual = extended_end();
            if (usual && usual->due < until) {
                remark("the extension to " + to_text(until) + " is longer than the usual " +
                       to_string(*rule_.extended_limit) + " from the start, which ends on " +
                       to_text(usual->due) + "; a good reason is needed");
            }
        }
        if (!days_.calendar.covers(until)) {
            return refuse(detail::leaves(days_.calendar, until, {1, clock_unit::calendar_days}));
        }
        last_ = until;
        made_.due = until;
        made_.is_extended = true;
        made_.extension_reason = notice.reason;
        return {};
    }

    [[nodiscard]] bool is_withdrawn() const {
        return history_.withdrawn && (!history_.done || *history_.withdrawn <= *history_.done);
    }

    result<void> find_standing() {
        bool const withdrawn = is_withdrawn();
        made_.done = withdrawn ? history_.withdrawn : history_.done;
        day const at = made_.done.value_or(made_.as_of);
        if (at <= made_.due) {
            if (auto const counted = count_used(at); !counted) return counted;
        } else {
            if (auto const counted = count_used(made_.due); !counted) return counted;
            detail::own_days unpaused = days_;
            unpaused.pauses = {};
            auto const late = detail::count_after_until(unpaused, made_.due, at);
            if (!late) return refuse(late.error());
            if (!withdrawn) made_.late_by = *late;
        }
        made_.state = state_at(at, withdrawn);
        return {};
    }

    result<void> count_used(day at) {
        bool const start_counts = made_.count == counting::beginning_with_start;
        day const from = std::max(at, made_.start);
        auto const used = detail::count_after_until(days_, made_.start, from);
        if (!used) return refuse(used.error());
        auto const left = detail::count_after_until(days_, from, made_.due);
        if (!left) return refuse(left.error());
        bool const start_works = start_counts && detail::day_walk(days_, made_.start).look().kind ==
                                                     detail::day_kind::works;
        made_.used = *used;
        made_.left = *left;
        // Before the start its own day is still to come.
        if (start_works) {
            working_days& side = at < made_.start ? made_.left : made_.used;
            side = side + working_days(1);
        }
        return {};
    }

    [[nodiscard]] clock_state state_at(day at, bool withdrawn) const {
        if (withdrawn) return clock_state::withdrawn;
        if (made_.done) {
            return *made_.done <= made_.due ? clock_state::answered_in_time
                                            : clock_state::answered_late;
        }
        if (at < first_) return clock_state::not_started;
        if (history_.open_pause && *history_.open_pause <= made_.due) return clock_state::paused;
        if (at == made_.due) return clock_state::due_today;
        return at < made_.due ? clock_state::running : clock_state::overdue;
    }

    /// True if there is a holiday of that status between the start and the due day.
    [[nodiscard]] bool meets(holiday_status status) const {
        std::span<holiday const> const all = days_.calendar.holidays();
        for (std::size_t i = next_holiday_; i != all.size() && all[i].on <= made_.due; ++i) {
            if (all[i].status == status) return true;
        }
        return false;
    }

    /// True if a holiday between the last one before the start and the due day is projected: years
    /// for which nothing is proclaimed begin with one.
    [[nodiscard]] bool meets_projected() const {
        std::span<holiday const> const all = days_.calendar.holidays();
        if (meets(holiday_status::projected)) return true;
        for (std::size_t i = next_holiday_; i-- != 0;) {
            if (all[i].status == holiday_status::projected) return true;
            if (all[i].status == holiday_status::proclaimed) return false;
        }
        return false;
    }

    void write_ledger() {
        std::span<ledger_line> const lines =
            made_.days.write(static_cast<std::size_t>(made_.due.serial() - given_.serial()) + 1);
        bool const in_working_days = rule_.limit.unit == clock_unit::working_days;
        bool const start_counts = made_.count == counting::beginning_with_start;
        std::int16_t n = 0;
        detail::day_walk walk(days_, given_, next_holiday_);
        for (ledger_line& line : lines) {
            day const on = walk.on();
            detail::looked_up const found = walk.look();
            bool const counts = in_working_days ? found.kind == detail::day_kind::works
                                                : found.kind != detail::day_kind::paused;
            line.on = on;
            if (on == first_ || on == made_.start) {
                n = start_counts && counts ? 1 : 0;
                line.counted = n;
                line.reason =
                    on == made_.start && on != first_ ? ledger_reason::reset : ledger_reason::start;
            } else if (on < first_) {
                line.reason = ledger_reason::deemed_later;
            } else if (last_ < on) {
                line.reason = ledger_reason::rolled;
            } else if (counts) {
                line.counted = ++n;
                line.reason = ledger_reason::counted;
            } else {
                line.reason = reason_of(found.kind);
            }
            if (!found.note.empty()) made_.days.attach(line, found.note);
            walk.step();
        }
        lines.back().reason = ledger_reason::due;
    }

    static ledger_reason reason_of(detail::day_kind kind) noexcept {
        switch (kind) {
        case detail::day_kind::works: return ledger_reason::counted;
        case detail::day_kind::weekend: return ledger_reason::weekend;
        case detail::day_kind::holiday: return ledger_reason::holiday;
        case detail::day_kind::closure: return ledger_reason::closure;
        case detail::day_kind::paused: return ledger_reason::paused;
        }
        return ledger_reason::counted;
    }

    clock_rule const& rule_;
    choices const& how_;
    detail::own_days days_;
    detail::clock_history history_;
    deadline made_;
    day given_;                    // start as given or as the events have it
    day first_;                    // the same after deeming
    day last_;                     // of the limit that applies, before rolling
    std::size_t next_holiday_ = 0; // the first on or after `given_`
};

} // namespace

clock_event_kind start_kind_of(clock_rule const& rule, rule_options const& options) noexcept {
    option_value const chosen = detail::option_access::value(options, clock_option::runs_from);
    return chosen == option_value::not_chosen ? rule.starts_with : detail::as_kind(chosen);
}

result<deadline> deadline_of(clock_rule const& rule, day start, std::span<clock_event const> events,
                             rule_options const& options, working_calendar const& calendar,
                             std::optional<day> as_of, keep_ledger keep) {
    choices const how = choices_of(rule, options);
    if (how.is_extended && !rule.extended_limit) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "the clock \"" + rule.id + "\" has no extension",
                       .mend = "use its ordinary limit"});
    }
    return clock_run(rule, how, calendar).run(start, events, as_of, keep);
}

result<deadline> deadline_of(clock_rule const& rule, std::span<clock_event const> events,
                             rule_options const& options, working_calendar const& calendar,
                             std::optional<day> as_of, keep_ledger keep) {
    clock_event_kind const kind = start_kind_of(rule, options);
    std::optional<day> start;
    for (clock_event const& e : events) {
        if (e.kind == kind && (!start || e.day < *start)) start = e.day;
    }
    if (!start) {
        return refuse({.code = failure_code::not_found,
                       .where = {},
                       .message = "the clock \"" + rule.id + "\" has not started: there is no " +
                                  std::string(name_of(kind)),
                       .mend = "give the day of " + std::string(words_of(kind))});
    }
    return deadline_of(rule, *start, events, options, calendar, as_of, keep);
}

} // namespace upheld
