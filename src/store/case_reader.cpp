// SPDX-License-Identifier: BSL-1.0
#include "store/case_reader.hpp"

#include "store/checks.hpp"
#include "store/complaint_facts.hpp"
#include "store/due_days_at_receipt.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace upheld::detail {
namespace {

/// The rows of a table as they come, one of them before us. Ids must rise.
template <class Lines, class Line> class rows_as_they_come {
  public:
    rows_as_they_come(file_part const& part, lines_context& context)
        : lines_(part), context_(context) {
        pop();
    }

    [[nodiscard]] Line const* peek() const { return has_ ? &rows_[at_] : nullptr; }

    /// The row before us stays where it is until the next call.
    void pop() {
        std::uint64_t const before = rows_[at_].id;
        at_ = 1 - at_;
        Line& row = rows_[at_];
        has_ = read(lines_, context_, row);
        if (!has_) return;
        if (!ids_) {
            ids_ = {row.id, row.id};
        } else if (row.id <= before) {
            lines_.stop(doubt::order);
            has_ = false;
        }
        ids_->second = row.id;
    }

    [[nodiscard]] doubt in_doubt() const { return lines_.in_doubt(); }

    [[nodiscard]] std::uint64_t rows() const { return lines_.rows(); }

    [[nodiscard]] std::uint64_t bytes_read() const { return lines_.bytes_read(); }

    /// First and last; nothing if there was no row.
    [[nodiscard]] id_range ids() const { return ids_; }

  private:
    Lines lines_;
    lines_context& context_;
    std::array<Line, 2> rows_{};
    std::size_t at_ = 0; ///< which of the two is before us
    bool has_ = false;
    id_range ids_;
};

/// All rows of a table, for their owner to put in order.
template <class Lines, class Line> class rows_held {
  public:
    rows_held(file_part const& part, lines_context& context) {
        Lines lines(part);
        for (Line line; read(lines, context, line);) held.push_back(line);
        doubt_ = lines.in_doubt();
        rows_ = lines.rows();
        bytes_read_ = lines.bytes_read();
    }

    std::vector<Line> held;

    [[nodiscard]] Line const* peek() const { return at_ == held.size() ? nullptr : &held[at_]; }

    void pop() { ++at_; }

    [[nodiscard]] doubt in_doubt() const { return doubt_; }

    [[nodiscard]] std::uint64_t rows() const { return rows_; }

    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

    [[nodiscard]] id_range ids() const { return std::nullopt; } // they have been compared

  private:
    std::size_t at_ = 0;
    doubt doubt_ = doubt::none;
    std::uint64_t rows_ = 0;
    std::uint64_t bytes_read_ = 0;
};

template <class Line> std::vector<std::uint64_t> ids_of(std::vector<Line> const& rows) {
    std::vector<std::uint64_t> ids;
    ids.reserve(rows.size());
    for (Line const& row : rows) ids.push_back(row.id);
    return ids;
}

bool are_repeated(std::vector<std::uint64_t> ids) {
    if (!std::is_sorted(ids.begin(), ids.end())) std::sort(ids.begin(), ids.end());
    return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

bool happened_before(event_line const& a, event_line const& b) {
    return std::tie(a.step.happened, a.step.recorded, a.id) <
           std::tie(b.step.happened, b.step.recorded, b.id);
}

/// Whether an event of this kind moves no due day and leaves nothing to ask of those before it, but
/// that a complaint is answered once.
bool is_usual(event_kind kind) {
    return kind == event_kind::acknowledged || kind == event_kind::outcome_decided ||
           kind == event_kind::responded;
}

} // namespace

struct case_reader::work {
    work(case_words const& w, std::optional<viewpoint> seen_from,
         std::span<std::uint64_t const> ids)
        : with(w), from(seen_from), wanted(ids), context{w, {}, {}, {}} {}

    work(work const&) = delete;
    work(work&&) = delete;
    work& operator=(work const&) = delete;
    work& operator=(work&&) = delete;
    virtual ~work() = default;

    virtual bool next(read_case& into) = 0;

    case_words const& with;
    std::optional<viewpoint> from;
    std::span<std::uint64_t const> wanted;
    lines_context context;
    doubt why = doubt::none;
    cases_read so_far;
    std::vector<complaint_line> found;
};

namespace {

/// The four tables side by side.
template <template <class, class> class Rows> class side_by_side : public case_reader::work {
  public:
    side_by_side(case_words const& words, case_files const& files,
                 std::optional<viewpoint> seen_from, std::span<std::uint64_t const> ids)
        : work(words, seen_from, ids), complaints_(files.complaints, context),
          mentions_(files.mentions, context), aspects_(files.aspects, context),
          events_(files.events, context), due_days_(words) {
        if constexpr (is_held) put_in_order();
    }

    bool next(read_case& into) override {
        while (complaint_line const* const first = complaints_.peek()) {
            complaint_line const row = *first;
            complaints_.pop();
            gather(row);
            // What a table in doubt still had to give is missing from the case.
            if (why != doubt::none || is_any_in_doubt()) break;
            if (take(row, into)) return true;
            if (why != doubt::none) break;
        }
        finish();
        return false;
    }

  private:
    static constexpr bool is_held =
        std::is_same_v<Rows<event_lines, event_line>, rows_held<event_lines, event_line>>;

    void doubtful(doubt reason) {
        if (why == doubt::none) why = reason;
    }

    /// Rows that lie before their case, or behind it, have none if all are in order.
    static constexpr doubt out_of_place = is_held ? doubt::content : doubt::order;

    [[nodiscard]] bool is_any_in_doubt() const {
        return complaints_.in_doubt() != doubt::none || mentions_.in_doubt() != doubt::none ||
               aspects_.in_doubt() != doubt::none || events_.in_doubt() != doubt::none;
    }

    void put_in_order() {
        if (are_repeated(ids_of(complaints_.held)) || are_repeated(ids_of(mentions_.held)) ||
            are_repeated(ids_of(aspects_.held))) {
            return doubtful(doubt::content);
        }
        std::vector<std::uint64_t> event_ids = ids_of(events_.held);
        for (event const& e : context.of_others) event_ids.push_back(e.id.value);
        if (are_repeated(std::move(event_ids))) return doubtful(doubt::content);
        std::sort(complaints_.held.begin(), complaints_.held.end(),
                  [](complaint_line const& a, complaint_line const& b) { return a.id < b.id; });
        std::sort(mentions_.held.begin(), mentions_.held.end(), [](auto const& a, auto const& b) {
            return std::tie(a.complaint, a.id) < std::tie(b.complaint, b.id);
        });
        // Aspects go by their mention, and mentions by their complaint: so aspects are given their
        // mention's place in place of its id.
        std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
        places.reserve(mentions_.held.size());
        for (mention_line& m : mentions_.held) {
            places.emplace_back(m.id, places.size());
            m.id = places.back().second;
        }
        std::sort(places.begin(), places.end());
        for (aspect_line& a : aspects_.held) {
            auto const at = std::lower_bound(places.begin(), places.end(),
                                             std::pair<std::uint64_t, std::uint64_t>(a.mention, 0));
            if (at == places.end() || at->first != a.mention) return doubtful(doubt::content);
            a.mention = at->second;
        }
        std::sort(aspects_.held.begin(), aspects_.held.end(), [](auto const& a, auto const& b) {
            return std::tie(a.mention, a.id) < std::tie(b.mention, b.id);
        });
        std::sort(events_.held.begin(), events_.held.end(), [](auto const& a, auto const& b) {
            if (a.complaint != b.complaint) return a.complaint < b.complaint;
            return happened_before(a, b);
        });
    }

    /// Brings together the rows of one complaint.
    void gather(complaint_line const& row) {
        parts_.clear();
        aspect_ids_.clear();
        mentions_gathered_ = 0;
        for (mention_line const* m = nullptr;
             (m = mentions_.peek()) != nullptr && m->complaint <= row.id; mentions_.pop()) {
            if (m->complaint != row.id) return doubtful(out_of_place);
            if (!with.mentions(row.unit, m->service) ||
                !with.stands(row.unit, m->service, row.received)) {
                return doubtful(doubt::content);
            }
            // Mentions that come in order of id need not be in order of service.
            for (read_part const& p : parts_) {
                if (p.service == m->service) return doubtful(doubt::content);
            }
            ++mentions_gathered_;
            std::size_t const before = parts_.size();
            for (aspect_line const* a = nullptr;
                 (a = aspects_.peek()) != nullptr && a->mention <= m->id; aspects_.pop()) {
                if (a->mention != m->id) return doubtful(out_of_place);
                if (!with.uses(row.unit, a->subject)) return doubtful(doubt::content);
                parts_.push_back({.service = m->service,
                                  .subject = a->subject,
                                  .outcome = {},
                                  .concerns_contractor = a->concerns_contractor,
                                  .is_aspect = true});
                aspect_ids_.push_back(a->id);
            }
            if (parts_.size() == before) {
                parts_.push_back({.service = m->service,
                                  .subject = {},
                                  .outcome = {},
                                  .concerns_contractor = false,
                                  .is_aspect = false});
                aspect_ids_.push_back(no_aspect);
            }
        }
        steps_.clear();
        for (event_line const* e = nullptr;
             (e = events_.peek()) != nullptr && e->complaint <= row.id;) {
            if (e->complaint != row.id) return doubtful(out_of_place);
            // Copied only when the next one has been read: it was written in smaller pieces than
            // it is copied in, and just now.
            events_.pop();
            steps_.push_back(*e);
            if (!understand_late(row, steps_.back())) return doubtful(doubt::content);
        }
        if (!std::is_sorted(steps_.begin(), steps_.end(), happened_before)) {
            std::sort(steps_.begin(), steps_.end(), happened_before);
        }
    }

    /// What can be said of an event only together with its complaint and aspects, as
    /// `store::record` has it.
    bool understand_late(complaint_line const& row, event_line& e) {
        event_step& step = e.step;
        if (e.stage_name != event_line::no_stage) {
            faults_found faults;
            step = understand(with.words, with.calendar,
                              {.id = event_id(e.id),
                               .complaint = complaint_id(row.id),
                               .ombudsman_case = {},
                               .kind = step.kind,
                               .happened = step.happened,
                               .recorded = step.recorded,
                               .aspect = step.aspect,
                               .field = {},
                               .value = context.stage_names[e.stage_name]},
                              row.procedure, faults);
            if (!faults.empty()) return false;
        }
        if (step.aspect && std::find(aspect_ids_.begin(), aspect_ids_.end(), step.aspect->value) ==
                               aspect_ids_.end()) {
            return false;
        }
        if (step.kind == event_kind::outcome_decided) return with.keeps(row.unit, kept::outcomes);
        if (step.kind != event_kind::corrected) return true;
        faults_found faults;
        check_correction(with.words, row.unit, step, faults);
        return faults.empty() && (step.corrected != corrected_field::received ||
                                  std::all_of(parts_.begin(), parts_.end(), [&](auto const& part) {
                                      return with.stands(row.unit, part.service, *step.until);
                                  }));
    }

    [[nodiscard]] bool is_known(event_step const& step) const { return !from || sees(*from, step); }

    /// Folds the first so many of the gathered events; of these only what was known, if
    /// `as_known`.
    [[nodiscard]] complaint_fold fold(complaint_line const& row, std::size_t count,
                                      bool as_known) const {
        day received = row.received;
        for (std::size_t i = 0; i != count; ++i) {
            event_step const& step = steps_[i].step;
            if (step.corrected == corrected_field::received && (!as_known || is_known(step))) {
                received = *step.until;
            }
        }
        complaint_fold folded(with.words, with.rules, with.calendar,
                              {.received = row.received,
                               .channel = row.channel,
                               .category = row.category,
                               .procedure = row.procedure,
                               .is_service_request = row.is_service_request},
                              received);
        for (std::size_t i = 0; i != count; ++i) {
            if (!as_known || is_known(steps_[i].step)) folded.apply(steps_[i].step);
        }
        return folded;
    }

    /// Makes a case of what was gathered. @returns false if it was not known
    bool take(complaint_line const& row, read_case& into) {
        return take_usual(row, into) || take_any(row, into);
    }

    /// Most complaints are acknowledged, decided aspect by aspect and answered, and no more.
    /// @returns false if this one has to be folded
    bool take_usual(complaint_line const& row, read_case& into) {
        standing now;
        if (!due_days_.find(row.procedure, row.received, now.due)) return false;
        day last = row.received;
        for (event_line const& e : steps_) {
            event_step const& step = e.step;
            if (!is_usual(step.kind) || step.happened < row.received) return false;
            if (step.kind == event_kind::responded) {
                if (now.responded) return false;
                now.responded = step.happened;
            }
            last = std::max(last, step.recorded);
        }
        if (from && from->last_known() < last) return false; // nor if not all of it is in sight
        now.received = row.received;
        now.channel = row.channel;
        now.category = row.category;
        now.is_service_request = row.is_service_request;
        see(row, row.received);
        see(last);
        return give(row, now, into);
    }

    /// @returns false if it was not known, or cannot be
    bool take_any(complaint_line const& row, read_case& into) {
        bool moves_receipt = false;
        bool is_all_known = true;
        for (event_line const& e : steps_) {
            moves_receipt = moves_receipt || e.step.corrected == corrected_field::received;
            is_all_known = is_all_known && is_known(e.step);
            see(e.step.recorded);
        }
        complaint_fold const folded = fold(row, steps_.size(), false);
        // A store has the record by itself first, and then its corrections before all else.
        bool const good = !folded.problem() && (!moves_receipt || !fold(row, 0, false).problem());
        if (!good) {
            doubtful(doubt::content);
            return false;
        }
        see(row, folded.now().received);
        see(folded.now().received);
        if (is_all_known) return give(row, folded.now(), into);
        return give(row, fold(row, steps_.size(), true).now(), into);
    }

    [[nodiscard]] bool is_seen(day received) const {
        day_entered entered;
        for (event_line const& e : steps_) entered.note(e.step.kind, e.step.recorded);
        return entered.is_seen(*from, received);
    }

    bool give(complaint_line const& row, standing const& now, read_case& into) {
        if (from && !is_seen(now.received)) return false;
        into.of = fact_of({.id = complaint_id(row.id),
                           .unit = row.unit,
                           .procedure = row.procedure,
                           .place = row.place},
                          now, with.calendar);
        into.stages.clear();
        into.stages.emplace_back(with.words.procedures[row.procedure].stages.front(), now.received);
        bool const has_outcomes = with.keeps(row.unit, kept::outcomes);
        std::size_t aspects = 0;
        for (read_part& part : parts_) {
            if (!part.is_aspect) continue;
            ++aspects;
            if (has_outcomes) part.outcome = with.ongoing;
        }
        for (event_line const& e : steps_) {
            if (!is_known(e.step)) continue;
            if (e.step.kind == event_kind::escalated) {
                into.stages.emplace_back(stage_code(e.step.code), e.step.happened);
            }
            if (!e.step.aspect) continue;
            auto const at = std::find(aspect_ids_.begin(), aspect_ids_.end(), e.step.aspect->value);
            read_part& part = parts_[static_cast<std::size_t>(at - aspect_ids_.begin())];
            if (e.step.kind == event_kind::outcome_decided) {
                part.outcome = outcome_code(e.step.code);
            } else {
                part.subject = subject_code(e.step.code);
            }
        }
        std::swap(into.parts, parts_); // gathered anew for the next case
        into.rows = 1 + mentions_gathered_ + aspects + steps_.size();
        return true;
    }

    void see(day recorded) {
        if (!so_far.last_recorded || *so_far.last_recorded < recorded) {
            so_far.last_recorded = recorded;
        }
    }

    void see(complaint_line const& row, day received) {
        if (wanted.empty()) return;
        auto const at = std::lower_bound(wanted.begin(), wanted.end(), row.id);
        if (at != wanted.end() && *at == row.id) {
            found.push_back(row);
            found.back().received = received;
        }
        wanted = wanted.subspan(static_cast<std::size_t>(at - wanted.begin()));
    }

    /// All complaints are read: nothing else may be left.
    void finish() {
        for (doubt const of : {complaints_.in_doubt(), mentions_.in_doubt(), aspects_.in_doubt(),
                               events_.in_doubt()}) {
            if (of != doubt::none) doubtful(of);
        }
        if (mentions_.peek() != nullptr || aspects_.peek() != nullptr ||
            events_.peek() != nullptr) {
            doubtful(out_of_place);
        }
        so_far.complaints = complaints_.rows();
        so_far.mentions = mentions_.rows();
        so_far.aspects = aspects_.rows();
        so_far.events = events_.rows();
        so_far.bytes = complaints_.bytes_read() + mentions_.bytes_read() + aspects_.bytes_read() +
                       events_.bytes_read();
        // Events of others stand among the rest, and nobody has compared their ids.
        if (id_range const range = events_.ids()) {
            for (event const& e : context.of_others) {
                if (range->first <= e.id.value && e.id.value <= range->second) {
                    doubtful(doubt::order);
                }
            }
        }
        so_far.ids = {complaints_.ids(), mentions_.ids(), aspects_.ids(), events_.ids()};
    }

    static constexpr std::uint64_t no_aspect = UINT64_MAX; // ids end at 2^63 - 1

    Rows<complaint_lines, complaint_line> complaints_;
    Rows<mention_lines, mention_line> mentions_;
    Rows<aspect_lines, aspect_line> aspects_;
    Rows<event_lines, event_line> events_;
    due_days_at_receipt due_days_;
    std::size_t mentions_gathered_ = 0;
    std::vector<read_part> parts_;
    std::vector<std::uint64_t> aspect_ids_; ///< of each part; `no_aspect` for a mention without
    std::vector<event_line> steps_;
};

} // namespace

case_reader::case_reader(case_words const& words, case_files const& files, case_order order,
                         std::optional<viewpoint> from, std::span<std::uint64_t const> wanted) {
    if (order == case_order::by_case) {
        work_ = std::make_unique<side_by_side<rows_as_they_come>>(words, files, from, wanted);
    } else {
        work_ = std::make_unique<side_by_side<rows_held>>(words, files, from, wanted);
    }
}

case_reader::case_reader(case_reader&& other) noexcept = default;
case_reader& case_reader::operator=(case_reader&& other) noexcept = default;
case_reader::~case_reader() = default;

bool case_reader::next(read_case& into) { return work_->next(into); }

doubt case_reader::in_doubt() const { return work_->why; }

cases_read const& case_reader::read_so_far() const { return work_->so_far; }

std::span<complaint_line const> case_reader::found() const { return work_->found; }

std::span<std::string const> case_reader::places() const { return work_->context.places.names(); }

std::span<event const> case_reader::events_of_others() const { return work_->context.of_others; }

} // namespace upheld::detail
