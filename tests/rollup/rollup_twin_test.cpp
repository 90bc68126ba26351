// SPDX-License-Identifier: BSL-1.0
#include "random_cases.hpp"
#include "rollup/time_steps.hpp"
#include "upheld/rollup/live_cubes.hpp"
#include "upheld/rollup/rollup.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

/// The columns against the plainest program that counts the same: row by row into a map.

namespace upheld {
namespace {

using test::random_case;

/// One countable row as the plain program sees it.
struct plain_row {
    random_case const* of;
    case_part const* part; ///< null: the complaint itself
};

class RollupTwin : public ::testing::TestWithParam<std::uint32_t> {
  protected:
    taxonomy words = test::small_council();
    day_span days{day(2018, 2, 10), day(2020, 8, 20)};
    std::vector<random_case> cases = test::make_random_cases(words, GetParam(), 600, days, 5);
    std::vector<row_place> where_rows;

    columns made_columns(columns_options options = {}) {
        columns made(words, options);
        for (char const* name : {"North", "South", "East", "West", "Middle"}) {
            EXPECT_TRUE(made.place(name).has_value());
        }
        where_rows.clear();
        for (random_case const& one : cases) {
            auto const added = made.add(one.of, one.parts);
            EXPECT_TRUE(added.has_value()) << to_string(added.error());
            where_rows.push_back(*added);
        }
        return made;
    }

    /// The entry that the plain program gives a row, as text.
    std::string entry(grouping const& by, plain_row const& row) const {
        complaint_fact const& of = row.of->of;
        auto const key = [](auto code, auto const& list) {
            return code.is_none() ? std::string(no_entry_key) : list[code].key;
        };
        switch (by.what) {
        case dimension::unit:
            if (by.level.empty()) return words.units[of.unit].key;
            for (unit_code u = of.unit; !u.is_none(); u = words.units[u].within) {
                if (words.units[u].level == by.level) return words.units[u].key;
            }
            return std::string(no_entry_key);
        case dimension::service:
            return row.part == nullptr ? std::string(no_entry_key)
                                       : key(row.part->service, words.services);
        case dimension::subject:
            return row.part == nullptr || !row.part->is_aspect
                       ? std::string(no_entry_key)
                       : key(row.part->subject, words.subjects);
        case dimension::outcome:
            return row.part == nullptr || !row.part->is_aspect
                       ? std::string(no_entry_key)
                       : key(row.part->outcome, words.outcomes);
        case dimension::answer: {
            static char const* const names[] = {"not_answered", "in_time", "late", "no_clock"};
            return names[static_cast<int>(of.answer)];
        }
        case dimension::channel: return key(of.channel, words.channels);
        case dimension::category: return key(of.category, words.categories);
        case dimension::procedure: return key(of.procedure, words.procedures);
        case dimension::place: {
            static char const* const names[] = {"North", "South", "East", "West", "Middle"};
            return of.place.is_none() ? std::string(no_entry_key) : names[of.place.value];
        }
        case dimension::contractor:
            return row.part != nullptr && row.part->is_aspect && row.part->concerns_contractor
                       ? "yes"
                       : "no";
        case dimension::working_days:
            return of.working_days == not_answered_days ? "(not answered)"
                                                        : std::to_string(of.working_days);
        case dimension::time:
            return detail::key_of_slot(detail::time_slot(of.received, by.every), by.every);
        default: return {};
        }
    }

    /// Part and whole by group of entries.
    using plain_counts = std::map<std::vector<std::string>, std::pair<std::int64_t, std::int64_t>>;

    plain_counts plainly(by const& groups, measure const& what, std::optional<period> const& in,
                         unit_code only_unit = {},
                         std::optional<subject_code> only_subject = {}) const {
        plain_counts counts;
        auto const holds = [&](condition c, plain_row const& row) {
            answer_state const answer = row.of->of.answer;
            switch (c) {
            case condition::any: return true;
            case condition::answered_in_time: return answer == answer_state::answered_in_time;
            case condition::has_clock: return answer != answer_state::no_clock;
            case condition::upheld:
            case condition::in_upheld_base: {
                if (row.part == nullptr || !row.part->is_aspect || row.part->outcome.is_none()) {
                    return false;
                }
                outcome_entry const& o = words.outcomes[row.part->outcome];
                return c == condition::in_upheld_base
                           ? o.in_upheld_base
                           : o.is_decided && o.finding != upheld_class::not_upheld;
            }
            default: return false;
            }
        };
        for (random_case const& one : cases) {
            if (in && !in->days.covers(one.of.received)) continue;
            if (!only_unit.is_none() && !words.is_within(one.of.unit, only_unit)) continue;
            std::vector<plain_row> rows;
            if (one.parts.empty() && what.of == grain::complaint) rows.push_back({&one, nullptr});
            for (std::size_t p = 0; p != one.parts.size(); ++p) {
                case_part const& part = one.parts[p];
                bool const is_new_service = p == 0 || one.parts[p - 1].service != part.service;
                if (what.of == grain::aspect && !part.is_aspect) continue;
                if (what.of == grain::mention && !is_new_service) continue;
                rows.push_back({&one, &part});
            }
            std::set<std::vector<std::string>> seen_part;
            std::set<std::vector<std::string>> seen_whole;
            for (plain_row const& row : rows) {
                if (only_subject && (row.part == nullptr || !row.part->is_aspect ||
                                     row.part->subject != *only_subject)) {
                    continue;
                }
                std::vector<std::string> group;
                for (grouping const& g : groups.axes) group.push_back(entry(g, row));
                bool const in_whole = what.form != figure_form::share || holds(what.whole, row);
                bool const in_part = in_whole && holds(what.part, row);
                bool const once = what.of == grain::complaint;
                if (in_part && (!once || seen_part.insert(group).second)) ++counts[group].first;
                if (in_whole && (!once || seen_whole.insert(group).second)) ++counts[group].second;
            }
        }
        return counts;
    }

    void expect_same(cube const& found, measure const& what, plain_counts const& expected) const {
        std::size_t const m = found.measure_at(what.key).value();
        std::size_t groups_seen = 0;
        for (std::size_t g = 0; g != found.size(); ++g) {
            std::vector<std::string> group;
            for (std::size_t a = 0; a != found.axes().size(); ++a) {
                group.emplace_back(found.axes()[a].key(found.entry(g, a)));
            }
            cube_measure const& numbers = found.measures()[m];
            bool const is_share = what.form == figure_form::share;
            std::int64_t const part = numbers.part[g];
            std::int64_t const whole = is_share ? numbers.whole[g] : part;
            auto const at = expected.find(group);
            std::pair<std::int64_t, std::int64_t> const wanted =
                at == expected.end() ? std::pair<std::int64_t, std::int64_t>{0, 0} : at->second;
            groups_seen += at != expected.end() ? 1u : 0u;
            ASSERT_EQ(part, wanted.first) << what.key << " in " << ::testing::PrintToString(group);
            ASSERT_EQ(whole, is_share ? wanted.second : part) << what.key;
        }
        std::size_t counted = 0;
        for (auto const& [group, counts] : expected) {
            counted += counts.first != 0 || counts.second != 0 ? 1u : 0u;
        }
        ASSERT_EQ(groups_seen, counted) << what.key << ": a group is missing";
    }
};

std::vector<by> groupings() {
    using enum dimension;
    return {
        by{},
        by{unit},
        by{service},
        by{unit, channel},
        by{channel, procedure, category},
        by{place},
        by{answer, unit},
        by{service, answer},
        by{working_days},
        by{grouping{unit, "division", {}}, grouping{time, {}, time_step::month}},
        by{grouping{time, {}, time_step::week}},
        by{grouping{time, {}, time_step::calendar_quarter}, grouping{service, {}, {}}},
    };
}

std::vector<by> groupings_of_parts() {
    using enum dimension;
    return {by{subject}, by{service, subject, outcome, answer}, by{outcome, channel},
            by{contractor, place, unit},
            by{grouping{subject, {}, {}}, grouping{time, {}, time_step::financial_year}}};
}

std::vector<std::optional<period>> periods() {
    return {std::nullopt,
            period_from_text("2019-20").value(),
            period_from_text("2019").value(),
            period_from_text("2019-03-17..2019-07-02").value(),
            period_from_text("2019-05-05..2019-05-05").value(),
            period_from_text("1999").value()};
}

TEST_P(RollupTwin, CountsAsThePlainProgramDoes) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    // Nothing kept, everything kept, and what is usual.
    std::vector<columns> kept;
    for (columns_options const options :
         {columns_options{0, 0}, columns_options{1, 1}, columns_options{}}) {
        kept.push_back(made_columns(options));
        if (options.summary_from_rows != 0) kept.back().summarise();
    }
    for (char const* key : {"received", "in_time_by_complaints", "mentions", "in_time_by_mentions",
                            "aspects", "upheld_share", "in_time_aspects"}) {
        measure const what = find_measure(key).value();
        std::vector<by> all = groupings();
        if (what.of != grain::mention) {
            for (by const& more : groupings_of_parts()) all.push_back(more);
        }
        for (by const& groups : all) {
            for (auto const& in : periods()) {
                plain_counts const expected = plainly(groups, what, in);
                for (columns const& data : kept) {
                    auto const found = rollup(data, groups, measures{what}, {}, in);
                    ASSERT_TRUE(found.has_value()) << to_string(found.error());
                    expect_same(*found, what, expected);
                    if (::testing::Test::HasFatalFailure()) return;
                }
            }
        }
    }
}

TEST_P(RollupTwin, FiltersAsThePlainProgramDoes) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    columns data = made_columns({1, 1});
    data.summarise();
    where rows;
    rows.rows.units = {words.units.find("homes").value()};
    where of_subject = rows;
    of_subject.rows.subjects = {words.subjects.find("delay").value()};
    for (auto const& in : periods()) {
        for (by const& groups : {by{}, by{dimension::service}, by{dimension::channel}}) {
            for (char const* key : {"received", "aspects", "upheld_share"}) {
                measure const what = find_measure(key).value();
                auto const of_unit = rollup(data, groups, measures{what}, rows, in);
                ASSERT_TRUE(of_unit.has_value());
                expect_same(*of_unit, what, plainly(groups, what, in, rows.rows.units.front()));
                auto const of_both = rollup(data, groups, measures{what}, of_subject, in);
                ASSERT_TRUE(of_both.has_value());
                expect_same(*of_both, what,
                            plainly(groups, what, in, rows.rows.units.front(),
                                    of_subject.rows.subjects.front()));
                if (::testing::Test::HasFatalFailure()) return;
            }
        }
    }
}

TEST_P(RollupTwin, SparseDenseSummariesAndThreadsGiveTheSame) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    columns data = made_columns({1, 1});
    data.summarise(2);
    measures const what{"received", "upheld_share", "mentions"};
    for (by const& groups : {by{dimension::unit, dimension::place}, by{dimension::service}}) {
        for (auto const& in : periods()) {
            auto const usual = rollup(data, groups, what, {}, in).value();
            for (rollup_options const options :
                 {rollup_options{.threads = 3, .use_summaries = false},
                  rollup_options{.threads = 2}}) {
                EXPECT_EQ(rollup(data, groups, what, {}, in, options).value(), usual);
            }
            auto const sparse = rollup(data, groups, what, {}, in, {.largest_dense = 1}).value();
            if (usual.domain() <= 1) continue;
            EXPECT_FALSE(sparse.is_dense());
            EXPECT_EQ(sparse, without_empty_groups(usual));
        }
    }
}

TEST_P(RollupTwin, AfterChangesEverythingIsAsIfLoadedAfresh) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    columns data = made_columns({1, 1});
    data.summarise();
    live_cubes screen(data);
    period const year = period_from_text("2019-20").value();
    measures const what{"received", "aspects", "upheld_share", "in_time_by_mentions"};
    by const groups{grouping{dimension::unit, {}, {}},
                    grouping{dimension::time, {}, time_step::month}};
    std::size_t const shown = screen.watch(groups, what, {}, year).value();

    std::mt19937 random(GetParam() + 1);
    for (int change = 0; change != 600; ++change) {
        std::size_t const at = random() % cases.size();
        random_case other = test::make_random_case(words, random, days, cases[at].of.id.value, 5);
        switch (random() % 4) {
        case 0: // a new complaint
            other.of.id = complaint_id(cases.size() + 1);
            where_rows.push_back(data.add(other.of, other.parts).value());
            cases.push_back(other);
            break;
        case 1: // one outcome
            if (cases[at].parts.empty() || !cases[at].parts.front().is_aspect) break;
            cases[at].parts.front().outcome = outcome_code(0);
            where_rows[at] = data.replace(where_rows[at], cases[at].of, cases[at].parts).value();
            break;
        case 2: // another in its place
            where_rows[at] = data.replace(where_rows[at], other.of, other.parts).value();
            cases[at] = other;
            break;
        default:
            data.erase_complaint(where_rows[at]);
            cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(at));
            where_rows.erase(where_rows.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    auto const kept = where_rows;
    columns const fresh = made_columns();
    for (auto const& in : periods()) {
        for (by const& g : {groups, by{dimension::service, dimension::answer},
                            by{dimension::unit, dimension::subject, dimension::outcome}}) {
            if (g == groups && !in) continue;
            measures const of_aspects{"aspects", "upheld_share"};
            for (bool const use_summaries : {true, false}) {
                auto const now =
                    rollup(data, g, of_aspects, {}, in, {.use_summaries = use_summaries}).value();
                EXPECT_EQ(now, rollup(fresh, g, of_aspects, {}, in).value());
            }
        }
    }
    EXPECT_EQ(screen.at(shown), rollup(fresh, groups, what, {}, year).value());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RollupTwin, ::testing::Values(1u, 20u));

} // namespace
} // namespace upheld
