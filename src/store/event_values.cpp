// SPDX-License-Identifier: BSL-1.0
#include "store/event_values.hpp"

#include "basis/closest.hpp"
#include "upheld/calendar/day_text.hpp"

namespace upheld::detail {
namespace {

template <class Code, class Entry>
std::uint16_t code_in(code_list<Code, Entry> const& list, char const* kind, std::string_view text,
                      faults_found& out) {
    if (auto const found = list.find(text)) return found->value;
    std::vector<std::string> known;
    for (Entry const& e : list.entries()) known.push_back(e.key);
    out.push_back(
        fault_of(failure_code::key_unknown, "value",
                 "no " + std::string(kind) + " \"" + std::string(text) + "\" in the taxonomy",
                 suggest(text, known)));
    return Code::none_value;
}

/// A stage by `procedure/stage`, or by the last part alone within the complaint's own procedure.
std::uint16_t stage_in(taxonomy const& words, std::string_view text, procedure_code of,
                       faults_found& out) {
    if (words.procedures.lists(of)) {
        procedure_entry const& procedure = words.procedures[of];
        auto const is_last_part_of = [&](std::string_view key) {
            return key.size() == procedure.key.size() + 1 + text.size() &&
                   key.starts_with(procedure.key) && key[procedure.key.size()] == '/' &&
                   key.ends_with(text);
        };
        for (stage_code const s : procedure.stages) {
            if (is_last_part_of(words.stages[s].key)) return s.value;
        }
    }
    for (std::size_t s = 0; s != words.stages.size(); ++s) {
        if (words.stages.entries()[s].key == text) return static_cast<std::uint16_t>(s);
    }
    return code_in(words.stages, "stage", text, out);
}

std::optional<day> day_in(std::string_view text, faults_found& out) {
    auto const parsed = day_from_text(text);
    if (parsed) return *parsed;
    out.push_back(
        fault_of(parsed.error().code, "value", parsed.error().message, parsed.error().mend));
    return std::nullopt;
}

enum class need { none, optional, required };

need value_need(event_kind kind) {
    switch (kind) {
    case event_kind::outcome_decided:
    case event_kind::escalated:
    case event_kind::reclassified:
    case event_kind::corrected:
    case event_kind::decided: return need::required;
    case event_kind::extended: return need::optional;
    default: return need::none;
    }
}

void check_shape(event_view const& e, faults_found& out) {
    auto const kind = [&] { return '"' + std::string(name_of(e.kind)) + '"'; };
    bool const of_ombudsman = concerns_ombudsman(e.kind);
    if (e.complaint.has_value() == e.ombudsman_case.has_value()) {
        out.push_back(
            fault_of(e.complaint ? failure_code::contradiction : failure_code::field_missing,
                     of_ombudsman ? "ombudsman_case" : "complaint",
                     "an event belongs to a complaint or to an ombudsman's case",
                     "give exactly one of the two"));
    } else if (of_ombudsman != e.ombudsman_case.has_value()) {
        out.push_back(fault_of(failure_code::contradiction, "kind",
                               kind() + " happens to " +
                                   (of_ombudsman ? "an ombudsman's case" : "a complaint") +
                                   " only"));
    }
    bool const is_correction = e.kind == event_kind::corrected;
    bool const needs_aspect =
        e.kind == event_kind::outcome_decided || (is_correction && e.field == "subject");
    if (needs_aspect && !e.aspect) {
        out.push_back(
            fault_of(failure_code::field_missing, "aspect", kind() + " must say of which aspect"));
    } else if (!needs_aspect && e.aspect) {
        out.push_back(fault_of(failure_code::contradiction, "aspect",
                               kind() + " is of no single aspect", "leave it out"));
    }
    if (!is_correction && !e.field.empty()) {
        out.push_back(fault_of(failure_code::contradiction, "field", kind() + " is of no field",
                               "leave it out"));
    }
    need const needed = value_need(e.kind);
    if (needed == need::required && e.value.empty()) {
        out.push_back(
            fault_of(failure_code::field_missing, "value", kind() + " must have a value"));
    } else if (needed == need::none && !e.value.empty()) {
        out.push_back(fault_of(failure_code::contradiction, "value", kind() + " has no value",
                               "leave it out"));
    }
}

void check_days(working_calendar const& calendar, event_view const& e, faults_found& out) {
    if (e.recorded < e.happened) {
        out.push_back(fault_of(failure_code::order_broken, "recorded",
                               "recorded on " + to_text(e.recorded) + ", before it happened on " +
                                   to_text(e.happened)));
    }
    auto const check_known = [&](day d, char const* field) {
        if (calendar.covers(d)) return;
        auto const [first, last] = calendar.known();
        out.push_back(fault_of(failure_code::calendar_ends, field,
                               to_text(d) + " is outside the calendar \"" +
                                   std::string(calendar.id()) + "\", which is known from " +
                                   to_text(first) + " to " + to_text(last)));
    };
    check_known(e.happened, "happened");
    check_known(e.recorded, "recorded");
}

corrected_field field_in(std::string_view text, faults_found& out) {
    using enum corrected_field;
    for (corrected_field const field : {received, channel, category, subject}) {
        if (name_of(field) == text) return field;
    }
    std::vector<std::string> known;
    for (corrected_field const field : {received, channel, category, subject}) {
        known.emplace_back(name_of(field));
    }
    out.push_back(fault_of(text.empty() ? failure_code::field_missing : failure_code::key_unknown,
                           "field", "\"corrected\" must name a field that can be corrected",
                           suggest(text, known)));
    return none;
}

/// By key alone: the same name may occur in several groups.
std::uint16_t decision_in(taxonomy const& words, std::string_view text, faults_found& out) {
    auto const entries = words.decisions.entries();
    for (std::size_t d = 0; d != entries.size(); ++d) {
        if (entries[d].key == text) return static_cast<std::uint16_t>(d);
    }
    std::vector<std::string> known;
    for (auto const& d : entries) known.push_back(d.key);
    out.push_back(fault_of(failure_code::key_unknown, "value",
                           "no decision \"" + std::string(text) + "\" in the taxonomy",
                           suggest(text, known)));
    return decision_code::none_value;
}

bool is_request_in(std::string_view text, faults_found& out) {
    bool const is_request = text == "service_request";
    if (!is_request && text != "complaint") {
        out.push_back(fault_of(failure_code::key_unknown, "value",
                               '"' + std::string(text) + "\" is no kind of case",
                               suggest(text, {"complaint", "service_request"})));
    }
    return is_request;
}

void understand_value(taxonomy const& words, std::string_view value, procedure_code of,
                      event_step& step, faults_found& out) {
    switch (step.kind) {
    case event_kind::outcome_decided:
        step.code = code_in(words.outcomes, "outcome", value, out);
        break;
    case event_kind::escalated: step.code = stage_in(words, value, of, out); break;
    case event_kind::extended: step.until = day_in(value, out); break;
    case event_kind::reclassified: step.is_request = is_request_in(value, out); break;
    case event_kind::decided: step.code = decision_in(words, value, out); break;
    case event_kind::corrected:
        switch (step.corrected) {
        case corrected_field::received: step.until = day_in(value, out); break;
        case corrected_field::channel:
            step.code = code_in(words.channels, "channel", value, out);
            break;
        case corrected_field::category:
            step.code = code_in(words.categories, "category", value, out);
            break;
        case corrected_field::subject:
            step.code = code_in(words.subjects, "subject", value, out);
            break;
        case corrected_field::none: break;
        }
        break;
    default: break;
    }
}

/// The value of a step that is not a day; empty if it has none.
std::string_view word_of(taxonomy const& words, event_step const& step) {
    switch (step.kind) {
    case event_kind::outcome_decided: return words.outcomes[outcome_code(step.code)].key;
    case event_kind::escalated: return words.stages[stage_code(step.code)].key;
    case event_kind::reclassified: return step.is_request ? "service_request" : "complaint";
    case event_kind::decided: return words.decisions[decision_code(step.code)].key;
    case event_kind::corrected:
        switch (step.corrected) {
        case corrected_field::channel: return words.channels[channel_code(step.code)].key;
        case corrected_field::category: return words.categories[category_code(step.code)].key;
        case corrected_field::subject: return words.subjects[subject_code(step.code)].key;
        case corrected_field::received:
        case corrected_field::none: return {};
        }
        return {};
    default: return {};
    }
}

} // namespace

event_step understand(taxonomy const& words, working_calendar const& calendar,
                      event_view const& what, procedure_code of, faults_found& out) {
    check_shape(what, out);
    check_days(calendar, what, out);
    event_step step;
    step.kind = what.kind;
    step.happened = what.happened;
    step.recorded = what.recorded;
    step.aspect = what.aspect;
    if (what.kind == event_kind::corrected) step.corrected = field_in(what.field, out);
    if (!what.value.empty()) understand_value(words, what.value, of, step, out);
    return step;
}

void check_correction(taxonomy const& words, unit_code unit, event_step const& step,
                      faults_found& out) {
    switch (step.corrected) {
    case corrected_field::channel: check_channel(words, unit, channel_code(step.code), out); break;
    case corrected_field::category:
        check_category(words, unit, category_code(step.code), out);
        break;
    case corrected_field::subject: check_subject(words, unit, subject_code(step.code), out); break;
    case corrected_field::received: check_stands(words, unit, *step.until, out); break;
    case corrected_field::none: break;
    }
}

std::string value_of(taxonomy const& words, event_step const& step) {
    if (step.until) return to_text(*step.until);
    return std::string(word_of(words, step));
}

bool is_value_of(taxonomy const& words, event_step const& step, std::string_view text) {
    // Days are understood in one spelling only.
    return step.until || text == word_of(words, step);
}

} // namespace upheld::detail
