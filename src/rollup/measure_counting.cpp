// SPDX-License-Identifier: BSL-1.0
#include "rollup/measure_counting.hpp"

#include "rollup/coverage.hpp"
#include "rollup/time_steps.hpp"

#include <algorithm>
#include <array>

namespace upheld::detail {
namespace {

constexpr std::uint32_t no_entry = 0xFFFFFFFF;

bool is_of_complaints(grain of) {
    return of == grain::complaint || of == grain::mention || of == grain::aspect;
}

/// Whether the rows of these countings begin a mention or complaint, whose answer is in `start`.
bool answers_by_start(counted_rows which) {
    return which == counted_rows::mentions || which == counted_rows::complaints ||
           which == counted_rows::complaints_by_service;
}

field field_of(dimension what) {
    switch (what) {
    case dimension::unit: return field::unit;
    case dimension::service: return field::service;
    case dimension::subject: return field::subject;
    case dimension::outcome: return field::outcome;
    case dimension::answer: return field::answer;
    case dimension::channel: return field::channel;
    case dimension::category: return field::category;
    case dimension::procedure: return field::procedure;
    case dimension::stage: return field::stage;
    case dimension::place: return field::place;
    case dimension::contractor: return field::contractor;
    case dimension::working_days: return field::days;
    case dimension::decision: return field::decision;
    case dimension::remedy_stage: return field::remedy_stage;
    case dimension::remedy_kind: return field::remedy_kind;
    case dimension::time: break;
    }
    return field::unit;
}

/// Key and name, in order of `answer_state`.
constexpr std::array<std::pair<char const*, char const*>, 4> answer_names = {{
    {"not_answered", "Not answered"},
    {"in_time", "Answered in time"},
    {"late", "Answered late"},
    {"no_clock", "No time limit"},
}};

/// What the entry for "nothing" is called where it means something of its own.
std::pair<std::string_view, std::string_view> none_of(dimension what) {
    if (what == dimension::decision) return {"(ongoing)", "Ongoing"};
    if (what == dimension::working_days) return {"(not answered)", "Not answered"};
    return {no_entry_key, "None"};
}

template <class List> void add_entries(planned_axis& to, List const& list) {
    for (auto const& entry : list.entries()) {
        to.entry_of_value.push_back(static_cast<std::uint32_t>(to.labels.size()));
        to.labels.add(entry.key, entry.name);
    }
}

void add_units(planned_axis& to, taxonomy const& words, std::string const& level, bool& has_none) {
    if (level.empty()) {
        add_entries(to, words.units);
        return;
    }
    std::vector<std::uint32_t> entry_of_unit(words.units.size(), no_entry);
    for (unit_code const u : words.units.codes()) {
        if (words.units[u].level != level) continue;
        entry_of_unit[u.value] = static_cast<std::uint32_t>(to.labels.size());
        to.labels.add(words.units[u].key, words.units[u].name);
    }
    for (unit_code const u : words.units.codes()) {
        unit_code above = u;
        while (!above.is_none() && entry_of_unit[above.value] == no_entry) {
            above = words.units[above].within;
        }
        // A unit that is not under any of the level, such as one above it.
        if (above.is_none()) has_none = true;
        to.entry_of_value.push_back(above.is_none() ? no_entry : entry_of_unit[above.value]);
    }
}

void add_slots(planned_axis& to, time_step every, std::optional<day_span> const& days) {
    to.every = every;
    if (!days) return;
    std::int32_t const last = time_slot(days->last, every);
    to.first_slot = time_slot(days->first, every);
    for (std::int32_t slot = to.first_slot; slot <= last; ++slot) {
        std::string const key = key_of_slot(slot, every);
        to.labels.add(key, key);
    }
}

} // namespace

bool has_dimension(grain of, dimension what) {
    bool const has_service =
        is_of_complaints(of) || of == grain::referral || of == grain::compliment;
    bool const has_parts = of == grain::complaint || of == grain::aspect;
    switch (what) {
    case dimension::unit:
    case dimension::time: return true;
    case dimension::service: return has_service;
    case dimension::subject:
    case dimension::outcome:
    case dimension::contractor: return has_parts;
    case dimension::answer:
    case dimension::channel:
    case dimension::category:
    case dimension::procedure:
    case dimension::place: return is_of_complaints(of) || of == grain::stage;
    case dimension::working_days: return is_of_complaints(of);
    case dimension::stage: return of == grain::stage;
    case dimension::decision: return of == grain::referral;
    case dimension::remedy_stage:
    case dimension::remedy_kind: return of == grain::remedy;
    }
    return false;
}

bool may_be_none(grain of, dimension what) {
    switch (what) {
    case dimension::unit:
    case dimension::answer:
    case dimension::procedure:
    case dimension::stage:
    case dimension::contractor:
    case dimension::time: return false;
    case dimension::service: return of != grain::aspect && of != grain::mention;
    case dimension::subject: return of == grain::complaint;
    case dimension::outcome:
    case dimension::channel:
    case dimension::category:
    case dimension::place:
    case dimension::working_days:
    case dimension::decision:
    case dimension::remedy_stage:
    case dimension::remedy_kind: return true;
    }
    return true;
}

planned_axis plan_axis(columns::tables const& in, grouping const& by,
                       std::optional<day_span> const& days, bool may_be_none) {
    taxonomy const& words = *in.words;
    planned_axis made{.labels = axis(by), .what = by.what, .entry_of_value = {}};
    bool has_none = may_be_none;
    switch (by.what) {
    case dimension::unit: add_units(made, words, by.level, has_none); break;
    case dimension::service: add_entries(made, words.services); break;
    case dimension::subject: add_entries(made, words.subjects); break;
    case dimension::outcome: add_entries(made, words.outcomes); break;
    case dimension::answer:
        for (auto const& [key, name] : answer_names) {
            made.entry_of_value.push_back(static_cast<std::uint32_t>(made.labels.size()));
            made.labels.add(key, name);
        }
        return made;
    case dimension::channel: add_entries(made, words.channels); break;
    case dimension::category: add_entries(made, words.categories); break;
    case dimension::procedure: add_entries(made, words.procedures); break;
    case dimension::stage: add_entries(made, words.stages); break;
    case dimension::decision: add_entries(made, words.decisions); break;
    case dimension::remedy_stage: add_entries(made, words.remedy_stages); break;
    case dimension::remedy_kind: add_entries(made, words.remedy_kinds); break;
    case dimension::contractor:
        made.labels.add("no", "Own staff");
        made.labels.add("yes", "A contractor's employee");
        made.entry_of_value = {0, 1};
        return made;
    case dimension::place:
        made.entry_of_value.push_back(no_entry); // the value of none comes first
        for (std::string const& name : in.places) {
            made.entry_of_value.push_back(static_cast<std::uint32_t>(made.labels.size()));
            made.labels.add(name, name);
        }
        break;
    case dimension::working_days:
        for (std::uint32_t d = 0; d <= in.cases.most_days(); ++d) {
            made.entry_of_value.push_back(d);
            std::string const text = std::to_string(d);
            made.labels.add(text, text);
        }
        break;
    case dimension::time: add_slots(made, by.every, days); return made;
    }
    auto const none = static_cast<std::uint32_t>(made.labels.size());
    if (has_none) {
        auto const [key, name] = none_of(by.what);
        made.labels.add(key, name);
    }
    std::uint32_t const none_entry = has_none ? none : no_entry;
    for (std::uint32_t& entry : made.entry_of_value) {
        if (entry == no_entry) entry = none_entry;
    }
    if (by.what != dimension::unit && by.what != dimension::place) {
        made.entry_of_value.push_back(none_entry);
    }
    // An aspect without a subject, and a row that is no aspect.
    if (by.what == dimension::subject) made.entry_of_value.push_back(none_entry);
    return made;
}

counted_rows rows_to_count(grain of, std::span<dimension const> by, where const& rows) {
    switch (of) {
    case grain::aspect: return counted_rows::aspects;
    case grain::mention: return counted_rows::mentions;
    case grain::complaint: break;
    default: return counted_rows::all;
    }
    auto const is_by = [&](dimension d) { return std::find(by.begin(), by.end(), d) != by.end(); };
    bool by_parts = false;
    for (dimension const d : {dimension::subject, dimension::outcome, dimension::contractor}) {
        by_parts = by_parts || is_by(d);
    }
    filter const& f = rows.rows;
    by_parts =
        by_parts || !f.subjects.empty() || !f.outcomes.empty() || f.concerns_contractor.has_value();
    if (by_parts) return counted_rows::complaints_in_cells;
    // A complaint mentions each service once, so of each service its mentions are the complaints.
    if (is_by(dimension::service)) return counted_rows::complaints_by_service;
    if (!f.services.empty()) return counted_rows::complaints_in_cells;
    return counted_rows::complaints;
}

bool adds_up(grain of, dimension over) {
    return of != grain::complaint || (over != dimension::service && over != dimension::subject &&
                                      over != dimension::outcome && over != dimension::contractor);
}

void group_by(counting& into, counted_rows which, planned_axis const& along, std::uint64_t stride) {
    auto const move_of = [&](std::uint32_t entry) {
        return entry == no_entry ? left_out : entry * stride;
    };
    std::vector<std::uint64_t> moves;
    if (along.what == dimension::answer && answers_by_start(which)) {
        for (std::uint16_t v = 0; v != row_start::values; ++v) {
            moves.push_back(v == row_start::continues
                                ? left_out
                                : move_of(along.entry_of_value[row_start::answer(v)]));
        }
        into.move(field::start, moves);
        return;
    }
    for (std::uint32_t const entry : along.entry_of_value) moves.push_back(move_of(entry));
    field const f = field_of(along.what);
    into.move(f, moves);
}

namespace {

template <class Code>
void only_codes(counting& into, packing const& how, field f, std::vector<Code> const& codes) {
    if (codes.empty()) return;
    std::vector<bool> is_in(how.sizes[at(f)], false);
    for (Code const c : codes) {
        if (c.value < is_in.size()) is_in[c.value] = true;
    }
    into.only(f, how.sizes[at(f)], [&](std::uint32_t v) { return is_in[v]; });
}

template <class Admits> void only_answers(counting& into, counted_rows which, Admits admits) {
    if (answers_by_start(which)) {
        into.only(field::start, row_start::values, [&](std::uint32_t v) {
            auto const start = static_cast<std::uint16_t>(v);
            return start != row_start::continues &&
                   admits(static_cast<answer_state>(row_start::answer(start)));
        });
    } else {
        into.only(field::answer, static_cast<std::uint32_t>(answer_names.size()),
                  [&](std::uint32_t v) { return admits(static_cast<answer_state>(v)); });
    }
}

} // namespace

void only_where(counting& into, columns::tables const& in, packing const& how, grain of,
                counted_rows which, where const& rows) {
    filter const& f = rows.rows;
    if (!f.units.empty()) {
        into.only(field::unit, how.sizes[at(field::unit)], [&](std::uint32_t v) {
            return addresses(*in.words, f, unit_code(static_cast<std::uint16_t>(v)));
        });
    }
    only_codes(into, how, field::service, f.services);
    only_codes(into, how, field::subject, f.subjects);
    only_codes(into, how, field::category, f.categories);
    only_codes(into, how, field::channel, f.channels);
    only_codes(into, how, field::procedure, f.procedures);
    only_codes(into, how, field::stage, f.stages);
    only_codes(into, how, field::outcome, f.outcomes);
    only_codes(into, how, field::decision, f.decisions);
    only_codes(into, how, field::remedy_stage, f.remedy_stages);
    only_codes(into, how, field::remedy_kind, f.remedy_kinds);
    if (f.decision_state != decided_or_not::either && of == grain::referral) {
        std::uint32_t const ongoing = how.sizes[at(field::decision)] - 1;
        bool const wants_ongoing = f.decision_state == decided_or_not::ongoing;
        into.only(field::decision, how.sizes[at(field::decision)],
                  [&](std::uint32_t v) { return (v == ongoing) == wants_ongoing; });
    }
    if (f.concerns_contractor) {
        std::uint32_t const wanted = *f.concerns_contractor ? 1 : 0;
        into.only(field::contractor, 2, [&](std::uint32_t v) { return v == wanted; });
    }
    if (!rows.places.empty()) {
        auto const values = static_cast<std::uint32_t>(in.places.size() + 1);
        std::vector<bool> is_in(values, false);
        for (place_code const p : rows.places) {
            if (p.is_none()) {
                is_in[0] = true;
            } else if (p.value + 1u < values) {
                is_in[p.value + 1u] = true;
            }
        }
        into.only(field::place, values, [&](std::uint32_t v) { return is_in[v]; });
    }
    if (!rows.answers.empty()) {
        only_answers(into, which, [&](answer_state state) {
            return std::find(rows.answers.begin(), rows.answers.end(), state) != rows.answers.end();
        });
    }
}

void only_if(counting& into, columns::tables const& in, packing const& how, counted_rows which,
             condition what) {
    taxonomy const& words = *in.words;
    auto const outcomes = [&](auto admits) {
        into.only(field::outcome, how.sizes[at(field::outcome)], [&](std::uint32_t v) {
            return v < words.outcomes.size() &&
                   admits(words.outcomes[outcome_code(static_cast<std::uint16_t>(v))]);
        });
    };
    auto const decisions = [&](auto admits) {
        into.only(field::decision, how.sizes[at(field::decision)], [&](std::uint32_t v) {
            if (v >= words.decisions.size()) return false;
            decision_entry const& decision =
                words.decisions[decision_code(static_cast<std::uint16_t>(v))];
            return admits(words.decision_groups[decision.group]);
        });
    };
    auto const flag = [&](field f) { into.only(f, 2, [](std::uint32_t v) { return v == 1; }); };
    switch (what) {
    case condition::any: break;
    case condition::answered_in_time:
        only_answers(into, which,
                     [](answer_state s) { return s == answer_state::answered_in_time; });
        break;
    case condition::has_clock:
        only_answers(into, which, [](answer_state s) { return s != answer_state::no_clock; });
        break;
    case condition::upheld:
        outcomes([](outcome_entry const& o) {
            return o.is_decided && o.finding != upheld_class::not_upheld;
        });
        break;
    case condition::in_upheld_base:
        outcomes([](outcome_entry const& o) { return o.in_upheld_base; });
        break;
    case condition::decision_upheld:
        decisions([](decision_group_entry const& g) { return g.counts_as_upheld; });
        break;
    case condition::decision_not_upheld:
        decisions([](decision_group_entry const& g) {
            return g.counts_as_investigated && !g.counts_as_upheld;
        });
        break;
    case condition::decision_declined:
        decisions([](decision_group_entry const& g) { return g.counts_as_declined; });
        break;
    case condition::deadline_met:
    case condition::recommendation_counts: flag(field::flag); break;
    case condition::recommendation_met: flag(field::flag2); break;
    }
}

std::vector<dimension> dimensions_of(where const& rows) {
    std::vector<dimension> all;
    auto const add = [&](bool is_named, dimension what) {
        if (is_named) all.push_back(what);
    };
    filter const& f = rows.rows;
    add(!f.units.empty(), dimension::unit);
    add(!f.services.empty(), dimension::service);
    add(!f.subjects.empty(), dimension::subject);
    add(!f.categories.empty(), dimension::category);
    add(!f.channels.empty(), dimension::channel);
    add(!f.procedures.empty(), dimension::procedure);
    add(!f.stages.empty(), dimension::stage);
    add(!f.outcomes.empty(), dimension::outcome);
    add(!f.decisions.empty() || f.decision_state != decided_or_not::either, dimension::decision);
    add(!f.remedy_stages.empty(), dimension::remedy_stage);
    add(!f.remedy_kinds.empty(), dimension::remedy_kind);
    add(f.concerns_contractor.has_value(), dimension::contractor);
    add(!rows.places.empty(), dimension::place);
    add(!rows.answers.empty(), dimension::answer);
    return all;
}

result<void> check_codes(columns::tables const& in, where const& rows) {
    taxonomy const& words = *in.words;
    result<void> fits;
    auto const check = [&](char const* what, auto const& codes, std::size_t size) {
        for (auto const c : codes) {
            if (!fits || c.value < size) continue;
            fits = refuse(
                {.code = failure_code::key_unknown,
                 .where = {.source = {}, .row = 0, .column = what},
                 .message = "no " + std::string(what) + " has the code " + std::to_string(c.value),
                 .mend = "use codes of the taxonomy that the columns were made for"});
        }
    };
    filter const& f = rows.rows;
    check("unit", f.units, words.units.size());
    check("service", f.services, words.services.size());
    check("subject", f.subjects, words.subjects.size());
    check("category", f.categories, words.categories.size());
    check("channel", f.channels, words.channels.size());
    check("procedure", f.procedures, words.procedures.size());
    check("stage", f.stages, words.stages.size());
    check("outcome", f.outcomes, words.outcomes.size());
    check("decision", f.decisions, words.decisions.size());
    check("remedy_stage", f.remedy_stages, words.remedy_stages.size());
    check("remedy_kind", f.remedy_kinds, words.remedy_kinds.size());
    for (place_code const p : rows.places) {
        if (!p.is_none()) check("place", std::array{p}, in.places.size());
    }
    return fits;
}

std::optional<day_span> days_of_rows(columns::tables const& in, std::span<measure const> what) {
    std::optional<day_span> all;
    for (measure const& m : what) {
        packed_rows const& rows = in.rows_of(m.of);
        auto const months = rows.months();
        // A month whose rows have all gone is as if none had come.
        auto const is_live = [&](packed_rows::month_run const& run) {
            return std::any_of(run.zones.begin(), run.zones.end(), [&](std::uint32_t z) {
                return rows.zones()[z].voids < rows.zones()[z].rows;
            });
        };
        auto const first = std::find_if(months.begin(), months.end(), is_live);
        if (first == months.end()) continue;
        auto const last = std::find_if(months.rbegin(), months.rend(), is_live);
        day_span const here{first_of_month(first->month), last_of_month(last->month)};
        if (!all) all = here;
        all->first = std::min(all->first, here.first);
        all->last = std::max(all->last, here.last);
    }
    return all;
}

std::vector<coverage> coverage_table(taxonomy const& words, measure const& what, where const& rows,
                                     std::span<planned_axis const> axes) {
    std::vector<planned_axis const*> deciding;
    for (planned_axis const& a : axes) {
        if (a.what == dimension::unit || a.what == dimension::service ||
            a.what == dimension::subject) {
            deciding.push_back(&a);
        }
    }
    std::size_t size = 1;
    for (planned_axis const* a : deciding) size *= a->labels.size();
    std::vector<coverage> table(size, coverage::nobody_asked);

    std::vector<unit_code> const leaves = leaf_units(words);
    bool const by_subject =
        what.of == grain::aspect &&
        std::any_of(deciding.begin(), deciding.end(),
                    [](planned_axis const* a) { return a->what == dimension::subject; });
    // What a unit keeps, by subject; the last for those that are none.
    std::vector<coverage> of_subject(by_subject ? words.subjects.size() + 1 : 1);
    auto const tell = [&](unit_code unit) {
        of_subject.back() = coverage_at(words, unit, what, rows.rows, rows.rows.subjects);
        for (std::uint16_t s = 0; s + 1u < of_subject.size(); ++s) {
            subject_code const one(s);
            of_subject[s] = coverage_at(words, unit, what, rows.rows, std::span(&one, 1));
        }
    };
    // Each unit tells, for the entries that it goes with on every deciding axis.
    for (unit_code const unit : leaves) {
        if (!addresses(words, rows.rows, unit)) continue;
        tell(unit);
        std::vector<std::vector<std::uint32_t>> entries;
        for (planned_axis const* a : deciding) {
            std::vector<std::uint32_t> own;
            if (a->what == dimension::unit) {
                std::uint32_t const entry = a->entry_of_value[unit.value];
                if (entry != no_entry) own.push_back(entry);
            } else {
                for (std::uint32_t e = 0; e != a->labels.size(); ++e) {
                    bool const is_own =
                        a->what == dimension::subject || e >= words.services.size() ||
                        words.services[service_code(static_cast<std::uint16_t>(e))].unit == unit;
                    if (is_own) own.push_back(e);
                }
            }
            entries.push_back(std::move(own));
        }
        // All combinations of them.
        std::vector<std::size_t> at_entry(deciding.size(), 0);
        if (std::any_of(entries.begin(), entries.end(), [](auto const& e) { return e.empty(); })) {
            continue;
        }
        for (bool is_more = true; is_more;) {
            std::size_t place = 0;
            std::size_t subject = of_subject.size() - 1;
            for (std::size_t a = 0; a != deciding.size(); ++a) {
                std::uint32_t const entry = entries[a][at_entry[a]];
                place = place * deciding[a]->labels.size() + entry;
                if (deciding[a]->what == dimension::subject) {
                    subject = std::min<std::size_t>(entry, subject);
                }
            }
            table[place] = table[place] | of_subject[subject];
            is_more = false;
            for (std::size_t a = deciding.size(); a-- != 0 && !is_more;) {
                if (++at_entry[a] != entries[a].size()) {
                    is_more = true;
                } else {
                    at_entry[a] = 0;
                }
            }
        }
    }
    return table;
}

} // namespace upheld::detail
