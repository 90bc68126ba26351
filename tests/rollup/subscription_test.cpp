// SPDX-License-Identifier: BSL-1.0
#include "rollup/random_changes.hpp"
#include "store/small_store.hpp"
#include "upheld/rollup/live_columns.hpp"
#include "upheld/rollup/subscription.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <tuple>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day last_of_all(2199, 12, 31);

/// Writes down what it is told.
struct listening {
    std::vector<changed_figure> told;
    int calls = 0;

    [[nodiscard]] figure_listener listener() { return {hear, this}; }

    [[nodiscard]] std::vector<changed_figure> taken() {
        calls = 0;
        return std::exchange(told, {});
    }

    static void hear(void* context, std::span<changed_figure const> which) {
        auto& own = *static_cast<listening*>(context);
        own.told.insert(own.told.end(), which.begin(), which.end());
        ++own.calls;
    }
};

/// One complaint of homes with one undecided aspect, and tables that follow it.
class Subscription : public ::testing::Test {
  protected:
    std::size_t watch(by const& groups, measures const& what, where const& rows = {}) {
        return screen.watch(groups, what, rows, period_from_text("2019-20").value()).value();
    }

    result<void> decide(char const* outcome) {
        event decided = s.made_event(c, event_kind::outcome_decided, mon_2020_01_20, outcome);
        decided.aspect = a;
        return s.cases.record(decided);
    }

    [[nodiscard]] std::size_t entry_of(std::size_t cube, std::string_view key) const {
        return screen.at(cube).axes()[0].find(key).value();
    }

    small_store s;
    complaint_id c = s.add(1, mon_2020_01_06);
    aspect_id a = s.add_aspect(c);
    live_columns live = live_columns::of_store(s.cases).value();
    live_cubes screen{live.rows()};
    listening ears;
};

TEST_F(Subscription, TellsOldAndNewFigureOfWhatAChangeMoved) {
    std::size_t const by_unit = watch(by{dimension::unit}, measures{"received", "upheld_share"});
    subscription mine(screen, ears.listener());
    mine.follow(by_unit);
    ASSERT_TRUE(decide("upheld"));
    EXPECT_EQ(ears.calls, 1);
    EXPECT_THAT(ears.taken(), ::testing::ElementsAre(changed_figure{
                                  by_unit, entry_of(by_unit, "homes"), 1, figure::of(ratio{0, 1}),
                                  figure::of(ratio{1, 1})}));
    ASSERT_TRUE(decide("withdrawn"));
    EXPECT_THAT(ears.taken(), ::testing::ElementsAre(changed_figure{
                                  by_unit, entry_of(by_unit, "homes"), 1, figure::of(ratio{1, 1}),
                                  figure::absent(figure_state::no_base, figure_form::share)}));
}

TEST_F(Subscription, SaysNothingOfRowsThatGoAndComeBack) {
    std::size_t const by_unit = watch(by{dimension::unit}, measures{"received", "aspects"});
    std::size_t const by_place = watch(by{dimension::place}, measures{"received"});
    subscription mine(screen, ears.listener());
    mine.follow(by_unit);
    mine.follow(by_place);
    complaint moved = s.cases.find(c).value();
    moved.received = mon_2020_01_20;
    ASSERT_TRUE(s.cases.modify(moved));
    EXPECT_EQ(ears.calls, 0);
    // Its row moves on to the next month, and the figures stay.
    moved.received = day(2020, 2, 3);
    ASSERT_TRUE(s.cases.modify(moved));
    EXPECT_EQ(ears.calls, 0);
    moved.received = day(2020, 4, 1);
    ASSERT_TRUE(s.cases.modify(moved));
    EXPECT_EQ(ears.calls, 1);
    EXPECT_EQ(ears.taken().size(), 3u) << "received and aspects of homes, received of no place";
}

TEST_F(Subscription, IsOfTheFiguresThatAreFollowedAlone) {
    grouping const months{dimension::time, {}, time_step::month};
    grouping const units{dimension::unit, {}, {}};
    std::size_t const monthly = watch(by{units, months}, measures{"received", "aspects"});
    subscription mine(screen, ears.listener());
    ASSERT_TRUE(mine.follow(monthly, "received", {"homes", "2020-M02"}));
    ASSERT_TRUE(mine.follow(monthly, "received", {"homes", "2020-M02"}));
    s.add(2, day(2020, 1, 31));
    EXPECT_EQ(ears.calls, 0);
    s.add(3, day(2020, 2, 3));
    auto const told = ears.taken();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].before, figure::of(figure_form::count, 0));
    EXPECT_EQ(told[0].after, figure::of(figure_form::count, 1));
    EXPECT_EQ(told[0].after, screen.at(monthly).at(told[0].group, told[0].measure));
    s.add_aspect(complaint_id(3));
    EXPECT_EQ(ears.calls, 0);
}

TEST_F(Subscription, IsRefusedForWhatIsNotInTheCube) {
    std::size_t const by_unit = watch(by{dimension::unit}, measures{"received"});
    subscription mine(screen, ears.listener());
    auto const refusal_of = [&](std::string_view measure,
                                std::initializer_list<std::string_view> entries) {
        return to_string(mine.follow(by_unit, measure, entries).error());
    };
    using ::testing::HasSubstr;
    EXPECT_THAT(refusal_of("upheld", {"homes"}), HasSubstr("no measure \"upheld\""));
    EXPECT_THAT(refusal_of("received", {"mars"}), HasSubstr("no unit \"mars\""));
    EXPECT_THAT(refusal_of("received", {}), HasSubstr("0 entries for a cube of 1 axes"));
    s.add(2, mon_2020_01_06);
    EXPECT_EQ(ears.calls, 0);
}

TEST_F(Subscription, EndsWithItsObjectAndLeavesOthersAlone) {
    std::size_t const by_unit = watch(by{dimension::unit}, measures{"received", "aspects"});
    listening others;
    subscription theirs(screen, others.listener());
    ASSERT_TRUE(theirs.follow(by_unit, "aspects", {"homes"}));
    {
        subscription mine(screen, ears.listener());
        mine.follow(by_unit);
        s.add(2, mon_2020_01_06);
        EXPECT_EQ(ears.taken().size(), 1u);
        EXPECT_EQ(others.calls, 0);
        s.add_aspect(complaint_id(2));
        EXPECT_EQ(ears.taken().size(), 1u);
        EXPECT_EQ(others.taken().size(), 1u);
    }
    s.add(3, mon_2020_01_06);
    s.add_aspect(complaint_id(3));
    EXPECT_EQ(ears.calls, 0);
    EXPECT_EQ(others.taken().size(), 1u);
}

TEST_F(Subscription, TellsOnceOfEachComplaintThatIsFilledIn) {
    std::size_t const total = watch(by{}, measures{"received", "aspects"});
    subscription mine(screen, ears.listener());
    mine.follow(total);
    record_set both;
    for (std::uint64_t id : {7u, 8u}) {
        both.complaints.push_back(s.made(id, mon_2020_01_06));
        both.mentions.push_back({.id = mention_id(id),
                                 .complaint = complaint_id(id),
                                 .service = code_of(s.words().services, "lettings")});
        aspect one;
        one.id = aspect_id(id);
        one.mention = mention_id(id);
        one.subject = code_of(s.words().subjects, "delay");
        both.aspects.push_back(one);
    }
    EXPECT_THAT(s.cases.fill(both), ::testing::IsEmpty());
    EXPECT_EQ(ears.calls, 2);
    EXPECT_EQ(ears.taken().size(), 4u);
}

/// Of a host's own rows each call is a change.
TEST(SubscriptionOfColumns, TellsOfRowsThatAreReplaced) {
    taxonomy const words = test::small_council();
    columns rows(words);
    live_cubes screen(rows);
    std::size_t const by_unit = screen.watch(by{dimension::unit}, measures{"aspects"}).value();
    listening ears;
    subscription mine(screen, ears.listener());
    mine.follow(by_unit);
    test::facts_of_small_council made(words);
    complaint_fact const of =
        made.complaint("homes", mon_2020_01_06, answer_state::answered_in_time);
    case_part const part{.service = code_of(words.services, "lettings"),
                         .subject = code_of(words.subjects, "delay"),
                         .outcome = {}};
    std::vector<case_part> parts(3, part);
    row_place const where = rows.add(of, parts).value();
    auto told = ears.taken();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].after.number, 3);
    ASSERT_TRUE(rows.replace(where, of, std::span(parts).first(1)));
    told = ears.taken();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].before.number, 3);
    EXPECT_EQ(told[0].after.number, 1);
}

TEST(SubscriptionOfColumns, SaysNothingOfFiguresThatAUnitDoesNotKeep) {
    taxonomy const words = test::small_council();
    columns rows(words);
    live_cubes screen(rows);
    std::size_t const by_unit = screen.watch(by{dimension::unit}, measures{"aspects"}).value();
    listening ears;
    subscription mine(screen, ears.listener());
    mine.follow(by_unit);
    test::facts_of_small_council made(words);
    case_part const part{.service = code_of(words.services, "bins"),
                         .subject = code_of(words.subjects, "delay"),
                         .outcome = {}};
    ASSERT_TRUE(rows.add(made.complaint("streets", mon_2020_01_06, answer_state::no_clock),
                         std::span(&part, 1)));
    std::size_t const streets = screen.at(by_unit).axes()[0].find("streets").value();
    EXPECT_EQ(screen.at(by_unit).at(streets, 0).state, figure_state::not_collected);
    EXPECT_EQ(ears.calls, 0);
}

/// Figures put together from what is told alone are those of a fresh rollup, after every change.
TEST(SubscriptionTwin, WhatIsToldAddsUpToAFreshRollup) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    small_store s;
    live_columns live = live_columns::of_store(s.cases).value();
    live_cubes screen(live.rows());
    period const year = period_from_text("2019-20").value();

    struct shown_cube {
        by groups;
        measures what;
    };

    grouping const quarters{dimension::time, {}, time_step::financial_quarter};
    std::vector<shown_cube> const shown = {
        {by{dimension::unit, dimension::answer}, measures{"received", "in_time_by_complaints"}},
        {by{dimension::subject, dimension::outcome}, measures{"aspects", "upheld_share"}},
        {by{{quarters}}, measures{"stage_reached", "received"}}};
    listening ears;
    subscription mine(screen, ears.listener());
    using cell = std::tuple<std::size_t, std::size_t, std::size_t>;
    std::map<cell, figure> known;
    for (shown_cube const& one : shown) {
        std::size_t const which = screen.watch(one.groups, one.what, {}, year).value();
        mine.follow(which);
        cube const& of = screen.at(which);
        for (std::size_t g = 0; g != of.size(); ++g) {
            for (std::size_t m = 0; m != of.measures().size(); ++m) {
                known[{which, g, m}] = of.at(g, m);
            }
        }
    }
    test::random_changes changes(s, seed);
    for (int i = 0; i != 200; ++i) {
        changes.make_one(40);
        for (changed_figure const& one : ears.taken()) {
            figure& own = known.at({one.cube, one.group, one.measure});
            EXPECT_EQ(one.before, own);
            EXPECT_FALSE(one.after == own);
            own = one.after;
        }
        columns const fresh = columns_of(s.words(), s.cases.facts_as_of(last_of_all)).value();
        for (std::size_t which = 0; which != shown.size(); ++which) {
            cube const of = rollup(fresh, shown[which].groups, shown[which].what, {}, year).value();
            for (std::size_t g = 0; g != of.size(); ++g) {
                for (std::size_t m = 0; m != of.measures().size(); ++m) {
                    ASSERT_EQ(of.at(g, m), known.at({which, g, m})) << "change " << i;
                }
            }
        }
    }
}

} // namespace
} // namespace upheld
