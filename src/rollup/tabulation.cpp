// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/tabulation.hpp"

#include "upheld/rollup/tally.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

namespace upheld {
namespace {

/// All rows of one grain that are alike in every dimension, with their number. One shape serves
/// every grain: a dimension that a grain does not have is none.
struct group {
    unit_code unit;
    service_code service;
    subject_code subject;
    category_code category;
    channel_code channel;
    procedure_code procedure;
    stage_code stage;
    outcome_code outcome;
    decision_code decision;
    remedy_stage_code remedy_stage;
    remedy_kind_code remedy_kind;
    answer_state answer{};
    bool flag = false;  ///< aspect: contractor; deadline: met; recommendation: counts
    bool flag2 = false; ///< recommendation: implemented

    friend bool operator==(group const&, group const&) = default;
};

struct counted_group {
    group key;
    std::int64_t rows = 0;
    std::int64_t amount = 0; ///< pence, for remedies
};

struct group_hash {
    std::size_t operator()(group const& g) const noexcept {
        std::uint64_t hash = 0x9E3779B97F4A7C15u;
        auto const mix = [&](std::uint64_t value) {
            hash = (hash ^ value) * 0xBF58476D1CE4E5B9u;
            hash ^= hash >> 29;
        };
        mix(std::uint64_t{g.unit.value} | std::uint64_t{g.service.value} << 16 |
            std::uint64_t{g.subject.value} << 32 | std::uint64_t{g.category.value} << 48);
        mix(std::uint64_t{g.channel.value} | std::uint64_t{g.procedure.value} << 16 |
            std::uint64_t{g.stage.value} << 32 | std::uint64_t{g.outcome.value} << 48);
        mix(std::uint64_t{g.decision.value} | std::uint64_t{g.remedy_stage.value} << 16 |
            std::uint64_t{g.remedy_kind.value} << 32 |
            std::uint64_t{static_cast<std::uint8_t>(g.answer)} << 48 | std::uint64_t{g.flag} << 56 |
            std::uint64_t{g.flag2} << 57);
        return static_cast<std::size_t>(hash);
    }
};

struct groups_by_unit {
    std::vector<counted_group> groups;
    std::vector<std::size_t> first_of_unit; ///< one a unit, and the end

    [[nodiscard]] std::span<counted_group const> of_unit(unit_code unit) const {
        std::size_t const first = first_of_unit[unit.value];
        return std::span(groups).subspan(first, first_of_unit[unit.value + 1u] - first);
    }
};

class folding {
  public:
    void add(group const& key, std::int64_t amount = 0) {
        auto const [at, is_new] = index_.try_emplace(key, groups_.size());
        if (is_new) groups_.push_back({key, 0, 0});
        counted_group& g = groups_[at->second];
        ++g.rows;
        g.amount += amount;
    }

    /// The groups in order of unit, so that a figure of one unit costs a pass over that unit alone.
    [[nodiscard]] groups_by_unit take(std::size_t units) {
        std::sort(
            groups_.begin(), groups_.end(),
            [](counted_group const& a, counted_group const& b) { return a.key.unit < b.key.unit; });
        groups_by_unit made{std::move(groups_), std::vector<std::size_t>(units + 1, 0)};
        for (counted_group const& g : made.groups) ++made.first_of_unit[g.key.unit.value + 1u];
        for (std::size_t u = 0; u != units; ++u) made.first_of_unit[u + 1] += made.first_of_unit[u];
        return made;
    }

  private:
    std::unordered_map<group, std::size_t, group_hash> index_;
    std::vector<counted_group> groups_;
};

group key_of(complaint_fact const& row) {
    group key;
    key.unit = row.unit;
    key.channel = row.channel;
    key.category = row.category;
    key.procedure = row.procedure;
    key.answer = row.answer;
    return key;
}

/// A lookup table for one dimension of a filter; empty lets everything through.
template <class Code> class admitted {
  public:
    admitted() = default;

    admitted(std::vector<Code> const& codes, std::size_t size) {
        if (codes.empty()) return;
        open_ = false;
        table_.assign(size, 0);
        for (Code const c : codes) {
            if (c.value < size) table_[c.value] = 1;
        }
    }

    [[nodiscard]] bool lets_through(Code c) const noexcept {
        return open_ || (c.value < table_.size() && table_[c.value] != 0);
    }

  private:
    bool open_ = true;
    std::vector<std::uint8_t> table_;
};

class compiled_filter {
  public:
    compiled_filter(taxonomy const& words, filter const& where)
        : units_(with_those_below(words, where.units), words.units.size()),
          services_(where.services, words.services.size()),
          subjects_(where.subjects, words.subjects.size()),
          categories_(where.categories, words.categories.size()),
          channels_(where.channels, words.channels.size()),
          procedures_(where.procedures, words.procedures.size()),
          stages_(where.stages, words.stages.size()),
          outcomes_(where.outcomes, words.outcomes.size()),
          decisions_(where.decisions, words.decisions.size()),
          remedy_stages_(where.remedy_stages, words.remedy_stages.size()),
          remedy_kinds_(where.remedy_kinds, words.remedy_kinds.size()),
          decision_state_(where.decision_state), contractor_(where.concerns_contractor) {}

    [[nodiscard]] bool lets_through(unit_code unit) const noexcept {
        return units_.lets_through(unit);
    }

    /// For groups of units that are let through.
    [[nodiscard]] bool lets_through(group const& g) const noexcept {
        return services_.lets_through(g.service) && subjects_.lets_through(g.subject) &&
               categories_.lets_through(g.category) && channels_.lets_through(g.channel) &&
               procedures_.lets_through(g.procedure) && stages_.lets_through(g.stage) &&
               outcomes_.lets_through(g.outcome) && decisions_.lets_through(g.decision) &&
               remedy_stages_.lets_through(g.remedy_stage) &&
               remedy_kinds_.lets_through(g.remedy_kind) &&
               (decision_state_ == decided_or_not::either ||
                (decision_state_ == decided_or_not::ongoing) == g.decision.is_none()) &&
               (!contractor_ || *contractor_ == g.flag);
    }

  private:
    static std::vector<unit_code> with_those_below(taxonomy const& words,
                                                   std::vector<unit_code> const& units) {
        std::vector<unit_code> all;
        if (units.empty()) return all;
        for (unit_code const u : words.units.codes()) {
            bool const is_in = std::any_of(units.begin(), units.end(), [&](unit_code above) {
                return words.is_within(u, above);
            });
            if (is_in) all.push_back(u);
        }
        return all;
    }

    admitted<unit_code> units_;
    admitted<service_code> services_;
    admitted<subject_code> subjects_;
    admitted<category_code> categories_;
    admitted<channel_code> channels_;
    admitted<procedure_code> procedures_;
    admitted<stage_code> stages_;
    admitted<outcome_code> outcomes_;
    admitted<decision_code> decisions_;
    admitted<remedy_stage_code> remedy_stages_;
    admitted<remedy_kind_code> remedy_kinds_;
    decided_or_not decision_state_;
    std::optional<bool> contractor_;
};

/// True if every dimension that the filter names is one that rows of this grain have.
bool has_dimensions(grain of, filter const& where) {
    bool const is_part =
        of == grain::complaint || of == grain::mention || of == grain::aspect || of == grain::stage;
    bool const has_service = of == grain::mention || of == grain::aspect || of == grain::referral ||
                             of == grain::compliment;
    auto const may = [](bool has, bool is_asked) { return has || !is_asked; };
    return may(has_service, !where.services.empty()) &&
           may(of == grain::aspect, !where.subjects.empty() || !where.outcomes.empty() ||
                                        where.concerns_contractor.has_value()) &&
           may(is_part,
               !where.categories.empty() || !where.channels.empty() || !where.procedures.empty()) &&
           may(of == grain::stage, !where.stages.empty()) &&
           may(of == grain::referral,
               !where.decisions.empty() || where.decision_state != decided_or_not::either) &&
           may(of == grain::remedy, !where.remedy_stages.empty() || !where.remedy_kinds.empty());
}

bool holds(condition what, group const& g, taxonomy const& words) {
    auto const group_of = [&]() -> decision_group_entry const* {
        return g.decision.is_none() ? nullptr
                                    : &words.decision_groups[words.decisions[g.decision].group];
    };
    switch (what) {
    case condition::any: return true;
    case condition::answered_in_time: return g.answer == answer_state::answered_in_time;
    case condition::has_clock: return g.answer != answer_state::no_clock;
    case condition::upheld: {
        if (g.outcome.is_none()) return false;
        outcome_entry const& outcome = words.outcomes[g.outcome];
        return outcome.is_decided && outcome.finding != upheld_class::not_upheld;
    }
    case condition::in_upheld_base:
        return !g.outcome.is_none() && words.outcomes[g.outcome].in_upheld_base;
    case condition::decision_upheld: {
        auto const* in = group_of();
        return in != nullptr && in->counts_as_upheld;
    }
    case condition::decision_not_upheld: {
        auto const* in = group_of();
        return in != nullptr && in->counts_as_investigated && !in->counts_as_upheld;
    }
    case condition::decision_declined: {
        auto const* in = group_of();
        return in != nullptr && in->counts_as_declined;
    }
    case condition::deadline_met: return g.flag;
    case condition::recommendation_counts: return g.flag;
    case condition::recommendation_met: return g.flag2;
    }
    return false;
}

} // namespace

struct tabulation::groups {
    taxonomy const* words;
    period of;
    /// By grain.
    std::array<groups_by_unit, 9> by_grain;
    std::vector<unit_code> leaves; ///< units with none below them

    [[nodiscard]] groups_by_unit const& rows_of(grain which) const {
        return by_grain[static_cast<std::size_t>(which)];
    }

    [[nodiscard]] bool addresses(filter const& where, unit_code leaf) const {
        return where.units.empty() ||
               std::any_of(where.units.begin(), where.units.end(),
                           [&](unit_code above) { return words->is_within(leaf, above); });
    }

    /// The state of what is asked for at one unit: `yes`, or the first reason why not.
    [[nodiscard]] collected state_at(unit_code unit, measure const& what,
                                     filter const& where) const {
        unit_entry const& entry = words->units[unit];
        auto const all_kept = [&](std::initializer_list<std::pair<bool, kept>> wanted) {
            for (auto const& [is_asked, kind] : wanted) {
                if (is_asked && entry.state_of(kind) != collected::yes) {
                    return entry.state_of(kind);
                }
            }
            return collected::yes;
        };
        collected const state =
            all_kept({{true, what.needs},
                      {what.needs_too.has_value(), what.needs_too.value_or(what.needs)},
                      {!where.channels.empty(), kept::channels},
                      {!where.subjects.empty(), kept::aspects},
                      {!where.outcomes.empty(), kept::outcomes},
                      {!where.categories.empty(), kept::categories}});
        if (state != collected::yes) return state;
        bool const no_subject_in_use =
            !where.subjects.empty() &&
            std::none_of(where.subjects.begin(), where.subjects.end(), [&](subject_code s) {
                return std::find(entry.subjects.begin(), entry.subjects.end(), s) !=
                       entry.subjects.end();
            });
        return no_subject_in_use ? collected::not_applicable : collected::yes;
    }

    /// Money is kept stage by stage: it is there if any wanted stage is kept.
    [[nodiscard]] std::pair<collected, bool> money_state_at(unit_code unit,
                                                            filter const& where) const {
        collected first_reason = collected::not_applicable;
        bool any_kept = false;
        bool any_missing = false;
        for (remedy_stage_code const s : words->remedy_stages.codes()) {
            if (!where.remedy_stages.empty() &&
                std::find(where.remedy_stages.begin(), where.remedy_stages.end(), s) ==
                    where.remedy_stages.end()) {
                continue;
            }
            collected const state = words->units[unit].state_of(words->remedy_stages[s].kept_as);
            if (state == collected::yes) {
                any_kept = true;
            } else if (!any_missing) {
                any_missing = true;
                first_reason = state;
            }
        }
        return {any_kept ? collected::yes : first_reason, any_kept && any_missing};
    }

    struct coverage {
        figure_state state = figure_state::value;
        bool is_partial = false;
    };

    [[nodiscard]] coverage coverage_of(measure const& what, filter const& where) const {
        bool any_kept = false;
        bool any_missing = false;
        bool partly_kept = false;
        bool first = true;
        collected reason = collected::not_applicable;
        for (unit_code const unit : leaves) {
            if (!addresses(where, unit)) continue;
            collected state{};
            if (what.of == grain::remedy) {
                auto const [money, is_partial] = money_state_at(unit, where);
                state = money;
                partly_kept = partly_kept || is_partial;
            } else {
                state = state_at(unit, what, where);
            }
            if (state == collected::yes) {
                any_kept = true;
            } else if (state != collected::not_applicable) {
                // What a unit does not have is not missing from the total.
                any_missing = true;
            }
            if (state != collected::yes && (first || reason == collected::not_applicable)) {
                reason = state;
                first = false;
            }
        }
        if (any_kept) return {figure_state::value, any_missing || partly_kept};
        switch (reason) {
        case collected::not_collected: return {figure_state::not_collected, false};
        case collected::not_known: return {figure_state::not_known, false};
        case collected::yes:
        case collected::not_applicable: break;
        }
        return {figure_state::not_applicable, false};
    }
};

tabulation::tabulation(taxonomy const& words, facts const& rows, period of)
    : groups_(new groups{&words, std::move(of), {}, {}}) {
    auto const is_in = [&](day d) { return groups_->of.days.covers(d); };
    auto const keep = [&](grain which, folding& fold) {
        groups_->by_grain[static_cast<std::size_t>(which)] = fold.take(words.units.size());
    };

    folding complaints;
    for (complaint_fact const& row : rows.complaints) {
        if (row.is_counted && is_in(row.received)) complaints.add(key_of(row));
    }
    keep(grain::complaint, complaints);

    folding mentions;
    for (mention_fact const& row : rows.mentions) {
        if (!row.of.is_counted || !is_in(row.of.received)) continue;
        group key = key_of(row.of);
        key.service = row.service;
        mentions.add(key);
    }
    keep(grain::mention, mentions);

    folding aspects;
    for (aspect_fact const& row : rows.aspects) {
        if (!row.of.is_counted || !is_in(row.of.received)) continue;
        group key = key_of(row.of);
        key.service = row.service;
        key.subject = row.subject;
        key.outcome = row.outcome;
        key.flag = row.concerns_contractor;
        aspects.add(key);
    }
    keep(grain::aspect, aspects);

    folding stages;
    for (stage_fact const& row : rows.stages) {
        if (!row.of.is_counted || !is_in(row.started)) continue;
        group key = key_of(row.of);
        key.stage = row.stage;
        stages.add(key);
    }
    keep(grain::stage, stages);

    folding referrals;
    for (referral_fact const& row : rows.referrals) {
        if (!is_in(row.referred)) continue;
        group key;
        key.unit = row.unit;
        key.service = row.service;
        key.decision = row.decision;
        referrals.add(key);
    }
    keep(grain::referral, referrals);

    folding deadlines;
    for (deadline_fact const& row : rows.deadlines) {
        if (!is_in(row.referred)) continue;
        group key;
        key.unit = row.unit;
        key.flag = row.is_met;
        deadlines.add(key);
    }
    keep(grain::deadline, deadlines);

    folding recommendations;
    for (recommendation_fact const& row : rows.recommendations) {
        if (!is_in(row.referred)) continue;
        group key;
        key.unit = row.unit;
        key.flag = row.is_assessed && row.decision_stands;
        key.flag2 = row.is_implemented;
        recommendations.add(key);
    }
    keep(grain::recommendation, recommendations);

    folding remedies;
    for (remedy_fact const& row : rows.remedies) {
        if (!is_in(row.agreed)) continue;
        group key;
        key.unit = row.unit;
        key.remedy_stage = row.stage;
        key.remedy_kind = row.kind;
        remedies.add(key, row.amount.value);
    }
    keep(grain::remedy, remedies);

    folding compliments;
    for (compliment_fact const& row : rows.compliments) {
        if (!is_in(row.received)) continue;
        group key;
        key.unit = row.unit;
        key.service = row.service;
        compliments.add(key);
    }
    keep(grain::compliment, compliments);

    for (unit_code const unit : words.units.codes()) {
        auto const entries = words.units.entries();
        bool const has_below = std::any_of(entries.begin(), entries.end(),
                                           [&](auto const& other) { return other.within == unit; });
        if (!has_below) groups_->leaves.push_back(unit);
    }
}

tabulation::tabulation(tabulation&& other) noexcept
    : groups_(std::exchange(other.groups_, nullptr)) {}

tabulation& tabulation::operator=(tabulation&& other) noexcept {
    std::swap(groups_, other.groups_);
    return *this;
}

tabulation::~tabulation() { delete groups_; }

period const& tabulation::of() const noexcept { return groups_->of; }

figure tabulation::evaluate(measure const& what, filter const& where) const {
    if (!has_dimensions(what.of, where)) {
        return figure::absent(figure_state::not_applicable, what.form);
    }
    auto const [state, is_partial] = groups_->coverage_of(what, where);
    if (state != figure_state::value) return figure::absent(state, what.form);

    compiled_filter const admits(*groups_->words, where);
    std::int64_t part = 0;
    std::int64_t whole = 0;
    groups_by_unit const& rows = groups_->rows_of(what.of);
    for (unit_code const unit : groups_->words->units.codes()) {
        if (!admits.lets_through(unit)) continue;
        for (counted_group const& g : rows.of_unit(unit)) {
            if (!admits.lets_through(g.key)) continue;
            std::int64_t const size = what.form == figure_form::pence ? g.amount : g.rows;
            bool const in_whole = holds(what.whole, g.key, *groups_->words);
            whole += in_whole ? size : 0;
            part += in_whole && holds(what.part, g.key, *groups_->words) ? size : 0;
        }
    }
    figure made = what.form == figure_form::share ? figure::of(ratio{part, whole})
                                                  : figure::of(what.form, part);
    made.is_partial = is_partial;
    return made;
}

figure tabulation::evaluate_share(measure const& what, filter const& part,
                                  filter const& whole) const {
    figure const of_whole = evaluate(what, whole);
    figure const of_part = evaluate(what, narrowed(whole, part));
    if (!of_part.has_value()) return figure::absent(of_part.state, figure_form::share);
    if (!of_whole.has_value()) return figure::absent(of_whole.state, figure_form::share);
    figure share = figure::of(ratio{of_part.number, of_whole.number});
    share.is_partial = of_part.is_partial || of_whole.is_partial;
    return share;
}

} // namespace upheld
