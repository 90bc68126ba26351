// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/json_lines.hpp"

#include "store/event_values.hpp"
#include "store/fold.hpp"
#include "store/json_output.hpp"
#include "store/known_records.hpp"

namespace upheld {
namespace {

using namespace detail;

/// The keys of one list in quotes.
template <class Code> class json_keys {
  public:
    template <class Entry> explicit json_keys(code_list<Code, Entry> const& list) {
        for (Entry const& e : list.entries()) keys_.push_back(json_text(e.key));
    }

    /// Empty for none.
    [[nodiscard]] std::string_view operator[](Code c) const {
        return c.is_none() ? std::string_view() : keys_[c.value];
    }

  private:
    std::vector<std::string> keys_;
};

std::string_view kind_word(bool is_service_request) {
    return is_service_request ? "service_request" : "complaint";
}

std::string_view word_of(series_state state) {
    switch (state) {
    case series_state::value: return "value";
    case series_state::none: return "none";
    case series_state::not_collected: return "not_collected";
    case series_state::not_known: return "not_known";
    case series_state::not_applicable: return "not_applicable";
    }
    return {};
}

std::string_view word_of(series_form form) {
    switch (form) {
    case series_form::count: return "count";
    case series_form::pence: return "pence";
    case series_form::percent: return "percent";
    case series_form::rank: return "rank";
    case series_form::joint_rank: return "joint_rank";
    }
    return {};
}

/// An event with its value understood.
struct understood_event {
    event const* what;
    event_step step;
};

/// Where an aspect stands.
struct aspect_standing {
    subject_code subject;
    outcome_code outcome; ///< none: not decided
};

class line_writing {
  public:
    line_writing(store const& cases, std::string const& path, writing_options const& how)
        : words_(cases.words()), calendar_(cases.calendar()), how_(how), lines_(path),
          records_(cases, at_the_time(how.as_known_on), how.batch), units_(words_.units),
          services_(words_.services), subjects_(words_.subjects), categories_(words_.categories),
          channels_(words_.channels), procedures_(words_.procedures), stages_(words_.stages),
          outcomes_(words_.outcomes), decisions_(words_.decisions),
          remedy_stages_(words_.remedy_stages), remedy_kinds_(words_.remedy_kinds) {}

    result<written_rows> run() {
        write_council();
        record_set batch;
        while (records_.next(batch)) {
            write_complaints(batch);
            if (lines_.problem()) return refuse(*lines_.problem());
            if (how_.progress.show != nullptr) {
                how_.progress.show(counts_.complaints, how_.progress.context);
            }
        }
        record_set others = records_.others();
        records_.drop_unknown_references(others);
        write_ombudsman_cases(others);
        for (remedy const& r : others.remedies) write(r);
        for (compliment const& c : others.compliments) write(c);
        for (series_figure const& f : others.series) write(f);
        if (lines_.problem()) return refuse(*lines_.problem());
        if (auto const closed = lines_.file().close(); !closed) return refuse(closed.error());
        if (auto const placed = lines_.file().put_in_place(); !placed) {
            return refuse(placed.error());
        }
        counts_.remedies = others.remedies.size();
        counts_.compliments = others.compliments.size();
        counts_.series = others.series.size();
        counts_.events_set_aside = records_.events_set_aside();
        counts_.bytes = lines_.file().size();
        return counts_;
    }

  private:
    void write_council() {
        lines_.begin_line("council");
        lines_.number("format", 1);
        lines_.text("id", words_.id);
        lines_.text("title", words_.title);
        lines_.text("council", words_.council);
        lines_.text("calendar", words_.calendar);
        lines_.date("as_known_on", how_.as_known_on);
        lines_.end_line();
    }

    [[nodiscard]] bool keeps(unit_code unit, kept what) const {
        return words_.units[unit].state_of(what) == collected::yes;
    }

    /// Mentions, aspects and events come in the order of the complaints.
    void write_complaints(record_set const& batch) {
        auto next_mention = batch.mentions.begin();
        auto next_aspect = batch.aspects.begin();
        auto next_event = batch.events.begin();
        for (complaint const& c : batch.complaints) {
            events_.clear();
            for (; next_event != batch.events.end() && next_event->complaint == c.id;
                 ++next_event) {
                understand_event(*next_event, c.procedure);
            }
            write_record(c);
            bool const has_mentions = keeps(c.unit, kept::mentions);
            if (has_mentions) lines_.open("mentions", '[');
            for (; next_mention != batch.mentions.end() && next_mention->complaint == c.id;
                 ++next_mention) {
                mention const& m = *next_mention;
                lines_.open('{');
                lines_.number("id", m.id);
                lines_.quoted("service", services_[m.service]);
                bool const has_aspects = keeps(c.unit, kept::aspects);
                if (has_aspects) lines_.open("aspects", '[');
                for (; next_aspect != batch.aspects.end() && next_aspect->mention == m.id;
                     ++next_aspect) {
                    write(*next_aspect, c.unit);
                }
                if (has_aspects) lines_.close(']');
                lines_.close('}');
                ++counts_.mentions;
            }
            if (has_mentions) lines_.close(']');
            write_events();
            write_state(*records_.states().state_of(c.id));
            lines_.end_line();
            ++counts_.complaints;
        }
    }

    void write_record(complaint const& c) {
        lines_.begin_line("complaint");
        lines_.number("id", c.id);
        lines_.quoted("unit", units_[c.unit]);
        lines_.date("received", c.received);
        lines_.quoted("procedure", procedures_[c.procedure]);
        lines_.text("procedure_reason", c.procedure_reason);
        write_channel_and_category(c);
        lines_.text("place", c.place);
        lines_.text("complainant", c.complainant);
        lines_.word("kind", kind_word(c.is_service_request));
        lines_.truth("advocacy_offered", c.advocacy_offered);
        lines_.truth("ombudsman_signposted", c.ombudsman_signposted);
    }

    void write_channel_and_category(complaint const& c) {
        if (keeps(c.unit, kept::channels)) lines_.quoted("channel", channels_[c.channel]);
        if (keeps(c.unit, kept::categories)) lines_.quoted("category", categories_[c.category]);
    }

    void write(aspect const& a, unit_code unit) {
        aspect_standing const now = standing_of(a);
        lines_.open('{');
        lines_.number("id", a.id);
        lines_.quoted("subject", subjects_[now.subject]);
        if (now.subject != a.subject) lines_.quoted("recorded_subject", subjects_[a.subject]);
        if (keeps(unit, kept::outcomes)) lines_.quoted("outcome", outcomes_[now.outcome]);
        lines_.truth("contractors_employee", a.concerns_contractor);
        lines_.text("remedy", a.remedy);
        lines_.close('}');
        ++counts_.aspects;
    }

    [[nodiscard]] aspect_standing standing_of(aspect const& a) const {
        aspect_standing now{a.subject, {}};
        for (understood_event const& e : events_) {
            if (e.step.aspect != a.id) continue;
            if (e.step.kind == event_kind::outcome_decided) {
                now.outcome = outcome_code(e.step.code);
            } else if (e.step.corrected == corrected_field::subject) {
                now.subject = subject_code(e.step.code);
            }
        }
        return now;
    }

    /// The event is in a store, so it has no fault.
    void understand_event(event const& e, procedure_code of) {
        faults_found none;
        events_.push_back({&e, understand(words_, calendar_, e, of, none)});
        UPHELD_EXPECTS(none.empty());
    }

    void write_events() {
        lines_.open("events", '[');
        for (auto const& [what, step] : events_) {
            lines_.open('{');
            lines_.number("id", what->id);
            lines_.word("kind", name_of(what->kind));
            lines_.date("happened", what->happened);
            lines_.date("recorded", what->recorded);
            if (step.aspect) lines_.number("aspect", *step.aspect);
            if (step.corrected != corrected_field::none) {
                lines_.word("field", name_of(step.corrected));
            }
            // An extension without a day is one to the rule's own limit.
            std::string const value = value_of(words_, step);
            if (!value.empty()) lines_.text("value", value);
            lines_.close('}');
        }
        lines_.close(']');
        counts_.events += events_.size();
    }

    void write_state(complaint_state const& now) {
        lines_.open("state", '{');
        lines_.date("received", now.record.received);
        write_channel_and_category(now.record);
        lines_.word("kind", kind_word(now.record.is_service_request));
        lines_.quoted("stage", stages_[now.stage]);
        lines_.date("acknowledged", now.acknowledged);
        lines_.date("acknowledge_due", now.acknowledge_due);
        lines_.date("responded", now.responded);
        lines_.date("original_due", now.original_due);
        lines_.date("due", now.due);
        lines_.truth("open", now.is_open);
        lines_.truth("paused", now.is_paused);
        lines_.truth("withdrawn", now.is_withdrawn);
        lines_.truth("referred", now.is_referred);
        lines_.close('}');
    }

    /// Events, deadlines and recommendations come in the order of the cases.
    void write_ombudsman_cases(record_set const& others) {
        auto next_event = others.events.begin();
        auto next_deadline = others.deadlines.begin();
        auto next_recommendation = others.recommendations.begin();
        for (ombudsman_case const& c : others.ombudsman_cases) {
            lines_.begin_line("ombudsman_case");
            lines_.number("id", c.id);
            lines_.quoted("unit", units_[c.unit]);
            lines_.quoted("service", services_[c.service]);
            lines_.date("referred", c.referred);
            lines_.number("complaint", c.complaint);
            lines_.open("deadlines", '[');
            for (; next_deadline != others.deadlines.end() && next_deadline->ombudsman_case == c.id;
                 ++next_deadline) {
                lines_.open('{');
                lines_.date("first_set", next_deadline->first_set);
                lines_.date("extended_to", next_deadline->extended_to);
                lines_.date("answered", next_deadline->answered);
                lines_.close('}');
                ++counts_.ombudsman_deadlines;
            }
            lines_.close(']');
            lines_.open("recommendations", '[');
            for (; next_recommendation != others.recommendations.end() &&
                   next_recommendation->ombudsman_case == c.id;
                 ++next_recommendation) {
                lines_.open('{');
                lines_.text("text", next_recommendation->text);
                lines_.date("due", next_recommendation->due);
                lines_.date("implemented", next_recommendation->implemented);
                lines_.close('}');
                ++counts_.ombudsman_recommendations;
            }
            lines_.close(']');
            events_.clear();
            for (; next_event != others.events.end() && next_event->ombudsman_case == c.id;
                 ++next_event) {
                understand_event(*next_event, {});
            }
            write_events();
            write_ombudsman_state(c);
            lines_.end_line();
            ++counts_.ombudsman_cases;
        }
    }

    void write_ombudsman_state(ombudsman_case const& of) {
        ombudsman_fold folded(of.referred);
        for (understood_event const& e : events_) folded.apply(e.step);
        ombudsman_standing const& now = folded.now();
        lines_.open("state", '{');
        lines_.quoted("decision", decisions_[now.decision]);
        lines_.truth("decision_withdrawn", now.is_decision_withdrawn);
        lines_.truth("discontinued", now.is_discontinued);
        lines_.close('}');
    }

    void write(remedy const& r) {
        lines_.begin_line("remedy");
        lines_.number("id", r.id);
        lines_.quoted("unit", units_[r.unit]);
        lines_.date("agreed", r.agreed);
        lines_.quoted("stage", remedy_stages_[r.stage]);
        lines_.quoted("kind", remedy_kinds_[r.kind]);
        lines_.whole_number("pence", r.amount.value);
        lines_.number("complaint", r.complaint);
        lines_.number("ombudsman_case", r.ombudsman_case);
        lines_.end_line();
    }

    void write(compliment const& c) {
        lines_.begin_line("compliment");
        lines_.number("id", c.id);
        lines_.quoted("unit", units_[c.unit]);
        lines_.quoted("service", services_[c.service]);
        lines_.date("received", c.received);
        lines_.text("text", c.text);
        lines_.end_line();
    }

    void write(series_figure const& f) {
        lines_.begin_line("series_figure");
        lines_.text("measure", f.measure);
        lines_.text("variant", f.variant);
        lines_.text("period", f.period);
        lines_.quoted("unit", units_[f.unit]);
        lines_.quoted("service", services_[f.service]);
        lines_.quoted("stage", stages_[f.stage]);
        lines_.quoted("remedy_stage", remedy_stages_[f.remedy_stage]);
        lines_.quoted("remedy_kind", remedy_kinds_[f.remedy_kind]);
        lines_.text("source", f.source);
        lines_.text("structure", f.structure);
        lines_.text("coverage", f.coverage);
        lines_.word("state", word_of(f.state));
        if (f.state == series_state::value) {
            lines_.word("form", word_of(f.form));
            lines_.whole_number("number", f.number);
        }
        lines_.end_line();
    }

    taxonomy const& words_;
    working_calendar const& calendar_;
    writing_options const& how_;
    json_lines lines_;
    known_records records_;
    written_rows counts_;
    std::vector<understood_event> events_; ///< of the case that is being written

    json_keys<unit_code> units_;
    json_keys<service_code> services_;
    json_keys<subject_code> subjects_;
    json_keys<category_code> categories_;
    json_keys<channel_code> channels_;
    json_keys<procedure_code> procedures_;
    json_keys<stage_code> stages_;
    json_keys<outcome_code> outcomes_;
    json_keys<decision_code> decisions_;
    json_keys<remedy_stage_code> remedy_stages_;
    json_keys<remedy_kind_code> remedy_kinds_;
};

} // namespace

result<written_rows> write_json_lines(store const& cases, std::string const& path,
                                      writing_options const& how) {
    return line_writing(cases, path, how).run();
}

} // namespace upheld
