// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/procedure_schedule.hpp"

#include "basis/closest.hpp"

#include <array>

namespace upheld {
namespace {

using enum clock_event_kind;

/// One step: the clock, and the stage whose events it reads.
struct step {
    std::string_view rule;
    int stage = 1;
};

struct procedure {
    std::string_view id;
    clock_event_kind next_stage; ///< the event that begins the next stage
    std::vector<step> steps;
};

std::vector<procedure> const& procedures() {
    static std::vector<procedure> const all{
        {"children",
         requested,
         {{"children_s1", 1},
          {"children_s2_request", 1},
          {"children_s2", 2},
          {"children_s3_request", 2},
          {"children_s3_panel", 3},
          {"children_s3_report", 3},
          {"children_s3_response", 3}}},
        {"lgsco",
         escalated,
         {{"lgsco_s1_ack", 1}, {"lgsco_s1", 1}, {"lgsco_s2_ack", 2}, {"lgsco_s2", 2}}},
        {"housing2024",
         escalated,
         {{"housing2024_s1_ack", 1},
          {"housing2024_s1", 1},
          {"housing2024_s2_ack", 2},
          {"housing2024_s2", 2}}},
        {"housing2022", escalated, {{"housing2022_s1", 1}, {"housing2022_s2", 2}}},
        {"corporate",
         escalated,
         {{"corporate_ack", 1}, {"corporate_s1_10", 1}, {"corporate_s2_20", 2}}},
        {"asc2009", escalated, {{"asc2009_ack", 1}, {"asc2009_relevant_period", 1}}},
        {"ph2012", escalated, {{"ph2012_ack", 1}, {"ph2012_relevant_period", 1}}},
        {"foi2000", requested, {{"foi2000", 1}, {"foi2000_internal_review", 2}}},
        {"eir2004", requested, {{"eir2004", 1}, {"eir2004_review", 2}}},
        {"foisa2002", requested, {{"foisa2002", 1}, {"foisa2002_review", 2}}},
        {"spso", escalated, {{"spso_s1", 1}, {"spso_s2_ack", 2}, {"spso_s2", 2}}},
        {"psow", escalated, {{"psow_ack", 1}, {"psow_s1", 1}, {"psow_s2", 2}}},
        {"wales_social",
         requested,
         {{"wales_social_ack", 1},
          {"wales_social_discussion", 1},
          {"wales_social_terms", 1},
          {"wales_social_s2", 2}}},
        {"ni", escalated, {{"ni_s1", 1}, {"ni_s2_ack", 2}, {"ni_s2", 2}}},
    };
    return all;
}

/// Events of one stage, by the procedure's own boundary. The event that begins a stage is in it.
std::vector<clock_event> events_of(std::span<clock_event const> in_order, int stage,
                                   clock_event_kind next_stage) {
    std::vector<clock_event> own;
    int now = 1;
    for (clock_event const& e : in_order) {
        if (e.kind == next_stage) ++now;
        if (now == stage) own.push_back(e);
    }
    return own;
}

std::optional<day> day_of(std::span<clock_event const> events, clock_event_kind kind) {
    for (clock_event const& e : events) {
        if (e.kind == kind) return e.day;
    }
    return std::nullopt;
}

class scheduler {
  public:
    scheduler(procedure const& of, std::span<clock_event const> events,
              working_calendar const& calendar, std::optional<day> as_of)
        : of_(of), calendar_(calendar), as_of_(as_of) {
        // Those of one day keep the order given.
        for (clock_event const& e : events) {
            auto at = in_order_.end();
            while (at != in_order_.begin() && e.day < (at - 1)->day) --at;
            in_order_.insert(at, e);
        }
        if (!as_of_ && !in_order_.empty()) as_of_ = in_order_.back().day;
    }

    [[nodiscard]] result<schedule_step> schedule(step const& what, clock_rule const& rule,
                                                 rule_options const& options) const {
        std::vector<clock_event> own = events_of(in_order_, what.stage, of_.next_stage);
        bool const is_request = rule.done_by == requested;
        // A request to go on is counted from the outcome of the stage before, and ends it.
        if (is_request) {
            if (!day_of(own, notified)) {
                if (auto const told = day_of(own, answered)) own.push_back({notified, *told});
            }
            auto const next = events_of(in_order_, what.stage + 1, of_.next_stage);
            if (auto const asked = day_of(next, requested)) {
                std::erase_if(own, [](clock_event const& e) { return e.kind == requested; });
                own.push_back({requested, *asked});
            }
        }
        clock_event_kind const kind = start_of(rule, options, own);
        schedule_step made{.rule_id = rule.id,
                           .title = rule.title,
                           .due = std::nullopt,
                           .when = to_string(limit_of(rule, options, kind)) + " after " +
                                   std::string(words_of(kind)),
                           .receipt_based = std::nullopt};
        std::optional<day> const start = day_of(own, kind);
        if (start && (!as_of_ || *start <= *as_of_)) {
            std::vector<clock_event> const heard = after_start(own, rule, kind, *start);
            auto due = deadline_of(rule, *start, heard, options, calendar_, as_of_);
            if (!due) return refuse(due.error());
            made.due = std::move(*due);
        }
        if (rule.acknowledgement_limit) {
            if (auto const asked = day_of(own, what.stage == 1 ? received : of_.next_stage)) {
                auto const due = deadline_of(from_receipt(rule), *asked, {}, options, calendar_,
                                             as_of_, keep_ledger::no);
                if (!due) return refuse(due.error());
                made.receipt_based = due->due;
            }
        }
        return made;
    }

  private:
    /// The event that the options choose, or the rule's own. Receipt stands for the escalation
    /// where a clock names it: a model procedure counts stage two from the escalation.
    static clock_event_kind start_of(clock_rule const& rule, rule_options const& options,
                                     std::span<clock_event const> own) {
        clock_event_kind const kind = start_kind_of(rule, options);
        if (!day_of(own, kind) && kind == received && day_of(own, escalated)) return escalated;
        return kind;
    }

    /// The limit that a clock of these options has if nothing happens in it.
    static clock_limit limit_of(clock_rule const& rule, rule_options const& options,
                                clock_event_kind runs_from) {
        bool const is_extended = options.chosen(clock_option::limit) == "extended";
        clock_limit limit = is_extended && rule.extended_limit ? *rule.extended_limit : rule.limit;
        if (runs_from != acknowledged && runs_from != logged) add_acknowledgement(rule, limit);
        return limit;
    }

    static void add_acknowledgement(clock_rule const& rule, clock_limit& to) {
        if (rule.acknowledgement_limit && rule.acknowledgement_limit->unit == to.unit) {
            to.value += rule.acknowledgement_limit->value;
        }
    }

    /// The clock as it would run if the acknowledgement took all of its own time.
    static clock_rule from_receipt(clock_rule rule) {
        add_acknowledgement(rule, rule.limit);
        if (rule.extended_limit) add_acknowledgement(rule, *rule.extended_limit);
        rule.acknowledgement_limit.reset();
        return rule;
    }

    /// Events that are this clock's: one that would end it before it began belongs to another.
    static std::vector<clock_event> after_start(std::span<clock_event const> own,
                                                clock_rule const& rule, clock_event_kind kind,
                                                day start) {
        std::vector<clock_event> heard;
        for (clock_event const& e : own) {
            bool const is_start = e.kind == rule.starts_with || e.kind == kind;
            if (is_start || e.day < start) continue;
            heard.push_back(e);
        }
        return heard;
    }

    procedure const& of_;
    working_calendar const& calendar_;
    std::optional<day> as_of_;
    std::vector<clock_event> in_order_;
};

rule_options options_for(step const& what, std::span<step_options const> options) {
    for (step_options const& one : options) {
        if (one.rule_id == what.rule) return one.options;
    }
    return {};
}

/// @fails as `schedule_of` says of options
result<void> check_options(procedure const& of, std::span<step_options const> options) {
    for (std::size_t i = 0; i != options.size(); ++i) {
        std::string_view const id = options[i].rule_id;
        std::vector<std::string> steps;
        bool is_step = false;
        for (step const& what : of.steps) {
            steps.emplace_back(what.rule);
            is_step = is_step || what.rule == id;
        }
        if (!is_step) {
            return refuse({.code = failure_code::not_found,
                           .where = {},
                           .message = "the procedure \"" + std::string(of.id) +
                                      "\" has no step \"" + std::string(id) + "\"",
                           .mend = detail::suggest(id, steps)});
        }
        for (std::size_t j = 0; j != i; ++j) {
            if (options[j].rule_id != id) continue;
            return refuse({.code = failure_code::id_repeated,
                           .where = {},
                           .message = "the step \"" + std::string(id) + "\" has options twice",
                           .mend = "give all options of a step at once"});
        }
    }
    return {};
}

} // namespace

std::span<std::string_view const> procedure_ids() noexcept {
    static constexpr std::array<std::string_view, 14> ids{
        "children", "lgsco",   "housing2024", "housing2022", "corporate", "asc2009",      "ph2012",
        "foi2000",  "eir2004", "foisa2002",   "spso",        "psow",      "wales_social", "ni"};
    return ids;
}

result<procedure_schedule> schedule_of(std::string_view procedure,
                                       std::span<clock_event const> events, rule_book const& rules,
                                       working_calendar const& calendar, std::optional<day> as_of,
                                       std::span<step_options const> options) {
    for (auto const& one : procedures()) {
        if (one.id != procedure) continue;
        if (auto const fit = check_options(one, options); !fit) return refuse(fit.error());
        procedure_schedule made{.procedure = std::string(procedure), .steps = {}};
        scheduler const plan(one, events, calendar, as_of);
        for (step const& what : one.steps) {
            auto const rule = rules.get(what.rule);
            if (!rule) return refuse(rule.error());
            auto scheduled = plan.schedule(what, *rule, options_for(what, options));
            if (!scheduled) return refuse(scheduled.error());
            made.steps.push_back(std::move(*scheduled));
        }
        return made;
    }
    std::vector<std::string> known;
    for (std::string_view const id : procedure_ids()) known.emplace_back(id);
    return refuse({.code = failure_code::not_found,
                   .where = {},
                   .message = "there is no procedure \"" + std::string(procedure) + "\"",
                   .mend = detail::suggest(procedure, known)});
}

std::string to_string(procedure_schedule const& schedule) {
    std::string text;
    for (schedule_step const& one : schedule.steps) {
        text += one.rule_id + ": ";
        if (one.due) {
            text += "due " + to_text(one.due->due) + ", ";
            text += name_of(one.due->state);
            text += " (" + one.when + ")";
        } else {
            text += one.when;
        }
        if (one.receipt_based) text += "; by the receipt " + to_text(*one.receipt_based);
        text += '\n';
    }
    return text;
}

} // namespace upheld
