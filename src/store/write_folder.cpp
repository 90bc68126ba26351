// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/write_folder.hpp"

#include "store/csv_output.hpp"
#include "store/known_records.hpp"
#include "store/series_value.hpp"
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <filesystem>

namespace upheld {
namespace {

using namespace detail;

/// The words of the format and of the taxonomy as the files have them.
struct written_words {
    explicit written_words(taxonomy const& of)
        : units(of.units), services(of.services), subjects(of.subjects), categories(of.categories),
          channels(of.channels), procedures(of.procedures), stages(of.stages),
          remedy_stages(of.remedy_stages), remedy_kinds(of.remedy_kinds) {}

    csv_keys<unit_code> units;
    csv_keys<service_code> services;
    csv_keys<subject_code> subjects;
    csv_keys<category_code> categories;
    csv_keys<channel_code> channels;
    csv_keys<procedure_code> procedures;
    csv_keys<stage_code> stages;
    csv_keys<remedy_stage_code> remedy_stages;
    csv_keys<remedy_kind_code> remedy_kinds;
};

// The fields of each kind of record, in the order of its table's columns. `Into` writes them or
// only sees which columns are used.

template <class Into> void fields_of(complaint const& c, written_words const& words, Into& into) {
    into.field(at<complaints_csv>("id"), c.id);
    into.field(at<complaints_csv>("unit"), words.units[c.unit]);
    into.field(at<complaints_csv>("received"), c.received);
    into.field(at<complaints_csv>("procedure"), words.procedures[c.procedure]);
    into.field(at<complaints_csv>("channel"), words.channels[c.channel]);
    into.field(at<complaints_csv>("category"), words.categories[c.category]);
    into.field(at<complaints_csv>("place"), c.place);
    into.field(at<complaints_csv>("procedure_reason"), c.procedure_reason);
    into.field(at<complaints_csv>("complainant"), c.complainant);
    // An empty kind is a complaint.
    into.field(at<complaints_csv>("kind"), csv_word{c.is_service_request ? "service_request" : ""});
    into.field(at<complaints_csv>("advocacy_offered"), yes_no{c.advocacy_offered});
    into.field(at<complaints_csv>("ombudsman_signposted"), yes_no{c.ombudsman_signposted});
}

template <class Into> void fields_of(mention const& m, written_words const& words, Into& into) {
    into.field(at<mentions_csv>("id"), m.id);
    into.field(at<mentions_csv>("complaint"), m.complaint);
    into.field(at<mentions_csv>("service"), words.services[m.service]);
}

template <class Into> void fields_of(aspect const& a, written_words const& words, Into& into) {
    into.field(at<aspects_csv>("id"), a.id);
    into.field(at<aspects_csv>("mention"), a.mention);
    into.field(at<aspects_csv>("subject"), words.subjects[a.subject]);
    into.field(at<aspects_csv>("contractors_employee"), yes_no{a.concerns_contractor});
    into.field(at<aspects_csv>("remedy"), a.remedy);
}

template <class Into> void fields_of(event const& e, written_words const&, Into& into) {
    into.field(at<events_csv>("id"), e.id);
    into.field(at<events_csv>("kind"), csv_word{name_of(e.kind)});
    into.field(at<events_csv>("happened"), e.happened);
    into.field(at<events_csv>("recorded"), e.recorded);
    into.field(at<events_csv>("complaint"), e.complaint);
    into.field(at<events_csv>("ombudsman_case"), e.ombudsman_case);
    into.field(at<events_csv>("aspect"), e.aspect);
    into.field(at<events_csv>("field"), e.field);
    into.field(at<events_csv>("value"), e.value);
}

template <class Into>
void fields_of(ombudsman_case const& c, written_words const& words, Into& into) {
    into.field(at<ombudsman_cases_csv>("id"), c.id);
    into.field(at<ombudsman_cases_csv>("unit"), words.units[c.unit]);
    into.field(at<ombudsman_cases_csv>("referred"), c.referred);
    into.field(at<ombudsman_cases_csv>("service"), words.services[c.service]);
    into.field(at<ombudsman_cases_csv>("complaint"), c.complaint);
}

template <class Into>
void fields_of(ombudsman_deadline const& d, written_words const&, Into& into) {
    into.field(at<ombudsman_deadlines_csv>("ombudsman_case"), d.ombudsman_case);
    into.field(at<ombudsman_deadlines_csv>("first_set"), d.first_set);
    into.field(at<ombudsman_deadlines_csv>("extended_to"), d.extended_to);
    into.field(at<ombudsman_deadlines_csv>("answered"), d.answered);
}

template <class Into>
void fields_of(ombudsman_recommendation const& r, written_words const&, Into& into) {
    into.field(at<ombudsman_recommendations_csv>("ombudsman_case"), r.ombudsman_case);
    into.field(at<ombudsman_recommendations_csv>("text"), r.text);
    into.field(at<ombudsman_recommendations_csv>("due"), r.due);
    into.field(at<ombudsman_recommendations_csv>("implemented"), r.implemented);
}

template <class Into> void fields_of(remedy const& r, written_words const& words, Into& into) {
    into.field(at<remedies_csv>("id"), r.id);
    into.field(at<remedies_csv>("unit"), words.units[r.unit]);
    into.field(at<remedies_csv>("agreed"), r.agreed);
    into.field(at<remedies_csv>("stage"), words.remedy_stages[r.stage]);
    into.field(at<remedies_csv>("kind"), words.remedy_kinds[r.kind]);
    into.field(at<remedies_csv>("amount"), r.amount);
    into.field(at<remedies_csv>("complaint"), r.complaint);
    into.field(at<remedies_csv>("ombudsman_case"), r.ombudsman_case);
}

template <class Into> void fields_of(compliment const& c, written_words const& words, Into& into) {
    into.field(at<compliments_csv>("id"), c.id);
    into.field(at<compliments_csv>("unit"), words.units[c.unit]);
    into.field(at<compliments_csv>("received"), c.received);
    into.field(at<compliments_csv>("service"), words.services[c.service]);
    into.field(at<compliments_csv>("text"), c.text);
}

template <class Into>
void fields_of(series_figure const& f, written_words const& words, Into& into) {
    into.field(at<series_csv>("measure"), f.measure);
    into.field(at<series_csv>("period"), f.period);
    into.field(at<series_csv>("value"), series_value{f.state, f.form, f.number});
    into.field(at<series_csv>("source"), f.source);
    into.field(at<series_csv>("variant"), f.variant);
    into.field(at<series_csv>("unit"), words.units[f.unit]);
    into.field(at<series_csv>("service"), words.services[f.service]);
    into.field(at<series_csv>("stage"), words.stages[f.stage]);
    into.field(at<series_csv>("remedy_stage"), words.remedy_stages[f.remedy_stage]);
    into.field(at<series_csv>("remedy_kind"), words.remedy_kinds[f.remedy_kind]);
    into.field(at<series_csv>("structure"), f.structure);
    into.field(at<series_csv>("coverage"), f.coverage);
}

template <class Record>
column_set columns_of(std::vector<Record> const& records, written_words const& words) {
    columns_seen seen;
    for (Record const& r : records) fields_of(r, words, seen);
    return seen.columns();
}

template <class Record>
void write_rows(std::vector<Record> const& records, written_words const& words, csv_table& into) {
    for (Record const& r : records) {
        fields_of(r, words, into);
        into.end_row();
    }
}

/// Columns of the four tables that grow with the complaints.
struct case_columns {
    column_set complaints = needed_columns(complaints_csv);
    column_set mentions = needed_columns(mentions_csv);
    column_set aspects = needed_columns(aspects_csv);
    column_set events = needed_columns(events_csv);

    void add_those_of(record_set const& records, written_words const& words) {
        complaints |= columns_of(records.complaints, words);
        mentions |= columns_of(records.mentions, words);
        aspects |= columns_of(records.aspects, words);
        events |= columns_of(records.events, words);
    }

    friend bool operator==(case_columns const&, case_columns const&) = default;
};

struct case_tables {
    case_tables(std::string const& folder, case_columns const& columns)
        : complaints(folder, complaints_csv, columns.complaints),
          mentions(folder, mentions_csv, columns.mentions),
          aspects(folder, aspects_csv, columns.aspects),
          events(folder, events_csv, columns.events) {}

    csv_table complaints;
    csv_table mentions;
    csv_table aspects;
    csv_table events;

    void write(record_set const& records, written_words const& words) {
        write_rows(records.complaints, words, complaints);
        write_rows(records.mentions, words, mentions);
        write_rows(records.aspects, words, aspects);
        write_rows(records.events, words, events);
    }

    [[nodiscard]] std::optional<failure> problem() const {
        for (csv_table const* const t : {&complaints, &mentions, &aspects, &events}) {
            if (t->problem()) return t->problem();
        }
        return std::nullopt;
    }
};

class folder_writing {
  public:
    folder_writing(store const& cases, std::string const& folder, writing_options const& how)
        : cases_(cases), folder_(folder), how_(how), words_(cases.words()),
          records_(cases, at_the_time(how.as_known_on), how.batch), others_(records_.others()) {}

    result<written_rows> run() {
        if (auto const made = make_folder(folder_); !made) return refuse(made.error());
        output_file toml((std::filesystem::path(folder_) / "taxonomy.toml").string());
        toml.put(std::string_view(to_toml(cases_.words())));
        if (auto const closed = toml.close(); !closed) return refuse(closed.error());
        whole_.push_back(&toml);

        if (auto const problem = write_cases()) return refuse(*problem);
        records_.drop_unknown_references(others_);
        write_rows(others_.events, words_, tables_->events);
        csv_table cases = table_of(others_.ombudsman_cases, ombudsman_cases_csv);
        csv_table deadlines = table_of(others_.deadlines, ombudsman_deadlines_csv);
        csv_table recommendations =
            table_of(others_.recommendations, ombudsman_recommendations_csv);
        csv_table remedies = table_of(others_.remedies, remedies_csv);
        csv_table compliments = table_of(others_.compliments, compliments_csv);
        csv_table series = table_of(others_.series, series_csv);
        for (csv_table* const t :
             {&tables_->complaints, &tables_->mentions, &tables_->aspects, &tables_->events, &cases,
              &deadlines, &recommendations, &remedies, &compliments, &series}) {
            if (t->problem()) return refuse(*t->problem());
            if (auto const closed = t->file().close(); !closed) return refuse(closed.error());
            // A table without rows takes the place of an earlier one only.
            std::error_code ignored;
            if (t->rows() != 0 || t->spec().is_needed ||
                std::filesystem::exists(t->file().path(), ignored)) {
                whole_.push_back(&t->file());
            }
        }
        written_rows counts{.complaints = tables_->complaints.rows(),
                            .mentions = tables_->mentions.rows(),
                            .aspects = tables_->aspects.rows(),
                            .events = tables_->events.rows(),
                            .ombudsman_cases = cases.rows(),
                            .ombudsman_deadlines = deadlines.rows(),
                            .ombudsman_recommendations = recommendations.rows(),
                            .remedies = remedies.rows(),
                            .compliments = compliments.rows(),
                            .series = series.rows(),
                            .events_set_aside = records_.events_set_aside(),
                            .bytes = 0};
        for (output_file* const file : whole_) {
            if (auto const placed = file->put_in_place(); !placed) return refuse(placed.error());
            counts.bytes += file->size();
        }
        return counts;
    }

  private:
    /// The columns are those that the first batch uses. If a later one uses more, which is rare,
    /// all are looked at and the writing starts over, once.
    std::optional<failure> write_cases() {
        case_columns columns;
        columns.events |= columns_of(others_.events, words_);
        record_set batch;
        std::size_t written = 0;
        while (records_.next(batch)) {
            case_columns const before = columns;
            columns.add_those_of(batch, words_);
            if (tables_ && columns != before) {
                while (records_.next(batch)) columns.add_those_of(batch, words_);
                records_.restart();
                tables_.reset();
                written = 0;
                continue;
            }
            if (!tables_) tables_.emplace(folder_, columns);
            tables_->write(batch, words_);
            if (auto problem = tables_->problem()) return problem;
            written += batch.complaints.size();
            if (how_.progress.show != nullptr) how_.progress.show(written, how_.progress.context);
        }
        if (!tables_) tables_.emplace(folder_, columns);
        return std::nullopt;
    }

    template <class Record>
    csv_table table_of(std::vector<Record> const& records, table_spec const& spec) {
        csv_table table(folder_, spec, needed_columns(spec) | columns_of(records, words_));
        write_rows(records, words_, table);
        return table;
    }

    store const& cases_;
    std::string const& folder_;
    writing_options const& how_;
    written_words words_;
    known_records records_;
    record_set others_;
    std::optional<case_tables> tables_;
    std::vector<output_file*> whole_; ///< in the order in which they take their names
};

} // namespace

result<written_rows> write_folder(store const& cases, std::string const& folder,
                                  writing_options const& how) {
    return folder_writing(cases, folder, how).run();
}

} // namespace upheld
