// SPDX-License-Identifier: BSL-1.0
#include "audit/effects_by_case.hpp"

#include "rollup/parts_by_complaint.hpp"
#include "store/sight.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/store/change_days.hpp"
#include "upheld/store/store_view.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace upheld::detail {
namespace {

/// Events that are seen from one of the two alone.
std::vector<event> between(std::vector<event> events, viewpoint from, viewpoint to) {
    std::erase_if(events, [&](event const& e) {
        return sees(from, e.kind, e.happened, e.recorded) ==
               sees(to, e.kind, e.happened, e.recorded);
    });
    std::sort(events.begin(), events.end(), [](event const& a, event const& b) {
        return std::tie(a.recorded, a.happened, a.id) < std::tie(b.recorded, b.happened, b.id);
    });
    return events;
}

/// The rows of one record that belongs to no complaint.
struct other_rows {
    std::vector<referral_fact> referrals;
    std::vector<deadline_fact> deadlines;
    std::vector<recommendation_fact> recommendations;
    std::vector<remedy_fact> remedies;
    std::vector<compliment_fact> compliments;
};

auto told(referral_fact const& f) { return std::tuple(f.referred, f.unit, f.service, f.decision); }

auto told(deadline_fact const& f) { return std::tuple(f.referred, f.first_set, f.unit, f.is_met); }

auto told(recommendation_fact const& f) {
    return std::tuple(f.referred, f.unit, f.is_assessed, f.is_implemented, f.decision_stands);
}

auto told(remedy_fact const& f) { return std::tuple(f.agreed, f.unit, f.stage, f.kind, f.amount); }

auto told(compliment_fact const& f) { return std::tuple(f.received, f.unit, f.service); }

template <class Fact> bool is_same(std::vector<Fact> const& a, std::vector<Fact> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](Fact const& x, Fact const& y) { return told(x) == told(y); });
}

bool operator==(other_rows const& a, other_rows const& b) {
    return is_same(a.referrals, b.referrals) && is_same(a.deadlines, b.deadlines) &&
           is_same(a.recommendations, b.recommendations) && is_same(a.remedies, b.remedies) &&
           is_same(a.compliments, b.compliments);
}

using other_key = std::pair<case_kind, std::uint64_t>;

std::map<other_key, other_rows> others_by_case(store const& cases, viewpoint from) {
    facts const all = cases.facts_of_others(from);
    std::map<other_key, other_rows> by_case;
    using enum case_kind;
    for (auto const& f : all.referrals) {
        by_case[{ombudsman_case, f.id.value}].referrals.push_back(f);
    }
    for (auto const& f : all.deadlines) {
        by_case[{ombudsman_case, f.of.value}].deadlines.push_back(f);
    }
    for (auto const& f : all.recommendations) {
        by_case[{ombudsman_case, f.of.value}].recommendations.push_back(f);
    }
    for (auto const& f : all.remedies) by_case[{remedy, f.id.value}].remedies.push_back(f);
    for (auto const& f : all.compliments) {
        by_case[{compliment, f.id.value}].compliments.push_back(f);
    }
    return by_case;
}

unit_code unit_of(other_rows const& rows) {
    if (!rows.referrals.empty()) return rows.referrals.front().unit;
    if (!rows.remedies.empty()) return rows.remedies.front().unit;
    return rows.compliments.empty() ? unit_code() : rows.compliments.front().unit;
}

} // namespace

std::vector<changed_case> cases_that_changed(store const& cases, viewpoint from, viewpoint to) {
    std::vector<changed_case> changed;
    change_days const days(cases);
    store_view const first = cases.as_of(from.as_of, from.known_on);
    store_view const second = cases.as_of(to.as_of, to.known_on);
    for (std::uint32_t const number : days.between(from, to)) {
        complaint_id const which = days.complaints()[number];
        bool const was = first.state_of(which).has_value();
        bool const is = second.state_of(which).has_value();
        if (!was && !is) continue;
        auto events = between(cases.events_of(which), from, to);
        if (was && is && events.empty()) continue;
        changed.push_back({.kind = case_kind::complaint,
                           .id = which.value,
                           .unit = cases.view(which)->unit,
                           .events = std::move(events),
                           .is_new = !was,
                           .is_gone = !is});
    }
    auto const before = others_by_case(cases, from);
    auto const after = others_by_case(cases, to);
    auto const note = [&](other_key const& key, other_rows const* was, other_rows const* is) {
        if (was != nullptr && is != nullptr && *was == *is) return;
        changed_case one{.kind = key.first,
                         .id = key.second,
                         .unit = unit_of(is == nullptr ? *was : *is),
                         .events = {},
                         .is_new = was == nullptr,
                         .is_gone = is == nullptr};
        if (key.first == case_kind::ombudsman_case) {
            one.events = between(cases.events_of(ombudsman_case_id(key.second)), from, to);
        }
        changed.push_back(std::move(one));
    };
    std::map<other_key, bool> keys;
    for (auto const& [key, rows] : before) keys[key] = true;
    for (auto const& [key, rows] : after) keys[key] = true;
    for (auto const& [key, is_there] : keys) {
        auto const was = before.find(key);
        auto const is = after.find(key);
        note(key, was == before.end() ? nullptr : &was->second,
             is == after.end() ? nullptr : &is->second);
    }
    return changed;
}

namespace {

/// What one case adds to a count.
struct amounts {
    std::int64_t part = 0;
    std::int64_t whole = 0;
};

amounts in_group(cube const& from, std::size_t group) {
    cube_measure const& m = from.measures().front();
    if (m.width == 1) {
        return {m.part[group], m.whole.empty() ? 0 : m.whole[group]};
    }
    amounts days;
    for (std::uint32_t d = 0; d != m.width; ++d) {
        std::int64_t const answers = m.part[group * m.width + d];
        days.part += answers * d;
        days.whole += answers;
    }
    return days;
}

/// Some complaints' rows from both viewpoints. What tells them apart is their place: of all that a
/// row carries it is the one thing that a report does not count by.
struct complaints_apart {
    static constexpr std::size_t most = 60'000; // a place's code is below 65,535

    columns before;
    columns after;
    std::size_t first; ///< index of the first of them among all that changed

    complaints_apart(store const& cases, std::span<changed_case const> some, std::size_t at,
                     viewpoint from, viewpoint to)
        : before(cases.words()), after(cases.words()), first(at) {
        for (std::size_t i = 0; i != some.size(); ++i) {
            complaint_id const which(some[i].id);
            add(before, cases.facts_of(which, from), i);
            add(after, cases.facts_of(which, to), i);
        }
    }

    static void add(columns& into, facts rows, std::size_t number) {
        if (rows.complaints.empty()) return;
        place_code const place = into.place(std::to_string(number)).value();
        parts_by_complaint parts(rows);
        complaint_fact& of = rows.complaints.front();
        auto const its_parts = parts.of(of.id);
        of.place = place;
        UPHELD_EXPECTS(into.add(of, its_parts).has_value());
        for (stage_fact stage : rows.stages) {
            stage.of.place = place;
            UPHELD_EXPECTS(into.add(stage).has_value());
        }
    }

    void add_effects(counted_figure const& what, std::map<std::size_t, amounts>& to) const {
        add_amounts(before, what, -1, to);
        add_amounts(after, what, 1, to);
    }

    void add_amounts(columns const& from, counted_figure const& what, std::int64_t sign,
                     std::map<std::size_t, amounts>& to) const {
        auto const made = rollup(from, by{dimension::place}, measures{what.what},
                                 where{.rows = what.where, .places = {}, .answers = {}}, what.of);
        if (!made) return; // the measure's rows do not have what is asked for: the cell says so
        for (std::size_t g = 0; g != made->size(); ++g) {
            std::string_view const key = made->axes().front().key(made->entry(g, 0));
            std::size_t number = 0;
            auto const read = std::from_chars(key.data(), key.data() + key.size(), number);
            if (read.ec != std::errc())
                continue; // the entry of rows without a place: there are none
            amounts const here = in_group(*made, g);
            to[first + number].part += sign * here.part;
            to[first + number].whole += sign * here.whole;
        }
    }
};

/// The rows of one record that belongs to no complaint, from both viewpoints.
struct other_apart {
    columns before;
    columns after;
    std::size_t which;

    other_apart(taxonomy const& words, other_rows const* was, other_rows const* is, std::size_t at)
        : before(words), after(words), which(at) {
        if (was != nullptr) add(before, *was);
        if (is != nullptr) add(after, *is);
    }

    static void add(columns& into, other_rows const& rows) {
        auto const add_all = [&](auto const& list) {
            for (auto const& row : list) UPHELD_EXPECTS(into.add(row).has_value());
        };
        add_all(rows.referrals);
        add_all(rows.deadlines);
        add_all(rows.recommendations);
        add_all(rows.remedies);
        add_all(rows.compliments);
    }

    void add_effects(counted_figure const& what, std::map<std::size_t, amounts>& to) const {
        for (auto const& [from, sign] : {std::pair(&before, -1), std::pair(&after, 1)}) {
            auto const made =
                rollup(*from, by{}, measures{what.what},
                       where{.rows = what.where, .places = {}, .answers = {}}, what.of);
            if (!made) return;
            amounts const here = in_group(*made, 0);
            to[which].part += sign * here.part;
            to[which].whole += sign * here.whole;
        }
    }
};

bool is_of_complaints(grain of) {
    return of == grain::complaint || of == grain::mention || of == grain::aspect ||
           of == grain::stage;
}

} // namespace

struct effects_by_case::rows_of_cases {
    std::vector<complaints_apart> complaints;
    std::vector<other_apart> others;
};

effects_by_case::effects_by_case(store const& cases, std::span<changed_case const> changed,
                                 viewpoint from, viewpoint to)
    : rows_(new rows_of_cases) {
    std::size_t const end = static_cast<std::size_t>(
        std::find_if(changed.begin(), changed.end(),
                     [](changed_case const& c) { return c.kind != case_kind::complaint; }) -
        changed.begin());
    for (std::size_t at = 0; at < end; at += complaints_apart::most) {
        std::size_t const n = std::min(complaints_apart::most, end - at);
        rows_->complaints.emplace_back(cases, changed.subspan(at, n), at, from, to);
    }
    if (end == changed.size()) return;
    auto const before = others_by_case(cases, from);
    auto const after = others_by_case(cases, to);
    for (std::size_t at = end; at != changed.size(); ++at) {
        other_key const key{changed[at].kind, changed[at].id};
        auto const was = before.find(key);
        auto const is = after.find(key);
        rows_->others.emplace_back(cases.words(), was == before.end() ? nullptr : &was->second,
                                   is == after.end() ? nullptr : &is->second, at);
    }
}

effects_by_case::~effects_by_case() { delete rows_; }

std::vector<case_effect> effects_by_case::of(counted_figure const& what) const {
    std::map<std::size_t, amounts> by_case;
    if (is_of_complaints(what.what.of)) {
        for (complaints_apart const& some : rows_->complaints) some.add_effects(what, by_case);
    } else {
        for (other_apart const& one : rows_->others) one.add_effects(what, by_case);
    }
    std::vector<case_effect> effects;
    for (auto const& [which, change] : by_case) {
        if (change.part != 0 || change.whole != 0) {
            effects.push_back({which, change.part, change.whole});
        }
    }
    return effects;
}

} // namespace upheld::detail
