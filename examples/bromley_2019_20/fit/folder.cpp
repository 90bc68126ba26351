// SPDX-License-Identifier: BSL-1.0
#include "fit/folder.hpp"

#include "upheld/calendar/day_text.hpp"

#include <fstream>
#include <initializer_list>

namespace fit {
namespace {

/// One CSV file, written row by row.
class csv_file {
  public:
    csv_file(std::string const& directory, std::string const& name,
             std::initializer_list<std::string> columns)
        : path_(directory + "/" + name), out_(path_, std::ios::binary) {
        add(columns);
    }

    void add(std::initializer_list<std::string> fields) {
        char const* separator = "";
        for (std::string const& field : fields) {
            out_ << separator << quoted(field);
            separator = ",";
        }
        out_ << '\n';
    }

    void close() {
        out_.close();
        if (!out_) throw std::runtime_error(path_ + " cannot be written");
    }

  private:
    static std::string quoted(std::string const& field) {
        if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
        std::string text = "\"";
        for (char const c : field) {
            if (c == '"') text += '"';
            text += c;
        }
        return text + '"';
    }

    std::string path_;
    std::ofstream out_;
};

template <class Tag> std::string text(upheld::id<Tag> which) { return std::to_string(which.value); }

std::string text(upheld::day d) { return upheld::to_text(d); }

std::string text(bool claim) { return claim ? "yes" : "no"; }

template <class T> std::string text(std::optional<T> const& maybe) {
    return maybe ? text(*maybe) : std::string();
}

std::string text(upheld::pence amount) {
    std::string const pennies = std::to_string(100 + amount.value % 100);
    return std::to_string(amount.value / 100) + "." + pennies.substr(1);
}

template <class Code, class Entry>
std::string key(upheld::code_list<Code, Entry> const& list, Code which) {
    return which.is_none() ? std::string() : list[which].key;
}

void write_complaints(folder const& rows, upheld::taxonomy const& words,
                      std::string const& directory) {
    csv_file complaints(directory, "complaints.csv",
                        {"id", "unit", "received", "procedure", "procedure_reason", "channel",
                         "category", "complainant", "advocacy_offered", "ombudsman_signposted"});
    for (upheld::complaint const& c : rows.complaints) {
        complaints.add({text(c.id), key(words.units, c.unit), text(c.received),
                        key(words.procedures, c.procedure), c.procedure_reason,
                        key(words.channels, c.channel), key(words.categories, c.category),
                        c.complainant, text(c.advocacy_offered), text(c.ombudsman_signposted)});
    }
    complaints.close();

    csv_file mentions(directory, "mentions.csv", {"id", "complaint", "service"});
    for (upheld::mention const& m : rows.mentions) {
        mentions.add({text(m.id), text(m.complaint), key(words.services, m.service)});
    }
    mentions.close();

    csv_file aspects(directory, "aspects.csv",
                     {"id", "mention", "subject", "contractors_employee"});
    for (upheld::aspect const& a : rows.aspects) {
        aspects.add({text(a.id), text(a.mention), key(words.subjects, a.subject),
                     text(a.concerns_contractor)});
    }
    aspects.close();

    csv_file events(
        directory, "events.csv",
        {"id", "kind", "complaint", "ombudsman_case", "aspect", "happened", "recorded", "value"});
    for (upheld::event const& e : rows.events) {
        events.add({text(e.id), std::string(name_of(e.kind)), text(e.complaint),
                    text(e.ombudsman_case), text(e.aspect), text(e.happened), text(e.recorded),
                    e.value});
    }
    events.close();
}

void write_cases(folder const& rows, upheld::taxonomy const& words, std::string const& directory) {
    csv_file cases(directory, "ombudsman_cases.csv",
                   {"id", "unit", "service", "referred", "complaint"});
    for (upheld::ombudsman_case const& c : rows.cases) {
        cases.add({text(c.id), key(words.units, c.unit), key(words.services, c.service),
                   text(c.referred), text(c.complaint)});
    }
    cases.close();

    csv_file deadlines(directory, "ombudsman_deadlines.csv",
                       {"ombudsman_case", "first_set", "extended_to", "answered"});
    for (upheld::ombudsman_deadline const& d : rows.deadlines) {
        deadlines.add(
            {text(d.ombudsman_case), text(d.first_set), text(d.extended_to), text(d.answered)});
    }
    deadlines.close();

    csv_file recommendations(directory, "ombudsman_recommendations.csv",
                             {"ombudsman_case", "text", "due", "implemented"});
    for (upheld::ombudsman_recommendation const& r : rows.recommendations) {
        recommendations.add({text(r.ombudsman_case), r.text, text(r.due), text(r.implemented)});
    }
    recommendations.close();
}

} // namespace

upheld::event& folder::add_event(upheld::complaint_id of, upheld::event_kind kind,
                                 upheld::day happened, upheld::day recorded, std::string value) {
    upheld::event& added = events.emplace_back();
    added.id = upheld::event_id(events.size());
    added.complaint = of;
    added.kind = kind;
    added.happened = happened;
    added.recorded = recorded;
    added.value = std::move(value);
    return added;
}

upheld::event& folder::add_event(upheld::ombudsman_case_id of, upheld::event_kind kind,
                                 upheld::day happened, upheld::day recorded, std::string value) {
    upheld::event& added =
        add_event(upheld::complaint_id(), kind, happened, recorded, std::move(value));
    added.complaint.reset();
    added.ombudsman_case = of;
    return added;
}

void write(folder const& rows, upheld::taxonomy const& words, std::string const& directory) {
    write_complaints(rows, words, directory);
    write_cases(rows, words, directory);

    csv_file remedies(
        directory, "remedies.csv",
        {"id", "unit", "agreed", "stage", "kind", "amount", "complaint", "ombudsman_case"});
    for (upheld::remedy const& r : rows.remedies) {
        remedies.add({text(r.id), key(words.units, r.unit), text(r.agreed),
                      key(words.remedy_stages, r.stage), key(words.remedy_kinds, r.kind),
                      text(r.amount), text(r.complaint), text(r.ombudsman_case)});
    }
    remedies.close();

    csv_file compliments(directory, "compliments.csv",
                         {"id", "unit", "service", "received", "text"});
    for (upheld::compliment const& c : rows.compliments) {
        compliments.add({text(c.id), key(words.units, c.unit), key(words.services, c.service),
                         text(c.received), c.text});
    }
    compliments.close();
}

} // namespace fit
