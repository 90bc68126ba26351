// SPDX-License-Identifier: BSL-1.0
#include "fit/ombudsman.hpp"

#include "fit/days.hpp"

#include <array>
#include <map>
#include <set>

namespace fit {
namespace {

struct decision_column {
    char const* column;
    char const* decision; ///< `group/decision`; empty for ongoing cases
};

constexpr std::array<decision_column, 10> decision_columns{{
    {"closed_nfa", "closed/nfa"},
    {"closed_no_jurisdiction", "closed/no_jurisdiction"},
    {"closed_premature", "closed/premature"},
    {"not_upheld_nfa", "not_upheld/nfa"},
    {"not_upheld_no_maladministration", "not_upheld/no_maladministration"},
    {"upheld_nfa", "upheld/nfa"},
    {"upheld_maladministration_injustice", "upheld/maladministration_injustice"},
    {"upheld_maladministration_no_injustice", "upheld/maladministration_no_injustice"},
    {"upheld_already_remedied", "upheld/already_remedied"},
    {"ongoing", ""},
}};

/// The covering report, 3.13 and overview: 298 deadlines, 91.5% of them (273 are 91.6%) met.
constexpr int all_deadlines = 298;
constexpr int missed_deadlines = 25;

struct draft {
    upheld::unit_code unit;
    upheld::service_code service;
    std::string decision;
    bool is_decision_withdrawn = false;

    [[nodiscard]] bool is_in_group(std::string_view group) const {
        return decision.starts_with(group) && decision[group.size()] == '/';
    }
};

std::vector<draft> draft_cases(printed_tables const& printed, upheld::taxonomy const& words,
                               std::vector<std::string> const& units) {
    std::vector<draft> drafts;
    for (std::string const& unit : units) {
        bool is_challenge_told = unit != "children";
        for (printed_row const& row : printed.data_rows(unit + "/ombudsman")) {
            for (decision_column const& d : decision_columns) {
                for (int i = row.count(d.column); i != 0; --i) {
                    draft& made = drafts.emplace_back();
                    made.unit = need(words.units, unit);
                    made.service = need(words.services, row.name());
                    made.decision = d.decision;
                    // Covering report, 3.11: one decision against Children's Services was
                    // withdrawn, so that case is ongoing again.
                    if (made.decision.empty() && !is_challenge_told) {
                        made.is_decision_withdrawn = is_challenge_told = true;
                    }
                }
            }
        }
    }
    return drafts;
}

/// Complaints by the service they mention, with the day of their answer; each serves one case.
class complaints_answered {
  public:
    explicit complaints_answered(folder const& rows) {
        std::map<upheld::complaint_id, upheld::day> answered;
        for (upheld::event const& e : rows.events) {
            if (e.complaint && e.kind == upheld::event_kind::responded) {
                answered.try_emplace(*e.complaint, e.happened);
            }
        }
        for (upheld::mention const& m : rows.mentions) {
            auto const found = answered.find(m.complaint);
            if (found != answered.end()) by_service_[m.service].push_back(*found);
        }
    }

    /// A complaint about the service, answered before that day.
    std::optional<upheld::complaint_id> take(upheld::service_code service, upheld::day before) {
        for (auto const& [complaint, answered] : by_service_[service]) {
            if (answered < before && taken_.insert(complaint).second) return complaint;
        }
        return std::nullopt;
    }

  private:
    std::map<upheld::service_code, std::vector<std::pair<upheld::complaint_id, upheld::day>>>
        by_service_;
    std::set<upheld::complaint_id> taken_;
};

/// Hands out the number of deadlines of each case so that they add up to all of them.
class deadline_shares {
  public:
    explicit deadline_shares(std::vector<draft> const& drafts) {
        for (draft const& d : drafts) {
            if (!d.is_in_group("closed")) ++investigated_;
        }
        left_ = all_deadlines - for_declined * static_cast<int>(drafts.size()) +
                for_declined * investigated_;
    }

    int next(draft const& d) {
        if (d.is_in_group("closed")) return for_declined;
        int const share = (left_ + investigated_ - 1) / investigated_;
        left_ -= share;
        --investigated_;
        return share;
    }

  private:
    static constexpr int for_declined = 2;
    int investigated_ = 0;
    int left_ = 0;
};

void add_recommendations(upheld::ombudsman_case_id which, upheld::day decided, bool is_implemented,
                         random_source& random, folder& into) {
    static constexpr std::array<char const*, 4> texts{
        "apologise in writing",
        "make the agreed payment",
        "review the procedure and tell the Ombudsman of the outcome",
        "remind the team of the time limits",
    };
    int const n = is_implemented ? random.between(1, 3) : 1;
    std::size_t const first = random.below(texts.size());
    for (int i = 0; i != n; ++i) {
        auto& made = into.recommendations.emplace_back();
        made.ombudsman_case = which;
        made.text = texts[(first + static_cast<std::size_t>(i)) % texts.size()];
        made.due = after(decided, 20);
        if (is_implemented) made.implemented = after(decided, random.between(3, 20));
    }
}

} // namespace

void add_ombudsman_cases(printed_tables const& printed, upheld::taxonomy const& words,
                         std::vector<std::string> const& units, random_source& random,
                         folder& into) {
    using enum upheld::event_kind;
    std::vector<draft> const drafts = draft_cases(printed, words, units);
    complaints_answered complaints(into);
    deadline_shares shares(drafts);
    std::uint64_t id = 9000;
    int deadlines = 0;
    for (draft const& d : drafts) {
        upheld::ombudsman_case& made = into.cases.emplace_back();
        made.id = upheld::ombudsman_case_id(++id);
        made.unit = d.unit;
        made.service = d.service;
        // Awards follow upheld decisions within the year, so those cases begin early in it.
        bool const is_upheld = d.is_in_group("upheld") || d.is_decision_withdrawn;
        int const latest = is_upheld ? 170 : d.decision.empty() ? 250 : 240;
        int const earliest = d.decision.empty() && !d.is_decision_withdrawn ? 120 : 0;
        made.referred = after(year.first, random.between(earliest, latest));
        if (random.one_in(2)) made.complaint = complaints.take(d.service, made.referred);
        if (made.complaint) {
            into.add_event(*made.complaint, referred, made.referred,
                           recorded_after(made.referred, random));
        }

        int const n = shares.next(d);
        for (int i = 0; i != n; ++i) {
            auto& deadline = into.deadlines.emplace_back();
            deadline.ombudsman_case = made.id;
            int const due = 8 * (i + 1) + random.between(-2, 2);
            deadline.first_set = after(made.referred, due);
            ++deadlines;
            // Spreads the missed ones evenly over all.
            bool const is_missed = deadlines * missed_deadlines / all_deadlines !=
                                   (deadlines - 1) * missed_deadlines / all_deadlines;
            if (is_missed) {
                int const late = random.between(1, 5);
                deadline.answered = after(made.referred, due + late);
                if (!random.one_in(4)) deadline.extended_to = after(made.referred, due + 5);
            } else {
                deadline.answered = after(made.referred, due - random.between(0, 3));
            }
        }

        auto const add = [&](upheld::event_kind kind, upheld::day happened,
                             std::string value = {}) {
            into.add_event(made.id, kind, happened, recorded_after(happened, random),
                           std::move(value));
        };
        upheld::day const decision_day =
            after(made.referred,
                  d.is_in_group("closed") ? 22 + random.between(0, 10) : 42 + random.between(0, 6));
        if (!d.decision.empty()) add(decided, decision_day, d.decision);
        if (d.is_in_group("upheld")) {
            add_recommendations(made.id, decision_day, true, random, into);
        }
        if (d.is_decision_withdrawn) {
            add(decided, decision_day, "upheld/maladministration_injustice");
            add(decision_challenged, after(decision_day, 10));
            add(decision_withdrawn, after(decision_day, 15));
            add_recommendations(made.id, decision_day, false, random, into);
        }
    }
}

} // namespace fit
