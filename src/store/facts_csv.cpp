// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/facts_csv.hpp"

#include "store/csv_output.hpp"

#include <filesystem>

namespace upheld {
namespace {

using namespace detail;

/// Columns of every row of a complaint, then those of `More`.
template <std::size_t More>
[[nodiscard]] consteval auto with_complaint(std::array<column_spec, More> more) {
    std::array<column_spec, 10 + More> all{};
    std::size_t n = 0;
    for (std::string_view const name :
         {"complaint", "received", "unit", "channel", "category", "procedure", "place", "answer",
          "working_days", "counted"}) {
        all[n++] = optional(name);
    }
    for (column_spec const& c : more) all[n++] = c;
    return all;
}

constexpr auto complaint_fields = with_complaint(std::array<column_spec, 0>{});
constexpr auto mention_fields = with_complaint(std::array{optional("service")});
constexpr auto aspect_fields =
    with_complaint(std::array{optional("service"), optional("subject"), optional("outcome"),
                              optional("contractors_employee")});
constexpr auto stage_fields = with_complaint(std::array{optional("stage"), optional("started")});
constexpr std::array referral_fields{optional("referred"), optional("unit"), optional("service"),
                                     optional("decision")};
constexpr std::array deadline_fields{optional("referred"), optional("unit"), optional("first_set"),
                                     optional("met")};
constexpr std::array recommendation_fields{optional("referred"), optional("unit"),
                                           optional("assessed"), optional("implemented"),
                                           optional("decision_stands")};
constexpr std::array remedy_fields{optional("agreed"), optional("unit"), optional("stage"),
                                   optional("kind"), optional("amount")};
constexpr std::array compliment_fields{optional("received"), optional("unit"), optional("service")};

constexpr table_spec flat_complaints{"complaints.csv", true, complaint_fields};
constexpr table_spec flat_mentions{"mentions.csv", true, mention_fields};
constexpr table_spec flat_aspects{"aspects.csv", true, aspect_fields};
constexpr table_spec flat_stages{"stages.csv", true, stage_fields};
constexpr table_spec flat_referrals{"referrals.csv", true, referral_fields};
constexpr table_spec flat_deadlines{"deadlines.csv", true, deadline_fields};
constexpr table_spec flat_recommendations{"recommendations.csv", true, recommendation_fields};
constexpr table_spec flat_remedies{"remedies.csv", true, remedy_fields};
constexpr table_spec flat_compliments{"compliments.csv", true, compliment_fields};

csv_word word_of(answer_state answer) {
    switch (answer) {
    case answer_state::not_answered: return {"not_answered"};
    case answer_state::answered_in_time: return {"in_time"};
    case answer_state::answered_late: return {"late"};
    case answer_state::no_clock: return {"no_clock"};
    }
    return {};
}

class flat_writing {
  public:
    flat_writing(facts const& rows, taxonomy const& words, std::string const& folder)
        : rows_(rows), folder_(folder), units_(words.units), services_(words.services),
          subjects_(words.subjects), categories_(words.categories), channels_(words.channels),
          procedures_(words.procedures), stages_(words.stages), outcomes_(words.outcomes),
          decisions_(words.decisions), remedy_stages_(words.remedy_stages),
          remedy_kinds_(words.remedy_kinds) {}

    result<std::uint64_t> run() {
        if (auto const made = make_folder(folder_); !made) return refuse(made.error());
        std::vector<csv_table> tables;
        tables.reserve(9);
        tables.push_back(table_of(rows_.complaints, flat_complaints));
        tables.push_back(table_of(rows_.mentions, flat_mentions));
        tables.push_back(table_of(rows_.aspects, flat_aspects));
        tables.push_back(table_of(rows_.stages, flat_stages));
        tables.push_back(table_of(rows_.referrals, flat_referrals));
        tables.push_back(table_of(rows_.deadlines, flat_deadlines));
        tables.push_back(table_of(rows_.recommendations, flat_recommendations));
        tables.push_back(table_of(rows_.remedies, flat_remedies));
        tables.push_back(table_of(rows_.compliments, flat_compliments));
        std::uint64_t rows = 0;
        for (csv_table& t : tables) {
            if (t.problem()) return refuse(*t.problem());
            if (auto const closed = t.file().close(); !closed) return refuse(closed.error());
            rows += t.rows();
        }
        for (csv_table& t : tables) {
            if (auto const placed = t.file().put_in_place(); !placed) return refuse(placed.error());
        }
        return rows;
    }

  private:
    template <class Row>
    [[nodiscard]] csv_table table_of(std::vector<Row> const& rows, table_spec const& spec) const {
        csv_table table(folder_, spec, (column_set{1} << spec.columns.size()) - 1);
        for (Row const& row : rows) {
            std::size_t column = 0;
            put(row, [&](auto const& value) { table.field(column++, value); });
            table.end_row();
        }
        return table;
    }

    // The fields of one row, in the order of the table's columns.

    void put(complaint_fact const& f, auto field) const {
        field(f.id);
        field(f.received);
        field(units_[f.unit]);
        field(channels_[f.channel]);
        field(categories_[f.category]);
        field(procedures_[f.procedure]);
        field(f.place.is_none() ? std::string() : rows_.places[f.place.value]);
        field(word_of(f.answer));
        field(f.working_days == not_answered_days ? std::nullopt : std::optional(f.working_days));
        field(yes_no{f.is_counted});
    }

    void put(mention_fact const& f, auto field) const {
        put(f.of, field);
        field(services_[f.service]);
    }

    void put(aspect_fact const& f, auto field) const {
        put(f.of, field);
        field(services_[f.service]);
        field(subjects_[f.subject]);
        field(outcomes_[f.outcome]);
        field(yes_no{f.concerns_contractor});
    }

    void put(stage_fact const& f, auto field) const {
        put(f.of, field);
        field(stages_[f.stage]);
        field(f.started);
    }

    void put(referral_fact const& f, auto field) const {
        field(f.referred);
        field(units_[f.unit]);
        field(services_[f.service]);
        field(decisions_[f.decision]);
    }

    void put(deadline_fact const& f, auto field) const {
        field(f.referred);
        field(units_[f.unit]);
        field(f.first_set);
        field(yes_no{f.is_met});
    }

    void put(recommendation_fact const& f, auto field) const {
        field(f.referred);
        field(units_[f.unit]);
        field(yes_no{f.is_assessed});
        field(yes_no{f.is_implemented});
        field(yes_no{f.decision_stands});
    }

    void put(remedy_fact const& f, auto field) const {
        field(f.agreed);
        field(units_[f.unit]);
        field(remedy_stages_[f.stage]);
        field(remedy_kinds_[f.kind]);
        field(f.amount);
    }

    void put(compliment_fact const& f, auto field) const {
        field(f.received);
        field(units_[f.unit]);
        field(services_[f.service]);
    }

    facts const& rows_;
    std::string const& folder_;
    csv_keys<unit_code> units_;
    csv_keys<service_code> services_;
    csv_keys<subject_code> subjects_;
    csv_keys<category_code> categories_;
    csv_keys<channel_code> channels_;
    csv_keys<procedure_code> procedures_;
    csv_keys<stage_code> stages_;
    csv_keys<outcome_code> outcomes_;
    csv_keys<decision_code> decisions_;
    csv_keys<remedy_stage_code> remedy_stages_;
    csv_keys<remedy_kind_code> remedy_kinds_;
};

} // namespace

result<std::uint64_t> write_facts_csv(facts const& rows, taxonomy const& words,
                                      std::string const& folder) {
    return flat_writing(rows, words, folder).run();
}

} // namespace upheld
