// SPDX-License-Identifier: BSL-1.0
#include "store/event_values.hpp"

#include "basis/closest.hpp"
#include "upheld/calendar/day_text.hpp"

namespace upheld::detail {
namespace {

template <class Code, class Entry>
std::uint16_t code_in(code_list<Code, Entry> const& list, char const* kind, std::string const& text,
                      faults_found& out) {
    if (auto const found = list.find(text)) return found->value;
    std::vector<std::string> known;
    for (Entry const& e : list.entries()) known.push_back(e.key);
    out.push_back(fault_of(failure_code::key_unknown, "value",
                           "no " + std::string(kind) + " \"" + text + "\" in the taxonomy",
                           suggest(text, known)));
    return Code::none_value;
}

/// A stage by `procedure/stage`, or by the last part alone within the complaint's own procedure.
std::uint16_t stage_in(taxonomy const& words, std::string const& text, procedure_code of,
                       faults_found& out) {
    if (words.procedures.lists(of)) {
        procedure_entry const& procedure = words.procedures[of];
        for (stage_code const s : procedure.stages) {
            if (words.stages[s].key == procedure.key + '/' + text) return s.value;
        }
    }
    for (stage_code const s : words.stages.codes()) {
        if (words.stages[s].key == text) return s.value;
    }
    return code_in(words.stages, "stage", text, out);
}

std::optional<day> day_in(std::string const& text, faults_found& out) {
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

void check_shape(event const& e, faults_found& out) {
    std::string const kind(name_of(e.kind));
    bool const of_ombudsman = concerns_ombudsman(e.kind);
    if (e.complaint.has_value() == e.ombudsman_case.has_value()) {
        out.push_back(
            fault_of(e.complaint ? failure_code::contradiction : failure_code::field_missing,
                     of_ombudsman ? "ombudsman_case" : "complaint",
                     "an event belongs to a complaint or to an ombudsman's case",
                     "give exactly one of the two"));
    } else if (of_ombudsman != e.ombudsman_case.has_value()) {
        out.push_back(fault_of(failure_code::contradiction, "kind",
                               '"' + kind + "\" happens to " +
                                   (of_ombudsman ? "an ombudsman's case" : "a complaint") +
                                   " only"));
    }
    bool const is_correction = e.kind == event_kind::corrected;
    bool const needs_aspect =
        e.kind == event_kind::outcome_decided || (is_correction && e.field == "subject");
    if (needs_aspect && !e.aspect) {
        out.push_back(fault_of(failure_code::field_missing, "aspect",
                               '"' + kind + "\" must say of which aspect"));
    } else if (!needs_aspect && e.aspect) {
        out.push_back(fault_of(failure_code::contradiction, "aspect",
                               '"' + kind + "\" is of no single aspect", "leave it out"));
    }
    if (!is_correction && !e.field.empty()) {
        out.push_back(fault_of(failure_code::contradiction, "field",
                               '"' + kind + "\" is of no field", "leave it out"));
    }
    need const needed = value_need(e.kind);
    if (needed == need::required && e.value.empty()) {
        out.push_back(
            fault_of(failure_code::field_missing, "value", '"' + kind + "\" must have a value"));
    } else if (needed == need::none && !e.value.empty()) {
        out.push_back(fault_of(failure_code::contradiction, "value", '"' + kind + "\" has no value",
                               "leave it out"));
    }
}

void check_days(working_calendar const& calendar, event const& e, faults_found& out) {
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

void understand_value(taxonomy const& words, event_row& row, procedure_code of, faults_found& out) {
    std::string const& value = row.what.value;
    switch (row.what.kind) {
    case event_kind::outcome_decided:
        row.code = code_in(words.outcomes, "outcome", value, out);
        break;
    case event_kind::escalated: row.code = stage_in(words, value, of, out); break;
    case event_kind::extended: row.until = day_in(value, out); break;
    case event_kind::reclassified:
        row.is_request = value == "service_request";
        if (!row.is_request && value != "complaint") {
            out.push_back(fault_of(failure_code::key_unknown, "value",
                                   "\"" + value + "\" is no kind of case",
                                   suggest(value, {"complaint", "service_request"})));
        }
        break;
    case event_kind::decided:
        for (decision_code const d : words.decisions.codes()) {
            if (words.decisions[d].key == value) row.code = d.value;
        }
        if (row.code == decision_code::none_value) {
            // By key alone: the same name may occur in several groups.
            std::vector<std::string> known;
            for (auto const& d : words.decisions.entries()) known.push_back(d.key);
            out.push_back(fault_of(failure_code::key_unknown, "value",
                                   "no decision \"" + value + "\" in the taxonomy",
                                   suggest(value, known)));
        }
        break;
    case event_kind::corrected: {
        std::string const& field = row.what.field;
        if (field == "received") {
            row.until = day_in(value, out);
        } else if (field == "channel") {
            row.code = code_in(words.channels, "channel", value, out);
        } else if (field == "category") {
            row.code = code_in(words.categories, "category", value, out);
        } else if (field == "subject") {
            row.code = code_in(words.subjects, "subject", value, out);
        }
        break;
    }
    default: break;
    }
}

} // namespace

event_row understand(taxonomy const& words, working_calendar const& calendar, event what,
                     procedure_code of, faults_found& out) {
    event_row row;
    row.what = std::move(what);
    check_shape(row.what, out);
    check_days(calendar, row.what, out);
    if (row.what.kind == event_kind::corrected) {
        std::vector<std::string> const fields{"received", "channel", "category", "subject"};
        bool is_known = false;
        for (std::string const& f : fields) is_known = is_known || f == row.what.field;
        if (!is_known) {
            out.push_back(fault_of(row.what.field.empty() ? failure_code::field_missing
                                                          : failure_code::key_unknown,
                                   "field", "\"corrected\" must name a field that can be corrected",
                                   suggest(row.what.field, fields)));
        }
    }
    if (!row.what.value.empty()) understand_value(words, row, of, out);
    return row;
}

} // namespace upheld::detail
