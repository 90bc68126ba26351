// SPDX-License-Identifier: BSL-1.0
#include "store/fold.hpp"

#include "store/checks.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/deadline/due.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

std::optional<clock_rule> rule_named(std::string const& id) {
    if (id.empty()) return std::nullopt;
    clock_rule const* const found = find_clock_rule(id);
    UPHELD_EXPECTS(found != nullptr);
    return *found;
}

} // namespace

clocks::clocks(taxonomy const& words) {
    for (stage_entry const& stage : words.stages.entries()) {
        acknowledge_.push_back(rule_named(stage.acknowledge_rule));
        respond_.push_back(rule_named(stage.respond_rule));
    }
}

complaint_fold::complaint_fold(taxonomy const& words, clocks const& rules,
                               working_calendar const& calendar, fold_start const& record,
                               day received)
    : words_(words), rules_(rules), calendar_(calendar), record_(record) {
    now_.received = received;
    now_.channel = record.channel;
    now_.category = record.category;
    now_.is_service_request = record.is_service_request;
    UPHELD_EXPECTS(!words.procedures[record.procedure].stages.empty());
    first_stage_ = words.procedures[record.procedure].stages.front();
    begin_stage(first_stage_, received);
    now_.original_due = stage_original_due_;
    now_.due = stage_original_due_;
    if (auto const& rule = rules.acknowledge(first_stage_)) {
        if (auto const due = due_day(*rule, received, calendar)) {
            now_.acknowledge_due = *due;
        } else {
            broken(due.error().code, "received", due.error().message, due.error().mend);
        }
    }
}

void complaint_fold::begin_stage(stage_code stage, day started) {
    now_.stage = stage;
    now_.is_open = !now_.is_withdrawn;
    stage_started_ = started;
    stage_answered_.reset();
    stage_original_due_.reset();
    if (!calendar_.covers(started)) {
        auto const [first, last] = calendar_.known();
        broken(failure_code::calendar_ends, stage == first_stage_ ? "received" : "happened",
               to_text(started) + " is outside the calendar \"" + std::string(calendar_.id()) +
                   "\", which is known from " + to_text(first) + " to " + to_text(last));
    } else if (auto const& rule = rules_.respond(stage)) {
        if (auto const due = due_day(*rule, started, calendar_)) {
            stage_original_due_ = *due;
        } else {
            broken(due.error().code, stage == first_stage_ ? "received" : "happened",
                   due.error().message, due.error().mend);
        }
    }
    now_.stage_due = stage_original_due_;
}

void complaint_fold::apply(event_step const& step) {
    if (step.happened < now_.received && step.kind != event_kind::corrected) {
        return broken(failure_code::order_broken, "happened",
                      std::string(name_of(step.kind)) + " on " + to_text(step.happened) +
                          ", before the complaint was received on " + to_text(now_.received));
    }
    switch (step.kind) {
    case event_kind::received:
        if (step.happened != now_.received && step.happened != record_.received) {
            broken(failure_code::contradiction, "happened",
                   "the complaint was received on " + to_text(record_.received) + ", not on " +
                       to_text(step.happened));
        }
        break;
    case event_kind::acknowledged:
        // A second acknowledgement does not make the first one later.
        if (!now_.acknowledged) now_.acknowledged = step.happened;
        break;
    case event_kind::responded:
        if (stage_answered_) {
            return broken(failure_code::order_broken, "kind",
                          "the stage was answered on " + to_text(*stage_answered_) + " already",
                          "say first that it was reopened");
        }
        stage_answered_ = step.happened;
        if (now_.stage == first_stage_) now_.responded = step.happened;
        now_.is_open = false;
        break;
    case event_kind::extended: extend(step); break;
    case event_kind::paused:
        // Neither the corporate nor the children's procedures have a pause that stops the clock in
        // law, so a pause is kept and shown and moves no due day.
        if (now_.is_paused) {
            return broken(failure_code::order_broken, "kind", "the case is paused already");
        }
        now_.is_paused = true;
        break;
    case event_kind::resumed:
        if (!now_.is_paused) {
            return broken(failure_code::order_broken, "kind", "resumed without a pause");
        }
        now_.is_paused = false;
        break;
    case event_kind::escalated: {
        stage_code const next(step.code);
        if (words_.stages[next].procedure != record_.procedure) {
            return broken(failure_code::contradiction, "value",
                          "\"" + words_.stages[next].key +
                              "\" is no stage of the complaint's "
                              "procedure");
        }
        // The stages of one procedure are numbered in their order.
        if (next <= now_.stage) {
            return broken(failure_code::order_broken, "value",
                          "escalated to \"" + words_.stages[next].key + "\" from \"" +
                              words_.stages[now_.stage].key + "\", which is not before it");
        }
        begin_stage(next, step.happened);
        break;
    }
    case event_kind::reopened:
        if (!stage_answered_) {
            return broken(failure_code::order_broken, "kind",
                          "reopened, but the stage has no answer that stands");
        }
        stage_answered_.reset();
        if (now_.stage == first_stage_) now_.responded.reset();
        now_.is_open = !now_.is_withdrawn;
        break;
    case event_kind::reclassified: now_.is_service_request = step.is_request; break;
    case event_kind::referred: now_.is_referred = true; break;
    case event_kind::withdrawn:
        now_.is_withdrawn = true;
        now_.is_open = false;
        break;
    case event_kind::corrected: correct(step); break;
    case event_kind::outcome_decided: // of an aspect: the complaint stands as it did
    case event_kind::decided:
    case event_kind::decision_challenged:
    case event_kind::decision_withdrawn:
    case event_kind::discontinued: break;
    }
}

void complaint_fold::extend(event_step const& step) {
    auto const& rule = rules_.respond(now_.stage);
    if (!rule || !stage_original_due_) {
        return broken(failure_code::contradiction, "kind",
                      "extended, but the stage \"" + words_.stages[now_.stage].key +
                          "\" has no clock");
    }
    std::optional<day> until = step.until;
    if (!until) {
        auto const extended = due_day(*rule, stage_started_, calendar_, limit::extended);
        if (!extended) {
            return broken(extended.error().code, "value", extended.error().message,
                          "give the new due day as the value");
        }
        until = *extended;
    }
    if (*until < *stage_original_due_) {
        return broken(failure_code::contradiction, "value",
                      "extended to " + to_text(*until) + ", before the due day " +
                          to_text(*stage_original_due_));
    }
    // An extension agreed after the due day does not make a late answer one in time.
    if (step.happened > *stage_original_due_) return;
    now_.stage_due = until;
    if (now_.stage == first_stage_) now_.due = until;
}

void complaint_fold::correct(event_step const& step) {
    if (step.corrected == corrected_field::channel) now_.channel = channel_code(step.code);
    if (step.corrected == corrected_field::category) now_.category = category_code(step.code);
    // `received` is known before the fold begins, and a subject belongs to an aspect.
}

void complaint_fold::broken(failure_code code, char const* field, std::string message,
                            std::string mend) {
    if (!problem_) problem_ = fault_of(code, field, std::move(message), std::move(mend));
}

void ombudsman_fold::apply(event_step const& step) {
    auto const broken = [&](char const* field, std::string message) {
        if (problem_) return;
        problem_ = fault_of(failure_code::order_broken, field, std::move(message));
    };
    if (step.happened < referred_) {
        return broken("happened", std::string(name_of(step.kind)) + " on " +
                                      to_text(step.happened) +
                                      ", before the case was referred on " + to_text(referred_));
    }
    bool const stands = !now_.decision.is_none();
    switch (step.kind) {
    case event_kind::decided:
        if (stands) return broken("kind", "decided, but an earlier decision still stands");
        if (now_.is_discontinued) return broken("kind", "decided, but the case was discontinued");
        now_.decision = decision_code(step.code);
        now_.is_decision_withdrawn = false;
        break;
    case event_kind::decision_challenged:
        if (!stands) return broken("kind", "challenged, but there is no decision that stands");
        break;
    case event_kind::decision_withdrawn:
        if (!stands) return broken("kind", "withdrawn, but there is no decision that stands");
        now_.decision = decision_code();
        now_.is_decision_withdrawn = true;
        break;
    case event_kind::discontinued:
        if (stands) return broken("kind", "discontinued, but there is a decision that stands");
        now_.is_discontinued = true;
        break;
    default: break;
    }
}

} // namespace upheld::detail
