// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "store/enter_rows.hpp"
#include "store/event_order.hpp"
#include "store/event_values.hpp"
#include "store/folder_words.hpp"
#include "store/series_value.hpp"
#include "store/table_reader.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/clock_rule.hpp"
#include "upheld/store/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace upheld {
namespace {

using namespace detail;

/// A record with the row that it came from.
template <class Record> struct from_row {
    Record record;
    std::uint64_t row = 0;
};

/// What is known of the ids of one file: where each stands, and which of them are in a row with a
/// fault. A record that refers to such a row is left alone: the fault has been reported once, where
/// it is.
class id_book {
  public:
    template <class Id> void enter(table_reader& table, std::optional<Id> which) {
        if (!which) return;
        auto const [found, is_new] = rows_.try_emplace(which->value, place{table.row(), false});
        if (is_new) return;
        table.fault(fault_of(failure_code::id_repeated, "id",
                             "the id " + std::to_string(which->value) + " stands in row " +
                                 std::to_string(found->second.row) + " already",
                             "give each row an id of its own"));
    }

    /// The row at `row`, if it was the first with its id, cannot be used.
    void spoil(std::uint64_t which, std::uint64_t row) {
        place& entry = rows_.try_emplace(which, place{row, true}).first->second;
        if (entry.row == row) entry.is_bad = true;
    }

    /// Nothing is known of any id: the file itself cannot be used.
    void spoil_all() { all_are_bad_ = true; }

    template <class Id> [[nodiscard]] bool is_spoilt(Id which) const {
        if (all_are_bad_) return true;
        auto const found = rows_.find(which.value);
        return found != rows_.end() && found->second.is_bad;
    }

    template <class Id> [[nodiscard]] bool is_spoilt(std::optional<Id> which) const {
        return which && is_spoilt(*which);
    }

  private:
    struct place {
        std::uint64_t row;
        bool is_bad;
    };

    std::unordered_map<std::uint64_t, place> rows_;
    bool all_are_bad_ = false;
};

enum table_number : std::size_t {
    complaints_table,
    mentions_table,
    aspects_table,
    events_table,
    ombudsman_cases_table,
    deadlines_table,
    recommendations_table,
    remedies_table,
    compliments_table,
    series_table,
    table_count
};

constexpr std::array<table_spec const*, table_count> tables{&complaints_csv,
                                                            &mentions_csv,
                                                            &aspects_csv,
                                                            &events_csv,
                                                            &ombudsman_cases_csv,
                                                            &ombudsman_deadlines_csv,
                                                            &ombudsman_recommendations_csv,
                                                            &remedies_csv,
                                                            &compliments_csv,
                                                            &series_csv};

/// The set's records of one kind.
template <class Record> std::vector<Record>& vector_of(record_set& set) {
    if constexpr (std::is_same_v<Record, complaint>) return set.complaints;
    if constexpr (std::is_same_v<Record, mention>) return set.mentions;
    if constexpr (std::is_same_v<Record, aspect>) return set.aspects;
    if constexpr (std::is_same_v<Record, ombudsman_case>) return set.ombudsman_cases;
    if constexpr (std::is_same_v<Record, ombudsman_deadline>) return set.deadlines;
    if constexpr (std::is_same_v<Record, ombudsman_recommendation>) return set.recommendations;
    if constexpr (std::is_same_v<Record, remedy>) return set.remedies;
    if constexpr (std::is_same_v<Record, compliment>) return set.compliments;
    if constexpr (std::is_same_v<Record, series_figure>) return set.series;
}

/// So many rows go into the store together: enough to be quick, few enough to be kept twice.
constexpr std::size_t rows_at_once = 50'000;

/// Reads the tables one by one into plain records, then brings them together in a store.
class folder_reader {
  public:
    folder_reader(std::string const& folder, taxonomy const& words, bool words_known,
                  reading_progress progress, std::size_t most_failures)
        : folder_(folder), progress_(progress), most_failures_(most_failures), words_(words),
          words_known_(words_known), units_(words.units, "unit"),
          services_(words.services, "service"), subjects_(words.subjects, "subject"),
          categories_(words.categories, "category"), channels_(words.channels, "channel"),
          procedures_(words.procedures, "procedure"),
          stages_(words.stages, "stage", spellings::keys_only),
          remedy_stages_(words.remedy_stages, "remedy stage"),
          remedy_kinds_(words.remedy_kinds, "remedy kind") {}

    /// Has these rows read in the place of the folder's files. @param rows  must outlive this
    void read_instead(std::span<further_rows const> rows) { rows_instead_ = rows; }

    void read_tables() {
        read_complaints();
        read_mentions();
        read_aspects();
        read_events();
        read_other_tables();
    }

    /// Those that have no row for each case.
    void read_other_tables() {
        read_ombudsman_cases();
        read_deadlines();
        read_recommendations();
        read_remedies();
        read_compliments();
        read_series();
    }

    /// Puts what was read into the store; what it refuses is a fault of the row.
    void fill(store& into) {
        insert_all(into, complaints_table, complaints_, complaint_ids_,
                   [](complaint const&) { return false; });
        insert_all(into, mentions_table, mentions_, mention_ids_,
                   [&](mention const& m) { return complaint_ids_.is_spoilt(m.complaint); });
        insert_all(into, aspects_table, aspects_, aspect_ids_,
                   [&](aspect const& a) { return mention_ids_.is_spoilt(a.mention); });
        // Complaints have their corrections before what is compared with the day received.
        std::sort(events_.begin(), events_.end(), [](auto const& a, auto const& b) {
            return filling_order(a.record, b.record) < 0;
        });
        std::size_t const of_complaints = static_cast<std::size_t>(
            std::count_if(events_.begin(), events_.end(),
                          [](auto const& e) { return !e.record.ombudsman_case; }));
        record_events(into, std::span(events_).first(of_complaints));
        insert_all(into, ombudsman_cases_table, ombudsman_cases_, case_ids_,
                   [&](ombudsman_case const& c) { return complaint_ids_.is_spoilt(c.complaint); });
        record_events(into, std::span(events_).subspan(of_complaints));
        events_.clear();
        events_.shrink_to_fit();
        auto const has_spoilt_case = [&](auto const& r) {
            return case_ids_.is_spoilt(r.ombudsman_case);
        };
        insert_all(into, deadlines_table, deadlines_, has_spoilt_case);
        insert_all(into, recommendations_table, recommendations_, has_spoilt_case);
        insert_all(into, remedies_table, remedies_, [&](remedy const& r) {
            return complaint_ids_.is_spoilt(r.complaint) || has_spoilt_case(r);
        });
        insert_all(into, compliments_table, compliments_, [](compliment const&) { return false; });
        insert_all(into, series_table, series_, [](series_figure const&) { return false; });
    }

    /// Everything that was wrong, in order of file, row and column.
    [[nodiscard]] std::vector<failure> failures() {
        std::vector<failure> all;
        for (std::size_t t = 0; t != table_count; ++t) {
            auto const place_of = [&](failure const& f) {
                auto const& columns = tables[t]->columns;
                auto const found =
                    std::find_if(columns.begin(), columns.end(),
                                 [&](column_spec const& c) { return c.name == f.where.column; });
                return std::tuple(f.where.row, found - columns.begin(),
                                  std::string_view(f.message));
            };
            std::sort(
                faults_[t].begin(), faults_[t].end(),
                [&](failure const& a, failure const& b) { return place_of(a) < place_of(b); });
            std::move(faults_[t].begin(), faults_[t].end(), std::back_inserter(all));
        }
        return all;
    }

    [[nodiscard]] std::size_t rows() const { return rows_; }

    [[nodiscard]] std::uint64_t failures_left_out() const { return left_out_; }

    /// What the other tables gave.
    [[nodiscard]] record_set take_others() {
        record_set all;
        auto const take = [](auto& from, auto& into) {
            into.reserve(from.size());
            for (auto& [record, row] : from) into.push_back(std::move(record));
        };
        take(ombudsman_cases_, all.ombudsman_cases);
        take(deadlines_, all.deadlines);
        take(recommendations_, all.recommendations);
        take(remedies_, all.remedies);
        take(compliments_, all.compliments);
        take(series_, all.series);
        return all;
    }

  private:
    /// Goes through one file. `read_row` gives the record of a row, which is kept if it has no
    /// fault.
    template <class Record, class Read>
    void read_table(table_number which, std::vector<from_row<Record>>& into, id_book* ids,
                    Read read_row) {
        further_rows const* const further = rows_instead_of(which);
        if (rows_instead_ && further == nullptr) return;
        table_reader table =
            further != nullptr
                ? table_reader(*tables[which], further->text, words_known_, faults_[which])
                : table_reader(folder_, *tables[which], words_known_, faults_[which]);
        if (!table.is_usable() && ids != nullptr) ids->spoil_all();
        while (table.next()) {
            // Seldom enough to cost nothing, often enough to be seen moving.
            if (++rows_ % 50'000 == 0 && progress_.show != nullptr) {
                progress_.show(rows_, progress_.context);
            }
            if constexpr (requires(Record r) { r.id; }) {
                using id_type = decltype(Record::id);
                // Every table's own id is its first column.
                auto const own = table.own_id<id_type>(0);
                ids->enter(table, own);
                Record record = read_row(table);
                if (own) record.id = *own;
                if (table.is_good()) {
                    into.push_back({std::move(record), table.row()});
                } else if (own) {
                    ids->spoil(own->value, table.row());
                }
            } else {
                Record record = read_row(table);
                if (table.is_good()) into.push_back({std::move(record), table.row()});
            }
            leave_out(which);
        }
        leave_out(which);
    }

    [[nodiscard]] further_rows const* rows_instead_of(table_number which) const {
        if (!rows_instead_) return nullptr;
        for (further_rows const& one : *rows_instead_) {
            if (one.file == tables[which]->file) return &one;
        }
        return nullptr;
    }

    /// Counts the failures of a file that are too many, and forgets them.
    void leave_out(table_number which) {
        if (faults_[which].size() <= most_failures_) return;
        left_out_ += faults_[which].size() - most_failures_;
        faults_[which].resize(most_failures_);
    }

    /// What the taxonomy alone says against the record. Left out where an entry was not found: that
    /// has been reported, and the rest would follow from it.
    template <class Record> void check_words(table_reader& table, Record const& record) const {
        if (!words_known_ || !table.has_its_words()) return;
        faults_found faults;
        check(words_, record, faults);
        for (failure& f : faults) {
            // A code of no entry stands for an empty field, which has been reported too.
            if (f.code != failure_code::key_unknown) table.fault(std::move(f));
        }
    }

    void read_complaints() {
        read_table(complaints_table, complaints_, &complaint_ids_, [&](table_reader& t) {
            complaint c;
            c.unit = t.needed_code(at<complaints_csv>("unit"), units_);
            c.received = t.needed_day(at<complaints_csv>("received"));
            c.procedure = t.needed_code(at<complaints_csv>("procedure"), procedures_);
            c.channel = t.optional_code(at<complaints_csv>("channel"), channels_);
            c.category = t.optional_code(at<complaints_csv>("category"), categories_);
            c.place = t.text(at<complaints_csv>("place"));
            c.procedure_reason = t.text(at<complaints_csv>("procedure_reason"));
            c.complainant = t.text(at<complaints_csv>("complainant"));
            std::string const kind = t.text(at<complaints_csv>("kind"));
            c.is_service_request = kind == "service_request";
            if (!kind.empty() && !c.is_service_request && kind != "complaint") {
                t.fault(failure_code::key_unknown, at<complaints_csv>("kind"),
                        '"' + kind + "\" is no kind of case",
                        suggest(kind, {"complaint", "service_request"}));
            }
            c.advocacy_offered = t.truth(at<complaints_csv>("advocacy_offered"));
            c.ombudsman_signposted = t.truth(at<complaints_csv>("ombudsman_signposted"));
            check_words(t, c);
            return c;
        });
    }

    void read_mentions() {
        read_table(mentions_table, mentions_, &mention_ids_, [&](table_reader& t) {
            mention m;
            m.complaint = t.needed_id<complaint_id>(at<mentions_csv>("complaint"));
            m.service = t.needed_code(at<mentions_csv>("service"), services_);
            return m;
        });
    }

    void read_aspects() {
        read_table(aspects_table, aspects_, &aspect_ids_, [&](table_reader& t) {
            aspect a;
            a.mention = t.needed_id<mention_id>(at<aspects_csv>("mention"));
            a.subject = t.needed_code(at<aspects_csv>("subject"), subjects_);
            a.concerns_contractor = t.truth(at<aspects_csv>("contractors_employee"));
            a.remedy = t.text(at<aspects_csv>("remedy"));
            return a;
        });
    }

    void read_events() {
        read_table(events_table, events_, &event_ids_, [&](table_reader& t) {
            event e;
            std::string const kind = t.needed_text(at<events_csv>("kind"));
            auto const found = event_kind_named(kind);
            if (found) e.kind = *found;
            if (!found && !kind.empty()) {
                std::vector<std::string> known;
                for (int k = 0; k <= static_cast<int>(event_kind::discontinued); ++k) {
                    known.emplace_back(name_of(static_cast<event_kind>(k)));
                }
                t.fault(failure_code::key_unknown, at<events_csv>("kind"),
                        '"' + kind + "\" is no kind of event", suggest(kind, known));
            }
            e.happened = t.needed_day(at<events_csv>("happened"));
            e.recorded = t.needed_day(at<events_csv>("recorded"));
            e.complaint = t.optional_id<complaint_id>(at<events_csv>("complaint"));
            e.ombudsman_case = t.optional_id<ombudsman_case_id>(at<events_csv>("ombudsman_case"));
            e.aspect = t.optional_id<aspect_id>(at<events_csv>("aspect"));
            e.field = t.text(at<events_csv>("field"));
            e.value = t.text(at<events_csv>("value"));
            if (!t.is_good()) spoil_case(e);
            return e;
        });
    }

    void read_ombudsman_cases() {
        read_table(ombudsman_cases_table, ombudsman_cases_, &case_ids_, [&](table_reader& t) {
            ombudsman_case c;
            c.unit = t.needed_code(at<ombudsman_cases_csv>("unit"), units_);
            c.referred = t.needed_day(at<ombudsman_cases_csv>("referred"));
            c.service = t.optional_code(at<ombudsman_cases_csv>("service"), services_);
            c.complaint = t.optional_id<complaint_id>(at<ombudsman_cases_csv>("complaint"));
            check_words(t, c);
            return c;
        });
    }

    void read_deadlines() {
        read_table(deadlines_table, deadlines_, nullptr, [](table_reader& t) {
            ombudsman_deadline d;
            d.ombudsman_case =
                t.needed_id<ombudsman_case_id>(at<ombudsman_deadlines_csv>("ombudsman_case"));
            d.first_set = t.needed_day(at<ombudsman_deadlines_csv>("first_set"));
            d.extended_to = t.optional_day(at<ombudsman_deadlines_csv>("extended_to"));
            d.answered = t.optional_day(at<ombudsman_deadlines_csv>("answered"));
            return d;
        });
    }

    void read_recommendations() {
        read_table(recommendations_table, recommendations_, nullptr, [](table_reader& t) {
            ombudsman_recommendation r;
            r.ombudsman_case =
                t.needed_id<ombudsman_case_id>(at<ombudsman_recommendations_csv>("ombudsman_case"));
            r.text = t.needed_text(at<ombudsman_recommendations_csv>("text"));
            r.due = t.optional_day(at<ombudsman_recommendations_csv>("due"));
            r.implemented = t.optional_day(at<ombudsman_recommendations_csv>("implemented"));
            return r;
        });
    }

    void read_remedies() {
        read_table(remedies_table, remedies_, &remedy_ids_, [&](table_reader& t) {
            remedy r;
            r.unit = t.needed_code(at<remedies_csv>("unit"), units_);
            r.agreed = t.needed_day(at<remedies_csv>("agreed"));
            r.stage = t.needed_code(at<remedies_csv>("stage"), remedy_stages_);
            r.kind = t.needed_code(at<remedies_csv>("kind"), remedy_kinds_);
            r.amount = t.needed_pounds(at<remedies_csv>("amount"));
            r.complaint = t.optional_id<complaint_id>(at<remedies_csv>("complaint"));
            r.ombudsman_case = t.optional_id<ombudsman_case_id>(at<remedies_csv>("ombudsman_case"));
            check_words(t, r);
            return r;
        });
    }

    void read_compliments() {
        read_table(compliments_table, compliments_, &compliment_ids_, [&](table_reader& t) {
            compliment c;
            c.unit = t.needed_code(at<compliments_csv>("unit"), units_);
            c.received = t.needed_day(at<compliments_csv>("received"));
            c.service = t.optional_code(at<compliments_csv>("service"), services_);
            c.text = t.text(at<compliments_csv>("text"));
            check_words(t, c);
            return c;
        });
    }

    void read_series() {
        read_table(series_table, series_, nullptr, [&](table_reader& t) {
            series_figure f;
            f.measure = t.needed_text(at<series_csv>("measure"));
            f.period = t.needed_text(at<series_csv>("period"));
            std::string const value = t.needed_text(at<series_csv>("value"));
            if (!value.empty()) {
                if (auto const parsed = series_value_from_text(value)) {
                    f.state = parsed->state;
                    f.form = parsed->form;
                    f.number = parsed->number;
                } else {
                    t.fault(parsed.error().code, at<series_csv>("value"), parsed.error().message,
                            parsed.error().mend);
                }
            }
            f.source = t.needed_text(at<series_csv>("source"));
            f.variant = t.text(at<series_csv>("variant"));
            f.unit = t.optional_code(at<series_csv>("unit"), units_);
            f.service = t.optional_code(at<series_csv>("service"), services_);
            f.stage = t.optional_code(at<series_csv>("stage"), stages_);
            f.remedy_stage = t.optional_code(at<series_csv>("remedy_stage"), remedy_stages_);
            f.remedy_kind = t.optional_code(at<series_csv>("remedy_kind"), remedy_kinds_);
            f.structure = t.text(at<series_csv>("structure"));
            f.coverage = t.text(at<series_csv>("coverage"));
            return f;
        });
    }

    void fault(table_number which, std::uint64_t row, failure what) {
        what.where.source = tables[which]->file;
        what.where.row = row;
        faults_[which].push_back(std::move(what));
        leave_out(which);
    }

    /// Inserts records in order of their rows. @param is_orphan  true if what the record refers to
    /// has a fault of its own
    template <class Record, class Orphan>
    void insert_all(store& into, table_number which, std::vector<from_row<Record>>& records,
                    Orphan is_orphan) {
        id_book nobody_asks;
        insert_all(into, which, records, nobody_asks, is_orphan);
    }

    template <class Record, class Orphan>
    void insert_all(store& into, table_number which, std::vector<from_row<Record>>& records,
                    id_book& ids, Orphan is_orphan) {
        record_set set;
        std::vector<Record>& batch = vector_of<Record>(set);
        std::vector<std::uint64_t> rows; // of the batch
        auto const spoil = [&](Record const& record, std::uint64_t row) {
            if constexpr (requires { record.id; }) ids.spoil(record.id.value, row);
        };
        auto const fill = [&] {
            for (fill_fault& refused : into.fill(set)) {
                spoil(batch[refused.position], rows[refused.position]);
                fault(which, rows[refused.position], std::move(refused.what));
            }
            batch.clear();
            rows.clear();
        };
        for (auto& [record, row] : records) {
            if (is_orphan(record)) {
                spoil(record, row);
                continue;
            }
            batch.push_back(std::move(record));
            rows.push_back(row);
            if (batch.size() == rows_at_once) fill();
        }
        fill();
        records.clear();
        records.shrink_to_fit();
    }

    void record_events(store& into, std::span<from_row<event>> events) {
        record_set set;
        std::vector<std::uint64_t> rows; // of the set's events
        auto const fill = [&] {
            for (fill_fault& refused : into.fill(set)) {
                fault_of_event(into, set.events[refused.position], rows[refused.position],
                               std::move(refused.what));
            }
            set.events.clear();
            rows.clear();
        };
        for (auto& [e, row] : events) {
            if (complaint_ids_.is_spoilt(e.complaint) || case_ids_.is_spoilt(e.ombudsman_case) ||
                aspect_ids_.is_spoilt(e.aspect)) {
                continue;
            }
            // A case's events go in together, to be folded once.
            bool const is_next_case =
                !set.events.empty() && (set.events.back().complaint != e.complaint ||
                                        set.events.back().ombudsman_case != e.ombudsman_case);
            if (is_next_case && set.events.size() >= rows_at_once) fill();
            set.events.push_back(std::move(e));
            rows.push_back(row);
        }
        fill();
    }

    void fault_of_event(store const& into, event const& e, std::uint64_t row, failure first) {
        bool const has_gap = (e.complaint && broken_complaints_.contains(e.complaint->value)) ||
                             (e.ombudsman_case && broken_cases_.contains(e.ombudsman_case->value));
        spoil_case(e);
        // Where an event of the case is missing for a fault of its own, what seems out of order
        // may only follow from that.
        if (has_gap && first.code == failure_code::order_broken && first.where.column == "kind") {
            return;
        }
        faults_found all;
        auto const of = e.complaint ? into.view(*e.complaint) : std::nullopt;
        static_cast<void>(
            understand(words_, into.calendar(), e, of ? of->procedure : procedure_code(), all));
        if (all.empty()) all.push_back(std::move(first));
        for (failure& f : all) fault(events_table, row, std::move(f));
    }

    void spoil_case(event const& e) {
        if (e.complaint) broken_complaints_.insert(e.complaint->value);
        if (e.ombudsman_case) broken_cases_.insert(e.ombudsman_case->value);
    }

    std::string const& folder_;
    std::optional<std::span<further_rows const>> rows_instead_;
    reading_progress progress_;
    std::size_t most_failures_;
    std::uint64_t left_out_ = 0;
    taxonomy const& words_;
    bool words_known_;
    label_index<unit_code> units_;
    label_index<service_code> services_;
    label_index<subject_code> subjects_;
    label_index<category_code> categories_;
    label_index<channel_code> channels_;
    label_index<procedure_code> procedures_;
    label_index<stage_code> stages_;
    label_index<remedy_stage_code> remedy_stages_;
    label_index<remedy_kind_code> remedy_kinds_;

    std::array<std::vector<failure>, table_count> faults_;
    std::size_t rows_ = 0;

    std::vector<from_row<complaint>> complaints_;
    std::vector<from_row<mention>> mentions_;
    std::vector<from_row<aspect>> aspects_;
    std::vector<from_row<event>> events_;
    std::vector<from_row<ombudsman_case>> ombudsman_cases_;
    std::vector<from_row<ombudsman_deadline>> deadlines_;
    std::vector<from_row<ombudsman_recommendation>> recommendations_;
    std::vector<from_row<remedy>> remedies_;
    std::vector<from_row<compliment>> compliments_;
    std::vector<from_row<series_figure>> series_;

    id_book complaint_ids_;
    id_book mention_ids_;
    id_book aspect_ids_;
    id_book event_ids_;
    id_book case_ids_;
    id_book remedy_ids_;
    id_book compliment_ids_;
    std::unordered_set<std::uint64_t> broken_complaints_; ///< with an event that has a fault
    std::unordered_set<std::uint64_t> broken_cases_;      ///< likewise ombudsman's cases
};

constexpr char const* taxonomy_file = "taxonomy.toml";

/// The first line that gives `key` this text; 0 if none does.
std::uint64_t line_of(std::string_view toml, std::string_view key, std::string const& text) {
    std::string const quoted = '"' + text + '"';
    std::uint64_t line = 0;
    while (!toml.empty()) {
        ++line;
        std::size_t const end = std::min(toml.find('\n'), toml.size());
        std::string_view const here = toml.substr(0, end);
        std::size_t const at_key = here.find(key);
        if (at_key != std::string_view::npos &&
            here.find(quoted, at_key) != std::string_view::npos) {
            return line;
        }
        toml.remove_prefix(std::min(end + 1, toml.size()));
    }
    return 0;
}

/// Rules that the taxonomy names and nobody knows; each name is reported once for each kind of
/// clock.
void check_rules(taxonomy const& words, std::string_view toml, std::vector<failure>& out) {
    std::vector<std::string> known;
    for (clock_rule const& r : upheld::built_in_clock_rules()) known.emplace_back(r.id);
    auto const check_rule = [&](std::string const& id, char const* key) {
        if (id.empty() || find_clock_rule(id)) return;
        failure what{
            .code = failure_code::key_unknown,
            .where = {.source = taxonomy_file, .row = line_of(toml, key, id), .column = key},
            .message = "there is no clock rule \"" + id + "\"",
            .mend = suggest(id, known)};
        if (std::find(out.begin(), out.end(), what) == out.end()) out.push_back(std::move(what));
    };
    for (stage_entry const& stage : words.stages.entries()) {
        check_rule(stage.acknowledge_rule, "acknowledge_rule");
        check_rule(stage.respond_rule, "respond_rule");
    }
}

/// @param calendar  null: the one that the taxonomy names
folder_reading read(std::string const& folder, working_calendar const* calendar,
                    reading_progress progress, std::size_t most_failures) {
    folder_reading reading;
    folder_words loaded = read_folder_words(folder, calendar);
    reading.failures = std::move(loaded.failures);
    if (!loaded.has_folder) return reading;

    folder_reader reader(folder, loaded.words, loaded.words_known, progress, most_failures);
    reader.read_tables();
    if (reading.failures.empty()) {
        store cases(loaded.words, std::move(*loaded.calendar));
        reader.fill(cases);
        reading.cases = std::move(cases);
    }
    std::vector<failure> of_tables = reader.failures();
    reading.rows = reader.rows();
    reading.failures_left_out = reader.failures_left_out();
    std::move(of_tables.begin(), of_tables.end(), std::back_inserter(reading.failures));
    if (!reading.failures.empty() || reading.failures_left_out != 0) reading.cases.reset();
    return reading;
}

} // namespace

namespace detail {

folder_words read_folder_words(std::string const& folder, working_calendar const* calendar) {
    folder_words read;
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        read.failures.push_back({.code = failure_code::file_missing,
                                 .where = {.source = folder, .row = 0, .column = {}},
                                 .message = "there is no such folder",
                                 .mend = {}});
        return read;
    }
    read.has_folder = true;

    auto const toml = read_file((std::filesystem::path(folder) / taxonomy_file).string());
    if (!toml) {
        read.failures.push_back({.code = failure_code::file_missing,
                                 .where = {.source = taxonomy_file, .row = 0, .column = {}},
                                 .message = "the file is not there or cannot be read",
                                 .mend = {}});
        return read;
    }
    loaded_taxonomy loaded = taxonomy_from_toml(*toml, taxonomy_file);
    read.words_known = loaded.is_whole();
    read.words = std::move(loaded.value);
    read.failures = std::move(loaded.failures);

    if (calendar != nullptr) {
        read.calendar = *calendar;
    } else if (read.words_known) {
        if (auto built_in = built_in_calendar(read.words.calendar)) {
            read.calendar = std::move(*built_in);
        } else {
            failure what = built_in.error();
            what.where = {.source = taxonomy_file,
                          .row = line_of(*toml, "calendar", read.words.calendar),
                          .column = "calendar"};
            read.failures.push_back(std::move(what));
        }
    }
    if (read.words_known) check_rules(read.words, *toml, read.failures);
    return read;
}

rows_entered enter_rows(store& into, std::span<further_rows const> rows) {
    std::string const no_folder;
    folder_reader reader(no_folder, into.words(), true, {}, usual_most_failures);
    reader.read_instead(rows);
    reader.read_tables();
    reader.fill(into);
    rows_entered entered{.rows = reader.rows(), .failures = reader.failures()};
    for (failure& what : entered.failures) {
        auto const of = std::find_if(rows.begin(), rows.end(), [&](further_rows const& one) {
            return one.file == what.where.source;
        });
        // Rows were counted from the line after the header.
        if (of != rows.end() && what.where.row > 1) what.where.row += of->first_row - 2;
    }
    return entered;
}

std::vector<std::string> table_names() {
    std::vector<std::string> names;
    for (table_spec const* const table : tables) names.emplace_back(table->file);
    return names;
}

std::optional<record_set> read_other_tables(std::string const& folder, taxonomy const& words) {
    folder_reader reader(folder, words, true, {}, usual_most_failures);
    reader.read_other_tables();
    if (!reader.failures().empty()) return std::nullopt;
    return reader.take_others();
}

} // namespace detail

folder_reading read_folder(std::string const& folder, working_calendar const& calendar,
                           reading_progress progress, std::size_t most_failures) {
    return read(folder, &calendar, progress, most_failures);
}

folder_reading read_folder(std::string const& folder, reading_progress progress,
                           std::size_t most_failures) {
    return read(folder, nullptr, progress, most_failures);
}

} // namespace upheld
