// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"
#include "upheld/rollup/live_columns.hpp"
#include "upheld/rollup/published_figures.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace upheld {
namespace {

using test::small_store;

static_assert(std::is_nothrow_copy_constructible_v<figures_edition>);
static_assert(std::is_nothrow_move_assignable_v<figures_edition>);
static_assert(sizeof(figures_edition) == sizeof(void*));

constexpr day mon_2020_01_06(2020, 1, 6);

figure count(std::int64_t n) { return figure::of(figure_form::count, n); }

class PublishedFigures : public ::testing::Test {
  protected:
    small_store s;
    live_columns live = live_columns::of_store(s.cases).value();
    live_cubes screen{live.rows()};
    std::size_t complaints = screen.watch(by{}, measures{"received"}).value();
    std::size_t aspects = screen.watch(by{}, measures{"aspects"}).value();
    published_figures shown{screen};
};

TEST_F(PublishedFigures, AreNoneBeforeTheFirstEdition) {
    figures_edition const before = shown.current();
    EXPECT_EQ(before.number(), 0u);
    EXPECT_EQ(before.size(), 0u);
    EXPECT_TRUE(before.stated().empty());
}

TEST_F(PublishedFigures, StayAsTheyWereWhateverTheWriterDoes) {
    EXPECT_EQ(shown.publish({{"open", count(0)}}), 1u);
    figures_edition const first = shown.current();
    s.add(1, mon_2020_01_06);
    EXPECT_EQ(shown.current().at(complaints).at(0, 0), count(0)) << "not published yet";
    EXPECT_EQ(shown.publish({{"open", count(1)}}), 2u);
    figures_edition const second = shown.current();
    EXPECT_EQ(first.number(), 1u);
    EXPECT_EQ(first.at(complaints).at(0, 0), count(0));
    EXPECT_EQ(first.stated()[0], (stated_figure{"open", count(0)}));
    EXPECT_EQ(second.number(), 2u);
    EXPECT_EQ(second.at(complaints).at(0, 0), count(1));
    EXPECT_EQ(second.stated()[0], (stated_figure{"open", count(1)}));
}

TEST_F(PublishedFigures, AreTheCubesThatAreWatched) {
    for (std::uint64_t id = 1; id != 20; ++id) {
        complaint_id const c = s.add(id, mon_2020_01_06);
        if (id % 3 == 0) s.add_aspect(c);
        shown.publish();
        figures_edition const now = shown.current();
        ASSERT_EQ(now.number(), id);
        ASSERT_EQ(now.size(), 2u);
        EXPECT_EQ(now.at(complaints), screen.at(complaints));
        EXPECT_EQ(now.at(aspects), screen.at(aspects));
    }
}

TEST_F(PublishedFigures, ShareTheCubesThatDidNotChange) {
    shown.publish();
    figures_edition const first = shown.current();
    s.add(1, mon_2020_01_06);
    shown.publish();
    figures_edition const second = shown.current();
    EXPECT_EQ(&first.at(aspects), &second.at(aspects));
    EXPECT_NE(&first.at(complaints), &second.at(complaints));
}

TEST_F(PublishedFigures, WriteOverACubeThatNobodyKeeps) {
    shown.publish();
    s.add(1, mon_2020_01_06);
    shown.publish();
    cube const* const second = &shown.current().at(complaints);
    figures_edition kept = shown.current();
    s.add(2, mon_2020_01_06);
    shown.publish();
    s.add(3, mon_2020_01_06);
    shown.publish();
    EXPECT_NE(&shown.current().at(complaints), second) << "somebody keeps it";
    EXPECT_EQ(kept.at(complaints).at(0, 0), count(1));
    kept = shown.current();
    EXPECT_EQ(kept.at(complaints).at(0, 0), count(3));
}

TEST_F(PublishedFigures, HaveCubesThatAreWatchedLater) {
    shown.publish();
    std::size_t const later = screen.watch(by{dimension::unit}, measures{"received"}).value();
    EXPECT_EQ(shown.current().size(), 2u);
    shown.publish();
    EXPECT_EQ(shown.current().at(later), screen.at(later));
}

TEST_F(PublishedFigures, OutliveThePublisher) {
    figures_edition kept;
    {
        published_figures brief(screen);
        s.add(1, mon_2020_01_06);
        brief.publish();
        kept = brief.current();
    }
    figures_edition const copy = kept;
    kept = figures_edition();
    EXPECT_EQ(copy.at(complaints).at(0, 0), count(1));
    EXPECT_EQ(kept.number(), 0u);
}

} // namespace
} // namespace upheld
